"""`kpitrainer deck new`, `ids` and `schema`: what helps to write decks."""

import contextlib
import os
import re
import shlex
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from kpitrainer.atomic_write import ChangedMeanwhileError, create, make_folder, replace
from kpitrainer.bootstrap import load_library
from kpitrainer.cli.cli_context import DONE, PROBLEMS, CliContext, UsageError
from kpitrainer.cli.decks import deck_path
from kpitrainer.cli.terminal import speaks_utf8
from kpitrainer.deckfile.files.deck_cache import NO_BASE, read_remembered
from kpitrainer.deckfile.files.found_decks import find_decks
from kpitrainer.deckfile.read.entry import is_id, propose_id
from kpitrainer.deckfile.schema.json_schema import FILE, is_schema, schema_text
from kpitrainer.deckfile.schema.languages import is_code, is_language, meant_language
from kpitrainer.deckfile.syntax.source import HOSTILE, LARGEST
from kpitrainer.deckfile.write.ids_writer import name_cards
from kpitrainer.deckfile.write.scaffold import deck_text
from kpitrainer.deckfile.write.vscode import write_vscode
from kpitrainer.domain.errors import KpiTrainerError
from kpitrainer.domain.text.printable import printable
from kpitrainer.plain.console import write_out
from kpitrainer.regular_file import LargeFileError, NoRegularFileError, read_regular
from kpitrainer.wording import reason_of

_ENDING = re.compile(r"\.ya?ml\Z", re.IGNORECASE)
_DEVICE = re.compile(r"con|prn|aux|nul|(?:com|lpt)[0-9]")
"""What Windows takes for a device, whatever follows a dot."""

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
    vscode: bool = False,
) -> int:
    """Write a deck to begin with, and the schema beside it; tell what to do next.

    Without `to` it goes into the learner's own folder, where the trainer finds it; `languages`
    are "fr,en", or the reader's; `replacing` allows the id of a deck that there is. With `vscode`
    the editor of that name is told of the schema and of `deck check`.
    """
    deck = _ENDING.sub("", deck)
    if not is_id(deck):
        raise UsageError("cli.bad-slug", written=deck[:40], proposal=propose_id(deck))
    if _DEVICE.fullmatch(deck):
        raise UsageError("cli.bad-slug", written=deck, proposal=f"deck-{deck}")
    spoken = _languages(context, languages)
    titled = _title(title)
    own = context.options.paths.decks
    folder = own if to is None else to
    if to is not None and not os.path.isdir(to):  # noqa: PTH112 - takes names no folder can have
        raise UsageError("cli.no-folder", option="--to", path=str(to))
    file = folder / f"{deck}.yaml"
    refuse_clash(context, deck, file, replacing=replacing)
    try:
        make_folder(folder)
        _write_schema(context, folder / FILE)
        _write_deck(file, deck_text(deck, titled, spoken, context.translate))
        kept = write_vscode(folder, context.translate) if vscode else ()
    except OSError as error:
        raise KpiTrainerError(
            "cli.new-unwritable", path=str(folder), reason=reason_of(error)
        ) from error
    context.tell("cli.new-written", path=str(file))
    for other in kept:
        context.tell("cli.new-vscode-kept", path=str(other))
    if vscode:
        context.tell("cli.new-vscode", path=str(folder))
    context.tell("cli.new-check", path=typed_path(file))
    elsewhere = "" if folder.resolve() == own.resolve() else f" --decks {typed_path(folder)}"
    context.tell("cli.new-study", id=deck, more=elsewhere)
    return DONE


def typed_path(path: Path) -> str:
    """A path as it is typed in a shell; what begins with a dash would be taken for an option."""
    written = str(path)
    return shlex.quote(f"./{written}" if written.startswith("-") else written)


def _languages(context: CliContext, written: str | None) -> Sequence[str]:
    if written is None:
        return [context.translate.language]
    languages = list(dict.fromkeys(name.strip() for name in written.split(",")))
    for language in languages:
        if not (is_code(language) and is_language(language)):
            if meant := meant_language(language):
                raise UsageError("cli.other-language", written=language[:40], suggestion=meant)
            raise UsageError("cli.bad-languages", written=written[:40])
    return languages


