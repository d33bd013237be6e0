"""Draw the pictures of the README and the tour: five screens after some weeks of study.

    python scripts/screenshot.py

The same decks give the same pictures: clock, chance and progress are fixed.
"""  # noqa: INP001 - a script stands alone

import asyncio
import re
from dataclasses import dataclass, replace
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
from kpitrainer.tui.screens.session_screen import SessionScreen

DOCS = Path(__file__).resolve().parents[1] / "docs"
TODAY = datetime(2026, 11, 21, 9, tzinfo=UTC)
DAYS = 27
_KEYS = {" ": "space", ":": "colon", "*": "asterisk"}
FORGOTTEN = 0.1
"""One answer in ten."""


@dataclass(frozen=True)
class Picture:
    """A screen of `size` cells in one of our themes, reached from Home by `keys`."""

    theme: str
    size: tuple[int, int]
    keys: tuple[str, ...] = ()


PICTURES = {
    "screenshot": Picture("kpitrainer-dark", (100, 28)),
    "picture-drill": Picture(
        # The typed answer leaves the passives out, which is recognised.
        "kpitrainer-dark",
        (120, 30),
        ("f3", *"nps a partir des effectifs", "enter", "wrong", "enter"),
    ),
    "picture-formulas": Picture("kpitrainer-light", (120, 30), ("f3", *"csat", "down")),
    "picture-browser": Picture("kpitrainer-light", (120, 30), ("slash", *"deck:kpi*", "down")),
    "picture-statistics": Picture("kpitrainer-dark", (100, 28), ("s",)),
}
"""Those in `docs`, by the name of their file; the first one is Home."""


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


def pictures() -> dict[str, str]:
    """Each picture as SVG, with no random names and nothing to fetch."""
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
        drawn = {name: asyncio.run(_drawn(trainer, each)) for name, each in PICTURES.items()}
        store.close()
    return {name: _stable(svg) for name, svg in drawn.items()}


def _study(trainer: Trainer, moment: _Moment, luck: Random) -> None:
    review = Review(trainer, trainer.plan(Selection()), "fr")
    while review.attempt is not None:
        moment.at += timedelta(seconds=14)
        review.rate(Rating.AGAIN if luck.random() < FORGOTTEN else Rating.GOOD)


async def _drawn(trainer: Trainer, picture: Picture) -> str:
    settings = replace(trainer.settings, theme=picture.theme)
    context = AppContext(Translator("fr"), settings, lambda: trainer, save=lambda _: None)
    app = TrainerApp(context)
    async with app.run_test(size=picture.size) as pilot:
        await app.workers.wait_for_complete()
        await pilot.pause()
        for key in picture.keys:
            await pilot.press(*(_known_mistake(app) if key == "wrong" else [_KEYS.get(key, key)]))
            await app.workers.wait_for_complete()
        await pilot.pause()
        return app.export_screenshot(title="kpitrainer", simplify=True)


def _known_mistake(app: TrainerApp) -> str:
    """What a learner types who makes the first of the mistakes that the drill knows."""
    assert isinstance(app.screen, SessionScreen)  # noqa: S101 - for the type checker
    exercise = app.screen.attempt.exercise
    assert exercise is not None  # noqa: S101 - likewise
    return f"{float(next(iter(exercise.mistakes.values()))):.0f}"


def _stable(svg: str) -> str:
    """Without the checksum in its names, and without the web fonts it would fetch."""
    svg = re.sub(r"terminal-\d+-", "", svg)
    svg = re.sub(r"@font-face\s*\{[^}]*\}\s*", "", svg)
    svg = re.sub(r"<!--.*?-->\s*", "", svg, flags=re.DOTALL)
    svg = svg.replace("Fira Code, monospace", "DejaVu Sans Mono, Menlo, Consolas, monospace")
    return "\n".join(line.rstrip() for line in svg.splitlines()) + "\n"


if __name__ == "__main__":
    for file, svg in pictures().items():
        (DOCS / f"{file}.svg").write_text(svg, encoding="utf-8")
