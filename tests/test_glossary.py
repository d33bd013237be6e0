"""docs/glossary.yaml holds: one term, one formula, one meaning in cards and drills."""

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from kpitrainer.domain.cards.card import Card
from kpitrainer.domain.cards.card_types.drill import Drill
from tests.shipped import FORMS
from tests.test_shipped_decks import CARDS, _deck_texts, _part_texts, _spellings, _texts

GLOSSARY: list[dict[str, Any]] = yaml.safe_load(
    (Path(__file__).parents[1] / "docs" / "glossary.yaml").read_text("utf-8")
)
ENTRIES = {f"{card.key.deck}/{card.key.entry}": card for card in CARDS}
DRILLS = {card.key.card: card for card in CARDS if isinstance(card.content, Drill)}
PLACE = {card.key: place for place, card in enumerate(CARDS)}

each_term = pytest.mark.parametrize("term", GLOSSARY, ids=lambda term: term["term"]["fr"])


def _practised(term: dict[str, Any]) -> list[str]:
    """Its forms: every variant of a drill that is named alone."""
    return [
        form
        for name in term.get("drills", ())
        for form in FORMS
        if form == name or form.split(":")[0] == name
    ]


def _said_by(card: Card, language: str) -> Iterator[str]:
    yield from (text.get(language, "") for _, text in _texts(card))
    yield from (text for _, said_in, text in _spellings(card) if said_in == language)


def _form_texts(name: str, language: str) -> str:
    card = DRILLS[name.split(":", maxsplit=1)[0]]
    form = FORMS[name]
    content = card.content
    assert isinstance(content, Drill)
    texts = [text for part in form.parts for _, text in _part_texts(part)]
    return "\n".join(
        [*(text.get(language, "") for text in texts), (card.why or {}).get(language, "")]
    )


def test_each_term_stands_once() -> None:
    for language in ("fr", "en"):
        counts = Counter(term["term"][language].casefold() for term in GLOSSARY)
        assert [term for term, count in counts.items() if count > 1] == []


@each_term
def test_the_card_teaches_the_formula(term: dict[str, Any]) -> None:
    for language in ("fr", "en"):
        taught = term.get("formula") or term["meaning"]
        told = "\n".join(_said_by(ENTRIES[term["card"]], language))
        assert taught[language] in told, (language, told)


@each_term
def test_its_drills_use_the_formula_of_the_card(term: dict[str, Any]) -> None:
    forms = _practised(term)
    assert bool(forms) == bool(term.get("drills"))
    for name in forms:
        for language in ("fr", "en"):
            assert term["formula"][language] in _form_texts(name, language), (name, language)


@each_term
def test_the_card_comes_before_its_drills(term: dict[str, Any]) -> None:
    card = ENTRIES[term["card"]]
    for name in _practised(term):
        assert PLACE[card.key] < PLACE[DRILLS[name.split(":")[0]].key], name


def test_every_drill_practises_a_formula_of_the_glossary() -> None:
    practised = {form for term in GLOSSARY for form in _practised(term)}
    assert sorted(FORMS.keys() - practised) == []


@pytest.mark.parametrize("language", ["fr", "en"])
def test_no_text_says_what_is_to_be_avoided(language: str) -> None:
    avoided = [word for term in GLOSSARY for word in term.get("avoid", {}).get(language, ())]
    said = [
        (where, word)
        for where, text in _deck_texts()
        for word in avoided
        if re.search(rf"\b{re.escape(word)}\b", text.get(language, ""), re.IGNORECASE)
    ]
    assert said == []
