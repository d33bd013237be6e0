"""A new progress file from what can be read of a damaged one."""

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Table

from kpitrainer.domain.cards.card import CardKey
from kpitrainer.domain.schedule.memory import CardState
from kpitrainer.domain.schedule.replay import replay
from kpitrainer.domain.schedule.review_log import LogRow, Policy
from kpitrainer.storage import first_edition
from kpitrainer.storage.card_log import CardLog, standing_for
from kpitrainer.storage.mapping import fold_of, log_row_of, policy_values
from kpitrainer.storage.page_scan import Record, Scan, scan
from kpitrainer.storage.rollup import Rollup
from kpitrainer.storage.row_sum import Stored
from kpitrainer.storage.stored_rows import (
    UNREADABLE,
    DamagedRowError,
    check_row,
    check_state,
    sound_values,
)
from kpitrainer.storage.tables import CARD, CARD_STATE, LABEL, LEARNER, POLICY, REVIEW_LOG

_ID_BYTES, _VERSION = 16, 7
"""Of a row's id, a UUIDv7; other bytes in the index are damage."""
_POLICY, _LABEL = map(list(REVIEW_LOG.c.keys()).index, ("policy", "label"))


@dataclass(slots=True)
class Salvaged:
    """What was read, card by card; `lost` names the rows that were not, as « table deck/card ».

    `logs` and `states` are by the home of each card, `homes` has that of its other names.

    Where a card's rows do not lead to its state, as some are lost, one stands for them. A lost
    state is folded again; `outdated` are the cards of which neither the state nor all rows are
    left. Unless it is `sure`, more may be lost than can be told.
    """

    logs: dict[CardKey, list[LogRow]] = field(default_factory=dict)
    homes: dict[CardKey, CardKey] = field(default_factory=dict)
    states: dict[CardKey, CardState] = field(default_factory=dict)
    lost: list[str] = field(default_factory=list)
    lacking: set[CardKey] = field(default_factory=set)
    outdated: list[CardKey] = field(default_factory=list)
    sure: bool = True

    def write(self, connection: Connection) -> None:
        """Write all of it into a new file, the log in the order in which it came about."""
        log, rollup = CardLog(connection), Rollup(connection)
        log.add(sorted((row for rows in self.logs.values() for row in rows), key=_by_id))
        log.settle(self.homes)
        for key, rows in self.logs.items():
            log.put(key, rollup.count(key.deck, rows))
        rollup.replace()

    def settle(self) -> None:
        """Let each card have a state, to which its rows lead."""
        for key in sorted(self.logs.keys() | self.states.keys() | self.lacking):
            rows = self.logs.setdefault(key, [])
            if key not in self.states:
                self.states[key] = replay(rows)
                self.lost.append(f"{CARD_STATE.name} {key}")
                if key in self.lacking or not self.sure:
                    self.outdated.append(key)
            elif replay(rows) != self.states[key]:
                rows.append(standing_for(key, rows, self.states[key]))


_OWN_POLICY = tuple(policy_values(Policy()).values())
"""Taken where the policy of a row is lost."""


def salvage(file: bytes, log: bytes) -> Salvaged:
    """Read what can be read of a database and of the log beside it."""
    scanned = scan(file, log)
    found = [record for _, record in scanned.records]
    salvaged = _second_edition(found, scanned)
    if not (salvaged.logs or salvaged.states):
        salvaged = _first_edition(found)
    # A row, and its places in the indexes, never stand on one page.
    salvaged.sure = scanned.gaps <= 1
    salvaged.settle()
    return salvaged


def _second_edition(found: Sequence[Record], scanned: Scan) -> Salvaged:
    salvaged = Salvaged()
    cards = _cards(found)
    policies = _policies(found)
    labels = {number: text for number, _, text, _ in _sound(LABEL, found)}
    known: set[object] = {uuid for _, uuid, _ in _sound(LEARNER, found)}
    nameless: set[str] = set()
    for values in _sound(REVIEW_LOG, found):
        _, uuid, card, *_ = values
        policy, label = values[_POLICY], values[_LABEL]
        if card not in cards or uuid in known:
            continue
        with suppress(*UNREADABLE):
            deck, name, _ = cards[card]
            named = (deck, name, *policies.get(policy, _OWN_POLICY), labels.get(label))
            row = log_row_of((*values[1:], *named))
            check_row(row)
            known.add(uuid)
            now = _home(cards, card) or row.entry.key
            salvaged.homes[row.entry.key] = now
            salvaged.logs.setdefault(now, []).append(row)
            nameless.update([POLICY.name] if policy not in policies else ())
            if label is not None and label not in labels:
                nameless.add(f"{LABEL.name} {row.entry.key}")
    for _, card, *state in _sound(CARD_STATE, found):
        with suppress(*UNREADABLE):
            deck, name, _ = cards[card]
            stored = fold_of(state).state
            check_state(stored)
            salvaged.states[CardKey(deck, name)] = stored
    for card in _lost(scanned, known, cards):
        key = _home(cards, card)
        salvaged.lacking.update([key] if key else ())
        salvaged.lost.append(f"{REVIEW_LOG.name} {key}" if key else REVIEW_LOG.name)
    keys = {CardKey(deck, name) for number, (deck, name, home) in cards.items() if home == number}
    salvaged.lacking.update(keys - salvaged.logs.keys() - salvaged.states.keys())
    salvaged.lost += sorted(nameless)
    return salvaged


