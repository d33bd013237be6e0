"""Author text and typed text are shown literally, wherever they appear."""

import unicodedata
from typing import Any

import pytest
from textual.content import Content
from textual.events import Paste

from kpitrainer.authoring.preview import DeckFile, Preview
from kpitrainer.domain.cards.card import Card, Deck
from kpitrainer.domain.cards.card_types.basic import Basic
from kpitrainer.domain.cards.card_types.choice import Choice, WrongOption
from kpitrainer.domain.cards.card_types.cloze import Cloze, Gap
from kpitrainer.domain.cards.card_types.content import Content as CardContent
from kpitrainer.domain.cards.card_types.drill import Drill
from kpitrainer.domain.cards.card_types.list_recall import ListItem, ListRecall
from kpitrainer.domain.cards.card_types.true_false import TrueFalse
from kpitrainer.domain.errors import Diagnostic, KpiTrainerError, Position
from kpitrainer.domain.text.printable import STEERS, printable
from kpitrainer.i18n import Translator
from kpitrainer.study.library import Library
from kpitrainer.tui.screens.base_screen import Panel
from kpitrainer.tui.screens.review_screen import ReviewScreen
from kpitrainer.tui.screens.summary_screen import SummaryScreen
from kpitrainer.tui.text.preview_text import title
from kpitrainer.wording import error
from tests.factories import NPS, both, card, deck, template
from tests.tui.seat import UNFADED, Seat, Sit, plain

MARKUP = "[/b] [red]x[/] [@click=app.quit]y[/] {N} {0} [b $error] \\[i] [link=http://a.b]"
WIDE = "漢字 😀 👩‍👩‍👧 e\u0301 שלום ﷺ ｗｉｄｅ"
LONG = "anticonstitutionnellement" * 12
HOSTILE = {"markup": MARKUP, "wide": f"{WIDE} a\u00a0b\u202fc\td", "long": LONG}
every_text = pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)

PHRASE_SAFE = MARKUP.replace("{N} {0}", "{{N}}").replace("\\[i]", "[i]")
"""In a drill's texts braces hold names."""


def spots(text: str, safe: str | None = None) -> dict[str, Card]:
    """A card of each type with `text` in every field its author writes."""
    texts = both(text)
    safe = text if safe is None else safe
    source: dict[str, Any] = {
        **NPS,
        "title": texts,
        "ask": both(safe),
        "hints": [both(safe)],
        "steps": [both(safe)],
        "mistakes": [{**NPS["mistakes"][0], "say": both(safe)}],
        "answer": {**NPS["answer"], "unit": texts},
    }
    contents: dict[str, CardContent] = {
        "basic": Basic(texts, texts),
        "typed": Basic(texts, texts, typed=True),
        "list": ListRecall(texts, (ListItem(texts), ListItem(both("autre"))), ordered=True),
        "cloze": Cloze({"fr": (text, Gap(1, text)), "en": (text, Gap(1, text))}, 1),
        "choice": Choice(texts, (texts,), (WrongOption(both("autre"), texts),)),
        "claim": TrueFalse(texts, answer=True),
        "drill": Drill(template(source)),
    }
    more: dict[str, Any] = {
        "why": texts,
        "mnemonic": texts,
        "source": (text,),
        "tags": frozenset({text}),
    }
    return {name: card(name, content, **more) for name, content in contents.items()}


def subject(text: str, *cards: Card) -> Deck:
    return deck("deck", *cards, title=both(text), description=both(text))


def check_strips(seat: Seat) -> None:
    """Nothing but printable text goes to the terminal, and no line outgrows it."""
    for row, strip in enumerate(seat.strips, start=1):
        assert strip.cell_length == seat.app.size.width
        for segment in strip:
            bad = [c for c in segment.text if unicodedata.category(c) in ("Cc", "Cs")]
            assert not bad, segment
            meta = segment.style.meta if segment.style else {}
            assert "@click" not in meta
            # The line of keys may hold the program's own « q quit ».
            assert meta.get("action") != "app.quit" or row == seat.app.size.height
            assert not (segment.style and segment.style.link)


