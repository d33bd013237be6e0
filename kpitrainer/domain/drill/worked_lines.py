"""A worked solution as lines that compute: « Résultat net, en euros : 850 000 − 782 000 = 68 000 ».

Read from the steps as their author wrote them: what stands before a calculation is the line's
label, and the calculation a formula, so that a line can be worked with other numbers.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import NamedTuple

from kpitrainer.domain.drill.phrase import Slot
from kpitrainer.domain.drill.template import ListName, ListOf, NumberPart, Phrases, Template
from kpitrainer.domain.formula.arithmetic import Exact, Value, Values
from kpitrainer.domain.formula.formula import Formula, FormulaError, ValueType, compile_formula
from kpitrainer.domain.formula.nodes import Binary, Call, Name, Node
from kpitrainer.domain.formula.trees import folded, names_in, placeless
from kpitrainer.domain.formula.writer import inside_rounding
from kpitrainer.domain.text.localized import LocalizedText
from kpitrainer.domain.text.number import MARKS

ANSWER = "answer"
"""What the last line comes to: the number that the part asks for."""

_EQUALS = " = "
_RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789-")
_PLAIN = str.maketrans({"−": "-", "–": "-", "×": "*", "·": "*", "÷": "/"})

_NUMBER = r"\d+(?:[.,\u00a0\u202f ]\d+)*"
_WORKING = r"(?:\{\w+\}|\d|[.,](?=\d)|[-+−–×·*÷/^()√⁰¹²³⁴⁵⁶⁷⁸⁹⁻]|\s)+"
"""No two of its signs can be read in two ways, so that no text takes long."""

_OPERATOR = re.compile(r"[-+−–×·*÷/^√⁰¹²³⁴⁵⁶⁷⁸⁹]")
_COMPUTES = re.compile(
    rf"(?P<label>[^=≈]*?)(?P<working>{_WORKING})"
    r"(?P<joint>\s*[=≈]\s*|,[^{}=≈:]*:\s*)"
    r"(?P<before>[€$£]?)\{(?P<name>\w+)\}(?P<after>\s?[€%])?(?!\s*[-+−–×·*÷/^{])"
)
_TELLS = re.compile(
    r"(?P<label>[^:]+?)\s*:\s*(?P<before>[^{}=.,;:]*)\{(?P<name>\w+)\}(?P<after>[^{}.,;]*)[^{}]*"
)
_LONGEST = 600
"""As much of a step as is looked at."""

_SENTENCE = re.compile(r"(?<=[^\d\s])\.\s+|(?<=\})\.\s+")
_JOINING = re.compile(r"^[\s,;.]*(?:(?:et|and|puis|then)\b)?[\s,;.]*")


@dataclass(frozen=True, slots=True)
class WorkedLine:
    """One line: what `name`, a given, a `let` or ANSWER, comes to by `tree`.

    Where it does not compute (`works`) it tells a number of the question that the next lines use,
    and `tree` is its name. `label` stands before, `joint` between working and value, `before` and
    `after` around the value, in each language; `step` is the author's that it comes from, from 0.
    """

    name: str
    tree: Node
    works: bool
    label: LocalizedText
    joint: LocalizedText
    before: LocalizedText
    after: LocalizedText
    step: int | None = None

    @property
    def about(self) -> bool:
        """Whether its value is said to hold only about."""
        return any("≈" in sign for sign in self.joint.values())


class _Found(NamedTuple):
    """A line of a step in one language."""

    name: str
    tree: Node | None
    label: str
    joint: str
    before: str
    after: str


def worked_lines(template: Template, part: NumberPart) -> tuple[WorkedLine, ...]:
    """The lines that lead to the part's answer, the answer last; none where its steps have none.

    Each is used by a later one. A `let` that the steps use without saying where it comes from,
    nor the question, has a line of its own, with its words as a label if it has any.
    """
    lines: list[WorkedLine] = []
    for place, step in enumerate(part.steps):
        for line in _of_step(template, part, step, place):
            lines.append(line)
            if line.name == ANSWER:
                return _used(_explained(template, part, _joined(lines)))
    return ()


def work(
    lines: Sequence[WorkedLine],
    known: Values,
    wrong: tuple[int, Exact] | None = None,
    keep: frozenset[int] = frozenset(),
) -> list[Exact]:
    """What each line comes to, one after another from the numbers `known`.

    `wrong` puts a value in the place of that line's own, with which the next lines go on, but for
    those to `keep`: they take what they would have come to. Raises EvaluationError.
    """
    values: dict[str, Value] = dict(known)
    right: dict[str, Value] = values if not keep else dict(known)
    found: list[Exact] = []
    for place, line in enumerate(lines):
        if keep:
            right[line.name] = line.tree.evaluate(right)
        if wrong and place == wrong[0]:
            value = wrong[1]
        else:
            value = line.tree.evaluate(right if place in keep else values)
        values[line.name] = value
        found.append(value)
    return found


def _of_step(
    template: Template, part: NumberPart, step: Phrases, place: int
) -> Iterator[WorkedLine]:
    """The lines of one step, where it has the same ones in every language."""
    found = {
        language: list(_found(template, part, step[language].fill(_braced), language))
        for language in template.languages
    }
    for same in zip(*found.values(), strict=False):
        first = same[0]
        if any((each.name, each.tree) != (first.name, first.tree) for each in same):
            return
        by_language = dict(zip(found, same, strict=True))
        yield WorkedLine(
            name=first.name,
            tree=first.tree or Name(first.name, ValueType.NUMBER),
            works=first.tree is not None,
            label={language: each.label for language, each in by_language.items()},
            joint={language: each.joint for language, each in by_language.items()},
            before={language: each.before for language, each in by_language.items()},
            after={language: each.after for language, each in by_language.items()},
            step=place,
        )


def _braced(name: str) -> str:
    return f"{{{name}}}"


def _found(template: Template, part: NumberPart, text: str, language: str) -> Iterator[_Found]:
    kinds = _kinds(template)
    asked = part.reverse.name if part.reverse else ANSWER
    for sentence in _SENTENCE.split(text.strip()[:_LONGEST]):
        label, at, computes = "", 0, False
        while match := _COMPUTES.match(sentence, at):
            at, computes = match.end(), True
            own = _JOINING.sub("", match["label"]).strip(" ,:\u00a0\u202f")
            label = own or label
            tree = _tree(match["working"], kinds, language)
            if tree is not None:
                name = ANSWER if match["name"] == asked else match["name"]
                yield _Found(
                    name, tree, label, _joint(match["joint"]), match["before"], match["after"] or ""
                )
        told = None if computes else _TELLS.fullmatch(sentence)
        if told and kinds.get(told["name"]) is ValueType.NUMBER and told["name"] != asked:
            after = told["after"].rstrip()
            yield _Found(told["name"], None, told["label"].strip(), "", told["before"], after)


def _joint(written: str) -> str:
    sign = written.strip()
    return f" {sign} " if sign in ("=", "≈") else written


def _kinds(template: Template) -> Mapping[str, ValueType]:
    given = {
        name: ValueType.LIST if isinstance(source, ListOf) else ValueType.NUMBER
        for name, source in template.given.items()
    }
    lets = {name: formula.kind for name, formula in template.let.items()}
    parts = {f"part{place}": ValueType.NUMBER for place in range(1, len(template.parts) + 1)}
    return {**given, **lets, **parts}


def _tree(working: str, kinds: Mapping[str, ValueType], language: str) -> Node | None:
    """What a calculation as a text writes it computes; None where it is none."""
    if not _OPERATOR.search(working):
        return None
    plain = re.sub(_NUMBER, lambda found: _number(found[0], language), working.strip())
    plain = re.sub(r"[⁰¹²³⁴⁵⁶⁷⁸⁹⁻]+", lambda raised: f"^({raised[0].translate(_RAISED)})", plain)
    plain = re.sub(r"√(\{\w+\}|\d+)", r"root(\1, 2)", plain.translate(_PLAIN))
    source = re.sub(r"\{(\w+)\}", r"\1", plain)
    try:
        return placeless(compile_formula(source, kinds).tree)
    except FormulaError:
        return None


def _number(written: str, language: str) -> str:
    digits = re.sub(r"[\s\u00a0\u202f]", "", written)
    return digits.replace(",", "." if MARKS[language][1] == "," else "")


def _joined(lines: Sequence[WorkedLine]) -> list[WorkedLine]:
    """The lines, where a later one works out once more what no other uses, with its name."""
    joined = list(lines)
    for place, line in enumerate(lines):
        later = range(place + 1, len(lines))
        if line.works and not any(line.name in names_in(joined[each].tree) for each in later):
            for each in later:
                tree = folded(joined[each].tree, partial(_name_if, line))
                joined[each] = replace(joined[each], tree=tree)
    return joined


def _name_if(line: WorkedLine, node: Node) -> str | None:
    return line.name if node == line.tree else None


def _explained(
    template: Template, part: NumberPart, lines: Sequence[WorkedLine]
) -> list[WorkedLine]:
    """The lines, each after those of the `let` it uses that nothing tells; the answer rounded."""
    asked = part.answer.formula.tree
    told = told_names(template, part)
    explained: list[WorkedLine] = []
    seen: set[str] = set()

    def explain(tree: Node) -> None:
        for name in sorted(names_in(tree)):
            formula = template.let.get(name)
            if formula is None or part.reverse or name in told or name in seen | own:
                continue
            seen.add(name)
            inner = inside_rounding(formula.tree)
            if isinstance(inner, Binary | Call) and formula.kind is ValueType.NUMBER:
                explain(formula.tree)
                sign = _EQUALS if inner is formula.tree else " ≈ "
                nothing = dict.fromkeys(template.languages, "")
                joint = dict.fromkeys(template.languages, sign)
                label = {**nothing, **_label(template, name)}
                tree = placeless(formula.tree)
                explained.append(WorkedLine(name, tree, True, label, joint, nothing, nothing))

    own = {line.name for line in lines}
    for line in lines:
        explain(line.tree)
        is_answer = line.name == ANSWER
        explained.append(replace(line, tree=_rounded_as(asked, line.tree)) if is_answer else line)
    return explained


def _label(template: Template, name: str) -> LocalizedText:
    words = template.names.get(name, {})
    return {language: text[:1].upper() + text[1:] for language, text in words.items()}


def _rounded_as(asked: Node, tree: Node) -> Node:
    """`tree` in the roundings of the answer's formula, which a step tells in words."""
    if inside_rounding(asked) is asked or not isinstance(asked, Call):
        return tree
    first, *others = asked.arguments
    return replace(asked, arguments=(_rounded_as(first, tree), *others))


def told_names(template: Template, part: NumberPart) -> frozenset[str]:
    """The names whose numbers the question tells."""
    told = {
        piece.name
        for phrases in (template.intro, part.ask)
        if phrases
        for phrase in phrases.values()
        for piece in phrase.pieces
        if isinstance(piece, Slot)
    }
    cells = [cell for line in template.grid.lines for cell in line] if template.grid else []
    told |= {name for cell in cells if isinstance(cell, Formula) for name in cell.names}
    told |= {cell.name for cell in cells if isinstance(cell, ListName)}
    return frozenset(told)


def _used(lines: Sequence[WorkedLine]) -> tuple[WorkedLine, ...]:
    """The lines that a later one uses, and the last."""
    wanted: set[str] = {ANSWER}
    kept: list[WorkedLine] = []
    for line in reversed(lines):
        if line.name in wanted and not any(line.name == each.name for each in kept):
            kept.append(line)
            wanted |= names_in(line.tree)
    return tuple(reversed(kept))
