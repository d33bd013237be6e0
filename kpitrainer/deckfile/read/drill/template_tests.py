"""Building an author's own examples."""

from collections.abc import Mapping, Sequence
from typing import Any

from kpitrainer.deckfile.read.drill.drill_reader import Reader
from kpitrainer.domain.drill.template import (
    ChoicePart,
    GivenSource,
    Part,
    PartTest,
    TemplateTest,
)
from kpitrainer.domain.errors import FieldPath
from kpitrainer.domain.formula.arithmetic import Value
from kpitrainer.domain.formula.formula import ValueType


def read_tests(
    reader: Reader,
    source: Mapping[str, Any],
    given: Mapping[str, GivenSource],
    parts: Sequence[Part],
) -> tuple[TemplateTest, ...]:
    """The tests; each expects something of the first part, or of several under `parts`."""
    tests = []
    for place, raw in enumerate(source.get("tests", ())):
        path: FieldPath = ("tests", place)
        values = _values(reader, (*path, "with"), raw["with"], given)
        expected = raw.get("parts")
        if expected is None:
            own: tuple[PartTest, ...] = (_part(reader, path, raw, parts[0] if parts else None),)
        else:
            own = tuple(
                _part(reader, (*path, "parts", number), each, parts[number])
                for number, each in enumerate(expected[: len(parts)])
            )
            if not own or len(expected) > len(parts) or {"answer", "mistakes", "choose"} & {*raw}:
                reader.fault((*path, "parts"), "drill.test-parts", most=len(parts))
        tests.append(TemplateTest(values, own))
    return tuple(tests)


def _part(reader: Reader, path: FieldPath, raw: Mapping[str, Any], part: Part | None) -> PartTest:
    if isinstance(part, ChoicePart):
        option = str(raw.get("choose", ""))
        if not (option.isdecimal() and option.isascii() and 0 < int(option) <= len(part.options)):
            reader.fault((*path, "choose"), "drill.test-option", most=len(part.options))
            return PartTest(path)
        return PartTest(path, option=int(option))
    mistakes = raw.get("mistakes", {})
    known = [mistake.id for mistake in part.mistakes] if part else []
    reader.keys((*path, "mistakes"), mistakes, known, "drill.test-unknown-mistake")
    return PartTest(
        path,
        reader.constant((*path, "answer"), raw["answer"]) if "answer" in raw else None,
        {
            name: reader.constant((*path, "mistakes", name), value)
            for name, value in mistakes.items()
        },
    )


def _values(
    reader: Reader, path: FieldPath, raw: Mapping[str, Any], given: Mapping[str, GivenSource]
) -> dict[str, Value]:
    reader.keys(path, raw, given, "drill.test-unknown-given")
    for name in given:
        if name not in raw:
            reader.fault(path[:-1] if not raw else path, "drill.test-given-missing", name=name)
    values: dict[str, Value] = {}
    for name, written in raw.items():
        if isinstance(written, str) is (reader.names.get(name) is ValueType.LIST):
            reader.fault((*path, name), "drill.test-list", name=name)
        elif isinstance(written, str):
            values[name] = reader.constant((*path, name), written)
        else:
            values[name] = tuple(
                reader.constant((*path, name, place), each) for place, each in enumerate(written)
            )
    return values
