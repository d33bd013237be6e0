"""`kpitrainer deck orphans`: progress whose card is gone."""

import sys
from collections.abc import Sequence

from kpitrainer.cli.cli_context import DONE, CliContext, UsageError
from kpitrainer.cli.terminal import write_json
from kpitrainer.study.orphans import Orphan, Reason, adopt
from kpitrainer.study.orphans import orphans as find_orphans
from kpitrainer.study.orphans import purge as purge_orphans
from kpitrainer.study.trainer import Trainer


def orphans(  # noqa: PLR0913 - what the command line may say
    context: CliContext,
    names: Sequence[str],
    *,
    json: bool,
    to: str | None,
    purge: bool,
    everything: bool,
    yes: bool,
) -> int:
    """Show all orphans or those of these names, `deck/card`; or give one `to` a card, or purge."""
    if json + (to is not None) + purge > 1:
        raise UsageError("orphans.one-thing")
    if (everything or yes) and not purge:
        raise UsageError("orphans.only-purge")
    if to is not None:
        return _adopt(context, names, to)
    if purge:
        return _purge(context, names, everything=everything, yes=yes)
    with context.trainer(reading=True) as trainer:
        found = find_orphans(trainer, names)
        if json:
            write_json([_object(orphan) for orphan in found])
        else:
            _tell(context, trainer, found)
    return DONE


def _adopt(context: CliContext, names: Sequence[str], card: str) -> int:
    """Give the progress of one orphan to a card."""
    if len(names) != 1:
        raise UsageError("orphans.to-wants-one")
    with context.trainer() as trainer:
        [orphan] = find_orphans(trainer, names)
        adopt(trainer, orphan, card)
        context.tell("orphans.adopted", orphan=names[0], card=card)
    return DONE


def _purge(context: CliContext, names: Sequence[str], *, everything: bool, yes: bool) -> int:
    """Remove the orphans of these names, or all whose deck is there without them."""
    if bool(names) == everything:
        raise UsageError("orphans.purge-what")
    if not yes and not sys.stdin.isatty():
        raise UsageError("orphans.needs-yes")
    with context.trainer() as trainer:
        found = find_orphans(trainer, names)
        doomed = [orphan for orphan in found if names or orphan.reason is Reason.GONE]
        if not doomed:
            context.tell("orphans.none-gone" if found else "orphans.none")
            return DONE
        if not yes:
            _tell(context, trainer, doomed)
            context.tell("orphans.sure", count=len(doomed))
            if not context.console.agrees():
                context.tell("orphans.nothing-purged")
                return DONE
        backup = purge_orphans(trainer, doomed)
        context.tell("orphans.purged", count=len(doomed), path=str(backup))
    return DONE


def _tell(context: CliContext, trainer: Trainer, found: Sequence[Orphan]) -> None:
    if not found:
        context.tell("orphans.none")
    for reason in Reason:
        mine = [orphan for orphan in found if orphan.reason is reason]
        if mine:
            context.tell(f"orphans.{reason}")
        for orphan in mine:
            context.tell("orphans.row", key=str(orphan.key), told=_told(context, trainer, orphan))


def _told(context: CliContext, trainer: Trainer, orphan: Orphan) -> str:
    """The card's text and what was done with it, as far as it is known."""
    translate = context.translate
    text = (
        translate("orphans.text", text=orphan.label)
        if orphan.label
        else translate("orphans.no-text")
    )
    if orphan.last_at is None:
        return translate("orphans.unanswered", text=text)
    date = translate.date(trainer.clock.local(orphan.last_at).date(), "d MMMM y")
    return translate("orphans.answers", text=text, count=orphan.answers, date=date)


def _object(orphan: Orphan) -> dict[str, object]:
    return {
        "deck": orphan.key.deck,
        "card": orphan.key.card,
        "reason": str(orphan.reason),
        "text": orphan.label,
        "answers": orphan.answers,
        "last_at": orphan.last_at.isoformat() if orphan.last_at else None,
    }
