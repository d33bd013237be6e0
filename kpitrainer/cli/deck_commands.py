"""`kpitrainer deck …` and the options of each."""

from pathlib import Path
from typing import Annotated

import typer

from kpitrainer.cli.call import Call
from kpitrainer.cli.faults import UsageError
from kpitrainer.cli.typed import Action, Command, group

_Json = Annotated[bool, typer.Option("--json")]


def deck_commands(call: Call) -> typer.Typer:
    """The commands for who writes decks."""
    decks = group("cli.help-deck", call)

    @decks.command("list", cls=Command, help=call.translate("cli.help-deck-list"))
    def list_decks() -> Action:
        from kpitrainer.cli.decks import list_decks as show  # noqa: PLC0415

        return lambda: show(call)

    @decks.command(cls=Command, help=call.translate("cli.help-deck-check"))
    def check(
        paths: Annotated[list[Path] | None, typer.Argument()] = None,
        json: _Json = False,
        strict: Annotated[bool, typer.Option("--strict")] = False,
    ) -> Action:
        from kpitrainer.cli.decks import check as look  # noqa: PLC0415

        return lambda: look(call, paths or (), json=json, strict=strict)

    @decks.command(cls=Command, help=call.translate("cli.help-deck-preview"))
    def preview(
        path: Annotated[Path, typer.Argument()],
        card: Annotated[str, typer.Option("--card")] = "",
    ) -> Action:
        from kpitrainer.cli.preview import preview as show  # noqa: PLC0415

        return lambda: show(call, path, card)

    @decks.command(cls=Command, help=call.translate("cli.help-deck-orphans"))
    def orphans(  # noqa: PLR0913, PLR0917 - Typer makes an option of each
        names: Annotated[list[str] | None, typer.Argument()] = None,
        json: _Json = False,
        to: Annotated[str | None, typer.Option("--to")] = None,
        purge: Annotated[bool, typer.Option("--purge")] = False,
        everything: Annotated[bool, typer.Option("--all")] = False,
        yes: Annotated[bool, typer.Option("--yes")] = False,
    ) -> Action:
        from kpitrainer.cli import orphans as told  # noqa: PLC0415

        if json + (to is not None) + purge > 1:
            raise UsageError("orphans.one-thing")
        if (everything or yes) and not purge:
            raise UsageError("orphans.only-purge")
        wanted = names or ()
        if to is not None:
            card = to
            return lambda: told.adopt_orphan(call, wanted, card)
        if purge:
            return lambda: told.purge_orphans(call, wanted, everything=everything, yes=yes)
        return lambda: told.list_orphans(call, wanted, json=json)

    _add_writing(decks, call)
    return decks


def _add_writing(decks: typer.Typer, call: Call) -> None:
    @decks.command(cls=Command, help=call.translate("cli.help-deck-new"))
    def new(
        slug: Annotated[str, typer.Argument()],
        title: Annotated[str | None, typer.Option("--title")] = None,
        languages: Annotated[str | None, typer.Option("--languages")] = None,
        to: Annotated[Path | None, typer.Option("--to")] = None,
        replacing: Annotated[bool, typer.Option("--replace")] = False,
    ) -> Action:
        from kpitrainer.cli.deck_new import new_deck  # noqa: PLC0415

        return lambda: new_deck(
            call, slug, title=title, languages=languages, to=to, replacing=replacing
        )

    @decks.command(cls=Command, help=call.translate("cli.help-deck-ids"))
    def ids(
        paths: Annotated[list[Path] | None, typer.Argument()] = None,
        write: Annotated[bool, typer.Option("--write")] = False,
    ) -> Action:
        from kpitrainer.cli.deck_ids import give_ids  # noqa: PLC0415

        return lambda: give_ids(call, paths or (), write=write)

    @decks.command("schema", cls=Command, help=call.translate("cli.help-deck-schema"))
    def show_schema() -> Action:
        from kpitrainer.cli.deck_schema import print_schema  # noqa: PLC0415

        return lambda: print_schema(call)
