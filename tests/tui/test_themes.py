"""The looks can be read: contrast, and few colours."""

from itertools import product

import pytest
from rich.color import Color as RichColor
from rich.color import ColorSystem
from textual.color import Color
from textual.theme import Theme

from kpitrainer.config import Settings
from kpitrainer.tui.themes import OURS, THEMES

GROUNDS = ("background", "surface", "panel", "block-cursor-background")
TEXTS = (
    "foreground",
    "text-muted",
    "text-primary",
    "text-accent",
    "text-success",
    "text-warning",
    "text-error",
)


def colours(theme: Theme) -> dict[str, Color]:
    generated = theme.to_color_system().generate() | theme.variables
    return {name: Color.parse(generated[name]) for name in (*GROUNDS, *TEXTS)}


def luminance(colour: Color) -> float:
    """Relative luminance, as WCAG 2.2 defines it."""

    def linear(channel: int) -> float:
        share = channel / 255
        return share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4

    red, green, blue = (linear(channel) for channel in colour.rgb)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def nearest_of_sixteen(colour: Color) -> int | None:
    return RichColor.from_rgb(*colour.rgb).downgrade(ColorSystem.STANDARD).number


@pytest.mark.parametrize("theme", OURS, ids=lambda theme: theme.name)
def test_every_text_can_be_read_on_every_ground(theme: Theme) -> None:
    found = colours(theme)
    for ground, text in product(GROUNDS, TEXTS):
        low, high = sorted(map(luminance, (found[ground], found[text])))
        assert (high + 0.05) / (low + 0.05) >= 4.5, (ground, text)
        with_few = map(nearest_of_sixteen, (found[ground], found[text]))
        assert len(set(with_few)) == 2, f"{text} on {ground} in sixteen colours"


@pytest.mark.parametrize("theme", OURS, ids=lambda theme: theme.name)
def test_right_and_wrong_differ_in_colour_too(theme: Theme) -> None:
    found = colours(theme)
    few = [nearest_of_sixteen(found[name]) for name in ("text-success", "text-error")]
    assert few[0] != few[1]


def test_ours_come_first_and_are_the_default() -> None:
    assert tuple(THEMES)[:2] == ("kpitrainer-dark", "kpitrainer-light")
    assert Settings().theme == OURS[0].name
