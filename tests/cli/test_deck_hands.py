"""Handing over with somebody at the terminal, who is asked; and what sessions in lines tell."""

import os
import pty
import re
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from tests.cli.conftest import Cli
from tests.handover.served import Server, deck
from tests.program import NOW, environment

FIRST, SECOND = deck("un", "deux"), deck("un", "trois")


class Person:
    """Somebody at a terminal with a home of their own."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.own = home / ".local/share/kpitrainer/decks"

    def types(self, answers: str, *arguments: str) -> tuple[int, str]:
        """Run a command, answer what it asks; its exit code and what it says."""
        env = {**environment(self.home), "LANG": "fr_FR.UTF-8"}
        env.pop("XDG_DATA_HOME", None)
        mine, theirs = pty.openpty()
        with closing(os.fdopen(mine, "wb", buffering=0)) as keys:
            os.write(mine, answers.encode())
            ran = subprocess.run(
                [sys.executable, "-m", "kpitrainer", "--now", NOW, *arguments],
                env=env,
                stdin=theirs,
                capture_output=True,
                encoding="utf-8",
                timeout=120,
                check=False,
            )
            os.close(theirs)
            assert keys
        assert "Traceback" not in ran.stderr
        return ran.returncode, re.sub("[\u00a0\u202f]", " ", ran.stdout)


@pytest.fixture
def person(tmp_path: Path) -> Person:
    return Person(tmp_path)


def test_what_is_asked_is_done_after_a_yes_alone(person: Person, server: Server) -> None:
    address = server.put("/cours.yaml", FIRST)
    code, told = person.types("n\n", "deck", "add", address)
    assert (code, "L’ajouter dans" in told, "Rien n’a changé." in told) == (0, True, True)
    assert not person.own.exists()
    assert person.types("o\n", "deck", "add", address)[0] == 0
    file = person.own / "cours.yaml"
    assert file.read_text("utf-8") == FIRST
    server.put("/cours.yaml", SECOND)
    code, told = person.types("\n", "deck", "update")
    assert (code, "Prendre cette édition ?" in told) == (0, True)
    assert file.read_text("utf-8") == FIRST
    mine = FIRST.replace("Réponse", "Réplique")
    file.write_text(mine, "utf-8")
    code, told = person.types("n\n", "deck", "update")
    assert (code, "à la place de ce que tu as changé ?" in told) == (0, True)
    assert file.read_text("utf-8") == mine
    assert person.types("o\n", "deck", "update")[0] == 0
    assert file.read_text("utf-8") == SECOND
    assert (person.own / "cours.yaml.bak").read_text("utf-8") == mine
    assert person.types("n\n", "deck", "remove", "cours")[0] == 0
    assert file.exists()
    assert person.types("o\n", "deck", "remove", "cours")[0] == 0
    assert not file.exists()


def test_lines_end_with_a_word_on_a_newer_edition(cli: Cli, server: Server) -> None:
    address = server.put("/cours.yaml", FIRST)
    cli("deck", "add", address, "--yes")
    server.put("/cours.yaml", SECOND)
    word = "kpitrainer deck update cours\n"
    assert cli("exam", "cours", "--plain").out.count(word) == 0
    assert len(server.asked) == 1, "nothing is looked for in an exam"
    assert cli("review", "--plain").out.endswith(word)
    assert word not in cli("review", "--plain").out, "once a day"
    cli("config", "set", "update_decks", "false")
    asked = len(server.asked)
    later = cli("review", "--plain", "--now", "2030-01-01")
    assert word not in later.out
    assert len(server.asked) == asked


def test_a_file_that_got_another_name_is_still_followed(
    cli: Cli, home: Path, server: Server
) -> None:
    own = home / ".local/share/kpitrainer/decks"
    cli("deck", "add", server.put("/cours.yaml", FIRST), "--yes")
    (own / "cours.yaml").rename(own / "01-cours.yaml")
    assert "127.0.0.1" in cli("deck", "list").out
    server.put("/cours.yaml", SECOND)
    assert cli("deck", "update", "--yes").code == 0
    assert (own / "01-cours.yaml").read_text("utf-8") == SECOND
    (own / "01-cours.yaml").unlink()
    ran = cli("deck", "update", "--check")
    assert (ran.code, "n’est plus dans ton dossier" in ran.out) == (1, True)
    assert cli("deck", "remove", "cours", "--yes").code == 0
    assert cli("deck", "update", "--check").code == 0
