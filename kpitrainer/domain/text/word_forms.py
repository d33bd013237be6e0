"""A text as the words that count when two texts are compared.

Case, accents, ligatures, apostrophes, hyphens and punctuation fall away; numbers become values;
negations, acronyms and the operators of a formula are told apart, because they are exact.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from fractions import Fraction
from functools import lru_cache

from kpitrainer.domain.text.function_words import (
    AND,
    ARTICLES,
    LITTLE_WORDS,
    NEGATIONS,
    NOT,
    NUMBERS,
    OR_MORE,
    PER,
    SAY_NOT,
    TO,
    WRITTEN_SO,
)
from kpitrainer.domain.text.letters import folded_letters
from kpitrainer.domain.text.localized import ByLanguage, base_language
from kpitrainer.domain.text.number import MARKS, ParsedNumber, read_number


class WordKind(StrEnum):
    """How a word is compared."""

    WORD = "word"
    NUMBER = "number"
    ACRONYM = "acronym"
    NEGATION = "negation"
    OPERATOR = "operator"
    BOUND = "bound"  # a comparison or a range: at least 9, 0 to 6


@dataclass(frozen=True, slots=True)
class Word:
    """One word: its folded `text`, `key` without plural, where each folded letter was typed.

    An acronym's key lacks at most a small s: KPIs, but not ROAS. `values` are a number's readings,
    the likelier first: “1.000” may be either. `link` is the sign that joins the word to the next,
    one of ’ - . or parts it from it, one of , ; / |; "" where there is none.
    """

    text: str
    key: str
    offsets: tuple[int, ...]
    kind: WordKind = WordKind.WORD
    values: tuple[Fraction, ...] = ()
    link: str = ""

    @property
    def by_letters(self) -> bool:
        """Whether it was typed letter by letter: “+” for “and” or “ca” of “can’t” was not."""
        return len(self.text) == len(self.offsets)

    @property
    def value(self) -> Fraction | None:
        """A number's value, as it is likely meant."""
        return self.values[0] if self.values else None


_CONTRACTED = {"ca": "can", "can": "can", "wo": "will"}

_NUMBER = (
    r"[0-9]{1,3}(?:[ '][0-9]{3})+(?![0-9])(?:[.,][0-9]+)?"
    r"|[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?(?![.,]?[0-9])"
    r"|[0-9]{1,3}(?:\.[0-9]{3})+(?:,[0-9]+)?(?![.,]?[0-9])"
    r"|[0-9]+(?:[.,][0-9]+(?![.,]?[0-9]))?"
)
_NOT = {
    "fr": "(?!)",
    "en": r"(?P<verb>do|does|did|is|are|was|were|has|have|had|could|should|would|ca|wo|can)"
    r"n(?:'?t|ot)(?!\w)",
}
_VOWEL_SIGNS = "\u0900-\u0963\u0966-\u109f\u1780-\u17ff\u3099\u309a"
"""The blocks of writings in which marks are letters, such as Devanagari and Thai; those of kana."""


def _token(language: str) -> re.Pattern[str]:
    return re.compile(
        rf"(?P<number>{_NUMBER})"
        r"|(?P<ending>(?<=[^\W\d_])(?:\([^\W\d_]{1,3}\)s?(?!\w)|(?:[·•‧][^\W\d_]{1,4})+))"
        r"|(?P<percent>%|pour ?cent(?!\w)|per ?cent(?!\w))"
        rf"|(?P<contracted>{_NOT.get(language, '(?!)')})"
        rf"|(?P<word>[^\W\d_](?:[^\W_]|[{_VOWEL_SIGNS}])*|[€$£])"
        r"|(?P<sign>[<>]=|=[<>]|[-=]>|\.\.+|[-−+×*÷/=<>≤≥&→;()])"
    )


_TOKEN = ByLanguage({language: _token(language) for language in _NOT}, _token(""))
_FORMULA = re.compile(r"\s[+−×÷=]\s")
_OPERATORS = {"-": "−", "*": "×", "/": "÷"}
_ALWAYS_READ = {sign: sign for sign in "<>≤≥×÷"} | {">=": "≥", "=>": "≥", "<=": "≤", "=<": "≤"}
_LINK = re.compile(r"['.-](?=[^\W\d_])|\s*[,;/|]")
_SHORTENED = re.compile(r"'|\.(?= (?:of|d['eu]))")
_LONGEST_TEXT = 500
_ACRONYM = re.compile(r"[A-ZÀ-Þ][A-ZÀ-Þ0-9]{1,5}s?")


