"""Questions so alike that learners will take one card for the other."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from kpitrainer.deckfile.quality import whole_text
from kpitrainer.domain.card import Basic, Card, Choice, Cloze, ListRecall, Text, TrueFalse
from kpitrainer.domain.vocabulary import LITTLE_WORDS
from kpitrainer.domain.word_forms import Kind, Word, read_words, without_articles

_ALIKE = 90
"""Per cent of likeness from which two questions are looked at word by word."""

_SAME_WORD = 80
"""Per cent of likeness from which two words are spellings of one."""

_SHORTEST = 12
"""Characters of a question under which likeness says nothing: “CSAT?”, “NPS?”."""


_TOLD_EVERY = 50
"""Questions between two reports of how far the comparing is: some hundredths of a second."""

LANGUAGES = ("fr", "en")


@dataclass(frozen=True, slots=True)
class _Prompt:
    """A card's question in one language, as its words."""

    card: Card
    path: tuple[str, str]
    words: tuple[Word, ...]
    text: str


@dataclass(frozen=True, slots=True)
class Alike:
    """A card whose question, at `path` of its entry, is much like that of `other`."""

    card: Card
    path: tuple[str, str]
    other: Card


def alike_questions(
    cards: Sequence[Card], progress: Callable[[int, int], None] = lambda _place, _of: None
) -> Iterator[Alike]:
    """Pairs of `cards` with much the same question in some language, each told at its later card.

    Two versions of one deck are not compared with each other, nor are siblings. Sorting by
    length spares most comparisons: a question is only held against those of about its length.
    Now and then `progress` is told how many of how many questions have been compared.
    """
    place = {card.key: at for at, card in enumerate(cards)}
    told: set[tuple[int, int]] = set()
    for number, language in enumerate(LANGUAGES):
        prompts = sorted(_prompts(cards, language), key=lambda prompt: len(prompt.text))
        done = number * len(cards)
        for first, second in _close(prompts, progress, done, len(LANGUAGES) * len(cards)):
            one, other = sorted((first, second), key=lambda prompt: place[prompt.card.key])
            pair = place[one.card.key], place[other.card.key]
            if pair not in told and _comparable(one.card, other.card) and _same(one, other):
                told.add(pair)
                yield Alike(other.card, other.path, one.card)


def _prompts(cards: Iterable[Card], language: str) -> Iterator[_Prompt]:
    for card in cards:
        key, text = _asked(card)
        if language in text and len(text[language]) >= _SHORTEST:
            words = without_articles(read_words(text[language], language), language)
            said = " ".join(word.text for word in words)
            yield _Prompt(card, (key, language), tuple(words), said)


def _asked(card: Card) -> tuple[str, Text]:
    """The key of an entry's question and the question; none of a drill, whose numbers vary."""
    match card.content:
        case Basic(ask=ask) | ListRecall(ask=ask) | Choice(ask=ask):
            return "ask", ask
        case TrueFalse(claim=claim):
            return "claim", claim
        case Cloze() as cloze:
            return "text", whole_text(cloze)
        case _:
            return "", {}


def _close(
    prompts: Sequence[_Prompt], progress: Callable[[int, int], None], done: int, total: int
) -> Iterator[tuple[_Prompt, _Prompt]]:
    """Pairs of `prompts`, which come by length, whose letters are much the same.

    `done` of a `total` of questions were compared before.
    """
    said = [prompt.text for prompt in prompts]
    lengths = [len(text) for text in said]
    for at, prompt in enumerate(prompts):
        if not at % _TOLD_EVERY:
            progress(done + at, total)
        # Of two lengths a < b at most 2a of a + b letters are shared.
        end = bisect_left(lengths, lengths[at] * (200 - _ALIKE) / _ALIKE + 1)
        near = process.extract(
            prompt.text, said[at + 1 : end], scorer=fuzz.ratio, score_cutoff=_ALIKE, limit=None
        )
        for _, _, behind in near:
            yield prompt, prompts[at + 1 + behind]


def _comparable(one: Card, other: Card) -> bool:
    """Whether they are different cards that a learner may meet side by side."""
    same_deck = one.key.deck == other.key.deck
    return not (same_deck and (one.key.entry == other.key.entry or one.at.file != other.at.file))


def _same(one: _Prompt, other: _Prompt) -> bool:
    """Whether all words that count are the same but for their spelling."""
    light = LITTLE_WORDS[one.path[1]]
    mine, theirs = (
        Counter((word.key, word.kind) for word in prompt.words if word.text not in light)
        for prompt in (one, other)
    )
    extra, missing = list((mine - theirs).elements()), list((theirs - mine).elements())
    for word, kind in extra:
        found = next(
            (
                (text, of)
                for text, of in missing
                if of == kind == Kind.WORD and fuzz.ratio(word, text) >= _SAME_WORD
            ),
            None,
        )
        if found is None:
            return False
        missing.remove(found)
    return not missing
