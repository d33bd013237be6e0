from collections.abc import Iterator
from dataclasses import replace
from itertools import count

import pytest

from kpitrainer.authoring.preview import DeckFile, Preview
from kpitrainer.domain.cards.card import Card
from kpitrainer.domain.errors import Diagnostic, Position, Severity
from tests.factories import card, choice, deck, typed

PATH = "deck.yaml"
numbers: Iterator[int] = count(1)


def at(line: int, path: str = PATH) -> Position:
    return Position(path, line, 5)


def placed(name: str, line: int, **more: object) -> Card:
    return replace(card(name), at=at(line), **more)  # type: ignore[arg-type] # fields of Card


def error(line: int, code: str = "deck.no-gap", path: str = PATH) -> Diagnostic:
    return Diagnostic(at(line, path), code)


def warning(line: int, code: str = "deck.no-why") -> Diagnostic:
    return Diagnostic(at(line), code, severity=Severity.WARNING)


def file(*cards: Card, diagnostics: tuple[Diagnostic, ...] = (), path: str = PATH) -> DeckFile:
    """Cards a to e stand on lines 10, 20, … 50 unless placed otherwise."""
    found = deck(path.removesuffix(".yaml"), *cards) if cards else None
    digest = str(next(numbers)).encode()
    return DeckFile(path, found, diagnostics, (10, 20, 30, 40, 50), digest)


def abc(**changed: str) -> tuple[Card, ...]:
    """Cards a, b and c; `changed` gives one of them another question."""
    return tuple(
        placed(name, line, content=typed(changed[name])) if name in changed else placed(name, line)
        for name, line in (("a", 10), ("b", 20), ("c", 30))
    )


def looking_at(*files: DeckFile, card: str = "b") -> Preview:
    preview = Preview("fr", lambda: next(numbers), card)
    preview.take(files)
    return preview


def here(preview: Preview) -> str:
    return preview.card.key.card if preview.card else ""


def asked(preview: Preview) -> str:
    assert preview.attempt
    return preview.attempt.question


def test_it_begins_at_the_card_wanted_or_the_first() -> None:
    assert here(looking_at(file(*abc()), card="c")) == "c"
    assert here(looking_at(file(*abc()), card="")) == "a"
    assert here(looking_at(file(*abc()), card="nothing")) == "a"
    side = card("cl#c2")
    assert (
        here(looking_at(file(*abc()), file(card("z"), side, path="z.yaml"), card="cl")) == "cl#c2"
    )


def test_nothing_changed_nothing_happens() -> None:
    preview = looking_at(file(*abc()))
    before = preview.attempt
    assert not preview.take([file(*abc())])
    assert preview.attempt is before
    assert preview.place == (2, 3)


def test_the_present_card_changes_under_ones_eyes() -> None:
    preview = looking_at(file(*abc()))
    assert not preview.take([file(*abc(b="New?", c="Other?"))])
    assert here(preview) == "b"
    assert asked(preview) == "New?"


def test_the_first_card_that_changed_is_gone_to() -> None:
    preview = looking_at(file(*abc()), card="a")
    assert preview.take([file(*abc(c="Other?", b="New?"))])
    assert here(preview) == "b"
    assert asked(preview) == "New?"


def test_lines_that_move_are_no_change() -> None:
    preview = looking_at(file(*abc()))
    before = preview.attempt
    moved = tuple(replace(each, at=at(each.at.line + 3)) for each in abc())
    assert not preview.take([file(*moved)])
    assert preview.attempt is before
    assert preview.at == at(23)


def test_a_new_card_is_gone_to() -> None:
    preview = looking_at(file(*abc()))
    preview.take([file(*abc(), placed("d", 40))])
    assert here(preview) == "d"


@pytest.mark.parametrize("half", [(), abc()[:1]], ids=["nothing", "less"])
def test_a_file_half_written_keeps_the_place(half: tuple[Card, ...]) -> None:
    preview = looking_at(file(*abc()))
    before = preview.attempt
    assert not preview.take([file(*half, diagnostics=(error(2),))])
    assert (here(preview), preview.stale, preview.attempt) == ("b", True, before)
    assert preview.place[0] == 0
    assert preview.at == at(2)
    assert not preview.take([file(*abc())])
    assert (here(preview), preview.stale, preview.attempt) == ("b", False, before)


