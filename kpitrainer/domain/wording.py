"""A text as the words that count when two texts are compared.

Case, accents, ligatures, apostrophes, hyphens and punctuation fall away; numbers become values;
negations, acronyms and the signs of a formula are told apart, because they are exact.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from fractions import Fraction

from kpitrainer.domain.number import Number, read_number


class Kind(StrEnum):
    """How a word is compared."""

    WORD = "word"
    NUMBER = "number"
    ACRONYM = "acronym"
    NEGATION = "negation"
    SIGN = "sign"


@dataclass(frozen=True, slots=True)
class Word:
    """One word: folded `text`, `key` without plural, and where each folded letter was typed."""

    text: str
    key: str
    offsets: tuple[int, ...]
    kind: Kind = Kind.WORD
    value: Fraction | None = None


ARTICLES = {
    "fr": frozenset("le la les l un une des du de d".split()),
    "en": frozenset("the a an".split()),
}
LITTLE_WORDS = {
    "fr": frozenset("a et ou ni en par pour dans sur avec son sa ses leur leurs se s".split()),
    "en": frozenset("and or of to for in on by with at from its their s".split()),
}
"""Words whose absence says little about what the learner knows."""

_NEGATIONS = frozenset(
    "ne pas non sans jamais aucun aucune ni rien nul nulle "
    "not no never without none nothing neither nor".split()
)
_NUMBER_WORDS = {
    "fr": "zero _ deux trois quatre cinq six sept huit neuf dix onze douze".split(),
    "en": "zero one two three four five six seven eight nine ten eleven twelve".split(),
}
_WRITTEN_SO = {
    "fr": {"au": "a", "aux": "a", "n": "ne", "pourcent": "%", "euro": "€", "euros": "€"},
    "en": {"percent": "%", "euro": "€", "euros": "€"},
}
_AND = {"fr": "et", "en": "and"}
_TO = {"fr": "a", "en": "to"}
_CONTRACTED = re.compile(
    r"(do|does|did|is|are|was|were|has|have|had|can|could|should|would)n?(?:not|t)"
)

_FOLDED = str.maketrans(
    {"œ": "oe", "æ": "ae", "ø": "o", "ł": "l", "’": "'", "‘": "'", "ʼ": "'", "—": "-", "–": "-"}
)
_TOKEN = re.compile(
    r"(?P<number>[0-9]{1,3}(?:[ '][0-9]{3})+(?![0-9])(?:[.,][0-9]+)?|[0-9]+(?:[.,][0-9]+)*)"
    r"|(?P<word>[^\W\d_][^\W_]*|[%€$£])"
    r"|(?P<sign>[-−+×*÷/=<>≤≥&])"
)
_FORMULA = re.compile(r"\s[+−×÷=<>≤≥]\s")
_SAME_SIGN = {"-": "−", "*": "×", "/": "÷"}
_ACRONYM = re.compile(r"[A-ZÀ-Þ][A-ZÀ-Þ0-9]{1,5}s?")


def is_formula(text: str) -> bool:
    """Whether `text` holds operators, so that `+` and `−` in an answer are no punctuation."""
    return _FORMULA.search(text) is not None


def read_words(text: str, language: str, *, formula: bool = False) -> list[Word]:
    """The words of `text` in reading order, articles too; in a formula its operators as well."""
    folded, offsets = _folded(text)
    words: list[Word] = []
    negative = False
    for token in _TOKEN.finditer(folded):
        where = tuple(offsets[token.start() : token.end()])
        if token["sign"]:
            negative = _is_minus(token, folded, words, language)
            sign = None if negative else _sign(token, folded, language, formula=formula)
            if sign:
                words.append(_word(sign, where, language))
        elif token["number"]:
            value = _value(token["number"], language)
            words.append(_number(token["number"], where, -value if negative else value))
            negative = False
        else:
            negative = False
            raw = text[where[0] : where[-1] + 1]
            words.extend(_worded(token["word"], raw, where, folded, token.start(), language))
    return list(_joined(words))


def without_articles(words: list[Word], language: str) -> list[Word]:
    """`words` without articles, unless there is nothing else."""
    return [word for word in words if word.text not in ARTICLES[language]] or words


def joined_like(words: list[Word], others: list[Word]) -> list[Word]:
    """`words`, those written apart that `others` write together put together: e mail, N.P.S."""
    wholes = {other.text for other in others if len(other.text) > 1}
    result: list[Word] = []
    at = 0
    while at < len(words):
        size = next((n for n in range(6, 1, -1) if _together(words[at : at + n], n) in wholes), 1)
        part = words[at : at + size]
        if size == 1:
            result.append(part[0])
        else:
            text = _together(part, size)
            where = tuple(offset for word in part for offset in word.offsets)
            result.append(Word(text, _key(text, ""), where))
        at += size
    return result


def _together(part: list[Word], size: int) -> str:
    plain = len(part) == size and all(word.value is None for word in part)
    return "".join(word.text for word in part) if plain else ""


def _folded(text: str) -> tuple[str, list[int]]:
    """`text` without case and accents, and the place in it of each folded letter."""
    pieces: list[str] = []
    offsets: list[int] = []
    for at, char in enumerate(text):
        if char.isdecimal():
            piece = str(unicodedata.decimal(char))
        elif char.isspace():
            piece = " "
        else:
            apart = unicodedata.normalize("NFKD", char.casefold().translate(_FOLDED))
            piece = "".join(part for part in apart if not unicodedata.combining(part))
        pieces.append(piece)
        offsets.extend([at] * len(piece))
    return "".join(pieces), offsets


def _is_minus(token: re.Match[str], folded: str, words: list[Word], language: str) -> bool:
    """Whether the dash makes the next number negative: −10, “- 10” at the start, “to -10”."""
    if token["sign"] not in "-−":
        return False
    before, after = folded[: token.start()][-1:], folded[token.end() :][:2]
    if after[:1].isdigit():
        return not before or before in " (["
    apart = after[:1] == " " and after[1:].isdigit()
    return apart and (not words or words[-1].text in LITTLE_WORDS[language])


def _sign(token: re.Match[str], folded: str, language: str, *, formula: bool) -> str | None:
    """What a sign stands for as a word, if it counts."""
    sign = token["sign"]
    before, after = folded[: token.start()][-1:], folded[token.end() :][:1]
    if sign == "-" and before.isdigit() and after.isdigit() and not formula:
        return _TO[language]
    if sign == "&" or (sign == "+" and after == " " and not formula):
        return _AND[language]
    if not formula or (sign in "-/" and before.isalpha() and after.isalpha()):
        return None
    return None if sign == "+" and after.isdigit() else _SAME_SIGN.get(sign, sign)


def _value(digits: str, language: str) -> Fraction:
    """The number's value; where French and English differ, as `language` reads it."""
    number = read_number(digits, language)
    if isinstance(number, Number):
        return number.value
    plain = digits.replace(" ", "").replace("'", "")
    plain = plain.replace(",", "" if language == "en" else ".")
    whole, _, part = plain.partition(".")
    return Fraction(f"{whole}.{part.replace('.', '') or 0}")


