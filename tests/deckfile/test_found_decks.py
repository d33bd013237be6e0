"""What is read of a folder, and what is told of the rest."""

import os
from pathlib import Path

import pytest

from kpitrainer.deckfile import load_decks
from kpitrainer.deckfile.files import found_decks
from kpitrainer.deckfile.files.found_decks import find_decks, looks_like_deck
from kpitrainer.deckfile.lint.check import check_decks
from tests.deckfile.decks import GOOD, HEADER

DECK = HEADER + GOOD


def write(file: Path, text: str = DECK) -> Path:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, "utf-8")
    return file


def found(folder: Path) -> list[str]:
    return [Path(str(file)).relative_to(folder).as_posix() for file in find_decks(folder).files]


def codes(folder: Path) -> list[str]:
    return [each.code for each in check_decks([folder])]


def test_subfolders_and_endings_in_capitals_are_read(tmp_path: Path) -> None:
    for name in ("b.yaml", "A.YML", "archive/cours/c.Yaml", "x.yaml/d.yml"):
        write(tmp_path / name)
    for name in (".git/e.yaml", ".f.yaml", "node_modules/g.yaml", "__MACOSX/h.yaml", "notes.md"):
        write(tmp_path / name)

    assert found(tmp_path) == ["A.YML", "archive/cours/c.Yaml", "b.yaml", "x.yaml/d.yml"]
    assert find_decks(tmp_path).unread == ()


def test_links_in_a_circle_are_followed_once(tmp_path: Path) -> None:
    write(tmp_path / "a" / "b" / "cours.yaml")
    (tmp_path / "a" / "b" / "haut").symlink_to(tmp_path, target_is_directory=True)
    (tmp_path / "encore").symlink_to(tmp_path / "a" / "b", target_is_directory=True)

    assert len(found(tmp_path)) == 1


def test_a_folder_of_masses_is_given_up_and_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(found_decks, "_MOST", 20)
    write(tmp_path / "cours.yaml")
    for number in range(30):
        write(tmp_path / "photos" / f"{number}.jpg", "")
        write(tmp_path / "photos" / "plus" / f"{number}.yaml")

    assert found(tmp_path) == ["cours.yaml"]
    assert codes(tmp_path) == ["deck.many-files"]


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("cours.yaml.txt", "deck.ending"),
        ("Cours.YML.TXT", "deck.ending"),
        ("cours.yaml.download", "deck.ending"),
        ("cours.txt", "deck.ending"),
        ("cours", "deck.ending"),
        ("cours.zip", "deck.archive"),
        ("philosophie.apkg", "deck.anki"),
    ],
)
def test_what_may_be_meant_as_a_deck_is_told(tmp_path: Path, name: str, code: str) -> None:
    write(tmp_path / name)

    assert codes(tmp_path) == [code]
    assert [each.code for each in load_decks([tmp_path], None).unread] == [code]


def test_the_name_that_is_proposed_is_read(tmp_path: Path) -> None:
    file = write(tmp_path / "cours.yaml.txt")
    (told,) = find_decks(tmp_path).unread
    file.rename(tmp_path / str(told.values["better"]))

    assert codes(tmp_path) == []
    assert len(load_decks([tmp_path], None).decks) == 1


def test_a_folder_without_a_deck_is_told_not_called_faultless(tmp_path: Path) -> None:
    write(tmp_path / "notes.txt", "À faire : un paquet")
    (told,) = check_decks([tmp_path])

    assert (told.code, told.values["folder"]) == ("deck.no-deck-here", str(tmp_path))


MKDOCS = "site_name: Les cours\nnav:\n  - Accueil: index.md\ntheme:\n  name: material\n"


def test_another_programs_yaml_is_one_remark_for_who_checks_and_none_for_who_studies(
    tmp_path: Path,
) -> None:
    file = write(tmp_path / "mkdocs.yml", MKDOCS)
    write(tmp_path / "cours.yaml")
    loaded = load_decks([tmp_path], tmp_path / "cache")

    assert (loaded.diagnostics, loaded.unread, len(loaded.decks)) == ((), (), 1)
    assert codes(tmp_path) == ["deck.other-yaml"]
    file.unlink()
    assert codes(tmp_path) == []


def test_the_same_file_is_told_what_it_lacks_where_it_is_named(tmp_path: Path) -> None:
    write(tmp_path / "mkdocs.yml", MKDOCS)

    assert "deck.other-yaml" not in codes(tmp_path / "mkdocs.yml")


@pytest.mark.parametrize(
    ("data", "is_deck"),
    [
        (DECK.encode(), True),
        (b"\xef\xbb\xbfdeck: a", True),
        ("\xa0\xa0deck\u202f: a".encode(), True),
        ("deck\u202f: a".encode(), True),
        (b"title: a\ncards:\n", True),  # its first line was lost
        (b"- basic: a\n  ask: b\n", True),  # and here the whole header
        (DECK.encode("utf-16"), True),
        (MKDOCS.encode(), False),
        (b"- name: a\n  hosts: b\n", False),
        (b"", True),
        (b"[", True),
    ],
)
def test_what_may_be_a_deck(data: bytes, is_deck: bool) -> None:
    assert looks_like_deck(data) is is_deck


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"PK\x03\x04 collection.anki2", "deck.anki"),
        (b"PK\x03\x04 classe/cours.yaml", "deck.archive"),
        (b"7z\xbc\xaf\x27\x1c" + bytes(6_000_000), "deck.archive"),
        (b"\x1f\x8b\x08\x00", "deck.archive"),
    ],
)
def test_an_archive_is_known_by_its_content(tmp_path: Path, data: bytes, code: str) -> None:
    file = tmp_path / "cours.yaml"
    file.write_bytes(data)

    assert codes(file) == [code]


@pytest.mark.skipif(os.name == "nt", reason="names are text there")
def test_a_name_of_bytes_that_are_no_text_is_read(tmp_path: Path) -> None:
    Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9.yaml")).write_text(DECK)

    for _ in range(2):
        assert len(load_decks([tmp_path], tmp_path / "cache").decks) == 1
