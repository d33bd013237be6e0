"""What the learner did in Anki: its review log, and which cards wait or are flagged."""

from collections.abc import Iterable, Sequence

from kpitrainer.domain.schedule.memory import Phase
from kpitrainer.domain.schedule.review_log import LogKind
from kpitrainer.domain.verdict import Rating
from kpitrainer.formats.draft import DraftDeck, PastAct
from kpitrainer.formats.limits import ForeignFileError
from kpitrainer.formats.read.anki_collection import CollectionCard
from kpitrainer.formats.read.collection_file import CollectionFile, number

_MOST_ACTS = 3_000_000
_SUSPENDED = -1
_LONGEST_MS = 24 * 3_600_000
_ANSWERED = {0: Phase.LEARNING, 1: Phase.REVIEW, 2: Phase.RELEARNING}
"""The phase of the card, by the kind of answer that Anki's log has."""

_FILTERED, _MANUAL = 3, 4
_COLUMNS = ("id", "cid", "ease", "time", "type", "factor")


def read_history(file: CollectionFile, deck: DraftDeck, cards: Iterable[CollectionCard]) -> None:
    """Let `deck` have what was done with these of its cards.

    What sets a card's day without an answer is not taken over, and counted.

    Raises:
        ForeignFileError: it cannot be read, or is too long.
    """
    wanted = {card.id: card for card in cards}
    stored: dict[int, list[tuple[int, ...]]] = {}
    for count, row in enumerate(file.rows("revlog", *_COLUMNS), 1):
        if count > _MOST_ACTS:
            raise ForeignFileError("import.long-history", most=_MOST_ACTS)
        at, key, *rest = map(number, row)
        if key in wanted:
            stored.setdefault(key, []).append((at, *rest))
    passed_over = 0
    for key, card in wanted.items():
        acts: list[PastAct] = []
        for at, ease, time, kind, factor in sorted(stored.get(key, ())):
            act = _act(at, ease, time, kind, factor, is_new=not acts or acts[-1].kind is _FORGOT)
            if act:
                acts.append(act)
            passed_over += act is None
        acts += _marks(card, acts)
        if acts:
            deck.history[key] = sorted(acts, key=lambda act: act.at)
    if passed_over:
        deck.tell("import.history-passed-over", count=passed_over)


_FORGOT = LogKind.FORGET


def _act(  # noqa: PLR0913 - one a column
    at: int, ease: int, time: int, kind: int, factor: int, *, is_new: bool
) -> PastAct | None:
    """What one row of Anki's log says; None for what is no act of ours."""
    if kind == _MANUAL and not ease and not factor:
        return PastAct(at, _FORGOT)
    if not Rating.AGAIN <= ease <= Rating.EASY or kind not in (*_ANSWERED, _FILTERED):
        return None
    was = None if is_new else _ANSWERED.get(kind, Phase.REVIEW)
    # Cards of a filtered deck that does not schedule are asked without a factor.
    is_practice = kind == _FILTERED and not factor
    what = LogKind.PRACTICE if is_practice else LogKind.REVIEW
    return PastAct(at, what, Rating(ease), was, min(max(time, 0), _LONGEST_MS))


def _marks(card: CollectionCard, acts: Sequence[PastAct]) -> list[PastAct]:
    """That a card, whose id says when it was made, is flagged or suspended.

    Not after its latest answer: it would be another act after the next one, and undo what the
    learner did with the card here. A card that is forgotten is no longer suspended.
    """
    flagged = [PastAct(card.id, LogKind.FLAG, value=card.flag)] if card.flag else []
    forgotten = max((act.at for act in acts if act.kind is _FORGOT), default=-1)
    when = max(card.id, forgotten + 1)
    suspended = [PastAct(when, LogKind.SUSPEND)] if card.queue == _SUSPENDED else []
    return flagged + suspended


def tell_marks(deck: DraftDeck, cards: Iterable[CollectionCard]) -> None:
    """Tell how many cards are suspended or flagged, where that is not taken over."""
    given = list(cards)
    for code, count in (
        ("import.suspended", sum(card.queue == _SUSPENDED for card in given)),
        ("import.flagged", sum(card.flag > 0 for card in given)),
    ):
        if count:
            deck.tell(code, count=count)
