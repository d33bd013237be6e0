"""Typer with help in the reader's language and the nearest command proposed for an unknown one."""

from collections.abc import Callable
from typing import Any, TypeAlias

import typer
from typer.core import TyperCommand, TyperGroup

from kpitrainer.cli.call import Call
from kpitrainer.cli.faults import UsageError

Action: TypeAlias = Callable[[], int]
"""What a command does, giving the exit code."""


class Command(TyperCommand):
    """A command whose help is written by hand, in the catalogues."""

    def get_help(self, ctx: Any) -> str:  # noqa: ANN401, ARG002 - Typer's own signature
        """The hand-written help."""
        return self.help or ""


class Group(TyperGroup):
    """A group of commands with such help; it proposes the nearest command for an unknown one."""

    def get_help(self, ctx: Any) -> str:  # noqa: ANN401, ARG002 - Typer's own signature
        """The hand-written help."""
        return self.help or ""

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:  # noqa: ANN401 - as above
        """The command meant, or an error that names those there are."""
        if not args[0].startswith("-") and args[0] not in self.commands:
            raise UsageError("cli.no-command", name=args[0], known=", ".join(self.commands))
        return super().resolve_command(ctx, args)


def group(code: str, call: Call) -> typer.Typer:
    """Commands under one help text, `code` in the catalogues."""
    return typer.Typer(
        cls=Group,
        help=call.translate(code),
        add_completion=False,
        rich_markup_mode=None,
        context_settings={"help_option_names": ["-h", "--help"]},
    )
