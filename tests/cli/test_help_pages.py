from pathlib import Path

import pytest

from tests.cli.conftest import Cli
from tests.terminal import running

DOCS = Path(__file__).parents[2] / "docs"


def test_every_document_is_a_topic_with_its_title(cli: Cli) -> None:
    ran = cli("help", "--lang", "fr")
    names = {page.name.partition(".")[0] for page in DOCS.glob("*.md")}
    rows = [line.split(maxsplit=1) for line in ran.out.splitlines() if line.startswith("  ")]
    told = dict(rows)
    assert (ran.code, set(told)) == (0, names)
    assert told["authoring"] == "Écrire un paquet"


@pytest.mark.parametrize(("language", "file"), [("fr", "authoring.fr.md"), ("en", "authoring.md")])
def test_a_document_comes_in_the_readers_language(cli: Cli, language: str, file: str) -> None:
    ran = cli("help", "authoring", "--lang", language)
    assert ran == (0, (DOCS / file).read_text("utf-8"), "")


def test_one_that_is_not_translated_comes_in_english(cli: Cli) -> None:
    assert cli("help", "log-format", "--lang", "fr").out == (DOCS / "log-format.md").read_text()


def test_a_command_shows_its_help(cli: Cli) -> None:
    assert cli("help", "deck", "check") == cli("deck", "check", "--help")


@pytest.mark.parametrize("topic", [["nonsense"], ["deck", "nonsense"], ["review", "deck"]])
def test_what_is_neither_is_told_with_what_there_is(cli: Cli, topic: list[str]) -> None:
    ran = cli("help", *topic, "--lang", "en")
    assert (ran.code, ran.out) == (2, "")
    assert f"“{' '.join(topic)}” is neither a guide nor a command" in ran.err
    assert "deck-format" in ran.err


def test_on_a_terminal_it_is_laid_out_and_links_are_commands(tmp_path: Path) -> None:
    asked = ("help", "search", "--lang", "fr")
    with running(tmp_path, *asked, more={"PAGER": "cat"}) as (terminal, process):
        assert terminal.wait_for_end(process) == 0
    assert "Retrouver des cartes" in terminal.text
    assert "# Retrouver" not in terminal.text
    assert "(kpitrainer help search --lang en)" in terminal.text
    assert "\x1b[1m" in terminal.raw
