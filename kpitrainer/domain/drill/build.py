"""Building a template from an author's source, with every fault of it at once."""

import json
import re
from collections.abc import Mapping, Sequence
from hashlib import sha256
from itertools import pairwise
from typing import Any

from kpitrainer.domain.drill.arithmetic import Value
from kpitrainer.domain.drill.formula import Formula, Kind
from kpitrainer.domain.drill.given import read_given
from kpitrainer.domain.drill.phrase import Slot
from kpitrainer.domain.drill.reader import Reader
from kpitrainer.domain.drill.template import (
    Answer,
    Mistake,
    Path,
    Phrases,
    Source,
    Template,
    TemplateFault,
    TemplateTest,
)

FIELDS = (
    "title",
    "context",
    "given",
    "let",
    "where",
    "ask",
    "answer",
    "hints",
    "steps",
    "mistakes",
    "tests",
)
"""The source's keys that are a template's own; others are left to the caller."""

NOT_YET = ("variants", "parts", "solve_for", "table")
"""Keys of the format that a later version of the program reads."""

MOST_DECIMALS = 6
"""The finest rounding that may be asked."""


def build_template(
    template_id: str, source: Mapping[str, Any], languages: Sequence[str]
) -> Template | tuple[TemplateFault, ...]:
    """Compile `source`, the drill's entry as plain data.

    Its shape is already checked: mappings, lists and scalars stand where the format wants them,
    and every scalar is the string as written ("50", "true"); a text is a string that serves
    every language or a mapping from language to string. Keys outside FIELDS are ignored, but
    those in NOT_YET are faults. Returns the template, or all faults in the order of FIELDS.
    """
    not_yet = tuple(
        TemplateFault((key,), 1, "drill.not-yet", {"field": key}, in_key=True)
        for key in NOT_YET
        if key in source
    )
    if not_yet:
        return not_yet
    reader = Reader(tuple(languages))
    template = _template(reader, template_id, source)
    return tuple(reader.faults) or template


def _template(reader: Reader, template_id: str, source: Mapping[str, Any]) -> Template:
    for name in ("ask", "answer"):
        if name not in source:
            reader.fault((), "drill.field-missing", field=name)
    title = reader.text(("title",), source.get("title", template_id))
    contexts = tuple(
        reader.text(("context", place), raw) for place, raw in enumerate(source.get("context", ()))
    )
    given = _given(reader, source.get("given", {}))
    let = _let(reader, source.get("let", {}))
    where = _where(reader, source.get("where", ()))
    if contexts:
        reader.shown.add("context")
    ask = reader.phrases(("ask",), source.get("ask", ""))
    answer = _answer(reader, source.get("answer", {"formula": "0"}))
    reader.shown.add("answer")
    return Template(
        id=template_id,
        version=_version(source),
        languages=reader.languages,
        title=title,
        ask=ask,
        answer=answer,
        given=given,
        let=let,
        where=where,
        guards=_guards(where, reader.names),
        contexts=contexts,
        hints=_lines(reader, "hints", source, answer),
        steps=_lines(reader, "steps", source, answer),
        mistakes=_mistakes(reader, source.get("mistakes", ())),
        tests=_tests(reader, source, given),
    )


def _version(source: Mapping[str, Any]) -> str:
    """Twelve hexadecimal digits that change with anything a template is made of."""
    own = {name: source[name] for name in FIELDS if name in source}
    return sha256(json.dumps(own, default=str).encode()).hexdigest()[:12]


def _given(reader: Reader, raw: Mapping[str, Any]) -> dict[str, Source]:
    given = {}
    for name, written in raw.items():
        given[name], kind = read_given(reader, ("given", name), written)
        reader.define(("given", name), name, kind)
    return given


def _let(reader: Reader, raw: Mapping[str, str]) -> dict[str, Formula]:
    let = {}
    for name, written in raw.items():
        let[name] = reader.formula(("let", name), written)
        reader.define(("let", name), name, Kind.NUMBER)
    return let


def _where(reader: Reader, raw: str | Sequence[str]) -> tuple[Formula, ...]:
    if isinstance(raw, str):
        return (reader.formula(("where",), raw, Kind.TRUTH),)
    return tuple(
        reader.formula(("where", place), each, Kind.TRUTH) for place, each in enumerate(raw)
    )


