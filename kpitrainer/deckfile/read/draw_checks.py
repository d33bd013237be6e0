"""Whether a drill's draws make fair exercises, told as faults of its entry."""

from collections.abc import Iterator

from kpitrainer.domain.drill.drawing import draw
from kpitrainer.domain.drill.template import Template
from kpitrainer.domain.drill.trial_draws import TrialDraws, failed_tests, trial_draws
from kpitrainer.domain.errors import Fault, KpiTrainerError, Severity

_FEW = 50
_TOO_FEW = 20
"""Per cent of accepted draws under which a template is warned of, and is in error."""

_TOLD = 5
"""So many reasons for refused draws are told."""


def check_one_draw(template: Template) -> list[Fault]:
    """Everything, where a variant cannot be drawn, so that nobody could be asked; else nothing."""
    try:
        for form in template.forms:
            draw(form, seed=0)
    except KpiTrainerError:
        return list(check_draws(template))
    return []


def check_draws(template: Template) -> Iterator[Fault]:
    """What 1,000 draws of each variant and the template's own tests find."""
    yield from failed_tests(template)
    for form in template.forms:
        yield from _told(form, trial_draws(form))


def _told(form: Template, outcome: TrialDraws) -> Iterator[Fault]:
    yield from outcome.faults
    if outcome.share * 100 >= _FEW:
        return
    severity = Severity.ERROR if outcome.share * 100 < _TOO_FEW else Severity.WARNING
    values = {"accepted": outcome.accepted, "drawn": outcome.drawn}
    whole = ("variants", form.place) if form.variant else ("drill",)
    code = "deck.few-draws" if outcome.accepted else "deck.no-draws"
    yield Fault(whole, code, values, severity)
    for (why, path), count in outcome.culprits.most_common(_TOLD):
        yield Fault(path or whole, f"drill.refused-{why}", {"count": count}, Severity.WARNING)
