"""`kpitrainer browse`: cards found by a query, in the browser or line by line."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from kpitrainer.bootstrap import open_interface
from kpitrainer.cli.cli_context import DONE, CliContext
from kpitrainer.cli.terminal import is_capable, write_json
from kpitrainer.domain.search.query_parser import parse_query

if TYPE_CHECKING:
    from kpitrainer.domain.schedule.day_plan import Queued
    from kpitrainer.study.trainer import Trainer

_COLUMNS = 3
"""Those of a line that are laid out under each other; what is asked comes last."""


def browse(context: CliContext, words: Sequence[str], *, plain: bool, json: bool) -> int:
    """Open the browser on a query, or print what it finds.

    Raises:
        QueryError: it cannot be read.
    """
    text = " ".join(words)
    query = parse_query(text)  # what is wrong with it is told here, also before the browser opens
    if not (plain or json) and is_capable():
        open_interface(context.options, query=text)
        return DONE
    from kpitrainer.study.card_search import CardSearch

    with context.trainer(reading=True) as trainer:
        search = CardSearch(trainer, context.translate.language)
        found = search.find(query)
        if json:
            write_json(_found_object(context, trainer, text, found))
        else:
            _tell_found(context, trainer, found)
    return DONE


def _tell_found(context: CliContext, trainer: "Trainer", found: "Sequence[Queued]") -> None:
    from kpitrainer.domain.schedule.counts import maturity
    from kpitrainer.progress_wording import state_name
    from kpitrainer.wording import due_date

    translate, library, clock = context.translate, trainer.library, trainer.clock
    rows = [
        (
            str(card.key),
            state_name(translate, maturity(state)),
            due_date(translate, state, clock.today()),
            library.label(card, translate.language),
        )
        for card, state in found
    ]
    widths = [max((len(row[at]) for row in rows), default=0) for at in range(_COLUMNS)]
    for *columns, label in rows:
        cells = (text.ljust(width) for text, width in zip(columns, widths, strict=True))
        context.console.say("  ".join((*cells, label)))
    context.tell("browse.count", found=len(found), total=len(library.cards))


def _found_object(
    context: CliContext, trainer: "Trainer", text: str, found: "Sequence[Queued]"
) -> dict[str, object]:
    return {
        "query": text,
        "count": len(found),
        "total": len(trainer.library.cards),
        "cards": [_card_object(context, trainer, queued) for queued in found],
    }


def _card_object(context: CliContext, trainer: "Trainer", queued: "Queued") -> dict[str, object]:
    from kpitrainer.domain.schedule.counts import maturity
    from kpitrainer.domain.schedule.scheduler import retrievability
    from kpitrainer.domain.schedule.study_day import noon

    (card, state), today = queued, trainer.clock.today()
    memory = state.memory
    known = None if memory is None or memory.unasked else memory
    return {
        "deck": card.key.deck,
        "card": card.key.card,
        "type": card.content.type_name,
        "question": trainer.library.label(card, context.translate.language),
        "tags": sorted(card.tags),
        "state": str(maturity(state)),
        "suspended": state.suspended,
        "buried": state.buried_day == today,
        "flag": state.flag,
        "due": noon(memory.due_day).date().isoformat() if memory else None,
        "interval": memory.interval if memory else 0,
        "reps": memory.reps if memory else 0,
        "lapses": memory.lapses if memory else 0,
        "stability": known and known.stability,
        "difficulty": known and known.difficulty,
        "retrievability": known and retrievability(known, today, trainer.policy(card)),
    }
