"""`kpitrainer exam`: mock exams sat, printed, listed and looked at again."""

import sys
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from secrets import randbits
from typing import TYPE_CHECKING, Any

from kpitrainer.cli.card_choice import tag_meant
from kpitrainer.cli.cli_context import DONE, CliContext, UsageError
from kpitrainer.cli.sessions import hold
from kpitrainer.domain.errors import KpiTrainerError
from kpitrainer.plain.console import write_out
from kpitrainer.wording import reason_of

if TYPE_CHECKING:
    from kpitrainer.domain.mock_exam.exam_sheet import MockExam
    from kpitrainer.domain.mock_exam.exam_terms import ExamTerms
    from kpitrainer.plain.console import PlainContext
    from kpitrainer.study.library import Library
    from kpitrainer.study.trainer import Trainer


def sit(  # noqa: PLR0913 - what the command line may say
    context: CliContext,
    names: Sequence[str],
    *,
    schedule: bool,
    new: bool,
    plain: bool,
    tag: str | None,
    **numbers: int | None,
) -> int:
    """Sit a mock exam of some decks; without a word on it, go on with one that was broken off.

    `numbers` are fields of ExamTerms. In the interface the screen of exams opens, with the terms
    as they are given here.
    """
    chosen = bool(names) or schedule or new or tag or any(n is not None for n in numbers.values())

    def opening(trainer: "Trainer") -> "ExamTerms":
        from kpitrainer.study.mock_exams import paper_of

        terms = replace(_terms(context, trainer.library, names, tag, numbers), schedules=schedule)
        paper_of(trainer.library, terms)  # what cannot be is told before anything opens
        return terms

    def in_lines(lines: "PlainContext", terms: "ExamTerms") -> None:
        from kpitrainer.plain import exam_lines
        from kpitrainer.study.mock_exams import mock_exams, seeded, unfinished
        from kpitrainer.study.sitting import Sitting

        trainer, language = lines.trainer, lines.translate.language
        exam = None if chosen else unfinished(mock_exams(trainer))
        if exam is None:
            sitting = Sitting.begin(trainer, seeded(terms, trainer.seed()), language)
        else:
            sitting = Sitting(trainer, exam)
            lines.tell("mock.going-on")
        exam_lines.sit(lines, sitting)

    return hold(context, opening, in_lines, plain=plain)


def _terms(
    context: CliContext,
    library: "Library",
    names: Sequence[str],
    tag: str | None,
    numbers: Mapping[str, int | None],
) -> "ExamTerms":
    """The terms as the command line gives them.

    Raises:
        UsageError: there is no such tag.
    """
    from kpitrainer.domain.mock_exam.exam_terms import ExamTerms

    wanted = tag_meant(library, tag, library.cards, context.translate.language)
    chosen: dict[str, Any] = {name: each for name, each in numbers.items() if each is not None}
    return ExamTerms(decks=tuple(names), tag=wanted or "", **chosen)


def list_exams(context: CliContext, *, json: bool) -> int:
    """List the exams that were begun, the latest first."""
    from kpitrainer.cli.terminal import write_json
    from kpitrainer.study.exam_told import mark_told, scope_told, terms_told
    from kpitrainer.study.mock_exams import mock_exams

    with context.trainer(reading=True) as trainer:
        exams = mock_exams(trainer)
        if json:
            write_json([_object(exam) for exam in exams])
            return DONE
        if not exams:
            context.tell("mock.none")
        for number, exam in enumerate(exams, start=1):
            date = trainer.clock.local(exam.began).date()
            scope = scope_told(trainer.library, exam.terms, context.translate.language)
            line = {"number": number, "date": date, "scope": scope}
            line["mark"] = mark_told(exam)
            line["terms"] = terms_told(exam.terms, len(exam.questions))
            code = "mock.listed" if exam.handed_in else "mock.listed-open"
            context.console.say(context.told(code, **line))
    return DONE


def show_exam(context: CliContext, number: str | None, *, json: bool) -> int:
    """Show an exam that was handed in, by its number in the list; without one the latest.

    Raises:
        UsageError: there is no such exam.
    """
    from kpitrainer.cli.terminal import write_json
    from kpitrainer.plain.console import PlainContext
    from kpitrainer.plain.exam_lines import tell_exam
    from kpitrainer.study.mock_exams import mock_exams

    with context.trainer(reading=True) as trainer:
        exams = mock_exams(trainer)
        if number is None:
            found = next((exam for exam in exams if exam.handed_in), None)
        else:
            place = int(number) if number.isascii() and number.isdecimal() else 0
            found = exams[place - 1] if 0 < place <= len(exams) else None
        if found is None:
            raise UsageError("mock.no-such", number=number or "1")
        if json:
            write_json(_object(found, questions=True))
        elif not found.handed_in:
            raise UsageError("mock.not-handed-in")
        else:
            tell_exam(PlainContext(trainer, context.translate, context.console), found)
    return DONE


def print_paper(
    context: CliContext,
    names: Sequence[str],
    *,
    out: Path | None,
    tag: str | None,
    **numbers: int | None,
) -> int:
    """Write a paper and its answers as one page for a browser, to `out` or stdout.

    Raises:
        UnknownNameError: there is no such deck.
        KpiTrainerError: no card can be asked, or the file cannot be written.
    """
    from kpitrainer import atomic_write
    from kpitrainer.cli.exam_page import exam_page
    from kpitrainer.study.mock_exams import paper_of, seeded

    library = context.library()
    terms = seeded(_terms(context, library, names, tag, numbers), randbits(53))
    paper = paper_of(library, terms)
    page = exam_page(library, terms, paper, context.translate)
    if out is None:
        write_out(sys.stdout, page)
        return DONE
    try:
        atomic_write.write_out(out, page.encode())
    except OSError as error:
        raise KpiTrainerError("mock.unwritten", path=out, reason=reason_of(error)) from error
    context.console.say(
        context.told("mock.printed", path=out, seed=str(terms.seed), count=len(paper))
    )
    return DONE


def _object(exam: "MockExam", *, questions: bool = False) -> dict[str, object]:
    """An exam as JSON has it; times are ISO 8601, points 0 to 1."""
    terms = exam.terms
    told: dict[str, object] = {
        "id": exam.id,
        "began": exam.began.isoformat(),
        "decks": list(terms.decks),
        "tag": terms.tag or None,
        "questions": len(exam.questions),
        "minutes": terms.minutes,
        "pass_percent": terms.pass_percent,
        "seed": terms.seed,
        "seconds": exam.spent_ms // 1000,
        "handed_in": exam.handed_in,
        "percent": exam.percent if exam.handed_in else None,
        "passed": exam.passed if exam.handed_in else None,
    }
    if questions:
        told["answers"] = [
            {
                "deck": each.key.deck,
                "card": each.key.card,
                "label": each.label,
                "said": list(each.said),
                "points": None if each.points is None else float(each.points),
                "mistake": each.mistake,
            }
            for each in exam.questions
        ]
    return told
