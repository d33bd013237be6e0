import os
from dataclasses import replace
from datetime import date
from pathlib import Path
from stat import S_IMODE

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
from kpitrainer.config.setting_forms import GENERAL, OF_A_DECK
from kpitrainer.domain.errors import KpiTrainerError

SETTINGS = st.builds(
    Settings,
    language=st.sampled_from(["", "fr", "en"]),
    theme=st.text(st.characters(categories=["L", "N", "P"], max_codepoint=0xFFFF)),
    new_per_day=st.integers(0, 9999),
    reviews_per_day=st.integers(0, 9999),
    desired_retention=st.floats(0.7, 0.99),
    exam=st.none() | st.dates(date(1971, 1, 1), date(2999, 12, 31)),
    decks=st.dictionaries(
        st.text("abc-", min_size=1),
        st.fixed_dictionaries({"order": st.sampled_from(["file", "random"])})
        | st.fixed_dictionaries({"paused_until": st.just(date(2027, 6, 12))}),
        max_size=3,
    ),
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


@pytest.mark.parametrize("name", [*GENERAL, *(f"decks.a.{of}" for of in OF_A_DECK), "keys.a.exam"])
def test_what_is_told_to_write_instead_can_be(tmp_path: Path, name: str) -> None:
    path = tmp_path / "settings.toml"
    table, _, option = name.rpartition(".")
    head = f"[{table}]\n" if table else ""
    path.write_text(f"{head}{option} = {{x = 1}}", "utf-8")
    with pytest.raises(KpiTrainerError) as caught:
        load_settings(path)
    assert caught.value.values["name"] == name
    path.write_text(f"{head}{caught.value.values['example']}", "utf-8")
    load_settings(path)


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


def test_settings_that_are_kept_elsewhere_stay_a_link(tmp_path: Path) -> None:
    kept, link = tmp_path / "dotfiles" / "kpitrainer.toml", tmp_path / "settings.toml"
    kept.parent.mkdir()
    kept.write_text("# mine\n")
    link.symlink_to(kept)
    save_settings(link, Settings(new_per_day=5))
    assert link.is_symlink()
    assert load_settings(kept).new_per_day == 5
    assert kept.read_text().startswith("# mine")


def test_a_byte_order_mark_is_no_part_of_the_settings(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    path.write_bytes(b"\xef\xbb\xbfnew_per_day = 5\r\nnew_cards = 3\r\n")
    assert load_settings(path).new_per_day == 5
    (told,) = unknown_settings(path, ())
    assert told.values["place"] == f"{path}:2"


DECKS = """\
[decks.one] # first
new_per_day = 5 # few

[decks.two]
mine = 1
order = "random"
"""


def test_options_of_decks_change_and_all_else_stays(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    path.write_text("# top\n" + DECKS, "utf-8")
    settings = load_settings(path).changed("decks.one.new_per_day", "7")
    settings = settings.changed("decks.two.order", "").changed("decks.three.exam", "12/06/2027")
    save_settings(path, settings)
    assert load_settings(path) == settings
    assert path.read_text("utf-8") == (
        "# top\n[decks.one] # first\nnew_per_day = 7 # few\n\n"
        "[decks.two]\nmine = 1\n\n[decks.three]\nexam = 2027-06-12\n"
    )
    save_settings(path, settings.cleared("decks.three.exam").changed("exam", date(2027, 6, 1)))
    assert "three" not in path.read_text("utf-8")
    assert load_settings(path).exam == date(2027, 6, 1)


def test_the_options_of_a_deck_come_before_the_general_settings() -> None:
    settings = Settings(new_per_day=9, decks={"one": {"desired_retention": 0.95}})
    assert settings.options("one").desired_retention == 0.95
    assert settings.options("one").new_per_day == settings.options("two").new_per_day == 9
    assert settings.options("two").desired_retention == 0.9


def test_what_is_of_no_deck_or_no_option_is_told_and_never_fatal(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    path.write_text("[decks]\nloose = 1\n" + DECKS, "utf-8")
    assert load_settings(path).decks.keys() == {"one", "two"}
    told = unknown_settings(path, ["one", "tow"])
    assert [(each.code, each.values["name"], each.values["place"]) for each in told] == [
        ("config.no-setting", "loose", f"{path}:2"),
        ("config.no-setting", "mine", f"{path}:7"),
        ("config.no-deck", "two", f"{path}:6"),
    ]
    path.write_text("decks = 5\n", "utf-8")
    assert [each.values["name"] for each in unknown_settings(path, [])] == ["decks"]
    path.write_text("[decks.one]\nnew_per_day = -1\n", "utf-8")
    with pytest.raises(KpiTrainerError) as caught:
        load_settings(path)
    assert caught.value.values["place"] == f"{path}:2"


@pytest.mark.parametrize(
    ("name", "typed", "value"),
    [
        ("new_per_day", " 0 ", 0),
        ("reviews_per_day", "9999", 9999),
        ("desired_retention", "70", 0.7),
        ("desired_retention", "92,5 %", 0.925),
        ("desired_retention", "99\u00a0%", 0.99),
        ("desired_retention", "0,85", 0.85),
        ("hide", "a, b,", ("a", "b")),
        ("exam", "2027-06-12", date(2027, 6, 12)),
        ("exam", "1.6.2027", date(2027, 6, 1)),
        ("exam", "", None),
    ],
)
def test_a_value_as_it_is_typed(name: str, typed: str, value: object) -> None:
    assert Settings().changed(name, typed).value(name) == value


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("new_per_day", ""),
        ("new_per_day", "-1"),
        ("new_per_day", "1_0"),
        ("reviews_per_day", "10000"),
        ("reviews_per_day", "2,5"),
        ("desired_retention", "69.9"),
        ("desired_retention", "100"),
        ("desired_retention", "nan"),
        ("desired_retention", "1e999999"),
        ("desired_retention", "%"),
        ("order", "Random"),
        ("exam", "31/02/2027"),
        ("exam", "tomorrow"),
        ("decks.one.paused_until", "0001-01-01"),
    ],
)
def test_what_a_value_cannot_be(name: str, typed: str) -> None:
    with pytest.raises(KpiTrainerError) as caught:
        Settings().changed(name, typed)
    assert caught.value.code == "config.not-allowed"


@pytest.mark.skipif(os.name != "posix", reason="rights are others here")
def test_progress_is_its_users_alone_unless_they_named_its_place(tmp_path: Path) -> None:
    def rights(*, named: bool) -> list[int]:
        data = tmp_path / "data"
        data.mkdir(exist_ok=True)
        found = [data, data / "progress.db", data / "progress.db.backup-20261128-101500"]
        for place in found[1:]:
            place.touch()
        for place in found:
            place.chmod(0o755 if place.is_dir() else 0o644)
        database = data / "progress.db"
        Paths(tmp_path / "s.toml", database, data, data, database_named=named).keep_private()
        return [S_IMODE(place.stat().st_mode) for place in found]

    assert rights(named=False) == [0o700, 0o600, 0o600]
    assert rights(named=True) == [0o755, 0o644, 0o644]
