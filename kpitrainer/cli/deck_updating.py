"""`kpitrainer deck update`: newer editions of decks that were added."""

import sys
from collections.abc import Mapping, Sequence

from kpitrainer.bootstrap import base_words, load_library
from kpitrainer.cli.cli_context import DONE, PROBLEMS, CliContext, UsageError
from kpitrainer.cli.deck_adding import tell_fetching
from kpitrainer.cli.deck_diff import difference_object
from kpitrainer.cli.own_decks import origins_of, own_folders, states_of, today
from kpitrainer.cli.terminal import write_json
from kpitrainer.deck_wording import (
    about_told,
    change_lines,
    counts_told,
    deck_told,
    edition_told,
    progress_lines,
)
from kpitrainer.domain.cards.card import CardKey
from kpitrainer.domain.errors import UnknownNameError
from kpitrainer.domain.schedule.memory import CardState
from kpitrainer.handover.origins import Origin, Origins
from kpitrainer.handover.own_folder import update as write_deck
from kpitrainer.handover.updates import Look, OriginStanding, look
from kpitrainer.wording import diagnostic_line, error

_ERRORS = 5


def update(context: CliContext, names: Sequence[str], *, check: bool, yes: bool, json: bool) -> int:
    """Look for newer editions of all added decks or of these, and take those that are agreed to.

    With `check` nothing is asked or taken, and it fails where anything is new or in the way; else
    where anything is in the way. With `yes` all are taken, but none over what the learner changed
    in a deck that is not named.

    Raises:
        UnknownNameError: a deck was not added.
        UsageError: nobody can be asked.
        KpiTrainerError: something cannot be kept.
    """
    if not (check or yes) and (json or not sys.stdin.isatty()):
        raise UsageError("handover.needs-yes-or-check")
    origins = origins_of(context, load_library(context.options.paths))
    wanted = _named(origins.within(own_folders(context)), names)
    if not wanted:
        if json:
            write_json([])
        else:
            context.tell("handover.none-added")
        return DONE
    tell_fetching(context, [origin.source for origin in wanted])
    looks = list(look(wanted, base_words().vocabulary))
    states = states_of(context) if any(each.difference for each in looks) else {}
    objects, in_the_way = [], False
    for each in looks:
        taken = False
        if not json:
            _tell(context, each, states)
        if each.difference is not None and not check:
            taken = _agrees(context, each, yes=yes, named=bool(names), quiet=json)
            in_the_way = in_the_way or (yes and not taken)
        if taken:
            origins = _take(context, origins, each, quiet=json)
        objects.append(_object(each, taken=taken))
        unusual = each.standing not in (OriginStanding.CURRENT, OriginStanding.NEWER)
        in_the_way = in_the_way or unusual or (check and each.difference is not None)
    if json:
        write_json(objects)
    return PROBLEMS if in_the_way else DONE


def _named(added: Sequence[Origin], names: Sequence[str]) -> list[Origin]:
    by_name = {origin.deck: origin for origin in added}
    for name in names:
        if name not in by_name:
            raise UnknownNameError("handover.not-added", name=name, known=", ".join(by_name))
    return [by_name[name] for name in dict.fromkeys(names)] or list(added)


def _tell(context: CliContext, found: Look, states: Mapping[CardKey, CardState]) -> None:
    """What was found of one deck, and what its newer edition does to progress."""
    translate, origin = context.translate, found.origin
    if found.difference is None:
        if found.fault is None:
            code = "handover.current-edited" if found.edited else "handover.current"
            context.tell(code, id=origin.deck, edition=_edition(context, origin))
            return
        if found.standing is OriginStanding.GONE:
            context.console.say(error(translate, found.fault))
            return
        context.tell("handover.kept", id=origin.deck, reason=error(translate, found.fault))
        for each in (found.fetched.errors if found.fetched else ())[:_ERRORS]:
            context.console.say(diagnostic_line(translate, each))
        return
    difference = found.difference
    context.tell(
        "handover.newer",
        deck=deck_told(translate, difference.new),
        edition=edition_told(translate, difference) or translate("handover.no-edition"),
        counts=counts_told(translate, difference),
    )
    if difference.old.about[1:] != difference.new.about[1:]:
        about = difference.new.about._replace(edition="")
        context.tell("handover.about-now", about=about_told(translate, about) or "—")
    for line in (
        *change_lines(translate, difference),
        *progress_lines(translate, difference, states),
    ):
        context.console.say(line)
    if found.edited:
        context.tell("handover.edited", file=origin.file)


def _edition(context: CliContext, origin: Origin) -> str:
    if origin.edition:
        return context.translate("handover.edition", edition=origin.edition)
    return context.translate("handover.no-edition")


def _agrees(context: CliContext, found: Look, *, yes: bool, named: bool, quiet: bool) -> bool:
    """Whether this edition is wanted; what the learner changed is given up by an answer alone."""
    if yes:
        if found.edited and not named:
            if not quiet:
                context.tell("handover.edited-kept", id=found.origin.deck)
            return False
        return True
    context.tell("handover.ask-over" if found.edited else "handover.ask-take")
    if context.console.agrees():
        return True
    context.tell("handover.not-taken")
    return False


def _take(context: CliContext, origins: Origins, found: Look, *, quiet: bool) -> Origins:
    if found.fetched is None:
        raise TypeError(found.origin)
    now, kept = write_deck(found.origin, found.fetched, found.content, today(context))
    origins = origins.with_origin(now)
    origins.keep()
    if not quiet:
        context.tell("handover.taken", id=now.deck, edition=_edition(context, now))
        if kept is not None:
            context.tell("handover.edit-saved", file=str(kept))
    return origins


def _object(found: Look, *, taken: bool) -> dict[str, object]:
    return {
        "deck": found.origin.deck,
        "file": found.origin.file,
        "from": found.origin.at,
        "edition": found.origin.edition,
        "standing": str(found.standing),
        "edited": found.edited,
        "taken": taken,
        "reason": found.fault.code if found.fault else None,
        "difference": difference_object(found.difference) if found.difference else None,
    }
