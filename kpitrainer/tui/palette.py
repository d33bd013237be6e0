"""The command palette, in the reader's language."""

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from textual.app import SystemCommand
from textual.command import CommandPalette

from kpitrainer.i18n import LANGUAGES, Translator
from kpitrainer.tui.context import AppContext
from kpitrainer.tui.screens.home_screen import HomeScreen

if TYPE_CHECKING:
    from kpitrainer.tui.app import TrainerApp


class Palette(CommandPalette):
    """Textual's palette without its English sentences."""

    def _start_no_matches_countdown(self, search_value: str) -> None:  # noqa: ARG002 - Textual's form
        # Textual says « No matches found », in English only; no list says as much.
        self._list_visible = False


def commands(app: "TrainerApp", *, at_home: bool) -> Iterable[SystemCommand]:
    """At Home the activities and tags; everywhere language, theme, quit."""
    translate = app.context.translate
    if at_home:
        yield from _activities(translate, app.home_screen)
        yield from _tags(translate, app.context, app.home_screen)
    for language in LANGUAGES:
        if language != translate.language:
            name, told = translate(f"palette.{language}"), translate("palette.language-help")
            yield SystemCommand(name, told, _speaker(app, language))
    for name, action in (("theme", app.action_change_theme), ("quit", app.action_quit)):
        yield SystemCommand(translate(f"palette.{name}"), translate(f"palette.{name}-help"), action)


def _activities(translate: Translator, home: HomeScreen) -> Iterable[SystemCommand]:
    for name, action in (
        ("study", home.action_study),
        ("drill", home.action_drill),
        ("formulas", home.action_formulas),
        ("statistics", home.action_statistics),
        ("ahead", home.action_ahead),
        ("more-new", home.action_more_new),
        ("resume", home.action_resume),
    ):
        yield SystemCommand(translate(f"palette.{name}"), translate(f"palette.{name}-help"), action)


def _tags(translate: Translator, context: AppContext, home: HomeScreen) -> Iterable[SystemCommand]:
    tags = sorted(context.opened.library.tags()) if context.opened else ()
    for tag in tags:
        name, told = translate("palette.tag", tag=tag), translate("palette.tag-help")
        yield SystemCommand(name, told, lambda tag=tag: home.study_tag(tag))


def _speaker(app: "TrainerApp", language: str) -> Callable[[], None]:
    return lambda: app.speak(language)
