"""The equations in a text: `{departs} ÷ {effectif} × 100 = {answer}`, to be computed."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from kpitrainer.domain.drill.phrase import Phrase, Slot
from kpitrainer.domain.formula.formula import Formula, FormulaError, ValueType, compile_formula
from kpitrainer.domain.text.number import MARKS

_RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789-")
_TOKEN = re.compile(
    r"(?P<number>\d+(?:[ \u00a0\u202f]\d{3}(?!\d))*(?:[.,]\d+)*)"
    r"|(?P<raised>[⁰¹²³⁴⁵⁶⁷⁸⁹⁻]+)|(?P<word>[^\W\d_][\w’'-]*)|(?P<equals>[=≈≃])"
    r"|(?P<sign>[-+−–×·*÷/^()%])|(?P<space>[\s\u00a0\u202f€$£]+)|(?P<other>.)",
    re.DOTALL,
)
_SIGNS = {"−": "-", "–": "-", "×": "*", "·": "*", "÷": "/", "x": "*", "X": "*"}
_ENDS = frozenset(".,;:!?\n")
_UNIT_WORDS = 3
"""Words at most of a unit behind a number."""


class Shown(NamedTuple):
    """A number as a text shows it: `value`, at most `off` from what it stands for; a per cent?"""

    value: Fraction
    off: Fraction
    percent: bool = False


Values = Callable[[str], Shown | None]
"""The number shown for a name; None where it is none."""


class _Token(NamedTuple):
    sort: str
    text: str


@dataclass(frozen=True, slots=True)
class Side:
    """One side of an equation: formulas over `v0`, `v1` … with the numbers or names these are.

    `plain` takes 5 % as 5, `exact` as 0.05; a side that does not compute is a number alone.
    """

    written: tuple[str, ...]
    numbers: tuple[Shown | Slot, ...]
    plain: str
    exact: str
    computes: bool

    def values(self, value_of: Values) -> Iterator[Shown]:
        """What it may come to, with how far off what is shown may leave it."""
        shown = [each if isinstance(each, Shown) else value_of(each.name) for each in self.numbers]
        numbers = [each for each in shown if each is not None]
        if len(numbers) < len(shown):
            return
        percents = [place for place, each in enumerate(numbers) if each.percent]
        marked = self._marked(percents)
        # A per cent that is multiplied or divided is a hundredth, whatever its author thought.
        sources = (marked, self.plain) if self._adds() else (marked,)
        for source in dict.fromkeys(sources):
            found = _computed(source, numbers)
            if found is not None:
                yield found

    def _marked(self, percents: list[int]) -> str:
        source = self.exact
        for place in percents:
            source = re.sub(rf"\bv{place}\b", f"(v{place} / 100)", source)
        return source

    def _adds(self) -> bool:
        """Whether nothing is multiplied, so that per cents may be counted as they are."""
        return not re.search(r"[*/^]", self.plain)


@lru_cache(maxsize=1000)
def _formula(source: str, numbers: int) -> Formula:
    """Compiled once for all draws of a drill."""
    return compile_formula(source, {f"v{place}": ValueType.NUMBER for place in range(numbers)})


def _computed(source: str, numbers: list[Shown]) -> Shown | None:
    try:
        formula = _formula(source, len(numbers))
        values = {f"v{place}": each.value for place, each in enumerate(numbers)}
        value = Fraction(formula.value(values))
        off = Fraction(0)
        for place, each in enumerate(numbers):
            if each.off:
                moved = {**values, f"v{place}": each.value + each.off}
                off += abs(Fraction(formula.value(moved)) - value)
    except FormulaError:
        return None
    return Shown(value, off)


def equations(phrase: Phrase, language: str) -> Iterator[tuple[Side, Side, bool]]:
    """The pairs of sides in `phrase` that are said to be equal; whether only about."""
    sides: list[list[_Token | Slot]] = [[]]
    signs: list[str] = []
    for token in _tokens(phrase):
        if isinstance(token, _Token) and token.sort == "equals":
            sides.append([])
            signs.append(token.text)
        else:
            sides[-1].append(token)
    for place, ((before, after), sign) in enumerate(zip(pairwise(sides), signs, strict=True)):
        left, right = _left(before, language, opens=place == 0), _right(after, language)
        if left is not None and right is not None and (left.computes or right.computes):
            yield left, right, sign != "="


def _tokens(phrase: Phrase) -> Iterator[_Token | Slot]:
    for piece in phrase.pieces:
        if isinstance(piece, Slot):
            yield piece
        else:
            for found in _TOKEN.finditer(piece):
                sort = str(found.lastgroup)
                if sort != "space" or "\n" in found[0]:
                    yield _Token("other", "\n") if sort == "space" else _Token(sort, found[0])


def _left(tokens: list[_Token | Slot], language: str, *, opens: bool) -> Side | None:
    """What is calculated in `tokens` before a sign: behind the last mark or an opening label."""
    ends = _marks(tokens)
    tokens = tokens[ends[-1] + 1 :] if ends else tokens
    label = 0
    while (opens or ends) and label < len(tokens) and _is(tokens[label], "word"):
        label += 1
    if label and label < len(tokens) and tokens[label] == _Token("sign", "("):
        return None  # a function
    return _read(tokens[label:], language)


def _right(tokens: list[_Token | Slot], language: str) -> Side | None:
    """What is calculated in `tokens` behind a sign: up to the first mark."""
    ends = _marks(tokens)
    return _read(tokens[: ends[0]] if ends else tokens, language)


def _marks(tokens: list[_Token | Slot]) -> list[int]:
    """The places of commas, points and the like."""
    return [
        place
        for place, token in enumerate(tokens)
        if isinstance(token, _Token) and token.sort == "other" and token.text in _ENDS
    ]


def _read(tokens: list[_Token | Slot], language: str) -> Side | None:
    written: list[str] = []
    numbers: list[Shown | Slot] = []
    plain: list[str] = []
    exact: list[str] = []
    words = 0
    for token in tokens:
        follows = bool(plain) and (plain[-1][0] == "v" or plain[-1] == ")")
        if _is(token, "word") and token[-1] not in _SIGNS:
            words += 1
            if not follows or words > _UNIT_WORDS:
                return None
            continue
        if isinstance(token, Slot) or token.sort == "number":
            both: tuple[str, ...] = (f"v{len(numbers)}",)
            numbers.append(token if isinstance(token, Slot) else _number(token.text, language))
        else:
            both = _signs(token, follows=follows)
            if not both:
                return None
        plain += both if both != _PERCENT else ()
        exact += both
        words = 0
        written.append(token[-1])
    if not numbers:
        return None
    computes = any(sign in "+-*/^" for sign in plain)
    marked = re.sub(r"(v\d+) / 100", r"(\1 / 100)", " ".join(exact))
    return Side(tuple(written), tuple(numbers), " ".join(plain), marked, computes)


_PERCENT = ("/", "100")


def _signs(token: _Token, *, follows: bool) -> tuple[str, ...]:
    """What `token` is in a formula; nothing where it has no place; some have it behind a number."""
    if token.text == "%":
        return _PERCENT if follows else ()
    if token.sort == "raised":
        return ("^", f"({token.text.translate(_RAISED)})") if follows else ()
    return (_SIGNS.get(token.text, token.text),) if token.sort in ("sign", "word") else ()


def _is(token: _Token | Slot, sort: str) -> bool:
    return isinstance(token, _Token) and token.sort == sort


def _number(text: str, language: str) -> Shown:
    """A number of the author's, which is exact unless it is what a calculation comes to."""
    plain = re.sub(r"\s", "", text)
    if MARKS[language][0] == ",":
        plain = re.sub(r",(?=\d{3}(?!\d))", "", plain)
    plain = plain.replace(",", ".")
    whole, _, decimals = plain.partition(".")
    decimals = decimals.replace(".", "")
    value = Fraction(int(whole + decimals), 10 ** len(decimals))
    return Shown(value, Fraction(1, 2 * 10 ** len(decimals)) if decimals else Fraction(0))
