"""The preview's texts: where one is, what is wrong, what each misconception gives."""

from collections.abc import Sequence
from pathlib import Path

from textual.content import Content

from kpitrainer.authoring.preview import Preview
from kpitrainer.domain.drill.drawing import drawn_text
from kpitrainer.domain.drill.exercise import Exercise
from kpitrainer.domain.drill.results import NumberResult, mistake_values
from kpitrainer.domain.errors import Severity
from kpitrainer.domain.text.printable import printable
from kpitrainer.i18n import Translator
from kpitrainer.tui.text.lines import ACCENT, BAD, GOOD, MUTED
from kpitrainer.tui.text.marks import RIGHT, WRONG
from kpitrainer.wording import diagnostic_message

_WARNING = "!"


def title(translate: Translator, preview: Preview) -> Content:
    """The deck's title, and which of several decks it is."""
    file, files = preview.file, preview.files
    deck = file.deck
    name = deck.title_for(translate.language) if deck else printable(Path(file.path).name)
    told = Content.styled(name, ACCENT)
    if len(files) == 1:
        return told
    of_all = translate("preview.deck", number=files.index(file) + 1, total=len(files))
    return Content.assemble(told, (f" · {of_all}", MUTED))


def counts(translate: Translator, preview: Preview) -> Content:
    """How many diagnostics the file has, as far as is known."""
    diagnostics = preview.diagnostics
    errors = sum(diagnostic.severity is Severity.ERROR for diagnostic in diagnostics)
    parts = []
    if errors:
        parts.append(
            Content.styled(f"{WRONG} {translate('common.count-errors', count=errors)}", BAD)
        )
    if len(diagnostics) > errors:
        told = translate("common.count-warnings", count=len(diagnostics) - errors)
        parts.append(Content.styled(f"{_WARNING} {told}", ACCENT))
    if not preview.checked:
        parts.append(Content.styled(translate("preview.checking"), MUTED))
    elif not diagnostics:
        parts.append(Content.styled(f"{RIGHT} {translate('preview.fine')}", GOOD))
    return Content(" · ").join(parts)


def place(translate: Translator, preview: Preview) -> Content:
    """Which card it is, and where it stands."""
    number, total = preview.place
    if preview.card is None:
        return Content.styled(translate("preview.no-card"), MUTED)
    name = printable(Path(preview.file.path).name)
    if preview.stale:
        return Content.styled(f"{preview.card.key.card} · {translate('preview.stale')}", BAD)
    return Content.assemble(
        translate("preview.card", number=number, total=total),
        f" · {preview.card.content.type_name} · {preview.card.key.card}",
        (f" · {name}:{preview.card.at.line}", MUTED),
    )


def diagnostic_lines(translate: Translator, preview: Preview) -> Content:
    """Every diagnostic at its line and column, the most wanted first."""
    lines = []
    for diagnostic in preview.diagnostics:
        error = diagnostic.severity is Severity.ERROR
        mark, style = (WRONG, BAD) if error else (_WARNING, ACCENT)
        where = f"{diagnostic.at.line}:{diagnostic.at.column}"
        chosen = "bold underline" if diagnostic == preview.selected else "bold"
        message = diagnostic_message(translate, diagnostic)
        lines.append(Content.assemble((f"{mark} ", style), (where, chosen), f" {message}"))
    return Content("\n").join(lines)


def misconceptions(translate: Translator, exercise: Exercise, language: str) -> Content:
    """The draw, and part by part the right answer, each mistake's value and what is said of it."""
    drawn = drawn_text(exercise).replace("=", " = ").replace(";", "; ")
    lines = [Content.styled(drawn, MUTED)] if exercise.given else []
    count = len(exercise.results)
    for number, result in enumerate(exercise.results):
        part = exercise.at(number)
        told = translate("calc.part", number=number + 1, total=count) + "  " if count > 1 else ""
        right = part.answer_text(language)
        lines.append(Content.assemble((told, MUTED), (f"{RIGHT} ", GOOD), (right, "bold")))
        if isinstance(result, NumberResult):
            lines += _wrong(part, language)
    if not any(isinstance(each, NumberResult) and each.mistakes for each in exercise.results):
        lines.append(Content.styled(translate("preview.no-mistakes"), MUTED))
    return Content("\n").join(lines)


def _wrong(part: Exercise, language: str) -> Sequence[Content]:
    values = mistake_values(part.mistakes, part.asked.answer.decimals, language)
    width = max(map(len, values.values()), default=0)
    lines = []
    for wrong, value in values.items():
        lines.append(Content.assemble((f"{WRONG} ", BAD), f"{value:>{width}}  ", (wrong, "bold")))
        lines.append(Content.styled(f"  {part.mistake_text(wrong, language)}", MUTED))
    return lines
