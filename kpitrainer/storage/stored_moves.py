"""Where the progress of former names went, as the log records it, and where it stands now."""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime

from kpitrainer.domain.cards.card import CardKey
from kpitrainer.storage import statements
from kpitrainer.storage.card_log import CardLog, unsettled
from kpitrainer.storage.open_file import OpenFile


class StoredMoves:
    """Names and homes, as `kpitrainer.study.store.Store` asks for them."""

    def __init__(self, file: OpenFile) -> None:
        self.file = file
        self._transaction = file.transaction

    def moves(self) -> Sequence[tuple[CardKey, CardKey]]:
        """Each former name with the card that its progress was given to, the latest last."""
        with self._transaction() as connection:
            rows = connection.execute(statements.MOVES).all()
        return [(CardKey(deck, card), CardKey(*json.loads(to))) for deck, card, to in rows]

    def move(self, moves: Mapping[CardKey, CardKey], at: datetime, day: int) -> None:
        """Record that what is known under each name is of another card from now on."""
        with self._transaction(write=True) as connection:
            for key, to in moves.items():
                CardLog(connection).move(key, to, at, day)

    def settle(self, homes: Mapping[CardKey, CardKey]) -> None:
        """Let what is known under each name be of its home; a home's home is itself."""
        with self._transaction() as connection:
            wanted = unsettled(connection, homes)
        if wanted:
            with self._transaction(write=True) as connection:
                CardLog(connection).settle(wanted)