def test_a_file_cut_between_cards_keeps_the_place_too() -> None:
    preview = looking_at(file(*abc()), card="c")
    preview.take([file(*abc()[:1])])
    assert here(preview) == "a"
    preview.take([file(*abc())])
    assert here(preview) == "c"


def test_who_went_elsewhere_meanwhile_stays_there() -> None:
    preview = looking_at(file(*abc()), card="c")
    preview.take([file(*abc()[:2])])
    preview.move(-1)
    preview.take([file(*abc())])
    assert here(preview) == "a"


def test_a_broken_card_is_shown_as_it_was_until_it_is_mended() -> None:
    preview = looking_at(file(*abc()))
    a, _, c = abc()
    preview.take([file(a, c, diagnostics=(error(22),))])
    assert (here(preview), preview.stale) == ("b", True)
    assert preview.at == at(22)
    preview.take([file(*abc(b="Mended?"))])
    assert (here(preview), preview.stale, asked(preview)) == ("b", False, "Mended?")


def test_going_on_from_a_broken_card() -> None:
    a, _, c = abc()
    d = placed("d", 40)
    for step, there in ((1, "c"), (-1, "a")):
        preview = looking_at(file(*abc(), d))
        preview.take([file(a, c, d, diagnostics=(error(22),))])
        preview.move(step)
        assert (here(preview), preview.stale) == (there, False)


def test_a_card_that_was_deleted_gives_its_place_to_the_next() -> None:
    preview = looking_at(file(*abc()))
    a, _, c = abc()
    preview.take([file(a, c)])
    assert here(preview) == "c"
    preview.take([file(a)])
    assert here(preview) == "a"


def test_a_card_that_was_renamed_is_followed() -> None:
    preview = looking_at(file(*abc()))
    a, b, c = abc(a="New?")
    preview.take([file(a, replace(b, key=b.key._replace(card="neu"), aliases=(b.key,)), c)])
    assert here(preview) == "neu"


def test_a_deck_without_a_good_card_comes_alive() -> None:
    preview = looking_at(file(diagnostics=(error(3), error(12))), card="")
    assert preview.card is None
    assert preview.attempt is None
    assert preview.place == (0, 0)
    assert preview.at == at(3)
    preview.move(1)
    preview.next_diagnostic()
    preview.redraw()
    preview.speak("en")
    preview.take([file(*abc())])
    assert here(preview) == "a"
    assert preview.attempt


def test_without_any_good_card_moving_keeps_the_place() -> None:
    preview = looking_at(file(*abc()))
    preview.take([file(diagnostics=(error(1),))])
    preview.move(1)
    preview.take([file(*abc())])
    assert here(preview) == "b"


def test_moving_stops_at_the_ends() -> None:
    preview = looking_at(file(*abc()), card="a")
    before = preview.attempt
    preview.move(-1)
    assert (here(preview), preview.attempt) == ("a", before)
    for _ in range(5):
        preview.move(1)
    assert (here(preview), preview.place) == ("c", (3, 3))


def test_several_decks() -> None:
    other = file(card("x", deck="z"), card("y", deck="z"), path="z.yaml")
    preview = looking_at(file(*abc()), other, card="")
    preview.change_deck(1)
    assert here(preview) == "x"
    preview.change_deck(1)
    assert here(preview) == "a"
    preview.change_deck(-1)
    assert here(preview) == "x"
    # A change in the deck looked at comes before one elsewhere, which comes before none.
    here_too = file(card("x", deck="z"), card("y", typed("Y?"), deck="z"), path="z.yaml")
    preview.take([file(*abc(a="A?")), here_too])
    assert here(preview) == "y"
    preview.take([file(*abc(a="A?", c="C?")), here_too])
    assert here(preview) == "c"


def test_a_file_that_goes_and_comes_back() -> None:
    other = file(card("x", deck="z"), path="z.yaml")
    preview = looking_at(file(*abc()), other)
    assert not preview.take([other])
    assert (here(preview), preview.stale) == ("b", True)
    assert [diagnostic.code for diagnostic in preview.diagnostics] == ["preview.file-gone"]
    preview.take([file(*abc()), other])
    assert (here(preview), preview.stale) == ("b", False)
    preview.take([other])
    preview.change_deck(1)
    preview.take([other])
    assert [each.path for each in preview.files] == ["z.yaml"]


