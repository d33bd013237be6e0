from collections.abc import Iterator
from typing import Any

import pytest
from kpitrainer.cli.app import make_app
from kpitrainer.cli.call import Call
from typer.main import get_command

from kpitrainer import __version__
from kpitrainer.bootstrap import Options
from kpitrainer.i18n import LANGUAGES, Translator
from tests.cli.conftest import Cli

EVERYWHERE = ["--lang", "--now", "--db", "--decks", "--debug", "-h", "--help"]


def _commands(command: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Any]]:  # noqa: ANN401 - Typer's own
    yield path, command
    for name, inner in getattr(command, "commands", {}).items():
        yield from _commands(inner, (*path, name))


TREE = dict(_commands(get_command(make_app(Call(Options(), Translator("en"))))))


def test_the_commands_are_those_that_are_wanted() -> None:
    assert {" ".join(path) for path in TREE} == {
        "", "review", "drill", "due", "stats", "deck", "deck list", "deck check",
        "deck new", "deck ids", "deck schema",
        "deck preview",
        "deck orphans",
    }  # fmt: skip


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("path", TREE, ids=" ".join)
def test_help_tells_every_option_and_command(
    cli: Cli, path: tuple[str, ...], language: str
) -> None:
    ran = cli(*path, "--help", "--lang", language)
    assert (ran.code, ran.err) == (0, "")
    command = TREE[path]
    for parameter in command.params:
        for option in parameter.opts:
            assert not option.startswith("-") or option in ran.out
    for option in EVERYWHERE:
        assert option in ran.out
    for name in getattr(command, "commands", {}):
        assert name in ran.out
    assert ("Exemple" if language == "fr" else "Example") in ran.out
    assert cli(*path, "-h", "--lang", language).out == ran.out
    assert cli("--lang", language, *path, "-h").out == ran.out


def test_version(cli: Cli) -> None:
    assert cli("--version") == (0, f"kpitrainer {__version__}\n", "")
