from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpitrainer.config import (
    Paths,
    Settings,
    load_settings,
    save_settings,
    unknown_settings,
)
from kpitrainer.domain.errors import KpiTrainerError

SETTINGS = st.builds(
    Settings,
    language=st.sampled_from(["", "fr", "en"]),
    theme=st.text(st.characters(categories=["L", "N", "P"], max_codepoint=0xFFFF)),
    new_per_day=st.integers(0, 9999),
    reviews_per_day=st.integers(0, 9999),
    desired_retention=st.floats(0.7, 0.99),
)


@given(SETTINGS)
def test_what_is_saved_is_loaded(
    tmp_path_factory: pytest.TempPathFactory, settings: Settings
) -> None:
    path = tmp_path_factory.mktemp("config") / "deep" / "settings.toml"
    save_settings(path, settings)
    assert load_settings(path) == settings
    assert [file.name for file in path.parent.iterdir()] == ["settings.toml"]


def test_no_file_means_the_defaults(tmp_path: Path) -> None:
    assert load_settings(tmp_path / "settings.toml") == Settings()
    assert (Settings().new_per_day, Settings().reviews_per_day) == (10, 200)


@pytest.mark.parametrize(
    ("text", "loaded"),
    [
        ("", Settings()),
        ("new_per_day = 5\n", Settings(new_per_day=5)),
        ("desired_retention = 0.8\nunknown = 1\n", Settings(desired_retention=0.8)),
        # The name that version 0.1 wrote.
        ("retention = 0.8\n", Settings(desired_retention=0.8)),
    ],
)
def test_what_is_left_out_has_its_default(tmp_path: Path, text: str, loaded: Settings) -> None:
    path = tmp_path / "settings.toml"
    path.write_text(text, "utf-8")
    assert load_settings(path) == loaded


@pytest.mark.parametrize(
    ("text", "code", "name"),
    [
        ("language = ", "config.settings-file", None),
        ("language = 'de'", "config.setting", "language"),
        ("language = 1", "config.setting", "language"),
        ("new_per_day = -1", "config.setting", "new_per_day"),
        ("new_per_day = 10000", "config.setting", "new_per_day"),
        ("new_per_day = true", "config.setting", "new_per_day"),
        ("new_per_day = 1.5", "config.setting", "new_per_day"),
        ("reviews_per_day = 'many'", "config.setting", "reviews_per_day"),
        ("desired_retention = 1", "config.setting", "desired_retention"),
        ("desired_retention = nan", "config.setting", "desired_retention"),
        ("desired_retention = 0.5", "config.setting", "desired_retention"),
    ],
)
def test_what_cannot_be_is_named(tmp_path: Path, text: str, code: str, name: str | None) -> None:
    path = tmp_path / "settings.toml"
    path.write_text(text, "utf-8")
    with pytest.raises(KpiTrainerError) as caught:
        load_settings(path)
    assert (caught.value.code, caught.value.values.get("name")) == (code, name)


def test_a_file_that_is_no_text_is_named(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    path.write_bytes(b"\xff\xfe")
    with pytest.raises(KpiTrainerError) as caught:
        load_settings(path)
    assert caught.value.values["path"] == str(path)


def test_saving_where_it_is_not_possible_keeps_what_was_there(tmp_path: Path) -> None:
    in_the_way = tmp_path / "file"
    in_the_way.write_text("kept", "utf-8")
    with pytest.raises(KpiTrainerError) as caught:
        save_settings(in_the_way / "settings.toml", Settings())
    assert caught.value.code == "config.settings-write"
    assert in_the_way.read_text("utf-8") == "kept"


def test_given_paths_come_before_the_environment_and_that_before_the_standard(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("KPITRAINER_DB", raising=False)
    monkeypatch.setenv("KPITRAINER_DECKS", "")
    standard = Paths.standard()
    assert standard.database.name == "progress.db"
    assert standard.decks == standard.database.parent / "decks"
    assert standard.settings.name == "settings.toml"
    monkeypatch.setenv("KPITRAINER_DB", "~/mine.db")
    monkeypatch.setenv("KPITRAINER_DECKS", str(tmp_path))
    assert Paths.standard().database == Path.home() / "mine.db"
    assert Paths.standard().decks == tmp_path
    given_ = Paths.standard(database=tmp_path / "a.db", decks=(tmp_path / "b", tmp_path / "c"))
    assert (given_.database, given_.decks) == (tmp_path / "a.db", tmp_path / "c")
    assert given_.more_decks == (tmp_path / "b",)


def test_saving_changes_only_what_changed(tmp_path: Path) -> None:
    """Comments, misspelt keys and settings the interface does not know were once lost."""
    path = tmp_path / "settings.toml"
    path.write_text('# mine\nhide = [\n  "calculs",\n]\ntheme="nord"\nthem = 1\n', "utf-8")
    save_settings(path, replace(load_settings(path), theme="gruvbox", language="fr"))
    assert path.read_text("utf-8") == (
        '# mine\nhide = [\n  "calculs",\n]\ntheme="gruvbox"\nthem = 1\nlanguage = "fr"\n'
    )


def test_a_byte_order_mark_is_no_part_of_the_settings(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    path.write_bytes(b"\xef\xbb\xbfnew_per_day = 5\r\nnew_cards = 3\r\n")
    assert load_settings(path).new_per_day == 5
    (told,) = unknown_settings(path)
    assert told.values["place"] == f"{path}:2"
