"""Whether a drill's picture can be drawn of its values."""

from collections.abc import Iterator
from fractions import Fraction

from kpitrainer.domain.drill.drawing import drawn_text
from kpitrainer.domain.drill.drawn_picture import NotDrawnError, check_picture
from kpitrainer.domain.drill.exercise import Exercise
from kpitrainer.domain.drill.template import Template
from kpitrainer.domain.errors import Fault, FieldPath
from kpitrainer.domain.text.number import round_half_away


class PictureWatch:
    """Looks at draws of `form`: how often each thing kept its picture from being drawn."""

    def __init__(self, form: Template) -> None:
        self._form = form
        self._counts: dict[tuple[FieldPath, str], int] = {}
        self._first: dict[tuple[FieldPath, str], tuple[Fault, Exercise]] = {}

    def look(self, exercise: Exercise) -> None:
        """Try the picture of a draw; the draw itself stays fair without."""
        try:
            check_picture(exercise)
        except NotDrawnError as error:
            reason = error.fault.path, error.fault.code
            self._counts[reason] = self._counts.get(reason, 0) + 1
            self._first.setdefault(reason, (error.fault, exercise))

    def faults(self, draws: int) -> Iterator[Fault]:
        """Each thing that kept some of so many draws from being drawn, with the first of them."""
        for reason, (fault, exercise) in self._first.items():
            values = {
                **fault.values,
                "count": self._counts[reason],
                "draws": draws,
                "drawn": drawn_text(exercise),
            }
            if isinstance(value := values.get("value"), Fraction):
                values["value"] = round_half_away(value, 2)
            yield fault._replace(path=self._form.source_path(fault.path), values=values)
