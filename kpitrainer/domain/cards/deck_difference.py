"""How two editions of a deck differ, card by card, and where that costs progress."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from kpitrainer.domain.cards.card import Card, CardKey, Deck
from kpitrainer.domain.cards.card_types.cloze import Cloze
from kpitrainer.domain.cards.card_types.drill import Drill
from kpitrainer.domain.cards.card_types.list_recall import ListRecall
from kpitrainer.domain.drill.template import NumberPart, Part, Template
from kpitrainer.domain.formula.formula import Formula


class ChangeKind(StrEnum):
    """What became of a card."""

    NEW = "new"
    TEXT = "text"  # another wording, the same answer
    ANSWER = "answer"
    RENAMED = "renamed"  # its author tells its former name
    UNLINKED = "unlinked"  # it has the texts of a card that is gone, and does not name it
    GONE = "gone"


COSTLY = frozenset({ChangeKind.UNLINKED, ChangeKind.GONE})
"""What leaves progress without a card."""


class CardChange(NamedTuple):
    """What became of `card`, or of it and its siblings: all that one entry gives.

    `former` is the name of the entry before, where it has another now. `keys` are those under which
    learners have progress, in the earlier edition. Where its author has raised its version, `since`
    is the former one, else 0.
    """

    kind: ChangeKind
    card: Card
    former: str = ""
    keys: tuple[CardKey, ...] = ()
    since: int = 0

    @property
    def asks(self) -> bool:
        """Whether learners are asked if they start afresh, as it means something else."""
        return self.since > 0


@dataclass(frozen=True, slots=True)
class DeckDifference:
    """What is different in the deck `new` from the deck `old`, in the order of the new one."""

    old: Deck
    new: Deck
    changes: tuple[CardChange, ...]

    def of(self, *kinds: ChangeKind) -> tuple[CardChange, ...]:
        """The changes of these kinds."""
        return tuple(change for change in self.changes if change.kind in kinds)

    @property
    def lost(self) -> frozenset[CardKey]:
        """The former cards whose progress no card of the new deck has."""
        return frozenset(key for change in self.of(*COSTLY) for key in change.keys)

    @property
    def silent(self) -> tuple[CardChange, ...]:
        """Answers that are others now, of which nobody who learnt the former is told."""
        return tuple(change for change in self.of(ChangeKind.ANSWER) if not change.asks)

    @property
    def asked(self) -> frozenset[CardKey]:
        """The former cards whose learners are asked whether to start afresh."""
        return frozenset(key for change in self.changes if change.asks for key in change.keys)


def difference(old: Deck, new: Deck) -> DeckDifference:
    """Compare two editions of one deck, of one id."""
    before, now = ({card.key: card for card in deck.cards} for deck in (old, new))
    former = dict(_former(before, now))
    lost = {key: card for key, card in before.items() if key not in now | former}
    fresh = {key: card for key, card in now.items() if key not in before}
    fresh = {key: card for key, card in fresh.items() if key not in former.values()}
    guessed = dict(_guessed(lost, fresh))
    found: list[CardChange] = []
    homes = {home: key for key, home in former.items()}
    twins = {twin: key for key, twin in guessed.items()}
    for key, card in now.items():
        if key in twins:
            found.append(_renamed(ChangeKind.UNLINKED, before[twins[key]], card))
        elif key in fresh:
            found.append(CardChange(ChangeKind.NEW, card))
        else:
            found += _compared(before[homes.get(key, key)], card, old.languages)
    found += (
        CardChange(ChangeKind.GONE, card, keys=(key,))
        for key, card in lost.items()
        if key not in guessed
    )
    return DeckDifference(old, new, tuple(_by_entry(found)))


def _former(
    before: Mapping[CardKey, Card], now: Mapping[CardKey, Card]
) -> Iterator[tuple[CardKey, CardKey]]:
    """From the former key of each card that goes on under another, to that one.

    By its author's word, or as the first card of an entry whose type is another now.
    """
    taken: set[CardKey] = set()
    for card in now.values():
        for alias in card.aliases:
            if alias in before and alias not in now and card.key not in before:
                taken.add(card.key)
                yield alias, card.key
                break
    named = {alias for card in now.values() for alias in card.aliases}
    for key in before:
        if key in now or key in named or (key.card != key.entry and _entry(key) in before):
            continue
        same = (other for other in now.values() if _entry(other.key) == _entry(key))
        first = next((o for o in same if o.key not in before and o.key not in taken), None)
        gap = "#c" in key.card and first is not None and isinstance(first.content, Cloze)
        if first is not None and not gap:
            taken.add(first.key)
            yield key, first.key


def _entry(key: CardKey) -> CardKey:
    return CardKey(key.deck, key.entry)


def _guessed(
    lost: Mapping[CardKey, Card], fresh: Mapping[CardKey, Card]
) -> Iterator[tuple[CardKey, CardKey]]:
    """From the key of each lost card to that of a new one with its texts."""
    by_text: dict[object, list[CardKey]] = {}
    for key, card in fresh.items():
        by_text.setdefault(_texts(card), []).append(key)
    for key, card in lost.items():
        if same := by_text.get(_texts(card)):
            yield key, same.pop(0)


def _texts(card: Card) -> object:
    """What a card is recognised by: how it is asked, and what it is called."""
    content = card.content
    named = content.template.title if isinstance(content, Drill) else content.asked()[1]
    _, _, suffix = card.key.card.partition("#")
    words = (" ".join(text.split()).casefold() for _, text in sorted(named.items()))
    return card.type_name, suffix, tuple(words)


def _compared(old: Card, new: Card, languages: Iterable[str]) -> Iterator[CardChange]:
    renamed = old.key.entry != new.key.entry
    since, keys = old.version if new.version > old.version else 0, (old.key,)
    if renamed:
        yield _renamed(ChangeKind.RENAMED, old, new)
    if _answer(old, languages) != _answer(new, languages):
        yield CardChange(ChangeKind.ANSWER, new, keys=keys, since=since)
    elif _told(old) != _told(new) or since:
        yield CardChange(ChangeKind.TEXT, new, keys=keys, since=since)


def _renamed(kind: ChangeKind, old: Card, new: Card) -> CardChange:
    return CardChange(kind, new, old.key.entry, (old.key,))


def _told(card: Card) -> object:
    """All that a learner is shown of a card."""
    content = card.content
    shown = content.template.version if isinstance(content, Drill) else content
    return shown, card.why, card.mnemonic


def _answer(card: Card, languages: Iterable[str]) -> object:
    """What is right, in the `languages`; of a drill how it is computed."""
    content = card.content
    if isinstance(content, Drill):
        return [_computed(form) for form in content.template.forms]
    right: dict[str, object] = {}
    for language in languages:
        try:
            lines = content.solution(language)
        except KeyError:
            continue  # the new edition no longer has the language
        in_order = isinstance(content, ListRecall) and content.ordered
        right[language] = lines if in_order else sorted(map(str, lines))
    return right


def _computed(form: Template) -> object:
    let = {name: _source(formula) for name, formula in form.let.items()}
    return let, [_right(part) for part in form.parts]


def _right(part: Part) -> object:
    if isinstance(part, NumberPart):
        answer = part.answer
        return _source(answer.formula), dict(answer.unit), answer.decimals, answer.signed
    return [_source(option.right) for option in part.options]


def _source(formula: Formula) -> str:
    return "".join(formula.source.split())


def _by_entry(changes: Iterable[CardChange]) -> Iterator[CardChange]:
    """One change for all siblings of which the same is to be told."""
    found: dict[tuple[ChangeKind, str, str], CardChange] = {}
    for change in changes:
        name = (change.kind, change.card.key.entry, change.former)
        first = found.setdefault(name, change)
        if first is not change:
            keys, since = first.keys + change.keys, max(first.since, change.since)
            found[name] = first._replace(keys=keys, since=since)
    yield from found.values()
