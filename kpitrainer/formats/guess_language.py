"""Which language texts are in, told by their little words."""

import re
from collections import Counter
from collections.abc import Iterable

from kpitrainer.domain.text.function_words import ARTICLES, FRAMES, LITTLE_WORDS
from kpitrainer.i18n import LANGUAGES

_LOOKED_AT = 50_000
"""Characters after which it is known."""

_ACCENTED = re.compile(r"[éèêëàâçîïôùûœ«»]")
_WORD = re.compile(r"[a-zà-ÿœ]+")
_OF = {
    language: ARTICLES[language] | LITTLE_WORDS[language] | FRAMES[language]
    for language in LANGUAGES
}
_SHARED = frozenset.intersection(*map(frozenset, _OF.values()))


def guess_language(texts: Iterable[str], otherwise: str) -> str:
    """The language of `texts`; `otherwise` where they tell nothing."""
    points: Counter[str] = Counter()
    left = _LOOKED_AT
    for text in texts:
        lowered = text[:left].lower()
        points["fr"] += 2 * len(_ACCENTED.findall(lowered))
        for word in _WORD.findall(lowered):
            for language, little in _OF.items():
                points[language] += word in little and word not in _SHARED
        left -= len(text)
        if left <= 0:
            break
    best, most = max(points.items(), key=lambda pair: pair[1], default=(otherwise, 0))
    return best if most and list(points.values()).count(most) == 1 else otherwise
