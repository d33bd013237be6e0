"""What the log tells of cards to who searches them: one statement a word of the query."""

import json
import re

from sqlalchemy import Connection

from kpitrainer.domain.cards.card import CardKey
from kpitrainer.domain.search.conditions import LogWord
from kpitrainer.domain.search.pattern import Pattern, Wild
from kpitrainer.domain.search.query import Added, Named, Rated
from kpitrainer.storage import statements

_LIKE_SIGNS = re.compile(r"[%_\\]")
_WILD = {Wild.ANY: "%", Wild.ONE: "_"}


def cards_of(connection: Connection, word: LogWord, today: int) -> frozenset[CardKey]:
    """The cards of which `word` is true on study day `today`; what was undone does not count."""
    match word:
        case Rated(days, rating):
            since = {"day": today - days + 1}
            statement = statements.RATED_SINCE
            if rating is not None:
                statement = statements.RATED_SO_SINCE
                since["rating"] = int(rating)
            rows = connection.execute(statement, since).all()
        case Added(days):
            rows = connection.execute(statements.MET_SINCE, {"day": today - days + 1}).all()
        case Named(_, pattern):
            like = {"like": f'%,"{_like(pattern).lower()}",%'}
            found = connection.execute(statements.ANSWERS_LIKE, like)
            return frozenset(
                CardKey(deck, card) for deck, card, answered in found if _shows(answered, pattern)
            )
    return frozenset(map(CardKey._make, rows))


def _shows(answered: str, name: Pattern) -> bool:
    """Whether the JSON of an answer holds a misconception of that name."""
    made = json.loads(answered)[2]
    return made is not None and name.is_whole(made)


def _like(name: Pattern) -> str:
    """What LIKE finds where the name stands in JSON."""
    written = (
        _WILD[part] if isinstance(part, Wild) else _LIKE_SIGNS.sub(_escaped, json.dumps(part)[1:-1])
        for part in name.parts
    )
    return "".join(written)


def _escaped(sign: re.Match[str]) -> str:
    return "\\" + sign[0]