def _number(text: str, where: tuple[int, ...], value: Fraction) -> Word:
    return Word(text, str(value), where, Kind.NUMBER, value)


def _word(text: str, where: tuple[int, ...], language: str, raw: str = "") -> Word:
    if text in _NUMBER_WORDS[language]:
        return _number(text, where, Fraction(_NUMBER_WORDS[language].index(text)))
    kind = Kind.WORD
    if text in _NEGATIONS:
        kind = Kind.NEGATION
    elif text in "+−×÷=<>≤≥":
        kind = Kind.SIGN
    elif _ACRONYM.fullmatch(raw):
        kind = Kind.ACRONYM
    return Word(text, _key(text, language), where, kind)


def _worded(  # noqa: PLR0913 - a token and all that is around it
    text: str, raw: str, where: tuple[int, ...], folded: str, start: int, language: str
) -> Iterator[Word]:
    """The words one run of letters stands for."""
    quoted = folded[:start][-1:] == "'"
    if language == "en" and quoted and text == "s":
        return
    text = _WRITTEN_SO[language].get(text, text)
    if language == "en" and text == "t" and quoted:
        text = "not"
    yield _word(text, where, language, raw)


def _joined(words: list[Word]) -> Iterator[Word]:
    """`words` with “per cent” as one."""
    yield from words


def _key(text: str, language: str) -> str:
    """`text` without plural ending, and in English in one of its two spellings."""
    return text
