from hypothesis import given
from hypothesis import strategies as st

from kpitrainer.domain.cards.card import Deck, Prerequisite
from kpitrainer.domain.cards.study_order import study_order
from kpitrainer.domain.errors import Position, Severity
from tests.factories import both, card


def deck(name: str, *after: str, level: int = 1, file: str = "") -> Deck:
    file = f"decks/{file or name}.yaml"
    return Deck(
        id=name,
        title=both(name),
        languages=("fr", "en"),
        level=level,
        cards=(card("c", deck=name),),
        at=Position(file, 1, 1),
        after=tuple(Prerequisite(each, Position(file, 5, 9 + at)) for at, each in enumerate(after)),
    )


def order(*decks: Deck) -> list[str]:
    ordered, diagnostics = study_order(decks)
    assert diagnostics == ()
    return [each.id for each in ordered]


def test_without_prerequisites_level_then_file_name() -> None:
    assert order(deck("a", level=2), deck("b"), deck("c", level=2, file="_")) == ["b", "c", "a"]


def test_prerequisites_come_before_a_lower_level() -> None:
    assert order(deck("easy", "hard"), deck("hard", level=3), deck("z", level=2)) == [
        "z",
        "hard",
        "easy",
    ]


def test_a_deck_waits_for_all_it_names() -> None:
    decks = deck("a", "b", "c"), deck("b", "d"), deck("c"), deck("d", level=3)
    assert order(*decks) == ["c", "d", "b", "a"]


def test_an_unknown_deck_is_warned_of_and_passed_over() -> None:
    ordered, (near, far) = study_order([deck("formules"), deck("calculs", "formulas", "xyz")])
    assert [each.id for each in ordered] == ["calculs", "formules"]
    assert near.at == Position("decks/calculs.yaml", 5, 9)
    assert (near.code, near.severity) == ("deck.unknown-deck-near", Severity.WARNING)
    assert near.values == {"id": "formulas", "suggestion": "formules"}
    assert (far.code, far.severity) == ("deck.unknown-deck", Severity.WARNING)
    assert far.at.column == 10


def test_a_circle_is_an_error_where_it_is_closed_and_loses_no_deck() -> None:
    # d only hangs on the circle a → c → b → a.
    decks = deck("a", "c"), deck("b", "a"), deck("c", "b"), deck("d", "b"), deck("0", "d")
    ordered, (diagnostic,) = study_order(decks)
    assert [each.id for each in ordered] == ["a", "b", "c", "d", "0"]
    assert (diagnostic.code, diagnostic.severity) == ("deck.circle", Severity.ERROR)
    assert diagnostic.at == Position("decks/a.yaml", 5, 9)
    assert diagnostic.values == {"decks": "a → c → b → a"}


def test_a_deck_that_waits_for_itself() -> None:
    ordered, (diagnostic,) = study_order([deck("a", "a", "b"), deck("b", level=2)])
    assert [each.id for each in ordered] == ["b", "a"]
    assert diagnostic.values == {"decks": "a → a"}


names = st.sampled_from("abcdef")


@given(st.dictionaries(names, st.tuples(st.lists(names, max_size=3, unique=True), names)))
def test_every_deck_comes_once_after_what_it_waits_for(
    drawn: dict[str, tuple[list[str], str]],
) -> None:
    decks = [deck(name, *after, file=file) for name, (after, file) in drawn.items()]
    ordered, diagnostics = study_order(decks)
    assert study_order(reversed(decks)) == (ordered, diagnostics)
    names_in_order = [each.id for each in ordered]
    assert sorted(names_in_order) == sorted(drawn)
    passed_over = {diagnostic.at for diagnostic in diagnostics}
    for place, each in enumerate(ordered):
        for need in each.after:
            assert need.at in passed_over or need.deck in names_in_order[:place]
