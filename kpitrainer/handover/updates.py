"""Whether there are newer editions of added decks, and what is different in them."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import TypeAlias

from kpitrainer.domain.cards.deck_difference import DeckDifference, difference
from kpitrainer.domain.errors import KpiTrainerError
from kpitrainer.domain.text.vocabulary import Vocabulary
from kpitrainer.handover.fetch import Fetched, FetchedDeck, fetch, read_one
from kpitrainer.handover.found import FoundFile
from kpitrainer.handover.origins import Origin
from kpitrainer.handover.own_folder import content_of, is_edited
from kpitrainer.handover.sources import DeckSource

Fetch: TypeAlias = Callable[[DeckSource, Vocabulary], Fetched]


class OriginStanding(StrEnum):
    """How an added deck stands to where it came from."""

    CURRENT = "current"
    NEWER = "newer"  # there is another edition
    BROKEN = "broken"  # what is there now has errors
    ABSENT = "absent"  # the deck is no longer there
    UNREACHED = "unreached"
    GONE = "gone"  # the learner has the file no more


@dataclass(frozen=True, slots=True)
class Look:
    """What was found of the deck of `origin`, whose file holds `content`, `edited` or as added.

    `fetched` and `difference` are those of a newer edition; `fault` tells what is in the way.
    """

    origin: Origin
    standing: OriginStanding
    content: bytes = b""
    edited: bool = False
    fetched: FetchedDeck | None = None
    difference: DeckDifference | None = None
    fault: KpiTrainerError | None = None


def look(origins: Sequence[Origin], words: Vocabulary, get: Fetch = fetch) -> Iterator[Look]:
    """Look for a newer edition of each; several of one source are fetched at once.

    Nothing is written, and nothing raised: what is in the way is told.
    """
    got: dict[DeckSource, Fetched | KpiTrainerError] = {}
    for origin in origins:
        source = origin.source
        if not Path(origin.file).exists():
            fault = KpiTrainerError("handover.gone", id=origin.deck)
            yield Look(origin, OriginStanding.GONE, fault=fault)
            continue
        if source not in got:
            try:
                got[source] = get(source, words)
            except KpiTrainerError as fault:
                got[source] = fault
        yield _look(origin, got[source], words)


def _look(origin: Origin, got: Fetched | KpiTrainerError, words: Vocabulary) -> Look:
    try:
        content = content_of(Path(origin.file))
    except KpiTrainerError as fault:
        return Look(origin, OriginStanding.UNREACHED, fault=fault)
    here = Look(origin, OriginStanding.CURRENT, content, is_edited(origin, content))
    if isinstance(got, KpiTrainerError):
        return replace(here, standing=OriginStanding.UNREACHED, fault=got)
    there = got.decks.get(origin.deck)
    if there is None:
        return _missing(here, got)
    if there.digest == origin.sha256 or there.data == content or there.deck is None:
        return here
    mine = read_one(FoundFile(origin.file, content), words).deck
    if mine is None or mine.id != there.deck.id:
        mine = replace(there.deck, cards=())
    found = difference(mine, there.deck)
    return replace(here, standing=OriginStanding.NEWER, fetched=there, difference=found)


def _missing(here: Look, got: Fetched) -> Look:
    """A deck that is not among those that were got: one of the broken may be it."""
    name = here.origin.deck
    broken = next((each for each in got.broken if each.deck is None or each.deck.id == name), None)
    if broken is not None:
        fault = KpiTrainerError(
            "handover.now-broken", name=broken.name, count=len(broken.errors) or 1
        )
        return replace(here, standing=OriginStanding.BROKEN, fetched=broken, fault=fault)
    known = ", ".join(got.decks)
    fault = KpiTrainerError("handover.now-absent", id=name, others=known)
    return replace(here, standing=OriginStanding.ABSENT, fault=fault)
