"""After a pause: how many reviews a day, so that what waits is worked off in about a week."""

from collections.abc import Sequence
from itertools import pairwise
from math import ceil
from typing import NamedTuple

PAUSE = 4
"""More study days than this without any study are a pause."""

_LOOK_BACK = 60
"""Days; by then a plan is over, however much waits."""

_FEWEST = 30
"""Reviews: that much is done in a sitting, and needs no plan."""


class Backlog(NamedTuple):
    """On `day` (0 is the first) `due` cards wait; at `cap` a day they are done in about `days`.

    There is no telling when where the learner's own limit lets no more through than comes anew.
    """

    due: int
    cap: int
    days: int | None
    day: int


def came_back(days: Sequence[int], today: int) -> int | None:
    """The study day of the return from the latest pause; None where there was none lately.

    `days` are those of study, newest first. `today` is one whether or not it was begun.
    """
    past = [day for day in days if day < today]
    for newer, older in pairwise((today, *past)):
        if today - newer > _LOOK_BACK:
            return None
        if newer - older > PAUSE + 1:
            return newer
    return None


def plan_backlog(
    due: int, coming: Sequence[int], day: int, *, done: int, limit: int
) -> Backlog | None:
    """The plan of its `day` (0 is the first), where there is something to plan.

    `due` cards wait still, `done` were reviewed today. `coming` has the cards that come due on
    each further day of a plan, so that it takes as many days as there are, and today; `limit`
    is the learner's own, of a day. Each day's cap follows from what waits then: a day that was
    missed or had more reviews moves the rest by itself.
    """
    left = max(len(coming) + 1 - day, 1)
    work = due + done + sum(coming[: left - 1])
    cap = min(max(ceil(work / left), _FEWEST), limit)
    if due + done <= max(cap, _FEWEST):
        return None
    anew = sum(coming) / max(len(coming), 1)
    if cap < limit or cap * left >= work:
        days: int | None = ceil(work / cap)
    else:
        days = ceil((due + done) / (cap - anew)) if cap > anew else None
    return Backlog(due, cap, days, day)
