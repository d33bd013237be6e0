"""`kpitrainer review` and `kpitrainer drill`: in the interface, or line by line."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, TypeAlias, TypeVar

from kpitrainer.bootstrap import open_interface, open_outdated
from kpitrainer.cli.card_choice import check_query, query_keys, tag_meant
from kpitrainer.cli.cli_context import DONE, CliContext, UsageError
from kpitrainer.cli.drill_choice import DrillChoice, chosen_drills
from kpitrainer.cli.terminal import is_capable, slow_progress

# The interface opens before these are imported.
if TYPE_CHECKING:
    from kpitrainer.domain.mock_exam.exam_terms import ExamTerms
    from kpitrainer.plain.console import PlainContext
    from kpitrainer.study.drilling import Drilling
    from kpitrainer.study.library import Selection
    from kpitrainer.study.review import Review
    from kpitrainer.study.trainer import Trainer

DrillOpening: TypeAlias = "Callable[..., Drilling]"
Session = TypeVar("Session", "Review", "Drilling", "ExamTerms")


def start(context: CliContext) -> int:
    """Open the interface on Home, or where it cannot run review what is due in lines."""
    if is_capable():
        _open_interface(context)
        return DONE
    return review(context, (), plain=True)


def review(  # noqa: PLR0913 - what the command line may say
    context: CliContext,
    names: Sequence[str],
    *,
    tag: str | None = None,
    query: str | None = None,
    limit: int | None = None,
    more_new: bool = False,
    ahead: bool = False,
    cram: bool = False,
    leeches: bool = False,
    missed: bool = False,
    plain: bool,
) -> int:
    """Review what is due of some decks, a tag and what a query finds, at most `limit` cards.

    With `more_new` study new cards instead, beyond the daily limit; with `ahead` what comes due
    tomorrow; with `cram` all cards, which reschedules nothing: of them the `leeches`, or those
    `missed` today.
    """
    if more_new + ahead + cram > 1 or leeches + missed > 1:
        raise UsageError("cli.one-of-these")
    if (leeches or missed) and not cram:
        raise UsageError("cli.needs-cram")
    check_query(query)

    def selected(trainer: "Trainer") -> "Selection":
        from kpitrainer.study.library import Selection

        language = context.translate.language
        wanted = tag_meant(trainer.library, tag, trainer.library.cards, language)
        return Selection(tuple(names), wanted, query_keys(trainer, query, language))

    def opening(trainer: "Trainer") -> "Review":
        from kpitrainer.study.cram import CramKind, cram_cards, practise
        from kpitrainer.study.review import Review
        from kpitrainer.study.trainer import StudyMode

        wanted, language = selected(trainer), context.translate.language
        if cram:
            kind = CramKind.LEECHES if leeches else CramKind.MISSED if missed else CramKind.ALL
            return practise(trainer, cram_cards(trainer, wanted, kind)[:limit], language)
        mode = StudyMode.AHEAD if ahead else StudyMode.TODAY
        plan = trainer.plan(wanted, StudyMode.MORE_NEW if more_new else mode)
        plan = plan if limit is None else plan.limited(limit)
        return Review(trainer, plan, language)

    def in_lines(context: "PlainContext", session: "Review") -> None:
        from kpitrainer.plain.session_lines import study, tell_nothing
        from kpitrainer.plain.told_lines import tell_days

        if not (more_new or ahead or cram):
            tell_days(context)
        if session.attempt is not None:
            study(context, session)
        elif cram:
            context.tell("plain.nothing-to-cram")
        else:
            tell_nothing(context, selected(context.trainer))

    return hold(context, opening, in_lines, plain=plain, looking=True)


def drill(  # noqa: C901, PLR0913 - what the command line may say
    context: CliContext,
    names: Sequence[str],
    *,
    deck: str | None,
    tag: str | None,
    query: str | None,
    weakest: bool,
    mistakes: bool,
    find_error: bool,
    seed: int | None,
    count: int | None,
    plain: bool,
    json: bool,
    answer: str | None,
    preview: int | None,
    fixed: Sequence[str],
    unexplained: bool = False,
    which_formula: bool = False,
    contrast: bool = False,
) -> int:
    """Ask the named drills, or all, in turns: `count` problems, the first with seed `seed`.

    Of a `deck` only its own, with a `tag` those that carry it, with a `query` those it finds; with
    `weakest` in the order of `weakest_first`, with `mistakes` those in which some were made this
    week. With `find_error` they are worked out by somebody else, and the line that is wrong is
    asked for; with `which_formula` the formula is chosen first, and with `contrast` two questions
    are asked of one set of figures. With `preview` or `json` problems are only shown, as
    `drill_output` says; with `unexplained` what would explain wrong answers, as
    `unexplained_output` does.
    """
    choice = DrillChoice(
        names=names, deck=deck, tag=tag, query=query, weakest=weakest, mistakes=mistakes
    )
    if unexplained:
        others = (seed, count, answer, preview)
        if weakest or mistakes or find_error or fixed or plain or others != (None,) * len(others):
            raise UsageError("cli.unexplained-alone")
        return _tell_unexplained(context, choice, json=json)
    otherwise = bool(answer is not None or preview is not None or fixed)
    if find_error and otherwise:
        raise UsageError("cli.find-error-alone")
    if which_formula + contrast + (find_error or weakest or otherwise) > 1:
        raise UsageError("cli.choice-alone")
    choice.check()
    if fixed and preview is None:
        raise UsageError("drill.with-needs-preview")
    if preview is not None:
        from kpitrainer.cli.drill_output import drill_preview

        return drill_preview(context, choice, fixed, count=preview, seed=seed)
    if json:
        from kpitrainer.cli import choice_output, drill_output, sheet_output

        drills = chosen_drills(context, choice)
        if which_formula or contrast:
            return choice_output.choices_json(
                context, drills, seed=seed, count=count, contrasting=contrast
            )
        if find_error:
            return sheet_output.sheets_json(context, drills, seed=seed, count=count)
        return drill_output.drill_json(context, drills, seed=seed, count=count, answer=answer)
    if answer is not None:
        raise UsageError("cli.answer-needs-json")

    def opening(trainer: "Trainer") -> "Drilling":
        language = context.translate.language
        cards = choice.chosen(trainer, language)
        session = _drill_session(find_error, which_formula, contrast, mistakes)
        return session(trainer, cards, language, count=count, seed=seed)

    def in_lines(context: "PlainContext", session: "Drilling") -> None:
        from kpitrainer.plain.drill_lines import drill as drill_in_lines

        drill_in_lines(context, session)

    return hold(context, opening, in_lines, plain=plain, looking=True)


def _drill_session(
    find_error: bool, which_formula: bool, contrast: bool, mistakes: bool
) -> "DrillOpening":
    if which_formula or contrast:
        from kpitrainer.study.choosing import Choosing, contrast_session

        return Choosing if which_formula else contrast_session
    if find_error:
        from kpitrainer.study.correcting import Correcting

        return Correcting
    if mistakes:
        from kpitrainer.study.mistake_drilling import MistakeDrilling

        return MistakeDrilling
    from kpitrainer.study.drilling import Drilling

    return Drilling


def _tell_unexplained(context: CliContext, choice: DrillChoice, *, json: bool) -> int:
    from kpitrainer.cli.unexplained_output import tell_unexplained

    choice.check()
    with context.trainer(reading=True, exchanging=True) as trainer:
        cards = choice.chosen(trainer, context.translate.language)
        tell_unexplained(context, trainer, cards, json=json)
    return DONE


def hold(
    context: CliContext,
    opening: "Callable[[Trainer], Session]",
    in_lines: "Callable[[PlainContext, Session], None]",
    *,
    plain: bool,
    looking: bool = False,
) -> int:
    """Run the session of `opening` in the interface, or `plain`ly where that cannot be.

    In lines it is told afterwards whether decks have newer editions, if `looking`.
    """
    if not plain and is_capable():
        _open_interface(context, opening)
        return DONE
    from kpitrainer.cli.offer_lines import look
    from kpitrainer.plain.clock_lines import offer_to_take_back
    from kpitrainer.plain.console import PlainContext

    with context.trainer(exchanging=True) as trainer:
        in_context = PlainContext(trainer, context.translate, context.console)
        offer_to_take_back(in_context)
        tell_offers = look(context, trainer) if looking else None
        in_lines(in_context, opening(trainer))
        if tell_offers is not None:
            tell_offers()
    return DONE


def _open_interface(
    context: CliContext, opening: "Callable[[Trainer], Review | Drilling | ExamTerms] | None" = None
) -> None:
    with slow_progress(context.translate, "cli.rewriting") as progress:
        opened = open_outdated(context.options, progress)
    open_interface(context.options, opening, opened)
