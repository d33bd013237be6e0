"""The words that a deck adds to those by which the answers of all decks are judged."""

from collections.abc import Sequence

from kpitrainer.domain.errors import Fault
from kpitrainer.domain.text.spelling import NO_WORDS, Vocabulary
from kpitrainer.domain.text.word_forms import word_keys

_TOLD = 60
"""Characters told of what is wrong."""


def own_vocabulary(
    opposites: Sequence[str], lookalikes: Sequence[str]
) -> tuple[Vocabulary, list[Fault]]:
    """The words under a header's two keys, and what is wrong there; what is wrong does not count.

    Each of `opposites` is a pair, "gain / perte", each of `lookalikes` a word.
    """
    own = NO_WORDS
    faults = []
    readings = [
        *((("opposites", number), text, _pair(text)) for number, text in enumerate(opposites)),
        *((("lookalikes", number), text, _word(text)) for number, text in enumerate(lookalikes)),
    ]
    for path, text, read in readings:
        if isinstance(read, str):
            faults.append(Fault(path, read, {"text": text[:_TOLD]}))
        elif own | read == own:
            faults.append(Fault(path, "deck.twice", {"text": text[:_TOLD]}))
        else:
            own |= read
    return own, faults


def _pair(text: str) -> Vocabulary | str:
    """The opposites that `text` names, or the code of what is wrong with it."""
    words = [word.strip() for word in text.split("/")]
    if len(words) != 2 or not all(words):  # noqa: PLR2004 - a pair
        return "deck.not-a-pair"
    one, other = map(word_keys, words)
    if not one or not other:
        return "deck.not-one-word"
    return Vocabulary.of([words], ()) if one != other else "deck.not-a-pair"


def _word(text: str) -> Vocabulary | str:
    return Vocabulary.of((), [text]) if word_keys(text) else "deck.not-one-word"
