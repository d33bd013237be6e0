"""The look at a start, at most once a day: are there newer editions of added decks?"""

from collections.abc import Sequence
from contextlib import suppress
from datetime import date
from functools import partial
from pathlib import Path

from kpitrainer.domain.errors import KpiTrainerError
from kpitrainer.domain.text.vocabulary import Vocabulary
from kpitrainer.handover.fetch import fetch
from kpitrainer.handover.origins import Origins
from kpitrainer.handover.own_folder import update
from kpitrainer.handover.updates import Fetch, Look, OriginStanding, look
from kpitrainer.study.deck_offers import DeckOffers

_SECONDS = 15.0
"""How long each source may take: nobody waits, and there is another day."""


def look_today(
    path: Path,
    folders: Sequence[Path],
    words: Vocabulary,
    day: date,
    get: Fetch | None = None,
) -> DeckOffers | None:
    """The newer editions of decks in `folders` that were added from an address.

    Those are left out that the learner did not want, or that would take the place of their own
    changes. None where there are none, or where it was looked today already; `path` has the
    origins.
    """
    origins = _read(path)
    if origins is None or origins.looked == day.isoformat():
        return None
    far = [origin for origin in origins.within(folders) if origin.source.is_remote]
    looks = [*look(far, words, get or partial(fetch, seconds=_SECONDS))]
    if all(each.standing in (OriginStanding.UNREACHED, OriginStanding.GONE) for each in looks):
        return None  # nothing is added from afar, or the machine has no network
    newer = tuple(each for each in looks if _is_wanted(each))
    with suppress(KpiTrainerError):  # then it is looked again at the next start
        Origins.read(path).looked_on(day).keep()
    if not newer:
        return None
    differences = tuple(each.difference for each in newer if each.difference)
    return DeckOffers(differences, partial(_take, path, newer, day), partial(_refuse, path, newer))


def _read(path: Path) -> Origins | None:
    try:
        return Origins.read(path)
    except KpiTrainerError:
        return None  # `deck list` tells


def _is_wanted(found: Look) -> bool:
    fresh = found.fetched is not None and found.fetched.digest != found.origin.refused
    return found.standing is OriginStanding.NEWER and fresh and not found.edited


def _take(path: Path, newer: Sequence[Look], day: date) -> None:
    for each in newer:
        if each.fetched is not None:
            origin, _ = update(each.origin, each.fetched, each.content, day)
            Origins.read(path).with_origin(origin).keep()


def _refuse(path: Path, newer: Sequence[Look]) -> None:
    refused = [(each.origin, each.fetched.digest) for each in newer if each.fetched]
    Origins.read(path).refusing(refused).keep()
