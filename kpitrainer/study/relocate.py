"""Orphans: progress whose card is no longer where it was, and which card is now meant by it."""

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import TypeAlias

from kpitrainer.domain.cards.card import Card, CardKey
from kpitrainer.domain.cards.card_types.cloze import Cloze
from kpitrainer.domain.schedule.review_log import label_kept
from kpitrainer.study.library import Library
from kpitrainer.study.store import LogSummary

LogSummaries: TypeAlias = Callable[[Collection[CardKey]], Mapping[CardKey, LogSummary]]

Pairs: TypeAlias = Iterator[tuple[CardKey, CardKey]]
"""Each former name with a card that may be meant by it."""


def orphan_keys(library: Library, known: frozenset[CardKey]) -> frozenset[CardKey]:
    """Those of the `known` keys, which have progress, that no card has; a hidden deck's has it."""
    return known.difference(_there(library))


def find_homes(
    library: Library, moves: Sequence[tuple[CardKey, CardKey]]
) -> Mapping[CardKey, CardKey]:
    """For each name that `moves` (the latest last) tell of, the name its progress stands under.

    A card that is there is its own home, also where progress was given away while it was not. Else
    the moves are followed to a card that is there. Where they lead to none, as this machine's decks
    are older than those the move was made with, progress is of the card it was moved from.
    """
    if not moves:
        return {}
    there = _there(library)
    leads = dict(moves) | dict(_declared(library))
    names = leads.keys() | leads.values()
    ends = {name: name if name in there else _end(name, leads, there) for name in names}
    origins = defaultdict(list)
    for name in names & there:
        origins[_end(name, leads, there)].append(name)
    homes = {}
    for name, end in ends.items():
        alone = end not in there and len(origins[end]) == 1
        homes[name] = origins[end][0] if alone else end
    return homes


def _end(start: CardKey, leads: Mapping[CardKey, CardKey], there: AbstractSet[CardKey]) -> CardKey:
    """Where the moves from a name on lead: to a card that is there, or where nothing leads on.

    Where they go round in a circle it is the first of its names.
    """
    way = [start]
    while way[-1] in leads:
        name = leads[way[-1]]
        if name in there:
            return name
        if name in way:
            return min(way[way.index(name) :])
        way.append(name)
    return way[-1]


def find_moves(
    library: Library,
    made: Sequence[tuple[CardKey, CardKey]],
    known: frozenset[CardKey],
    log_summaries: LogSummaries,
) -> Mapping[CardKey, CardKey]:
    """From the key of each orphan whose card is found to that card's key.

    Its author's word counts first (`aliases`): such a card takes the orphan's history in also where
    it has one of its own, as it has once another machine's progress came in. Then
    a card of the same entry, whose type was changed; then one of the same id and text in another
    deck. The last two are guesses, made only where there is one answer, for a card without
    progress, and never for a deck whose cards may be missing because of mistakes. What was `made`
    before is not made again. `log_summaries` is asked for few, if any.
    """
    lost = orphan_keys(library, known)
    if not (lost or made):
        return {}
    former = known.union(old for old, _ in made)
    declared = {old: new for old, new in _declared(library) if old in former}
    found = {old: new for old, new in declared.items() if (old, new) not in made}
    lost -= declared.keys()
    if not lost:
        return found
    sure = {deck for deck in {key.deck for key in lost} if not library.in_doubt(deck)}
    gone = frozenset(key for key in lost - found.keys() if key.deck in sure)
    _settle(found, known, _retyped(library, gone))
    elsewhere = _elsewhere(library, gone - found.keys(), known)
    _settle(found, known, _with_same_text(library, elsewhere, log_summaries))
    return found


def _settle(found: dict[CardKey, CardKey], known: frozenset[CardKey], pairs: Pairs) -> None:
    """Add to `found` the orphans of `pairs` that mean one free card, which no other claims."""
    taken = known.union(found.values())
    free = [(old, new) for old, new in pairs if new not in taken]
    cards = Counter(old for old, _ in free)
    claims = Counter(new for _, new in free)
    found.update((old, new) for old, new in free if cards[old] == claims[new] == 1)


def _there(library: Library) -> AbstractSet[CardKey]:
    """The cards that are loaded, those of hidden decks included."""
    hidden = {card.key for deck in library.hidden for card in deck.cards}
    return library.by_key.keys() | hidden if hidden else library.by_key.keys()


def _declared(library: Library) -> Pairs:
    """By the former names that authors give their cards, where one card has it."""
    there = _there(library)
    named = [
        (alias, card.key)
        for deck in (*library.decks, *library.hidden)
        for card in deck.cards
        for alias in card.aliases
        if alias not in there
    ]
    cards = Counter(alias for alias, _ in named)
    yield from (pair for pair in named if cards[pair[0]] == 1)


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
