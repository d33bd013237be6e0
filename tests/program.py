"""Running the real program, in a home of its own."""

import atexit
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from tempfile import mkdtemp

ROOT = Path(__file__).parents[1]
NOW = "2026-11-21T10:00"
LATER = "2026-11-22T10:00"

CACHE = mkdtemp(prefix="kpitrainer-tests-")
"""Where tests keep what was read of unchanged decks: the shipped ones are read once, not each time.

What it is to read them anew, `tests/deckfile/test_cache.py` and `test_import_hygiene.py` try.
"""
atexit.register(shutil.rmtree, CACHE, ignore_errors=True)

ALL_TYPES = """\
deck: essai
title: {fr: "Essai", en: "Trial"}
languages: [fr, en]
level: 1
cards:
  - basic: revele
    ask: {fr: "Un ?", en: "One?"}
    answer: {fr: "premier", en: "first"}
    why: {fr: "Parce que un.", en: "Because one."}
  - basic: tape
    typed: true
    tags: [special]
    ask: {fr: "Deux ?", en: "Two?"}
    answer: {fr: "deuxième", en: "second"}
  - list: liste
    ask: {fr: "Trois ?", en: "Three?"}
    items:
      - {fr: "pomme", en: "apple"}
      - {fr: "poire", en: "pear"}
  - cloze: trou
    typed: true
    text: {fr: "Quatre vient {{après trois}}.", en: "Four comes {{after three}}."}
  - choice: choix
    ask: {fr: "Cinq ?", en: "Five?"}
    answer: {fr: "oui", en: "yes"}
    wrong: [{fr: "non", en: "no"}, {fr: "peut-être", en: "maybe"}]
  - truefalse: vrai
    claim: {fr: "Six suit cinq.", en: "Six follows five."}
    answer: true
  - drill: calcul
    title: {fr: "Somme", en: "Sum"}
    given: {a: [2, 3], b: [10, 20]}
    ask: {fr: "Combien font {a} + {b} ?", en: "What is {a} + {b}?"}
    answer: {formula: a + b, decimals: 0}
    steps: ["{a} + {b} = {answer}"]
    mistakes:
      - wrong: produit
        formula: a * b
        say: {fr: "C’est le produit.", en: "That is the product."}
"""


def environment(home: Path, **more: str) -> dict[str, str]:
    """A UTF-8 environment in which `home` and CACHE are all there is of the user."""
    kept = {name: os.environ[name] for name in ("PATH", "SYSTEMROOT") if name in os.environ}
    own = {"HOME": str(home), "LANG": "fr_FR.UTF-8", "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"}
    return kept | own | {"XDG_CACHE_HOME": CACHE} | more


def run_program(
    arguments: Sequence[str], home: Path, typed: str = "", **more: str
) -> "subprocess.CompletedProcess[str]":
    """`kpitrainer` with these arguments, `typed` on its stdin; `more` is environment."""
    return subprocess.run(
        [sys.executable, "-m", "kpitrainer", *arguments],
        input=typed,
        env=environment(home, **more),
        cwd=home,
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )
