"""Reading an author's texts, formulas, and what is drawn, noting every fault."""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from difflib import get_close_matches
from fractions import Fraction

from kpitrainer.domain.drill.phrase import Phrase, parse_phrase
from kpitrainer.domain.drill.template import (
    Choices,
    GivenSource,
    ListOf,
    Phrases,
    Range,
)
from kpitrainer.domain.errors import Fault, FieldPath
from kpitrainer.domain.formula.arithmetic import Exact
from kpitrainer.domain.formula.formula import (
    Formula,
    FormulaError,
    ValueType,
    compile_formula,
)
from kpitrainer.domain.formula.parser import FUNCTIONS, WORDS
from kpitrainer.domain.text.formatting import formatted
from kpitrainer.domain.text.localized import LocalizedText

_NAME = re.compile(r"[^\W\d]\w*")
_TAKEN = frozenset({*FUNCTIONS, *WORDS, "by", "of", "to", "answer", "context"})
_PART = re.compile(r"part\d+")
_NOTHING = Formula("0", {})


class Reader:
    """Compiles what it is given; what is wrong with it goes to `faults`.

    `names` may be used in formulas, those of `shown` in texts; `wrongs` are the mistakes so far.
    `hidden` is a name that texts may not show yet, because it is asked for.
    """

    def __init__(self, languages: tuple[str, ...]) -> None:
        self.languages = languages
        self.faults: list[Fault] = []
        self.names: dict[str, ValueType] = {}
        self.shown: set[str] = set()
        self.wrongs: set[str] = set()
        self.hidden = ""

    def fault(self, path: FieldPath, code: str, *, at_key: bool = False, **values: object) -> None:
        """Note a fault of the whole value at `path`, or of its key."""
        self.faults.append(Fault(path, code, values, at_key=at_key))

    def define(self, path: FieldPath, name: str, kind: ValueType) -> None:
        """Let `name`, the key at `path`, be used from here on."""
        code = ""
        if not _NAME.fullmatch(name):
            code = "drill.name-form"
        elif name in _TAKEN or _PART.fullmatch(name):
            code = "drill.name-taken"
        elif name in self.names:
            code = "drill.name-twice"
        if code:
            self.fault(path, code, at_key=True, name=name, proposal=_proposed(name))
        self.names[name] = kind
        self.shown.add(name)

    def formula(
        self, path: FieldPath, written: str, kind: ValueType = ValueType.NUMBER, *, column: int = 1
    ) -> Formula:
        """The formula at `path`, from `column` of its scalar on.

        One without names is evaluated at once, for the errors it may hold.
        """
        begins = column + len(written) - len(written.lstrip())
        try:
            formula = compile_formula(written.strip(), self.names, kind, column=begins)
            if not formula.names:
                formula.holds({})
        except FormulaError as error:
            self.faults.append(error.fault(path))
            return _NOTHING
        return formula

    def constant(self, path: FieldPath, written: str) -> Exact:
        """The number written at `path`, or the value of a formula without names."""
        try:
            return compile_formula(written, {}).value({})
        except FormulaError as error:
            fault = error.fault(path)
            if fault.code == "drill.formula-percent":  # a number that is expected has no factor
                fault = fault._replace(code="drill.formula-currency", values={"character": "%"})
            self.faults.append(fault)
            return Fraction(0)

    def text(self, path: FieldPath, raw: str | Mapping[str, str]) -> LocalizedText:
        """The text at `path` in every language, without its marks."""
        if isinstance(raw, str):
            return dict.fromkeys(self.languages, formatted(raw))
        texts = self._in_languages(path, raw)
        return {language: formatted(text) for language, text in texts.items()}

    def _in_languages(self, path: FieldPath, raw: Mapping[str, str]) -> Mapping[str, str]:
        for language in self.languages:
            if language not in raw:
                self.fault(path, "deck.missing-language", language=language)
        return raw

    def phrases(self, path: FieldPath, raw: str | Mapping[str, str]) -> Phrases:
        """The text with placeholders at `path` in every language."""
        if isinstance(raw, str):
            return dict.fromkeys(self.languages, self._phrase(path, raw))
        texts = self._in_languages(path, raw)
        return {key: self._phrase((*path, key), text) for key, text in texts.items()}

    def _phrase(self, path: FieldPath, raw: str) -> Phrase:
        phrase, faults = parse_phrase(raw.rstrip(), self.shown, path)
        for fault in faults:
            asked_for = bool(self.hidden) and fault.values.get("name") == self.hidden
            self.faults.append(fault._replace(code="drill.asked-for-shown") if asked_for else fault)
        return phrase

    def keys(self, path: FieldPath, used: Iterable[str], known: Collection[str], code: str) -> None:
        """Note each key at `path` that is not `known`."""
        for key in used:
            if key not in known:
                near = get_close_matches(key, known, n=1)
                values = {"name": key, "near": near[0]} if near else {"name": key}
                named = f"{code}-near" if near else code
                self.faults.append(Fault((*path, key), named, values, at_key=True))


def _proposed(name: str) -> str:
    """The nearest thing to `name` that may be one: "e-mails" gives "e_mails"."""
    plain = re.sub(r"\W+", "_", name).strip("_")
    return plain if _NAME.fullmatch(plain) else f"n_{plain}".rstrip("_")


MOST_ITEMS = 100
"""The longest list a variable may be."""

_LIST = re.compile(r"\s*([0-9]+)(?:\s+to\s+([0-9]+))?\s+of\s+")
_BY = re.compile(r"\bby\b")

