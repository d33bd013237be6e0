"""`kpitrainer deck add`, `remove` and `path`: decks that come into the own folder, and leave it."""

import sys
from collections.abc import Sequence
from pathlib import Path

from kpitrainer.bootstrap import base_words, load_library
from kpitrainer.cli.cli_context import DONE, PROBLEMS, CliContext, UsageError
from kpitrainer.cli.own_decks import is_own, origins_of, own_folders, states_of, today
from kpitrainer.deck_wording import about_told, deck_told
from kpitrainer.domain.errors import UnknownNameError
from kpitrainer.handover.fetch import Fetched, FetchedDeck, fetch
from kpitrainer.handover.found import LeftOutFile
from kpitrainer.handover.origins import Origins
from kpitrainer.handover.own_folder import add as write_deck
from kpitrainer.handover.own_folder import content_of, set_aside
from kpitrainer.handover.sources import DeckSource, source_of
from kpitrainer.plain.console import Console
from kpitrainer.study.library import Library
from kpitrainer.wording import diagnostic_line

_ERRORS, _LEFT_OUT = 5, 5
"""So many are told of one file; of all that is left out."""


def path(context: CliContext) -> int:
    """Print the folders of the own decks, that for new ones first."""
    for folder in own_folders(context):
        context.console.say(str(folder))
    return DONE


def add(context: CliContext, place: str, *, yes: bool) -> int:
    """Copy the decks at `place` into the own folder, after a yes; those in order, and new here.

    Fails where one of them is not added.

    Raises:
        UsageError: nobody can be asked.
        KpiTrainerError: there is no deck to be got there, or it cannot be kept.
    """
    source = source_of(place)
    if not yes and not sys.stdin.isatty():
        raise UsageError("handover.needs-yes")
    tell_fetching(context, [source])
    paths = context.options.paths
    library = load_library(paths)
    origins = origins_of(context, library)
    fetched = fetch(source, base_words().vocabulary)
    tell_left_out(context, fetched.left_out)
    for broken in fetched.broken:
        _tell_broken(context, broken)
    wanted = [deck for deck in fetched.decks.values() if _is_new(context, library, deck, origins)]
    refused = bool(fetched.broken) or len(wanted) < _others(library, fetched)
    if not wanted:
        return PROBLEMS if refused else DONE
    for deck in wanted:
        _tell_deck(context, library, deck)
    if not yes:
        context.tell("handover.ask-add", count=len(wanted), folder=str(paths.decks))
        if not context.console.agrees():
            context.tell("handover.nothing-done")
            return DONE
    for deck in wanted:
        origin = write_deck(deck, source, paths.decks, today(context))
        origins = origins.with_origin(origin)
        origins.keep()  # after each, as the next may fail
        context.tell("handover.added", id=origin.deck, file=origin.file)
    return PROBLEMS if refused else DONE


def _others(library: Library, fetched: Fetched) -> int:
    """How many of the decks are not here yet as they are there."""
    return sum(_present(library, deck) != deck.data for deck in fetched.decks.values())


def _own_file(library: Library, deck: FetchedDeck) -> Path | None:
    """The file of the learner's own deck of that id."""
    name = deck.deck.id if deck.deck else ""
    mine = library.by_id.get(name) if name in library.own | library.replaced else None
    return None if mine is None else Path(mine.at.file)


def _present(library: Library, deck: FetchedDeck) -> bytes | None:
    file = _own_file(library, deck)
    return None if file is None else content_of(file)


def _is_new(context: CliContext, library: Library, deck: FetchedDeck, origins: Origins) -> bool:
    """Whether the learner has no such deck; else it is told which."""
    file = _own_file(library, deck)
    if file is None or deck.deck is None:
        return True
    if _present(library, deck) == deck.data:
        context.tell("handover.same-there", id=deck.deck.id, file=str(file))
    elif origins.of(file):
        context.tell("handover.other-there", id=deck.deck.id, file=str(file))
    else:
        context.tell("handover.own-there", id=deck.deck.id, file=str(file))
    return False


def _tell_deck(context: CliContext, library: Library, fetched: FetchedDeck) -> None:
    translate, deck = context.translate, fetched.deck
    if deck is None:
        raise TypeError(fetched.name)
    context.console.say(
        ", ".join(filter(None, (deck_told(translate, deck), about_told(translate, deck.about))))
    )
    if deck.description:
        context.console.say(deck.description[deck.language(translate.language)])
    if deck.id in library.by_id or any(deck.id == hidden.id for hidden in library.hidden):
        context.tell("handover.replaces", id=deck.id)


def _tell_broken(context: CliContext, broken: FetchedDeck) -> None:
    context.tell("handover.broken", name=broken.name, count=len(broken.errors))
    for found in broken.errors[:_ERRORS]:
        context.console.say(diagnostic_line(context.translate, found))


def tell_left_out(context: CliContext, left: Sequence[LeftOutFile]) -> None:
    """Which files are not taken, and why."""
    # What is no deck is told last: of a project there may be hundreds.
    last = sorted(left, key=lambda each: each.reason == "handover.left-no-deck")
    for each in last[:_LEFT_OUT]:
        context.tell("handover.left", name=each.name, reason=context.translate(each.reason))
    if (more := len(left) - _LEFT_OUT) > 0:
        context.tell("handover.left-more", count=more)


def tell_fetching(context: CliContext, sources: Sequence[DeckSource]) -> None:
    """Tell a person who waits which addresses are asked."""
    if sys.stderr.isatty():
        console = Console(sys.stdin, sys.stderr)
        for source in dict.fromkeys(sources):
            if source.is_remote:
                console.say(context.translate("handover.fetching", address=source.at))


def remove(context: CliContext, deck: str, *, yes: bool) -> int:
    """Set one of the own decks aside, after a yes; its progress waits.

    Raises:
        UnknownNameError: no deck is called so.
        UsageError: it comes with the program, or nobody can be asked.
        KpiTrainerError: its file cannot be moved.
    """
    paths = context.options.paths
    library = load_library(paths)
    origins = origins_of(context, library)
    lost = [each for each in origins.within(own_folders(context)) if each.deck == deck]
    if deck not in library.by_id and any(deck == hidden.id for hidden in library.hidden):
        raise UsageError("handover.remove-shipped", id=deck)
    if deck not in library.by_id and not lost:
        raise UnknownNameError("library.no-deck", name=deck, known=", ".join(library.by_id))
    file = Path(library.by_id[deck].at.file if deck in library.by_id else lost[0].file)
    if not is_own(context, file):
        raise UsageError("handover.remove-shipped", id=deck)
    if not yes and not sys.stdin.isatty():
        raise UsageError("handover.needs-yes")
    learnt = [key for key, state in states_of(context).items() if key.deck == deck and state.memory]
    context.tell("handover.removing", id=deck, file=str(file))
    context.tell("handover.progress-waits", count=len(learnt))
    if not yes:
        context.tell("handover.ask-remove")
        if not context.console.agrees():
            context.tell("handover.nothing-done")
            return DONE
    if file.exists():
        context.tell("handover.removed", file=str(set_aside(file)))
    else:
        context.tell("handover.forgotten", id=deck)
    origins.without(str(file.absolute())).keep()
    return DONE
