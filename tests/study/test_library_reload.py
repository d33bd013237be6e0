from dataclasses import replace
from pathlib import Path

import pytest

from kpitrainer.domain.cards.card import Card, Deck
from kpitrainer.domain.errors import Diagnostic, Position
from kpitrainer.study.library import Library
from kpitrainer.study.library_reload import LibraryReload
from tests.factories import card, deck


class Folder:
    """Two deck files, `one` with cards a and b, `two` with card a."""

    def __init__(self, path: Path) -> None:
        self.one, self.two = path / "one.yaml", path / "two.yaml"
        self.a, self.b = self.card(self.one, "a"), self.card(self.one, "b")
        self.other = self.card(self.two, "a")
        self.write(self.one, "a", "b")
        self.write(self.two, "a")

    def card(self, file: Path, name: str) -> Card:
        return replace(card(name, deck=file.stem), at=Position(str(file), 3, 5))

    def deck(self, file: Path, *cards: Card) -> Deck:
        return replace(deck(file.stem, *cards), at=Position(str(file), 1, 1))

    def write(self, file: Path, *names: str) -> None:
        file.write_text("".join(f"  - basic: {name}\n" for name in names), "utf-8")

    def edited(self, file: Path, *decks: Deck, broken: Path | None = None) -> LibraryReload:
        """What came of an edit of `file`."""
        at = Position(str(broken), 1, 1)
        diagnostics = (Diagnostic(at, "deck.unknown-key"),) if broken else ()
        return LibraryReload(Library(decks, diagnostics), file)


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    return Folder(tmp_path)


def test_a_card_removed_is_gone(folder: Folder) -> None:
    folder.write(folder.one, "b")
    reload = folder.edited(folder.one, folder.deck(folder.one, folder.b))
    assert reload.card(folder.a) is None
    assert reload.card(folder.b) is folder.b


def test_a_card_removed_beside_a_mistake_is_gone(folder: Folder) -> None:
    folder.write(folder.one, "b")
    rest = folder.deck(folder.one)
    reload = folder.edited(folder.one, rest, broken=folder.one)
    assert reload.card(folder.a) is None
    assert reload.keeps(folder.b)


def test_what_was_broken_before_another_file_was_edited_stays(folder: Folder) -> None:
    decks = folder.deck(folder.one, folder.b), folder.deck(folder.two, folder.other)
    reload = folder.edited(folder.two, *decks, broken=folder.one)
    assert reload.keeps(folder.a)
    assert reload.fault(folder.other) is None, "nothing is wrong in what was edited"


def test_another_files_mistake_keeps_nothing(folder: Folder) -> None:
    folder.write(folder.one, "b")
    decks = folder.deck(folder.one, folder.b), folder.deck(folder.two)
    reload = folder.edited(folder.one, *decks, broken=folder.two)
    assert reload.card(folder.a) is None


@pytest.mark.parametrize("edited", ["one", "two"])
def test_cards_of_a_file_that_is_no_longer_there_stay(folder: Folder, edited: str) -> None:
    folder.one.unlink()
    file = folder.two.with_stem(edited)
    reload = folder.edited(file, folder.deck(folder.two, folder.other))
    assert reload.keeps(folder.a)


def test_cards_of_a_file_that_was_emptied_stay(folder: Folder) -> None:
    folder.one.write_text("")
    two = folder.deck(folder.two, folder.other)
    assert folder.edited(folder.one, two, broken=folder.one).keeps(folder.a)
    assert folder.edited(folder.two, two, broken=folder.one).keeps(folder.a)


def test_a_deck_that_is_another_now_has_none_of_its_cards(folder: Folder) -> None:
    """Its author gave it another id, and its cards no former names."""
    another = replace(deck("another"), at=Position(str(folder.one), 1, 1))
    assert folder.edited(folder.one, another).card(folder.a) is None


def test_a_file_that_cannot_be_read_may_still_have_the_card(folder: Folder) -> None:
    folder.one.unlink()
    folder.one.mkdir()
    rest = folder.deck(folder.one, folder.b)
    assert folder.edited(folder.one, rest, broken=folder.one).keeps(folder.a)
