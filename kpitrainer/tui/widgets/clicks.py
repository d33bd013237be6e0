"""Text that runs an action when clicked, and looks like any other text."""

from textual.content import Content
from textual.events import Click
from textual.style import Style
from textual.widget import Widget

_ACTION = "action"


def clickable(content: Content, action: str) -> Content:
    """`content` carrying `action`; a `Clickable` widget that shows it runs it."""
    return content.stylize(Style.from_meta({_ACTION: action}))


class Clickable(Widget):
    """Runs the action of the text under the pointer."""

    async def on_click(self, event: Click) -> None:
        """Run the action there, if any."""
        action = event.style.meta.get(_ACTION)
        if action:
            event.stop()
            await self.run_action(action)
