"""One name means one thing."""

import ast
import sys
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).parents[1] / "kpitrainer"
FILES = [file for file in ROOT.rglob("*.py") if "migrations" not in file.parts]


def _repeated(names: list[str]) -> list[str]:
    return [name for name, count in Counter(names).items() if count > 1]


def test_no_two_classes_share_a_name() -> None:
    names = [
        node.name
        for file in FILES
        for node in ast.parse(file.read_text("utf-8")).body
        if isinstance(node, ast.ClassDef) and not node.name.startswith("_")
    ]
    assert _repeated(names) == []


def test_no_two_files_share_a_name() -> None:
    assert _repeated([file.stem for file in FILES if not file.stem.startswith("__")]) == []


def test_no_module_is_called_as_one_of_pythons_own() -> None:
    rooms = {file.parent.name for file in FILES if file.name == "__init__.py"}
    modules = {file.stem for file in FILES if not file.stem.startswith("__")}
    assert (modules | rooms) & sys.stdlib_module_names == set()


def test_no_file_is_longer_than_three_hundred_lines() -> None:
    long = {file.name: len(file.read_text("utf-8").splitlines()) for file in FILES}
    assert {name: lines for name, lines in long.items() if lines > 300} == {}