def test_problems_of_the_present_card_come_first() -> None:
    diagnostics = (error(12), error(22), warning(24), error(32))
    preview = looking_at(file(*abc(), diagnostics=diagnostics))
    assert [diagnostic.at.line for diagnostic in preview.diagnostics] == [22, 24, 12, 32]
    preview.move(1)
    assert [diagnostic.at.line for diagnostic in preview.diagnostics] == [32, 12, 22, 24]


def test_a_problem_of_the_head_is_no_cards() -> None:
    preview = looking_at(file(*abc(), diagnostics=(error(2),)), card="a")
    assert preview.file.entry(2) == -1
    assert preview.file.entry(10) == preview.file.entry(19) == 0


def test_going_from_problem_to_problem() -> None:
    # b stands on line 20, no good card on line 40.
    preview = looking_at(file(*abc(), diagnostics=(warning(12), warning(31), error(42))))
    places = []
    for _ in range(4):
        preview.next_diagnostic()
        places.append((preview.at.line, here(preview)))
        assert preview.diagnostics[0] == preview.selected
    assert places == [(31, "c"), (42, "c"), (12, "a"), (31, "c")]
    preview.move(-1)
    assert preview.selected is None
    assert preview.at == at(20)


def test_no_problem_nothing_to_go_to() -> None:
    preview = looking_at(file(*abc()))
    preview.next_diagnostic()
    assert preview.selected is None


def test_a_closer_look_counts_for_what_it_looked_at() -> None:
    first = file(*abc(), diagnostics=(warning(12),))
    preview = looking_at(first)
    assert not preview.checked
    preview.check(first, (warning(12), warning(22, "deck.two-facts")))
    assert preview.checked
    assert len(preview.diagnostics) == 2
    second = file(*abc())
    preview.take([second])
    assert not preview.checked
    assert preview.diagnostics == []
    preview.check(first, (warning(12),))
    assert not preview.checked
    preview.check(second, ())
    assert preview.checked


def test_what_a_closer_look_does_not_know_stays_told() -> None:
    twice = error(1, "deck.same-deck")
    first = file(*abc(), diagnostics=(twice,))
    preview = looking_at(first)
    preview.check(first, (warning(22),))
    assert [diagnostic.code for diagnostic in preview.diagnostics] == [
        "deck.no-why",
        "deck.same-deck",
    ]


def test_redrawing_asks_anew() -> None:
    preview = looking_at(file(placed("k", 10, content=choice())), card="")
    assert preview.attempt
    orders = set()
    for _ in range(30):
        preview.show()
        preview.redraw()
        assert not preview.attempt.closed
        orders.add(preview.attempt.options)
    assert len(orders) > 1


def test_the_other_language() -> None:
    preview = looking_at(file(placed("k", 10, content=choice())), card="")
    preview.speak("en")
    assert preview.attempt
    assert "the indicators" in preview.attempt.options
    preview.redraw()
    assert "the indicators" in preview.attempt.options


def named(found: DeckFile, *names: str) -> DeckFile:
    return found._replace(names=frozenset(names))


def test_a_card_taken_out_while_another_is_unfinished_is_gone_and_not_unreadable() -> None:
    a, b, c = abc()
    preview = looking_at(named(file(a, b, c), "a", "b", "c"))
    preview.take([named(file(a, c, diagnostics=(error(50),)), "a", "c", "new")])
    assert (here(preview), preview.stale, preview.removed) == ("c", False, "b")
    preview.take([named(file(a, c, diagnostics=(error(50),)), "a", "c", "new")])
    assert preview.removed == "", "it is said once"


def test_a_file_half_written_lacks_more_and_keeps_the_card() -> None:
    a, b, c = abc()
    preview = looking_at(named(file(a, b, c), "a", "b", "c"))
    preview.take([named(file(a, diagnostics=(error(20),)), "a")])
    assert (here(preview), preview.stale, preview.removed) == ("b", True, "")


def test_a_file_that_is_gone_is_left_behind() -> None:
    first, second = file(*abc()), file(placed("z", 10), path="other.yaml")
    for other_key in (True, False):
        preview = looking_at(first, second)
        preview.take([second])
        assert [each.path for each in preview.files] == ["other.yaml", PATH]
        if other_key:
            preview.change_deck(1)
        else:
            preview.take([second])  # as another file was saved
        assert [each.path for each in preview.files] == ["other.yaml"]
        assert here(preview) == "z"