def check_literal(seat: Seat, name: str, text: str) -> None:
    """The part shows `text` letter by letter, and no style begins or ends within it."""
    content = seat.content(name)
    assert plain(text) in plain(content.plain), content.plain
    unstyled_within(content, text)


def unstyled_within(content: Content, text: str) -> None:
    start = content.plain.find(text)
    while start >= 0:
        end = start + len(text)
        for span in content.spans:
            covers = span.start <= start and span.end >= end
            apart = span.end <= start or span.start >= end
            assert covers or apart, (span, content.plain)
        start = content.plain.find(text, end)


@every_text
@pytest.mark.parametrize("size", [(120, 40), (40, 20)])
async def test_home(sit: Sit, text: str, size: tuple[int, int]) -> None:
    diagnostic = Diagnostic(Position(text, 1, 1), "deck.unknown-key", {"key": text, "known": text})
    library = Library((subject(text, card("one")),), diagnostics=(diagnostic,))
    async with sit(library=library, size=size) as seat:
        check_strips(seat)
        assert plain(text)[:3] in seat.text
        await seat.press("down")
        check_strips(seat)
        check_literal(seat, "side", text)
        # One line, whatever the title: the list below never jumps.
        shown = seat.prose("next").removesuffix("…").partition("« ")[2]
        assert plain(text).startswith(shown.removesuffix(" »").split("\t")[0])
        assert len(shown) > 3
        await seat.press("p")
        assert seat.on(Panel)
        check_strips(seat)
        assert plain(text) in seat.prose("panel-text")


@every_text
@pytest.mark.parametrize("name", spots("x"))
async def test_a_card(sit: Sit, text: str, name: str) -> None:
    one = spots(text, PHRASE_SAFE if text is MARKUP else None)[name]
    async with sit(subject(text, one), settings=UNFADED) as seat:
        await seat.press("enter")
        check_strips(seat)
        assert plain(text) in seat.prose("header")
        asked = seat.attempt.question
        assert plain(asked) in seat.prose("question")
        if name == "choice":
            check_literal(seat, "body", text)
            unstyled_within(seat.content("body"), text)
        await seat.press("f2", "f2")
        check_strips(seat)
        if name == "drill":
            mistake = seat.attempt.exercise
            assert mistake is not None
            await seat.write(str(round(mistake.mistakes["passifs-oublies"])))
        await seat.press("enter")
        assert seat.attempt.closed
        check_strips(seat)
        for field in (text, *(line for line in seat.attempt.solution if isinstance(line, str))):
            assert plain(field) in plain("\n".join(map(seat.prose, PARTS)))
        check_literal(seat, "why", text)
        if name == "drill":
            assert plain(str(seat.attempt.verdict and seat.attempt.verdict.text)) in seat.prose(
                "verdict"
            )
        await seat.press("i")
        check_strips(seat)
        assert seat.prose("panel-text").count(plain(text)) >= 3, "deck, source, tags"
        await seat.press("escape", "4")
        if not isinstance(seat.app.screen, SummaryScreen):
            await seat.press("escape")
        assert seat.on(SummaryScreen)
        check_strips(seat)
        if name != "cloze":
            # A label stands on one line: a tab in it is a space.
            assert plain(text).replace("\t", " ") in seat.prose("text")


PARTS = ("question", "body", "hints", "verdict", "solution", "why")


