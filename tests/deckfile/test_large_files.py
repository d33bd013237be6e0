"""Files of a shape that could take minutes: the work is counted, not the time."""

from pathlib import Path
from typing import Any

import pytest
from rapidfuzz import process

from kpitrainer.deckfile.lint import similar_questions as similar
from kpitrainer.deckfile.lint.check import check_decks
from kpitrainer.deckfile.read import card_maker, draw_checks, siblings
from kpitrainer.deckfile.read.draw_checks import draws_of_each
from kpitrainer.deckfile.read.entry import propose_id
from kpitrainer.deckfile.read.siblings import sibling_faults
from kpitrainer.deckfile.schema import card_schema
from kpitrainer.deckfile.syntax.recovery import id_at
from kpitrainer.domain.cards.card_types.drill import Drill
from kpitrainer.domain.drill.drawing import draw_once
from kpitrainer.domain.drill.template import Template
from kpitrainer.domain.errors import Severity
from tests.deckfile.decks import GOOD, HEADER, ids, read, told


class Asked(set[str]):
    """Names that are taken; counts how often one is asked for."""

    times = 0

    def __contains__(self, name: object) -> bool:
        self.times += 1
        return super().__contains__(name)


def test_of_thousands_of_taken_names_a_free_one_is_soon_found() -> None:
    taken = Asked({"a", *(f"a-{number}" for number in range(2, 50_000))})
    assert propose_id("A", taken) == "a-50000"
    assert taken.times < 50


def test_a_long_chain_of_siblings_is_followed_once() -> None:
    followed = 0

    class Chain(dict[str, str]):
        def __getitem__(self, name: str) -> str:
            nonlocal followed
            followed += 1
            return super().__getitem__(name)

    ends = siblings._ends(Chain({f"c{number}": f"c{number + 1}" for number in range(5_000)}))
    assert set(ends.values()) == {"c5000"}
    assert followed < 20_000


def test_of_many_unknown_siblings_only_some_are_looked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    looked_for: list[str] = []
    monkeypatch.setattr(siblings, "_near", lambda _entry, name, _ids: looked_for.append(name))
    named = {f"c{number}": f"z{number}" for number in range(500)}
    assert len(list(sibling_faults(named, list(named), {}))) == 500
    assert len(looked_for) < 50


def test_the_name_of_an_empty_card_is_sought_on_its_own_lines() -> None:
    text = "  - \n" * 1_000 + "  - basic: a\n"
    assert id_at(text, 0, card_schema.KEYS) == ""
    assert id_at(text, text.rindex("- "), card_schema.KEYS) == "a"


HALF_OPEN = ["{{" * 900, "{{a::" * 380, "{{" + " " * 1900, "{{1 " * 480, "{{{" * 600]


@pytest.mark.parametrize("text", HALF_OPEN)
def test_half_open_gaps_are_told_as_such(text: str) -> None:
    """Each sign is read once: a thousand cards of them took half a minute."""
    cards = "".join(f'  - cloze: c{number}\n    text: "{text}"\n' for number in range(100))
    assert {each.partition(" ")[2] for each in told(read(HEADER + cards))} == {"deck.open-gap"}


