"""Draw the README's picture: Home after some weeks of study, as `docs/screenshot.svg`.

    python scripts/screenshot.py

The same decks give the same picture: clock, chance and progress are fixed.
"""  # noqa: INP001 - a script stands alone

import asyncio
import re
import sys
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from kpitrainer.bootstrap import shipped_decks
from kpitrainer.config import Settings
from kpitrainer.deckfile import load_decks
from kpitrainer.domain.verdict import Rating
from kpitrainer.i18n import Translator
from kpitrainer.storage.sql_store import open_store
from kpitrainer.study.clock import Clock
from kpitrainer.study.library import Library, Selection
from kpitrainer.study.review import Review
from kpitrainer.study.trainer import Trainer
from kpitrainer.tui.app import TrainerApp
from kpitrainer.tui.context import AppContext

PICTURE = Path(__file__).resolve().parents[1] / "docs" / "screenshot.svg"
SIZE = (100, 28)
TODAY = datetime(2026, 11, 21, 9, tzinfo=UTC)
DAYS = 27
FORGOTTEN = 0.1
"""One answer in ten."""


@dataclass
class _Moment:
    at: datetime


class _SetClock(Clock):
    """Shows the moment it is set to, in UTC."""

    def __init__(self, moment: _Moment) -> None:
        super().__init__(zone=UTC)
        object.__setattr__(self, "_moment", moment)

    _moment: _Moment

    def now(self) -> datetime:
        return self._moment.at


def picture() -> str:
    """The picture as SVG, with no random names and nothing to fetch."""
    with TemporaryDirectory() as folder:
        moment = _Moment(TODAY - timedelta(days=DAYS))
        luck = Random(1)  # noqa: S311 - which cards a learner forgets
        library = Library(load_decks([shipped_decks()], None).decks)
        store = open_store(Path(folder) / "progress.db")
        settings = Settings(language="fr", new_per_day=1)
        trainer = Trainer(library, store, _SetClock(moment), settings, Random(2))  # noqa: S311 - draws
        while moment.at < TODAY:
            _study(trainer, moment, luck)
            moment.at = moment.at.replace(hour=9, minute=0, second=0) + timedelta(days=1)
        trainer.settings = Settings(language="fr", new_per_day=5)
        drawn = asyncio.run(_drawn(trainer))
        store.close()
    return _stable(drawn)


def _study(trainer: Trainer, moment: _Moment, luck: Random) -> None:
    review = Review(trainer, trainer.plan(Selection()), "fr")
    while review.attempt is not None:
        moment.at += timedelta(seconds=14)
        review.rate(Rating.AGAIN if luck.random() < FORGOTTEN else Rating.GOOD)


async def _drawn(trainer: Trainer) -> str:
    context = AppContext(Translator("fr"), trainer.settings, lambda: trainer, save=lambda _: None)
    app = TrainerApp(context)
    async with app.run_test(size=SIZE) as pilot:
        await app.workers.wait_for_complete()
        await pilot.pause()
        return app.export_screenshot(title="kpitrainer", simplify=True)


def _stable(svg: str) -> str:
    """Without the checksum in its names, and without the web fonts it would fetch."""
    svg = re.sub(r"terminal-\d+-", "", svg)
    svg = re.sub(r"@font-face\s*\{[^}]*\}\s*", "", svg)
    svg = re.sub(r"<!--.*?-->\s*", "", svg, flags=re.DOTALL)
    svg = svg.replace("Fira Code, monospace", "DejaVu Sans Mono, Menlo, Consolas, monospace")
    return "\n".join(line.rstrip() for line in svg.splitlines()) + "\n"


if __name__ == "__main__":
    target = Path(sys.argv[1]) if len(sys.argv) > 1 else PICTURE
    target.write_text(picture(), encoding="utf-8")
