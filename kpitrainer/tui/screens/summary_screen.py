"""After a session: what it came to, and what to do next."""

from collections.abc import Sequence
from datetime import datetime
from enum import Enum, auto
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content

from kpitrainer.domain.cards.card import Card
from kpitrainer.study.study_session import SessionAnswer
from kpitrainer.study.summary import (
    SessionMistake,
    Summary,
    summarise,
)
from kpitrainer.tui.context import AppContext
from kpitrainer.tui.screens.base_screen import TrainerScreen
from kpitrainer.tui.text.lines import (
    ACCENT,
    BAD,
    GOOD,
    MUTED,
)
from kpitrainer.tui.widgets.key_bar import Key, KeyBar
from kpitrainer.tui.widgets.prose import Prose, broken
from kpitrainer.wording import duration, last_made, when

_SHOWN = 8
"""Longer lists of cards end in « and 4 more »."""


class NextStep(Enum):
    """What the learner does next."""

    HOME = auto()
    AGAIN = auto()  # what was forgotten, once more
    UNDO = auto()
    BACK = auto()  # to the session, which is not over


class SummaryScreen(TrainerScreen):
    """Cards, success, time; what was forgotten and learned; what comes next."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,space", "choose('HOME')", show=False),
        Binding("q", "choose('HOME')", show=False),
        Binding("r", "choose('AGAIN')", show=False),
        Binding("u,ctrl+z", "choose('UNDO')", show=False),
        Binding("t", "train", show=False),
        Binding("escape", "choose('BACK')", show=False),
    ]

    def __init__(
        self,
        context: AppContext,
        answers: Sequence[SessionAnswer],
        *,
        over: bool,
        can_undo: bool,
        can_repeat: bool,
    ) -> None:
        """`over` says whether the session has no more cards; else Esc goes back to it."""
        super().__init__(context)
        self._over = over
        self._can_undo = can_undo
        self._summary = summarise(context.trainer, answers)
        self._can_repeat = can_repeat and bool(self._summary.forgotten)

    def compose(self) -> ComposeResult:
        """One scrolling text."""
        with VerticalScroll(id="summary"):
            yield Prose(id="text")
        yield KeyBar()

    def on_mount(self) -> None:
        """Show it."""
        self.redraw()

    def redraw(self) -> None:
        """Word the summary."""
        translate, summary = self.translate, self._summary
        title = translate("summary.title" if self._over else "summary.pause")
        parts = [
            Content.styled(title, ACCENT),
            self._figures(summary),
            self._cards("summary.forgotten", summary.forgotten, BAD, "✗"),
            self._cards("summary.learned", summary.learned, GOOD, "✓"),
            self._mistakes(summary),
            Content.styled(self._next(summary), MUTED),
        ]
        text = Content("\n\n").join(part for part in parts if part.plain)
        self.query_one("#text", Prose).show(text)
        self.query_one(KeyBar).show(*self._keys())

    def help_text(self) -> str:
        """The keys that do something here."""
        lines = {
            "help.summary-home": True,
            "help.summary-again": self._can_repeat,
            "help.summary-train": bool(self._to_train),
            "help.summary-undo": self._can_undo,
            "help.summary-back": not self._over,
        }
        return "\n".join(self.translate(code) for code, works in lines.items() if works)

    def _figures(self, summary: Summary) -> Content:
        translate = self.translate
        percent = translate("common.percent", number=summary.percent)
        return Content(
            " · ".join(
                (
                    translate("summary.cards", count=summary.cards),
                    translate("summary.right", percent=percent),
                    duration(translate, summary.seconds),
                )
            )
        )

    def _cards(self, code: str, cards: Sequence[Card], style: str, mark: str) -> Content:
        if not cards:
            return Content("")
        translate, library = self.translate, self.context.trainer.library
        lines = [Content.styled(translate(code, count=len(cards)), "bold")]
        for card in cards[:_SHOWN]:
            language = library.language(card, translate.language)
            label = card.label(language).strip().splitlines()[0]
            lines.append(Content.assemble((f"  {mark} ", style), label))
        if len(cards) > _SHOWN:
            lines.append(
                Content.styled(f"    {translate('summary.more', count=len(cards) - _SHOWN)}", MUTED)
            )
        return Content("\n").join(lines)

    def _mistakes(self, summary: Summary) -> Content:
        if not summary.mistakes:
            return Content("")
        lines = [Content.styled(self.translate("summary.mistakes"), "bold")]
        for mistake in summary.mistakes:
            lines += self._mistake(mistake)
        return Content("\n").join(lines)

    def _mistake(self, mistake: SessionMistake) -> list[Content]:
        """How often it was made and what it was; whose, when before, and whether it is gone."""
        translate, library = self.translate, self.context.trainer.library
        mark = Content.styled(f"  {mistake.count} × ", BAD)
        if mistake.gone:
            mark = Content.styled("  ✓ ", GOOD)
        title = mistake.card.label(library.language(mistake.card, translate.language))
        before = self._last_made(mistake.last_before)
        told = [title, before, *([translate("calc.gone")] if mistake.gone else [])]
        text = Content.assemble(mistake.text, "\n", (" · ".join(told), MUTED))
        # Under the text, whatever the width of the count.
        indent = Content(" " * mark.cell_length)
        width = self.query_one("#text", Prose).content_size.width or self.size.width
        first, *more = broken(text, width - mark.cell_length)
        return [mark + first, *(indent + line for line in more)]

    def _last_made(self, at: datetime | None) -> str:
        """When a misconception was made before this session, by the learner's calendar."""
        clock = self.context.trainer.clock
        return last_made(self.translate, clock.local(clock.now()), at and clock.local(at))

    @property
    def _to_train(self) -> tuple[Card, ...]:
        """The drills whose misconceptions are still there."""
        cards = (mistake.card for mistake in self._summary.mistakes if not mistake.gone)
        return tuple({card.key: card for card in cards}.values())

    def _next(self, summary: Summary) -> str:
        if summary.next_due is None:
            return ""
        clock = self.context.trainer.clock
        coming = when(self.translate, clock.local(clock.now()), clock.local(summary.next_due))
        return self.translate("summary.next", when=coming)

    def _keys(self) -> list[Key]:
        translate = self.translate
        keys = [Key("⏎", translate("summary.key-home"), "screen.choose('HOME')")]
        if self._can_repeat:
            keys.append(Key("r", translate("summary.key-again"), "screen.choose('AGAIN')"))
        if self._to_train:
            keys.append(Key("t", translate("calc.key-train"), "screen.train"))
        if self._can_undo:
            keys.append(Key("u", translate("review.key-undo"), "screen.choose('UNDO')"))
        if not self._over:
            keys.append(Key("⎋", translate("summary.key-back"), "screen.choose('BACK')"))
        return [*keys, Key("?", translate("help.key"), "screen.help")]

    def action_choose(self, name: str) -> None:
        """Close with what to do next, where that is possible."""
        choice = NextStep[name]
        if choice is NextStep.AGAIN and not self._can_repeat:
            return
        if choice is NextStep.UNDO and not self._can_undo:
            return
        if choice is NextStep.BACK and self._over:
            choice = NextStep.HOME
        self.dismiss(choice)

    def action_train(self) -> None:
        """Drill those whose misconceptions are still there, in the place of this session."""
        from kpitrainer.study.drilling import Drilling  # noqa: PLC0415 - when it is asked for
        from kpitrainer.tui.screens.drill_screen import DrillScreen  # noqa: PLC0415 - it imports this

        app, context, cards = self.app, self.context, self._to_train
        if not cards:
            return

        def begin() -> None:
            drilling = DrillScreen(
                context, Drilling(context.trainer, cards, context.translate.language)
            )
            app.pop_screen()
            app.switch_screen(drilling)

        self.succeeds(begin)
