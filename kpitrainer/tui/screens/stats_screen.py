"""Honest figures: what is learned, how well it holds, what goes wrong."""

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content

from kpitrainer.domain.cards.card import CardKey
from kpitrainer.domain.schedule.counts import Maturity
from kpitrainer.study.practice import mistake_name
from kpitrainer.study.stats import PERIOD, Statistics, statistics
from kpitrainer.tui.actions import HELP, Action
from kpitrainer.tui.screens.base_screen import TrainerScreen
from kpitrainer.tui.text.lines import ACCENT, BAD, MUTED, bar, sparkline
from kpitrainer.tui.widgets.key_bar import KeyBar
from kpitrainer.tui.widgets.prose import Prose
from kpitrainer.wording import duration

_MISTAKES = 8


class StatisticsScreen(TrainerScreen):
    """The last thirty days, and where every card stands."""

    INTRO = "help.statistics-intro"
    ACTIONS = (Action("close", "escape,enter,q,s", "summary.key-home", "help.to-home"), HELP)

    def compose(self) -> ComposeResult:
        """One scrolling text."""
        with VerticalScroll(id="summary"):
            yield Prose(id="text")
        yield KeyBar()

    def on_mount(self) -> None:
        """Show it."""
        self.redraw()

    def redraw(self) -> None:
        """Word the figures."""
        translate, figures = self.translate, statistics(self.context.trainer)
        parts = [
            Content.styled(translate("stats.title"), ACCENT),
            self._today(figures),
            self._cards(figures),
            self._retention(figures),
            self._days(figures),
            self._mistakes(figures),
        ]
        self.query_one("#text", Prose).show(Content("\n\n").join(p for p in parts if p.plain))
        self.show_keys()

    def _today(self, figures: Statistics) -> Content:
        translate = self.translate
        parts = [translate("stats.today", count=figures.answers_today)]
        if figures.answers_today:
            parts.append(duration(translate, figures.seconds_today))
        if figures.streak:
            parts.append(translate("common.streak", count=figures.streak))
        return Content(" · ".join(parts))

    def _cards(self, figures: Statistics) -> Content:
        translate = self.translate
        total = sum(figures.cards.values())
        names = {state: translate(f"common.state-{state}") for state in Maturity}
        width = max(len(name) for name in names.values())
        lines = [Content.styled(translate("stats.cards", count=total), "bold")]
        lines += [
            Content.assemble(
                f"  {names[state]:<{width}}  {figures.cards[state]:>5}  ",
                bar(figures.cards[state], total, 20),
            )
            for state in Maturity
            if figures.cards[state] or state is not Maturity.SUSPENDED
        ]
        return Content("\n").join(lines)

    def _retention(self, figures: Statistics) -> Content:
        translate = self.translate
        head = Content.styled(translate("stats.retention"), "bold")
        if not figures.asked:
            return Content.assemble(head, "\n  ", (translate("stats.no-reviews"), MUTED))
        percent = translate("common.percent", number=figures.percent_kept)
        told = translate("stats.kept", kept=figures.kept, asked=figures.asked)
        return Content.assemble(head, "\n  ", (percent, "bold"), f"  {told}")

    def _days(self, figures: Statistics) -> Content:
        translate = self.translate
        total = sum(figures.per_day)
        head = Content.styled(translate("stats.days", number=PERIOD), "bold")
        told = translate("stats.answers", count=total)
        return Content.assemble(head, "\n  ", (sparkline(figures.per_day), ACCENT), f"  {told}")

    def _mistakes(self, figures: Statistics) -> Content:
        if not figures.mistakes:
            return Content("")
        lines = [Content.styled(self.translate("stats.mistakes"), "bold")]
        for (deck, card, name), count in figures.mistakes[:_MISTAKES]:
            key = CardKey(deck, card)
            library, language = self.context.trainer.library, self.translate.language
            text = " · ".join(mistake_name(library, key, name, language))
            lines.append(Content.assemble((f"  {count} × ", BAD), text))
        return Content("\n").join(lines)

    def action_close(self) -> None:
        """Back to Home."""
        self.dismiss()
