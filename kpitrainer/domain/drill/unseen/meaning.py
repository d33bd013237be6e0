"""What a formula means, in one number: its value modulo a prime, for values drawn once.

Two formulas of sums, products, quotients and whole powers that agree there agree everywhere, but
for a chance of about one in 10¹⁷ (Schwartz and Zippel). What has no such value, a rounding or a
root, has one by a hash of its operands' values: the same where they mean the same.
"""

from collections.abc import Mapping
from functools import lru_cache
from hashlib import blake2b
from typing import TypeAlias

from kpitrainer.domain.drill.template import Choices, ListOf, Template
from kpitrainer.domain.formula.arithmetic import EXPONENT, Exact
from kpitrainer.domain.formula.nodes import (
    Binary,
    Call,
    Constant,
    Name,
    Negative,
    Node,
    Subscript,
    ValueType,
)

PRIME = 2**61 - 1

Meanings: TypeAlias = Mapping[str, int]
"""The meaning of each name; a list's items are named "list[0]", their number is "list#"."""


class NoMeaningError(ArithmeticError):
    """A formula that divides by what is always 0."""


def hashed(*of: object) -> int:
    """A value for `of`, the same on every machine, and another one for anything else."""
    digest = blake2b(repr(of).encode(), digest_size=8).digest()
    return int.from_bytes(digest, "big") % PRIME


def constant(value: Exact) -> int:
    """The meaning of a constant."""
    return value.numerator * pow(value.denominator, -1, PRIME) % PRIME


def combined(operator: str, left: int, right: int) -> int:
    """The meaning of left operator right, for one of + - * / ^.

    Raises:
        NoMeaningError: it divides by 0.
    """
    match operator:
        case "+":
            return (left + right) % PRIME
        case "-":
            return (left - right) % PRIME
        case "*":
            return left * right % PRIME
        case "/":
            if not right:
                raise NoMeaningError
            return left * _inverse(right) % PRIME
        case "root":
            return hashed("root", left, right)
        case _:
            whole = right <= EXPONENT
            return pow(left, right, PRIME) if whole else hashed("^", left, right)


@lru_cache(maxsize=1 << 14)
def _inverse(value: int) -> int:
    return pow(value, -1, PRIME)


def meanings(template: Template) -> dict[str, int]:
    """What the names of one of a drill's forms mean: the given ones, then those under `let`."""
    known: dict[str, int] = {}
    for name, source in template.given.items():
        if isinstance(source, ListOf):
            if source.fewest == source.most:
                known |= {f"{name}[{at}]": hashed(name, at) for at in range(source.most)}
                known[f"{name}#"] = source.most
        elif isinstance(source, Choices) and len({each.source for each in source.options}) == 1:
            known[name] = meaning(source.options[0].tree, known)
        else:
            known[name] = hashed(name)
    for name, formula in template.let.items():
        known[name] = meaning(formula.tree, known)
    return known


def meaning(node: Node, known: Meanings) -> int:  # noqa: PLR0911 - one for each kind of node
    """What a formula means, its names being `known`.

    Raises:
        NoMeaningError: it divides by what is always 0.
    """
    match node:
        case Constant(value):
            return constant(value)
        case Name(name):
            return known.get(name, hashed(name))
        case Negative(operand):
            return -meaning(operand, known) % PRIME
        case Binary(operator, left, right):
            return combined(operator, meaning(left, known), meaning(right, known))
        case Subscript(Name(name), index):
            item = f"{name}[{meaning(index, known)}]"
            return known.get(item, hashed(item))
        case Call(function, arguments):
            return _called(function, arguments, known)
        case _:
            return hashed(node)  # a comparison is none of a number's operands


def _called(function: str, arguments: tuple[Node, ...], known: Meanings) -> int:
    first = arguments[0]
    if isinstance(first, Name) and first.kind is ValueType.LIST:
        count = known.get(f"{first.name}#")
        items = [known[f"{first.name}[{at}]"] for at in range(count or 0)]
        number = hashed("count", first.name) if count is None else count
        total = sum(items) % PRIME if items else hashed("sum", first.name)
        known_calls = {"sum": total, "count": number}
        if function == "mean":
            return combined("/", total, number)
        return known_calls.get(function, hashed(function, first.name))
    values = [meaning(argument, known) for argument in arguments]
    if function == "sum":
        return sum(values) % PRIME
    if function == "mean":
        return combined("/", sum(values) % PRIME, len(values))
    return hashed(function, *values)