def _guards(
    where: tuple[Formula, ...], names: Mapping[str, Kind]
) -> dict[str, tuple[Formula, ...]]:
    """The conditions by the last name each needs, names being computed in their order."""
    order = ["", *names]
    guards: dict[str, tuple[Formula, ...]] = {}
    for condition in where:
        last = order[max((order.index(name) for name in condition.names), default=0)]
        guards[last] = (*guards.get(last, ()), condition)
    return guards


def _answer(reader: Reader, raw: Mapping[str, Any]) -> Answer:
    path: Path = ("answer",)
    if "formula" not in raw:
        reader.fault(path, "drill.field-missing", field="formula")
    decimals, signed = str(raw.get("decimals", 0)), str(raw.get("signed", "false")).lower()
    if not (re.fullmatch("[0-9]", decimals) and int(decimals) <= MOST_DECIMALS):
        reader.fault((*path, "decimals"), "drill.decimals", most=MOST_DECIMALS)
        decimals = "0"
    if signed not in {"true", "false"}:
        reader.fault((*path, "signed"), "drill.true-or-false")
    return Answer(
        reader.formula((*path, "formula"), raw.get("formula", "0")),
        reader.text((*path, "unit"), raw.get("unit", "")),
        int(decimals),
        signed == "true",
    )


def _lines(
    reader: Reader, field: str, source: Mapping[str, Any], answer: Answer
) -> tuple[Phrases, ...]:
    lines = []
    for place, raw in enumerate(source.get(field, ())):
        lines.append(reader.phrases((field, place), raw))
        if any(_unit_twice(lines[-1], answer, language) for language in lines[-1]):
            reader.fault((field, place), "drill.unit-twice")
    return tuple(lines)


def _unit_twice(line: Phrases, answer: Answer, language: str) -> bool:
    """Whether the unit, which {answer} brings along, is written after it once more."""
    pieces, unit = line[language].pieces, answer.unit.get(language, "")
    return bool(unit) and any(
        piece == Slot("answer") and isinstance(after, str) and after.lstrip().startswith(unit)
        for piece, after in pairwise(pieces)
    )


def _mistakes(reader: Reader, raw: Sequence[Mapping[str, Any]]) -> tuple[Mistake, ...]:
    mistakes: dict[str, Mistake] = {}
    for place, entry in enumerate(raw):
        path: Path = ("mistakes", place)
        for name in ("wrong", "formula", "say"):
            if name not in entry:
                reader.fault(path, "drill.field-missing", field=name)
        wrong = entry.get("wrong", "")
        if wrong in mistakes:
            reader.fault((*path, "wrong"), "drill.mistake-twice", name=wrong)
        mistakes[wrong] = Mistake(
            wrong,
            reader.formula((*path, "formula"), entry.get("formula", "0")),
            reader.phrases((*path, "say"), entry.get("say", "")),
        )
    return tuple(mistakes.values())


def _tests(
    reader: Reader, source: Mapping[str, Any], given: Mapping[str, Source]
) -> tuple[TemplateTest, ...]:
    wrongs = [entry.get("wrong", "") for entry in source.get("mistakes", ())]
    tests = []
    for place, raw in enumerate(source.get("tests", ())):
        path: Path = ("tests", place)
        mistakes = raw.get("mistakes", {})
        reader.keys((*path, "mistakes"), mistakes, wrongs, "drill.test-unknown-mistake")
        tests.append(
            TemplateTest(
                _test_values(reader, (*path, "with"), raw.get("with", {}), given),
                reader.constant((*path, "answer"), raw["answer"]) if "answer" in raw else None,
                {
                    name: reader.constant((*path, "mistakes", name), value)
                    for name, value in mistakes.items()
                },
            )
        )
    return tuple(tests)


def _test_values(
    reader: Reader, path: Path, raw: Mapping[str, Any], given: Mapping[str, Source]
) -> dict[str, Value]:
    reader.keys(path, raw, given, "drill.test-unknown-given")
    for name in given:
        if name not in raw:
            reader.fault(path[:-1] if not raw else path, "drill.test-given-missing", name=name)
    values: dict[str, Value] = {}
    for name, written in raw.items():
        if isinstance(written, str) is (reader.names.get(name) is Kind.LIST):
            reader.fault((*path, name), "drill.test-list", name=name)
        elif isinstance(written, str):
            values[name] = reader.constant((*path, name), written)
        else:
            values[name] = tuple(
                reader.constant((*path, name, place), each) for place, each in enumerate(written)
            )
    return values
