from collections.abc import Callable
from pathlib import Path

import pytest

from kpitrainer.authoring.deck_edit import at_line, editor_command
from kpitrainer.domain.errors import KpiTrainerError

FILE = Path("/decks/my deck.yaml")


def there(*names: str) -> Callable[[str], str | None]:
    return lambda name: f"/usr/bin/{name}" if name in names else None


@pytest.mark.parametrize(
    ("environ", "found", "command"),
    [
        ({"VISUAL": "hx", "EDITOR": "vi"}, ["nano"], ["hx"]),
        ({"VISUAL": "", "EDITOR": "emacs -nw"}, ["nano"], ["emacs", "-nw"]),
        ({"EDITOR": " 'my editor' --x "}, [], ["my editor", "--x"]),
        ({"EDITOR": "/opt/my editor"}, ["/opt/my editor"], ["/opt/my editor"]),
        ({"EDITOR": "it's"}, [], ["it's"]),
        ({}, ["vi", "nano", "vim"], ["nano"]),
        ({"EDITOR": "  "}, ["vi"], ["vi"]),
        ({}, ["editor", "sensible-editor", "notepad"], ["sensible-editor"]),
    ],
)
def test_the_editor_wanted(environ: dict[str, str], found: list[str], command: list[str]) -> None:
    assert editor_command(environ, there(*found), windows=False) == command


@pytest.mark.parametrize(
    ("written", "command"),
    [
        (r"C:\Tools\vim.exe -u NONE", [r"C:\Tools\vim.exe", "-u", "NONE"]),
        (r'"C:\Program Files\Vim\vim.exe" -y', [r"C:\Program Files\Vim\vim.exe", "-y"]),
    ],
)
def test_the_editor_wanted_on_windows(written: str, command: list[str]) -> None:
    assert editor_command({"EDITOR": written}, there(), windows=True) == command
    assert editor_command({}, there("notepad", "vi"), windows=True) == ["notepad"]


def test_no_editor() -> None:
    with pytest.raises(KpiTrainerError) as fault:
        editor_command({}, there("ed", "notepad"), windows=False)
    assert fault.value.code == "edit.no-editor"


@pytest.mark.parametrize(
    ("command", "more"),
    [
        ("vi", ["+12", str(FILE)]),
        ("/usr/bin/nvim", ["+12", str(FILE)]),
        ("sensible-editor", ["+12", str(FILE)]),
        ("nano -l", ["+12", str(FILE)]),
        (r"C:\Tools\VIM.EXE", ["+12", str(FILE)]),
        ("gvim", ["-f", "+12", str(FILE)]),
        ("hx", [f"{FILE}:12"]),
        ("subl", ["--wait", f"{FILE}:12"]),
        ("subl -w", [f"{FILE}:12"]),
        ("zed", ["--wait", f"{FILE}:12"]),
        ("code", ["--wait", "--goto", f"{FILE}:12"]),
        ("code.cmd --wait", ["--goto", f"{FILE}:12"]),
        ("cursor", ["--wait", "--goto", f"{FILE}:12"]),
        ("kate", ["--line", "12", str(FILE)]),
        ("notepad", [str(FILE)]),
        ("my-own-editor --flag", [str(FILE)]),
    ],
)
def test_the_line_is_told(command: str, more: list[str]) -> None:
    words = command.split()
    assert at_line(words, FILE, 12) == [*words, *more]
