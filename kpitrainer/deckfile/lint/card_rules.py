"""What makes a card hard to learn from, although nothing in it is wrong.

The rules are those of docs/writing-cards.md. They would rather miss a poor card than blame a good
one: each looks for what can be seen without understanding the text.
"""

import re
from collections.abc import Iterator

from kpitrainer.deckfile.lint.answer_rules import same_spellings
from kpitrainer.deckfile.lint.claim_rules import absolute_claim
from kpitrainer.deckfile.lint.two_facts import two_facts
from kpitrainer.domain.cards.card import Card, Deck
from kpitrainer.domain.cards.card_types.basic import Basic
from kpitrainer.domain.cards.card_types.choice import Choice
from kpitrainer.domain.cards.card_types.list_recall import ListRecall
from kpitrainer.domain.cards.card_types.true_false import TrueFalse
from kpitrainer.domain.errors import Fault, FieldPath
from kpitrainer.domain.text.dictionary import folded
from kpitrainer.domain.text.function_words import ARTICLES, LITTLE_WORDS
from kpitrainer.domain.text.localized import LocalizedText
from kpitrainer.domain.text.word_forms import read_words

LONGEST_ANSWER = 120
"""Characters of an answer that can still be recalled as one thing."""

LONGEST_LIST = 7
"""Items of a list that can be recalled without parts."""

LONGEST_SAME = 25
"""Characters up to which a text may be the same in two languages: names, formulas."""

_MUCH_LONGER = 1.75
_LONGER_BY = 20
"""A right answer gives itself away when it is longer than every wrong one in both ways."""

_SIGNS = {
    "deck.right-has-bracket": re.compile(r"\("),
    "deck.right-has-number": re.compile(r"\d"),
}
"""What a right answer should not be the only one to have."""


def card_faults(card: Card) -> Iterator[Fault]:
    """What of the entry that `card` was made of could be better; once for all its siblings."""
    for path, text in texts(card):
        yield from _untranslated(path, text)
    match card.content:
        case Basic() as basic:
            yield from _long(("answer",), basic.answer)
            yield from two_facts(basic)
        case ListRecall() as recall:
            yield from _list_faults(recall)
        case Choice() as choice:
            for path, answer in zip(choice.answer_paths(), choice.answers, strict=True):
                yield from _long(path, answer)
            yield from _giveaways(choice)
        case TrueFalse() as claim:
            yield from absolute_claim(claim)
    yield from same_spellings(card)
    if isinstance(card.content, Choice | TrueFalse) and card.why is None:
        yield Fault.warning((), "deck.no-why")


def header_faults(deck: Deck) -> Iterator[Fault]:
    """The same of the texts beside the cards."""
    yield from _untranslated(("title",), deck.title)
    if deck.description is not None:
        yield from _untranslated(("description",), deck.description)


def texts(card: Card) -> Iterator[tuple[FieldPath, LocalizedText]]:
    """The texts of a card's entry with the way to each, those of a drill's template excepted."""
    yield from card.content.texts()
    if card.why is not None:
        yield ("why",), card.why
    if card.hint is not None:
        yield ("hint",), card.hint
    yield from ((("version", str(number)), said) for number, said in card.changes.items())


def _long(path: FieldPath, text: LocalizedText) -> Iterator[Fault]:
    for language, words in text.items():
        if len(words) > LONGEST_ANSWER:
            at, code = (*path, language), "deck.long-answer"
            yield Fault.warning(at, code, length=len(words), most=LONGEST_ANSWER)
            return


def _list_faults(recall: ListRecall) -> Iterator[Fault]:
    if recall.enough is None and len(recall.items) > LONGEST_LIST:
        count = len(recall.items)
        yield Fault.warning(("items",), "deck.long-list", count=count, most=LONGEST_LIST)
    asked = {language: folded(text) for language, text in recall.ask.items()}
    for number, item in enumerate(recall.items):
        yield from _long(("items", number), item.text)
        for language, text in item.text.items():
            if not _may_stand_in(text, asked[language]):
                continue
            words = weighty(text, language)
            # The name of a thing in both languages may be a word of one: Tableau, Slack.
            named = len(set(item.text.values())) == 1 and text not in recall.ask[language]
            if words and words <= weighty(recall.ask[language], language) and not named:
                path = "items", number, language
                yield Fault.warning(path, "deck.item-in-question", item=text[:60])
                break


def _may_stand_in(item: str, ask: str) -> bool:
    """Whether the longest word of `item` begins as one of the `ask`, which is folded.

    Reading the words of each closely would cost more than all the rest of the check.
    """
    longest = max(re.findall(r"[^\W_]+", folded(item)), key=len, default="")
    return longest[:_BEGINNING] in ask


_BEGINNING = 3


def weighty(text: str, language: str) -> set[str]:
    """The words of `text` that say something."""
    light = ARTICLES[language] | LITTLE_WORDS[language]
    return {word.key for word in read_words(text, language) if word.text not in light}


def _giveaways(choice: Choice) -> Iterator[Fault]:
    """What each right answer has, and no wrong one."""
    path = choice.answer_paths()[0]
    for language in choice.ask:
        right = [text[language] for text in choice.answers]
        wrong = [option.text[language] for option in choice.wrong]
        longest = max(map(len, wrong))
        if min(map(len, right)) > max(longest * _MUCH_LONGER, longest + _LONGER_BY):
            yield Fault.warning((*path, language), "deck.right-is-longest")
            return
        for code, sign in _SIGNS.items():
            if all(map(sign.search, right)) and not any(map(sign.search, wrong)):
                yield Fault.warning((*path, language), code)
                return


def _untranslated(path: FieldPath, text: LocalizedText) -> Iterator[Fault]:
    first, *others = text.values()
    if len(first) <= LONGEST_SAME or not others or any(other != first for other in others):
        return
    # A name is the same everywhere: Customer Satisfaction Score. A sentence has its little words.
    if any(
        word.text in ARTICLES[language] | LITTLE_WORDS[language]
        for language in text
        for word in read_words(first, language)
    ):
        last, languages = list(text)[-1], ", ".join(text)
        yield Fault.warning((*path, last), "deck.untranslated", languages=languages)
