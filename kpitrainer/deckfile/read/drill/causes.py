"""What follows from the name of a value, so that a slip there is told once."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from kpitrainer.domain.errors import Fault

_OF_NAMES = ("drill.unknown-name", "drill.unknown-placeholder", "drill.test-unknown-given")
_FORMULAS = frozenset({"formula", "right", "given", "let", "where"})


def causes(faults: Sequence[Fault], source: Mapping[str, Any]) -> Iterator[Fault]:
    """The `faults` of a drill, whose fields are `source`, without those that follow from another.

    Where a name cannot be one, nothing is said of uses of its words; where all uses have another
    spelling than `given` or `let`, that is told once, at its key.
    """
    bad = [_words(fault.values["name"]) for fault in faults if fault.code == "drill.name-form"]
    faults = [
        fault
        for fault in faults
        if not (_is_use(fault) or _is_missing(fault))
        or not any(_words(fault.values["name"]) <= words for words in bad)
    ]
    uses = Counter(
        (str(fault.values.get("near", "")), str(fault.values["name"]))
        for fault in faults
        if _is_use(fault)
    )
    slips = {
        near: (name, count)
        for (near, name), count in uses.items()
        if near and count > 1 and not _is_used(source, near)
    }
    told = set[str]()
    for fault in faults:
        near = str(fault.values.get("near", ""))
        if _is_use(fault) and near in slips and slips[near][0] == fault.values["name"]:
            if near not in told:
                told.add(near)
                key = "given" if near in source.get("given", ()) else "let"
                values = {"name": near, "used": slips[near][0], "count": slips[near][1]}
                yield Fault((key, near), "drill.name-differs", values, at_key=True)
        elif not (_is_missing(fault) and fault.values.get("name") in slips):
            yield fault


def _words(name: object) -> set[str]:
    """The words of a name, in small letters without accents."""
    letters = unicodedata.normalize("NFKD", str(name).casefold())
    return set(re.findall(r"[^\W_]+", re.sub(r"[\u0300-\u036f]", "", letters)))


def _is_use(fault: Fault) -> bool:
    return fault.code.startswith(_OF_NAMES)


def _is_missing(fault: Fault) -> bool:
    return fault.code == "drill.test-given-missing"


def _is_used(node: object, name: str, *, formula: bool = False) -> bool:
    """Whether a formula in `node` names it, a text shows it or a test gives it a value."""
    if isinstance(node, Mapping):
        return ("with" in node and name in node["with"]) or any(
            _is_used(value, name, formula=formula or key in _FORMULAS)
            for key, value in node.items()
        )
    if isinstance(node, list):
        return any(_is_used(each, name, formula=formula) for each in node)
    return isinstance(node, str) and (
        f"{{{name}}}" in node
        or (formula and re.search(rf"\b{re.escape(name)}\b", node) is not None)
    )
