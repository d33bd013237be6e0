"""What the palette offers: what a screen does, what can be done everywhere, and the themes."""

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import Any

from textual.screen import Screen

from kpitrainer.i18n import LANGUAGES, Translator
from kpitrainer.tui.actions import PaletteRow
from kpitrainer.tui.screens.base_screen import WordedScreen
from kpitrainer.tui.themes import OURS, THEMES


def palette_rows(
    translate: Translator,
    screen: Screen[Any],
    everywhere: Mapping[str, tuple[Callable[[], object], str]],
    speak: Callable[[str], object],
) -> Iterator[PaletteRow]:
    """What a screen does, what can be done everywhere, and the topics to study.

    `everywhere` has acts and their keys by name, and `speak` changes the language.
    """
    own = list(screen.commands()) if isinstance(screen, WordedScreen) else []
    yield from (row for row in own if row.section == "here")
    for name, (act, key) in everywhere.items():
        title, told = translate(f"palette.{name}"), translate(f"palette.{name}-help")
        yield PaletteRow("everywhere", title, told, act, key)
    for language in LANGUAGES:
        if language != translate.language:
            title, told = translate(f"palette.{language}"), translate("palette.language-help")
            yield PaletteRow("everywhere", title, told, partial(speak, language))
    yield from (row for row in own if row.section != "here")


def theme_rows(present: str, use: Callable[[str], object]) -> tuple[PaletteRow, ...]:
    """The themes by name, ours first, the `present` one marked."""
    ours = {theme.name for theme in OURS}
    return tuple(
        PaletteRow(
            "themes" if name in ours else "more-themes",
            name,
            "",
            partial(use, name),
            "●" if name == present else "",
        )
        for name in THEMES
    )
