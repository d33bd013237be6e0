"""Nothing a learner needs is cut, at any size."""

from collections.abc import Mapping
from dataclasses import replace
from itertools import count

import pytest
from textual.containers import VerticalScroll
from textual.events import Resize
from textual.geometry import Size
from textual.screen import Screen

from kpitrainer.config import Settings
from kpitrainer.domain.cards.card_types.basic import Basic
from kpitrainer.domain.cards.card_types.choice import Choice, WrongOption
from kpitrainer.domain.cards.card_types.content import Content
from kpitrainer.domain.cards.card_types.list_recall import ListItem, ListRecall
from tests.factories import both, card, cards, choice, claim, cloze, deck, drill, recall_list, typed
from tests.tui.seat import UNFADED, Seat, Sit

SIZES = [(80, 24), (40, 20), (200, 60)]
at_every_size = pytest.mark.parametrize("size", SIZES, ids=lambda size: "x".join(map(str, size)))

SENTENCE = "Un contrôle commence par ses objectifs et finit par ses corrections"
LONG = ". ".join(f"{SENTENCE} numéro {number}" for number in range(8)) + "."

CONTENTS: Mapping[str, Content] = {
    "basic": Basic(both("Que mesure-t-on ?"), both("La satisfaction")),
    "typed": typed(),
    "cloze": cloze(),
    "list": recall_list(ordered=True),
    "choice": choice(),
    "claim": claim(),
    "drill": drill().content,
}
OPEN_ENDS = {"typed": "x y z", "list": "x", "drill": "9999"}  # no slip, whatever is drawn

RATINGS = ("1 Encore", "2 Difficile", "3 Correct", "4 Facile")


def inside(seat: Seat) -> None:
    """No line is longer than the screen, and there are no more lines than it has."""
    width, height = seat.app.size
    assert len(seat.strips) == height
    assert all(strip.cell_length == width for strip in seat.strips)


@pytest.mark.parametrize("size", [(40, 20), (200, 60)])
@pytest.mark.parametrize("name", CONTENTS)
async def test_a_card_of_each_type(sit: Sit, name: str, size: tuple[int, int]) -> None:
    subject = deck("deck", card("zero"), card(name, CONTENTS[name], why=both("Parce que.")))
    async with sit(subject, size=size, settings=UNFADED) as seat:
        await seat.press("enter", "enter", "4")
        inside(seat)
        question = seat.attempt.question
        assert " ".join(question.split()) in seat.unbroken
        assert "1 sur 2" in seat.text
        assert "aide" in seat.lines[-1]
        assert seat.lines[-1].strip().startswith(("⏎", "1–", "v/f"))
        for option in seat.attempt.options:
            if isinstance(option, str):
                assert option in seat.text
        if name in OPEN_ENDS:
            assert "Ta réponse" in seat.text
            await seat.write(OPEN_ENDS[name])
            assert OPEN_ENDS[name] in seat.text
            await seat.press("enter")
        if not seat.attempt.closed:
            await seat.press("enter")
        assert seat.attempt.closed
        inside(seat)
        assert "Parce que." in seat.text
        introduced = seat.review.introduces
        for rating in ("1 À étudier" if introduced else "1 Encore", *RATINGS[1:]):
            assert rating in seat.text
        for memory, wait in zip(
            seat.review.next_states().values(), ("< 1 min", "6 min"), strict=False
        ):
            assert memory
            assert wait in seat.text
        assert seat.text.count("◂") == (introduced or seat.attempt.proposal is not None)
        assert "aide" in seat.lines[-1]


@at_every_size
async def test_resized_while_a_card_is_answered(sit: Sit, size: tuple[int, int]) -> None:
    async with sit(deck("deck", card("zero"), card("one", typed()))) as seat:
        await seat.press("enter", "enter", "4")
        await seat.write("customer satis")
        await seat.resize(*size)
        assert seat.field == "customer satis"
        assert "customer satis" in seat.text
        inside(seat)
        await seat.write("faction score")
        await seat.press("enter")
        for other in (*SIZES, size):
            await seat.resize(*other)
            inside(seat)
            for rating in RATINGS:
                assert rating in seat.text
            assert "3 Correct ◂" in seat.text
            assert "✓ Customer Satisfaction Score" in seat.unbroken
            assert "1 sur 2" in seat.text


