"""What the store says to the database, built once: building costs more than running.

An index serves each statement that a start or an answer waits for. They are what PostgreSQL
understands too; what only SQLite knows is in `soundness.py` and `connection.py`.
"""

from sqlalchemy import (
    Executable,
    Table,
    and_,
    bindparam,
    delete,
    exists,
    func,
    insert,
    or_,
    select,
    tuple_,
    update,
)

from kpitrainer.domain.schedule.replay import SHOWN
from kpitrainer.domain.schedule.review_log import CHANGE_NOTHING, LogKind
from kpitrainer.storage.mapping import KIND_NUMBERS, NEW, OWN
from kpitrainer.storage.tables import CARD, CARD_STATE, LABEL, POLICY, REVIEW_LOG, ROLLUP, TABLES

_card = CARD.c
_state = CARD_STATE.c
_log = REVIEW_LOG.c
_roll = ROLLUP.c
_tombstone = REVIEW_LOG.alias("tombstone")

_OF_KEY = and_(_card.deck == bindparam("deck"), _card.card == bindparam("card"))
EFFECTIVE = ~exists().where(_tombstone.c.undoes == _log.id)
_NO_ACTS = [KIND_NUMBERS[kind] for kind in (LogKind.RESTORED, *CHANGE_NOTHING)]
_STUDIED = and_(_log.kind.in_(sorted(KIND_NUMBERS[kind] for kind in SHOWN)), EFFECTIVE)
"""A card that was shown: what is introduced takes time and makes a day of study, but no answer."""
_ANSWER = and_(_STUDIED, _log.kind != KIND_NUMBERS[LogKind.INTRODUCED])

POLICY_COLUMNS = list(POLICY.c)[1:-1]
"""In the order in which `mapping.policy_of` takes them."""

STATE_COLUMNS = list(_state)[2:]
# By the learner too, as the key of the states begins with it.
WITH_STATE = CARD.join(CARD_STATE, and_(_state.learner == OWN, _state.card == _card.id))

CARDS = select(_card.deck, _card.card, _card.id, _card.home)

CARD_OF_KEY = select(_card.id, _card.home).where(_OF_KEY)

DECK_OF = select(_card.deck).where(_card.id == bindparam("home"))

STATE = (
    select(_card.id, *STATE_COLUMNS)
    .select_from(CARD.join(CARD_STATE, and_(_state.learner == OWN, _state.card == _card.home)))
    .where(_OF_KEY)
)

FOLDS = select(_card.id, _card.deck, _card.card, *STATE_COLUMNS).select_from(WITH_STATE)
FOLDS_OF = FOLDS.where(_state.card.in_(bindparam("homes", expanding=True)))
STATE_COUNT = select(func.count()).select_from(CARD_STATE)

_names, _homes, _keyed = CARD.alias("names"), CARD.alias("homes"), CARD.alias("keyed")

RECORDED = (
    select(
        *list(_log)[1:],
        *(_card.deck, _card.card.label("card_name")),
        *(*POLICY_COLUMNS, LABEL.c.text),
    )
    .join(CARD, _log.card == _card.id)
    .join(POLICY, _log.policy == POLICY.c.id)
    .outerjoin(LABEL, _log.label == LABEL.c.id)
)
LOG = RECORDED.join(_homes, _card.home == _homes.c.id).add_columns(
    _homes.c.deck.label("home_deck"), _homes.c.card.label("home_card")
)
"""Rows of the log as `mapping.log_row_of` reads them: as they were recorded, and of which card."""

_PLACE = (_log.day, _log.at, _log.id)

_OF_CARD = _log.card.in_(
    select(_names.c.id)
    .join(_keyed, _names.c.home == _keyed.c.id)
    .where(_keyed.c.deck == bindparam("deck"), _keyed.c.card == bindparam("card"))
)

