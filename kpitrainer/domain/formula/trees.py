"""Walking syntax trees: their names, their subtrees, and what stands in place of some."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

from kpitrainer.domain.formula.nodes import (
    Binary,
    Call,
    Comparison,
    Logic,
    Name,
    Negative,
    Node,
    Subscript,
    ValueType,
)


def children(node: Node) -> tuple[Node, ...]:
    """What `node` is made of, from the left."""
    match node:
        case Binary(_, left, right):
            return (left, right)
        case Negative(operand):
            return (operand,)
        case Call(_, arguments):
            return arguments
        case Subscript(of, index):
            return (of, index)
        case Comparison(operands) | Logic(_, operands):
            return operands
        case _:
            return ()


def subtrees(node: Node) -> Iterator[Node]:
    """`node` and all below it, the whole first."""
    yield node
    for child in children(node):
        yield from subtrees(child)


def names_in(node: Node) -> frozenset[str]:
    """The names that `node` uses."""
    return frozenset(each.name for each in subtrees(node) if isinstance(each, Name))


def folded(node: Node, name_of: Callable[[Node], str | None]) -> Node:
    """`node` with a number's name in place of each largest subtree that `name_of` gives one."""
    if name := name_of(node):
        return Name(name, ValueType.NUMBER)
    match node:
        case Binary(_, left, right):
            return replace(node, left=folded(left, name_of), right=folded(right, name_of))
        case Negative(operand):
            return replace(node, operand=folded(operand, name_of))
        case Call(_, arguments):
            return replace(node, arguments=tuple(folded(each, name_of) for each in arguments))
        case _:
            return node


def replaced(node: Node, names: Mapping[str, Node]) -> Node:
    """`node` with other trees in place of some of its `names`."""
    match node:
        case Name(name):
            return names.get(name, node)
        case Binary(_, left, right):
            return replace(node, left=replaced(left, names), right=replaced(right, names))
        case Negative(operand):
            return replace(node, operand=replaced(operand, names))
        case Call(_, arguments):
            return replace(node, arguments=tuple(replaced(each, names) for each in arguments))
        case _:
            return node


def placeless(node: Node) -> Node:
    """`node` without the columns it was read at, so that equal calculations compare equal."""
    match node:
        case Binary(_, left, right):
            return replace(node, left=placeless(left), right=placeless(right), column=0)
        case Negative(operand):
            return replace(node, operand=placeless(operand))
        case Call(_, arguments):
            return replace(node, arguments=tuple(map(placeless, arguments)), column=0)
        case Subscript(_, index):
            return replace(node, index=placeless(index), column=0)
        case _:
            return node
