"""`e`, under a real terminal: the editor takes it over, and the session goes on after it."""

import json
import os
import signal
import sys
from collections.abc import Mapping
from contextlib import AbstractContextManager
from pathlib import Path
from subprocess import Popen

import pytest

from tests.program import ALL_TYPES
from tests.terminal import Terminal, running

pytestmark = pytest.mark.skipif(os.name == "nt", reason="needs a pty")

EDITOR = """\
import json, os, sys
from pathlib import Path

*options, file = sys.argv[1:]
terminal = all(os.isatty(stream) for stream in (0, 1, 2))
with open(os.environ["EDIT_LOG"], "a") as log:
    print(json.dumps([*options, Path(file).name, terminal]), file=log)
print("EDITOR HERE", flush=True)
text = Path(file).read_text("utf-8")
for old, new in json.loads(os.environ.get("EDITS", "[]")):
    assert old in text, (old, text)
    text = text.replace(old, new)
Path(file).write_text(text, "utf-8")
sys.exit(int(os.environ.get("EDIT_STATUS", "0")))
"""


class Desk:
    """A home with a deck, and an editor called nano that makes given changes."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.deck = home / "decks" / "essai.yaml"
        self.deck.parent.mkdir()
        self.deck.write_text(ALL_TYPES, "utf-8")
        (home / "edit.py").write_text(EDITOR)
        (home / "bin").mkdir()
        nano = home / "bin" / "nano"
        nano.write_text(f'#!/bin/sh\nexec "{sys.executable}" "{home}/edit.py" "$@"\n')
        nano.chmod(0o755)

    def run(
        self, *command: str, edits: list[tuple[str, str]] | None = None, **more: str
    ) -> AbstractContextManager[tuple[Terminal, "Popen[bytes]"]]:
        env: Mapping[str, str] = {
            "VISUAL": f"{self.home}/bin/nano",
            "EDIT_LOG": str(self.home / "log"),
            "EDITS": json.dumps(edits or []),
            **more,
        }
        folder = str(self.deck.parent)
        return running(self.home, "--decks", folder, *command, size=(100, 30), more=env)

    @property
    def log(self) -> list[list[object]]:
        return [json.loads(line) for line in (self.home / "log").read_text().splitlines()]


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def line_of(text: str) -> int:
    return ALL_TYPES[: ALL_TYPES.index(text)].count("\n") + 1


def test_the_card_is_asked_as_it_was_written(desk: Desk) -> None:
    edits = [("Un ?", "Une nouvelle question ?"), ("Deux ?", "Autre chose ?")]
    with desk.run("review", "essai", edits=edits) as (terminal, process):
        terminal.wait_for("Un ?", "0 sur")
        modes = terminal.modes()
        terminal.press("e")
        terminal.wait_for("EDITOR HERE", "Une nouvelle question ?")
        assert desk.log == [[f"+{line_of('basic: revele')}", "essai.yaml", True]]
        assert terminal.modes() == modes
        terminal.press("\r")
        terminal.wait_for("premier", "1 À étudier")
        terminal.press("4")
        terminal.wait_for("Autre chose ?")  # the next card, of the same file
        terminal.press("\x1b")
        terminal.press("\x03")
        assert terminal.wait_for_end(process) == 0


def test_an_answered_card_is_judged_anew_and_still_to_be_rated(desk: Desk) -> None:
    typed = 'answer: {fr: "deuxième", en: "second"}'
    edits = [(typed, typed + "\n    accept: {fr: [numéro deux], en: [two]}")]
    with desk.run("review", "--tag", "special", edits=edits) as (terminal, _):
        terminal.wait_for("Deux ?")
        terminal.press("numéro deux\r")
        terminal.wait_for("Ce n’est pas ça.", "1 Encore ◂")
        terminal.press("e")
        terminal.wait_for("EDITOR HERE", "3 Correct ◂")


def test_a_letter_in_the_field_and_a_key_beside_it(desk: Desk) -> None:
    with desk.run("review", "--tag", "special", edits=[("Deux ?", "Combien ?")]) as (terminal, _):
        terminal.wait_for("Deux ?")
        terminal.press("eee")
        terminal.wait_for("eee")
        terminal.press("\x1bOS")
        terminal.wait_for("EDITOR HERE", "Combien ?")
        terminal.press("\r")
        terminal.wait_for("Ta réponse : eee")


def test_a_card_that_is_gone(desk: Desk) -> None:
    start = ALL_TYPES.index("  - basic: revele")
    entry = ALL_TYPES[start : ALL_TYPES.index("  - basic: tape")]
    with desk.run("review", "essai", edits=[(entry, "")]) as (terminal, _):
        terminal.wait_for("Un ?", "0 sur 7")
        terminal.press("e")
        terminal.wait_for("EDITOR HERE", "n’est plus dans le paquet", "0 sur 6", "Deux ?")


def test_a_card_that_cannot_be_read_stays_as_it_was(desk: Desk) -> None:
    right = 'answer: {fr: "premier"'
    edits = [(right, right.replace("answer", "anser"))]
    with desk.run("review", "essai", edits=edits) as (terminal, _):
        terminal.wait_for("Un ?", "0 sur 7")
        terminal.press("e")
        place = f"Ligne {line_of(right)} :"
        terminal.wait_for("EDITOR HERE", place, "comme avant", "Un ?", "0 sur 7")
        terminal.press("\r")
        terminal.wait_for("premier", "1 À étudier")


def test_a_deck_that_cannot_be_read_at_all(desk: Desk) -> None:
    with desk.run("review", "essai", edits=[("languages: [fr, en]\n", "")]) as (terminal, _):
        terminal.wait_for("Un ?", "0 sur 7")
        terminal.press("e")
        terminal.wait_for("EDITOR HERE", "comme avant", "0 sur 7")
        terminal.press("\r")
        terminal.wait_for("premier", "1 À étudier")
        terminal.press("4")
        terminal.wait_for("Deux ?")


@pytest.mark.parametrize("act", ["unlink()", "write_text('')", "write_text('deck: [')"])
def test_a_file_that_was_lost_loses_no_session(desk: Desk, act: str) -> None:
    (desk.home / "edit.py").write_text(
        f"import sys\nfrom pathlib import Path\nPath(sys.argv[-1]).{act}\n"
    )
    other = ALL_TYPES.replace("deck: essai", "deck: autre")
    desk.deck.with_name("autre.yaml").write_text(other, "utf-8")
    with desk.run("review", "essai", "autre") as (terminal, _):
        terminal.wait_for("Un ?", "0 sur 7")
        terminal.mark()
        terminal.press("e")
        terminal.wait_for("attendant", "0 sur 7")
        terminal.press("\r")
        terminal.wait_for("premier", "1 À étudier")
        terminal.press("4")
        terminal.wait_for("Deux ?")  # the message still lies on the count of cards


def test_a_drill_keeps_its_numbers(desk: Desk) -> None:
    edits = [("Combien font {a} + {b} ?", "Ajoute {b} à {a}.")]
    with desk.run("drill", "calcul", "--seed", "1", edits=edits) as (terminal, _):
        terminal.wait_for("Combien font")
        shown = terminal.text.partition("Combien font ")[2]
        a, b = shown[0], shown[4:6]
        terminal.press("\x1bOS")
        terminal.wait_for("EDITOR HERE", f"Ajoute {b} à {a}.")
        assert desk.log[0][0] == f"+{line_of('drill: calcul')}"


def test_the_only_drill_gone(desk: Desk) -> None:
    edits = [(ALL_TYPES[ALL_TYPES.index("  - drill: calcul") :], "")]
    with desk.run("drill", "calcul", edits=edits) as (terminal, _):
        terminal.wait_for("Combien font")
        terminal.press("\x1bOS")
        terminal.wait_for("EDITOR HERE", "n’est plus dans le paquet", "Aujourd’hui")


@pytest.mark.parametrize("key", ["e", "\x1bOS"])
def test_nothing_changed(desk: Desk, key: str) -> None:
    with desk.run("review", "essai") as (terminal, _):
        terminal.wait_for("Un ?", "0 sur 7")
        terminal.press(key)
        terminal.wait_for("EDITOR HERE", "Un ?", "0 sur 7")


def test_an_editor_that_fails(desk: Desk) -> None:
    with desk.run("review", "essai", edits=[("Un ?", "Uno ?")], EDIT_STATUS="3") as (terminal, _):
        terminal.wait_for("Un ?")
        terminal.press("e")
        terminal.wait_for("EDITOR HERE", "code 3", "Uno ?")


@pytest.mark.parametrize("editor", ["gibt-es-nicht", "/", "'"])
def test_an_editor_that_does_not_start(desk: Desk, editor: str) -> None:
    with desk.run("review", "essai", VISUAL=editor) as (terminal, _):
        terminal.wait_for("Un ?", "0 sur 7")
        modes = terminal.modes()
        terminal.press("e")
        terminal.wait_for("ne démarre pas", "Un ?")
        assert terminal.modes() == modes
        terminal.press("\r")
        terminal.wait_for("premier")


def test_no_editor(desk: Desk) -> None:
    with desk.run("review", "essai", VISUAL=" ", EDITOR="", PATH="/nonexistent") as (terminal, _):
        terminal.wait_for("Un ?")
        terminal.press("e")
        terminal.wait_for("export EDITOR=nano")


def test_ctrl_c_is_the_editors(desk: Desk) -> None:
    (desk.home / "edit.py").write_text(
        "import time\ntry:\n    print('EDITOR HERE', flush=True)\n    time.sleep(60)\n"
        "except KeyboardInterrupt:\n    print('STOPPED', flush=True)\n"
    )
    with desk.run("review", "essai") as (terminal, process):
        terminal.wait_for("Un ?")
        terminal.press("e")
        terminal.wait_for("EDITOR HERE")
        terminal.press("\x03")
        terminal.wait_for("STOPPED", "Un ?")
        assert process.poll() is None


def test_a_preview_beside_an_editor(desk: Desk) -> None:
    edits = [("Deux ?", "Combien ?")]
    with desk.run("deck", "preview", str(desk.deck), "--card", "tape", edits=edits) as (
        terminal,
        process,
    ):
        terminal.wait_for("2 sur 7", "Deux ?")
        terminal.mark()
        desk.deck.write_text(ALL_TYPES.replace("Un ?", "Zéro ?"), "utf-8")
        terminal.wait_for("Zéro ?", "Relu à")
        terminal.press("n")
        terminal.wait_for("Deux ?")
        terminal.press("e")
        terminal.wait_for("EDITOR HERE", "Combien ?")
        assert desk.log == [[f"+{line_of('basic: tape')}", "essai.yaml", True]]
        terminal.press("q")
        assert terminal.wait_for_end(process) == 0
    assert not list(desk.home.rglob("*.db"))


@pytest.mark.parametrize("arguments", [["gone.yaml"], []])
def test_a_preview_of_nothing(desk: Desk, arguments: list[str]) -> None:
    with desk.run("deck", "preview", *arguments) as (terminal, process):
        assert terminal.wait_for_end(process) == 2


def test_a_signal_ends_the_editor_and_then_the_program(desk: Desk) -> None:
    """It came while the interface waits: the editor may save, and nobody is kept waiting."""
    editor = desk.home / "bin" / "patient"
    editor.write_text(
        '#!/bin/sh\ntrap "echo EDITOR SAVED; exit 1" TERM\necho EDITOR HERE\nread line\n'
    )
    editor.chmod(0o755)
    with desk.run("review", "essai", VISUAL=str(editor)) as (terminal, process):
        modes = terminal.modes()
        terminal.wait_for("Un ?")
        terminal.press("e")
        terminal.wait_for("EDITOR HERE")
        process.send_signal(signal.SIGTERM)
        assert terminal.wait_for_end(process) == 128 + signal.SIGTERM
        assert "EDITOR SAVED" in terminal.raw
        assert terminal.modes() == modes
        assert "Traceback" not in terminal.text
    assert not list(desk.home.rglob("progress.db-wal"))
