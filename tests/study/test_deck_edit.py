import os
from pathlib import Path

import pytest

from kpitrainer.authoring.deck_edit import DeckEditor
from kpitrainer.domain.errors import KpiTrainerError, Position

ROOT = hasattr(os, "geteuid") and os.geteuid() == 0
needs_permissions = pytest.mark.skipif(ROOT, reason="root may write anything")


@pytest.fixture
def shop(tmp_path: Path) -> DeckEditor:
    shipped = tmp_path / "site-packages"
    shipped.mkdir()
    (shipped / "deck.yaml").write_bytes(b"deck: shipped\r\n")
    return DeckEditor(tmp_path / "data" / "own", shipped)


def at(path: Path) -> Position:
    return Position(str(path), 7, 3)


def shipped(shop: DeckEditor) -> Path:
    assert shop.shipped is not None
    return shop.shipped / "deck.yaml"


def test_an_own_deck_is_edited_in_place(tmp_path: Path) -> None:
    file = tmp_path / "deck.yaml"
    file.write_text("one")
    shop = DeckEditor(tmp_path / "own")
    deck = shop.open(at(file))
    assert (deck.path, deck.line, deck.copied) == (file, 7, False)
    assert not shop.close(deck)
    assert file.read_text() == "one"
    file.write_text("two")
    assert shop.close(deck)
    assert file.read_text() == "two"
    file.unlink()
    assert shop.close(deck)
    assert not (tmp_path / "own").exists()


def test_a_shipped_deck_is_copied(shop: DeckEditor) -> None:
    deck = shop.open(at(shipped(shop)))
    assert deck.copied
    assert deck.path == shop.own / "deck.yaml"
    assert deck.path.read_bytes() == b"deck: shipped\r\n"
    deck.path.write_text("changed")
    assert shop.close(deck)
    assert deck.path.read_text() == "changed"
    assert shipped(shop).read_bytes() == b"deck: shipped\r\n"


def test_a_copy_left_unchanged_is_removed(shop: DeckEditor) -> None:
    deck = shop.open(at(shipped(shop)))
    assert not shop.close(deck)
    assert list(shop.own.iterdir()) == []
    assert shipped(shop).exists()


def test_another_deck_of_that_file_name_is_left_alone(shop: DeckEditor) -> None:
    shop.own.mkdir(parents=True)
    mine = shop.own / "deck.yaml"
    mine.write_text("mine")
    deck = shop.open(at(shipped(shop)))
    assert deck.path == shop.own / "deck-2.yaml"
    deck.path.write_text("changed")
    shop.close(deck)
    assert mine.read_text() == "mine"
    assert shop.open(at(shipped(shop))).path == shop.own / "deck-3.yaml"


def test_without_a_shipped_folder_decks_are_the_developers_own(shop: DeckEditor) -> None:
    checkout = DeckEditor(shop.own, None)
    assert checkout.open(at(shipped(shop))).path == shipped(shop)


def test_a_relative_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "-deck.yaml").write_text("one")
    monkeypatch.chdir(tmp_path)
    assert DeckEditor(tmp_path).open(Position("-deck.yaml", 1, 1)).path == tmp_path / "-deck.yaml"


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(KpiTrainerError) as fault:
        DeckEditor(tmp_path).open(at(tmp_path / "gone.yaml"))
    assert fault.value.code == "edit.unreadable"


@needs_permissions
def test_a_file_that_may_not_be_written(tmp_path: Path) -> None:
    file = tmp_path / "deck.yaml"
    file.write_text("one")
    file.chmod(0o444)
    with pytest.raises(KpiTrainerError) as fault:
        DeckEditor(tmp_path).open(at(file))
    assert fault.value.code == "edit.read-only"


def test_a_folder_that_cannot_be_made(shop: DeckEditor) -> None:
    shop.own.parent.write_text("a file is in the way")
    with pytest.raises(KpiTrainerError) as fault:
        shop.open(at(shipped(shop)))
    assert fault.value.code == "edit.no-copy"
    assert fault.value.values["folder"] == str(shop.own)
