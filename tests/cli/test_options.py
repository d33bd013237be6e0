from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kpitrainer.cli.cli_context import UsageError
from kpitrainer.cli.command_line import asked_language, make_parser
from kpitrainer.i18n import Translator

PARSER = make_parser(Translator("en"))
COMMANDS = [
    ["due"],
    ["due", "--json"],
    ["review", "a", "b", "--tag", "x", "--limit", "3"],
    ["drill", "--answer", "-5", "--json"],
    ["deck", "check", "one.yaml"],
]
OPTIONS = [["--lang", "en"], ["--lang=en"], ["--db", "x.db"], ["--db=x.db"], ["--debug"]]


def _read(*arguments: str) -> dict[str, Any]:
    return vars(PARSER.parse_args(arguments))


def _pieces(arguments: Sequence[str]) -> list[list[str]]:
    """The arguments, an option with its value in one piece."""
    pieces: list[list[str]] = []
    for argument in arguments:
        if pieces and pieces[-1][-1] in {"--tag", "--limit", "--answer"}:
            pieces[-1].append(argument)
        else:
            pieces.append([argument])
    return pieces


@given(st.sampled_from(COMMANDS), st.lists(st.sampled_from(OPTIONS)), st.data())
def test_options_are_found_wherever_they_stand(
    command: list[str], options: list[list[str]], data: st.DataObject
) -> None:
    pieces = _pieces(command)
    for option in options:
        pieces.insert(data.draw(st.integers(0, len(pieces))), option)
    read = _read(*(part for piece in pieces for part in piece))
    flat = {option[0].split("=")[0] for option in options}
    common = {name: value for name, value in read.items() if name in {"lang", "db", "now", "debug"}}
    wanted = {"--lang": ("lang", "en"), "--db": ("db", Path("x.db")), "--debug": ("debug", True)}
    assert common == dict(wanted[option] for option in flat)
    assert {name: read[name] for name in read.keys() - common.keys()} == _read(*command)


@given(st.permutations(["a", "b", "--tag=x", "--limit", "--plain"]))
def test_names_may_stand_among_the_options(translate: list[str]) -> None:
    translate[translate.index("--limit") + 1 : translate.index("--limit") + 1] = ["3"]
    read = _read("review", *translate)
    assert read["names"] == [word for word in translate if word in {"a", "b"}]
    assert (read["tag"], read["limit"], read["plain"]) == ("x", 3, True)


@given(st.text().filter(lambda text: text != "-h" and not text.startswith("--")))
@example("-5")
@example("--x")
def test_a_value_may_be_anything_but_an_option(value: str) -> None:
    assert _read("drill", "--answer", value, "a")["answer"] == value
    assert _read("drill", "a", f"--answer={value}")["answer"] == value


def test_after_two_dashes_everything_is_a_name() -> None:
    read = _read("--lang", "en", "deck", "check", "a", "--", "--lang", "--debug", "--", "-h")
    assert read["lang"] == "en"
    assert read["paths"] == [Path("a"), Path("--lang"), Path("--debug"), Path("--"), Path("-h")]
    assert "debug" not in read


def test_the_last_of_two_counts() -> None:
    assert _read("--lang", "en", "due", "--lang=fr")["lang"] == "fr"
    assert _read("--lang", "en", "deck", "--lang", "fr", "check")["lang"] == "fr"
    assert _read("review", "--limit", "3", "--limit", "1")["limit"] == 1


def test_nothing_given_is_nothing_chosen() -> None:
    assert _read() == {"do": "sessions:start"}


@given(
    st.lists(
        st.sampled_from([*"ab", "--lang", "--lang=", "--debug", "--debug=1", "--x", "--", "-"])
    )
)
def test_the_language_of_errors_is_found_in_whatever_is_wrong(translate: list[str]) -> None:
    assert asked_language([*translate, "--lang", "en"]) == ("en" if "--" not in translate else None)


@pytest.mark.parametrize(
    ("value", "moment"),
    [
        ("2026-11-21T10:00Z", datetime(2026, 11, 21, 10, tzinfo=UTC)),
        ("2026-11-21T10:00:30+02:00", datetime(2026, 11, 21, 8, 0, 30, tzinfo=UTC)),
        ("2026-11-21 10:00+00:00", datetime(2026, 11, 21, 10, tzinfo=UTC)),
    ],
)
def test_moments(value: str, moment: datetime) -> None:
    assert _read("--now", value)["now"] == moment


def test_a_moment_without_a_zone_is_on_the_wall_clock_and_a_date_is_its_noon() -> None:
    now = _read("--now", "2026-11-21T10:00")["now"]
    assert now.astimezone().replace(tzinfo=None) == datetime(2026, 11, 21, 10)  # noqa: DTZ001 - local on purpose
    noon = _read("--now", "2026-11-21")["now"]
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
        ("--decks", __file__, "cli.decks-is-file"),
        ("--db", "", "cli.value-missing"),
        ("--lang", "", "cli.value-missing"),
        ("--now", None, "cli.value-missing"),
    ],
)
def test_values_that_cannot_be(option: str, value: str | None, code: str) -> None:
    for command in ([], ["due"], ["deck", "list"]):
        with pytest.raises(UsageError) as caught:
            _read(*command, option, *([] if value is None else [value]))
        assert caught.value.code == code