def is_formula(text: str) -> bool:
    """Whether `text` holds operators, so that a plus or a minus is no mere punctuation."""
    return _FORMULA.search(text) is not None


def read_words(
    text: str, language: str, *, formula: bool = False, acronyms: bool = True
) -> list[Word]:
    """The words of `text` in reading order, articles too; in a formula its operators as well.

    Of a `language` but French and English no grammar is known. Capitals make an acronym only in an
    author's text: learners type as they like.
    """
    language = base_language(language)
    if len(text) <= _LONGEST_TEXT:
        return list(_read(text, language, formula, acronyms))
    return list(_read.__wrapped__(text, language, formula, acronyms))


@lru_cache(maxsize=4096)
def _read(text: str, language: str, formula: bool, acronyms: bool) -> tuple[Word, ...]:
    folded, offsets = folded_letters(text)
    words: list[Word] = []
    negative = False
    for token in _TOKEN[language].finditer(folded):
        where = tuple(offsets[token.start() : token.end()])
        if token["sign"]:
            of_number = _is_sign_of_number(token, words, language)
            negative = of_number and token["sign"] != "+"
            said = () if of_number else _said_by_sign(token, language, formula=formula)
            words += [_word(word, word, where, language) for word in said]
            continue
        if token["ending"]:
            continue
        if token["number"]:
            values = _values(token["number"], language)
            values = tuple(-value for value in values) if negative else values
            words.append(_number(token["number"], values, where))
        elif token["percent"]:
            words.append(Word("%", "%", where))
        elif token["contracted"]:
            verb = token["verb"]
            size = len(verb)
            words.append(_word(_CONTRACTED.get(verb, verb), "", where[:size], language))
            words.append(_word("not", "", where[size:], language))
        elif not (language == "en" and token["word"] == "s" and _after_apostrophe(token)):
            mark = _SHORTENED.match(folded, token.end())
            word = token["word"] + (mark[0] if mark else "")
            written = WRITTEN_SO[language].get(word, token["word"])
            raw = text[where[0] : where[-1] + 1] if acronyms else ""
            words.append(_word(written, raw, where, language))
        negative = False
        if words and (link := _LINK.match(folded, token.end())):
            words[-1] = replace(words[-1], link=link[0].strip())
    if sum(word.kind is WordKind.NEGATION for word in words) > 1:
        words = [word for word in words if word.text != "ne"]
    return tuple(words)


def word_keys(text: str, languages: Iterable[str] = ()) -> tuple[str, ...]:
    """The keys of the one word `text` in each language; none where it is not one word.

    That is in French and English, and in those of `languages` of which no grammar is known.
    """
    known = [
        *_TOKEN,
        *(language for language in languages if base_language(language) not in _TOKEN),
    ]
    readings = [read_words(text, language, acronyms=False) for language in known]
    if any(len(words) != 1 for words in readings):
        return ()
    return tuple(words[0].key for words in readings)


def without_articles(words: Sequence[Word], language: str) -> list[Word]:
    """`words` without articles, unless there is nothing else."""
    return [word for word in words if word.text not in ARTICLES[language]] or list(words)


def _after_apostrophe(token: re.Match[str]) -> bool:
    return token.string[: token.start()].endswith("'")


def _is_sign_of_number(token: re.Match[str], words: Sequence[Word], language: str) -> bool:
    """Whether the sign belongs to the number behind it: −10, “- 10” at the start, “to - 10”."""
    before, after = token.string[token.start() - 1 : token.start()], token.string[token.end() :]
    if token["sign"] not in "-−+" or not after[:2].strip()[:1].isdigit():
        return False
    if after[0] != " ":
        return before in _BEFORE_SIGNS
    return not words or words[-1].text in LITTLE_WORDS[language]


