"""Deck files out of real repositories."""

import os
from pathlib import Path

import pytest

from kpitrainer.domain.errors import KpiTrainerError
from kpitrainer.handover import repository as module
from kpitrainer.handover.found import Found
from tests.handover.served import deck, git, repository

ONE, TWO = deck("un"), deck("deux", id="autre")


def read_repository(address: str, *, seconds: float = 60, **more: int) -> Found:
    return module.read_repository(address, seconds=seconds, **more)


def refused(address: str, **options: float) -> KpiTrainerError:
    with pytest.raises(KpiTrainerError) as raised:
        read_repository(address, **options)  # type: ignore[arg-type]
    return raised.value


def test_the_newest_decks_are_found_wherever_they_are(tmp_path: Path) -> None:
    files = {"un.yaml": "old", "x/deux.yaml": TWO, "README.md": "x", ".github/w.yaml": "x"}
    address = repository(tmp_path / "r", files)
    repository(tmp_path / "r", {"un.yaml": ONE})
    found = read_repository(address)
    assert {each.name: each.data.decode() for each in found.files} == {
        "un.yaml": ONE,
        "x/deux.yaml": TWO,
    }
    assert [(each.name, each.reason) for each in found.left_out] == [
        ("README.md", "handover.left-no-deck")
    ]


@pytest.mark.parametrize("where", ["home", "environment"])
def test_settings_of_git_do_not_count(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, where: str
) -> None:
    address = repository(tmp_path / "r", {"un.yaml": ONE})
    if where == "home":
        monkeypatch.setenv("HOME", str(tmp_path))
        (tmp_path / ".gitconfig").write_text('[url "file:///elsewhere/"]\n\tinsteadOf = file://\n')
    else:
        monkeypatch.setenv("GIT_CONFIG_COUNT", "1")
        monkeypatch.setenv("GIT_CONFIG_KEY_0", "url.file:///elsewhere/.insteadOf")
        monkeypatch.setenv("GIT_CONFIG_VALUE_0", "file://")
    assert len(read_repository(address).files) == 1


def test_nothing_of_a_repository_is_run_or_followed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ran = tmp_path / "ran"
    inner = repository(tmp_path / "inner", {"in.yaml": ONE})
    home = tmp_path / "r"
    repository(home, {"un.yaml": ONE, ".gitattributes": "*.yaml filter=evil\n"})
    (home / "lien.yaml").symlink_to("/etc/passwd")
    git(home, "submodule", "add", "-q", inner, "sub")
    address = repository(home, {"x.txt": "x"})
    # The learner's own git is set up to run things.
    config = tmp_path / ".gitconfig"
    hooks = tmp_path / "hooks"
    hooks.mkdir()
    for name in ("post-checkout", "post-merge", "reference-transaction"):
        (hooks / name).write_text(f"#!/bin/sh\ntouch {ran}\n")
        (hooks / name).chmod(0o755)
    config.write_text(
        f'[core]\n\thooksPath = {hooks}\n[filter "evil"]\n\tsmudge = touch {ran}; cat\n'
        f"[submodule]\n\trecurse = true\n[init]\n\ttemplateDir = {tmp_path}\n"
    )
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("GIT_DIR", str(tmp_path / "other"))
    found = read_repository(address)
    assert [each.name for each in found.files] == ["un.yaml"]
    assert {(each.name, each.reason) for each in found.left_out} == {
        ("lien.yaml", "handover.left-link"),
        ("sub", "handover.left-link"),
        ("x.txt", "handover.left-no-deck"),
    }
    assert not ran.exists()


@pytest.mark.parametrize(
    "address",
    [
        "ext::sh -c touch% ran",
        "ssh://-oProxyCommand=touch ran/x",
        "http://127.0.0.1:1/decks.git",
        "git://127.0.0.1/decks.git",
        "--upload-pack=touch ran",
    ],
)
def test_ways_that_are_not_wanted_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    monkeypatch.chdir(tmp_path)
    assert refused(address).code == "handover.no-clone"
    assert [*tmp_path.iterdir()] == []


def test_what_is_no_repository_is_told_with_gits_reason(tmp_path: Path) -> None:
    fault = refused((tmp_path / "nothing.git").as_uri())
    assert fault.code == "handover.no-clone"
    assert "does not appear to be a git repository" in str(fault.values["reason"])
    (tmp_path / "empty").mkdir()
    git(tmp_path / "empty", "init", "-q", "--bare")
    assert refused((tmp_path / "empty").as_uri()).code == "handover.empty-repository"


def test_too_large_a_repository_is_left(tmp_path: Path) -> None:
    home = tmp_path / "r"
    address = repository(home, {"un.yaml": ONE})
    (home / "film").write_bytes(os.urandom(30_000_000))
    repository(home, {"deux.yaml": TWO})
    assert refused(address, largest=1_000_000).code == "handover.large"
    assert len(read_repository(address).files) == 2


def test_git_that_takes_too_long_is_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = tmp_path / "git"
    child = tmp_path / "child"
    program.write_text(f"#!/bin/sh\nsleep 600 &\necho $! > {child}\nwait\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    assert refused("https://e.example/d.git", seconds=0.5).code == "handover.slow"
    number = int(child.read_text())
    assert not Path(f"/proc/{number}").exists() or "Z" in Path(f"/proc/{number}/stat").read_text()


def test_without_git_it_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shutil.which", lambda _name: None)
    assert refused("https://e.example/d.git").code == "handover.no-git"


def test_nothing_is_left_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    address = repository(tmp_path / "r", {"un.yaml": ONE})
    (tmp_path / "tmp").mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "tmp"))
    read_repository(address)
    refused((tmp_path / "nothing.git").as_uri())
    assert [*(tmp_path / "tmp").iterdir()] == []
