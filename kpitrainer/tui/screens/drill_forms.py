"""In which form drills are asked: as they are, with an error to find, or a formula to choose."""

from collections.abc import Callable, Iterator, Mapping, Sequence

from textual.content import Content
from textual.widgets.option_list import Option

from kpitrainer.domain.cards.card import Card
from kpitrainer.domain.drill.contrast import Contrast
from kpitrainer.study.choosing import Choosing, Contrasting, contrast_session
from kpitrainer.study.correcting import Correcting
from kpitrainer.study.drilling import Drilling
from kpitrainer.study.trainer import Trainer
from kpitrainer.tui.actions import Action
from kpitrainer.tui.screens.filtered_screen import FilteredScreen
from kpitrainer.tui.text.lines import ACCENT

FORM_ACTIONS = (
    Action("find_error", "e", "calc.key-find-error", "help.picker-find-error"),
    Action("which_formula", "w", "calc.key-which-formula", "help.picker-which-formula"),
    Action("contrast", "c", "calc.key-contrast", "help.picker-contrast"),
)

_SESSIONS: Mapping[str, Callable[..., Drilling]] = {
    "": Drilling,
    "find-error": Correcting,
    "which-formula": Choosing,
    "contrast": contrast_session,
}
"""What is begun, by the form that was taken."""

_PAIRS = "/"
"""The row of the pairs that are confused: no name of a drill."""


class DrillForms(FilteredScreen):
    """A list of drills that are asked in one of several forms; `form` is "" as they are.

    `pairs` are those that the learner confuses, which have a row of their own.
    """

    form = ""
    pairs: Sequence[Contrast] = ()

    def pairs_row(self) -> Iterator[Option]:
        """The row of the pairs, where there are any and all drills are listed."""
        if self.pairs and not self.filter.wanted:
            told = f"  {self.translate('calc.confused', count=len(self.pairs))}"
            yield Option(Content.styled(told, ACCENT), _PAIRS)

    @property
    def on_pairs(self) -> bool:
        """Whether the cursor is on that row."""
        return self.list.row == _PAIRS

    def begun(
        self, trainer: Trainer, cards: Sequence[Card], language: str, count: int | None
    ) -> Drilling:
        """The session with `cards`, or where there are none with the pairs."""
        if not cards:
            return Contrasting(trainer, self.pairs, language, count=count)
        return _SESSIONS[self.form](trainer, cards, language, count=count)

    def action_find_error(self) -> None:
        """Problems of one's own, or somebody else's with an error to find."""
        self._take("find-error")

    def action_which_formula(self) -> None:
        """Problems as they are, or those whose formula is chosen first."""
        self._take("which-formula")

    def action_contrast(self) -> None:
        """Problems as they are, or two questions on one set of figures."""
        self._take("contrast")

    def _take(self, form: str) -> None:
        self.form = "" if self.form == form else form
        self.redraw()
