"""A drill's figure in words, where exercises are shown: as `--plain` has it."""

from kpitrainer.domain.drill.calculation import Calculation
from kpitrainer.domain.drill.drawn_picture import asked_picture
from kpitrainer.domain.drill.exercise import Exercise
from kpitrainer.domain.drill.picture_result import solved_picture
from kpitrainer.i18n import Translator
from kpitrainer.plain.picture_lines import picture_lines


def asked_figure(translate: Translator, exercise: Exercise, language: str) -> str:
    """The figure beside the question of the part, in words; empty where there is none."""
    picture = asked_picture(exercise, language)
    return "\n".join(picture_lines(translate, picture)) if picture else ""


def solved_figure(translate: Translator, exercise: Exercise, language: str) -> str:
    """The figure beside the solution, all its values told; empty where there is none."""
    picture = solved_picture(Calculation(exercise), language)
    return "\n".join(picture_lines(translate, picture)) if picture else ""
