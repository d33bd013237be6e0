"""Words written apart in one of two texts and together in the other: e mail, N.P.S., l objectif."""

from collections.abc import Sequence

from kpitrainer.domain.text.function_words import ARTICLES, LITTLE_WORDS
from kpitrainer.domain.text.word_forms import Word, WordKind, key_of

_ELIDED = frozenset({"l", "d", "n", "s", "c", "j", "m", "t", "qu"})
"""What an apostrophe that was left out stood behind."""


_TIES = frozenset("'-.")


def joined_like(words: Sequence[Word], others: Sequence[Word], language: str) -> list[Word]:
    """`words`, with those put together that `others` has as one.

    Never across an article or a little word, as « taux de croissance » is no « taux de
    décroissance »; but where an apostrophe, hyphen or full stop joins it to the next.
    """
    light = ARTICLES[language] | LITTLE_WORDS[language]
    wholes: dict[str, bool] = {}
    before = ""
    for other in others:
        if other.kind in {WordKind.WORD, WordKind.ACRONYM}:
            # « de dévaluation » is not « d’évaluation » without its apostrophe.
            bare = before not in ARTICLES[language]
            for text in (other.text, other.key):
                wholes[text] = wholes.get(text, False) or bare
        before = other.text
    longest = max(map(len, wholes), default=0) + 1
    starts = {whole[:2] for whole in wholes} | {whole[:1] for whole in wholes}
    result: list[Word] = []
    at = 0
    while at < len(words):
        end, text = at + 1, words[at].text
        stops = range(at + 2, len(words) + 1) if text[:2] in starts else ()
        for stop in stops:
            text += words[stop - 1].text
            if len(text) > longest:
                break
            whole = text if text in wholes else key_of(text, language)
            parts = words[at:stop]
            if whole in wholes and _may_join(parts, light, bare=wholes[whole]):
                end = stop
        result.append(words[at] if end == at + 1 else _one_word(words[at:end], language))
        at = end
    return result


def _may_join(parts: Sequence[Word], light: frozenset[str], *, bare: bool) -> bool:
    if all(len(part.text) == 1 for part in parts):
        return True  # N P S
    for part in parts:
        if part.text in light and part.link not in _TIES and part is not parts[-1]:
            return False
        if part.text in _ELIDED and part is not parts[-1] and not bare:
            return False
    last = parts[-1].text
    return last not in light or last in _ELIDED or parts[-2].link in _TIES


def _one_word(parts: Sequence[Word], language: str) -> Word:
    text = "".join(part.text for part in parts)
    offsets = tuple(at for part in parts for at in part.offsets)
    return Word(text, key_of(text, language), offsets, link=parts[-1].link)
