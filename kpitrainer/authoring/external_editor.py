"""Which editor to open a deck file in, and how each one is told the line."""

import shlex
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path, PureWindowsPath

from kpitrainer.domain.errors import KpiTrainerError

_USUAL = ("sensible-editor", "editor", "nano", "vim", "vi")
_USUAL_WINDOWS = ("notepad",)

_PLUS = frozenset(
    (
        *("sensible-editor", "editor", "vi", "vim", "nvim", "view", "vimx", "nano", "pico"),
        *("emacs", "emacsclient", "mg", "zile", "jed", "micro", "joe", "jmacs", "jstar", "jpico"),
        *("kak", "ne", "mcedit"),
    )
)
"""They take `+12 file`."""

_FORKING = frozenset(("gvim", "mvim"))
"""As vim, but they return at once unless told otherwise."""

_COLON = frozenset(("hx", "helix"))
"""They take `file:12`."""

_COLON_WAIT = frozenset(("subl", "zed", "zeditor"))
"""As those, but they return at once unless told otherwise."""

_GOTO = frozenset(("code", "code-insiders", "codium", "vscodium", "cursor", "windsurf"))
"""They take `--goto file:12`, and return at once unless told otherwise."""

_LINE = frozenset(("kate", "kwrite"))
"""They take `--line 12 file`."""


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
    place = f"{file}:{line}"
    if name in _PLUS:
        more = [f"+{line}", str(file)]
    elif name in _FORKING:
        more = ["-f", f"+{line}", str(file)]
    elif name in _COLON:
        more = [place]
    elif name in _COLON_WAIT:
        more = [*_waiting(command, "--wait", "-w"), place]
    elif name in _GOTO:
        more = [*_waiting(command, "--wait", "-w"), "--goto", place]
    elif name in _LINE:
        more = ["--line", str(line), str(file)]
    else:
        more = [str(file)]
    return [*command, *more]


def _waiting(command: Sequence[str], *options: str) -> list[str]:
    return [] if set(options) & set(command) else [options[0]]
