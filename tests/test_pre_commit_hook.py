"""The hook does what its definition says, without the network that pre-commit itself would want."""

import re
import shlex
import tomllib
from pathlib import Path

import pytest
import yaml

from tests.deckfile.decks import GOOD, HEADER
from tests.program import ROOT, run_program

HOOKS = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))
(HOOK,) = HOOKS
PROGRAM, *ARGUMENTS = shlex.split(HOOK["entry"])


def run_hook(home: Path, *names: str, args: tuple[str, ...] = ()) -> int:
    """The exit code of the hook as pre-commit calls it: entry, args, then names of files."""
    return run_program([*ARGUMENTS, *args, *names, "--lang", "en"], home).returncode


def test_its_program_is_the_one_we_install() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    assert PROGRAM in project["scripts"]
    assert HOOK["language"] == "python"


@pytest.mark.parametrize(
    ("cards", "plain", "strict"),
    [
        (GOOD, 0, 0),
        ("  - truefalse: a\n    claim: Un.\n    answer: true\n", 0, 1),
        (GOOD + "  - basic: ok\n    ask: NPS\n    answer: b\n", 1, 1),
    ],
)
def test_it_fails_for_mistakes_and_strictly_for_warnings(
    tmp_path: Path, cards: str, plain: int, strict: int
) -> None:
    (tmp_path / "bon.yaml").write_text(HEADER.replace("essai", "bon") + GOOD, "utf-8")
    (tmp_path / "un autre.yaml").write_text(
        HEADER + cards.replace("ask: CSAT", "ask: Un autre sigle, CES"), "utf-8"
    )
    names = "bon.yaml", "un autre.yaml"
    assert run_hook(tmp_path, *names) == plain
    assert run_hook(tmp_path, *names, args=("--strict",)) == strict


def test_two_files_with_one_id_are_told_in_one_run(tmp_path: Path) -> None:
    assert HOOK["require_serial"] is True
    for name in ("a.yaml", "b.yaml"):
        (tmp_path / name).write_text(HEADER + GOOD, "utf-8")
    assert run_hook(tmp_path, "a.yaml", "b.yaml") == 1
    assert run_hook(tmp_path, "a.yaml") == run_hook(tmp_path, "b.yaml") == 0


def test_it_looks_at_decks_and_not_at_other_programs_settings() -> None:
    assert HOOK["types"] == ["yaml"]
    looked_at = ["a.yaml", "decks/b.yml", "été/c d.yaml"]
    others = [".pre-commit-config.yaml", ".github/workflows/ci.yaml", "decks/.draft.yaml"]
    assert [name for name in looked_at + others if not re.search(HOOK["exclude"], name)] == (
        looked_at
    )
