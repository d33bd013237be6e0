"""Whether a drill's draws make fair exercises, told as faults of its entry."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from random import Random

from kpitrainer.deckfile.read.zero_divisors import explained
from kpitrainer.domain.drill.drawing import MAX_DRAWS, draw_once
from kpitrainer.domain.drill.results import RefusedError
from kpitrainer.domain.drill.template import Choices, GivenSource, ListOf, Range, Template
from kpitrainer.domain.drill.trial_draws import DRAWS, TrialDraws, failed_tests, trial_draws, work
from kpitrainer.domain.errors import Fault, Severity
from kpitrainer.domain.formula.nodes import Binary, Constant, Negative

_FEW = 50
_TOO_FEW = 20
"""Per cent of accepted draws under which a template is warned of, and is in error."""

_TOLD = 5
"""So many reasons for refused draws are told."""


@dataclass(slots=True)
class DrawBudget:
    """How much work may still be spent on draws of one file that come to nothing, as it is loaded.

    Counted in the units of `work`. Without an end to it a file of a few thousand drills that can
    never be drawn would keep every start waiting for minutes.
    """

    left: int

    @classmethod
    def of_file(cls, size: int) -> "DrawBudget":
        """That of a file of `size` characters: far beyond what good drills need."""
        return cls(_WORK + _WORK_PER_CHARACTER * size)

    def find_fair(self, form: Template) -> int:
        """How many draws of `form` it took to find none that is fair; 0 if one was found."""
        chance = Random(0)  # noqa: S311 - practice, not a secret
        each = work(form)
        most = max(1, min(MAX_DRAWS, self.left // each))
        for tried in range(most):
            try:
                draw_once(form, chance)
            except RefusedError:
                continue
            self.left -= each * tried
            return 0
        self.left -= 2 * each * most  # once more to tell why
        return most


_WORK = 1_000_000
_WORK_PER_CHARACTER = 1
"""A unit takes about half a microsecond."""


def check_one_draw(template: Template, budget: DrawBudget) -> list[Fault]:
    """Everything, where a variant cannot be drawn, so that nobody could be asked; else nothing."""
    tried = max(map(budget.find_fair, template.forms))
    return list(check_draws(template, tried)) if tried else []


def check_draws(template: Template, draws: int = DRAWS) -> Iterator[Fault]:
    """What that many draws of each variant and the template's own tests find."""
    found = [fault for form in template.forms for fault in _told(form, trial_draws(form, draws))]
    drawn = {fault.path for fault in found}
    # A formula without a value in a draw has none in a test either.
    yield from (fault for fault in failed_tests(template) if fault.path not in drawn)
    yield from found


def draws_of_each(templates: Iterable[Template], size: int) -> int:
    """How often to draw each variant of `templates`, those of a file of `size` characters.

    DRAWS, or as often as the file's budget allows, so that its check takes a bearable time.
    """
    once = sum(work(form) for template in templates for form in template.forms)
    # In a large file the time goes to reading it.
    bearable = max(_CHECK_WORK - size, _WORK_PER_CHARACTER * size)
    return max(1, min(DRAWS, bearable // max(once, 1)))


def too_few_draws(draws: int) -> Iterator[Fault]:
    """Warn where a file's drills are so many that so many draws of each prove little."""
    if draws < _PROVES_LITTLE:
        yield Fault.warning(("cards",), "deck.fewer-draws", at_key=True, count=draws)


_CHECK_WORK = 2_000_000
_PROVES_LITTLE = 100


def _told(form: Template, outcome: TrialDraws) -> Iterator[Fault]:
    yield from (explained(form, fault, outcome) for fault in outcome.faults)
    yield from outcome.unlikely
    if outcome.faults or outcome.share * 100 >= _FEW:
        return  # with the faults there would be other draws
    whole = ("variants", form.place) if form.variant else ("drill",)
    (why, path), most = outcome.culprits.most_common(1)[0]
    if not outcome.accepted and 2 * most >= outcome.drawn:
        yield Fault(path or whole, f"drill.always-{why}")
        return
    severity = Severity.ERROR if outcome.share * 100 < _TOO_FEW else Severity.WARNING
    values = {"accepted": outcome.accepted, "drawn": outcome.drawn}
    code = "deck.few-draws" if outcome.accepted else "deck.no-draws"
    yield Fault(whole, code, values, severity)
    for (why, path), count in outcome.culprits.most_common(_TOLD):
        yield Fault.warning(path or whole, f"drill.refused-{why}", count=count)


def given_faults(template: Template) -> Iterator[Fault]:
    """Each value that is drawn and can only be one: its author meant a range."""
    return once(template, _given)


def once(template: Template, look: Callable[[Template], Iterator[Fault]]) -> Iterator[Fault]:
    """What `look` finds in each form; what variants share, once."""
    told = set()
    for form in template.forms:
        for fault in look(form):
            moved = fault._replace(path=form.source_path(fault.path))
            known = moved.path, moved.values.get("name")
            if known not in told:
                told.add(known)
                yield moved


def _given(form: Template) -> Iterator[Fault]:
    for name, source in form.given.items():
        options = source.options if isinstance(source, Choices) else ()
        minus = False
        for place, option in enumerate(options):
            match option.tree:
                case Binary("-", Constant(first), Constant(second)):
                    minus = True
                    low, high = sorted((first, second))
                    yield Fault.warning(
                        ("given", name, place),
                        "deck.range-by-minus",
                        column=option.column,
                        value=first - second,
                        range=f"{_plain(low)}..{_plain(high)}",
                    )
        value = _only_value(source)
        if value is not None and not minus and not is_constant(source):
            yield Fault.warning(("given", name), "deck.one-value", name=name, value=_plain(value))


def _only_value(source: GivenSource) -> Fraction | None:
    """The one value that can be drawn, where there is one that a decimal can write."""
    if isinstance(source, ListOf):
        return None
    formulas = (
        source.options if isinstance(source, Choices) else (source.low, source.high, source.step)
    )
    if any(formula.names for formula in formulas):
        return None
    values = [Fraction(formula.value({})) for formula in formulas]
    if isinstance(source, Range):
        low, high, step = values
        if step <= 0 or not low <= high < low + step:
            return None
        values = [low]
    alone = len(set(values)) == 1 and 10**9 % values[0].denominator == 0
    return values[0] if alone else None


def is_constant(source: GivenSource) -> bool:
    """Whether it is a plain number, written for its value."""
    if not isinstance(source, Choices) or len(source.options) > 1:
        return False
    tree = source.options[0].tree
    return isinstance(tree.operand if isinstance(tree, Negative) else tree, Constant)


def _plain(value: int | Fraction) -> str:
    """A number as formulas write it."""
    exact = Fraction(value)
    if exact.denominator == 1:
        return str(exact)
    digits = next(n for n in range(1, 10) if 10**n % exact.denominator == 0)
    whole, rest = divmod(abs(exact.numerator) * 10**digits // exact.denominator, 10**digits)
    return f"{'-' if exact < 0 else ''}{whole}.{rest:0{digits}}"
