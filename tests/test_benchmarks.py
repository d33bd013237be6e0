import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]

pytestmark = pytest.mark.skipif(
    not Path("/proc/self/status").exists(), reason="measured on Linux's pseudo-terminals"
)


@pytest.mark.parametrize(
    ("script", "size", "shown"),
    [
        (
            "bench_start",
            ("--cards", "5", "--many", "6", "--runs", "1"),
            (
                "5 cards studied, 6 in the large deck, 1 rounds",
                "large deck, counts shown",
                "bare Textual app: first screen",
                "kpitrainer: first screen",
                "kpitrainer: counts shown",
                "kpitrainer review: first card",
                " × import textual, sqlmodel; os._exit",
            ),
        ),
        (
            "bench_answer",
            ("--cards", "5", "--answers", "3"),
            ("5 cards studied, 3 answers", "rating: key to next card", "p99"),
        ),
        (
            "bench_due",
            ("--few", "3", "--cards", "5", "--runs", "1"),
            ("kpitrainer due, 3 cards", "kpitrainer due, 5 cards", "import sqlmodel"),
        ),
        (
            "bench_memory",
            ("--few", "3", "--cards", "5", "--answers", "2"),
            ("bare Textual app", "5 cards: Home", "5 cards: 2 reviewed", " MiB"),
        ),
        pytest.param(
            "bench_beside_anki",
            ("--cards", "120", "--reviews", "2", "--answers", "10"),
            (
                "120 cards, 240 rows",
                "merge into an empty file",
                "Anki: answer and next, processor",
                " × Anki: answer and next",
            ),
            marks=pytest.mark.skipif(find_spec("anki") is None, reason="Anki is not installed"),
        ),
        pytest.param(
            "bench_anki_import",
            ("--notes", "30", "--rounds", "1"),
            ("30 notes, ", "ours: package to deck", " × Anki: package to collection"),
            marks=pytest.mark.skipif(find_spec("anki") is None, reason="Anki is not installed"),
        ),
        pytest.param(
            "bench_export",
            ("--cards", "20", "--rounds", "1"),
            ("20 cards, 20 notes in Anki", "ours, with reading the deck", " × Anki, old form"),
            marks=pytest.mark.skipif(find_spec("anki") is None, reason="Anki is not installed"),
        ),
        (
            "bench_shapes",
            ("--kilobytes", "1"),
            ("2 kB", "× bare YAML", "plain cards", "half-open gaps", "check ", "ids "),
        ),
    ],
)
def test_a_script_measures_and_prints(
    script: str, size: tuple[str, ...], shown: tuple[str, ...]
) -> None:
    ran = subprocess.run(
        [sys.executable, "-m", f"benchmarks.{script}", *size],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    assert [part for part in shown if part not in ran.stdout] == []
