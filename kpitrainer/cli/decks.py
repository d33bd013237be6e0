"""`kpitrainer deck list` and `kpitrainer deck check`."""

from collections.abc import Sequence
from pathlib import Path

from kpitrainer.bootstrap import deck_folders, load_library, shipped_decks
from kpitrainer.cli.call import Call
from kpitrainer.cli.deck_path import deck_path
from kpitrainer.cli.faults import DONE, PROBLEMS
from kpitrainer.cli.output import write_json
from kpitrainer.cli.progress import progress_line
from kpitrainer.domain.cards.deck import Deck
from kpitrainer.domain.errors import Diagnostic, Severity
from kpitrainer.study.library import Library
from kpitrainer.wording import diagnostic_line, diagnostic_message


def list_decks(call: Call) -> int:
    """Print every deck: id, title, level, cards, where it comes from."""
    library = load_library(call.options.paths)
    call.warn_of_errors(library)
    for deck in library.decks:
        call.tell(
            "cli.deck-row",
            id=deck.id,
            title=deck.title[deck.language(call.translate.language)],
            level=deck.level,
            count=len(deck.cards),
            origin=_origin(call, library, deck),
        )
    call.tell("cli.own-folder", path=str(call.options.paths.decks))
    return DONE


def _origin(call: Call, library: Library, deck: Deck) -> str:
    if deck.id in library.replaced:
        return call.translate("cli.deck-replaces", file=deck.at.file)
    if Path(deck.at.file).parent == Path(str(shipped_decks())):
        return call.translate("cli.deck-shipped")
    return call.translate("cli.deck-own", file=deck.at.file)


def check(call: Call, paths: Sequence[Path], *, json: bool, strict: bool) -> int:
    """Print every problem of the files and folders given, or else of all decks.

    Errors make it fail; if `strict`, warnings do too.
    """
    given = [deck_path(call, path) for path in paths]
    from kpitrainer.deckfile.lint.check import check_decks  # noqa: PLC0415 - no other command wants it

    installed = deck_folders(call.options.paths)
    folders = (Path(str(folder)) for folder in installed)
    asked = given or [folder for folder in folders if folder.exists()]
    with progress_line(call.translate) as progress:
        diagnostics = check_decks(asked, progress, installed)
    if json:
        write_json([_object(call, found) for found in diagnostics])
    else:
        for found in diagnostics:
            call.console.say(diagnostic_line(call.translate, found))
        _tell_counts(call, diagnostics)
    failed = any(strict or found.severity is Severity.ERROR for found in diagnostics)
    return PROBLEMS if failed else DONE


def _tell_counts(call: Call, diagnostics: Sequence[Diagnostic]) -> None:
    if not diagnostics:
        call.tell("cli.check-fine")
        return
    errors = sum(found.severity is Severity.ERROR for found in diagnostics)
    call.tell(
        "cli.check-counts",
        errors=call.translate("common.count-errors", count=errors),
        warnings=call.translate("common.count-warnings", count=len(diagnostics) - errors),
    )


def _object(call: Call, found: Diagnostic) -> dict[str, object]:
    return {
        "file": found.at.file,
        "line": found.at.line,
        "column": found.at.column,
        "severity": str(found.severity),
        "code": found.code,
        "message": diagnostic_message(call.translate, found),
    }
