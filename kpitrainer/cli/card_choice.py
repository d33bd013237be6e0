"""Which cards the options of a command mean: a tag by name or title, and what a query finds."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from kpitrainer.cli.cli_context import UsageError

# The interface opens before these are imported.
if TYPE_CHECKING:
    from kpitrainer.domain.cards.card import Card, CardKey
    from kpitrainer.study.library import Library
    from kpitrainer.study.trainer import Trainer


def check_query(query: str | None) -> None:
    """See to it that a query can be read, before the interface opens.

    Raises:
        QueryError: it cannot.
    """
    if query is not None:
        from kpitrainer.domain.search.query_parser import parse_query

        parse_query(query)


def query_keys(trainer: "Trainer", query: str | None, language: str) -> "frozenset[CardKey] | None":
    """The cards that a query finds; None where none is asked for.

    Raises:
        QueryError: it cannot be read.
    """
    if query is None:
        return None
    from kpitrainer.study.card_search import found_keys

    return found_keys(trainer, query, language)


def tag_meant(
    library: "Library", typed: str | None, cards: "Sequence[Card]", language: str
) -> str | None:
    """The tag of some of `cards` whose name or title is `typed`; None where none is asked for.

    Raises:
        UsageError: there is none; those there are are told by their titles in `language`.
    """
    if typed is None:
        return None
    known = {tag for card in cards for tag in card.tags}
    titles = library.titles
    found = titles.named(typed, known)
    if found is None:
        told = ", ".join(titles.tags_of(known, language))
        raise UsageError("cli.no-tag", name=typed, known=told)
    return found
