"""Building a template from an author's source, with every fault of it at once."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from hashlib import sha256
from typing import Any

from kpitrainer.deckfile.read.drill.causes import causes
from kpitrainer.deckfile.read.drill.drill_reader import Reader, read_given
from kpitrainer.deckfile.read.drill.figure import read_figure
from kpitrainer.deckfile.read.drill.grid import read_grid
from kpitrainer.deckfile.read.drill.names import read_names, unknown_names
from kpitrainer.deckfile.read.drill.parts import PART_FIELDS, read_parts
from kpitrainer.deckfile.read.drill.plausible import read_plausible
from kpitrainer.domain.drill.template import (
    ChoicePart,
    GivenSource,
    Part,
    PartTest,
    Template,
    TemplateTest,
)
from kpitrainer.domain.errors import Fault, FieldPath
from kpitrainer.domain.formula.arithmetic import Value
from kpitrainer.domain.formula.formula import Formula, ValueType

FIELDS = (
    "title",
    "context",
    "given",
    "let",
    "names",
    "where",
    "table",
    "reading",
    *PART_FIELDS,
    "parts",
    "figure",
    "plausible",
    "tests",
    "variants",
)
"""The source's keys that are a template's own; others are left to the caller."""

_ONLY_CALLED = frozenset({"names"})
"""Keys that change no numbers: an answer of before is one to the same drill."""

_NOT_IN_VARIANTS = frozenset({"title", "variants", "variant"})


def build_template(
    template_id: str, source: Mapping[str, Any], languages: Sequence[str]
) -> Template | tuple[Fault, ...]:
    """Compile `source`, the drill's entry as plain data.

    Its shape is already checked: mappings, lists and scalars stand where the format wants them,
    and every scalar is the string as written ("50"), but `signed` a truth value; a text is a string
    that serves every language or a mapping from language to string. Other keys are ignored.
    Returns the template, or all faults in the order of FIELDS.
    """
    version = _version(source)
    blocks = source.get("variants")
    if blocks is None:
        reader = Reader(tuple(languages))
        template = _template(reader, template_id, source, version)
        unknown_names(reader, source.get("names", {}), reader.names)
        return tuple(causes(reader.faults, source)) or template
    faults: dict[tuple[object, ...], Fault] = {}
    names: set[str] = set()
    variants: dict[str, Template] = {}
    if not blocks:
        faults[()] = Fault(("variants",), "drill.no-variants")
    for place, block in enumerate(blocks):
        reader = Reader(tuple(languages))
        template = _template(reader, template_id, _merged(source, block), version)
        names |= reader.names.keys()
        unknown_names(reader, block.get("names", {}), reader.names)
        name = block.get("variant", str(place + 1))
        variant = replace(template, variant=name, place=place, own_keys=frozenset(block))
        if name in variants:
            reader.fault(("variant",), "drill.variant-twice", name=name)
        variants[name] = variant
        for fault in causes(reader.faults, {**source, **block}):
            path = variant.source_path(fault.path) if fault.path else ("variants", place)
            # What all variants share is told once.
            faults.setdefault((path, fault.column, fault.code), fault._replace(path=path))
    shared = Reader(tuple(languages))
    unknown_names(shared, source.get("names", {}), names)
    if faults or shared.faults:
        return (*faults.values(), *shared.faults)
    first = next(iter(variants.values()))
    return replace(
        first, variants=tuple(variants.values()), variant="", place=0, own_keys=frozenset()
    )


def _merged(source: Mapping[str, Any], block: Mapping[str, Any]) -> dict[str, Any]:
    """The drill's fields with those of the block in their place.

    Another kind of answer takes the place of the former one.
    """
    base = {key: value for key, value in source.items() if key not in _NOT_IN_VARIANTS - {"title"}}
    if "parts" in block:
        for key in PART_FIELDS:
            base.pop(key, None)
    elif {"answer", "choose"} & block.keys():
        for key in ("parts", "answer", "choose"):
            base.pop(key, None)
    own = {key: value for key, value in block.items() if key not in _NOT_IN_VARIANTS}
    return {**base, **own}


def _template(
    reader: Reader, template_id: str, source: Mapping[str, Any], version: str
) -> Template:
    title = reader.text(("title",), source.get("title", template_id))
    contexts = tuple(
        reader.text(("context", place), raw) for place, raw in enumerate(source.get("context", ()))
    )
    given = _given(reader, source.get("given", {}))
    let = _let(reader, source.get("let", {}))
    names = read_names(reader, source.get("names", {}))
    where = tuple(
        reader.formula(("where", place), raw, ValueType.TRUTH)
        for place, raw in enumerate(source.get("where", ()))
    )
    guards = _guards(where, reader.names)
    if contexts:
        reader.shown.add("context")
    grid = read_grid(reader, source["table"]) if "table" in source else None
    intro, parts = read_parts(reader, source, given)
    picture = read_figure(reader, source["figure"]) if "figure" in source else None
    return Template(
        id=template_id,
        version=version,
        languages=reader.languages,
        title=title,
        parts=parts,
        intro=intro,
        given=given,
        let=let,
        names=names,
        where=where,
        guards=guards,
        contexts=contexts,
        grid=grid,
        picture=picture,
        plausible=read_plausible(reader, source, parts),
        tests=_tests(reader, source, given, parts),
        reading=source.get("reading"),
    )


def _version(source: Mapping[str, Any]) -> str:
    """Twelve hexadecimal digits that change with anything that a template draws or asks."""
    own = {name: source[name] for name in FIELDS if name in source and name not in _ONLY_CALLED}
    return sha256(json.dumps(own, default=str).encode()).hexdigest()[:12]


def _given(reader: Reader, raw: Mapping[str, Any]) -> dict[str, GivenSource]:
    given = {}
    for name, written in raw.items():
        given[name], kind = read_given(reader, ("given", name), written)
        reader.define(("given", name), name, kind)
    return given


def _let(reader: Reader, raw: Mapping[str, str]) -> dict[str, Formula]:
    let = {}
    for name, written in raw.items():
        let[name] = reader.formula(("let", name), written)
        reader.define(("let", name), name, ValueType.NUMBER)
    return let


def _guards(
    where: tuple[Formula, ...], names: Mapping[str, ValueType]
) -> dict[str, tuple[Formula, ...]]:
    """The conditions by the last name each needs, names being computed in their order."""
    order = ["", *names]
    guards: dict[str, tuple[Formula, ...]] = {}
    for condition in where:
        last = order[max((order.index(name) for name in condition.names), default=0)]
        guards[last] = (*guards.get(last, ()), condition)
    return guards


def _tests(
    reader: Reader,
    source: Mapping[str, Any],
    given: Mapping[str, GivenSource],
    parts: Sequence[Part],
) -> tuple[TemplateTest, ...]:
    """The tests; each expects something of the first part, or of several under `parts`."""
    tests = []
    for place, raw in enumerate(source.get("tests", ())):
        path: FieldPath = ("tests", place)
        values = _test_values(reader, (*path, "with"), raw["with"], given)
        expected = raw.get("parts")
        if expected is None:
            own: tuple[PartTest, ...] = (_expected(reader, path, raw, parts[0] if parts else None),)
        else:
            own = tuple(
                _expected(reader, (*path, "parts", number), each, parts[number])
                for number, each in enumerate(expected[: len(parts)])
            )
            if not own or len(expected) > len(parts) or {"answer", "mistakes", "choose"} & {*raw}:
                reader.fault((*path, "parts"), "drill.test-parts", most=len(parts))
        tests.append(TemplateTest(values, own))
    return tuple(tests)


def _expected(
    reader: Reader, path: FieldPath, raw: Mapping[str, Any], part: Part | None
) -> PartTest:
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


def _test_values(
    reader: Reader, path: FieldPath, raw: Mapping[str, Any], given: Mapping[str, GivenSource]
) -> dict[str, Value]:
    before = len(reader.faults)
    reader.keys(path, raw, given, "drill.test-unknown-given")
    meant = {fault.values.get("near") for fault in reader.faults[before:]}
    for name in given:
        if name not in raw and name not in meant:
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
