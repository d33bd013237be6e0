"""Building the questions of a template: numbers to find, options to choose, in one part or more."""

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any

from kpitrainer.deckfile.read.drill.drill_reader import Reader
from kpitrainer.domain.drill.phrase import Slot
from kpitrainer.domain.drill.results import terms
from kpitrainer.domain.drill.template import (
    AnswerSpec,
    ChoicePart,
    GivenSource,
    Misconception,
    NumberPart,
    Option,
    Part,
    Phrases,
    Reverse,
)
from kpitrainer.domain.errors import FieldPath
from kpitrainer.domain.formula.formula import Formula, ValueType
from kpitrainer.domain.text.localized import LocalizedText

PART_FIELDS = ("ask", "answer", "choose", "solve_for", "hints", "steps", "mistakes")
"""The source's keys of one question."""

MOST_DECIMALS = 6
"""The finest rounding that may be asked."""

_CURLY = tuple("“”„«»‘’")
_ALWAYS = {"true": "0 == 0", "vrai": "0 == 0", "false": "0 == 1", "faux": "0 == 1"}


def read_parts(
    reader: Reader, source: Mapping[str, Any], given: Mapping[str, GivenSource]
) -> tuple[Phrases | None, tuple[Part, ...]]:
    """What is told before every part, if there are several, and the parts: at least one."""
    if "parts" not in source:
        return None, (_Part(reader, (), source, given).read(),)
    for field in PART_FIELDS[1:]:
        if field in source:
            reader.fault((field,), "drill.belongs-in-part", at_key=True, field=field)
    intro = reader.phrases(("ask",), source["ask"]) if "ask" in source else None
    if not source["parts"]:
        reader.fault(("parts",), "drill.no-parts")
    parts = []
    for place, raw in enumerate(source["parts"]):
        part = _Part(reader, ("parts", place), raw, given).read()
        parts.append(part)
        if isinstance(part, NumberPart):
            reader.names[f"part{place + 1}"] = ValueType.NUMBER
            reader.shown.add(f"part{place + 1}")
    return intro, tuple(parts)