@every_text
async def test_drill_picker_formulas_and_statistics(sit: Sit, text: str) -> None:
    one = spots(text, PHRASE_SAFE if text is MARKUP else None)["drill"]
    async with sit(subject(text, one), size=(60, 24)) as seat:
        await seat.press("d")
        check_strips(seat)
        assert plain(text).split("\t")[0][:20] in seat.text
        await seat.press("enter", "f3")
        assert plain(text).split("\t")[0][:20] in seat.text
        check_strips(seat)
        await seat.press("escape")
        exercise = seat.attempt.exercise
        assert exercise is not None
        await seat.write(str(round(exercise.mistakes["passifs-oublies"])))
        await seat.press("enter")
        check_strips(seat)
        assert plain(text) in seat.prose("header")
        await seat.press("escape", "enter", "s", "left")
        check_strips(seat)
        assert plain(text).split("\t")[0][:12] in seat.prose("text"), "the misconception"


@pytest.mark.parametrize("text", [MARKUP, "漢字 😀 שלום ﷺ ｗｉｄｅ"], ids=["markup", "wide"])
async def test_what_the_learner_types(sit: Sit, text: str) -> None:
    one = card("one", Basic(both("Quoi ?"), both("satisfaction client"), typed=True))
    two = card("two", ListRecall(both("Quoi ?"), (ListItem(both("un")), ListItem(both("deux")))))
    async with sit(deck("deck", one, two)) as seat:
        await seat.press("enter")
        await seat.write(text)
        check_strips(seat)
        await seat.press("enter")
        assert plain(text) in seat.prose("solution")
        check_strips(seat)
        await seat.press("enter")
        await seat.write(text)
        await seat.press("enter")
        check_strips(seat)


async def test_control_characters_typed_or_pasted_never_reach_the_screen(sit: Sit) -> None:
    one = card("one", Basic(both("Quoi ?"), both("satisfaction"), typed=True))
    async with sit(deck("deck", one)) as seat:
        await seat.press("enter")
        driver = seat.app._driver
        assert driver is not None
        driver.send_message(Paste("a\x1b]2;owned\x07b\x00c\x9bd\u202e\u00a0e\n[b]more"))
        await seat.settle()
        check_strips(seat)
        assert seat.field == "a]2;ownedbcd e"
        await seat.press("enter")
        check_strips(seat)
        assert "Ta réponse : a]2;ownedbcd e" in seat.text


async def test_an_error_with_markup_in_it_is_shown_as_it_is(sit: Sit) -> None:
    async with sit(deck("deck", card("one"))) as seat:
        await seat.press("enter", "enter")

        def refuse(*_: object) -> None:
            raise KpiTrainerError("store.disk-full", path=f"{MARKUP}.db")

        seat.on(ReviewScreen)._act(refuse)
        await seat.settle()
        assert MARKUP in seat.toasts[0]
        check_strips(seat)
        assert "[@click=app.quit]y[/]" in seat.unbroken.replace(" ▌", "")


STEERING = "x\x1b]0;PWNED\x07\x9b31m\u202eok\u2066\u2028\udce9.yaml"
"""The name of a file that came in somebody's archive."""


async def test_names_of_files_steer_no_terminal(sit: Sit) -> None:
    """Nor does what the system says; the list of problems, notices and toasts show both."""
    values = {"reason": STEERING, "folder": STEERING}
    at = Position(STEERING, 1, 1)
    unread = (Diagnostic(at, "deck.unreadable-folder", values),)
    wrong = (Diagnostic(at, "deck.unreadable", values),)
    library = Library((deck("a", card("b")),), wrong, unread=unread)
    async with sit(library=library, size=(120, 40)) as seat:
        check_unsteered(seat)
        await seat.press("p")
        fault = KpiTrainerError("edit.not-started", editor=STEERING, reason=STEERING)
        seat.app.notify(error(Translator("fr"), fault), markup=False)
        await seat.settle()
        check_unsteered(seat)


def check_unsteered(seat: Seat) -> None:
    shown = "".join(segment.text for strip in seat.strips for segment in strip)
    assert "PWNED" in shown
    assert not STEERS.search(shown)


def test_the_head_of_the_preview_steers_no_terminal() -> None:
    preview = Preview("fr", lambda: 1)
    preview.take((DeckFile(STEERING, None, ()),))

    assert title(Translator("fr"), preview).plain == printable(STEERING)
