"""Whether a drill's draws make fair diagnostics, told as faults of its entry."""

from collections.abc import Iterator

from kpitrainer.deckfile.syntax.faults import Fault
from kpitrainer.domain.drill.template import Template, TemplateFault
from kpitrainer.domain.drill.trial_draws import Acceptance, acceptance, failed_tests
from kpitrainer.domain.errors import Severity

_TRIAL_DRAWS = 40

_FEW = 50
_TOO_FEW = 20
"""Per cent of accepted draws under which a template is warned of, and is in error."""

_TOLD = 5
"""So many reasons for refused draws are told."""


def tried(template: Template) -> list[Fault]:
    """Everything, where a few draws find what would surprise a learner; else nothing.

    A surprise is a formula without a value, or a variant that never gives a fair diagnostic.
    """
    trials = [acceptance(form, _TRIAL_DRAWS) for form in template.forms]
    if all(trial.accepted and not trial.faults for trial in trials):
        return []
    return list(checked(template))


def checked(template: Template) -> Iterator[Fault]:
    """What 1,000 draws of each variant and the template's own tests find."""
    yield from map(template_fault, failed_tests(template))
    for form in template.forms:
        yield from _told(form, acceptance(form))


def template_fault(fault: TemplateFault) -> Fault:
    """A fault of a template's source as one of its entry, which the source is."""
    return Fault(fault.path, fault.code, fault.values, at_key=fault.in_key, column=fault.column)


def _told(form: Template, outcome: Acceptance) -> Iterator[Fault]:
    yield from map(template_fault, outcome.faults)
    if outcome.share * 100 >= _FEW:
        return
    severity = Severity.ERROR if outcome.share * 100 < _TOO_FEW else Severity.WARNING
    values = {"accepted": outcome.accepted, "drawn": outcome.drawn}
    whole = ("variants", form.place) if form.variant else ("drill",)
    code = "deck.few-draws" if outcome.accepted else "deck.no-draws"
    yield Fault(whole, code, values, severity)
    for (why, path), count in outcome.culprits.most_common(_TOLD):
        yield Fault(path or whole, f"drill.refused-{why}", {"count": count}, Severity.WARNING)
