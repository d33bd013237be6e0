"""`kpitrainer deck …` and the options of each."""

from pathlib import Path
from typing import Annotated

import typer

from kpitrainer.cli.call import Call
from kpitrainer.cli.typed import Action, Command, group

_Json = Annotated[bool, typer.Option("--json")]


def deck_commands(call: Call) -> typer.Typer:
    """The commands for who writes decks."""
    decks = group("cli.help-deck", call)

    @decks.command("list", cls=Command, help=call.words("cli.help-deck-list"))
    def list_decks() -> Action:
        from kpitrainer.cli.decks import list_decks as show  # noqa: PLC0415

        return lambda: show(call)

    @decks.command(cls=Command, help=call.words("cli.help-deck-check"))
    def check(
        paths: Annotated[list[Path] | None, typer.Argument()] = None,
        json: _Json = False,
        strict: Annotated[bool, typer.Option("--strict")] = False,
    ) -> Action:
        from kpitrainer.cli.decks import check as look  # noqa: PLC0415

        return lambda: look(call, paths or (), json=json, strict=strict)

    @decks.command(cls=Command, help=call.words("cli.help-deck-preview"))
    def preview(
        path: Annotated[Path, typer.Argument()],
        card: Annotated[str, typer.Option("--card")] = "",
    ) -> Action:
        from kpitrainer.cli.preview import preview as show  # noqa: PLC0415

        return lambda: show(call, path, card)

    return decks
