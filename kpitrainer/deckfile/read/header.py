"""The keys of a deck file beside its cards."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from pydantic import ValidationError

from kpitrainer.deckfile.read.deck_texts import DeckTexts
from kpitrainer.deckfile.read.entry import id_fault
from kpitrainer.deckfile.schema import card_schema
from kpitrainer.deckfile.schema.languages import is_code, is_language, meant_language
from kpitrainer.deckfile.schema.validation import ValidationReport
from kpitrainer.deckfile.schema.values import TRUE
from kpitrainer.deckfile.syntax.recovery import Unparsed
from kpitrainer.deckfile.syntax.source import MAX_DIAGNOSTICS, Source
from kpitrainer.deckfile.syntax.yaml_tree import Map, Seq
from kpitrainer.domain.cards.card import Deck, DeckAbout, Prerequisite
from kpitrainer.domain.errors import Fault
from kpitrainer.domain.text.localized import LocalizedText
from kpitrainer.domain.text.vocabulary import NO_WORDS, Vocabulary
from kpitrainer.domain.text.word_forms import word_keys


@dataclass(frozen=True, slots=True)
class Header:
    """What a deck file says of its deck: a deck without cards, and the words it adds."""

    deck: Deck
    vocabulary: Vocabulary


def read_header(root: Map, source: Source) -> tuple[Header | None, list[Fault]]:
    """The header in `root`, the tree of `source`, with its faults.

    Only without an id or languages is there none: a deck whose title or level is wrong is told
    so and can still be studied.
    """
    faults: list[Fault] = []
    fields: dict[str, Any]
    try:
        fields = dict(card_schema.HEADER.validate_python(root))
    except ValidationError as error:
        faults += islice(ValidationReport(root, "deck", source.text).faults(error), MAX_DIAGNOSTICS)
        if "deck" in root and (fault := id_fault(root, "deck", ())):
            code = "deck.missing-deck-id" if fault.code == "deck.missing-id" else fault.code
            faults.append(fault._replace(code=code))
        lost = {key for key, value in root.items() if isinstance(value, Unparsed)}
        faults = [fault for fault in faults if not lost.intersection(fault.path[:1])]
        wrong = lost | {fault.path[0] for fault in faults if fault.path}
        fields = {key: value for key, value in root.items() if key not in wrong}
    for key in ("languages", "after"):
        names: list[str] = fields.get(key, [])
        faults += [
            Fault((key, number), "deck.twice", {"text": name})
            for number, name in enumerate(names)
            if name in names[:number]
        ]
    languages, wrong_languages = _languages(fields.get("languages", ()))
    faults += wrong_languages
    faults += _no_address(fields)
    vocabulary, wrong_words = own_vocabulary(
        fields.get("opposites", ()), fields.get("lookalikes", ()), languages
    )
    faults += wrong_words
    if "deck" not in fields or not languages:
        return None, faults
    maker = DeckTexts(fields["deck"], languages)
    title = maker.text(fields.get("title", fields["deck"]), "title")
    description = (
        maker.text(fields["description"], "description") if "description" in fields else None
    )
    deck = Deck(
        fields["deck"],
        {language: words or fields["deck"] for language, words in title.items()},
        languages,
        int(fields.get("level", 1)),
        (),
        source.position(root.marks["deck"][0]),
        description,
        fields.get("optional") in (True, *TRUE),  # still a text where another key is wrong
        tuple(_prerequisites(root, fields.get("after", []), source)),
        tags=_titles(maker, "tags", fields),
        sources=_titles(maker, "sources", fields),
        about=DeckAbout(**{key: fields.get(key, "") for key in DeckAbout._fields}),
    )
    return Header(deck, vocabulary), faults + maker.faults


def _languages(written: Sequence[str]) -> tuple[tuple[str, ...], list[Fault]]:
    """The codes of `written` that may be languages', each once, and what is wrong with others."""
    languages, faults = [], []
    for number, code in enumerate(written):
        path, values = ("languages", number), {"language": code[:40]}
        if is_code(code) and is_language(code):
            languages.append(code)
        elif meant := meant_language(code):
            values["suggestion"] = meant
            faults.append(Fault(path, "deck.unknown-language-near", values))
        elif is_code(code):
            faults.append(Fault.warning(path, "deck.odd-language", language=code))
            languages.append(code)
        else:
            faults.append(Fault(path, "deck.no-language-code", values))
    return tuple(dict.fromkeys(languages)), faults


_ADDRESS = re.compile(r"https://[^\s/?#@]+\.[^\s@]*")


def _no_address(fields: dict[str, Any]) -> Iterator[Fault]:
    """Warn of a homepage that is no https address, and take it away."""
    homepage = fields.get("homepage", "")
    if homepage and not _ADDRESS.fullmatch(homepage):
        del fields["homepage"]
        yield Fault.warning(("homepage",), "deck.homepage")


def _titles(maker: DeckTexts, key: str, fields: dict[str, Any]) -> dict[str, LocalizedText]:
    return {name: maker.text(title, key, name) for name, title in fields.get(key, {}).items()}


def _prerequisites(root: Map, after: list[str], source: Source) -> Iterator[Prerequisite]:
    written = root.get("after")
    if after and isinstance(written, Seq):
        for number, (name, mark) in enumerate(zip(after, written.marks, strict=True)):
            if name not in after[:number]:
                yield Prerequisite(name, source.position(mark))


_TOLD = 60
"""Characters told of what is wrong."""


def own_vocabulary(
    opposites: Sequence[str], lookalikes: Sequence[str], languages: Sequence[str] = ()
) -> tuple[Vocabulary, list[Fault]]:
    """The words under a header's two keys, and what is wrong there; what is wrong does not count.

    They are read in the deck's `languages`.

    Each of `opposites` is a pair, "gain / perte", each of `lookalikes` a word.
    """
    own = NO_WORDS
    faults = []
    readings = [
        *(
            (("opposites", number), text, _pair(text, languages))
            for number, text in enumerate(opposites)
        ),
        *(
            (("lookalikes", number), text, _word(text, languages))
            for number, text in enumerate(lookalikes)
        ),
    ]
    for path, text, read in readings:
        if isinstance(read, str):
            faults.append(Fault(path, read, {"text": text[:_TOLD]}))
        elif own | read == own:
            faults.append(Fault(path, "deck.twice", {"text": text[:_TOLD]}))
        else:
            own |= read
    return own, faults


def _pair(text: str, languages: Sequence[str]) -> Vocabulary | str:
    """The opposites that `text` names, or the code of what is wrong with it."""
    words = [word.strip() for word in text.split("/")]
    if len(words) != 2 or not all(words):  # noqa: PLR2004 - a pair
        return "deck.not-a-pair"
    one, other = (word_keys(word, languages) for word in words)
    if not one or not other:
        return "deck.not-one-word"
    return Vocabulary.of([words], (), languages=languages) if one != other else "deck.not-a-pair"


def _word(text: str, languages: Sequence[str]) -> Vocabulary | str:
    if not word_keys(text, languages):
        return "deck.not-one-word"
    return Vocabulary.of((), [text], languages=languages)
