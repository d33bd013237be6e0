"""`kpitrainer deck ids`."""

import os
import sys
from collections.abc import Iterator, Sequence
from difflib import unified_diff
from pathlib import Path

from kpitrainer.cli.call import Call
from kpitrainer.cli.deck_path import deck_path
from kpitrainer.cli.faults import DONE, PROBLEMS
from kpitrainer.deckfile.files.atomic_write import ChangedMeanwhileError, replace
from kpitrainer.deckfile.files.deck_folders import deck_files
from kpitrainer.deckfile.syntax.source import LARGEST
from kpitrainer.deckfile.write.ids_writer import name_cards
from kpitrainer.domain.errors import KpiTrainerError
from kpitrainer.plain.console import printable

_COLOURS = {"+": "\x1b[32m", "-": "\x1b[31m", "@": "\x1b[36m"}
_PLAIN = "\x1b[0m"


def give_ids(call: Call, paths: Sequence[Path], *, write: bool) -> int:
    """Show the ids that cards of these files and folders lack, or else of the own decks.

    They are written if `write`. Fails where a card has to be named by hand, or a file is out of
    reach.
    """
    given = [deck_path(call, path) for path in paths]
    named, failed = 0, False
    for file in _files(given or [call.options.paths.decks]):
        try:
            count, by_hand = _mend(call, file, write=write)
        except KpiTrainerError as fault:
            call.tell(fault.code, **fault.values)
            failed = True
            continue
        named += count
        failed = failed or bool(by_hand)
    if named:
        call.tell("cli.ids-written" if write else "cli.ids-wanted", count=named)
    elif not failed:
        call.tell("cli.ids-fine")
    return PROBLEMS if failed else DONE


def _files(paths: Sequence[Path]) -> Iterator[Path]:
    for path in paths:
        if path.is_dir():
            yield from (Path(str(file)) for file in deck_files(path))
        else:
            yield path


def _mend(call: Call, file: Path, *, write: bool) -> tuple[int, int]:
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
            call.tell("cli.ids-by-hand", place=place, proposal=name.id)
        if naming.named:
            _show(file, data, naming.data)
        if naming.named and write:
            replace(file, naming.data, data)
    except ChangedMeanwhileError as error:
        raise KpiTrainerError("cli.ids-changed", path=str(file)) from error
    except OSError as error:
        reason = error.strerror or ""
        raise KpiTrainerError("cli.ids-out-of-reach", path=str(file), reason=reason) from error
    return len(naming.named), len(naming.by_hand)


def _show(file: Path, before: bytes, after: bytes) -> None:
    """The lines that change, as `diff -u` writes them; in colour on a terminal."""
    old, new = (data.decode("utf-8-sig").splitlines() for data in (before, after))
    coloured = sys.stdout.isatty() and not os.environ.get("NO_COLOR")
    for line in unified_diff(old, new, str(file), str(file), lineterm=""):
        colour = _COLOURS.get(line[0]) if coloured else None
        bare = printable(line)
        sys.stdout.write(f"{colour}{bare}{_PLAIN}\n" if colour else f"{bare}\n")