class _Part:
    """Reads one question."""

    def __init__(
        self,
        reader: Reader,
        path: FieldPath,
        raw: Mapping[str, Any],
        given: Mapping[str, GivenSource],
    ) -> None:
        self.reader = reader
        self.path = path
        self.raw = raw
        self.given = given

    def read(self) -> Part:
        if "ask" not in self.raw:
            self.reader.fault(self.path, "drill.field-missing", field="ask")
        if "choose" in self.raw:
            return self.choice()
        if "answer" not in self.raw:
            self.reader.fault(self.path, "drill.field-missing", field="answer")
        return self.number()

    def number(self) -> NumberPart:
        reader, raw = self.reader, self.raw
        reverse = None
        answer: AnswerSpec | None = None
        if "solve_for" in raw:
            answer = self.answer()
            reverse, answer = self.reverse(answer)
            # What is asked for is not told, what it led to is.
            hidden = {reverse.name} & reader.shown
            reader.hidden = reverse.name
            reader.shown = reader.shown - hidden | {"answer"}
            reader.names["answer"] = ValueType.NUMBER
        else:
            hidden = set()
        ask = reader.phrases((*self.path, "ask"), raw.get("ask", ""))
        # Faults come in the order of the fields.
        answer = answer or self.answer()
        reader.shown.add("answer")
        hints = self.lines("hints", answer if reverse is None else None)
        reader.shown |= hidden
        reader.hidden = ""
        steps = self.lines("steps", answer if reverse is None else None)
        part = NumberPart(
            path=self.path,
            ask=ask,
            answer=answer,
            hints=hints,
            steps=steps,
            mistakes=self.mistakes(len(steps)),
            reverse=reverse,
        )
        reader.shown.discard("answer")
        reader.names.pop("answer", None)
        return part

    def choice(self) -> ChoicePart:
        reader, raw = self.reader, self.raw
        for field in ("answer", "solve_for", "mistakes"):
            if field in raw:
                path = (*self.path, field)
                reader.fault(path, "drill.not-with-choose", at_key=True, field=field)
        ask = reader.phrases((*self.path, "ask"), raw.get("ask", ""))
        options = tuple(
            self.option((*self.path, "choose", place), option)
            for place, option in enumerate(raw["choose"])
        )
        if len(options) < 2:  # noqa: PLR2004 - one option is no choice
            reader.fault((*self.path, "choose"), "drill.few-options")
        return ChoicePart(
            path=self.path,
            ask=ask,
            options=options,
            hints=self.lines("hints", None),
            steps=self.lines("steps", None),
        )

    def option(self, path: FieldPath, raw: Mapping[str, Any]) -> Option:
        reader = self.reader
        condition = raw.get("right", "false")
        wrong = raw.get("wrong")
        if wrong is not None and wrong in reader.wrongs:
            reader.fault((*path, "wrong"), "drill.mistake-twice", name=wrong)
        reader.wrongs.add(wrong or "")
        return Option(
            reader.phrases((*path, "text"), raw["text"]),
            reader.formula(
                (*path, "right"), _ALWAYS.get(condition.lower(), condition), ValueType.TRUTH
            ),
            reader.phrases((*path, "say"), raw["say"]) if "say" in raw else None,
            wrong,
        )

    def answer(self) -> AnswerSpec:
        reader, raw = self.reader, self.raw.get("answer", {"formula": "0"})
        path: FieldPath = (*self.path, "answer")
        decimals = self.decimals((*path, "decimals"), raw.get("decimals", "0"))
        formula = reader.formula((*path, "formula"), raw["formula"])
        unit = self.unit(path, raw)
        return AnswerSpec(
            formula,
            unit,
            decimals,
            raw.get("signed", False),
            self.rounded_steps((*path, "also_accept"), raw, formula),
        )

    def unit(self, path: FieldPath, raw: Mapping[str, Any]) -> LocalizedText:
        """The unit under `path`, which learners type: without quotes that are no straight ones."""
        written = raw.get("unit", "")
        unit = self.reader.text((*path, "unit"), written)
        for language, word in unit.items():
            if word[:1] in _CURLY and word[-1:] in _CURLY:
                at: FieldPath = (*path, "unit")
                at = at if isinstance(written, str) else (*at, language)
                self.reader.fault(at, "deck.curly-quotes", sign=word[0])
                break
        return unit

    def rounded_steps(self, path: FieldPath, raw: Mapping[str, Any], formula: Formula) -> bool:
        if "also_accept" not in raw:
            return False
        if raw["also_accept"] != "rounded_steps":
            self.reader.fault(path, "drill.also-accept", name=raw["also_accept"])
        elif len(terms(formula.tree)) == 1:
            self.reader.fault(path, "drill.rounded-steps-form")
        return True

    def decimals(self, path: FieldPath, raw: object) -> int:
        written = str(raw)
        if re.fullmatch("[0-9]", written) and int(written) <= MOST_DECIMALS:
            return int(written)
        self.reader.fault(path, "drill.decimals", most=MOST_DECIMALS)
        return 0

    def reverse(self, shown: AnswerSpec) -> tuple[Reverse, AnswerSpec]:
        """What a reverse exercise tells, and what it asks for."""
        path: FieldPath = (*self.path, "solve_for")
        raw = self.raw["solve_for"]
        fields = {"name": raw} if isinstance(raw, str) else raw
        name = fields["name"]
        numbers = [one for one in self.given if self.reader.names.get(one) is ValueType.NUMBER]
        if name not in numbers:
            where = path if isinstance(raw, str) else (*path, "name")
            known = ", ".join(numbers) or "–"
            self.reader.fault(where, "drill.solve-for-given", name=name, names=known)
        unit = self.unit(path, fields)
        decimals = self.decimals((*path, "decimals"), fields.get("decimals", "0"))
        formula = Formula(name if name in numbers else "0", {name: ValueType.NUMBER})
        return Reverse(name, shown), AnswerSpec(formula, unit, decimals)

    def lines(self, field: str, answer: AnswerSpec | None) -> tuple[Phrases, ...]:
        lines = []
        for place, raw in enumerate(self.raw.get(field, ())):
            path = (*self.path, field, place)
            line = self.reader.phrases(path, raw)
            lines.append(line)
            if answer and any(_unit_twice(line, answer, language) for language in line):
                self.reader.fault(path, "drill.unit-twice")
        return tuple(lines)

    def mistakes(self, steps: int) -> tuple[Misconception, ...]:
        reader = self.reader
        mistakes = []
        entries: Sequence[Mapping[str, Any]] = self.raw.get("mistakes", ())
        for place, entry in enumerate(entries):
            path: FieldPath = (*self.path, "mistakes", place)
            wrong = entry["wrong"]
            if wrong in reader.wrongs:
                reader.fault((*path, "wrong"), "drill.mistake-twice", name=wrong)
            reader.wrongs.add(wrong)
            mistakes.append(
                Misconception(
                    wrong,
                    reader.formula((*path, "formula"), entry["formula"]),
                    reader.phrases((*path, "say"), entry["say"]),
                    self.step((*path, "step"), entry, steps),
                )
            )
        return tuple(mistakes)

    def step(self, path: FieldPath, entry: Mapping[str, Any], steps: int) -> int | None:
        """The spoilt step, counted from 0; authors count from 1."""
        if "step" not in entry:
            return None
        written = str(entry["step"])
        if re.fullmatch("[0-9]{1,2}", written) and 1 <= int(written) <= steps:
            return int(written) - 1
        self.reader.fault(path, "drill.no-such-step" if steps else "drill.no-steps", last=steps)
        return None


def _unit_twice(line: Phrases, answer: AnswerSpec, language: str) -> bool:
    """Whether the unit, which {answer} brings along, is written after it once more."""
    pieces, unit = line[language].pieces, answer.unit.get(language, "")
    return bool(unit) and any(
        piece == Slot("answer") and isinstance(after, str) and after.lstrip().startswith(unit)
        for piece, after in pairwise(pieces)
    )
