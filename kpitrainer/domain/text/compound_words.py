"""Several words read as one: 9 ou plus, 0 à 6, one time; e mail where the other text has email."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import pairwise

from kpitrainer.domain.text.function_words import (
    AND,
    ARTICLES,
    HOW_OFTEN,
    LITTLE_WORDS,
    ONE,
    PER,
    TIMES,
)
from kpitrainer.domain.text.localized import ByLanguage
from kpitrainer.domain.text.word_forms import Word, WordKind, key_of, read_words

_HIGHEST_SCORE = 10
"""Up to here whole numbers are taken for scores, of which “more than 8” is “at least 9”."""

_SHORTEST_ENUMERATION = 3

_BEFORE = ByLanguage(
    {
        "fr": {
            "≥": "≥|au? moins|a partir de|minimum|min|(?:strictement )?superieure?s? ou egale?s? a",
            ">": ">|plus de|superieure?s? a|(?:a |en )?(?:le )?dessus de|a dela de",
            "≤": "≤|au? plus|a? ?maximum|max|jusqu a|jusque|inferieure?s? ou egale?s? a",
            "<": "<|moins de|inferieure?s? a|(?:a |en )?dessous de|sous",
        },
        "en": {
            "≥": "≥|at least|minimum|min|(?:greater|higher|more) than or equal to",
            ">": ">|(?:more|greater|higher) than|over|above",
            "≤": "≤|at most|up to|maximum|max|(?:less|lower) than or equal to|(?:no|not) more than",
            "<": "<|(?:less|lower|fewer|smaller) than|under|below",
        },
    },
    {sign: sign for sign in "≥>≤<"},
)
_BEHIND = ByLanguage(
    {
        "fr": {
            "≥": "(?:ou|et) (?:plus|(?:en |a )?dessus|a dela)|minimum|min|a moins|a minimum",
            "≤": "(?:ou|et) (?:moins|(?:en |a )?dessous)|maximum|max|a plus|a maximum",
        },
        "en": {
            "≥": "(?:or|and) (?:more|higher|above|up|over|greater)|minimum|min|up|upwards",
            "≤": "(?:or|and) (?:less|lower|below|under|fewer|smaller)|maximum|max",
        },
    },
    {"≥": r"\+"},
)
_OUT_OF = ByLanguage({"fr": ("sur",), "en": ("out", "of")}, ("/",))
"""Before the highest score and behind another number it says nothing more: 9 sur 10."""

_RANGE = ByLanguage(
    {
        "fr": "(?:de |entre )?(?P<low>#) (?:jusqu )?(?:a|et(?<=entre # et)) (?P<high>#)",
        "en": "(?:from |between )?(?P<low>#) (?:to|and(?<=between # and)) (?P<high>#)",
    },
    "(?P<low>#) … (?P<high>#)",
)
_INCLUDED = {"fr": "inclus|incluse|compris|comprise", "en": "inclusive|included"}
_NAMES = {"≥": "least", ">": "more", "≤": "most", "<": "less"}
_SIGNS = {name: sign for sign, name in _NAMES.items()}


def _pattern(language: str) -> re.Pattern[str]:
    included = f"(?: (?:{_INCLUDED[language]}))?" if language else ""
    before = "|".join(
        f"(?P<{_NAMES[sign]}>{words}) #{included if sign in '≥≤' else ''}"
        for sign, words in _BEFORE[language].items()
    )
    behind = "|".join(
        f"(?P<or_{_NAMES[sign]}>{words})" for sign, words in _BEHIND[language].items()
    )
    counted = rf"(?P<counted>#(?: (?:{AND[language]} )?#){{{_SHORTEST_ENUMERATION - 1},}})"
    return re.compile(
        rf"(?<!\S)(?:{counted}|{_RANGE[language]}{included}|{before}|# (?:{behind}))(?!\S)"
    )


_PATTERN = ByLanguage({language: _pattern(language) for language in _INCLUDED}, _pattern(""))


def with_times(words: Sequence[Word], language: str) -> Iterator[Word]:
    """`words`, with how often in one writing: « 1 fois » is « une fois », “once” “one x”."""
    times, one, per = TIMES[language], ONE[language], PER[language]
    texts = ["#" if word.kind is WordKind.NUMBER else word.text for word in words] + ["", ""]
    for at, word in enumerate(words):
        before, behind, next_but_one = texts[at - 1], texts[at + 1], texts[at + 2]
        if word.text in HOW_OFTEN[language]:
            for part in read_words(HOW_OFTEN[language][word.text], language):
                yield replace(part, offsets=word.offsets)
        elif word.value == 1 and behind in {*times, per} and next_but_one != "#":
            yield Word(one, one, word.offsets)
        elif word.text in times and before in {"#", one} and behind != "#":
            yield replace(word, text=times[0], key=key_of(times[0], language), kind=WordKind.WORD)
        else:
            yield word


def read_bounds(words: Sequence[Word], language: str) -> list[Word]:
    """`words`, with each comparison with a number and each range of numbers put into one word."""
    if not any(word.kind is WordKind.NUMBER for word in words):
        return list(words)
    return list(_read(_without_scale(words, language), language))


def _without_scale(words: Sequence[Word], language: str) -> Sequence[Word]:
    said = _OUT_OF[language]
    left = list(words)
    for at in range(len(words) - len(said) - 2, -1, -1):
        behind = words[at + 1 : at + 1 + len(said)]
        scale = words[at + 1 + len(said)]
        if (
            words[at].kind is WordKind.NUMBER
            and tuple(word.text for word in behind) == said
            and scale.value == _HIGHEST_SCORE
        ):
            del left[at + 1 : at + 2 + len(said)]
    return left


def _read(words: Sequence[Word], language: str) -> Iterator[Word]:
    texts = ["#" if word.kind is WordKind.NUMBER else word.text for word in words]
    starts = {}
    ends = {}
    length = 0
    for at, text in enumerate(texts):
        starts[length] = at
        length += len(text)
        ends[length] = at + 1
        length += 1
    done = 0
    for found in _PATTERN[language].finditer(" ".join(texts)):
        first, last = starts[found.start()], ends[found.end()]
        yield from words[done:first]
        part = words[first:last]
        numbers = [word for word in part if word.kind is WordKind.NUMBER]
        behind = texts[last] if last < len(texts) else ""
        yield from _bound(found, part, numbers, behind, language)
        done = last
    yield from words[done:]


def _bound(
    found: re.Match[str],
    part: Sequence[Word],
    numbers: Sequence[Word],
    unit: str,
    language: str,
) -> Iterator[Word]:
    """The one word for `part`, which holds `numbers` and has `unit` behind it; or else itself."""
    values = [word.values[0] for word in numbers]
    offsets = tuple(at for word in part for at in word.offsets)
    if found["counted"] and any(high - low != 1 for low, high in pairwise(values)):
        yield from part
        return
    if found["counted"] or found["low"]:
        low, high = values[0], values[-1]
        if high - low == 1 and low.denominator == 1:
            between = replace(numbers[0], text=AND[language], key=AND[language], values=())
            yield from (numbers[0], replace(between, kind=WordKind.WORD), numbers[1])
            return
        text = f"{low}…{high}"
    else:
        name = next(name for name, said in found.groupdict().items() if said)
        text = _comparison(_SIGNS[name.removeprefix("or_")], values[0], unit)
    yield Word(text, text, offsets, WordKind.BOUND)


def _comparison(sign: str, value: Fraction, unit: str) -> str:
    is_score = value.denominator == 1 and 0 <= value <= _HIGHEST_SCORE and unit not in {"%", "€"}
    if is_score and sign in "<>":
        sign, value = ("≥", value + 1) if sign == ">" else ("≤", value - 1)
    return f"{sign}{value}"


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
