"""After a session: what it came to, and what to do next."""

from collections.abc import Iterable, Sequence
from enum import Enum, auto

from textual.content import Content

from kpitrainer.domain.cards.card import Card
from kpitrainer.study.choosing import Contrasting
from kpitrainer.study.confusions import pairs_confused, session_confusions
from kpitrainer.study.cram import practise
from kpitrainer.study.drilling import Drilling
from kpitrainer.study.review import Review
from kpitrainer.study.summary import (
    SessionMistake,
    coming_told,
    day_told,
    figures_told,
    summarise,
    word_told,
)
from kpitrainer.tui.actions import HELP, Action
from kpitrainer.tui.context import AppContext
from kpitrainer.tui.screens.base_screen import TextScreen
from kpitrainer.tui.text.line_breaks import broken
from kpitrainer.tui.text.lines import ACCENT, BAD, GOOD, MUTED, section
from kpitrainer.tui.widgets.prose import Prose
from kpitrainer.wording import duration, last_made, render, when

_SHOWN = 8
"""Longer lists of cards end in « and 4 more »."""


class NextStep(Enum):
    """What the learner does in the session that was summed up."""

    UNDO = auto()
    BACK = auto()  # to it, as it is not over


class SummaryScreen(TextScreen):
    """Cards, success, time; what was missed and learned; what comes next.

    It closes with a NextStep, with a session to go on with, or with None: back home.
    """

    NAME = "summary"
    ACTIONS = (
        Action("close", "enter,space,q,escape", "summary.key-home", "help.summary-home"),
        Action(
            "again",
            "r",
            "summary.key-again",
            "help.summary-again",
            when=lambda screen: screen.can_repeat,
        ),
        Action(
            "train",
            "t",
            "calc.key-train",
            "help.summary-train",
            when=lambda screen: bool(screen.to_train),
        ),
        Action(
            "contrast",
            "p",
            "calc.key-contrast",
            "help.summary-contrast",
            when=lambda screen: bool(screen.pairs),
        ),
        Action(
            "undo",
            "u,ctrl+z",
            "review.key-undo",
            "help.undo-last",
            when=lambda screen: screen.can_undo,
        ),
        Action(
            "back",
            "c",
            "summary.key-back",
            "help.summary-back",
            when=lambda screen: not screen.over,
        ),
        HELP,
    )

    def __init__(self, context: AppContext, session: Review | Drilling) -> None:
        """`session` may have more cards, to go back to."""
        super().__init__(context)
        self.over = session.attempt is None
        self._summary = summarise(context.trainer, session.answers)
        self._answers = session.answers
        self.pairs = pairs_confused(context.trainer, session.answers)
        self.can_undo = session.can_undo
        self.can_repeat = isinstance(session, Review) and bool(self._summary.missed)

    def paragraphs(self) -> Iterable[Content]:
        """The summary in words."""
        translate, summary = self.translate, self._summary
        title = translate("summary.title" if self.over else "summary.pause")
        figures = [render(translate, told) for told in figures_told(summary)]
        figures.append(duration(translate, summary.seconds))
        mistakes = [line for mistake in summary.mistakes for line in self._mistake(mistake)]
        return (
            Content.assemble((title, ACCENT), "\n", render(translate, word_told(summary))),
            Content.assemble(" · ".join(figures), "\n", self._days()),
            self._cards("summary.learned", summary.learned, GOOD, "✓"),
            self._cards("summary.missed", summary.missed, BAD, "✗"),
            section(translate("summary.mistakes"), mistakes),
            section(translate("summary.confusions"), self._confusions()),
            Content.styled(render(translate, summary.notice) if summary.notice else "", BAD),
        )

    def _days(self) -> Content:
        """The day in all, and what comes."""
        translate, summary = self.translate, self._summary
        today = " · ".join(render(translate, told) for told in day_told(summary))
        coming = [render(translate, told) for told in coming_told(summary)]
        if summary.next_due:
            told = when(translate, *self.context.trainer.clock.seen(summary.next_due))
            coming.append(translate("summary.next", when=told))
        return Content.assemble(today, "\n", (" ".join(coming), MUTED))

    def _cards(self, code: str, cards: Sequence[Card], style: str, mark: str) -> Content:
        translate, library = self.translate, self.context.trainer.library
        lines = []
        for card in cards[:_SHOWN]:
            label = library.label(card, translate.language).strip().splitlines()[0]
            lines.append(Content.assemble((f"  {mark} ", style), label))
        if len(cards) > _SHOWN:
            more = translate("summary.more", count=len(cards) - _SHOWN)
            lines.append(Content.styled(f"    {more}", MUTED))
        return section(translate(code, count=len(cards)), lines)

    def _mistake(self, mistake: SessionMistake) -> list[Content]:
        """How often it was made and what it was; whose, when before, and whether it is gone."""
        translate, library = self.translate, self.context.trainer.library
        mark = Content.styled(f"  {mistake.count} × ", BAD)
        if mistake.gone:
            mark = Content.styled("  ✓ ", GOOD)
        title = library.label(mistake.card, translate.language)
        clock, at = self.context.trainer.clock, mistake.last_before
        before = last_made(translate, clock.local(clock.now()), at and clock.local(at))
        told = [title, before, *([translate("calc.gone")] if mistake.gone else [])]
        text = Content.assemble(mistake.text, "\n", (" · ".join(told), MUTED))
        # Under the text, whatever the width of the count.
        indent = Content(" " * mark.cell_length)
        width = self.query_one("#text", Prose).content_size.width or self.size.width
        first, *more = broken(text, width - mark.cell_length)
        return [mark + first, *(indent + line for line in more)]

    def _confusions(self) -> list[Content]:
        """What was taken for what, and that it can be set apart."""
        trainer, translate = self.context.trainer, self.translate
        found = session_confusions(trainer, self._answers, translate.language)
        lines = [Content(f"  {render(translate, each.told)}") for each in found]
        proposal = Content.styled(f"  {translate('summary.contrast')}", MUTED)
        return [*lines, proposal] if self.pairs else lines

    @property
    def to_train(self) -> tuple[Card, ...]:
        """The drills whose misconceptions are still there."""
        cards = (mistake.card for mistake in self._summary.mistakes if not mistake.gone)
        return tuple({card.key: card for card in cards}.values())

    def action_back(self) -> None:
        """Go on with the session."""
        self.dismiss(NextStep.BACK)

    def action_undo(self) -> None:
        """Take the last answer back."""
        self.dismiss(NextStep.UNDO)

    def action_again(self) -> None:
        """Ask once more what was missed; that reschedules nothing."""
        trainer, language = self.context.trainer, self.translate.language
        again = self._summary.missed
        self.succeeds(lambda: self.dismiss(practise(trainer, again, language)))

    def action_contrast(self) -> None:
        """Ask what was confused of one set of figures, in the place of this session."""
        trainer, language = self.context.trainer, self.translate.language
        self.succeeds(lambda: self.dismiss(Contrasting(trainer, self.pairs, language)))

    def action_train(self) -> None:
        """Drill those whose misconceptions are still there, in the place of this session."""
        trainer, language = self.context.trainer, self.translate.language
        self.succeeds(lambda: self.dismiss(Drilling(trainer, self.to_train, language)))
