"""What the store says to the database, built once: building costs more than running.

An index serves each statement that a start or an answer waits for.
"""

from typing import Any

from sqlalchemy import (
    Column,
    ColumnElement,
    Executable,
    Float,
    String,
    Table,
    TextClause,
    Update,
    and_,
    bindparam,
    delete,
    exists,
    func,
    or_,
    select,
    text,
    tuple_,
    update,
)

from kpitrainer.domain.cards.card import CardKey
from kpitrainer.domain.schedule.review_log import LogKind
from kpitrainer.storage.tables import CARD_STATE, REVIEW_LOG

_state = CARD_STATE.c
_log = REVIEW_LOG.c
_tombstone = REVIEW_LOG.alias("tombstone")

_OF_CARD = and_(_log.deck == bindparam("deck"), _log.card == bindparam("card"))
_EFFECTIVE = ~exists().where(_tombstone.c.undoes == _log.id)
_NO_ACTS = [LogKind.UNDO.value, LogKind.RESTORED.value]
_ANSWERS = [LogKind.REVIEW.value, LogKind.PRACTICE.value]
_ANSWER = and_(_log.kind.in_(_ANSWERS), _EFFECTIVE)
_STUDIED = and_(_log.kind.in_([*_ANSWERS, LogKind.INTRODUCED.value]), _EFFECTIVE)
"""A card that was shown: what is introduced takes time and makes a day of study, but no answer."""

STATES = select(CARD_STATE)

STATE = select(CARD_STATE).where(_state.deck == bindparam("deck"), _state.card == bindparam("card"))

KEYS = select(_state.deck, _state.card)

HISTORY = select(REVIEW_LOG).where(_OF_CARD).order_by(_log.seq)

ROW = select(REVIEW_LOG).where(_log.id == bindparam("id"))

LAST_SEQ = select(func.max(_log.seq)).where(_OF_CARD)

IS_UNDONE = select(exists().where(_log.undoes == bindparam("id")))

LAST_EFFECTIVE = (
    select(_log.id)
    .where(_OF_CARD, _log.kind != LogKind.UNDO.value, _EFFECTIVE)
    .order_by(_log.seq.desc())
    .limit(1)
)

LAST_OF_DAY = (
    select(REVIEW_LOG)
    .where(_log.day == bindparam("day"), _log.kind.not_in(_NO_ACTS), _EFFECTIVE)
    .order_by(_log.id.desc())
    .limit(1)
)

_last_label = (
    select(_log.label)
    .where(_OF_CARD, _log.label.is_not(None))
    .order_by(_log.seq.desc())
    .limit(1)
    .scalar_subquery()
)
LOG_SUMMARY = select(
    _last_label.label("label"), func.max(_log.at).label("last_at"), func.count().label("answers")
).where(_OF_CARD, _ANSWER)

SCHEDULED_ON = select(_log.deck, _log.card, _log.was).where(
    _log.day == bindparam("day"),
    or_(
        _log.kind == LogKind.REVIEW.value,
        # Not where another trainer answered it meanwhile.
        and_(_log.kind == LogKind.INTRODUCED.value, _log.was == "new"),
    ),
    _EFFECTIVE,
)

# A jump from each study day to the one before it, instead of a walk over the whole log.
_latest = select(func.max(_log.day).label("day")).where(_STUDIED).cte("days", recursive=True)
_DAYS = _latest.union_all(
    select(
        select(func.max(_log.day)).where(_log.day < _latest.c.day, _STUDIED).scalar_subquery()
    ).where(_latest.c.day.is_not(None))
)
STUDY_DAYS = select(_DAYS.c.day).where(_DAYS.c.day.is_not(None))

_decks = select(_state.deck).distinct().subquery("decks")
_last_day = (
    select(func.max(_log.day))
    .where(_log.deck == _decks.c.deck, _STUDIED)
    .correlate(_decks)
    .scalar_subquery()
)
LAST_STUDIED = select(_decks.c.deck, _last_day)

PAGE_ROWS = 1000
_PLACE = (_log.day, _log.at, _log.seq, _log.id)
_page = select(REVIEW_LOG).order_by(*_PLACE).limit(PAGE_ROWS)
FIRST_PAGE = _page.where(_log.day >= bindparam("day"))
NEXT_PAGE = _page.where(
    tuple_(*_PLACE) > tuple_(*(bindparam(column.name, type_=column.type) for column in _PLACE))
)

AHEAD = (
    select(REVIEW_LOG)
    .where(_log.day > bindparam("day"), _log.kind.not_in(_NO_ACTS), _EFFECTIVE)
    .order_by(*_PLACE)
)

LATEST_LENGTHS = (
    select(_log.deck, _log.card, _log.duration_ms)
    .where(_STUDIED, _log.duration_ms.is_not(None))
    .order_by(*(column.desc() for column in _PLACE))
    .limit(100)
)


def _columns(table: Table) -> list[Column[object]]:
    """All but the checksum, which is of them."""
    return [column for column in table.columns if column.name != "checksum"]


def _put(table: Table, how: str) -> TextClause:
    # In words, as SQLAlchemy keeps a column's name for its own parameter of that column.
    columns = _columns(table)
    names = ", ".join(f'"{column.name}"' for column in columns)
    values = ", ".join(f":{column.name}" for column in columns)
    # A whole number in a column of floats is read as a float.
    summed = ", ".join(
        f":{each.name} + 0.0" if isinstance(each.type, Float) else f":{each.name}"
        for each in columns
    )
    put = f"{how} INTO {table.name} ({names}, checksum) VALUES ({values}, row_sum({summed}))"
    return text(put).bindparams(*(bindparam(each.name, type_=each.type) for each in columns))


APPEND = _put(REVIEW_LOG, "INSERT")
PUT_STATE = _put(CARD_STATE, "INSERT OR REPLACE")


def _move(table: Table) -> Update:
    moved: dict[str, ColumnElement[Any]] = {
        name: bindparam(f"new_{name}", type_=String) for name in CardKey._fields
    }
    summed = func.row_sum(*(moved.get(each.name, each) for each in _columns(table)))
    return (
        update(table)
        .where(table.c.deck == bindparam("old_deck"), table.c.card == bindparam("old_card"))
        .values(**moved, checksum=summed)
    )


MOVE_STATE, MOVE_LOG = _move(CARD_STATE), _move(REVIEW_LOG)

DAMAGE: tuple[Executable, ...] = (
    *(
        select(text("1"))
        .select_from(table)
        .where(table.c.checksum.is_distinct_from(func.row_sum(*_columns(table))))
        .limit(1)
        for table in (CARD_STATE, REVIEW_LOG)
    ),
    select(_log.deck, _log.card).except_(select(_state.deck, _state.card)).limit(1),
)
"""Each finds one: a row that is not as it was written, by table; a log without a state."""

DROP_STATE = delete(CARD_STATE).where(
    _state.deck == bindparam("deck"), _state.card == bindparam("card")
)
# A tombstone and the row it takes back go together: both are of the card.
DROP_LOG = delete(REVIEW_LOG).where(_OF_CARD)
