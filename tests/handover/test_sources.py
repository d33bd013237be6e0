"""What is meant by the place of a deck."""

from pathlib import Path

import pytest

from kpitrainer.domain.errors import KpiTrainerError
from kpitrainer.handover.sources import DeckSource, Kind, is_loopback, source_of


@pytest.mark.parametrize(
    ("written", "source"),
    [
        ("https://e.example/d.yaml", DeckSource(Kind.WEB, "https://e.example/d.yaml")),
        ("https://e.example/d.yaml#l3", DeckSource(Kind.WEB, "https://e.example/d.yaml")),
        ("http://127.0.0.1:8000/d.yaml", DeckSource(Kind.WEB, "http://127.0.0.1:8000/d.yaml")),
        ("http://[::1]:8000/d.yaml", DeckSource(Kind.WEB, "http://[::1]:8000/d.yaml")),
        ("http://localhost/d.yaml", DeckSource(Kind.WEB, "http://localhost/d.yaml")),
        ("https://e.example/decks.git", DeckSource(Kind.GIT, "https://e.example/decks.git")),
        ("git+https://e.example/decks", DeckSource(Kind.GIT, "https://e.example/decks")),
        ("ssh://git@e.example/decks", DeckSource(Kind.GIT, "ssh://git@e.example/decks")),
        ("git@e.example:a/decks.git", DeckSource(Kind.GIT, "git@e.example:a/decks.git")),
        ("https://github.com/a/b", DeckSource(Kind.GIT, "https://github.com/a/b")),
        ("https://github.com/a/b/", DeckSource(Kind.GIT, "https://github.com/a/b/")),
        ("file:///srv/decks.git", DeckSource(Kind.GIT, "file:///srv/decks.git")),
    ],
)
def test_addresses(written: str, source: DeckSource) -> None:
    assert source_of(written) == source


@pytest.mark.parametrize(
    ("page", "file"),
    [
        (
            "https://github.com/a/b/blob/main/x/d.yaml",
            "https://raw.githubusercontent.com/a/b/main/x/d.yaml",
        ),
        ("https://gitlab.com/a/b/-/blob/main/d.yaml", "https://gitlab.com/a/b/-/raw/main/d.yaml"),
        (
            "https://forge.ecole.example/g/a/b/-/blob/main/d.yaml",
            "https://forge.ecole.example/g/a/b/-/raw/main/d.yaml",
        ),
        (
            "https://codeberg.org/a/b/src/branch/main/d.yaml",
            "https://codeberg.org/a/b/raw/branch/main/d.yaml",
        ),
        ("https://gist.github.com/a/0123abc", "https://gist.github.com/a/0123abc/raw"),
        (
            "https://drive.google.com/file/d/1A_b-C/view?usp=sharing",
            "https://drive.google.com/uc?export=download&id=1A_b-C",
        ),
        (
            "https://www.dropbox.com/scl/fi/a/d.yaml?rlkey=k&dl=0",
            "https://www.dropbox.com/scl/fi/a/d.yaml?rlkey=k&dl=1",
        ),
    ],
)
def test_the_page_of_a_file_stands_for_the_file(page: str, file: str) -> None:
    assert source_of(page) == DeckSource(Kind.WEB, file)


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("http://e.example/d.yaml", "handover.not-https"),
        ("HTTP://E.EXAMPLE/d.yaml", "handover.not-https"),
        ("http://127.0.0.1.e.example/d.yaml", "handover.not-https"),
        ("http://localhost.e.example/d.yaml", "handover.not-https"),
        ("http://10.0.0.1/d.yaml", "handover.not-https"),
        ("http://127.0.0.1/decks.git", "handover.not-https"),
        ("http://127.0.0.1@e.example/d.yaml", "handover.not-https"),
        ("ftp://e.example/d.yaml", "handover.other-scheme"),
        ("javascript://e.example/d", "handover.other-scheme"),
        ("ext://sh", "handover.other-scheme"),
        ("https://me:secret@e.example/d", "handover.password"),
        ("https://token@github.com/a/b.git", "handover.password"),
        ("https://", "handover.bad-address"),
        ("https://e.example:port/", "handover.bad-address"),
        ("https://e.example/a\nHost: x", "handover.bad-address"),
        ("https://[::1/", "handover.bad-address"),
        ("e.example/d.yaml", "handover.maybe-address"),
        ("nowhere.yml/x", "cli.no-path"),
        ("a" * 5000, "cli.no-path"),
        ("ext::sh -c id", "cli.no-path"),
        ("", "cli.no-path"),
    ],
)
def test_what_nothing_is_fetched_from(written: str, code: str) -> None:
    with pytest.raises(KpiTrainerError) as raised:
        source_of(written)
    assert raised.value.code == code


def test_the_other_address_that_is_proposed_is_the_safe_one() -> None:
    with pytest.raises(KpiTrainerError) as raised:
        source_of("http://e.example/d.yaml")
    assert raised.value.values["better"] == "https://e.example/d.yaml"


def test_paths(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "d.yaml").write_text("x")
    monkeypatch.chdir(tmp_path)
    wanted = DeckSource(Kind.PATH, str(tmp_path / "d.yaml"))
    assert source_of("d.yaml") == source_of(f"file://{tmp_path}/d.yaml") == wanted
    assert source_of(".") == DeckSource(Kind.PATH, str(tmp_path))
    (tmp_path / "a@b:c").write_text("x")
    assert source_of("a@b:c").kind is Kind.PATH


def test_this_machine_is_told_by_its_address_alone() -> None:
    assert all(map(is_loopback, ("localhost", "127.0.0.1", "127.8.9.1", "::1")))
    others = ("192.168.0.1", "localhost.e.example", "127.1", "10.0.0.1", "::2", "2130706433", "")
    assert not any(map(is_loopback, others))
