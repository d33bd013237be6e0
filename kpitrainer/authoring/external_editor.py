"""Which editor to open a deck file in, and how each one is told the line."""

import shlex
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path, PureWindowsPath

from kpitrainer.domain.errors import KpiTrainerError

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
