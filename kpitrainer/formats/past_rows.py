"""What was done with cards in another program, as rows of the log."""

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from uuid import UUID

from kpitrainer.domain.cards.card import Card
from kpitrainer.domain.schedule.review_log import LogEntry, LogRow, Policy, label_kept
from kpitrainer.formats.draft import PastAct
from kpitrainer.formats.finish import ImportedDeck

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_VERSION, _VARIANT = 0x7 << 76, 0b10 << 62


class PastRows:
    """Makes the rows; `too_late` counts those that cannot be or are later than `now`, left out.

    `cards` are those of the deck by their ids; `names` are the entries' ids in it, by their keys
    in the source. `study_day` tells the day of a time, `policy` how a card is scheduled.
    """

    def __init__(
        self,
        cards: Mapping[str, Card],
        names: Mapping[str, str],
        now: datetime,
        study_day: Callable[[datetime], int],
        policy: Callable[[Card], Policy],
    ) -> None:
        self._cards = cards
        self._names = names
        self._now = now
        self._study_day = study_day
        self._policy = policy
        self.too_late = 0

    def of(self, deck: ImportedDeck) -> Iterator[LogRow]:
        """The rows of all cards of `deck`. The same source gives the same ids each time."""
        for entry in deck.entries:
            name = self._names.get(entry.key, entry.name)
            for suffix, number in entry.cards.items():
                card = self._cards.get(f"{name}{suffix}")
                if card is not None and number in deck.history:
                    # Without the name of the file, which may be another one next time.
                    whose = f"{card.key.deck}/{entry.key.partition(':')[2]}{suffix}"
                    language = deck.languages[0]
                    yield from self._rows(card, whose, language, deck.history[number])

    def _rows(
        self, card: Card, whose: str, language: str, acts: Sequence[PastAct]
    ) -> Iterator[LogRow]:
        label, policy = label_kept(card, language), self._policy(card)
        last = -1
        for act in acts:
            moment = max(act.at, last + 1) if act.at >= 0 else act.at
            at = _moment(moment)
            if at is None or at > self._now:
                self.too_late += 1
                continue
            last = moment
            entry = LogEntry(
                card.key,
                at,
                self._study_day(at),
                act.kind,
                was=act.was,
                rating=act.rating,
                policy=policy,
                duration_ms=act.duration_ms,
                label=label,
                value=act.value,
            )
            yield LogRow(_id(moment, f"{whose} {moment} {act.kind}"), entry)


def _moment(milliseconds: int) -> datetime | None:
    """The time, in UTC; None of one before 1970 or beyond all clocks."""
    if milliseconds < 0:
        return None
    try:
        return _EPOCH + timedelta(milliseconds=milliseconds)
    except OverflowError:
        return None


def _id(moment: int, said: str) -> UUID:
    """A UUIDv7 of this time, and else of what it says, so that it is the same each time."""
    told = hashlib.sha256(said.encode(errors="replace")).digest()
    chance = int.from_bytes(told[:10], "big")
    low = chance & ((1 << 62) - 1)
    high = (chance >> 62) & 0xFFF
    return UUID(int=moment << 80 | _VERSION | high << 64 | _VARIANT | low)
