"""`kpitrainer deck import`: another program's file as a deck, with what is lost of it."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace as changed
from pathlib import Path
from typing import NamedTuple

from kpitrainer.atomic_write import ChangedMeanwhileError, create, make_folder, replace
from kpitrainer.cli.cli_context import DONE, PROBLEMS, CliContext, UsageError
from kpitrainer.cli.deck_writing import refuse_clash, typed_path
from kpitrainer.cli.decks import deck_path
from kpitrainer.cli.import_history import take_history
from kpitrainer.cli.import_report import ImportReport
from kpitrainer.cli.terminal import slow_progress
from kpitrainer.collector import collector_paused
from kpitrainer.deckfile.files.found_decks import is_deck_name
from kpitrainer.deckfile.read.entry import propose_id
from kpitrainer.deckfile.syntax.source import LARGEST
from kpitrainer.domain.errors import KpiTrainerError
from kpitrainer.formats.bring_up_to_date import (
    BroughtUp,
    bring_up_to_date,
    languages_of,
    was_imported,
)
from kpitrainer.formats.draft import ReadOptions
from kpitrainer.formats.finish import ImportedDeck, finish
from kpitrainer.formats.known import ForeignFormat, format_named, format_of, importer_of
from kpitrainer.i18n import Translator
from kpitrainer.regular_file import LargeFileError, NoRegularFileError, read_regular
from kpitrainer.wording import reason_of

_LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[A-Z]{2})?")
_COPY = re.compile(r"(?: ?\(\d+\)| - (?:copie|copy)\b.*)+\Z", re.IGNORECASE)
"""What downloads and copies add to the name of a file."""


class _Target(NamedTuple):
    """Where the deck goes; `before` is what stands there and is to be brought up to date."""

    file: Path
    deck: str
    before: bytes | None

    @property
    def languages(self) -> tuple[str, ...]:
        """Those of the deck that is there."""
        return languages_of(self.before, str(self.file)) if self.before is not None else ()


def import_deck(  # noqa: PLR0913 - one an option of the command
    context: CliContext,
    file: Path,
    *,
    out: Path | None,
    into: Path | None,
    given_format: str | None,
    columns: str | None,
    separator: str | None,
    sheet: str | None,
    languages: str | None,
    headless: bool,
    replacing: bool,
    dry_run: bool,
    history: bool,
    json: bool,
) -> int:
    """Write the deck that is made of `file`, and tell what was lost of each card.

    It goes to `out`, or `into` a deck, or else into the learner's own folder; a deck that was
    imported before is brought up to date. On a `dry_run` the deck is shown instead. With `history`
    what was done with the cards there joins the log. Fails where something is left to decide.
    """
    form = format_named(given_format) if given_format else format_of(file)
    name = source_name(file)
    target = _target(context, name, out=out, into=into, replacing=replacing)
    options = ReadOptions(
        languages=_languages(languages) or target.languages,
        columns=_columns(columns),
        separator=_separator(separator),
        sheet=sheet or "",
        header=False if headless else None,
        history=history,
    )
    deck = read_deck_of(form, file, target.deck, options, context.translate)
    brought: BroughtUp | None = None
    if target.before is not None:
        brought = bring_up_to_date(target.before, str(target.file), deck)
        data = brought.data
    else:
        if not deck.entries:  # it is refused, but not before each question has its reason
            _tell_of_none(ImportReport(context, form, file, deck, None), json=json)
        data = deck.yaml().encode()
    written = not dry_run and data != target.before
    if written:
        _write(target, data, replacing=replacing)
    names = brought.names if brought else {}
    taken = take_history(context, data, deck, names, only_asked=dry_run) if history else None
    report = ImportReport(context, form, file, deck, brought, taken)
    if json:
        report.write_json(target.file if written else None, data if dry_run else None)
    else:
        report.tell(data.decode("utf-8-sig") if dry_run else None)
        if written:
            context.tell("import.written", path=str(target.file))
            context.tell("cli.new-check", path=typed_path(target.file))
        elif not dry_run:
            context.tell("import.nothing-new", path=str(target.file))
    return PROBLEMS if brought and brought.conflicts else DONE


def _tell_of_none(report: ImportReport, *, json: bool) -> None:
    if json:
        report.write_json(None, None)
    else:
        report.tell(None)


@collector_paused()
def read_deck_of(
    form: ForeignFormat, file: Path, deck: str, options: ReadOptions, translate: Translator
) -> ImportedDeck:
    """The deck with the id `deck` made of `file`; progress is shown where it takes long.

    Raises:
        KpiTrainerError: it cannot be read.
    """
    with slow_progress(translate, "import.reading") as progress:
        told = changed(options, progress=progress)
        draft = importer_of(form).read(file, told)
        return finish(draft, deck, source_name(file), told, translate.language)


def source_name(file: Path) -> str:
    """The name of a file without its ending, and without what copying adds to it."""
    return _COPY.sub("", file.stem) or file.stem


def _target(
    context: CliContext, name: str, *, out: Path | None, into: Path | None, replacing: bool
) -> _Target:
    """Where the deck goes.

    Raises:
        UsageError: another file is in the way, or two places are given.
    """
    if into is not None:
        if out is not None:
            raise UsageError("import.out-and-into")
        file = deck_path(context, into)
        return _Target(file, "d", _content(file))
    file = out if out is not None else context.options.paths.decks / f"{propose_id(name)}.yaml"
    if not is_deck_name(file.name):
        raise UsageError("import.no-deck-name", path=str(file), better=f"{file.name}.yaml")
    deck = propose_id(file.stem)
    if not (file.exists() or file.is_symlink()):
        refuse_clash(context, deck, file, replacing=replacing)
        return _Target(file, deck, None)
    if replacing:
        return _Target(file, deck, None)
    before = _content(file)
    if not was_imported(before, str(file)):
        raise UsageError("import.file-exists", path=str(file))
    return _Target(file, deck, before)


def _content(file: Path) -> bytes:
    try:
        return read_regular(file, LARGEST)
    except (NoRegularFileError, LargeFileError) as error:
        raise UsageError("import.no-deck", path=str(file)) from error
    except OSError as error:
        raise KpiTrainerError(
            "import.unreadable", path=str(file), reason=reason_of(error)
        ) from error


def _write(target: _Target, data: bytes, *, replacing: bool) -> None:
    """Write the deck, whole or not at all.

    Raises:
        KpiTrainerError: it cannot be written, or somebody else wrote it meanwhile.
    """
    file = target.file
    try:
        if target.before is not None:
            replace(file, data, target.before)
            return
        make_folder(file.parent)
        if replacing and file.exists():
            replace(file, data, read_regular(file, 2 * LARGEST))
        else:
            create(file, data)
    except FileExistsError as error:
        raise UsageError("import.file-exists", path=str(file)) from error
    except ChangedMeanwhileError as error:
        raise KpiTrainerError("import.changed-meanwhile", path=str(file)) from error
    except OSError as error:
        raise KpiTrainerError(
            "import.unwritable", path=str(file), reason=reason_of(error)
        ) from error


def _languages(written: str | None) -> tuple[str, ...]:
    if written is None:
        return ()
    languages = tuple(dict.fromkeys(name.strip() for name in written.split(",")))
    if not all(map(_LANGUAGE.fullmatch, languages)):
        raise UsageError("import.bad-languages", written=written[:40])
    return languages


def _columns(written: str | None) -> Sequence[tuple[str, str]]:
    """What `--columns` says: "question=Pays,answer=Capitale"."""
    if written is None:
        return ()
    pairs: list[tuple[str, str]] = []
    for part in re.split(r",(?=\s*[\w.()-]+\s*=)", written):
        role, equals, column = part.partition("=")
        if not equals or not column.strip():
            raise UsageError("import.bad-columns", written=part.strip()[:60])
        pairs.append((role.strip().lower(), column.strip()))
    return pairs


def _separator(written: str | None) -> str:
    r"""What `--separator` says; `\t` and the like are those signs."""
    if written is None:
        return ""
    named: Mapping[str, str] = {"tab": "\t", "\\t": "\t", "space": " "}
    separator = named.get(written, written)
    if not separator or "\n" in separator or '"' in separator:
        raise UsageError("import.bad-separator")
    return separator
