import inspect
import re
from collections.abc import Iterator
from importlib import import_module

import pytest

from kpitrainer import __version__
from kpitrainer.bootstrap import Options
from kpitrainer.cli.argument_parser import Parser
from kpitrainer.cli.cli_context import CliContext
from kpitrainer.cli.command_line import make_parser
from kpitrainer.i18n import LANGUAGES, Translator
from tests.cli.conftest import Cli

OPTION = re.compile(r" +--.*?  +(?=\S)")
EVERYWHERE = ["--lang", "--now", "--db", "--decks", "--debug", "-h", "--help"]


def _commands(
    parser: Parser, path: tuple[str, ...] = ()
) -> Iterator[tuple[tuple[str, ...], Parser]]:
    yield path, parser
    for name, inner in _inner(parser).items():
        yield from _commands(inner, (*path, name))


def _inner(parser: Parser) -> dict[str, Parser]:
    return parser._commands.choices if parser._commands else {}


TREE = dict(_commands(make_parser(Translator("en"))))


def test_the_commands_are_those_that_are_wanted() -> None:
    assert {" ".join(path) for path in TREE} == {
        "", "review", "drill", "browse", "due", "stats", "completion", "deck", "deck list",
        "deck check", "deck judge", "deck new", "deck ids", "deck schema", "deck preview",
        "deck import", "deck export", "deck add", "deck update", "deck remove", "deck path",
        "deck diff", "deck orphans",
        "config", "config path", "config get", "config set", "config names",
        "config unset", "backup", "restore", "doctor", "goal", "holiday", "optimize", "reschedule",
        "workload", "log", "log export", "log merge", "sync", "exam", "exam sit", "exam print",
        "exam list", "exam show", "help",
    }  # fmt: skip


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("path", TREE, ids=" ".join)
def test_help_tells_every_option_and_command(
    cli: Cli, path: tuple[str, ...], language: str
) -> None:
    ran = cli(*path, "--help", "--lang", language)
    assert (ran.code, ran.err) == (0, "")
    parser = TREE[path]
    for option in parser._option_string_actions:
        assert option in ran.out
    for option in EVERYWHERE:
        assert option in ran.out
    for name in _inner(parser):
        assert name in ran.out
    columns = {found.end() for line in ran.out.splitlines() if (found := OPTION.match(line))}
    assert len(columns) <= 2, "the command’s options, and those of every command"
    assert ("Exemple" if language == "fr" else "Example") in ran.out
    assert cli(*path, "-h", "--lang", language).out == ran.out
    assert cli("--lang", language, *path, "-h").out == ran.out


@pytest.mark.parametrize("path", TREE, ids=" ".join)
def test_every_command_takes_what_its_options_give(path: tuple[str, ...]) -> None:
    if path in {("deck",), ("log",), ("exam",)}:
        return  # alone they do nothing
    parser = TREE[path]
    module, _, function = parser.get_default("do").partition(":")
    do = getattr(import_module(f"kpitrainer.cli.{module}"), function)
    common = {"help", "version", *Options.__dataclass_fields__}
    given = {action.dest for action in parser._actions if action.choices != _inner(parser)}
    inspect.signature(do).bind(
        CliContext(Options(), Translator("en")), **dict.fromkeys(given - common - {"==SUPPRESS=="})
    )


@pytest.mark.parametrize(
    "arguments",
    [["--limit", "x"], ["--now", "demain"], ["--lang", "de"], ["--decks", "no/such"]],
    ids=" ".join,
)
def test_what_is_wrong_with_a_value_keeps_no_one_from_the_help(
    cli: Cli, arguments: list[str]
) -> None:
    helped = cli("review", "--help").out
    assert cli("review", *arguments, "--help") == (0, helped, "")
    assert cli("review", "--help", *arguments) == (0, helped, "")


def test_version(cli: Cli) -> None:
    assert cli("--version") == (0, f"kpitrainer {__version__}\n", "")
