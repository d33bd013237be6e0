"""A deck on its way out: its entries in the form between, as every exporter takes them."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from kpitrainer.domain.cards.card import Card, Deck
from kpitrainer.domain.cards.card_types.basic import Basic
from kpitrainer.domain.cards.card_types.choice import Choice
from kpitrainer.domain.cards.card_types.cloze import Cloze, Gap
from kpitrainer.domain.cards.card_types.content import Content
from kpitrainer.domain.cards.card_types.drill import Drill
from kpitrainer.domain.cards.card_types.list_recall import ListRecall
from kpitrainer.domain.cards.card_types.true_false import TrueFalse
from kpitrainer.domain.drill.template import Template
from kpitrainer.domain.text.localized import LocalizedText, LocalizedTexts
from kpitrainer.formats.draft import Draft, Fields, LeftOut, Place


@dataclass(slots=True)
class OutgoingDeck:
    """A deck in `languages`; each draft has the name of its entry as `wanted_name`.

    In one language texts are `str`, in several mappings by language. A drill has but its title
    among its fields, and its template in `templates`, by name.
    """

    deck: Deck
    languages: Sequence[str]
    drafts: Sequence[Draft]
    templates: Mapping[str, Template]
    left_out: list[LeftOut] = field(default_factory=list)

    @property
    def language(self) -> str:
        """The first of its languages: that of a format which has one."""
        return self.languages[0]

    @property
    def kept(self) -> Sequence[Draft]:
        """The entries that the format has a place for."""
        gone = {left.place for left in self.left_out}
        return [draft for draft in self.drafts if draft.place not in gone]

    def leave_out(self, draft: Draft, code: str, **values: object) -> None:
        """Note that the format has no place for an entry."""
        self.left_out.append(draft.left_out(code, **values))


def outgoing_deck(deck: Deck, languages: Sequence[str]) -> OutgoingDeck:
    """The entries of `deck` in some of its languages, in their order."""
    drafts = []
    templates = {}
    entries = groupby(deck.cards, key=lambda card: card.key.entry)
    for number, (name, cards) in enumerate(entries, start=1):
        siblings = tuple(cards)
        content = siblings[0].content
        fields = {**_own_fields(siblings, languages), **_common_fields(siblings[0], languages)}
        present = {
            key: value for key, value in fields.items() if value not in ((), {}, None, False)
        }
        draft = Draft(content.type_name, present, Place("card", number), wanted_name=name)
        drafts.append(draft)
        if isinstance(content, Drill):
            templates[name] = content.template
        if isinstance(content, TrueFalse):
            draft.fields["answer"] = content.answer
    return OutgoingDeck(deck, tuple(languages), drafts, templates)


def _common_fields(card: Card, languages: Sequence[str]) -> Fields:
    return {
        "why": _text(card.why, languages) if card.why else None,
        "mnemonic": _text(card.mnemonic, languages) if card.mnemonic else None,
        "tags": tuple(sorted(card.tags)),
        "source": card.source,
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
    }


def _list(content: Any, _siblings: Sequence[Content], languages: Sequence[str]) -> Fields:  # noqa: ANN401 - as above
    return {
        "ask": _text(content.ask, languages),
        "items": tuple(_text(item.text, languages) for item in content.items),
        "ordered": content.ordered,
    }


def _cloze(content: Any, siblings: Sequence[Content], languages: Sequence[str]) -> Fields:  # noqa: ANN401 - as above
    accept = {
        each.number: _texts(each.accept, languages)
        for each in siblings
        if isinstance(each, Cloze) and each.accept
    }
    written = {name: "".join(map(_piece, pieces)) for name, pieces in content.pieces.items()}
    return {"text": _text(written, languages), "typed": content.typed, "accept": accept}


def _piece(piece: str | Gap) -> str:
    return f"{{{{{piece.number}: {piece.text}}}}}" if isinstance(piece, Gap) else piece


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
