"""The commands and their options, in the reader's language.

A command returns what is to be done, and `start` does it: so that help and usage errors are
Typer's affair, and everything that happens later is not.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any, TypeAlias

import typer
from typer.core import TyperCommand, TyperGroup

from kpitrainer import __version__
from kpitrainer.cli.call import Call
from kpitrainer.cli.faults import UsageError

Action: TypeAlias = Callable[[], int]
"""What a command does, giving the exit code."""


class _Command(TyperCommand):
    """A command whose help is written by hand, in the catalogues."""

    def get_help(self, ctx: Any) -> str:  # noqa: ANN401, ARG002 - Typer's own signature
        return self.help or ""


class _Group(TyperGroup):
    """A group of commands with such help; it proposes the nearest command for an unknown one."""

    def get_help(self, ctx: Any) -> str:  # noqa: ANN401, ARG002 - Typer's own signature
        return self.help or ""

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:  # noqa: ANN401 - as above
        if not args[0].startswith("-") and args[0] not in self.commands:
            raise UsageError("cli.no-command", name=args[0], known=", ".join(self.commands))
        return super().resolve_command(ctx, args)


def whole(option: str, least: int) -> Callable[[str], int]:
    """A reader of whole numbers from `least` on, of at most 15 digits."""

    def read(value: str) -> int:
        # int() would also read 1_000 and ٣.
        fine = value.isascii() and value.isdecimal() and len(value) <= _DIGITS
        if not fine or int(value) < least:
            raise UsageError("cli.bad-number", option=option, value=value, least=least)
        return int(value)

    return read


_DIGITS = 15
"""What a seed may have to fit the database and every reader of JSON."""

_Limit = Annotated[int | None, typer.Option("--limit", parser=whole("--limit", 1))]
_Count = Annotated[int | None, typer.Option("--count", parser=whole("--count", 1))]
_Seed = Annotated[int | None, typer.Option("--seed", parser=whole("--seed", 0))]
_Plain = Annotated[bool, typer.Option("--plain")]
_Json = Annotated[bool, typer.Option("--json")]
_Names = Annotated[list[str] | None, typer.Argument()]


def make_app(call: Call) -> typer.Typer:
    """The command line, speaking the reader's language."""
    app = _typer("cli.help", call)

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
    _add_decks(app, call)
    return app


def _typer(code: str, call: Call) -> typer.Typer:
    return typer.Typer(
        cls=_Group,
        help=call.words(code),
        add_completion=False,
        rich_markup_mode=None,
        context_settings={"help_option_names": ["-h", "--help"]},
    )


def _add_study(app: typer.Typer, call: Call) -> None:
    @app.command(cls=_Command, help=call.words("cli.help-review"))
    def review(
        names: _Names = None,
        tag: Annotated[str | None, typer.Option("--tag")] = None,
        plain: _Plain = False,
        limit: _Limit = None,
    ) -> Action:
        from kpitrainer.cli import study  # noqa: PLC0415

        return lambda: study.review(call, names or (), tag=tag, limit=limit, plain=plain)

    @app.command(cls=_Command, help=call.words("cli.help-drill"))
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
    @app.command(cls=_Command, help=call.words("cli.help-due"))
    def due(json: _Json = False) -> Action:
        from kpitrainer.cli.due import due as show  # noqa: PLC0415

        return lambda: show(call, json=json)

    @app.command(cls=_Command, help=call.words("cli.help-stats"))
    def stats(json: _Json = False) -> Action:
        from kpitrainer.cli.stats import stats as show  # noqa: PLC0415

        return lambda: show(call, json=json)


def _add_decks(app: typer.Typer, call: Call) -> None:
    decks = _typer("cli.help-deck", call)
    app.add_typer(decks, name="deck")

    @decks.command("list", cls=_Command, help=call.words("cli.help-deck-list"))
    def list_decks() -> Action:
        from kpitrainer.cli.decks import list_decks as show  # noqa: PLC0415

        return lambda: show(call)

    @decks.command(cls=_Command, help=call.words("cli.help-deck-check"))
    def check(
        paths: Annotated[list[Path] | None, typer.Argument()] = None,
        json: _Json = False,
        strict: Annotated[bool, typer.Option("--strict")] = False,
    ) -> Action:
        from kpitrainer.cli.decks import check as look  # noqa: PLC0415

        return lambda: look(call, paths or (), json=json, strict=strict)
