"""`kpitrainer completion`: what a shell needs to complete commands, options and names."""

import argparse
import sys
from collections.abc import Iterator

import shtab

from kpitrainer.cli.cli_context import CliContext
from kpitrainer.cli.command_line import make_parser
from kpitrainer.cli.failures import DONE

_VALUES = {
    "DECK": shtab.cmd("kpitrainer deck list --names"),
    "FILE": shtab.FILE,
    "FOLDER": shtab.DIRECTORY,
}
"""How what a metavar stands for is completed."""


def completion(context: CliContext, shell: str) -> int:
    """Print the script with which `shell` completes the command line."""
    parser = make_parser(context.translate)
    for action in _actions(parser):
        if action.metavar in _VALUES:
            action.complete = _VALUES[action.metavar]  # type: ignore[attr-defined] # as shtab asks
    sys.stdout.write(shtab.complete(parser, shell))
    return DONE


def _actions(parser: argparse.ArgumentParser) -> Iterator[argparse.Action]:
    for action in parser._actions:  # noqa: SLF001 - argparse has no other way to list them
        yield action
        if isinstance(action.choices, dict):
            for command in action.choices.values():
                yield from _actions(command)
