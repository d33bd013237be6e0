"""Which commands import what: the architecture, as a running test."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.program import ALL_TYPES, environment

HEAVY = {"textual", "rich", "sqlalchemy", "sqlmodel", "alembic", "shtab", "yaml", "fsrs", "babel"}

NETWORK = {"http.client", "urllib.request", "kpitrainer.handover.download"}

PROGRAM = """
import sys
from kpitrainer.__main__ import main
sys.argv = ["kpitrainer", *{arguments!r}]
code = main()
print(code, *sorted({heavy!r} & set(sys.modules)), file=sys.stderr)
"""

OPENING = """
import sys
import kpitrainer.cli.sessions, kpitrainer.cli.main, kpitrainer.bootstrap
print(0, *sorted({heavy!r} & set(sys.modules)), file=sys.stderr)
"""


def _imported(program: str, home: Path, *arguments: str, **more: str) -> set[str]:
    ran = subprocess.run(
        [sys.executable, "-c", program.format(arguments=arguments, heavy=HEAVY | NETWORK)],
        env=environment(home, **more),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    code, *modules = ran.stderr.split()
    assert code == "0", ran.stderr
    return set(modules)


@pytest.mark.parametrize(
    "command",
    [
        ["due"],
        ["due", "--json"],
        ["stats"],
        ["deck", "list"],
        ["review", "--plain"],
        ["drill", "--plain", "--count", "1"],
        ["review", "--help"],
    ],
    ids=" ".join,
)
def test_no_command_imports_the_interface(tmp_path: Path, command: list[str]) -> None:
    assert not _imported(PROGRAM, tmp_path, *command) & {"textual", "rich"}


@pytest.mark.parametrize(
    "command",
    [["due"], ["stats"], ["deck", "list"], ["deck", "check"], ["review", "--plain"]],
    ids=" ".join,
)
def test_without_an_added_deck_nothing_can_reach_the_network(
    tmp_path: Path, command: list[str]
) -> None:
    assert not _imported(PROGRAM, tmp_path, *command) & NETWORK


@pytest.mark.parametrize(
    "command",
    [["deck", "check"], ["deck", "list"], ["drill", "--json"], ["--version"]],
    ids=" ".join,
)
def test_without_progress_no_database(tmp_path: Path, command: list[str]) -> None:
    (tmp_path / "essai.yaml").write_text(ALL_TYPES, "utf-8")
    path = [str(tmp_path)] if command == ["deck", "check"] else []
    imported = _imported(PROGRAM, tmp_path, *command, *path)
    assert not imported & {"textual", "rich", "sqlalchemy", "sqlmodel", "alembic"}
    assert "shtab" not in imported


def test_unchanged_decks_are_not_parsed(tmp_path: Path) -> None:
    new = str(tmp_path / "cache")
    assert "yaml" in _imported(PROGRAM, tmp_path, "deck", "list", XDG_CACHE_HOME=new)
    assert "yaml" not in _imported(PROGRAM, tmp_path, "deck", "list", XDG_CACHE_HOME=new)


def test_a_new_database_needs_no_migration(tmp_path: Path) -> None:
    imported = _imported(PROGRAM, tmp_path, "due")
    assert "sqlalchemy" in imported
    assert "alembic" not in imported


def test_the_way_to_the_interface_imports_nothing_heavy(tmp_path: Path) -> None:
    assert _imported(OPENING, tmp_path) == set()
