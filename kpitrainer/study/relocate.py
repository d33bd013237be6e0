"""Orphans: progress whose card is no longer where it was, and which card is now meant by it."""

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping
from typing import TypeAlias

from kpitrainer.domain.cards.card import Card, CardKey
from kpitrainer.domain.cards.card_types.cloze import Cloze
from kpitrainer.domain.schedule.review_log import label_kept
from kpitrainer.study.library import Library
from kpitrainer.study.store import LogSummary

LogSummaries: TypeAlias = Callable[[Collection[CardKey]], Mapping[CardKey, LogSummary]]

Pairs: TypeAlias = Iterator[tuple[CardKey, CardKey]]
"""Each orphan with a card that may be meant by it."""


def orphan_keys(library: Library, known: frozenset[CardKey]) -> frozenset[CardKey]:
    """Those of the `known` keys, which have progress, that no card has; a hidden deck's has it."""
    hidden = (card.key for deck in library.hidden for card in deck.cards)
    return known.difference(library.by_key, hidden)


def find_moves(
    library: Library, known: frozenset[CardKey], log_summaries: LogSummaries
) -> Mapping[CardKey, CardKey]:
    """From the key of each orphan whose card is found to that card's key.

    Only a card without progress takes one over. Its author's word counts first (`aliases`); then
    a card of the same entry, whose type was changed; then one of the same id and text in another
    deck. The last two are guesses, made only where there is one answer, and never for a deck
    whose cards may be missing because of mistakes in a file. `traces` is asked for few, if any.
    """
    lost = orphan_keys(library, known)
    if not lost:
        return {}
    found: dict[CardKey, CardKey] = {}
    _settle(found, known, _renamed(library, lost), guessed=False)
    sure = {deck for deck in {key.deck for key in lost} if not library.in_doubt(deck)}
    gone = frozenset(key for key in lost - found.keys() if key.deck in sure)
    _settle(found, known, _retyped(library, gone), guessed=True)
    elsewhere = _elsewhere(library, gone - found.keys(), known)
    _settle(found, known, _with_same_text(library, elsewhere, log_summaries), guessed=True)
    return found


def _settle(
    found: dict[CardKey, CardKey], known: frozenset[CardKey], pairs: Pairs, *, guessed: bool
) -> None:
    """Add to `found` the orphans of `pairs` that one free card is meant by.

    Where several orphans claim a card the first one has it, or none if it was `guessed`.
    """
    taken = known.union(found.values())
    free = [(old, new) for old, new in pairs if new not in taken]
    cards = Counter(old for old, _ in free)
    claims = Counter(new for _, new in free)
    heirs = set()
    for old, new in free:
        if cards[old] == 1 and new not in heirs and (claims[new] == 1 or not guessed):
            heirs.add(new)
            found[old] = new


def _renamed(library: Library, lost: frozenset[CardKey]) -> Pairs:
    """By the former names that authors give their cards."""
    for key, card in library.by_key.items():
        for alias in card.aliases:
            if alias in lost:
                yield alias, key


def _retyped(library: Library, gone: frozenset[CardKey]) -> Pairs:
    """The first card of an entry that is still there, or is named anew, for what it has no more.

    Of several the one without a suffix, the entry itself, is meant. A gap that was filled is
    none of the other gaps.
    """
    wanted = {_entry(key) for key in gone}
    first: dict[CardKey, dict[CardKey, Card]] = {name: {} for name in wanted}
    for key, card in library.by_key.items():
        for name in wanted.intersection(map(_entry, (key, *card.aliases))):
            first[name].setdefault(_entry(key), card)
    lost = defaultdict(list)
    for key in gone:
        for card in first[_entry(key)].values():
            if not ("#c" in key.card and isinstance(card.content, Cloze)):
                lost[card.key].append(key)
    for new, old in lost.items():
        plain = [key for key in old if key == _entry(key)]
        yield from ((key, new) for key in plain or old)


def _elsewhere(
    library: Library, gone: frozenset[CardKey], known: frozenset[CardKey]
) -> Mapping[CardKey, list[Card]]:
    """For each orphan the cards of its id, without progress, in other decks."""
    ids = {key.card for key in gone}
    named = defaultdict(list)
    for key, card in library.by_key.items():
        if key.card in ids and key not in known:
            named[key.card].append(card)
    return {key: named[key.card] for key in gone if named[key.card]}


def _with_same_text(
    library: Library, elsewhere: Mapping[CardKey, list[Card]], log_summaries: LogSummaries
) -> Pairs:
    """Those of the cards whose text in some language is the one last shown of the orphan."""
    told = log_summaries(elsewhere) if elsewhere else {}
    for old, cards in elsewhere.items():
        for card in cards:
            languages = library.by_id[card.key.deck].languages
            if told[old].label in {label_kept(card, language) for language in languages}:
                yield old, card.key


def _entry(key: CardKey) -> CardKey:
    """The key its author wrote."""
    return CardKey(key.deck, key.entry)
