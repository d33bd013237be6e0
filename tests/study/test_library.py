from dataclasses import replace

import pytest

from kpitrainer.domain.cards.card import CardKey
from kpitrainer.domain.errors import (
    Diagnostic,
    KpiTrainerError,
    Position,
    Severity,
    UnknownNameError,
)
from kpitrainer.domain.schedule.memory import UNTOUCHED, CardState
from kpitrainer.study.library import Library, Selection, is_active
from tests.factories import card, cards, deck, drill, memory

NPS = card("nps", tags=frozenset({"nps", "satisfaction"}))
CSAT = card("csat", tags=frozenset({"satisfaction"}))
BONUS = card("bonus", deck="extra", tags=frozenset({"satisfaction"}))
LIBRARY = Library(
    (
        deck("first", *cards(2, deck="first")),
        deck("second", NPS, CSAT),
        deck("extra", BONUS, optional=True),
    )
)


def chosen(selection: Selection, states: dict[CardKey, CardState] | None = None) -> list[str]:
    return [queued.card.key.card for queued in LIBRARY.select(selection, states or {})]


def test_everything_comes_in_study_order_without_optional_decks() -> None:
    assert chosen(Selection()) == ["card-000", "card-001", "nps", "csat"]


def test_an_optional_deck_joins_once_it_was_studied() -> None:
    studied = {BONUS.key: CardState(memory())}
    assert chosen(Selection(), studied)[-1] == "bonus"
    assert is_active(LIBRARY.by_id["extra"], studied)
    assert not is_active(LIBRARY.by_id["extra"], {})
    assert not is_active(LIBRARY.by_id["extra"], {BONUS.key: UNTOUCHED})
    assert is_active(LIBRARY.by_id["first"], {})


def test_named_decks_come_in_study_order_too() -> None:
    assert chosen(Selection(decks=("extra", "second"))) == ["nps", "csat", "bonus"]
    assert chosen(Selection(decks=("second", "second"))) == ["nps", "csat"]


def test_a_tag_chooses_among_the_decks() -> None:
    assert chosen(Selection(tag="satisfaction")) == ["nps", "csat"]
    assert chosen(Selection(decks=("extra",), tag="nps")) == []


def test_cards_come_with_their_states() -> None:
    known = CardState(memory())
    states = [queued.state for queued in LIBRARY.select(Selection(), {NPS.key: known})]
    assert states == [UNTOUCHED, UNTOUCHED, known, UNTOUCHED]


def test_every_tag_is_known() -> None:
    assert LIBRARY.tags() == {"nps", "satisfaction"}


def test_an_unknown_deck_is_told() -> None:
    with pytest.raises(UnknownNameError) as fault:
        chosen(Selection(decks=("first", "third")))
    assert fault.value.code == "library.no-deck"
    assert fault.value.values == {"name": "third", "known": "first, second, extra"}
    assert LIBRARY.deck("second").id == "second"


def test_drills_are_found_by_name_or_all_at_once() -> None:
    library = Library((deck("a", drill("roi", "a"), card("x", deck="a")), deck("b", drill())))
    assert [each.key.card for each in library.drills()] == ["roi", "nps"]
    assert [each.key.card for each in library.drills(["nps", "roi"])] == ["nps", "roi"]
    with pytest.raises(UnknownNameError) as fault:
        library.drills(["nps", "x"])
    assert fault.value.code == "library.no-drill"
    assert fault.value.values == {"name": "x", "known": "roi, nps"}


def test_a_drill_of_two_decks_is_named_with_its_deck() -> None:
    library = Library((deck("a", drill(deck="a")), deck("b", drill(deck="b"), drill("roi", "b"))))
    assert [each.key for each in library.drills(["b/nps", "a/nps", "roi", "b/roi"])] == [
        ("b", "nps"),
        ("a", "nps"),
        ("b", "roi"),
        ("b", "roi"),
    ]
    assert len(library.drills()) == 3
    with pytest.raises(UnknownNameError) as fault:
        library.drills(["roi", "nps"])
    assert fault.value.code == "library.drill-in-several"
    assert fault.value.values == {"name": "nps", "drills": "a/nps, b/nps"}
    with pytest.raises(UnknownNameError) as fault:
        library.drills(["a/roi"])
    assert fault.value.code == "library.no-drill"
    assert fault.value.values == {"name": "a/roi", "known": "a/nps, b/nps, b/roi"}
    with pytest.raises(UnknownNameError) as fault:
        library.drills(["x"])
    assert fault.value.values["known"] == "nps, roi"


def test_a_drill_that_an_error_keeps_out_is_not_unknown() -> None:
    warning = Diagnostic(Position("a", 7, 1), "deck.few-draws", {}, Severity.WARNING, "roi")
    error = Diagnostic(Position("a", 9, 1), "drill.no-parts", {}, entry="roi")
    library = Library((deck("a", drill(deck="a")),), diagnostics=(warning, error))
    for name in ("roi", "a/roi"):
        with pytest.raises(KpiTrainerError) as fault:
            library.drills([name])
        assert not isinstance(fault.value, UnknownNameError)
        assert fault.value.code == "library.drill-kept-out"
        assert fault.value.values == {"name": name, "diagnostic": error}
    # One of that name that can be asked is asked.
    other = Library((deck("b", drill("roi", "b")),), diagnostics=(error,))
    assert [each.key for each in other.drills(["roi"])] == [("b", "roi")]


def test_a_deck_in_one_language_is_shown_in_it() -> None:
    library = Library((deck("deck", CSAT, languages=("fr",)),))
    assert library.language(CSAT, "en") == "fr"
    assert LIBRARY.language(BONUS, "en") == "en"


def test_a_deck_is_in_doubt_where_its_file_or_one_without_a_deck_has_errors() -> None:
    first, second = deck("first", CSAT), replace(deck("second", NPS), at=Position("2.yaml", 1, 1))

    def doubtful(file: str, severity: Severity = Severity.ERROR) -> set[str]:
        diagnostic = Diagnostic(Position(file, 7, 1), "deck.empty", {}, severity)
        library = Library((first, second), (diagnostic,))
        return {name for name in ("first", "second", "absent") if library.in_doubt(name)}

    assert doubtful("2.yaml") == {"second"}
    assert doubtful("3.yaml") == {"first", "second", "absent"}
    assert doubtful("3.yaml", Severity.WARNING) == set()
