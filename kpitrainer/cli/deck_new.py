"""`kpitrainer deck new`."""

import contextlib
import os
import shlex
from collections.abc import Sequence
from pathlib import Path

from kpitrainer.bootstrap import load_library
from kpitrainer.cli.call import Call
from kpitrainer.cli.faults import DONE, UsageError
from kpitrainer.deckfile import load_decks
from kpitrainer.deckfile.files.atomic_write import ChangedMeanwhileError, create, replace
from kpitrainer.deckfile.read.ids import is_id, propose_id
from kpitrainer.deckfile.schema.json_schema import FILE, schema_text
from kpitrainer.deckfile.syntax.source import HOSTILE
from kpitrainer.deckfile.write.scaffold import deck_text
from kpitrainer.domain.cards.deck import Deck
from kpitrainer.domain.errors import KpiTrainerError
from kpitrainer.i18n import LANGUAGES

_LONGEST_TITLE = 200


def new_deck(  # noqa: PLR0913 - one an option of the command
    call: Call,
    deck: str,
    *,
    title: str | None,
    languages: str | None,
    to: Path | None,
    replacing: bool,
) -> int:
    """Write a deck to begin with, and the schema beside it; tell what to do next.

    Without `to` it goes into the learner's own folder, where the trainer finds it; `languages`
    are "fr,en", or the reader's; `replacing` allows the id of a deck that there is.
    """
    if not is_id(deck):
        raise UsageError("cli.bad-slug", written=deck[:40], proposal=propose_id(deck))
    spoken = _languages(call, languages)
    titled = _title(title)
    own = call.options.paths.decks
    folder = own if to is None else to
    if to is not None and not os.path.isdir(to):  # noqa: PTH112 - takes names no folder can have
        raise UsageError("cli.no-folder", option="--to", path=str(to))
    file = folder / f"{deck}.yaml"
    _refuse_clash(call, deck, file, replacing=replacing)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        _write_schema(call, folder / FILE)
        _write_deck(file, deck_text(deck, titled, spoken, call.translate))
    except OSError as error:
        reason = error.strerror or ""
        raise KpiTrainerError("cli.new-unwritable", path=str(folder), reason=reason) from error
    call.tell("cli.new-written", path=str(file))
    call.tell("cli.new-check", path=shlex.quote(str(file)))
    elsewhere = "" if folder.resolve() == own.resolve() else f" --decks {shlex.quote(str(folder))}"
    call.tell("cli.new-study", id=deck, more=elsewhere)
    return DONE


def _languages(call: Call, written: str | None) -> Sequence[str]:
    if written is None:
        return [call.translate.language]
    languages = list(dict.fromkeys(name.strip() for name in written.split(",")))
    if not set(languages) <= set(LANGUAGES):
        raise UsageError("cli.bad-languages", written=written[:40])
    return languages


def _title(written: str | None) -> str | None:
    if written is None:
        return None
    title = " ".join(written.split())
    if not title or len(title) > _LONGEST_TITLE or HOSTILE.search(title):
        raise UsageError("cli.bad-title", most=_LONGEST_TITLE)
    return title


def _refuse_clash(call: Call, deck: str, file: Path, *, replacing: bool) -> None:
    """Keep an existing file, and two decks of one id in a folder, out of the way.

    Raises:
        UsageError: one of the two is in the way, or a deck would be replaced unasked.
    """
    if file.exists() or file.is_symlink():
        raise UsageError("cli.new-file-exists", path=str(file))
    beside = _named(deck, load_decks([file.parent], None).decks)
    if beside:
        raise UsageError("cli.new-id-beside", id=deck, path=beside.at.file)
    known = _named(deck, load_library(call.options.paths).decks)
    if known and not replacing:
        raise UsageError("cli.new-replaces", id=deck, path=known.at.file)


def _named(deck: str, decks: Sequence[Deck]) -> Deck | None:
    return next((known for known in decks if known.id == deck), None)


def _write_deck(file: Path, text: str) -> None:
    try:
        create(file, text.encode())
    except FileExistsError as error:
        raise UsageError("cli.new-file-exists", path=str(file)) from error


def _write_schema(call: Call, file: Path) -> None:
    """Put the present schema beside the deck; one of another version or language gives way."""
    data = schema_text(call.translate).encode()
    try:
        create(file, data)
    except FileExistsError:
        with contextlib.suppress(ChangedMeanwhileError):
            replace(file, data, file.read_bytes())
