"""The looks: ours, dark like a school slate and light like paper, and Textual's own."""

from typing import Final

from textual.theme import BUILTIN_THEMES, Theme

# Of two colours that meet, the text's has at least 4.5 times the other's luminance (WCAG 2.2, AA),
# and of the sixteen colours of a plain terminal the nearest ones differ: a test computes both.

DARK = Theme(
    name="kpitrainer-dark",
    dark=True,
    background="#121a19",
    surface="#1b2624",
    panel="#243330",
    foreground="#e8e5da",
    primary="#7ac4b1",
    secondary="#9cc3ea",
    accent="#f2c94c",
    success="#8fd37f",
    warning="#f5a65b",
    error="#ff8f84",
    variables={
        "text-muted": "#a9b0a8",
        "text-primary": "#7ac4b1",
        "text-secondary": "#9cc3ea",
        "text-accent": "#f2c94c",
        "text-success": "#8fd37f",
        "text-warning": "#f5a65b",
        "text-error": "#ff8f84",
        "block-cursor-foreground": "#e8e5da",
        "block-cursor-background": "#34453f",
        "block-cursor-blurred-background": "#243330",
        "input-selection-background": "#f2c94c 35%",
    },
)

LIGHT = Theme(
    name="kpitrainer-light",
    dark=False,
    background="#fbf8f0",
    surface="#f2ecdd",
    panel="#e8dfca",
    foreground="#22262b",
    primary="#1d5a4d",
    secondary="#6a3d8f",
    accent="#1f4fa3",
    success="#145426",
    warning="#854700",
    error="#9c1f16",
    variables={
        "text-muted": "#51565a",
        "text-primary": "#1d5a4d",
        "text-secondary": "#6a3d8f",
        "text-accent": "#1f4fa3",
        "text-success": "#145426",
        "text-warning": "#854700",
        "text-error": "#9c1f16",
        "block-cursor-foreground": "#22262b",
        "block-cursor-background": "#c3d0e4",
        "block-cursor-blurred-background": "#e8dfca",
        "input-selection-background": "#1f4fa3 25%",
    },
)

OURS: Final = (DARK, LIGHT)

THEMES: Final = {theme.name: theme for theme in OURS} | BUILTIN_THEMES
"""By name, ours first."""
