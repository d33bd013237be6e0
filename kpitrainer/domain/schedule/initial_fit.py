"""FSRS's four initial stabilities, fitted to how a learner recalls a card the first time.

The method is that by which FSRS's own optimizers begin ("pretrain" in fsrs-optimizer and fsrs-rs):
of each card count its first ratings and the first answer on a later study day. Where little is
known it is held near FSRS's own values, ratings that were never given follow those that were, and
a better rating never means a shorter memory. Here the steps of the first day are computed by the
model, and what is fitted is taken only where it predicts answers that it was not fitted to.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import exp, log, sqrt
from typing import NamedTuple

from kpitrainer.domain.schedule.review_log import LogEntry, LogKind
from kpitrainer.domain.schedule.scheduler import DEFAULT_PARAMETERS
from kpitrainer.domain.verdict import Rating

MINIMUM = 100
"""Cards that came back on another day: with fewer, chance cannot be told from memory."""

_FOLDS = 5
_SURE = 1.0
"""Standard errors by which the held-out log loss must fall: chance alone does so once in fifty.

What is fitted to chance predicts worse than before, on average; hence one is enough.
"""

_LEAST, _MOST = 0.001, 100.0
"""FSRS's bounds of an initial stability, in days."""

_DAYS_A_NAT = 16
"""So far from FSRS's own value a stability goes for one nat of likelihood, as in FSRS's fit."""

_SEARCH_STEPS = 60


class Recollection(NamedTuple):
    """Whether a card was recalled `days` after it had been given `ratings`, those of one day."""

    ratings: tuple[Rating, ...]
    days: int
    recalled: bool


Sample = Mapping[Recollection, int]
"""How often each was seen."""


class Figures(NamedTuple):
    """How well answers were predicted; 0 is perfect.

    `log_loss` is the mean of -ln of the probability given to what came; `rmse` FSRS's RMSE (bins),
    how far predicted and true shares of recall are apart.
    """

    log_loss: float
    rmse: float


@dataclass(frozen=True, slots=True)
class ParameterFit:
    """Fitted parameters beside the present ones, and how both predict answers held out of the fit.

    `count` is what there was to predict. `parameters` are worth taking where they are `better`;
    they are the present ones where there is `too_little`.
    """

    count: int
    minimum: int
    present: tuple[float, ...]
    parameters: tuple[float, ...]
    before: Figures | None = None
    after: Figures | None = None
    better: bool = False

    @property
    def too_little(self) -> bool:
        """Whether there were not answers enough to fit anything."""
        return self.before is None


def first_recalls(acts: Iterable[LogEntry]) -> Iterator[Recollection]:
    """What one card's acts, in order, tell of its first memory; once more where it began afresh.

    Introductions ask nothing. What follows on rows that are lost is no first answer.
    """
    ratings: list[Rating] = []
    first_day, is_settled = 0, False
    for act in acts:
        if act.kind in {LogKind.RESTART, LogKind.FORGET}:
            ratings, is_settled = [], False
        elif act.kind is LogKind.RESTORED:
            is_settled = True
        elif act.kind is LogKind.REVIEW and act.rating is not None and not is_settled:
            if not ratings:
                first_day = act.day
            elif act.day > first_day:
                is_settled = True
                recalled = act.rating is not Rating.AGAIN
                yield Recollection(tuple(ratings), act.day - first_day, recalled)
            ratings.append(act.rating)


def fit_initial(recalls: Iterable[Recollection], present: tuple[float, ...] = ()) -> ParameterFit:
    """Fit the first four parameters; the others stay as at `present`, or are FSRS's own.

    Every card is predicted once by what was fitted to four fifths of the others.
    """
    present = present or DEFAULT_PARAMETERS
    parts: list[Counter[Recollection]] = [Counter() for _ in range(_FOLDS)]
    for place, recall in enumerate(recalls):
        parts[place % _FOLDS][recall] += 1
    whole = _joined(parts)
    if whole.total() < MINIMUM:
        return ParameterFit(whole.total(), MINIMUM, present, present)
    fitted = [
        _fitted(_joined([other for other in parts if other is not part]), present) for part in parts
    ]
    rivals = [
        Prediction(recall, _chance(recall, present), _chance(recall, parameters), count)
        for part, parameters in zip(parts, fitted, strict=True)
        for recall, count in part.items()
    ]
    return judged(rivals, MINIMUM, present, _fitted(whole, present))


class Prediction(NamedTuple):
    """The chance of a recall `before` and `after` a fit that did not know it, and how often."""

    recall: Recollection
    before: float
    after: float
    times: int


def judged(
    rivals: Sequence[Prediction],
    minimum: int,
    present: tuple[float, ...],
    parameters: tuple[float, ...],
) -> ParameterFit:
    """What comes of a fit: it is better where the log loss falls by more than chance explains."""
    gains = [
        (_loss(each.before, each.recall) - _loss(each.after, each.recall), each.times)
        for each in rivals
    ]
    count = sum(number for _, number in gains)
    gain = sum(each * number for each, number in gains)
    spread = sqrt(max(sum(each**2 * number for each, number in gains) - gain**2 / count, 0.0))
    before, after = (
        _figures([(each.recall, chance, each.times) for each, chance in chances])
        for chances in (
            [(each, each.before) for each in rivals],
            [(each, each.after) for each in rivals],
        )
    )
    better = gain > _SURE * spread
    return ParameterFit(count, minimum, present, parameters, before, after, better)


