"""Deck files while they are edited: a shipped deck is copied first, what is open is compared.

Also which editor to open one in, and how each is told the line.
"""

import os
import shlex
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PureWindowsPath

from kpitrainer.atomic_write import make_folder
from kpitrainer.domain.errors import KpiTrainerError, Position
from kpitrainer.wording import reason_of


@dataclass(frozen=True, slots=True)
class EditSession:
    """A deck file to be edited at `line`, and what it held; `copied` from a shipped one."""

    path: Path
    line: int
    before: bytes
    copied: bool = False


@dataclass(frozen=True, slots=True)
class DeckEditor:
    """Where decks are edited: in place, but those in `shipped` as copies in the folder `own`.

    An update of the program would undo what is changed in the shipped folder. It is None where
    the decks belong to a developer's checkout.
    """

    own: Path
    shipped: Path | None = None

    def open(self, at: Position) -> EditSession:
        """The file to edit for what stands `at`.

        Raises:
            KpiTrainerError: it cannot be read, written or copied.
        """
        path = Path(os.path.abspath(at.file))  # noqa: PTH100 - a link is edited by its own name
        try:
            content = path.read_bytes()
        except OSError as error:
            raise KpiTrainerError(
                "edit.unreadable", file=at.file, reason=reason_of(error)
            ) from error
        if self.shipped is not None and path.parent == self.shipped:
            return EditSession(self._copied(path.name, content), at.line, content, copied=True)
        if not os.access(path, os.W_OK):
            raise KpiTrainerError("edit.read-only", file=at.file)
        return EditSession(path, at.line, content)

    def close(self, deck: EditSession) -> bool:
        """Whether it was changed; a copy that was not is removed again."""
        try:
            changed = deck.path.read_bytes() != deck.before
            if deck.copied and not changed:
                deck.path.unlink()
        except OSError:
            return True  # gone, or no longer to be read: that is a change
        return changed

    def _copied(self, name: str, content: bytes) -> Path:
        """A new file of that content in the learner's folder, of that name if it is free."""
        stem, suffix = Path(name).stem, Path(name).suffix
        own = Path(os.path.abspath(self.own))  # noqa: PTH100 - as above
        number = 1
        try:
            make_folder(own)
            while True:
                path = own / (name if number == 1 else f"{stem}-{number}{suffix}")
                try:
                    with path.open("xb") as file:
                        file.write(content)
                except FileExistsError:
                    number += 1
                else:
                    return path
        except OSError as error:
            raise KpiTrainerError(
                "edit.no-copy", folder=str(own), reason=reason_of(error)
            ) from error


_USUAL = ("sensible-editor", "editor", "nano", "vim", "vi")
_USUAL_WINDOWS = ("notepad",)

_ONLY_FILE = ("{file}",)
_PLUS = ("+{line}", "{file}")
_COLON = ("{file}:{line}",)

# Those with a waiting option return at once unless told otherwise.
_ARGUMENTS: Mapping[str, Sequence[str]] = {
    **dict.fromkeys(("sensible-editor", "editor", "vi", "vim", "nvim", "view", "vimx"), _PLUS),
    **dict.fromkeys(("nano", "pico", "emacs", "emacsclient", "mg", "zile", "jed"), _PLUS),
    **dict.fromkeys(("micro", "joe", "jmacs", "jstar", "jpico", "kak", "ne", "mcedit"), _PLUS),
    **dict.fromkeys(("gvim", "mvim"), ("-f", *_PLUS)),
    **dict.fromkeys(("hx", "helix"), _COLON),
    **dict.fromkeys(("subl", "zed", "zeditor"), ("--wait", *_COLON)),
    **dict.fromkeys(("code", "code-insiders", "codium"), ("--wait", "--goto", *_COLON)),
    **dict.fromkeys(("vscodium", "cursor", "windsurf"), ("--wait", "--goto", *_COLON)),
    **dict.fromkeys(("kate", "kwrite"), ("--line", "{line}", "{file}")),
}
"""What each editor takes to open a file at a line."""


def editor_command(
    environ: Mapping[str, str], find: Callable[[str], str | None], *, windows: bool
) -> list[str]:
    """The editor the user wants, with its arguments; else the first usual one that is there.

    `find` gives a program's path, or None, as `shutil.which` does.

    Raises:
        KpiTrainerError: `edit.no-editor` where none is named and none is found.
    """
    for name in ("VISUAL", "EDITOR"):
        written = environ.get(name, "").strip()
        if written:
            # A path with spaces is often given without quotes.
            return [written] if find(written) else _split(written, windows=windows)
    for name in _USUAL_WINDOWS if windows else _USUAL:
        if find(name):
            return [name]
    raise KpiTrainerError("edit.no-editor")


def _split(written: str, *, windows: bool) -> list[str]:
    try:
        # On Windows backslashes part folders and quote nothing.
        words = shlex.split(written, posix=not windows)
    except ValueError:
        return [written]  # a quotation mark without its second
    return [word.strip('"') for word in words] if windows else words


def at_line(command: Sequence[str], file: Path, line: int) -> list[str]:
    """`command` opening `file` at `line`; an unknown editor is given the file only."""
    name = PureWindowsPath(command[0]).name.lower()
    for suffix in (".exe", ".cmd", ".bat"):
        name = name.removesuffix(suffix)
    waits = {"--wait", "-w"} & set(command)
    return [
        *command,
        *(
            argument.format(file=file, line=line)
            for argument in _ARGUMENTS.get(name, _ONLY_FILE)
            if not (waits and argument == "--wait")
        ),
    ]