HISTORY = LOG.where(_OF_CARD).order_by(_log.id)
LATEST_ANSWERS = LOG.where(_OF_CARD, _ANSWER).order_by(_log.id.desc()).limit(bindparam("count"))

_NAMES_OF = select(_names.c.id).where(_names.c.home == bindparam("home"))

HISTORY_OF = LOG.where(_log.card.in_(_NAMES_OF))

MOVES = (
    select(_card.deck, _card.card, _log.moved_to)
    .join(CARD, _log.card == _card.id)
    .where(_log.moved_to.is_not(None))
    .order_by(_log.id)
)

HOMES = (
    select(_card.deck, _card.card, _homes.c.deck, _homes.c.card)
    .join(_homes, _card.home == _homes.c.id)
    .where(_card.home != _card.id)
)

SET_HOME = (
    update(CARD)
    .where(_card.id == bindparam("of_card"))
    .values(home=bindparam("home"), checksum=bindparam("checksum"))
)

IS_HOME = select(exists().where(_card.home == bindparam("of_card")))

DROP_STATE = delete(CARD_STATE).where(_state.card == bindparam("of_card"))

HISTORIES = LOG.where(
    _log.card.in_(select(_names.c.id).where(_names.c.home.in_(bindparam("homes", expanding=True))))
)

ROWS = LOG.where(_log.id.in_(bindparam("ids", expanding=True)))

ROW = LOG.where(_log.id == bindparam("id"))
RECORDED_ROW = RECORDED.where(_log.id == bindparam("id"))

KNOWN = RECORDED.where(_log.id.in_(bindparam("ids", expanding=True)))

KNOWN_IDS = select(_log.id).where(_log.id.in_(bindparam("ids", expanding=True)))

IS_UNDONE = select(exists().where(_log.undoes == bindparam("id")))

UNDONE_OF = select(_log.undoes).where(_log.undoes.in_(bindparam("ids", expanding=True)))

_undone = REVIEW_LOG.alias("undone")
WAITING = select(func.count()).where(
    _log.undoes.is_not(None), ~exists().where(_undone.c.id == _log.undoes)
)
"""Tombstones of rows that are in no log joined so far."""

ANSWER_COUNT = select(func.count()).select_from(REVIEW_LOG).where(_ANSWER)

LAST_OF_DAY = (
    LOG.where(_log.day == bindparam("day"), _log.kind.not_in(_NO_ACTS), EFFECTIVE)
    .order_by(_log.id.desc())
    .limit(1)
)

DONE_TOGETHER = LOG.where(
    _log.day == bindparam("day"),
    _log.at == bindparam("at"),
    _log.kind == bindparam("kind"),
    EFFECTIVE,
)

_RESCHEDULE = and_(_log.kind == KIND_NUMBERS[LogKind.RESCHEDULE], EFFECTIVE)
LAST_RESCHEDULING = LOG.where(
    _RESCHEDULE, _log.at == select(func.max(_log.at)).where(_RESCHEDULE).scalar_subquery()
)

_last_label = (
    select(LABEL.c.text)
    .join(REVIEW_LOG, _log.label == LABEL.c.id)
    .where(_OF_CARD)
    .order_by(_log.id.desc())
    .limit(1)
    .scalar_subquery()
)
LOG_SUMMARY = select(
    _last_label.label("label"), func.max(_log.at).label("last_at"), func.count().label("answers")
).where(_OF_CARD, _ANSWER)

SCHEDULED_ON = (
    select(_homes.c.deck, _homes.c.card, _log.was)
    .join(CARD, _log.card == _card.id)
    .join(_homes, _card.home == _homes.c.id)
    .where(
        _log.day == bindparam("day"),
        or_(
            _log.kind == KIND_NUMBERS[LogKind.REVIEW],
            # Not where another trainer answered it meanwhile.
            and_(_log.kind == KIND_NUMBERS[LogKind.INTRODUCED], _log.was == NEW),
        ),
        EFFECTIVE,
    )
)

