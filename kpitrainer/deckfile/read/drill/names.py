"""What a drill's names are called in words, as its author says."""

import re
from collections.abc import Collection, Mapping
from typing import Any

from kpitrainer.deckfile.read.drill.drill_reader import Reader
from kpitrainer.domain.errors import FieldPath
from kpitrainer.domain.formula.arithmetic import LIST_FUNCTIONS
from kpitrainer.domain.formula.formula import ValueType
from kpitrainer.domain.text.localized import LocalizedText

_OF_A_LIST = re.compile(rf"({'|'.join(LIST_FUNCTIONS)})\(\s*(\w+)\s*\)")


def read_names(reader: Reader, raw: Mapping[str, Any]) -> Mapping[str, LocalizedText]:
    """The words by the name they stand for, or by what is done with a list: "sum(durees)".

    A name that only another variant has is passed over, as variants share these words. Of two
    with the same words it would not be told which is meant.
    """
    found: dict[str, LocalizedText] = {}
    for written, text in raw.items():
        path: FieldPath = ("names", written)
        words = reader.text(path, text)
        done = _OF_A_LIST.fullmatch(written)
        name = _name(written)
        kind = reader.names.get(name)
        if (kind is ValueType.LIST) is not bool(done) and kind is not None:
            reader.fault(path, "drill.names-of-list", at_key=True, name=name)
        elif kind is not None:
            twice = next((other for other, told in found.items() if told == words), None)
            if twice is not None:
                reader.fault(path, "drill.names-alike", name=written, other=twice)
            found[f"{done[1]}({name})" if done else name] = words
    return found


def unknown_names(reader: Reader, raw: Mapping[str, Any], known: Collection[str]) -> None:
    """Note the words for names that no form has of those that share them."""
    for written in raw:
        reader.keys(("names",), (_name(written),), known, "drill.names-unknown")


def _name(written: str) -> str:
    """The name itself, without what is done with a list of it."""
    done = _OF_A_LIST.fullmatch(written)
    return done[2] if done else written
