"""Several decks of Anki as one: what they have in common is its title, the rest a tag."""

from collections.abc import Iterable, Mapping

from kpitrainer.domain.errors import UnknownNameError
from kpitrainer.formats.draft import DraftDeck, ReadOptions

_USUAL = frozenset({"default", "par défaut", "standard", "predeterminado"})
"""The deck that everybody has, whose name tells nothing."""

_MOST_TOLD = 12


def tags_by_deck(decks: Iterable[str], deck: DraftDeck, options: ReadOptions) -> Mapping[str, str]:
    """The tag that the cards of each of `decks` get, "" for none; `deck` gets its title.

    With `options.sheet` only that deck and those below it are among them.

    Raises:
        UnknownNameError: there is no such deck.
    """
    names = list(dict.fromkeys(decks))
    if wanted := options.sheet:
        chosen = [name for name in names if _is_within(name, wanted)]
        if not chosen:
            known = ", ".join(names[:_MOST_TOLD])
            raise UnknownNameError("import.no-such-deck", name=wanted, known=known)
        names = chosen
    common = _common([name.split("::") for name in names])
    title = "::".join(common)
    deck.title = "" if title.casefold() in _USUAL else title
    tags = {name: "::".join(name.split("::")[len(common) :]) for name in names}
    if len(names) > 1:
        told = ", ".join(names[:_MOST_TOLD]) + (", …" if len(names) > _MOST_TOLD else "")
        deck.tell("import.several-decks", count=len(names), decks=told)
    return tags


def _is_within(name: str, wanted: str) -> bool:
    return f"{name.casefold()}::".startswith(f"{wanted.casefold()}::")


def _common(paths: list[list[str]]) -> list[str]:
    """What all paths begin with."""
    common: list[str] = []
    for parts in zip(*paths, strict=False):
        if len(set(parts)) > 1:
            break
        common.append(parts[0])
    return common