# A jump from each study day to the one before it, instead of a walk over the whole rollup.
_latest = (
    select(func.max(_roll.day).label("day")).where(_roll.learner == OWN).cte("days", recursive=True)
)
_before = select(func.max(_roll.day)).where(_roll.learner == OWN, _roll.day < _latest.c.day)
_DAYS = _latest.union_all(select(_before.scalar_subquery()).where(_latest.c.day.is_not(None)))
STUDY_DAYS = select(_DAYS.c.day).where(_DAYS.c.day.is_not(None))

LAST_STUDIED = (
    select(_card.deck, func.max(_state.shown_day))
    .select_from(WITH_STATE)
    .where(_state.shown_day.is_not(None))
    .group_by(_card.deck)
)

PAGE_ROWS = 1000
_page = LOG.order_by(*_PLACE).limit(PAGE_ROWS)
FIRST_PAGE = _page.where(_log.day >= bindparam("day"))
NEXT_PAGE = _page.where(
    # The first condition says nothing new, but lets an index be used.
    _log.day >= bindparam("day"),
    tuple_(*_PLACE) > tuple_(*(bindparam(column.name, type_=column.type) for column in _PLACE)),
)

RECORDED_PAGE = RECORDED.where(_log.id > bindparam("id")).order_by(_log.id).limit(PAGE_ROWS)

NUMBERED_PAGE = (
    RECORDED.with_only_columns(_log.number, *RECORDED.selected_columns, maintain_column_froms=True)
    .where(_log.number > bindparam("after"), _log.number <= bindparam("last"))
    .order_by(_log.number)
    .limit(PAGE_ROWS)
)

LAST_NUMBER = select(func.coalesce(func.max(_log.number), 0))

ID_OF = select(_log.id).where(_log.number == bindparam("number"))

ROW_COUNT = select(func.count()).select_from(REVIEW_LOG)

AHEAD = LOG.where(_log.day > bindparam("day"), _log.kind.not_in(_NO_ACTS), EFFECTIVE).order_by(
    *_PLACE
)

LATEST_LENGTHS = (
    select(_homes.c.deck, _homes.c.card, _log.duration_ms)
    .join(CARD, _log.card == _card.id)
    .join(_homes, _card.home == _homes.c.id)
    .where(_STUDIED, _log.duration_ms.is_not(None))
    .order_by(*(column.desc() for column in _PLACE))
    .limit(100)
)


def _free_number(table: Table) -> Executable:
    return select(func.coalesce(func.max(table.c.id), 0) + 1)


FREE_NUMBER = {table: _free_number(table) for table in (CARD, POLICY, LABEL)}

POLICY_OF = select(POLICY.c.id).where(
    *(column == bindparam(column.name) for column in POLICY_COLUMNS)
)
LABEL_OF = select(LABEL.c.id).where(
    LABEL.c.card == bindparam("card"), LABEL.c.text == bindparam("text")
)

NUMBERS_OF = select(
    _card.id,
    _card.home,
    select(LABEL.c.id)
    .where(LABEL.c.card == _card.id, LABEL.c.text == bindparam("text"))
    .scalar_subquery(),
    POLICY_OF.scalar_subquery(),
).where(_OF_KEY)
"""What the row of an answer names, asked at once."""

ADD = {table: insert(table) for table in TABLES}

CHANGE_STATE = (
    update(CARD_STATE)
    .where(_state.learner == bindparam("of_learner"), _state.card == bindparam("of_card"))
    .values({column.name: bindparam(column.name) for column in list(_state)[2:]})
)

DROP_CARD = (
    # A tombstone and the row it takes back go together: both are of the card.
    delete(REVIEW_LOG).where(_log.card.in_(_NAMES_OF)),
    delete(LABEL).where(LABEL.c.card.in_(_NAMES_OF)),
    delete(CARD_STATE).where(_state.card == bindparam("home")),
    delete(CARD).where(_card.home == bindparam("home")),
)
