"""From a checked entry to its cards: texts in every language, siblings, what must agree."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from kpitrainer.deckfile.read.choices import read_choice
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
from kpitrainer.domain.errors import Fault, FieldPath, Position, Severity
from kpitrainer.domain.text.formatting import formatted
from kpitrainer.domain.text.localized import NO_TEXTS, LocalizedText, LocalizedTexts

CardFields: TypeAlias = Mapping[str, Any]
"""An entry whose shape pydantic found right."""

Siblings: TypeAlias = Iterable[tuple[str, Content]]
"""Each card of an entry with its suffix ("", "#reverse", "#c1")."""


def former_key(deck: str, alias: str) -> CardKey:
    """The former name of an entry of `deck`: `old-id`, or `old-deck/old-id`."""
    former, _, entry = alias.rpartition("/")
    return CardKey(former or deck, entry)


@dataclass(slots=True)
class CardMaker:
    """Makes the cards of one deck; `faults` gathers what is wrong with the entry in hand.

    `spoken` gathers the texts of all entries, by language; `variants` counts all drills, each
    variant as one.
    """

    deck: str
    languages: tuple[str, ...]
    budget: DrawBudget = field(default_factory=lambda: DrawBudget.of_file(0))
    faults: list[Fault] = field(default_factory=list)
    unlisted: set[str] = field(default_factory=set)
    spoken: dict[str, list[str]] = field(default_factory=dict)
    variants: int = 0
    wanted: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        """Prepare what every text is compared with."""
        self.wanted = frozenset(self.languages)
        self.spoken = {language: [] for language in self.languages}

    def cards(self, kind: str, entry: CardFields, at: Position) -> tuple[Card, ...]:
        """The cards of `entry`, a card of type `kind`; not to be used if there are faults."""
        written: str = entry[kind]
        why = entry.get("why")
        mnemonic = entry.get("mnemonic")
        if why is not None:
            why = self.text(why, "why")
        if mnemonic.__class__ is str:
            mnemonic = dict.fromkeys(self.languages, mnemonic)
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
            )
            for suffix, content in _MAKERS[kind](self, entry)
        )

    def _version(self, value: Any) -> tuple[int, Mapping[int, LocalizedText]]:  # noqa: ANN401 - as for texts
        """The version a card has, and what its author says of those after the first."""
        if value.__class__ is str:
            return int(value), {}
        changes = {int(name): self.text(said, "version", name) for name, said in value.items()}
        return max(changes), changes

    def text(self, value: Any, *path: str | int) -> LocalizedText:  # noqa: ANN401 - as pydantic leaves it
        """A text in exactly the deck's languages, without marks; a plain one serves them all."""
        if value.__class__ is str:
            value = dict.fromkeys(self.languages, formatted(value))
        else:
            for language, written in value.items():
                value[language] = formatted(written)
        return self.as_written(value, *path)

    def as_written(self, value: Any, *path: str | int) -> LocalizedText:  # noqa: ANN401 - as above
        """The same with its marks."""
        if value.__class__ is str:
            value = dict.fromkeys(self.languages, value)
        if value.keys() == self.wanted:
            for language, written in value.items():
                self.spoken[language].append(written)
            return value  # type: ignore[no-any-return]  # pydantic made it a dict of texts
        self.faults += [
            Fault(path, "deck.missing-language", {"language": language})
            for language in self.languages
            if language not in value
        ]
        for language in value.keys() - self.wanted - self.unlisted:
            self.unlisted.add(language)  # told once: the remedy is one word in the header
            at, code = (*path, language), "deck.unlisted-language"
            self.faults.append(Fault.warning(at, code, at_key=True, language=language))
        return {language: value.get(language, "") for language in self.languages}

    def hear(self, written: object) -> None:
        """Gather the texts of each language that stand anywhere in `written`."""
        if isinstance(written, dict):
            for key, value in written.items():
                if key in self.wanted and isinstance(value, str):
                    self.spoken[key].append(value)
                else:
                    self.hear(value)
        elif isinstance(written, list):
            for value in written:
                self.hear(value)

    def texts(self, value: Any) -> LocalizedTexts:  # noqa: ANN401 - pydantic has seen to it
        """Several texts in the deck's languages; a plain list serves them all."""
        if value.__class__ is list:
            value = dict.fromkeys(self.languages, value)
        found = {
            language: tuple([formatted(text) for text in value[language]])
            for language in self.languages
            if language in value
        }
        for language, written in found.items():
            self.spoken[language] += written
        return found

    def accepts(self, entry: CardFields, key: str) -> LocalizedTexts:
        """The spellings listed under `key`, with a warning where no answer is typed."""
        if key not in entry:
            return NO_TEXTS
        if not entry.get("typed"):
            self.faults.append(Fault.warning((key,), "deck.not-typed", at_key=True, key=key))
        return self.texts(entry[key])

    def differ(self, texts: Sequence[LocalizedText], paths: Sequence[FieldPath]) -> None:
        """LocalizedTexts shown side by side must differ in every language."""
        for language in self.languages:
            seen = [text[language].casefold() for text in texts]
            if len(set(seen)) < len(seen):
                self.faults += [
                    Fault(path, "deck.twice", {"text": texts[number][language][:60]})
                    for number, path in enumerate(paths)
                    if seen[number] and seen.index(seen[number]) < number
                ]
                return


def _basic(maker: CardMaker, entry: CardFields) -> Siblings:
    ask = maker.text(entry["ask"], "ask")
    answer = maker.text(entry["answer"], "answer")
    typed = entry.get("typed", False)
    content = Basic(
        ask, answer, typed, maker.accepts(entry, "accept"), maker.accepts(entry, "reject")
    )
    if entry.get("reverse"):
        # Other spellings of the answer say nothing about the question's.
        return (("", content), ("#reverse", Basic(answer, ask, typed)))
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
        items.append(ListItem(text, NO_TEXTS if accept is None else maker.texts(accept)))
    maker.differ([item.text for item in items], [("items", n) for n in range(len(items))])
    return (("", ListRecall(ask, tuple(items), entry.get("ordered", False))),)


def _cloze(maker: CardMaker, entry: CardFields) -> Siblings:
    text = maker.as_written(entry["text"], "text")
    written = {name: words for name, words in text.items() if words}
    pieces, spans, numbers, faults = read_gaps(written)
    maker.faults += faults
    typed = entry.get("typed", False)
    accept = _gap_texts(maker, entry, "accept", numbers)
    reject = _gap_texts(maker, entry, "reject", numbers)
    return [
        (
            f"#c{number}",
            Cloze(
                pieces,
                number,
                typed,
                accept.get(number, NO_TEXTS),
                reject.get(number, NO_TEXTS),
                spans=spans,
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
    texts = maker.accepts(entry, key)
    value = entry[key]
    if not (value.__class__ is dict and any(name.isdigit() for name in value)):
        if len(numbers) > 1:
            maker.faults.append(Fault((key,), "deck.which-gap", {"key": key}))
        return dict.fromkeys(numbers, texts)
    maker.faults += [
        Fault((key, name), "deck.no-such-gap", {"number": name}, at_key=True)
        for name in value
        if int(name) not in numbers
    ]
    return {int(name): maker.texts(given) for name, given in value.items()}


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
