import sys
from collections.abc import Callable
from io import BytesIO, TextIOWrapper
from pathlib import Path
from typing import NamedTuple

import pytest

from kpitrainer.cli.main import run
from tests.program import ALL_TYPES, CACHE, NOW


class Ran(NamedTuple):
    code: int
    out: str
    err: str


Cli = Callable[..., Ran]


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home with nothing in it but what was read of unchanged decks, and a French locale."""
    for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME"):
        monkeypatch.delenv(name, raising=False)
    for name in ("LC_ALL", "LC_MESSAGES", "KPITRAINER_DB", "KPITRAINER_DECKS"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "fr_FR.UTF-8")
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("XDG_CACHE_HOME", CACHE)
    return tmp_path


@pytest.fixture
def decks(home: Path) -> Path:
    """A folder with one deck, `essai`, of every type of card."""
    folder = home / "paquets"
    folder.mkdir()
    (folder / "essai.yaml").write_text(ALL_TYPES, "utf-8")
    return folder


@pytest.fixture
def cli(home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Cli:
    """Runs the command line in this process at NOW, with what is typed on stdin."""

    def call(*arguments: str, typed: str = "") -> Ran:
        monkeypatch.setattr(sys, "stdin", TextIOWrapper(BytesIO(typed.encode())))
        code = run(["--db", str(home / "progress.db"), "--now", NOW, *arguments])
        said = capsys.readouterr()
        return Ran(code, said.out, said.err)

    return call
