"""What the log tells of cards to who searches them: one statement a word of the query."""

import json
import re

from sqlalchemy import ColumnElement, Connection, Select, bindparam, func, select

from kpitrainer.domain.cards.card import CardKey
from kpitrainer.domain.schedule.review_log import LogKind
from kpitrainer.domain.search.conditions import LogWord
from kpitrainer.domain.search.pattern import Pattern, Wild
from kpitrainer.domain.search.query import Added, Named, Rated
from kpitrainer.storage.mapping import KIND_NUMBERS, NEW
from kpitrainer.storage.statements import EFFECTIVE
from kpitrainer.storage.tables import CARD, REVIEW_LOG

_card, _log = CARD.c, REVIEW_LOG.c
_names, _homes = CARD.alias("names"), CARD.alias("homes")


def _keys_where(*conditions: ColumnElement[bool]) -> Select[tuple[str, str]]:
    """The cards with a row of the log of which all this is true."""
    rows = select(_log.card).where(*conditions, EFFECTIVE)
    homes = select(_names.c.home).where(_names.c.id.in_(rows))
    return select(_card.deck, _card.card).where(_card.id.in_(homes))


_SINCE = _log.day >= bindparam("day")
_RATED = _log.kind.in_([KIND_NUMBERS[LogKind.REVIEW], KIND_NUMBERS[LogKind.PRACTICE]])
_RATED_SINCE = _keys_where(_SINCE, _RATED)
_RATED_SO_SINCE = _keys_where(_SINCE, _RATED, _log.rating == bindparam("rating"))
_MET_SINCE = _keys_where(
    _SINCE,
    _log.kind.in_([KIND_NUMBERS[LogKind.REVIEW], KIND_NUMBERS[LogKind.INTRODUCED]]),
    _log.was == NEW,
)
_ANSWERS_LIKE = (
    select(_homes.c.deck, _homes.c.card, _log.answered)
    .join(CARD, _log.card == _card.id)
    .join(_homes, _card.home == _homes.c.id)
    .where(func.lower(_log.answered).like(bindparam("like"), escape="\\"), EFFECTIVE)
)
"""What was answered, where its JSON looks so: the caller looks at it closely."""

_LIKE_SIGNS = re.compile(r"[%_\\]")
_WILD = {Wild.ANY: "%", Wild.ONE: "_"}


def cards_of(connection: Connection, word: LogWord, today: int) -> frozenset[CardKey]:
    """The cards of which `word` is true on study day `today`; what was undone does not count."""
    match word:
        case Rated(days, rating):
            since = {"day": today - days + 1}
            statement = _RATED_SINCE
            if rating is not None:
                statement = _RATED_SO_SINCE
                since["rating"] = int(rating)
            rows = connection.execute(statement, since).all()
        case Added(days):
            rows = connection.execute(_MET_SINCE, {"day": today - days + 1}).all()
        case Named(_, pattern):
            like = {"like": f'%,"{_like(pattern).lower()}",%'}
            found = connection.execute(_ANSWERS_LIKE, like)
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
