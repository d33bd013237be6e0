import shutil
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from kpitrainer.bootstrap import (
    Options,
    deck_folders,
    language,
    load_library,
    open_outdated,
    open_trainer,
    shipped_decks,
)
from kpitrainer.config import Paths, Settings
from tests.program import ALL_TYPES, CACHE, ROOT, environment
from tests.storage.test_versions import made_by
from tests.words import VOCABULARY


@pytest.mark.parametrize(
    ("lang", "setting", "environ", "spoken"),
    [
        ("en", "fr", {"LANG": "fr_FR.UTF-8"}, "en"),
        (None, "en", {"LANG": "fr_FR.UTF-8"}, "en"),
        (None, "", {"LANG": "fr_FR.UTF-8"}, "fr"),
        (None, "", {"LANG": "fr"}, "fr"),
        (None, "", {"LANG": "fr_CA"}, "fr"),
        (None, "", {"LC_MESSAGES": "fr_FR.UTF-8", "LANG": "en_US.UTF-8"}, "fr"),
        (None, "", {"LC_ALL": "en_US.UTF-8", "LC_MESSAGES": "fr_FR.UTF-8"}, "en"),
        (None, "", {"LC_ALL": "", "LANG": "fr_FR.UTF-8"}, "fr"),
        (None, "", {"LC_ALL": "C", "LANG": "fr_FR.UTF-8"}, "en"),
        (None, "", {"LANG": "de_DE.UTF-8"}, "en"),
        (None, "", {}, "en"),
    ],
)
def test_the_language(
    lang: str | None,
    setting: str,
    environ: dict[str, str],
    spoken: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environ.items():
        monkeypatch.setenv(name, value)
    assert language(Options(lang=lang), Settings(language=setting)) == spoken


def _paths(folder: Path) -> Paths:
    decks = folder / "decks"
    return Paths(folder / "settings.toml", folder / "p.db", decks, folder / "cache")


def test_a_checkout_uses_its_own_decks(tmp_path: Path) -> None:
    assert shipped_decks() == ROOT / "decks"
    assert list(deck_folders(_paths(tmp_path))) == [ROOT / "decks", tmp_path / "decks"]


def test_an_installed_program_uses_the_decks_in_its_package(tmp_path: Path) -> None:
    site = tmp_path / "site-packages"
    ignored = shutil.ignore_patterns("__pycache__")
    shutil.copytree(ROOT / "kpitrainer", site / "kpitrainer", ignore=ignored)
    shutil.copytree(ROOT / "decks", site / "kpitrainer" / "decks")
    (site / "decks").mkdir()  # another package's, which is none of ours
    (site / "kpitrainer" / "decks" / "words.toml").write_text('lookalikes = ["lead"]', "utf-8")
    program = (
        "from kpitrainer.bootstrap import base_words, shipped_decks; print(shipped_decks());"
        "print(*base_words().vocabulary.lookalikes)"
    )
    ran = subprocess.run(
        [sys.executable, "-c", program],
        env=environment(tmp_path, PYTHONPATH=str(site)),
        cwd=tmp_path,
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    assert ran.stdout.splitlines() == [str(site / "kpitrainer" / "decks"), "lead"]


def test_the_learners_deck_replaces_a_shipped_one(tmp_path: Path) -> None:
    paths = _paths(tmp_path)
    shipped = load_library(paths)
    assert shipped.replaced == frozenset()
    paths.decks.mkdir()
    own = ALL_TYPES.replace("deck: essai", "deck: kpi-crm")
    (paths.decks / "mien.yaml").write_text(own, "utf-8")
    library = load_library(paths)
    assert library.replaced == {"kpi-crm"}
    assert library.by_id.keys() == shipped.by_id.keys()
    assert library.deck("kpi-crm").title["en"] == "Trial"
    assert library.diagnostics == ()


def test_every_deck_is_judged_by_the_words_beside_the_shipped_ones(tmp_path: Path) -> None:
    paths = _paths(tmp_path)
    paths.decks.mkdir()
    (paths.decks / "mien.yaml").write_text(ALL_TYPES, "utf-8")
    for _ in range(2):  # the second time from the cache
        library = load_library(paths)
        assert {library.vocabulary(card) for card in library.cards} == {VOCABULARY}
        assert "essai" in library.by_id


def test_opening_creates_the_database_and_starts_the_clock(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.delenv("XDG_CONFIG_HOME", raising=False)
    monkeypatch.delenv("XDG_CACHE_HOME", raising=False)
    at = datetime(2031, 5, 4, 12, tzinfo=UTC)
    monkeypatch.delenv("XDG_DATA_HOME", raising=False)
    monkeypatch.delenv("KPITRAINER_DB", raising=False)
    trainer = open_trainer(Options(now=at))
    try:
        assert Options().paths.database.is_file()
        assert timedelta() <= trainer.clock.now() - at < timedelta(minutes=5)
        assert trainer.overview().new > 0
    finally:
        trainer.store.close()


def test_nobody_shares_anything(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    one = open_trainer(Options(db=tmp_path / "one.db"))
    other = open_trainer(Options(db=tmp_path / "other.db"))
    try:
        assert one.random is not other.random
        assert one.store is not other.store
    finally:
        one.store.close()
        other.store.close()


def test_what_must_be_rewritten_is_before_the_interface_opens(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("XDG_CACHE_HOME", CACHE)
    options = Options(db=tmp_path / "progress.db")
    told: list[tuple[int, int]] = []

    def tell(done: int, total: int) -> None:
        told.append((done, total))

    assert open_outdated(options, tell) is None
    assert list(tmp_path.glob("progress.db*")) == [], "no file is made"
    made_by("0003", tmp_path / "progress.db")
    trainer = open_outdated(options, tell)
    assert trainer is not None
    assert (len(trainer.store.keys()), told[-1]) == (5, (90, 90))
    trainer.store.close()
    assert open_outdated(options, tell) is None
