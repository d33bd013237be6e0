"""What gives an answer away before it is asked for, and spellings of it that say nothing new."""

from collections.abc import Iterator

from kpitrainer.domain.cards.card import Card
from kpitrainer.domain.cards.card_types.choice import Choice
from kpitrainer.domain.cards.card_types.content import Content, TextAnswer
from kpitrainer.domain.cards.card_types.list_recall import ListRecall
from kpitrainer.domain.errors import Fault, FieldPath
from kpitrainer.domain.text.dictionary import folded
from kpitrainer.domain.text.exact_text import plain
from kpitrainer.domain.text.localized import base_language
from kpitrainer.domain.text.word_forms import read_words, without_articles

_WITHOUT_BLANKS = frozenset({"ja", "zh", "yue", "th", "lo", "km", "my"})
"""Languages that set no blanks between words."""


def hint_faults(card: Card, *, by_gap: bool) -> Iterator[Fault]:
    """Warn of a hint that holds the answer, or an item, itself; `by_gap` it has one for each."""
    gap = (card.key.card.rpartition("#c")[2],) if by_gap else ()
    for language, hint in (card.hint or {}).items():
        for answer in _answers(card.content, language):
            if _holds(hint, answer, language):
                at: FieldPath = ("hint", *gap, language)
                yield Fault.warning(at, "deck.hint-answer", answer=answer[:60])
                return


def same_spellings(card: Card) -> Iterator[Fault]:
    """Warn of what an exact answer accepts beside itself and forgives anyway."""
    content = card.content
    if not isinstance(content, TextAnswer) or not content.exact:
        return
    for language, others in content.accept.items():
        said = [plain(content.answer_text(language))]
        for text in others:
            if plain(text) in said:
                yield Fault.warning(("accept",), "deck.exact-twice", at_key=True, text=text[:60])
                return
            said.append(plain(text))


def _answers(content: Content, language: str) -> tuple[str, ...]:
    if isinstance(content, TextAnswer | ListRecall | Choice):
        return tuple(map(str, content.solution(language)))
    return ()  # whether a claim is true no hint says in these words


def _holds(hint: str, answer: str, language: str) -> bool:
    if base_language(language) in _WITHOUT_BLANKS:
        return folded(answer) in folded(hint)
    words = _words(answer, language)
    return words != "  " and words in _words(hint, language)


def _words(text: str, language: str) -> str:
    """The words of `text` in their order, without articles, a blank around each."""
    words = without_articles(read_words(text, language, acronyms=False), language)
    return f" {' '.join(word.key for word in words)} "
