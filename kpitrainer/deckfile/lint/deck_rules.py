"""What is seen only of a deck as a whole: titles that nothing has, texts in one language alone."""

from collections.abc import Iterator, Sequence

from kpitrainer.deckfile.lint.card_rules import LONGEST_SAME, texts
from kpitrainer.domain.cards.card import Card, Deck
from kpitrainer.domain.cards.titles import source_kind
from kpitrainer.domain.errors import Fault
from kpitrainer.domain.text.function_words import ARTICLES, LITTLE_WORDS
from kpitrainer.domain.text.localized import LocalizedText
from kpitrainer.domain.text.word_forms import read_words

_FEWEST_SAME = 3
"""Untranslated texts from which on it is told what they have in common."""


def unused_titles(deck: Deck, others: Sequence[Deck]) -> Iterator[Fault]:
    """Warn of titles of `deck` for a tag or source that no card of it or of `others` has."""
    cards = [card for each in (deck, *others) for card in each.cards]
    tags = {tag for card in cards for tag in card.tags}
    kinds = {source_kind(source) for card in cards for source in card.source}
    for name in deck.tags.keys() - tags:
        yield Fault.warning(("tags", name), "deck.unused-tags", at_key=True, name=name)
    for name in deck.sources.keys() - kinds:
        yield Fault.warning(("sources", name), "deck.unused-sources", at_key=True, name=name)


def language_alone(deck: Deck, cards: Sequence[Card], same: int) -> str:
    """The one language of a deck in which most texts are the `same` in all; or ""."""
    written = [text for card in cards for _, text in texts(card)]
    long = [text for text in written if max(map(len, text.values())) > LONGEST_SAME]
    if same < _FEWEST_SAME or 2 * same < len(long):
        return ""
    return max(deck.languages, key=lambda language: _little_words(long, language))


def _little_words(written: Sequence[LocalizedText], language: str) -> int:
    light = ARTICLES[language] | LITTLE_WORDS[language]
    return sum(
        word.text in light for text in written for word in read_words(text[language], language)
    )