def _said_by_sign(token: re.Match[str], language: str, *, formula: bool) -> tuple[str, ...]:
    """The words a sign stands for; none where it is mere punctuation."""
    sign = token["sign"]
    before, after = token.string[: token.start()], token.string[token.end() :]
    if sign in _ALWAYS_READ:
        return (_ALWAYS_READ[sign],)
    if formula:
        between_letters = before[-1:].isalpha() and after[:1].isalpha()
        is_hyphen = sign in "-/" and between_letters
        if not is_hyphen and sign in "-−+×*÷/=()":
            return (_OPERATORS.get(sign, sign),)
    if sign == "+" and before[-1:].isdigit() and not after.lstrip()[:1].isdigit():
        return OR_MORE[language]
    if sign in "&+":
        return (AND[language],)
    if sign == "/" and before[-1:].isdigit() and after[:1].isalpha():
        return (PER[language],)
    between_numbers = before.rstrip()[-1:].isdigit() and after.lstrip()[:1] in _STARTS_OF_NUMBER
    if sign == ";":
        # [0;6] is a range, “0; 6” is two numbers.
        between_numbers &= _OPENED.search(before) is not None and _CLOSED.match(after) is not None
    is_range = sign[0] in "-.→=;" and sign != "="
    return (TO[language],) if is_range and between_numbers else ()


_BEFORE_SIGNS = frozenset(" ([«“\"'") | {""}
_STARTS_OF_NUMBER = frozenset("0123456789-−+")
_OPENED = re.compile(r"[\[\]]\s*[-−+]?[0-9.,]+\s*$")
_CLOSED = re.compile(r"\s*[-−+]?[0-9.,]+\s*[\[\]]")


def _values(digits: str, language: str) -> tuple[Fraction, ...]:
    """The number's value; where it can be read in two ways, first as `language` writes numbers."""
    number = read_number(digits, language)
    if isinstance(number, ParsedNumber):
        return (number.value,)
    plain = re.sub("[ ']", "", digits)
    mark = MARKS[language][0]
    mark = mark if mark in {",", "."} else "."
    grouped, decimal = plain.replace(mark, ""), plain.replace(",", ".")
    readings = (decimal, grouped) if mark not in plain else (grouped, decimal)
    # What is grouped badly, 03,180,264, is none of both; its figures are all there is.
    read = [reading for reading in readings if _PLAIN.fullmatch(reading)]
    read = read or [re.sub("[^0-9]", "", plain)]
    return tuple(dict.fromkeys(Fraction(reading) for reading in read))


_PLAIN = re.compile(r"[0-9]+(?:\.[0-9]+)?")


def _number(text: str, values: tuple[Fraction, ...], where: tuple[int, ...]) -> Word:
    return Word(text, str(values[0]), where, WordKind.NUMBER, values)


def _word(text: str, raw: str, where: tuple[int, ...], language: str) -> Word:
    if text in NUMBERS[language]:
        return _number(text, (Fraction(NUMBERS[language][text]),), where)
    if _ACRONYM.fullmatch(raw) and text not in NEGATIONS[language]:
        return Word(text, text[:-1] if raw.endswith("s") else text, where, WordKind.ACRONYM)
    kind = WordKind.WORD
    if text in NEGATIONS[language]:
        return Word(text, NOT if text in SAY_NOT else text, where, WordKind.NEGATION)
    if text in "+−×÷=<>≤≥()":
        kind = WordKind.OPERATOR
    return Word(text, key_of(text, language), where, kind)


_SHORTEST_PLURAL = 4
_SHORTEST_ING = 6


@lru_cache(maxsize=8192)
def key_of(text: str, language: str) -> str:
    """`text` without plural, and in English in one of its two spellings (organize, center).

    Of other languages no plural is known.
    """
    if len(text) < _SHORTEST_PLURAL or language not in _TOKEN:
        return text
    if language == "en":
        text = re.sub("ies$", "ys", text.replace("z", "s"))
        text = re.sub("(?<=[bt])re(?=s?$)", "er", text)
        text = re.sub("(?<=ss|ch|sh)es$|(?<=x)es$|(?<=gram)me(?=s?$)", "", text)
        return text.removesuffix("s")
    return text[:-1] if text[-1] in "sx" else text


@lru_cache(maxsize=8192)
def verb_forms(key: str, language: str) -> tuple[str, ...]:
    """`key`, and what it may be the English “-ing” form of: set for setting, take for taking."""
    if language != "en" or not key.endswith("ing") or len(key) < _SHORTEST_ING:
        return (key,)
    base = key[:-3]
    doubled = (base[:-1],) if base[-1] == base[-2] else ()
    return (key, base, f"{base}e", *doubled)