NEVER = """\
  - drill: d{number}
    title: T
    given: {{n: 1..9}}
    where: [n > 10]
    ask: Combien ?
    answer: {{formula: n * 2, unit: points}}
"""


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The drills that are drawn to see whether they can be, once a draw."""
    names: list[str] = []

    def noted(form: Template, *more: object) -> object:
        names.append(form.id)
        return draw_once(form, *more)  # type: ignore[arg-type]

    monkeypatch.setattr(draw_checks, "draw_once", noted)
    return names


def test_drills_that_can_never_be_drawn_have_a_budget_together(drawn: list[str]) -> None:
    deck = HEADER + "".join(NEVER.format(number=number) for number in range(60))
    codes = [each.partition(" ")[2] for each in told(read(deck))]
    assert codes.count("drill.always-where") > 20
    assert len(drawn) < 60_000
    assert drawn.count("d0") == 1_000
    assert drawn.count("d59") == 1


def test_a_good_drill_costs_one_draw_and_nothing_of_the_budget(drawn: list[str]) -> None:
    good = HEADER + NEVER.format(number=1).replace("n > 10", "n > 0")
    assert told(read(good)) == []
    assert drawn == ["d1"]


def test_the_check_draws_less_of_very_many_variants() -> None:
    deck = read(HEADER + NEVER.format(number=1).replace("n > 10", "n > 0")).deck
    assert deck is not None
    drill = deck.cards[0].content
    assert isinstance(drill, Drill)
    template = drill.template
    assert draws_of_each([template], size=100) == 1_000
    assert draws_of_each([template] * 500, size=100) < 100
    assert draws_of_each([template] * 500, size=10_000_000) > 100


def test_a_check_says_where_it_drew_little(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(draw_checks, "_CHECK_WORK", 500)
    file = tmp_path / "essai.yaml"
    file.write_text(HEADER + NEVER.format(number=1).replace("n > 10", "n > 0"), "utf-8")
    few = next(each for each in check_decks([file]) if each.code == "deck.fewer-draws")
    assert (few.at.line, few.severity) == (5, Severity.WARNING)
    assert few.values["count"] in range(1, 10)


def test_a_thousand_cards_in_error_are_enough() -> None:
    """Those behind them are not read, which is told, and those before them are kept."""
    bad = "".join(f"  - basic: bad{number}\n" for number in range(1_100))
    found = read(HEADER + GOOD + bad + GOOD.replace("ok", "last"))
    assert ids(found) == ["ok"]
    assert "1010:5 deck.given-up" in told(found)


def test_thousands_of_nameless_cards_are_counted_and_none_is_given_up() -> None:
    found = read(HEADER + GOOD.replace("ok", "") * 1_200)
    (counted,) = found.diagnostics
    assert (counted.code, counted.values["count"]) == ("deck.missing-id", 1_200)


def test_of_very_many_like_questions_the_last_are_not_compared(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(similar, "_MOST_READ", 3)
    cards = "".join(
        f"  - basic: c{number}\n    ask: Que veut dire le mot {word} ici ?\n    answer: R\n"
        for number, word in enumerate(("abordables", "abordable", "abordabls", "abordabla"))
    )
    deck = read(HEADER.replace("[fr, en]", "[fr]") + cards).deck
    assert deck is not None
    *_, last = similar.similar_questions(deck.cards)
    assert (last.card.key.card, last.other) == ("c3", None)


def test_a_file_has_a_limit_of_drills_and_variants(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(card_maker, "_MOST_VARIANTS", 20)
    variants = "".join(f"      - variant: v{number}\n" for number in range(2))
    drill = NEVER.replace("n > 10", "n > 0") + "    variants:\n" + variants
    deck = HEADER + "".join(drill.format(number=number) for number in range(11))
    codes = [each.partition(" ")[2] for each in told(read(deck))]
    assert codes == ["deck.many-variants"]
    drills = "".join(drill.partition("    variants")[0].format(number=n) for n in range(21))
    assert [each.partition(" ")[2] for each in told(read(HEADER + drills))] == codes


def test_of_many_texts_each_is_held_against_its_neighbours(monkeypatch: pytest.MonkeyPatch) -> None:
    compared = 0
    extract: Any = process.extract

    def noted(text: str, others: list[str], **more: object) -> object:
        nonlocal compared
        compared += len(others)
        return extract(text, others, **more)

    monkeypatch.setattr(process, "extract", noted)
    words = [f"{'abcdefghij'[number % 10]}{number:05}" for number in range(2_000)]
    assert len(list(similar._near(words, 80))) > 2_000
    assert compared < 500_000
