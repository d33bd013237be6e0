"""Whether the entries that others name under `sibling` are there, and name none themselves."""

from collections.abc import Collection, Iterator, Mapping
from difflib import get_close_matches
from functools import partial

from kpitrainer.domain.errors import Fault

_warning = partial(Fault.warning, ("sibling",))


def sibling_faults(
    named: Mapping[str, str], ids: Collection[str], renamed: Mapping[str, str]
) -> Iterator[tuple[str, Fault]]:
    """Each entry whose `sibling` joins it to nothing, or not to the whole family, with a warning.

    `named` has the entries with a `sibling` in the order of the file, and what each names; `ids`
    are all entries of the deck, `renamed` leads from their former names to the present ones.
    """
    meant = {entry: renamed.get(written, written) for entry, written in named.items()}
    for entry, written in named.items():
        first = _first(meant[entry], meant)
        if meant[entry] == entry:
            yield entry, _warning("deck.sibling-itself")
        elif first == entry:
            yield entry, _warning("deck.sibling-mutual", id=written)
        elif written in renamed:
            yield entry, _warning("deck.sibling-renamed", id=written, suggestion=first)
        elif written not in ids:
            near = get_close_matches(written, [name for name in ids if name != entry], 1)
            if near:
                suggestion = _first(near[0], meant)
                yield entry, _warning("deck.sibling-near", id=written, suggestion=suggestion)
            else:
                yield entry, _warning("deck.sibling-unknown", id=written)
        elif first != written:
            yield entry, _warning("deck.sibling-chain", id=written, suggestion=first)


def _first(name: str, named: Mapping[str, str]) -> str:
    """The entry at the end of the names from `name` on; of a circle its first in the file."""
    passed: list[str] = []
    while name in named and named[name] != name and name not in passed:
        passed.append(name)
        name = named[name]
    if name in passed:
        circle = passed[passed.index(name) :]
        return next(entry for entry in named if entry in circle)
    return name
