"""`kpitrainer deck new`, `ids` and `schema`: what helps to write decks."""

import contextlib
import os
import shlex
import sys
from collections.abc import Iterator, Sequence
from difflib import unified_diff
from pathlib import Path

from kpitrainer.atomic_write import ChangedMeanwhileError, create, make_folder, replace
from kpitrainer.bootstrap import load_library
from kpitrainer.cli.cli_context import DONE, PROBLEMS, CliContext, UsageError
from kpitrainer.cli.decks import deck_path
from kpitrainer.cli.terminal import speaks_utf8
from kpitrainer.deckfile import load_decks
from kpitrainer.deckfile.files.deck_folders import deck_files
from kpitrainer.deckfile.read.entry import is_id, propose_id
from kpitrainer.deckfile.schema.json_schema import FILE, schema_text
from kpitrainer.deckfile.syntax.source import HOSTILE, LARGEST
from kpitrainer.deckfile.write.ids_writer import name_cards
from kpitrainer.deckfile.write.scaffold import deck_text
from kpitrainer.domain.errors import KpiTrainerError
from kpitrainer.i18n import LANGUAGES
from kpitrainer.plain.console import printable, write_out
from kpitrainer.study.library import Library
from kpitrainer.wording import reason_of

_LONGEST_TITLE = 200
_COLOURS = {"+": "\x1b[32m", "-": "\x1b[31m", "@": "\x1b[36m"}
_PLAIN = "\x1b[0m"


def new_deck(  # noqa: PLR0913 - one an option of the command
    context: CliContext,
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
    spoken = _languages(context, languages)
    titled = _title(title)
    own = context.options.paths.decks
    folder = own if to is None else to
    if to is not None and not os.path.isdir(to):  # noqa: PTH112 - takes names no folder can have
        raise UsageError("cli.no-folder", option="--to", path=str(to))
    file = folder / f"{deck}.yaml"
    _refuse_clash(context, deck, file, replacing=replacing)
    try:
        make_folder(folder)
        _write_schema(context, folder / FILE)
        _write_deck(file, deck_text(deck, titled, spoken, context.translate))
    except OSError as error:
        raise KpiTrainerError(
            "cli.new-unwritable", path=str(folder), reason=reason_of(error)
        ) from error
    context.tell("cli.new-written", path=str(file))
    context.tell("cli.new-check", path=shlex.quote(str(file)))
    elsewhere = "" if folder.resolve() == own.resolve() else f" --decks {shlex.quote(str(folder))}"
    context.tell("cli.new-study", id=deck, more=elsewhere)
    return DONE


def _languages(context: CliContext, written: str | None) -> Sequence[str]:
    if written is None:
        return [context.translate.language]
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


def _refuse_clash(context: CliContext, deck: str, file: Path, *, replacing: bool) -> None:
    """Keep an existing file, and two decks of one id in a folder, out of the way.

    Raises:
        UsageError: one of the two is in the way, or a deck would be replaced unasked.
    """
    if file.exists() or file.is_symlink():
        raise UsageError("cli.new-file-exists", path=str(file))
    beside = Library(load_decks([file.parent], None).decks).by_id.get(deck)
    if beside:
        raise UsageError("cli.new-id-beside", id=deck, path=beside.at.file)
    known = load_library(context.options.paths).by_id.get(deck)
    if known and not replacing:
        raise UsageError("cli.new-replaces", id=deck, path=known.at.file)


def _write_deck(file: Path, text: str) -> None:
    try:
        create(file, text.encode())
    except FileExistsError as error:
        raise UsageError("cli.new-file-exists", path=str(file)) from error


def _write_schema(context: CliContext, file: Path) -> None:
    """Put the present schema beside the deck; one of another version or language gives way."""
    data = schema_text(context.translate).encode()
    try:
        create(file, data)
    except FileExistsError:
        with contextlib.suppress(ChangedMeanwhileError):
            replace(file, data, file.read_bytes())


def give_ids(context: CliContext, paths: Sequence[Path], *, write: bool) -> int:
    """Show the ids that cards of these files and folders lack, or else of the own decks.

    They are written if `write`. Fails where a card has to be named by hand, or a file is out of
    reach.
    """
    given = [deck_path(context, path) for path in paths]
    named, failed = 0, False
    for file in _files(given or [context.options.paths.decks]):
        try:
            count, by_hand = _mend(context, file, write=write)
        except KpiTrainerError as fault:
            context.tell(fault.code, **fault.values)
            failed = True
            continue
        named += count
        failed = failed or bool(by_hand)
    if named:
        context.tell("cli.ids-written" if write else "cli.ids-wanted", count=named)
    elif not failed:
        context.tell("cli.ids-fine")
    return PROBLEMS if failed else DONE


def _files(paths: Sequence[Path]) -> Iterator[Path]:
    for path in paths:
        if path.is_dir():
            yield from (Path(str(file)) for file in deck_files(path))
        else:
            yield path


def _mend(context: CliContext, file: Path, *, write: bool) -> tuple[int, int]:
    """How many cards of `file` were named, and how many are to be by hand.

    Raises:
        KpiTrainerError: the file cannot be read or written, or changed meanwhile.
    """
    try:
        data = file.read_bytes() if file.stat().st_size <= LARGEST else b""
        naming = name_cards(data, str(file)) if data else None
        if naming is None:
            raise KpiTrainerError("cli.ids-unread", path=str(file))
        for name in naming.by_hand:
            place = f"{file}:{name.line}"
            context.tell("cli.ids-by-hand", place=place, proposal=name.id)
        if naming.named:
            _show(file, data, naming.data)
        if naming.named and write:
            replace(file, naming.data, data)
    except ChangedMeanwhileError as error:
        raise KpiTrainerError("cli.ids-changed", path=str(file)) from error
    except OSError as error:
        raise KpiTrainerError(
            "cli.ids-out-of-reach", path=str(file), reason=reason_of(error)
        ) from error
    return len(naming.named), len(naming.by_hand)


def _show(file: Path, before: bytes, after: bytes) -> None:
    """The lines that change, as `diff -u` writes them; in colour on a terminal."""
    old, new = (data.decode("utf-8-sig").splitlines() for data in (before, after))
    coloured = sys.stdout.isatty() and not os.environ.get("NO_COLOR")
    for line in unified_diff(old, new, str(file), str(file), lineterm=""):
        colour = _COLOURS.get(line[0]) if coloured else None
        bare = printable(line)
        write_out(sys.stdout, f"{colour}{bare}{_PLAIN}\n" if colour else f"{bare}\n")


def print_schema(context: CliContext) -> int:
    """Print the JSON Schema of deck files, its explanations in the reader's language."""
    write_out(sys.stdout, schema_text(context.translate, plain=not speaks_utf8()))
    return DONE
