"""`kpitrainer deck import --history`: what was done with the cards elsewhere joins the log."""

from collections.abc import Mapping
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

from kpitrainer.cli.cli_context import CliContext
from kpitrainer.cli.terminal import slow_progress
from kpitrainer.deckfile.read.deck_reader import read_deck
from kpitrainer.domain.verdict import Message
from kpitrainer.formats.finish import ImportedDeck
from kpitrainer.formats.past_rows import PastRows


class HistoryTaken(NamedTuple):
    """What came of a history: rows `found`, rows that were new, of how many cards; the backup.

    Where it was only asked what would come, nothing `came`.
    """

    found: int
    came: int
    cards: int
    impossible: int
    backup: Path | None
    only_asked: bool = False

    def messages(self) -> list[Message]:
        """It in words."""
        told = (
            [Message("import.history-bad", {"count": self.impossible})] if self.impossible else []
        )
        if self.only_asked:
            return [*told, Message("import.history-wanted", {"count": self.found})]
        if not self.found:
            return [*told, Message("import.no-history")]
        if self.backup is None:
            return [*told, Message("import.history-there", {"count": self.found})]
        cards = Message("import.history-cards", {"count": self.cards})
        values = {"count": self.came, "cards": cards, "backup": self.backup}
        return [*told, Message("import.history", values)]


def take_history(
    context: CliContext,
    data: bytes,
    deck: ImportedDeck,
    names: Mapping[str, str],
    *,
    only_asked: bool,
) -> HistoryTaken:
    """Add to the log what was done with the cards of `deck`, which the deck file `data` holds.

    `names` are the ids that its entries have there, by their keys. What is in the log already
    stays as it is. Nothing is stored where it is `only_asked`.

    Raises:
        KpiTrainerError: the progress cannot be read or written; nothing came.
    """
    from kpitrainer.domain.schedule.study_day import study_day
    from kpitrainer.storage.log_transfer import merge_safely, not_yet_there
    from kpitrainer.storage.sql_store import open_store

    read = read_deck(data, "").deck
    cards = {card.key.card: card for card in read.cards} if read else {}
    with context.trainer(reading=True) as trainer:
        clock = trainer.clock
        past = PastRows(
            cards,
            names,
            clock.now(),
            lambda at: study_day(at, clock.zone, clock.day_starts_at),
            trainer.policy,
        )
        rows = list(past.of(deck))
    if only_asked or not rows:
        return HistoryTaken(len(rows), 0, 0, past.too_late, None, only_asked)
    with (
        slow_progress(context.translate, "log.merging") as tell,
        closing(open_store(context.options.paths.database)) as store,
    ):
        tell(0, 1)
        new = not_yet_there(store, rows)
        came, backup = merge_safely(store, new)
        of_cards = {row.entry.key for row in new}
    return HistoryTaken(len(rows), came, len(of_cards), past.too_late, backup)
