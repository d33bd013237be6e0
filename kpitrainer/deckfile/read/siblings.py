"""Whether the entries that others name under `sibling` are there, and name none themselves."""

from collections.abc import Collection, Iterator, Mapping
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
    ends = _ends(meant)
    unknown = 0
    for entry, written in named.items():
        first = ends[entry]
        if meant[entry] == entry:
            yield entry, _warning("deck.sibling-itself")
        elif first == entry:
            yield entry, _warning("deck.sibling-mutual", id=written)
        elif written in renamed:
            yield entry, _warning("deck.sibling-renamed", id=written, suggestion=first)
        elif written not in ids:
            unknown += 1
            # Each is looked for among all; of so many no one reads them all.
            near = _near(entry, written, ids) if unknown <= _LOOKED_FOR else None
            if near:
                suggestion = ends.get(near, near)
                yield entry, _warning("deck.sibling-near", id=written, suggestion=suggestion)
            else:
                yield entry, _warning("deck.sibling-unknown", id=written)
        elif first != written:
            yield entry, _warning("deck.sibling-chain", id=written, suggestion=first)


_LOOKED_FOR = 20
"""So many names that are none are compared with those that are."""

_ALIKE = 60
"""Per cent of likeness from which one name may be meant by another."""


def _near(entry: str, written: str, ids: Collection[str]) -> str | None:
    from rapidfuzz import fuzz, process  # noqa: PLC0415 - only after a slip

    others = (name for name in ids if name != entry)
    found = process.extractOne(written, others, scorer=fuzz.ratio, score_cutoff=_ALIKE)
    return str(found[0]) if found else None


def _ends(named: Mapping[str, str]) -> Mapping[str, str]:
    """For each entry the one its names lead to in the end; of a circle its first in the file."""
    order = {entry: place for place, entry in enumerate(named)}
    ends: dict[str, str] = {}
    for entry in named:
        passed: dict[str, int] = {}
        name = entry
        while name in named and named[name] != name and name not in passed and name not in ends:
            passed[name] = len(passed)
            name = named[name]
        if name in passed:
            circle = list(passed)[passed[name] :]
            name = min(circle, key=order.__getitem__)
        end = ends.get(name, name)
        ends |= dict.fromkeys(passed, end)
        ends.setdefault(entry, end)
    return ends