def _joined(parts: Iterable[Counter[Recollection]]) -> Counter[Recollection]:
    joined: Counter[Recollection] = Counter()
    for part in parts:
        joined.update(part)
    return joined


def _fitted(sample: Sample, present: tuple[float, ...]) -> tuple[float, ...]:
    """`present` with initial stabilities fitted to a sample."""
    counts: Counter[Rating] = Counter()
    recalled = 0
    for recall, count in sample.items():
        counts[recall.ratings[0]] += count
        recalled += count * recall.recalled
    average = recalled / counts.total()
    found = {
        rating: _search(
            [each for each in sample.items() if each[0].ratings[0] is rating],
            average,
            DEFAULT_PARAMETERS[rating - 1],
            present,
        )
        for rating in counts
    }
    # Of two ratings in the wrong order the one that was given more often is right.
    for worse, better in combinations(sorted(found), 2):
        if found[worse] > found[better]:
            rarer, other = sorted((worse, better), key=counts.__getitem__)
            found[rarer] = found[other]
    return (*_filled(found), *present[len(Rating) :])


def _search(
    seen: Sequence[tuple[Recollection, int]],
    average: float,
    usual: float,
    parameters: tuple[float, ...],
) -> float:
    """The stability in days under which what was seen of one rating is most likely.

    One answer more is taken to have come out as they do on `average`, and what is far from the
    `usual` one is less likely from the start.
    """
    total = sum(count for _, count in seen)

    def cost(stability: float) -> float:
        initial = (stability,) * len(Rating)
        cost = abs(stability - usual) / _DAYS_A_NAT
        for recall, count in seen:
            chance = _chance(recall, (*initial, *parameters[len(Rating) :]))
            more = count / total
            right = count * recall.recalled + more * average
            cost -= right * log(chance) + (count + more - right) * log(1 - chance)
        return cost

    low, high = log(_LEAST), log(_MOST)
    for _ in range(_SEARCH_STEPS):
        third = (high - low) / 3
        if cost(exp(low + third)) < cost(exp(high - third)):
            high -= third
        else:
            low += third
    return round(exp((low + high) / 2), 4)


def _filled(found: Mapping[Rating, float]) -> list[float]:
    """All four: what was never given lies as far from FSRS's own as the ratings on both sides."""
    usual = {rating: DEFAULT_PARAMETERS[rating - 1] for rating in Rating}
    filled = []
    for rating in Rating:
        below = max((each for each in found if each <= rating), default=min(found))
        above = min((each for each in found if each >= rating), default=max(found))
        low, high = log(found[below] / usual[below]), log(found[above] / usual[above])
        span = log(usual[above] / usual[below])
        place = log(usual[rating] / usual[below]) / span if span else 0.0
        stability = usual[rating] * exp(low + (high - low) * place)
        filled.append(round(min(max(stability, _LEAST), _MOST), 4))
    return filled


def _chance(recall: Recollection, parameters: Sequence[float]) -> float:
    """The probability of recall by FSRS-6, after the first day's steps."""
    first, *steps = recall.ratings
    stability = parameters[first - 1]
    for rating in steps:
        grown = exp(parameters[17] * (rating - 3 + parameters[18])) * stability ** -parameters[19]
        stability = max(stability * (grown if rating is Rating.AGAIN else max(grown, 1.0)), _LEAST)
    return within_chance(forgetting(recall.days, stability, parameters[20]))


def forgetting(days: float, stability: float, decay: float) -> float:
    """FSRS-6's forgetting curve: the probability of recall after `days`."""
    chance: float = (1 + (0.9 ** (-1 / decay) - 1) * days / stability) ** -decay
    return chance


def within_chance(chance: float) -> float:
    """A probability that is never certain, so that its logarithm is finite."""
    return min(max(chance, 1e-4), 1 - 1e-4)


def _loss(chance: float, recall: Recollection) -> float:
    return -log(chance if recall.recalled else 1 - chance)


def _figures(predicted: Sequence[tuple[Recollection, float, int]]) -> Figures:
    bins: dict[tuple[Rating, int], list[float]] = {}
    loss = 0.0
    for recall, chance, count in predicted:
        loss += count * _loss(chance, recall)
        # FSRS's bins: of the first rating, and of days that grow by a factor.
        days = round(log(recall.days) / log(3.62))
        sums = bins.setdefault((recall.ratings[0], days), [0.0, 0.0])
        sums[0] += count
        sums[1] += count * (chance - recall.recalled)
    total = sum(count for count, _ in bins.values())
    error = sum(apart**2 / count for count, apart in bins.values())
    return Figures(loss / total, sqrt(error / total))