LONG_CARDS: Mapping[str, Content] = {
    "basic": Basic(both(f"Début {LONG} Fin ?"), both(f"Oui {LONG} Non")),
    "list": ListRecall(
        both("Lesquelles ?"),
        tuple(ListItem(both(f"{SENTENCE} item {number}")) for number in range(20)),
    ),
    "choice": Choice(
        both(f"Début {LONG} Fin ?"),
        (both(f"A {SENTENCE}"),),
        tuple(WrongOption(both(c + LONG)) for c in "BCD"),
    ),
    "typed": Basic(both(f"Début {LONG} Fin ?"), both(f"Oui {SENTENCE}"), typed=True),
}


async def seen_by_paging(seat: Seat) -> list[str]:
    """All the words that come into view from the top to the end, a page at a time."""
    view = seat.app.screen.query(VerticalScroll).first()
    while view.scroll_y > 0:
        await seat.press("pageup")
        await seat.pilot.pause()  # what scrolls is painted a moment later
    seen = seat.unbroken.split()
    while view.scroll_y < view.max_scroll_y:
        await seat.press("pagedown")
        await seat.pilot.pause()
        seen += seat.unbroken.split()
    return seen


@pytest.mark.parametrize("name", LONG_CARDS)
async def test_what_is_longer_than_the_screen_comes_by_paging(sit: Sit, name: str) -> None:
    why = both(f"Parce que {SENTENCE} vraiment.")
    subject = deck("deck", card("one", LONG_CARDS[name], why=why))
    async with sit(subject, size=(40, 20)) as seat:
        await seat.press("enter")
        question = seat.attempt.question
        seen = await seen_by_paging(seat)
        for text in (question, *map(str, seat.attempt.options)):
            assert set(text.split()) <= set(seen)
        await seat.press("enter")
        inside(seat)
        assert "1 À étudier" in seat.text
        seen = await seen_by_paging(seat)
        for text in (question, *map(str, seat.attempt.solution), why["fr"]):
            assert set(text.split()) <= set(seen)
        assert "1 À étudier" in seat.text, "ratings stay in view"


@pytest.mark.parametrize("name", ["basic", "choice"])
async def test_the_answer_is_in_view_as_soon_as_it_is_shown(sit: Sit, name: str) -> None:
    content = replace(choice(), ask=both(f"Début {LONG}")) if name == "choice" else LONG_CARDS[name]
    async with sit(deck("deck", card("one", content)), size=(40, 20)) as seat:
        await seat.press("enter")
        assert "Début" in seat.unbroken
        await seat.press("enter")
        assert str(seat.attempt.solution[0]).split()[0] in seat.unbroken.split()


@at_every_size
async def test_home(sit: Sit, size: tuple[int, int]) -> None:
    title = "Un paquet au nom plus long que la moitié d’une ligne d’un petit terminal"
    decks = [deck(f"deck-{n}", *cards(9, f"deck-{n}"), title=both(title)) for n in range(3)]
    async with sit(*decks, size=size) as seat:
        inside(seat)
        assert "Aujourd’hui" in seat.text
        assert "10 nouvelles" in seat.unbroken
        assert "environ 5 min" in seat.unbroken
        assert "▶ Entrée : étudier" in seat.text
        rows = [line for line in seat.lines if line.lstrip(" ").startswith("Un paquet au")]
        assert [row.split()[:2] for row in rows] == [["Un", "paquet"]] * 3
        for row, new in zip(rows, ("9", "1", "0"), strict=True):
            assert new in row.split()
        assert "⏎ étudier" in seat.lines[-1]
        assert seat.lines[-1].endswith("aide")


