"""In which order decks are studied: prerequisites first, then level, then file name."""

from collections.abc import Container, Iterable
from heapq import heapify, heappop, heappush
from pathlib import PurePath
from typing import TypeAlias

from kpitrainer.domain.cards.card import Deck, Prerequisite
from kpitrainer.domain.errors import Diagnostic, Severity

_Waits: TypeAlias = dict[str, list[Prerequisite]]
"""Deck id to those of its prerequisites that are not placed yet."""


def study_order(
    decks: Iterable[Deck], own: Container[str] = ()
) -> tuple[tuple[Deck, ...], tuple[Diagnostic, ...]]:
    """`decks`, of different ids, in study order, and what is wrong with their prerequisites.

    A deck comes after all decks it names under `after`; among those that may come next, one whose
    id is in `own`, then one of the lowest level, then of the first file name. A prerequisite that
    is no deck is warned of, one that closes a circle is an error; both are passed over, and no deck
    is lost.
    """

    def rank(deck: Deck) -> tuple[bool, int, str, str]:
        return deck.id not in own, *_rank(deck)

    by_id = {deck.id: deck for deck in sorted(decks, key=rank)}
    diagnostics = [
        _unknown(need, by_id)
        for deck in by_id.values()
        for need in deck.after
        if need.deck not in by_id
    ]
    waits = {
        name: [need for need in deck.after if need.deck in by_id] for name, deck in by_id.items()
    }
    ready = [(rank(deck), deck.id) for deck in by_id.values() if not waits[deck.id]]
    heapify(ready)
    followers: dict[str, list[str]] = {}
    for name, needs in waits.items():
        for need in needs:
            followers.setdefault(need.deck, []).append(name)
    placed: list[Deck] = []
    while waits:
        if not ready:
            circle = _circle(waits, by_id)
            diagnostics.append(_goes_round(circle))
            first, closing = circle[0]
            waits[first] = [need for need in waits[first] if need != closing]
            if not waits[first]:
                ready.append((rank(by_id[first]), first))
            continue
        _, name = heappop(ready)
        del waits[name]
        placed.append(by_id[name])
        for follower in followers.get(name, ()):
            if follower in waits and (needs := waits[follower]):
                needs[:] = [need for need in needs if need.deck != name]
                if not needs:
                    heappush(ready, (rank(by_id[follower]), follower))
    return tuple(placed), tuple(sorted(diagnostics, key=lambda diagnostic: diagnostic.at))


def _rank(deck: Deck) -> tuple[int, str, str]:
    return deck.level, PurePath(deck.at.file).name, deck.id


def _unknown(need: Prerequisite, by_id: dict[str, Deck]) -> Diagnostic:
    from difflib import get_close_matches  # noqa: PLC0415 - every start would pay for it

    near = get_close_matches(need.deck, by_id, 1)
    if near:
        values = {"id": need.deck, "suggestion": near[0]}
        return Diagnostic(need.at, "deck.unknown-deck-near", values, Severity.WARNING)
    return Diagnostic(need.at, "deck.unknown-deck", {"id": need.deck}, Severity.WARNING)


def _circle(waits: _Waits, by_id: dict[str, Deck]) -> list[tuple[str, Prerequisite]]:
    """Decks that wait for each other in turn, each with the prerequisite it waits for.

    Every deck in `waits` waits for one in it. The circle begins with its deck of lowest rank.
    """
    path: dict[str, Prerequisite] = {}
    name = next(iter(waits))
    while name not in path:
        path[name] = waits[name][0]
        name = path[name].deck
    names = list(path)
    circle = names[names.index(name) :]
    start = circle.index(min(circle, key=lambda each: _rank(by_id[each])))
    return [(each, path[each]) for each in (*circle[start:], *circle[:start])]


def _goes_round(circle: list[tuple[str, Prerequisite]]) -> Diagnostic:
    names = [name for name, _ in circle]
    _, closing = circle[0]
    return Diagnostic(closing.at, "deck.circle", {"decks": " → ".join([*names, names[0]])})
