"""Reading what a variable is drawn from: values, a range, or a list of draws."""

import re
from collections.abc import Sequence

from kpitrainer.deckfile.read.drill.drill_reader import Reader
from kpitrainer.domain.drill.template import (
    Choices,
    GivenSource,
    ListOf,
    Range,
)
from kpitrainer.domain.errors import FieldPath
from kpitrainer.domain.formula.formula import Formula, ValueType

MOST_ITEMS = 100
"""The longest list a variable may be."""

_LIST = re.compile(r"\s*([0-9]+)(?:\s+to\s+([0-9]+))?\s+of\s+")
_BY = re.compile(r"\bby\b")

# Between two operands; no formula has such a thing there.
_TO_SPELT = re.compile(r"(?<=[\w)])(?:\s*(?:\.{3,}|…)\s*|\s+(?:to|à)\s+)(?=[\w(])")
_BY_SPELT = re.compile(
    r"(?<=[\w)])\s*,?\s+"
    r"(?:(?:in )?steps?(?: of)?|every|(?:par )?pas(?: de)?|par|tous les|toutes les)"
    r"\s+(?=[\w(])",
    re.IGNORECASE,
)
_SIDE_BY_SIDE = re.compile(r"[\w)]\s+[\w(]")
_FROM = re.compile(r"^\s*(?:de|from)\s+(?=[\w(])", re.IGNORECASE)


def read_given(
    reader: Reader, path: FieldPath, raw: str | Sequence[str]
) -> tuple[GivenSource, ValueType]:
    """The source written at `path`, and what its variable stands for.

    `["50", "80"]`; `lo..hi by step`, the step 1 where it is not written; `11 of lo..hi by step`
    and `4 to 8 of lo..hi by step`; or a single formula.
    """
    if not isinstance(raw, str):
        if not raw:
            reader.fault(path, "drill.no-values")
        options = tuple(reader.formula((*path, place), each) for place, each in enumerate(raw))
        return Choices(options), ValueType.NUMBER
    count = _LIST.match(raw)
    if count:
        fewest = int(count[1])
        most = int(count[2] or fewest)
        if not 1 <= fewest <= most <= MOST_ITEMS:
            reader.fault(path, "drill.list-length", most=MOST_ITEMS)
        return ListOf(fewest, most, _range(reader, path, raw, count.end())), ValueType.LIST
    meant = _BY_SPELT.sub(" by ", _TO_SPELT.sub("..", _FROM.sub("", raw)))
    if meant != raw:
        return _spelt(reader, path, meant.strip()), ValueType.NUMBER
    if ".." in raw:
        return _range(reader, path, raw, 0), ValueType.NUMBER
    return Choices((reader.formula(path, raw),)), ValueType.NUMBER


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
