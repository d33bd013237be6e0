"""Questions so alike that learners will take one card for the other."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from kpitrainer.domain.cards.card import Card
from kpitrainer.domain.text.dictionary import folded
from kpitrainer.domain.text.function_words import ARTICLES, LITTLE_WORDS
from kpitrainer.domain.text.word_forms import (
    Word,
    WordKind,
    read_words,
    without_articles,
)

_ALIKE = 90
"""Per cent of likeness from which two questions are looked at word by word."""

_SAME_WORD = 80
"""Per cent of likeness from which two words are spellings of one."""

_WORD = re.compile(r"[^\W\d_]+|\d+")

_SHORTEST = 12
"""Characters of a question under which likeness says nothing: “CSAT?”, “NPS?”."""


@dataclass(frozen=True, slots=True)
class _Prompt:
    """A card's question in one language, as its words."""

    card: Card
    path: tuple[str, str]
    words: tuple[Word, ...]
    text: str
    weighty: Counter[tuple[str, WordKind]]
    """The words that count."""


@dataclass(frozen=True, slots=True)
class SimilarQuestion:
    """A card whose question, at `path` of its entry, is much like that of `other`.

    Without an `other` it was not compared.
    """

    card: Card
    path: tuple[str, str]
    other: Card | None


def similar_questions(cards: Sequence[Card]) -> Iterator[SimilarQuestion]:
    """Each of `cards` with much the same question in some language as an earlier one, the first.

    Two versions of one deck are not compared with each other, nor are siblings. Of very many that
    may be alike the last are not compared: the first of those comes last, without an other one.
    """
    unread = len(cards)
    place = {card.key: at for at, card in enumerate(cards)}
    first: dict[int, tuple[int, _Prompt, _Prompt]] = {}
    languages = {language for card in cards for language in card.content.asked()[1]}
    for language in sorted(languages, reverse=True):
        left = _MOST_READ
        for group in _groups(cards, language):
            if left < len(group):
                unread = min(unread, place[group[left].key])
            for one, other in _close([_prompt(card, language) for card in group[:left]]):
                earlier, later = place[one.card.key], place[other.card.key]
                known = first.get(later)
                better = known is None or earlier < known[0]
                if better and _comparable(one.card, other.card) and _same(one, other):
                    first[later] = earlier, one, other
            left = max(0, left - len(group))
    for _, (_, one, other) in sorted(first.items()):
        yield SimilarQuestion(other.card, other.path, one.card)
    if unread < len(cards):
        card = cards[unread]
        key, text = card.content.asked()
        yield SimilarQuestion(card, (key, next(iter(text))), None)


def _prompt(card: Card, language: str) -> _Prompt:
    key, text = card.content.asked()
    words = without_articles(read_words(text[language], language), language)
    said = " ".join(word.text for word in words)
    light = LITTLE_WORDS[language]
    weighty = Counter((word.key, word.kind) for word in words if word.text not in light)
    return _Prompt(card, (key, language), tuple(words), said, weighty)


def _groups(cards: Iterable[Card], language: str) -> list[list[Card]]:
    """Those of `cards` that may be much the same, together: two at least.

    Their words that count are the same, spellings of one word taken for it, so that thousands of
    questions that differ in one word or number are not each held against each; and words are taken
    as they stand, since reading each closely would cost more than all the rest of the check.
    """
    light = LITTLE_WORDS[language] | ARTICLES[language]
    asked: list[tuple[Card, list[str]]] = []
    for card in cards:
        _, text = card.content.asked()
        if len(said := text.get(language, "")) >= _SHORTEST:
            words = _WORD.findall(folded(said))
            asked.append((card, [word for word in words if word not in light]))
    letters = {word for _, words in asked for word in words if not word[0].isdecimal()}
    family = _families(sorted(letters))
    groups: dict[tuple[str, ...], list[Card]] = {}
    for card, words in asked:
        groups.setdefault(tuple(sorted(family.get(word, word) for word in words)), []).append(card)
    return [group for group in groups.values() if len(group) > 1]


def _families(keys: Sequence[str]) -> dict[str, str]:
    """Each word's family: the first of the words that are spellings of one another."""
    parents = list(range(len(keys)))

    def eldest(at: int) -> int:
        while parents[at] != at:
            parents[at] = at = parents[parents[at]]
        return at

    for one, other in _near(keys, _SAME_WORD):
        parents[eldest(other)] = eldest(one)
    return {key: keys[eldest(at)] for at, key in enumerate(keys)}


def _close(prompts: Sequence[_Prompt]) -> Iterator[tuple[_Prompt, _Prompt]]:
    """Pairs of `prompts` whose letters are much the same, the earlier card first."""
    first: dict[tuple[str, str, str], int] = {}
    for at, prompt in enumerate(prompts):
        said = prompt.card.key.deck, prompt.card.at.file, prompt.text
        before = first.setdefault(said, at)
        if before < at:
            yield prompts[before], prompt  # what else it is like is like the first one, too
    alone = [prompts[at] for at in first.values()]
    for one, other in _near([prompt.text for prompt in alone], _ALIKE):
        yield alone[one], alone[other]


_BESIDE = 100
"""So many neighbours in the order of the alphabet are looked at, where there are more."""


_FEWEST_BESIDE = 10
_MOST_COMPARED = 200_000
"""Of very many texts fewer neighbours are looked at, so that the work does not grow so."""

_MOST_READ = 3_000
"""Questions that are read word by word, of the first cards that may be alike in a language."""

_LIKEST = 10
"""So many of them are taken, the likest: a card is told of one, and words are a family by links."""


def _near(texts: Sequence[str], cutoff: int) -> Iterator[tuple[int, int]]:
    """The places of two `texts` that are `cutoff` per cent alike, the earlier first.

    Any two are found, unless there are many: then those that stand near each other in the order of
    the alphabet, read from their beginning or from their end (the sorted neighbourhood method).
    """
    width = max(_FEWEST_BESIDE, min(_BESIDE, _MOST_COMPARED // max(1, len(texts))))
    orders = [sorted(range(len(texts)), key=texts.__getitem__)]
    if len(texts) > _BESIDE:
        backwards = [text[::-1] for text in texts]
        orders.append(sorted(range(len(texts)), key=backwards.__getitem__))
    for order in orders:
        for at, one in enumerate(order):
            beside = order[at + 1 : at + 1 + width]
            near = process.extract(
                texts[one],
                [texts[other] for other in beside],
                scorer=fuzz.ratio,
                score_cutoff=cutoff,
                limit=_LIKEST,
            )
            for _, _, behind in near:
                yield min(one, beside[behind]), max(one, beside[behind])


def _comparable(one: Card, other: Card) -> bool:
    """Whether they are different cards that a learner may meet side by side."""
    same_deck = one.key.deck == other.key.deck
    return not (same_deck and (one.key.entry == other.key.entry or one.at.file != other.at.file))


def _same(one: _Prompt, other: _Prompt) -> bool:
    """Whether all words that count are the same but for their spelling."""
    extra, missing = (
        list((mine - theirs).elements())
        for mine, theirs in ((one.weighty, other.weighty), (other.weighty, one.weighty))
    )
    for word, kind in extra:
        for text, of in missing:
            if of == kind == WordKind.WORD and fuzz.ratio(word, text) >= _SAME_WORD:
                missing.remove((text, of))
                break
        else:
            return False
    return not missing
