"""Which files of a folder are decks, and which only look as if they were meant to be."""

import os
import re
from collections.abc import Iterator
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import NamedTuple

from kpitrainer.domain.errors import Diagnostic, Position, Severity
from kpitrainer.regular_file import read_start

SUFFIXES = (".yaml", ".yml")

_PASSED_OVER = frozenset({"node_modules", "__pycache__", "__MACOSX"})
"""Folders of thousands of files, or of none that anyone wrote."""

_MOST = 20_000
"""Names looked at in one folder, those of its subfolders included."""

_WRONG_ENDING = re.compile(
    r"(.+\.ya?ml)\.(?:txt|text|md|html?|docx?|odt|rtf|json|download)", re.IGNORECASE
)
_ARCHIVE = re.compile(r".+\.(?:zip|apkg|colpkg|7z|rar|tar|tgz|gz|bz2|xz)", re.IGNORECASE)

_OF_ANKI = (".apkg", ".colpkg")


class FoundDecks(NamedTuple):
    """The deck files of a folder, and what to tell of what is not read though it may be meant."""

    files: tuple[Path | Traversable, ...] = ()
    unread: tuple[Diagnostic, ...] = ()


def find_decks(folder: Path | Traversable) -> FoundDecks:
    """What is in `folder` and its subfolders, by path; nothing where there is no such folder.

    Hidden files and folders are left alone. Where links lead round in a circle, each folder is
    looked at once. Of what is called as a deck, pipes and links that lead nowhere are among the
    files: reading them tells what is wrong.
    """
    if not isinstance(folder, Path):
        return FoundDecks(tuple(_within(folder)))
    files: list[Path] = []
    unread: list[Diagnostic] = []
    looked_at = 0
    for directory, entries in _folders(folder, unread):
        looked_at += len(entries)
        if looked_at > _MOST:
            at = Position(str(folder), 1, 1)
            values = {"folder": str(folder), "most": _MOST}
            unread.append(Diagnostic(at, "deck.many-files", values))
            break
        for entry in entries:
            file = directory / entry.name
            if is_deck_name(entry.name):
                files.append(file)
            elif told := _passed_over(file):
                unread.append(told)
    return FoundDecks(tuple(sorted(files)), tuple(sorted(unread, key=lambda told: told.at)))


def is_deck_name(name: str) -> bool:
    """Whether a file of this name is taken for a deck."""
    return name.lower().endswith(SUFFIXES) and not name.startswith(".")


_DECK = re.compile(
    rb"""^(?:\xef\xbb\xbf)?[ \t]*(?:-[ \t]+)?["']?
    (?:deck|cards|basic|cloze|choice|list|truefalse|drill|paquet|cartes)
    ["']?(?:[ \t]|\xc2\xa0|\xe2\x80\xaf)*:""",
    re.MULTILINE | re.VERBOSE | re.IGNORECASE,
)


_KEY = re.compile(rb"^[ \t]*(?:-[ \t]+)?[\"']?\w[\w.-]*[\"']?[ \t]*:", re.MULTILINE)


def looks_like_deck(data: bytes) -> bool:
    """Whether `data`, the content of a YAML file, may be meant as a deck.

    Else it is some other program's: it has keys, but none of those that decks are made of. What is
    empty, or no text in UTF-8, may have been a deck.
    """
    return _DECK.search(data) is not None or not _is_text(data) or _KEY.search(data) is None


def other_yaml(file: str) -> Diagnostic:
    """The remark on a YAML file among decks that is none."""
    values = {"name": Path(file).name}
    return Diagnostic(Position(file, 1, 1), "deck.other-yaml", values, Severity.WARNING)


def no_folder(folder: str) -> Diagnostic:
    """The error of a folder that is not there, or is none."""
    code = "deck.folder-is-file" if Path(folder).exists() else "deck.no-folder"
    return Diagnostic(Position(folder, 1, 1), code, {"folder": folder})


def no_deck(folder: str) -> Diagnostic:
    """The error of a folder without a deck."""
    values = {"folder": os.path.abspath(folder)}  # noqa: PTH100 - as it was written, but whole
    return Diagnostic(Position(folder, 1, 1), "deck.no-deck-here", values)


def _is_text(data: bytes) -> bool:
    try:
        return "\0" not in data.decode()
    except UnicodeDecodeError:
        return False


def _folders(top: Path, unread: list[Diagnostic]) -> Iterator[tuple[Path, list[os.DirEntry[str]]]]:
    """`top` and the folders in it, the nearest first, with what is in each but for folders."""
    waiting = [top]
    known = set()
    for directory in waiting:
        try:
            look = directory.stat()
            if (look.st_dev, look.st_ino) in known:
                continue
            known.add((look.st_dev, look.st_ino))
            with os.scandir(directory) as found:
                entries = [entry for entry in found if not entry.name.startswith(".")]
        except OSError as error:
            if directory is not top or not isinstance(
                error, FileNotFoundError | NotADirectoryError
            ):
                values = {"folder": str(directory), "reason": error.strerror or ""}
                at = Position(str(directory), 1, 1)
                unread.append(Diagnostic(at, "deck.unreadable-folder", values))
            continue
        inner = {entry.name for entry in entries if _is_folder(entry)}
        waiting += [directory / name for name in sorted(inner - _PASSED_OVER)]
        yield directory, [entry for entry in entries if entry.name not in inner]


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:  # a link that cannot be followed
        return False


def _within(folder: Traversable) -> Iterator[Traversable]:
    """The deck files of a folder that is no place on the disk."""
    files = (file for file in folder.iterdir() if is_deck_name(file.name) and file.is_file())
    yield from sorted(files, key=lambda file: file.name)


_TEXT = frozenset({"", ".txt", ".text"})
"""Endings that plain editors give to anything."""

_BEGINS = re.compile(rb"^(?:\xef\xbb\xbf)?deck[ \t]*:", re.MULTILINE)


def _begins_as_deck(file: Path) -> bool:
    try:
        return _BEGINS.search(read_start(file, 2_000)) is not None
    except OSError:
        return False


def _passed_over(file: Path) -> Diagnostic | None:
    """What to tell of a file that may be meant as a deck, or hold some; None of any other."""
    at = Position(str(file), 1, 1)
    if ending := _WRONG_ENDING.fullmatch(file.name):
        values = {"name": file.name, "better": ending[1]}
        return Diagnostic(at, "deck.ending", values)
    if file.suffix.lower() in _TEXT and _begins_as_deck(file):
        values = {"name": file.name, "better": f"{file.stem}.yaml"}
        return Diagnostic(at, "deck.ending", values)
    if _ARCHIVE.fullmatch(file.name):
        code = "deck.anki" if file.suffix.lower() in _OF_ANKI else "deck.archive"
        return Diagnostic(at, code, {"name": file.name}, Severity.WARNING)
    return None
