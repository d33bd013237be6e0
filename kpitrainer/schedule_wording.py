"""Fits, loads and workloads in words, figures and pictures, for both front ends: lines of text."""

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from kpitrainer.block_chart import chart
from kpitrainer.domain.schedule.initial_fit import ParameterFit
from kpitrainer.domain.schedule.simulation import Workload
from kpitrainer.domain.verdict import Rating
from kpitrainer.i18n import Translator

WORKLOAD_CELLS = 2
"""The width of a column of the workload's chart."""

_RATING_CODES = {
    Rating.AGAIN: "review.again",
    Rating.HARD: "review.hard",
    Rating.GOOD: "review.good",
    Rating.EASY: "review.easy",
}
_TOLD = (0.7, 0.75, 0.8, 0.85, 0.9, 0.93, 0.95, 0.97)
"""The retentions in the table; the picture has all."""

_CHART_ROWS, _LOAD_ROWS = 8, 4


def rounded(number: float, step: str = "1") -> Fraction:
    """`number` in multiples of a power of ten, half up, as the translator writes it."""
    return Fraction(Decimal(number).quantize(Decimal(step), ROUND_HALF_UP))


def fit_lines(translate: Translator, fit: ParameterFit) -> list[str]:
    """The figures before and after a fit, and the four initial stabilities, in columns."""
    if fit.before is None or fit.after is None:
        return [translate("schedule.too-little", count=fit.count, minimum=fit.minimum)]
    rows: list[Sequence[str]] = [("", translate("schedule.before"), translate("schedule.after"))]
    losses = (rounded(figures.log_loss, "0.0001") for figures in (fit.before, fit.after))
    told = (translate("schedule.number", number=loss) for loss in losses)
    rows.append((translate("schedule.log-loss"), *told))
    errors = (rounded(100 * figures.rmse, "0.1") for figures in (fit.before, fit.after))
    rows.append(
        (
            translate("schedule.rmse"),
            *(translate("common.percent", number=error) for error in errors),
        )
    )
    for rating in Rating:
        days = (_days(translate, each[rating - 1]) for each in (fit.present, fit.parameters))
        name = translate(_RATING_CODES[rating])
        rows.append((translate("schedule.first-memory", rating=name), *days))
    return [
        translate("schedule.fit-of", count=fit.count),
        "",
        *_table(rows),
        "",
        translate("schedule.fit-meaning"),
    ]


def _days(translate: Translator, days: float) -> str:
    return translate("common.interval-day", number=rounded(days, "0.01" if days < 1 else "0.1"))


def _table(rows: Sequence[Sequence[str]]) -> list[str]:
    """Rows in columns, the first to the left and the others to the right."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = []
    for first, *others in rows:
        cells = [f"{cell:>{width}}" for cell, width in zip(others, widths[1:], strict=True)]
        lines.append("   ".join([f"{first:<{widths[0]}}", *cells]).rstrip())
    return lines


def load_lines(translate: Translator, before: Sequence[int], after: Sequence[int]) -> list[str]:
    """The cards of each coming day before and after rescheduling, as two pictures to one scale."""
    days = {0: translate("schedule.today"), len(before) - 1: f"+{len(before) - 1}"}
    lines = []
    for code, counts in (("schedule.load-before", before), ("schedule.load-after", after)):
        picture = chart(
            counts,
            days,
            lambda value: translate("schedule.number", number=rounded(value)),
            height=_LOAD_ROWS,
            cells=WORKLOAD_CELLS,
            top=max(*before, *after),
        )
        lines += [translate(code, number=sum(counts)), *picture, ""]
    return lines[:-1]


def workload_chart(translate: Translator, workloads: Sequence[Workload]) -> list[str]:
    """Minutes a day over desired retention in per cent."""
    percents = [round(100 * workload.retention) for workload in workloads]
    return chart(
        [workload.minutes for workload in workloads],
        {place: str(each) for place, each in enumerate(percents) if not each % 5},
        lambda value: translate("schedule.number", number=rounded(value)),
        height=_CHART_ROWS,
        cells=WORKLOAD_CELLS,
    )


def workload_line(translate: Translator, workload: Workload) -> str:
    """One workload in a sentence."""
    return translate(
        "schedule.workload-line",
        retention=round(100 * workload.retention),
        minutes=rounded(workload.minutes, "0.1"),
        reviews=rounded(workload.reviews, "0.1"),
        remembered=rounded(workload.remembered),
        total=workload.met,
    )


def workload_table(
    translate: Translator, workloads: Sequence[Workload], present: float
) -> list[str]:
    """Some of the workloads in columns, and the one of the `present` retention, marked."""
    told = {*_TOLD, round(present, 2)}
    columns = ("retention", "minutes", "reviews", "remembered")
    rows = [[translate(f"schedule.column-{name}") for name in columns]]
    marks = [""]
    for workload in workloads:
        if workload.retention in told:
            rows.append(
                [
                    translate("common.percent", number=round(100 * workload.retention)),
                    translate("schedule.number", number=rounded(workload.minutes, "0.1")),
                    translate("schedule.number", number=rounded(workload.reviews, "0.1")),
                    translate(
                        "schedule.of-cards",
                        number=rounded(workload.remembered),
                        total=workload.met,
                    ),
                ]
            )
            is_present = workload.retention == round(present, 2)
            marks.append(f" {translate('schedule.present')}" if is_present else "")
    return [f"{line}{mark}" for line, mark in zip(_table(rows), marks, strict=True)]
