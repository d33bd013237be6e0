"""What each tab of the statistics takes beside Anki's graphs, over a log of a million answers.

`python -m benchmarks.bench_statistics`, from the project's folder, with the extra `oracle`. A
learner of fifteen decks has answered for five years, mornings and evenings; Anki's collection has
as many cards and answers. Processor times, in turns; how the cards stand is read once for the tabs
that tell of it, as on the screen. Goal: each tab in a tenth of what Anki's graphs take for the
same period.
"""

import os
import time
from collections.abc import Callable
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from benchmarks.bench_beside_anki import collection
from benchmarks.common import Table, options
from benchmarks.long_study import DECKS, key_of, write_study
from kpitrainer.config import Settings
from kpitrainer.domain.cards.card import Card, Deck
from kpitrainer.domain.cards.card_types.basic import Basic
from kpitrainer.domain.errors import Position
from kpitrainer.domain.figures.stretches import Period
from kpitrainer.domain.schedule.study_day import noon
from kpitrainer.storage.sql_store import open_store
from kpitrainer.study.clock import Clock
from kpitrainer.study.library import Library
from kpitrainer.study.stats.tabs import TABS, sheet
from kpitrainer.study.stats.view import View
from kpitrainer.study.trainer import Trainer

_DAYS = {Period.MONTH: 31, Period.YEAR: 365, Period.ALL: 0}
"""Anki's periods; 0 is all."""


_SHARED = "the cards, once"


def library(cards: int) -> Library:
    """The decks that the log is of."""
    at = Position("banc.yaml", 1, 1)
    decks = []
    for number in range(DECKS):
        made = tuple(
            Card(key_of(n), Basic({"fr": f"Question {n} ?"}, {"fr": "Réponse"}), at)
            for n in range(number, cards, DECKS)
        )
        decks.append(Deck(key_of(number).deck, {"fr": f"Paquet {number}"}, ("fr",), 1, made, at))
    return Library(tuple(decks))


def measure(table: Table, name: str, act: Callable[[], object]) -> None:
    """Note the processor's milliseconds of an act."""
    began = time.process_time()
    act()
    table.add(name, (time.process_time() - began) * 1e3)


def main() -> None:
    """Fill both files, then measure in turns."""
    asked = options(__doc__, cards=20_000, reviews=50, rounds=5)
    cards, reviews = asked["cards"], asked["reviews"]
    with TemporaryDirectory(prefix="kpitrainer-bench-") as name:
        folder = Path(name)
        path = folder / "progress.db"
        day, rows = write_study(path, cards, reviews), cards * reviews
        print(f"{cards:,} cards, {rows:,} rows: {path.stat().st_size / rows:.0f} bytes a row")
        clock = Clock.starting_at(noon(day).astimezone())
        chance = Random(1)  # noqa: S311 - a benchmark, no secret
        trainer = Trainer(library(cards), open_store(path), clock, Settings(), chance)
        anki = _anki(folder, cards, reviews)
        for period, days in _DAYS.items():
            table, ratios = Table(), dict[str, str]()
            for _ in range(asked["rounds"]):
                view = View(trainer, period)
                measure(table, _SHARED, lambda: view.figures)  # noqa: B023 - run at once
                for tab in TABS:
                    measure(table, tab, lambda tab=tab: sheet(tab, view))  # type: ignore[misc]  # noqa: B023 - as above
                if anki is not None:
                    measure(table, "Anki's graphs", lambda: anki(days))  # noqa: B023 - as above
                    ratios = dict.fromkeys((_SHARED, *TABS), "Anki's graphs")
            print(f"\n{period}")
            table.show(ratios)


def _anki(folder: Path, cards: int, reviews: int) -> Callable[[int], object] | None:
    """Anki's graphs over so many days; None where its engine is not installed."""
    os.environ["ANKI_TEST_MODE"] = "1"
    try:
        made = collection(folder / "collection.anki2", cards, reviews)
    except ImportError:
        print("Anki's engine is not installed (extra `oracle`).")
        return None
    return lambda days: made._backend.graphs(search="", days=days)  # noqa: SLF001 - what its screen calls


if __name__ == "__main__":
    main()