async def test_two_sizes_at_once_are_no_endless_chase(
    sit: Sit, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with sit(deck("deck", *cards(1))) as seat:
        lay_out, rounds = Screen._refresh_layout, count()

        def counted(
            screen: Screen[object], size: Size | None = None, *, scroll: bool = False
        ) -> None:
            assert next(rounds) < 100
            lay_out(screen, size, scroll)

        monkeypatch.setattr(Screen, "_refresh_layout", counted)
        # As of a window that is drawn larger, before a screen has taken the first of them.
        for size in (Size(90, 30), seat.app.size):
            seat.app.screen.post_message(Resize(size, size))
            seat.app.screen.call_later(lambda: None)  # else the second one takes the first's place
        await seat.settle()
        assert seat.app.screen.size == seat.app.size


async def test_many_decks_scroll_and_keep_the_rest_in_view(sit: Sit) -> None:
    decks = [deck(f"deck-{n:02}", *cards(1, f"deck-{n:02}")) for n in range(40)]
    async with sit(*decks, size=(40, 20), settings=Settings(new_per_day=99)) as seat:
        assert "deck-39" not in seat.text
        await seat.press("end")
        assert seat.line("   deck-39").split() == ["deck-39", "0", "1"]
        assert "Entrée : étudier « deck-39 »" in seat.unbroken
        assert seat.lines[-1].endswith("aide")


@at_every_size
async def test_other_rooms(sit: Sit, size: tuple[int, int]) -> None:
    async with sit(deck("deck", drill(), *cards(2)), size=size) as seat:
        await seat.press("d")
        assert "Tous les calculs" in seat.text
        assert seat.lines[-1].endswith("aide")
        await seat.press("escape", "s")
        assert "Statistiques" in seat.text
        inside(seat)
        await seat.press("escape", "comma")
        inside(seat)
        await seat.press("up", "up")
        assert "▌" in seat.line("Sauvegardes"), "the row in hand is in view"
        inside(seat)
        await seat.press("escape", "question_mark")
        inside(seat)
        seen = await seen_by_paging(seat)
        assert {"statistiques", "Échap", "fermer"} <= set(seen)


async def test_no_colour(sit: Sit, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with sit(deck("deck", card("pick", choice()), card("one", typed()))) as seat:
        assert not colours(seat)
        assert "▶" in seat.text, "the next step is marked"
        await seat.press("enter")
        right = seat.attempt.options.index("les indicateurs")
        await seat.press(str((right + 1) % 4 + 1))
        # What colour says elsewhere is said by signs.
        assert "✓  les indicateurs" in seat.text
        assert "✗" in seat.text
        assert "1 Encore ◂" in seat.text
        assert not colours(seat)


def colours(seat: Seat) -> set[str]:
    """What is neither black, white nor grey on the screen."""
    found = set()
    for strip in seat.strips:
        for segment in strip:
            for colour in (segment.style.color, segment.style.bgcolor) if segment.style else ():
                if colour and colour.triplet and len(set(colour.triplet)) > 1:
                    found.add(str(colour.triplet.hex))
    return found


@pytest.mark.parametrize("size", [(5, 24), (80, 3), (1, 1)])
async def test_lists_in_a_window_too_small_to_read_end_nothing(
    sit: Sit, size: tuple[int, int]
) -> None:
    async with sit(deck("deck", drill(), *cards(3)), size=size) as seat:
        for opened in ("ctrl+p", "f3", "f", "d"):
            await seat.press(opened, "pagedown", "pageup", "down", "pagedown", "escape")
        assert seat.app.is_running


async def test_notices_cover_no_question(sit: Sit) -> None:
    async with sit(deck("deck", *cards(5)), size=(40, 12)) as seat:
        await seat.press("enter", "minus")
        seat.app.notify("Une phrase bien longue. " * 20, severity="error")
        await seat.settle()
        assert "Une phrase bien longue." in seat.text
        assert "card-001?" in seat.text
        assert "⏎ montrer" in seat.lines[-1]
