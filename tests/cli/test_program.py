import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from kpitrainer import __version__
from tests.program import ALL_TYPES, LATER, NOW, ROOT, environment, run_program


@pytest.fixture
def base(tmp_path: Path) -> list[str]:
    """Options for a database and a deck of their own."""
    (tmp_path / "decks").mkdir()
    (tmp_path / "decks" / "essai.yaml").write_text(ALL_TYPES, "utf-8")
    return ["--db", str(tmp_path / "p.db"), "--decks", str(tmp_path / "decks"), "--lang", "fr"]


def test_two_days_with_one_database(tmp_path: Path, base: list[str]) -> None:
    first = run_program(
        ["review", "essai", "--plain", *base, "--now", NOW],
        tmp_path,
        "\n4\ndeuxième\n\npoire ; pomme\n4\naprès trois\n\n\n\n\n1\nq\n",
    )
    assert (first.returncode, first.stderr) == (0, "")
    assert "Carte" not in first.stdout.splitlines()[0]
    again = run_program(["due", "--json", *base, "--now", NOW], tmp_path)
    assert json.loads(again.stdout)["streak"] == 1
    later = run_program(["due", "--json", *base, "--now", LATER], tmp_path)
    rows = {row["deck"]: row for row in json.loads(later.stdout)["decks"]}
    assert (rows["essai"]["due"], rows["essai"]["new"]) == (4, 1)
    second = run_program(["review", "essai", "--plain", *base, "--now", LATER], tmp_path, "q\n")
    assert second.stdout.startswith("5 cartes.")


def test_piped_without_a_command_it_reviews_in_lines(tmp_path: Path, base: list[str]) -> None:
    ran = run_program([*base, "--now", NOW], tmp_path, "q\n", TERM="xterm-256color")
    assert (ran.returncode, ran.stderr) == (0, "")
    assert ran.stdout.startswith("7 cartes. Tape\u202f? pour l’aide")
    assert "\x1b" not in ran.stdout


def test_no_colour_changes_nothing_in_lines(tmp_path: Path, base: list[str]) -> None:
    plain = run_program(["due", *base, "--now", NOW], tmp_path, NO_COLOR="1")
    forced = run_program(["due", *base, "--now", NOW], tmp_path, FORCE_COLOR="1")
    assert plain.stdout == forced.stdout
    assert "\x1b" not in forced.stdout


def test_ascii_output_is_readable(tmp_path: Path, base: list[str]) -> None:
    ascii_ = {"PYTHONUTF8": "0", "PYTHONIOENCODING": "ascii"}
    ran = run_program(["review", "essai", *base, "--now", NOW], tmp_path, "\n\nq\n", **ascii_)
    assert (ran.returncode, ran.stderr) == (0, "")
    assert ran.stdout.isascii()
    assert "Reponse : premier" in ran.stdout
    assert "\\x" not in ran.stdout
    told = run_program(["drill", "nps-calcul", "--json", *base], tmp_path, **ascii_)
    assert told.stdout.isascii()
    assert "à l’unité" in json.loads(told.stdout)["ask"]


def test_who_stops_reading_gets_no_traceback(tmp_path: Path, base: list[str]) -> None:
    many = ["drill", "calcul", "--json", "--count", "20000", *base]
    with subprocess.Popen(
        [sys.executable, "-m", "kpitrainer", *many],
        env=environment(tmp_path),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as running:
        assert running.stdout
        assert running.stderr
        assert running.stdout.readline().startswith(b'{"id": "calcul"')
        running.stdout.close()
        assert running.stderr.read() == b""
        assert running.wait() == 0


@pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGINT for a child alone")
def test_interrupt_is_quiet_and_keeps_what_was_answered(tmp_path: Path, base: list[str]) -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "kpitrainer", "review", "essai", *base, "--now", NOW],
        env=environment(tmp_path),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        # Tests that run in the background ignore interrupts, and so would their children.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # noqa: PLW1509 - no threads here
    ) as running:
        assert running.stdin
        assert running.stdout
        running.stdin.write("\n4\n")
        running.stdin.flush()
        assert any("Noté" in line for line in iter(running.stdout.readline, ""))
        running.send_signal(signal.SIGINT)
        _, said = running.communicate()
        assert (running.returncode, said) == (130, "")
    told = json.loads(run_program(["stats", "--json", *base, "--now", NOW], tmp_path).stdout)
    assert told["tabs"]["calendar"]["facts"]["today-answers"] == 1


def test_closed_streams(tmp_path: Path, base: list[str]) -> None:
    command = f"'{sys.executable}' -m kpitrainer review essai {' '.join(base)} <&- 2>&-"
    ran = subprocess.run(
        ["sh", "-c", command],
        env=environment(tmp_path),
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert ran.returncode == 0
    assert "Rien de noté" in ran.stdout


def test_typed_bytes_that_are_no_text(tmp_path: Path, base: list[str]) -> None:
    ran = subprocess.run(
        [sys.executable, "-m", "kpitrainer", "review", "essai", *base, "--now", NOW],
        input=b"\n\n\xff\xfe\x1b[2J\n\n",
        env=environment(tmp_path),
        capture_output=True,
        check=False,
    )
    assert (ran.returncode, ran.stderr) == (0, b"")
    assert b"\x1b" not in ran.stdout


def test_the_script_and_the_module_are_the_same(tmp_path: Path) -> None:
    script = "import sys; from kpitrainer.__main__ import main; sys.exit(main())"
    ran = subprocess.run(
        [sys.executable, "-c", script, "--version"],
        env=environment(tmp_path),
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert (ran.returncode, ran.stdout) == (0, f"kpitrainer {__version__}\n")
    assert run_program(["--version"], tmp_path).stdout == ran.stdout


def test_environment_names_the_files(tmp_path: Path, base: list[str]) -> None:
    database, decks = tmp_path / "er.db", base[3]
    named = {"KPITRAINER_DB": str(database), "KPITRAINER_DECKS": decks}
    ran = run_program(["due"], tmp_path, **named)
    assert (ran.returncode, ran.stderr) == (0, "")
    assert "Essai\u00a0: 0 à revoir" in ran.stdout
    assert database.exists()