def _cards(found: Iterable[Record]) -> dict[Any, tuple[str, str, int]]:
    """Deck, id and home of each name by its number, from its row or from its index."""
    cards: dict[Any, tuple[str, str, int]] = {}
    for record in found:
        match record:
            case (str(deck), str(card), int(number)) if f"{deck}{card}".isascii():  # as ids are
                cards.setdefault(number, (deck, card, number))
    for number, deck, card, home, _ in _sound(CARD, found):
        cards[number] = deck, card, home
    return cards


def _home(cards: Mapping[Any, tuple[str, str, int]], card: object) -> CardKey | None:
    """The card that a name's number stands for, as far as that is known."""
    home = cards[card][2] if card in cards else None
    known = home if home in cards else card
    return CardKey(*cards[known][:2]) if known in cards else None


def _policies(found: Iterable[Record]) -> dict[Any, Sequence[Stored]]:
    """The columns of each policy by its number, from its row or from its index."""
    policies: dict[Any, Sequence[Stored]] = {}
    for record in found:
        match record:
            case (str(), int() | float(), int(), str(), int(number)):
                policies.setdefault(number, record[:-1])
    for number, *policy, _ in _sound(POLICY, found):
        policies[number] = policy
    return policies


def _lost(scanned: Scan, known: set[object], cards: Container[object]) -> list[object]:
    """The number of the card of each row that is not as it was written, None where it is lost.

    Rows have numbers, which the indexes have, too: that of ids tells of rows of which nothing else
    is left, and that of cards whose they were. `known` are the ids that can be read.
    """
    there = {n for n, record in scanned.records if n and len(record) > 1 and record[1] in known}
    lost: dict[int, object] = {}
    for number, record in scanned.records:
        match record:
            case (bytes(uuid), int(of)) if len(uuid) == _ID_BYTES and uuid[6] >> 4 == _VERSION:
                if uuid not in known and of not in there:
                    lost.setdefault(of, None)
            case _ if number and len(record) == len(REVIEW_LOG.columns) and number not in there:
                lost[number] = record[2]
    for _, record in scanned.records:
        match record:
            case (int(card), int(of)) if of in lost and card in cards and lost[of] not in cards:
                lost[of] = card
    return list(lost.values())


def _sound(table: Table, found: Iterable[Record]) -> Iterator[list[Any]]:
    """Rows of a table that are as they were written."""
    for record in found:
        with suppress(DamagedRowError):
            yield sound_values(table, record)


def _first_edition(found: Sequence[Record]) -> Salvaged:
    salvaged = Salvaged()
    least = len(first_edition.STATE_COLUMNS)
    read: dict[CardKey, dict[int, first_edition.FirstRow]] = {}
    for record in found:
        columns = first_edition.STATE_COLUMNS if len(record) <= least else first_edition.LOG_COLUMNS
        stored = dict(zip(columns, record, strict=False))
        with suppress(DamagedRowError):
            if len(record) <= least:
                salvaged.states.update([first_edition.state_of(stored)])
            else:
                row = first_edition.log_row_of(stored)
                read.setdefault(row.row.entry.key, {}).setdefault(row.seq, row)
    for key, rows in read.items():
        last = max(rows)
        gone = [seq for seq in range(1, last + 1) if seq not in rows]
        salvaged.lost.extend(f"{REVIEW_LOG.name} {key}" for _ in gone)
        salvaged.logs[key] = [rows[seq].row for seq in sorted(rows)]
        if key not in salvaged.states:
            salvaged.lost.append(f"{CARD_STATE.name} {key}")
            salvaged.states[key] = rows[last].after
    return salvaged


def _by_id(row: LogRow) -> UUID:
    return row.id
