"""From a checked entry to its cards: texts in every language, siblings, what must agree."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from kpitrainer.deckfile.read.answer_keys import (
    is_by_gap,
    is_typed,
    number_faults,
    read_tolerance,
)
from kpitrainer.deckfile.read.choices import read_choice
from kpitrainer.deckfile.read.deck_texts import CardFields, DeckTexts
from kpitrainer.deckfile.read.draw_checks import DrawBudget, check_one_draw, given_faults
from kpitrainer.deckfile.read.drill.build import build_template
from kpitrainer.deckfile.read.gaps import read_gaps
from kpitrainer.domain.cards.card import Card, CardKey
from kpitrainer.domain.cards.card_types.basic import Basic
from kpitrainer.domain.cards.card_types.cloze import Cloze
from kpitrainer.domain.cards.card_types.content import Content
from kpitrainer.domain.cards.card_types.drill import Drill
from kpitrainer.domain.cards.card_types.list_recall import ListItem, ListRecall
from kpitrainer.domain.cards.card_types.true_false import TrueFalse
from kpitrainer.domain.drill.template import Template
from kpitrainer.domain.errors import Fault, Position, Severity
from kpitrainer.domain.text.formatting import formatted
from kpitrainer.domain.text.localized import NO_TEXTS, LocalizedText, LocalizedTexts

Siblings: TypeAlias = Iterable[tuple[str, Content]]
"""Each card of an entry with its suffix ("", "#reverse", "#c1")."""


def former_key(deck: str, alias: str) -> CardKey:
    """The former name of an entry of `deck`: `old-id`, or `old-deck/old-id`."""
    former, _, entry = alias.rpartition("/")
    return CardKey(former or deck, entry)


@dataclass(slots=True)
class CardMaker(DeckTexts):
    """Makes the cards of one deck; `faults` gathers what is wrong with the entry in hand.

    `variants` counts all drills, each variant as one.
    """

    budget: DrawBudget = field(default_factory=lambda: DrawBudget.of_file(0))
    variants: int = 0

    def cards(self, kind: str, entry: CardFields, at: Position) -> tuple[Card, ...]:
        """The cards of `entry`, a card of type `kind`; not to be used if there are faults."""
        written: str = entry[kind]
        why = entry.get("why")
        mnemonic = entry.get("mnemonic")
        if why is not None:
            why = self.text(why, "why")
        if mnemonic.__class__ is str:
            mnemonic = dict.fromkeys(self.languages, mnemonic)
        hints = self._hints(entry)
        if mnemonic is not None:
            mnemonic = {language: formatted(text) for language, text in mnemonic.items()}
        version, changes = self._version(entry.get("version", "1"))
        aliases = [former_key(self.deck, alias) for alias in entry.get("aliases", ())]
        return tuple(
            Card(
                CardKey(self.deck, written + suffix),
                content,
                at,
                why,
                mnemonic,
                tuple(entry.get("source", ())),
                frozenset(entry.get("tags", ())),
                tuple([CardKey(deck, card + suffix) for deck, card in aliases]),
                entry.get("sibling"),
                version,
                changes,
                hints.get(suffix, None if suffix == "#reverse" else hints.get("")),
            )
            for suffix, content in _MAKERS[kind](self, entry)
        )

    def _hints(self, entry: CardFields) -> Mapping[str, LocalizedText]:
        """The hints by the suffix of the card they are for; under "" that of all."""
        written = entry.get("hint")
        if written is None:
            return {}
        if is_by_gap(written):
            return {f"#c{name}": self.text(text, "hint", name) for name, text in written.items()}
        return {"": self.text(written, "hint")}

    def _version(self, value: Any) -> tuple[int, Mapping[int, LocalizedText]]:  # noqa: ANN401 - as for texts
        """The version a card has, and what its author says of those after the first."""
        if value.__class__ is str:
            return int(value), {}
        changes = {int(name): self.text(said, "version", name) for name, said in value.items()}
        return max(changes), changes


def _basic(maker: CardMaker, entry: CardFields) -> Siblings:
    ask = maker.text(entry["ask"], "ask")
    answer = maker.text(entry["answer"], "answer")
    tolerance = None
    if "tolerance" in entry:
        maker.faults += number_faults(entry, answer)
        tolerance = read_tolerance(entry["tolerance"])
    content = Basic(
        ask,
        answer,
        is_typed(entry),
        maker.accepts(entry, "accept"),
        maker.accepts(entry, "reject"),
        entry.get("exact", False),
        tolerance,
    )
    if entry.get("reverse"):
        # Other spellings of the answer say nothing about the question's, nor does how it is judged.
        return (("", content), ("#reverse", Basic(answer, ask, entry.get("typed", False))))
    return (("", content),)


def _list(maker: CardMaker, entry: CardFields) -> Siblings:
    ask = maker.text(entry["ask"], "ask")
    items = []
    for number, item in enumerate(entry["items"]):
        if item.__class__ is str:
            items.append(ListItem(maker.text(item), NO_TEXTS))
            continue
        accept = item.pop("accept", None)
        text = maker.text(item, "items", number)
        path = "items", number, "accept"
        items.append(ListItem(text, NO_TEXTS if accept is None else maker.texts(accept, *path)))
    maker.differ([item.text for item in items], [("items", n) for n in range(len(items))])
    enough = int(entry["any"]) if "any" in entry else None
    if enough is not None and enough >= len(items):
        values = {"count": len(items), "written": enough}
        maker.faults.append(Fault(("any",), "deck.any-of-all", values))
    if enough is not None and entry.get("ordered"):
        maker.faults.append(Fault(("any",), "deck.any-ordered", at_key=True))
    return (("", ListRecall(ask, tuple(items), entry.get("ordered", False), enough)),)


def _cloze(maker: CardMaker, entry: CardFields) -> Siblings:
    text = maker.as_written(entry["text"], "text")
    written = {name: words for name, words in text.items() if words}
    pieces, spans, numbers, faults = read_gaps(written)
    maker.faults += faults
    typed, exact = is_typed(entry), entry.get("exact", False)
    accept = _gap_texts(maker, entry, "accept", numbers)
    reject = _gap_texts(maker, entry, "reject", numbers)
    _heed_gaps(maker, "hint", entry.get("hint"), numbers)
    return [
        (
            f"#c{number}",
            Cloze(
                pieces,
                number,
                typed,
                accept.get(number, NO_TEXTS),
                reject.get(number, NO_TEXTS),
                exact,
                spans,
            ),
        )
        for number in numbers
    ]


def _gap_texts(
    maker: CardMaker, entry: CardFields, key: str, numbers: Sequence[int]
) -> Mapping[int, LocalizedTexts]:
    """`accept` or `reject` by gap; without numbers only where there is one gap."""
    if key not in entry:
        return {}
    value = entry[key]
    if not is_by_gap(value):
        if len(numbers) > 1:
            maker.faults.append(Fault((key,), "deck.which-gap", {"key": key}))
        return dict.fromkeys(numbers, maker.accepts(entry, key))
    maker.heed_typed(entry, key)
    _heed_gaps(maker, key, value, numbers)
    return {int(name): maker.texts(given, key, name) for name, given in value.items()}


def _heed_gaps(maker: CardMaker, key: str, value: Any, numbers: Sequence[int]) -> None:  # noqa: ANN401 - as above
    """Note the gaps that `value`, written under `key`, names and that there are not."""
    maker.faults += [
        Fault((key, name), "deck.no-such-gap", {"number": name}, at_key=True)
        for name in (value if is_by_gap(value) else ())
        if int(name) not in numbers
    ]


def _choice(maker: CardMaker, entry: CardFields) -> Siblings:
    choice, faults = read_choice(entry, maker.text)
    maker.faults += faults
    texts = [*choice.answers, *(option.text for option in choice.wrong)]
    paths = [*choice.answer_paths(), *(("wrong", n) for n in range(len(choice.wrong)))]
    if all(text.keys() == maker.wanted for text in texts):
        maker.differ(texts, paths)
    return (("", choice),)


def _truefalse(maker: CardMaker, entry: CardFields) -> Siblings:
    return (("", TrueFalse(maker.text(entry["claim"], "claim"), entry["answer"])),)


_MOST_VARIANTS = 2_000
"""Drills of a file, each variant one; each is built whole, and written in a few signs."""


def _drill(maker: CardMaker, entry: CardFields) -> Siblings:
    maker.hear(entry)
    maker.variants += max(1, len(entry.get("variants", ())))
    if maker.variants > _MOST_VARIANTS:
        path = ("variants",) if "variants" in entry else ("drill",)
        maker.faults.append(Fault(path, "deck.many-variants", {"most": _MOST_VARIANTS}))
        return ()
    built = build_template(entry["drill"], entry, maker.languages)
    if not isinstance(built, Template):
        maker.faults += built
        return ()
    if found := check_one_draw(built, maker.budget):
        # A range that is none explains the rest.
        meant = [fault for fault in given_faults(built) if fault.code == "deck.range-by-minus"]
        maker.faults += [fault._replace(severity=Severity.ERROR) for fault in meant] or found
    return (("", Drill(built)),) if not maker.faults else ()


_MAKERS: Mapping[str, Callable[[CardMaker, CardFields], Siblings]] = {
    "basic": _basic,
    "list": _list,
    "cloze": _cloze,
    "choice": _choice,
    "truefalse": _truefalse,
    "drill": _drill,
}
