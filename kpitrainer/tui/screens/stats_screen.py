"""Honest figures: what is learned, how well it holds, what goes wrong."""

from collections.abc import Iterable

from textual.content import Content

from kpitrainer.domain.cards.card import CardKey
from kpitrainer.domain.schedule.counts import Maturity
from kpitrainer.progress_wording import state_name
from kpitrainer.study.practice import mistake_name
from kpitrainer.study.stats import PERIOD, Statistics, statistics
from kpitrainer.tui.actions import HELP, Action
from kpitrainer.tui.screens.base_screen import TextScreen
from kpitrainer.tui.text.lines import ACCENT, BAD, MUTED, bar, section, sparkline
from kpitrainer.wording import duration

_MISTAKES = 8


class StatisticsScreen(TextScreen):
    """The last thirty days, and where every card stands."""

    INTRO = "help.statistics-intro"
    NAME = "statistics"
    ACTIONS = (Action("close", "escape,enter,q,s", "summary.key-home", "help.to-home"), HELP)

    def paragraphs(self) -> Iterable[Content]:
        """The figures in words."""
        figures = statistics(self.context.trainer)
        return (
            Content.styled(self.translate("stats.title"), ACCENT),
            self._today(figures),
            self._cards(figures),
            self._retention(figures),
            self._days(figures),
            self._mistakes(figures),
            self._leeches(figures),
        )

    def _today(self, figures: Statistics) -> Content:
        translate = self.translate
        parts = [translate("stats.today", count=figures.answers_today)]
        if figures.seconds_today:
            parts.append(duration(translate, figures.seconds_today))
        if figures.streak:
            parts.append(translate("common.streak", count=figures.streak))
        return Content(" · ".join(parts))

    def _cards(self, figures: Statistics) -> Content:
        translate, total = self.translate, sum(figures.cards.values())
        names = {state: state_name(translate, state, 2) for state in Maturity}
        width = max(map(len, names.values()))
        lines = [
            Content.assemble(
                f"  {name:<{width}}  {figures.cards[state]:>5}  ",
                bar(figures.cards[state], total, 20),
            )
            for state, name in names.items()
            if figures.cards[state] or state is not Maturity.SUSPENDED
        ]
        return section(translate("stats.cards", count=total), lines)

    def _retention(self, figures: Statistics) -> Content:
        translate = self.translate
        line = Content.assemble("  ", (translate("stats.no-reviews"), MUTED))
        if figures.asked:
            percent = translate("common.percent", number=figures.percent_kept)
            told = translate("stats.kept", kept=figures.kept, asked=figures.asked)
            line = Content.assemble("  ", (percent, "bold"), f"  {told}")
        return section(translate("stats.retention"), [line])

    def _days(self, figures: Statistics) -> Content:
        told = self.translate("stats.answers", count=sum(figures.per_day))
        line = Content.assemble("  ", (sparkline(figures.per_day), ACCENT), f"  {told}")
        return section(self.translate("stats.days", number=PERIOD), [line])

    def _mistakes(self, figures: Statistics) -> Content:
        library, language = self.context.trainer.library, self.translate.language
        lines = []
        for (deck, card, name), count in figures.mistakes[:_MISTAKES]:
            text = " · ".join(mistake_name(library, CardKey(deck, card), name, language))
            lines.append(Content.assemble((f"  {count} × ", BAD), text))
        return section(self.translate("stats.mistakes"), lines)

    def _leeches(self, figures: Statistics) -> Content:
        translate, library = self.translate, self.context.trainer.library
        lines = []
        for key, lapses in figures.leeches[:_MISTAKES]:
            label = library.label(library.by_key[key], translate.language)
            lines.append(Content.assemble((f"  {lapses} × ", BAD), label.strip().splitlines()[0]))
        if lines:
            lines.append(Content.styled(f"  {translate('stats.leeches-how')}", MUTED))
        return section(translate("stats.leeches", count=len(figures.leeches)), lines)
