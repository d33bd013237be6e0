"""`kpitrainer deck export`: a deck for another program, with what that one cannot hold."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from kpitrainer.atomic_write import write_out
from kpitrainer.bootstrap import base_words
from kpitrainer.cli.cli_context import DONE, PROBLEMS, CliContext, UsageError
from kpitrainer.cli.decks import deck_path
from kpitrainer.cli.import_report import tell_losses, told_message
from kpitrainer.cli.terminal import slow_progress, write_json
from kpitrainer.collector import collector_paused
from kpitrainer.deckfile.files.deck_cache import read_remembered
from kpitrainer.domain.cards.card import Deck
from kpitrainer.domain.errors import KpiTrainerError, Severity
from kpitrainer.formats.exports import ExportFormat, export_format, exporter_of
from kpitrainer.formats.outgoing import OutgoingDeck, WriteOptions, outgoing_deck
from kpitrainer.wording import reason_of, render


def export_deck(  # noqa: PLR0913 - one an option of the command
    context: CliContext,
    deck: Path,
    *,
    given_format: str | None,
    out: Path | None,
    language: str | None,
    count: int | None,
    seed: int | None,
    json: bool,
) -> int:
    """Write `deck`, a file or the name of a deck, in another format, and tell what it loses.

    It goes to `out`, a file or a folder, or into the folder one is in; its ending tells the format
    where none is given. Where a format takes exercises, a drill is drawn `count` times, the first
    time by `seed`. Fails where the deck has cards that cannot be used, which are not in it.
    """
    form = export_format(given_format, out)
    found, errors = _read(context, deck)
    languages = _languages(context, found, form, language)
    outgoing, data = _written(context, form, found, languages, count=count, seed=seed)
    file = Path(f"{found.id}{form.ending}") if out is None else out
    if out is not None and out.is_dir():
        file = out / f"{found.id}{form.ending}"
    try:
        write_out(file, data)
    except OSError as error:
        raise KpiTrainerError(
            "export.unwritable", path=str(file), reason=reason_of(error)
        ) from error
    if json:
        _write_json(context, form, file, outgoing, errors)
    else:
        context.tell("export.written", path=str(file), format=form.title)
        for message in outgoing.told:
            context.console.say(render(context.translate, message))
        tell_losses(context, outgoing.kept, outgoing.left_out)
        if errors:
            context.tell("export.with-errors", count=errors, path=found.at.file)
    return PROBLEMS if errors else DONE


@collector_paused()
def _written(  # noqa: PLR0913 - what is written, and how
    context: CliContext,
    form: ExportFormat,
    deck: Deck,
    languages: Sequence[str],
    *,
    count: int | None,
    seed: int | None,
) -> tuple[OutgoingDeck, bytes]:
    """The file's content, with what is told of it; progress is shown where it takes long."""
    options = WriteOptions(reader=context.translate.language)
    if count is not None:
        options = replace(options, draws=count)
    if seed is not None:
        options = replace(options, seed=seed)
    with slow_progress(context.translate, "export.writing") as progress:
        outgoing = outgoing_deck(deck, languages, replace(options, progress=progress))
        return outgoing, exporter_of(form).write(outgoing)


def _read(context: CliContext, deck: Path) -> tuple[Deck, int]:
    """The deck, and how many errors it has.

    Raises:
        UsageError: it is a folder, or no deck.
    """
    path = deck_path(context, deck)
    if path.is_dir():
        raise UsageError("export.folder", path=str(path))
    found, diagnostics = read_remembered(path, None, base_words())
    errors = sum(each.severity is Severity.ERROR for each in diagnostics)
    if found is None or not found.cards:
        raise UsageError("export.no-deck", path=str(path))
    return found, errors


def _languages(
    context: CliContext, deck: Deck, form: ExportFormat, wanted: str | None
) -> Sequence[str]:
    """The languages it is written in: the one wanted, all, or the reader's where it has it.

    Raises:
        UsageError: the deck is not in the one wanted.
    """
    if wanted is not None:
        if wanted not in deck.languages:
            known = ", ".join(deck.languages)
            raise UsageError("export.no-language", language=wanted[:40], known=known)
        return (wanted,)
    if form.all_languages:
        return deck.languages
    return (deck.language(context.translate.language),)


def _write_json(
    context: CliContext, form: ExportFormat, file: Path, outgoing: OutgoingDeck, errors: int
) -> None:
    write_json(
        {
            "file": str(file),
            "format": form.name,
            "languages": list(outgoing.languages),
            "errors": errors,
            "told": [told_message(context, message) for message in outgoing.told],
            "cards": [
                {
                    "name": draft.wanted_name,
                    "type": draft.kind,
                    "lost": [told_message(context, loss) for loss in draft.losses],
                }
                for draft in outgoing.kept
            ],
            "left_out": [
                {"begins": left.begins, **told_message(context, left.reason)}
                for left in outgoing.left_out
            ],
        }
    )
