"""Two mistakes at once: of « autres ÷ tout » and « tout ÷ partie », « tout ÷ autres ».

Wrong methods are edits of the right formula, which hence lies in the middle of them. What has two
of their edits lies as near to them as the right one does.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

from kpitrainer.domain.formula.nodes import Binary, Call, Constant, Name, Negative, Node
from kpitrainer.domain.formula.trees import children, subtrees


class _Edit(NamedTuple):
    """What stands at the end of a `path`, by the places of operands from the root, instead."""

    path: tuple[int, ...]
    new: Node


def blended(right: Node, one: Node, other: Node) -> Node | None:
    """The wrong formula `other` with what makes `one` wrong too; None where they do not fit.

    They do where they change different places of the `right` one, or where `other` is the right
    one's figures in another order. All are without columns (`placeless`).
    """
    edit, another = _edit(right, one), _edit(right, other)
    if not edit.path:
        return None
    shared = min(len(edit.path), len(another.path))
    if edit.path[:shared] != another.path[:shared]:
        found = _with(other, edit)
    elif _figures(other) == _figures(right):
        paths = list(_paths(other, _at(right, edit.path)))
        if len(paths) != 1:
            return None
        found = _with(other, _Edit(paths[0], edit.new))
    else:
        return None
    return None if _is_odd(found) or found in (right, one, other) else found


def _edit(right: Node, wrong: Node, path: tuple[int, ...] = ()) -> _Edit:
    """The smallest place where the two differ, and what `wrong` has there."""
    mine, theirs = children(right), children(wrong)
    if _kind(right) == _kind(wrong) and len(mine) == len(theirs):
        differ = [place for place, each in enumerate(mine) if each != theirs[place]]
        if len(differ) == 1:
            return _edit(mine[differ[0]], theirs[differ[0]], (*path, differ[0]))
    return _Edit(path, wrong)


def _kind(node: Node) -> tuple[type, str]:
    match node:
        case Binary(operator):
            return type(node), operator
        case Call(function):
            return type(node), function
        case _:
            return type(node), ""


def _at(node: Node, path: tuple[int, ...]) -> Node:
    for place in path:
        node = children(node)[place]
    return node


def _with(node: Node, edit: _Edit) -> Node:
    if not edit.path:
        return edit.new
    place, *rest = edit.path
    operands = list(children(node))
    operands[place] = _with(operands[place], _Edit(tuple(rest), edit.new))
    match node:
        case Binary():
            return replace(node, left=operands[0], right=operands[1])
        case Negative():
            return replace(node, operand=operands[0])
        case Call():
            return replace(node, arguments=tuple(operands))
        case _:
            return node


def _paths(node: Node, sought: Node, path: tuple[int, ...] = ()) -> Iterator[tuple[int, ...]]:
    if node == sought:
        yield path
    for place, operand in enumerate(children(node)):
        yield from _paths(operand, sought, (*path, place))


def _figures(node: Node) -> Counter[str]:
    return Counter(each.name for each in subtrees(node) if isinstance(each, Name))


def _is_odd(node: Node) -> bool:
    """Whether nobody would write it: it calculates nothing, or takes one thing twice in a row."""
    binaries = [each for each in subtrees(node) if isinstance(each, Binary)]
    return not binaries or any(map(_repeats, binaries))


def _repeats(node: Binary) -> bool:
    left, right = node.left, node.right
    before = left.right if isinstance(left, Binary) else left
    after = right.left if isinstance(right, Binary) else right
    times_one = node.operator == "*" and Constant(1) in (left, right)
    return times_one or left in (right, after) or before == right
