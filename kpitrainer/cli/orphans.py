"""`kpitrainer deck orphans`: progress whose card is gone."""

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

from kpitrainer.cli.call import Call
from kpitrainer.cli.faults import DONE, UsageError
from kpitrainer.cli.output import write_json

# The trainer brings the database: it is imported once the options are known to be right.
if TYPE_CHECKING:
    from kpitrainer.study.orphans import Orphan
    from kpitrainer.study.trainer import Trainer

_YES = ("o", "oui", "y", "yes")


def list_orphans(call: Call, names: Sequence[str], *, json: bool) -> int:
    """Print all orphans, or those of these names, `deck/card`."""
    from kpitrainer.study.orphans import orphans  # noqa: PLC0415 - as above

    with call.trainer() as trainer:
        found = orphans(trainer, names)
        if json:
            write_json([_object(orphan) for orphan in found])
        else:
            _tell(call, trainer, found)
    return DONE


def adopt_orphan(call: Call, names: Sequence[str], card: str) -> int:
    """Give the progress of one orphan to a card."""
    from kpitrainer.study.orphans import adopt, orphans  # noqa: PLC0415 - as above

    if len(names) != 1:
        raise UsageError("orphans.to-wants-one")
    with call.trainer() as trainer:
        [orphan] = orphans(trainer, names)
        adopt(trainer, orphan, card)
        call.tell("orphans.adopted", orphan=names[0], card=card)
    return DONE


def purge_orphans(call: Call, names: Sequence[str], *, everything: bool, yes: bool) -> int:
    """Remove the orphans of these names, or all whose deck is there without them."""
    from kpitrainer.study.orphans import Reason, orphans, purge  # noqa: PLC0415 - as above

    if bool(names) == everything:
        raise UsageError("orphans.purge-what")
    if not yes and not sys.stdin.isatty():
        raise UsageError("orphans.needs-yes")
    with call.trainer() as trainer:
        found = orphans(trainer, names)
        doomed = [orphan for orphan in found if names or orphan.reason is Reason.GONE]
        if not doomed:
            call.tell("orphans.none-gone" if found else "orphans.none")
            return DONE
        if not yes:
            _tell(call, trainer, doomed)
            call.tell("orphans.sure", count=len(doomed))
            if (call.console.hear() or "").casefold() not in _YES:
                call.tell("orphans.nothing-purged")
                return DONE
        backup = purge(trainer, doomed)
        call.tell("orphans.purged", count=len(doomed), path=str(backup))
    return DONE


def _tell(call: Call, trainer: "Trainer", found: "Sequence[Orphan]") -> None:
    from kpitrainer.study.orphans import Reason  # noqa: PLC0415 - as above

    if not found:
        call.tell("orphans.none")
    for reason in Reason:
        mine = [orphan for orphan in found if orphan.reason is reason]
        if mine:
            call.tell(f"orphans.{reason}")
        for orphan in mine:
            call.tell("orphans.row", key=str(orphan.key), told=_told(call, trainer, orphan))


def _told(call: Call, trainer: "Trainer", orphan: "Orphan") -> str:
    """The card's text and what was done with it, as far as it is known."""
    translate = call.translate
    text = (
        translate("orphans.text", text=orphan.label)
        if orphan.label
        else translate("orphans.no-text")
    )
    if orphan.last_at is None:
        return translate("orphans.unanswered", text=text)
    date = translate.date(trainer.clock.local(orphan.last_at).date(), "d MMMM y")
    return translate("orphans.answers", text=text, count=orphan.answers, date=date)


def _object(orphan: "Orphan") -> dict[str, object]:
    return {
        "deck": orphan.key.deck,
        "card": orphan.key.card,
        "reason": str(orphan.reason),
        "text": orphan.label,
        "answers": orphan.answers,
        "last_at": orphan.last_at.isoformat() if orphan.last_at else None,
    }
