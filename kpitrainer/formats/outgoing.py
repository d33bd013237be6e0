"""A deck on its way out: its entries in the form between, as every exporter takes them."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import groupby
from typing import Any

from kpitrainer.domain.cards.card import Card, Deck
from kpitrainer.domain.cards.card_types.basic import Basic
from kpitrainer.domain.cards.card_types.choice import Choice
from kpitrainer.domain.cards.card_types.cloze import Cloze, Gap
from kpitrainer.domain.cards.card_types.content import Content
from kpitrainer.domain.cards.card_types.drill import Drill
from kpitrainer.domain.cards.card_types.list_recall import ListItem, ListRecall
from kpitrainer.domain.cards.card_types.number_answer import Tolerance
from kpitrainer.domain.cards.card_types.true_false import TrueFalse
from kpitrainer.domain.drill.template import Template
from kpitrainer.domain.text.formatted_text import FormattedText, Mark, Span
from kpitrainer.domain.text.localized import LocalizedText, LocalizedTexts
from kpitrainer.domain.verdict import Message
from kpitrainer.formats.draft import Draft, Fields, LeftOut, Place
from kpitrainer.i18n import LANGUAGES, Translator


def _nothing_told(_place: int, _of: int) -> None:
    pass


@dataclass(frozen=True, slots=True)
class WriteOptions:
    """What the writer of a format is told beside the deck.

    A drill is drawn `draws` times, the first time by `seed`, each further one by the next number.
    `reader` is the language of a format's own words where a deck's is none of the interface.
    `progress` takes how many of how many entries are written.
    """

    draws: int = 3
    seed: int = 1
    reader: str = "en"
    progress: Callable[[int, int], None] = _nothing_told


@dataclass(slots=True)
class OutgoingDeck:
    """A deck in `languages`; each draft has the name of its entry as `wanted_name`.

    In one language texts are `str`, in several mappings by language; what is formatted in them
    they know (`FormattedText`). A drill has but its title among its fields, and its template in
    `templates`, by name. `told` is what concerns the deck as a whole.
    """

    deck: Deck
    languages: Sequence[str]
    drafts: Sequence[Draft]
    templates: Mapping[str, Template]
    options: WriteOptions = field(default_factory=WriteOptions)
    left_out: list[LeftOut] = field(default_factory=list)
    told: list[Message] = field(default_factory=list)

    @property
    def language(self) -> str:
        """The first of its languages: that of a format which has one."""
        return self.languages[0]

    @property
    def translate(self) -> Translator:
        """The words of a format in the deck's language, or else the reader's."""
        known = self.language in LANGUAGES
        return Translator(self.language if known else self.options.reader)

    @property
    def kept(self) -> Sequence[Draft]:
        """The entries that the format has a place for."""
        gone = {left.place for left in self.left_out}
        return [draft for draft in self.drafts if draft.place not in gone]

    def leave_out(self, draft: Draft, code: str, **values: object) -> None:
        """Note that the format has no place for an entry."""
        self.left_out.append(draft.left_out(code, **values))

    def tell(self, code: str, **values: object) -> None:
        """Note what concerns the whole deck."""
        self.told.append(Message(code, values))

    def watched(self) -> Iterator[Draft]:
        """The entries in their order, telling the progress."""
        for number, draft in enumerate(self.drafts, 1):
            yield draft
            self.options.progress(number, len(self.drafts))

    def seeds(self) -> Sequence[int]:
        """Those by which a drill is drawn."""
        return range(self.options.seed, self.options.seed + self.options.draws)


def outgoing_deck(
    deck: Deck, languages: Sequence[str], options: WriteOptions | None = None
) -> OutgoingDeck:
    """The entries of `deck` in some of its languages, in their order."""
    drafts = []
    templates = {}
    entries = groupby(deck.cards, key=lambda card: card.key.entry)
    for number, (name, cards) in enumerate(entries, start=1):
        siblings = tuple(cards)
        content = siblings[0].content
        fields = {**_own_fields(siblings, languages), **_common_fields(siblings, languages)}
        present = {
            key: value for key, value in fields.items() if value not in ((), {}, None, False)
        }
        draft = Draft(content.type_name, present, Place("card", number), wanted_name=name)
        drafts.append(draft)
        if isinstance(content, Drill):
            templates[name] = content.template
        if isinstance(content, TrueFalse):
            draft.fields["answer"] = content.answer
    return OutgoingDeck(deck, tuple(languages), drafts, templates, options or WriteOptions())


def _common_fields(siblings: Sequence[Card], languages: Sequence[str]) -> Fields:
    card = siblings[0]
    changes = {number: _text(told, languages) for number, told in sorted(card.changes.items())}
    return {
        "why": _text(card.why, languages) if card.why else None,
        "mnemonic": _text(card.mnemonic, languages) if card.mnemonic else None,
        "hint": _hints(siblings, languages),
        "tags": tuple(sorted(card.tags)),
        "source": card.source,
        "version": changes or (card.version if card.version > 1 else None),
        "sibling": card.sibling,
        "aliases": tuple(dict.fromkeys(alias.entry for alias in card.aliases)),
    }


def _hints(siblings: Sequence[Card], languages: Sequence[str]) -> object:
    """The hint; of a cloze by the number of its gap where they differ; the reverse has none."""
    hints = [card.hint for card in siblings]
    is_cloze = isinstance(siblings[0].content, Cloze)
    if not is_cloze or all(hint == hints[0] for hint in hints):
        return _text(hints[0], languages) if hints[0] else None
    numbered = zip(siblings, hints, strict=True)
    return {
        card.content.number: _text(hint, languages)
        for card, hint in numbered
        if hint and isinstance(card.content, Cloze)
    }


def _own_fields(siblings: Sequence[Card], languages: Sequence[str]) -> Fields:
    """What the card type has of its own."""
    content = siblings[0].content
    return _FIELDS[type(content)](content, [card.content for card in siblings], languages)


def _basic(content: Any, siblings: Sequence[Content], languages: Sequence[str]) -> Fields:  # noqa: ANN401 - of its row's type
    return {
        "ask": _text(content.ask, languages),
        "answer": _text(content.answer, languages),
        "typed": content.typed,
        "reverse": len(siblings) > 1,
        "accept": _texts(content.accept, languages),
        "reject": _texts(content.reject, languages),
        "exact": content.exact,
        "tolerance": _tolerance(content.tolerance) if content.tolerance else None,
    }


def _tolerance(tolerance: Tolerance) -> str:
    amount = 100 * tolerance.amount if tolerance.relative else tolerance.amount
    written = f"{Decimal(amount.numerator) / amount.denominator:f}"
    return f"{written} %" if tolerance.relative else written


def _list(content: Any, _siblings: Sequence[Content], languages: Sequence[str]) -> Fields:  # noqa: ANN401 - as above
    return {
        "ask": _text(content.ask, languages),
        "items": tuple(_item(item, languages) for item in content.items),
        "ordered": content.ordered,
        "any": content.enough,
    }


def _item(item: ListItem, languages: Sequence[str]) -> object:
    text, accept = _text(item.text, languages), _texts(item.accept, languages)
    return {"text": text, "accept": accept} if accept else text


def _cloze(content: Any, siblings: Sequence[Content], languages: Sequence[str]) -> Fields:  # noqa: ANN401 - as above
    gaps = [each for each in siblings if isinstance(each, Cloze)]
    written = {language: _with_gaps(content, language) for language in content.pieces}
    return {
        "text": _text(written, languages),
        "typed": content.typed,
        "exact": content.exact,
        "accept": _by_gap({each.number: each.accept for each in gaps}, languages),
        "reject": _by_gap({each.number: each.reject for each in gaps}, languages),
    }


def _by_gap(texts: Mapping[int, LocalizedTexts], languages: Sequence[str]) -> Fields:
    found = {number: _texts(each, languages) for number, each in texts.items()}
    return {number: each for number, each in found.items() if each}  # type: ignore[misc] # by number


def _with_gaps(content: Cloze, language: str) -> str:
    """The text with its gaps as an author writes them, and what is formatted in it."""
    gaps: list[tuple[int, int, str]] = []
    at = 0
    pieces = content.pieces[language]
    for piece in pieces:
        text = piece.text if isinstance(piece, Gap) else piece
        if isinstance(piece, Gap):
            gaps.append((at, at + len(text), f"{{{{{piece.number}: {text}}}}}"))
        at += len(text)
    spans: Sequence[Span] = content.spans.get(language, ())
    whole = FormattedText(
        "".join(piece.text if isinstance(piece, Gap) else piece for piece in pieces),
        [span for span in spans if span.mark is not Mark.GAP],
    )
    return whole.with_parts(gaps) if spans else str(whole.with_parts(gaps))


def _choice(content: Any, _siblings: Sequence[Content], languages: Sequence[str]) -> Fields:  # noqa: ANN401 - as above
    right = tuple(_text(answer, languages) for answer in content.answers)
    options = (*right, *(_text(wrong.text, languages) for wrong in content.wrong))
    return {
        "ask": _text(content.ask, languages),
        **({"answers": right} if content.several else {"answer": right[0]}),
        "wrong": tuple(
            {"text": _text(wrong.text, languages), "say": _text(wrong.say, languages)}
            if wrong.say
            else _text(wrong.text, languages)
            for wrong in content.wrong
        ),
        "last": tuple(options[number] for number in content.last),
    }


def _true_false(content: Any, _siblings: Sequence[Content], languages: Sequence[str]) -> Fields:  # noqa: ANN401 - as above
    return {"claim": _text(content.claim, languages)}


def _drill(content: Any, _siblings: Sequence[Content], languages: Sequence[str]) -> Fields:  # noqa: ANN401 - as above
    return {"title": _text(content.template.title, languages)}


_FIELDS: Mapping[type, Callable[[Any, Sequence[Content], Sequence[str]], Fields]] = {
    Basic: _basic,
    ListRecall: _list,
    Cloze: _cloze,
    Choice: _choice,
    TrueFalse: _true_false,
    Drill: _drill,
}


def _text(text: LocalizedText, languages: Sequence[str]) -> str | Mapping[str, str] | None:
    """A text in the languages wanted; None where it is in none of them."""
    there = {language: text[language] for language in languages if language in text}
    if len(languages) == 1:
        return next(iter(there.values()), None)
    return there or None


def _texts(texts: LocalizedTexts, languages: Sequence[str]) -> object:
    there = {language: texts[language] for language in languages if texts.get(language)}
    return next(iter(there.values()), ()) if len(languages) == 1 else there


def wrong_options(draft: Draft) -> Iterator[tuple[str, str]]:
    """The wrong options of a choice in one language, each with what is said of it, or ""."""
    options: Iterable[Any] = draft.fields["wrong"]
    for option in options:
        yield (option["text"], option["say"]) if isinstance(option, Mapping) else (option, "")


def list_items(draft: Draft) -> Iterator[tuple[str, Sequence[str]]]:
    """The items of a list in one language, each with what else is right for it."""
    items: Iterable[Any] = draft.fields["items"]
    for item in items:
        yield (item["text"], item["accept"]) if isinstance(item, Mapping) else (item, ())
