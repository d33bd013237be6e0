"""Several folders of decks: order, precedence, files that are none."""

import os
from pathlib import Path

import pytest

from kpitrainer.deckfile import load_decks
from tests.deckfile.decks import GOOD, HEADER


def write(folder: Path, name: str, deck: str, level: int = 1, cards: str = GOOD) -> Path:
    folder.mkdir(exist_ok=True)
    header = HEADER.replace("deck: essai", f"deck: {deck}").replace("level: 1", f"level: {level}")
    file = folder / name
    file.write_text(header + cards, "utf-8")
    return file


def test_decks_come_in_study_order(tmp_path: Path) -> None:
    """The learner's own first, then by level, then by file name."""
    write(tmp_path / "shipped", "b.yaml", "bb", level=2)
    write(tmp_path / "shipped", "c.yaml", "cc", level=1)
    write(tmp_path / "own", "a.yml", "aa", level=2)

    loaded = load_decks([tmp_path / "shipped", tmp_path / "own"], None)

    assert [deck.id for deck in loaded.decks] == ["aa", "cc", "bb"]
    assert loaded.own == {"aa"}
    mixed = load_decks([tmp_path / "shipped", tmp_path / "own"], None, own_first=False)
    assert [deck.id for deck in mixed.decks] == ["cc", "aa", "bb"]
    assert loaded.diagnostics == ()
    assert loaded.replaced == frozenset()


def test_the_users_deck_replaces_the_shipped_one(tmp_path: Path) -> None:
    write(tmp_path / "shipped", "a.yaml", "aa")
    write(tmp_path / "shipped", "b.yaml", "bb")
    mine = write(tmp_path / "own", "mine.yaml", "aa", level=3)

    loaded = load_decks([tmp_path / "shipped", tmp_path / "own"], None)

    assert [(deck.id, deck.level) for deck in loaded.decks] == [("bb", 1), ("aa", 3)]
    assert loaded.decks[1].at.file == str(mine)
    assert loaded.replaced == {"aa"}
    assert loaded.own == set()


def test_a_deck_without_a_good_card_replaces_none(tmp_path: Path) -> None:
    write(tmp_path / "shipped", "a.yaml", "aa")
    write(tmp_path / "own", "a.yaml", "aa", cards="  - zzz: b\n")

    loaded = load_decks([tmp_path / "shipped", tmp_path / "own"], None)

    assert [deck.at.file for deck in loaded.decks] == [str(tmp_path / "shipped" / "a.yaml")]
    assert loaded.replaced == frozenset()
    assert [diagnostic.code for diagnostic in loaded.diagnostics] == ["deck.no-type"]


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="rights mean nothing here")
def test_an_unreadable_file_is_told(tmp_path: Path) -> None:
    write(tmp_path, "a.yaml", "aa").chmod(0)

    (diagnostic,) = load_decks([tmp_path], None).diagnostics

    assert diagnostic.code == "deck.unreadable"


def test_decks_of_a_zipped_package(tmp_path: Path) -> None:
    """Files that have no path on the disk, as importlib gives them."""
    from zipfile import Path as ZipPath  # noqa: PLC0415 - only here
    from zipfile import ZipFile  # noqa: PLC0415

    file = write(tmp_path / "decks", "a.yaml", "aa")
    with ZipFile(tmp_path / "package.zip", "w") as package:
        package.write(file, "decks/a.yaml")

    for _ in range(2):  # the second time from the cache
        inside = ZipPath(tmp_path / "package.zip") / "decks"
        loaded = load_decks([inside], tmp_path / "cache")
        assert [deck.id for deck in loaded.decks] == ["aa"]


def test_the_shipped_decks_are_faultless() -> None:
    loaded = load_decks([Path("decks")], None)

    assert loaded.diagnostics == ()
    assert {"controle-etapes", "priorites-perspectives", "calculs-plus"} <= {
        deck.id for deck in loaded.decks
    }