def _title(written: str | None) -> str | None:
    if written is None:
        return None
    title = " ".join(written.split())
    if not title or len(title) > _LONGEST_TITLE or HOSTILE.search(title):
        raise UsageError("cli.bad-title", most=_LONGEST_TITLE)
    return title


def refuse_clash(context: CliContext, deck: str, file: Path, *, replacing: bool) -> None:
    """Keep an existing file, and two decks of one id in a folder, out of the way.

    Raises:
        UsageError: one of the two is in the way, or a deck would be replaced unasked.
    """
    if file.exists() or file.is_symlink():
        raise UsageError("cli.new-file-exists", path=str(file))
    for near in find_decks(file.parent).files:
        if Path(str(near)).parent == file.parent:
            beside, _ = read_remembered(near, None, NO_BASE)
            if beside and beside.id == deck:
                raise UsageError("cli.new-id-beside", id=deck, path=str(near))
    known = load_library(context.options.paths).by_id.get(deck)
    if known and not replacing:
        raise UsageError("cli.new-replaces", id=deck, path=known.at.file)


def _write_deck(file: Path, text: str) -> None:
    try:
        create(file, text.encode())
    except FileExistsError as error:
        raise UsageError("cli.new-file-exists", path=str(file)) from error


def _write_schema(context: CliContext, file: Path) -> None:
    """Put the present schema beside the deck; ours of another version or language gives way."""
    data = schema_text(context.translate).encode()
    try:
        create(file, data)
    except FileExistsError:
        # A link leads to someone's file elsewhere; what is no file would be waited for.
        before = read_regular(file, LARGEST) if file.is_file() and not file.is_symlink() else b""
        if not is_schema(before):
            context.tell("cli.new-schema-kept", path=str(file))
            return
        with contextlib.suppress(ChangedMeanwhileError):
            replace(file, data, before)


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
            yield from (Path(str(file)) for file in find_decks(path).files)
        else:
            yield path


def _mend(context: CliContext, file: Path, *, write: bool) -> tuple[int, int]:
    """How many cards of `file` were named, and how many are to be by hand.

    Raises:
        KpiTrainerError: the file cannot be read or written, or changed meanwhile.
    """
    try:
        try:
            data = read_regular(file, LARGEST)
        except (NoRegularFileError, LargeFileError):
            data = b""
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
    for line in (f"--- {file}", f"+++ {file}", *_hunks(old, new)):
        colour = _COLOURS.get(line[0]) if coloured else None
        bare = printable(line)
        write_out(sys.stdout, f"{colour}{bare}{_PLAIN}\n" if colour else f"{bare}\n")


def _hunks(old: Sequence[str], new: Sequence[str]) -> Iterator[str]:
    """What differs line by line between two texts of as many lines, with three lines around it.

    difflib would look for lines that moved, which takes a minute for thousands of cards.
    """
    changed = [at for at, lines in enumerate(zip(old, new, strict=True)) if lines[0] != lines[1]]
    hunks: list[list[int]] = []
    for at in changed:
        if hunks and at - hunks[-1][-1] <= 2 * _AROUND + 1:
            hunks[-1].append(at)
        else:
            hunks.append([at])
    for hunk in hunks:
        first, end = max(hunk[0] - _AROUND, 0), min(hunk[-1] + _AROUND + 1, len(old))
        span = f"{first + 1},{end - first}"
        yield f"@@ -{span} +{span} @@"
        at = first
        while at < end:
            run = at
            while run < end and old[run] != new[run]:
                run += 1
            if run == at:
                yield f" {old[at]}"
                at += 1
                continue
            yield from (f"-{line}" for line in old[at:run])
            yield from (f"+{line}" for line in new[at:run])
            at = run


_AROUND = 3


def print_schema(context: CliContext) -> int:
    """Print the JSON Schema of deck files, its explanations in the reader's language."""
    write_out(sys.stdout, schema_text(context.translate, plain=not speaks_utf8()))
    return DONE