# Between two operands; no formula has such a thing there.
_TO_SPELT = re.compile(
    r"(?<=[\w)])(?:\s*(?:\.{3,}|…|‥|→|->|=>|~|[:;])\s*|\s+(?:to|à|a|et|and|jusqu’à|jusqu'à)\s+)(?=[-\w(])"
)
_BY_SPELT = re.compile(
    r"(?<=[\w)])\s*,?\s+"
    r"(?:(?:in )?steps?(?: of)?|every|(?:par )?pas(?: de)?|par|tous les|toutes les)"
    r"\s+(?=[\w(])",
    re.IGNORECASE,
)
_DASHED = re.compile(r"^\s*([0-9.]+)\s*[–—‒‐‑−~]\s*([0-9.]+)(?=\s|$)")
_STEP_IN_BRACKETS = re.compile(
    r"\s*\(\s*(?:pas|step|par|by|by step)\s*(?:de|of|:)?\s*([0-9.]+)\s*\)\s*$"
)
_STEP_BEHIND = re.compile(r"(?<=[\w)])(?:\s*[,;]\s+|\s+by)(?=[0-9.]+\s*$)")
_SIDE_BY_SIDE = re.compile(r"[\w)]\s+[\w(]")
_FROM = re.compile(r"^\s*(?:de|from|entre|between)\s+(?=[-\w(])", re.IGNORECASE)


def read_given(
    reader: Reader, path: FieldPath, raw: str | Sequence[str]
) -> tuple[GivenSource, ValueType]:
    """The source written at `path`, and what its variable stands for.

    `["50", "80"]`; `lo..hi by step`, the step 1 where it is not written; `11 of lo..hi by step`
    and `4 to 8 of lo..hi by step`; or a single formula.
    """
    if not isinstance(raw, str):
        return _choices(reader, path, raw), ValueType.NUMBER
    count = _LIST.match(raw)
    if count:
        fewest = int(count[1])
        most = int(count[2] or fewest)
        if not 1 <= fewest <= most <= MOST_ITEMS:
            reader.fault(path, "drill.list-length", most=MOST_ITEMS)
        return ListOf(fewest, most, _range(reader, path, raw, count.end())), ValueType.LIST
    meant = _meant(raw)
    if meant != raw:
        return _spelt(reader, path, meant.strip()), ValueType.NUMBER
    if re.search("[<>≤≥]", raw):
        reader.fault(path, "drill.range-words")
        return Choices((_NOTHING,)), ValueType.NUMBER
    if ".." in raw:
        return _range(reader, path, raw, 0), ValueType.NUMBER
    return Choices((reader.formula(path, raw),)), ValueType.NUMBER


def read_bounds(reader: Reader, path: FieldPath, raw: str) -> Range:
    """The two bounds `low..high` at `path`; a step would say nothing there."""
    meant = _meant(raw)
    if ".." not in meant or _BY.search(meant):
        reader.fault(path, "drill.plausible-form")
        return Range(_NOTHING, _NOTHING, _NOTHING)
    return _range(reader, path, raw, 0) if meant == raw else _spelt(reader, path, meant.strip())


def _choices(reader: Reader, path: FieldPath, raw: Sequence[str]) -> Choices:
    """The values listed at `path`."""
    if not raw:
        reader.fault(path, "drill.no-values")
    ranges = [(place, meant) for place, each in enumerate(raw) if ".." in (meant := _meant(each))]
    for place, meant in ranges:
        reader.fault((*path, place), "drill.range-in-list", meant=meant.strip())
    if ranges:
        return Choices((_NOTHING,))
    return Choices(tuple(reader.formula((*path, place), each) for place, each in enumerate(raw)))


def _meant(raw: str) -> str:
    """`raw` with the format's own dots and `by` where a range is spelt otherwise."""
    spelt = _TO_SPELT.sub("..", _FROM.sub("", _DASHED.sub(r"\1..\2", raw)))
    if ".." in spelt:
        spelt = _STEP_BEHIND.sub(" by ", _STEP_IN_BRACKETS.sub(r" by \1", spelt))
    return _BY_SPELT.sub(" by ", spelt)


def _spelt(reader: Reader, path: FieldPath, meant: str) -> Range:
    """The range at `path` that was written in other words, `meant` most likely."""
    before = len(reader.faults)
    found = _range(reader, path, meant, 0)
    unknown = [fault.code.startswith("drill.unknown-name") for fault in reader.faults[before:]]
    if all(unknown) and not _SIDE_BY_SIDE.search(meant.replace(" by ", "..")):
        reader.fault(path, "drill.range-spelt", meant=meant)
    else:
        # It was misunderstood: what is wrong with it would be of no help, no more than it.
        del reader.faults[before:]
        reader.fault(path, "drill.range-words")
    return found


def _range(reader: Reader, path: FieldPath, raw: str, start: int) -> Range:
    dots = raw.find("..", start)
    if dots < 0:
        reader.fault(path, "drill.range-form")
        return Range(Formula("0", {}), Formula("0", {}), Formula("1", {}))
    by = _BY.search(raw, dots)
    end = by.start() if by else len(raw)
    low = reader.formula(path, raw[start:dots], column=start + 1)
    high = reader.formula(path, raw[dots + 2 : end], column=dots + 3)
    step = raw[by.end() :] if by else "1"
    return Range(low, high, reader.formula(path, step, column=by.end() + 1 if by else 1))
