"""Several files of one deck in a folder: which one counts, and what is told of the others."""

import os
from pathlib import Path

import pytest

from kpitrainer.deckfile import load_decks
from kpitrainer.deckfile.lint.check import check_decks
from kpitrainer.domain.errors import Diagnostic, Severity
from kpitrainer.i18n import Translator
from kpitrainer.wording import diagnostic_message
from tests.deckfile.decks import GOOD, HEADER

EARLY, LATE = 1_600_000_000, 1_700_000_000


def write(file: Path, at: int, cards: str = GOOD) -> Path:
    """A deck `essai`, written `at` that time; its cards tell the file."""
    file.parent.mkdir(exist_ok=True)
    file.write_text(HEADER + cards.replace("CSAT", file.name), "utf-8")
    os.utime(file, (at, at))
    return file


def studied(folder: Path, cache: Path | None = None) -> str:
    """The file the deck's cards come from."""
    (deck,) = load_decks([folder], cache).decks
    return str(Path(deck.at.file).relative_to(folder))


def told(folder: Path) -> Diagnostic:
    (found,) = [each for each in check_decks([folder]) if each.severity is Severity.ERROR]
    return found


COPIES = [
    "essai (1).yaml",
    "essai - Copie.yaml",
    "essai - Copie (2).yaml",
    "Copie de essai.yaml",
    "Copy of essai.yaml",
    "essai copie.yaml",
    "essai (copie conflictuelle de Léa 2026-11-20).yaml",
    "essai (Léa's conflicted copy 2026-11-20).yaml",
    "essai (conflit de Poste-3).yaml",
    "essai.sync-conflict-20261120-101010-ABCDEF7.yaml",
    "essai-POSTE.yaml",
    "essai_conflict-20261120.yaml",
    "essai.bak.yaml",
]


@pytest.mark.parametrize("name", COPIES)
def test_the_file_named_as_the_deck_counts_and_the_copy_is_told(tmp_path: Path, name: str) -> None:
    write(tmp_path / "essai.yaml", EARLY)
    copy = write(tmp_path / name, EARLY, GOOD.replace("ok", "autre"))

    assert studied(tmp_path) == "essai.yaml"
    assert (told(tmp_path).code, told(tmp_path).at.file) == ("deck.copy", str(copy))


def test_of_files_that_are_not_named_as_the_deck_the_newer_counts(tmp_path: Path) -> None:
    write(tmp_path / "cours.yaml", LATE)
    write(tmp_path / "cours-PC-DE-BUREAU.yaml", EARLY)
    write(tmp_path / "dedans" / "cours.yaml", EARLY + 60)

    assert studied(tmp_path) == "cours.yaml"


def test_of_files_of_one_moment_the_one_without_the_mark_of_a_copy_counts(tmp_path: Path) -> None:
    """An archive or a repository gives all its files one date."""
    write(tmp_path / "cours (1).yaml", EARLY + 1)
    write(tmp_path / "cours.yaml", EARLY)

    assert studied(tmp_path) == "cours.yaml"


def test_the_file_in_use_before_its_copy_came_counts(tmp_path: Path) -> None:
    folder, cache = tmp_path / "paquets", tmp_path / "cache"
    write(folder / "cours.yaml", EARLY)
    assert studied(folder, cache) == "cours.yaml"
    write(folder / "essai.yaml", LATE)

    assert studied(folder, cache) == "cours.yaml"
    assert studied(folder, cache) == "cours.yaml"
    (found,) = check_decks([folder], cache=cache)
    assert found.at.file == str(folder / "essai.yaml")
    (folder / "cours.yaml").unlink()
    assert studied(folder, cache) == "essai.yaml"


def test_a_copy_does_not_take_over_while_its_original_is_broken(tmp_path: Path) -> None:
    folder, cache = tmp_path / "paquets", tmp_path / "cache"
    original = write(folder / "cours.yaml", EARLY)
    text = original.read_text("utf-8")
    studied(folder, cache)
    write(folder / "cours (1).yaml", LATE)
    original.write_text("deck: essai\ncards: [\n", "utf-8")
    assert studied(folder, cache) == "cours (1).yaml"  # what else is there to study
    original.write_text(text, "utf-8")

    assert studied(folder, cache) == "cours.yaml"


def test_a_newer_copy_is_to_take_the_place_or_go(tmp_path: Path) -> None:
    write(tmp_path / "essai.yaml", EARLY)
    write(tmp_path / "essai (1).yaml", LATE)

    message = diagnostic_message(Translator("en"), told(tmp_path))

    assert message == (
        "essai (1).yaml, of 14 November 2023, holds the deck “essai” as essai.yaml, of "
        "13 September 2020, does. essai.yaml counts: it is named as the deck. If this newer one is "
        "right, put it in the place of essai.yaml; else take it out of the folder."
    )


def test_another_deck_of_the_same_name_is_to_be_renamed(tmp_path: Path) -> None:
    """Its author began with a copy and left the name: to take it away would lose its cards."""
    write(tmp_path / "essai.yaml", EARLY)
    write(tmp_path / "suite.yaml", LATE, GOOD.replace("ok", "autre"))

    assert told(tmp_path).code == "deck.same-deck"


def test_files_of_one_name_are_told_by_their_paths(tmp_path: Path) -> None:
    write(tmp_path / "essai.yaml", LATE)
    write(tmp_path / "ancien" / "essai.yaml", EARLY)

    assert told(tmp_path).values["file"] == str(tmp_path / "essai.yaml")


def test_the_remedy_makes_the_folder_green(tmp_path: Path) -> None:
    write(tmp_path / "essai.yaml", LATE)
    copy = write(tmp_path / "essai - Copie.yaml", EARLY)
    assert check_decks([tmp_path])
    copy.unlink()

    assert check_decks([tmp_path]) == ()
