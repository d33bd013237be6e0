"""The commands and their options, in the reader's language.

A command returns what is to be done, and `start` does it: so that help and usage errors are
Typer's affair, and everything that happens later is not.
"""

from collections.abc import Callable
from typing import Annotated

import typer

from kpitrainer import __version__
from kpitrainer.cli.call import Call
from kpitrainer.cli.deck_commands import deck_commands
from kpitrainer.cli.faults import UsageError
from kpitrainer.cli.typed import Action, Command, group


def whole(option: str, least: int) -> Callable[[str], int]:
    """A reader of whole numbers from `least` on, up to 2**53."""

    def read(value: str) -> int:
        # int() would also read 1_000 and ٣.
        fine = value.isascii() and value.isdecimal() and len(value) <= _DIGITS
        if not fine or not least <= int(value) <= _LARGEST:
            raise UsageError("cli.bad-number", option=option, value=value, least=least)
        return int(value)

    return read


_DIGITS = 16
_LARGEST = 2**53
"""The seeds that are drawn are below; it fits the database and every reader of JSON."""

_Limit = Annotated[int | None, typer.Option("--limit", parser=whole("--limit", 1))]
_Count = Annotated[int | None, typer.Option("--count", parser=whole("--count", 1))]
_Seed = Annotated[int | None, typer.Option("--seed", parser=whole("--seed", 0))]
_Plain = Annotated[bool, typer.Option("--plain")]
_Json = Annotated[bool, typer.Option("--json")]
_Names = Annotated[list[str] | None, typer.Argument()]


def make_app(call: Call) -> typer.Typer:
    """The command line, speaking the reader's language."""
    app = group("cli.help", call)

    def version(wanted: bool) -> None:
        if wanted:
            call.tell("cli.version", version=__version__)
            raise typer.Exit

    @app.callback()
    def options(
        _version: Annotated[
            bool, typer.Option("--version", callback=version, is_eager=True)
        ] = False,
    ) -> None:
        pass

    _add_study(app, call)
    _add_reports(app, call)
    app.add_typer(deck_commands(call), name="deck")
    return app


def _add_study(app: typer.Typer, call: Call) -> None:
    @app.command(cls=Command, help=call.translate("cli.help-review"))
    def review(
        names: _Names = None,
        tag: Annotated[str | None, typer.Option("--tag")] = None,
        plain: _Plain = False,
        limit: _Limit = None,
    ) -> Action:
        from kpitrainer.cli import study  # noqa: PLC0415

        return lambda: study.review(call, names or (), tag=tag, limit=limit, plain=plain)

    @app.command(cls=Command, help=call.translate("cli.help-drill"))
    def drill(  # noqa: PLR0913, PLR0917 - Typer makes an option of each
        names: _Names = None,
        seed: _Seed = None,
        count: _Count = None,
        plain: _Plain = False,
        json: _Json = False,
        answer: Annotated[str | None, typer.Option("--answer")] = None,
        preview: Annotated[
            int | None, typer.Option("--preview", parser=whole("--preview", 1))
        ] = None,
        fixed: Annotated[list[str] | None, typer.Option("--with")] = None,
        tag: Annotated[str | None, typer.Option("--tag")] = None,
        weakest: Annotated[bool, typer.Option("--weakest")] = False,
    ) -> Action:
        drills = names or ()
        if (tag or weakest) and (json or preview is not None):
            raise UsageError("cli.tag-and-weakest-ask")
        if preview is not None:
            from kpitrainer.cli.drill_preview import drill_preview  # noqa: PLC0415

            return lambda: drill_preview(call, drills, fixed or (), count=preview, seed=seed)
        if fixed:
            raise UsageError("drill.with-needs-preview")
        if json:
            from kpitrainer.cli.drill_json import drill_json  # noqa: PLC0415

            return lambda: drill_json(call, drills, seed=seed, count=count, answer=answer)
        if answer is not None:
            raise UsageError("cli.answer-needs-json")
        from kpitrainer.cli import study  # noqa: PLC0415

        return lambda: study.drill(
            call, drills, tag=tag, weakest=weakest, seed=seed, count=count, plain=plain
        )


def _add_reports(app: typer.Typer, call: Call) -> None:
    @app.command(cls=Command, help=call.translate("cli.help-due"))
    def due(json: _Json = False) -> Action:
        from kpitrainer.cli.due import due as show  # noqa: PLC0415

        return lambda: show(call, json=json)

    @app.command(cls=Command, help=call.translate("cli.help-stats"))
    def stats(json: _Json = False) -> Action:
        from kpitrainer.cli.stats import stats as show  # noqa: PLC0415

        return lambda: show(call, json=json)
