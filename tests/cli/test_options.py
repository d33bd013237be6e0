from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from kpitrainer.cli.faults import UsageError
from kpitrainer.cli.options import hoist, read_options

from kpitrainer.bootstrap import Options

COMMANDS = [
    ["due"],
    ["due", "--json"],
    ["review", "a", "b", "--tag", "x", "--limit", "3"],
    ["drill", "--answer", "-5", "--json"],
    ["deck", "check", "one.yaml"],
]
OPTIONS = [["--lang", "en"], ["--lang=en"], ["--db", "x.db"], ["--db=x.db"], ["--debug"]]


@given(st.sampled_from(COMMANDS), st.lists(st.sampled_from(OPTIONS)), st.data())
def test_options_are_found_wherever_they_stand(
    command: list[str], options: list[list[str]], data: st.DataObject
) -> None:
    words: list[list[str]] = [[word] for word in command]
    for option in options:
        words.insert(data.draw(st.integers(0, len(words))), option)
    given_, rest = hoist([part for word in words for part in word])
    assert rest == command
    flat = {option[0].split("=")[0] for option in options}
    assert given_.keys() == flat
    read = read_options(given_)
    assert read.lang == ("en" if "--lang" in flat else None)
    assert read.db == (Path("x.db") if "--db" in flat else None)
    assert read.debug == ("--debug" in flat)


def test_after_two_dashes_everything_is_an_argument() -> None:
    assert hoist(["--lang", "en", "deck", "check", "--", "--lang", "--debug"]) == (
        {"--lang": "en"},
        ["deck", "check", "--", "--lang", "--debug"],
    )


def test_the_last_of_two_counts() -> None:
    assert read_options(hoist(["--lang", "en", "due", "--lang=fr"])[0]).lang == "fr"


def test_nothing_given_is_nothing_chosen() -> None:
    assert read_options({}) == Options()


@pytest.mark.parametrize(
    ("value", "moment"),
    [
        ("2026-11-21T10:00Z", datetime(2026, 11, 21, 10, tzinfo=UTC)),
        ("2026-11-21T10:00:30+02:00", datetime(2026, 11, 21, 8, 0, 30, tzinfo=UTC)),
        ("2026-11-21 10:00+00:00", datetime(2026, 11, 21, 10, tzinfo=UTC)),
    ],
)
def test_moments(value: str, moment: datetime) -> None:
    assert read_options({"--now": value}).now == moment


def test_a_moment_without_a_zone_is_on_the_wall_clock_and_a_date_is_its_noon() -> None:
    now = read_options({"--now": "2026-11-21T10:00"}).now
    assert now
    assert now.astimezone().replace(tzinfo=None) == datetime(2026, 11, 21, 10)  # noqa: DTZ001 - local on purpose
    noon = read_options({"--now": "2026-11-21"}).now
    assert noon
    assert noon.astimezone().replace(tzinfo=None) == datetime(2026, 11, 21, 12)  # noqa: DTZ001 - as above


@pytest.mark.parametrize(
    ("option", "value", "code"),
    [
        ("--lang", "de", "cli.bad-lang"),
        ("--lang", "FR", "cli.bad-lang"),
        ("--now", "demain", "cli.bad-now"),
        ("--now", "2026-13-01", "cli.bad-now"),
        ("--now", "12", "cli.bad-now"),
        ("--now", "0001-01-01", "cli.bad-now"),
        ("--now", "9999-12-31T23:59-10:00", "cli.bad-now"),
        ("--decks", "/no/such/folder", "cli.no-folder"),
        ("--decks", __file__, "cli.no-folder"),
        ("--db", "", "cli.value-missing"),
        ("--lang", "", "cli.value-missing"),
        ("--now", None, "cli.value-missing"),
    ],
)
def test_values_that_cannot_be(option: str, value: str | None, code: str) -> None:
    with pytest.raises(UsageError) as caught:
        read_options({option: value})
    assert caught.value.code == code
