"""A screen with a list that can be filtered: what Home and the choice of drills share."""

from textual import on
from textual.widgets import Input

from kpitrainer.tui.actions import Action
from kpitrainer.tui.screens.base_screen import TrainerScreen
from kpitrainer.tui.widgets.filter_field import FilterField
from kpitrainer.tui.widgets.pick_list import PickList

FILTER = (
    Action("filter", "f,ctrl+f", "home.key-filter", "help.filter", rank=55),
    Action(
        "to_list", "", "home.key-to-list", field_keys="down", bar_key="⏎", rank=1,
        when=lambda screen: screen.typing,
    ),
    Action(
        "unfilter", "", "home.key-unfilter", "help.unfilter", field_keys="escape",
        when=lambda screen: screen.is_filtered, rank=2,
    ),
)  # fmt: skip
"""Letters go into the field until Enter or ↓ goes to the list; Esc shows all of it again."""


class FilteredScreen(TrainerScreen):
    """A `FilterField` and a `PickList`; `show_list` fills the list with what is left of it."""

    # Before its first frame the field is not yet out of sight, and would take the keys.
    AUTO_FOCUS = "PickList"

    @property
    def filter(self) -> FilterField:
        """What is left in the list."""
        return self.query_one(FilterField)

    @property
    def typing(self) -> bool:
        """Whether letters go into the filter now."""
        return self.filter.typing

    @property
    def is_filtered(self) -> bool:
        """Whether the filter is open."""
        return self.filter.has_class("-open")

    @property
    def list(self) -> PickList:
        """The rows."""
        return self.query_one(PickList)

    def show_list(self) -> None:
        """Fill the list."""
        raise NotImplementedError

    def action_filter(self) -> None:
        """Type what is to be left."""
        self.filter.open(self.translate("home.filter"))
        self.call_after_refresh(self.show_keys)

    @on(Input.Changed)
    def _filter(self) -> None:
        self.show_list()

    @on(Input.Submitted)
    def action_to_list(self) -> None:
        """Go on in the list."""
        self.list.focus()
        self.call_after_refresh(self.show_keys)

    def action_unfilter(self) -> None:
        """Show all of it again."""
        self.filter.close()
        self.action_to_list()

    @on(PickList.Ticked)
    def _tick(self) -> None:
        self.action_tick()

    def action_tick(self) -> None:
        """Tick the row under the cursor, or no longer."""
        raise NotImplementedError
