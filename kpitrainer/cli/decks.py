"""`kpitrainer deck list`, `check` and `preview`, and what is meant by the path of a deck."""

import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from kpitrainer.bootstrap import (
    base_words,
    deck_folders,
    load_library,
    open_preview,
    shipped_decks,
)
from kpitrainer.cli.cli_context import DONE, PROBLEMS, CliContext, UsageError
from kpitrainer.cli.own_decks import origins_of
from kpitrainer.cli.terminal import is_capable, progress_line, write_json
from kpitrainer.deck_wording import about_told
from kpitrainer.deckfile.files.found_decks import SUFFIXES, find_decks
from kpitrainer.domain.cards.card import Deck
from kpitrainer.domain.errors import Diagnostic, KpiTrainerError, Severity
from kpitrainer.handover.origins import Origins
from kpitrainer.plain.console import Console, write_out
from kpitrainer.study.library import Library
from kpitrainer.wording import diagnostic_line, diagnostic_message, error


def list_decks(context: CliContext, *, names: bool) -> int:
    """Print every deck: id, title, level, cards, where it comes from; or with `names` its id."""
    if names:
        decks = load_library(context.options.paths).decks
        write_out(sys.stdout, "".join(f"{deck.id}\n" for deck in decks))
        return DONE
    library = context.library()
    origins = _origins(context, library)
    for deck in library.decks:
        told = (
            _origin(context, library, deck, origins),
            about_told(context.translate, deck.about),
        )
        context.tell(
            "cli.deck-row",
            id=deck.id,
            title=deck.title_for(context.translate.language),
            level=deck.level,
            count=len(deck.cards),
            origin=", ".join(filter(None, told)),
        )
    context.tell("cli.own-folder", path=str(context.options.paths.decks))
    return DONE


def _origins(context: CliContext, library: Library) -> Origins:
    """Where added decks came from; what is not known is told, and the list goes on."""
    try:
        return origins_of(context, library)
    except KpiTrainerError as fault:
        Console(sys.stdin, sys.stderr).say(error(context.translate, fault))
        return Origins(context.options.paths.origins)


def _origin(context: CliContext, library: Library, deck: Deck, origins: Origins) -> str:
    if Path(deck.at.file).parent == Path(str(shipped_decks())):
        return context.translate("cli.deck-shipped")
    code = "cli.deck-replaces" if deck.id in library.replaced else "cli.deck-own"
    own, came = context.translate(code, file=deck.at.file), origins.of(deck.at.file)
    return f"{own}, {context.translate('handover.from', at=came.at)}" if came else own


def check(context: CliContext, paths: Sequence[Path], *, json: bool, strict: bool) -> int:
    """Print every problem of the files and folders given, or else of all decks.

    Errors make it fail; if `strict`, warnings do too.
    """
    given = [deck_path(context, path) for path in paths]
    from kpitrainer.deckfile.lint.check import check_decks

    places = context.options.paths
    installed = deck_folders(places)
    asked = given or [
        Path(str(folder)) for folder in installed if places.decks_named or any(find_decks(folder))
    ]
    with progress_line(context.translate) as progress:
        diagnostics = check_decks(asked, progress, installed, base_words(), places.cache)
    with suppress(BrokenPipeError):  # the exit code tells also who reads the first line only
        _tell(context, diagnostics, json=json)
    failed = any(strict or found.severity is Severity.ERROR for found in diagnostics)
    return PROBLEMS if failed else DONE


def _tell(context: CliContext, diagnostics: Sequence[Diagnostic], *, json: bool) -> None:
    if json:
        write_json([_object(context, found) for found in diagnostics])
        return
    for found in diagnostics:
        context.console.say(diagnostic_line(context.translate, found))
    _tell_counts(context, diagnostics)


def _tell_counts(context: CliContext, diagnostics: Sequence[Diagnostic]) -> None:
    if not diagnostics:
        context.tell("cli.check-fine")
        return
    errors = sum(found.severity is Severity.ERROR for found in diagnostics)
    context.tell(
        "cli.check-counts",
        errors=context.translate("common.count-errors", count=errors),
        warnings=context.translate("common.count-warnings", count=len(diagnostics) - errors),
    )


def _object(context: CliContext, found: Diagnostic) -> dict[str, object]:
    return {
        "file": found.at.file,
        "line": found.at.line,
        "column": found.at.column,
        "severity": str(found.severity),
        "code": found.code,
        "message": diagnostic_message(context.translate, found),
    }


def preview(context: CliContext, path: Path, *, card: str) -> int:
    """Show the deck file `path`, or the decks of the folder `path`, beginning at `card`."""
    shown = deck_path(context, path)
    if not is_capable():
        raise UsageError("preview.no-terminal", path=str(shown))
    open_preview(context.options, shown, card)
    return DONE


def deck_path(context: CliContext, path: Path) -> Path:
    """The file or folder `path`; where there is none, the deck of that name.

    A bare name may be that of a file in the learner's own folder, with or without its ending, as
    `deck new` leaves one there; or else the id of any deck.

    Raises:
        UsageError: there is neither.
    """
    # os.path takes names that no file can have.
    if os.path.exists(path):  # noqa: PTH110 - too long a name is no file
        return path
    if path.name != str(path):
        raise UsageError("cli.no-path", path=str(path))
    own = context.options.paths.decks
    for ending in ("", *SUFFIXES):
        file = own / f"{path}{ending}"
        if os.path.exists(file):  # noqa: PTH110 - as above
            return file
    for deck in load_library(context.options.paths).decks:
        if deck.id in {str(path), path.stem}:
            return Path(deck.at.file)
    raise UsageError("cli.no-such-deck", path=str(path), folder=str(own))
