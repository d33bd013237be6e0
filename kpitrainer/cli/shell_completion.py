"""`kpitrainer completion`: what a shell completes the command line with."""

import argparse
import sys
from collections.abc import Iterator

from kpitrainer.cli.cli_context import DONE, CliContext
from kpitrainer.cli.command_line import make_parser
from kpitrainer.plain.console import write_out


def completion(context: CliContext, shell: str) -> int:
    """Print the script with which `shell` completes the command line."""
    import shtab

    from kpitrainer.config.setting_forms import GENERAL

    values = {
        "DECK": shtab.cmd("kpitrainer deck list --names"),
        "FILE": shtab.FILE,
        "FOLDER": shtab.DIRECTORY,
    }
    parser = make_parser(context.translate)
    for action in _actions(parser):
        # Written into the script: a shell may run all its commands at each Tab.
        if action.metavar == "SETTING":
            action.choices = list(GENERAL)
        elif action.metavar in values:
            action.complete = values[action.metavar]  # type: ignore[attr-defined] # as shtab asks
    write_out(sys.stdout, shtab.complete(parser, shell))
    return DONE


def _actions(parser: argparse.ArgumentParser) -> Iterator[argparse.Action]:
    for action in parser._actions:  # noqa: SLF001 - argparse has no other way to list them
        yield action
        if isinstance(action.choices, dict):
            for command in action.choices.values():
                yield from _actions(command)
