"""How long 10,000 cards take to load: fresh, and unchanged since the last time.

Goals: fresh at most twice PyYAML's bare C event stream over the same text; unchanged without any
parsing. Prints medians and ratios of one run, in processor time, since a shared machine's clock
on the wall tells of its other users.

    python benchmarks/bench_deck_load.py [CARDS] [RUNS]
"""

import gc
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

import yaml

from kpitrainer.deckfile import load_decks
from kpitrainer.deckfile.syntax.yaml_tree import LOADER

HEADER = """\
deck: grand
title: {fr: "Grand paquet", en: "Big deck"}
languages: [fr, en]
level: 2
cards:
"""
ENTRIES = (
    """\
  - basic: carte-%d
    typed: true
    ask: {fr: "Quelles notes donne un promoteur ?", en: "Which scores does a promoter give?"}
    answer: {fr: "9 et 10", en: "9 and 10"}
    accept: {fr: [neuf et dix], en: [nine and ten]}
    why: {fr: "Seuls les enthousiastes recommandent.", en: "Only the enthusiastic recommend."}
    tags: [nps]
    source: [S3-01]
""",
    """\
  - list: carte-%d
    ordered: true
    ask: {fr: "Les étapes du contrôle ?", en: "The steps of control?"}
    items:
      - {fr: "Fixer les objectifs", en: "Set the objectives", accept: {fr: [objectifs]}}
      - {fr: "Choisir les indicateurs", en: "Choose the indicators"}
      - {fr: "Fixer les intervalles", en: "Set the intervals"}
    source: [S0-01]
""",
    """\
  - cloze: carte-%d
    text:
      fr: "Avant de mesurer, on fixe les {{intervalles de mesure}}."
      en: "Before measuring, the {{measurement intervals}} are set."
    source: [S0-03]
""",
    """\
  - choice: carte-%d
    ask: {fr: "Que choisit-on ensuite ?", en: "What is chosen next?"}
    answer: {fr: "les indicateurs", en: "the indicators"}
    wrong:
      - {fr: "les intervalles", en: "the intervals"}
      - {fr: "les corrections", en: "the corrections"}
      - {fr: "les résultats", en: "the results"}
    why: {fr: "L’indicateur découle de l’objectif.", en: "The indicator follows the objective."}
""",
    """\
  - truefalse: carte-%d
    claim: {fr: "Le NPS est une part.", en: "The NPS is a share."}
    answer: false
    why:
      fr: Il peut être négatif.
      en: It can be negative.
""",
)


def main(cards: int = 10_000, runs: int = 9) -> None:
    """Measure and print."""
    with TemporaryDirectory() as folder:
        decks, cache = Path(folder, "decks"), Path(folder, "cache")
        decks.mkdir()
        file = decks / "grand.yaml"
        text = HEADER + "".join(ENTRIES[n % len(ENTRIES)] % n for n in range(cards))
        file.write_text(text, "utf-8")
        os.utime(file, (1_600_000_000, 1_600_000_000))  # else its date is too fresh to trust
        loaded = load_decks([decks], cache)
        assert not loaded.diagnostics  # noqa: S101 - the measure would be of something else
        assert len(loaded.decks[0].cards) == cards  # noqa: S101

        acts: dict[str, Callable[[], object]] = {
            "bare event stream": lambda: _events(text),
            "fresh": lambda: load_decks([decks], None),
            "unchanged": lambda: load_decks([decks], cache),
        }
        times: dict[str, list[float]] = {name: [] for name in acts}
        for _ in range(runs):
            for name, act in acts.items():
                times[name].append(_seconds(act))
        bare = median(times["bare event stream"])
        print(f"{cards:,} cards, {len(text) / 1e6:.1f} MB, {LOADER.__name__}, {runs} runs")
        for name, taken in times.items():
            middle = median(taken)
            print(f"{name:>18}: {middle * 1000:7.1f} ms   {middle / bare:4.2f} × bare events")


def _events(text: str) -> None:
    for _ in yaml.parse(text, Loader=LOADER):
        pass


def _seconds(act: Callable[[], object]) -> float:
    """Processor seconds, the cycle collector paused for all alike."""
    gc.collect()
    gc.disable()
    start = time.process_time()
    act()
    taken = time.process_time() - start
    gc.enable()
    return taken


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
