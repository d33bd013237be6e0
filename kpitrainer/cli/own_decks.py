"""The learner's own decks, as commands look at them: where they are, came from, and are studied."""

from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path

from kpitrainer.cli.cli_context import CliContext
from kpitrainer.domain.cards.card import CardKey
from kpitrainer.domain.schedule.memory import CardState
from kpitrainer.handover.origins import Origins
from kpitrainer.study.library import Library


def today(context: CliContext) -> date:
    """The date, as asked for or as it is."""
    return (context.options.now or datetime.now().astimezone()).date()


def own_folders(context: CliContext) -> tuple[Path, ...]:
    """Where the learner's own decks are."""
    paths = context.options.paths
    return (paths.decks, *paths.more_decks)


def is_own(context: CliContext, file: str | Path) -> bool:
    """Whether a deck file is in one of the learner's folders."""
    absolute = Path(file).absolute()
    return any(absolute.is_relative_to(folder.absolute()) for folder in own_folders(context))


def origins_of(context: CliContext, library: Library) -> Origins:
    """Where the added decks came from, also those whose files have another name by now.

    Raises:
        KpiTrainerError: what is remembered of that cannot be read.
    """
    mine = library.own | library.replaced
    files = {deck.id: deck.at.file for deck in library.decks if deck.id in mine}
    return Origins.read(context.options.paths.origins).moved(files)


def states_of(context: CliContext) -> Mapping[CardKey, CardState]:
    """Where the learner's cards stand; nothing is made where there is no progress yet."""
    if not context.options.paths.database.exists():
        return {}
    with context.trainer(reading=True) as trainer:
        return trainer.store.states()
