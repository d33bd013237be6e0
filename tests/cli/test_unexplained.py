"""`kpitrainer drill --unexplained`: what an author is proposed, and that a deck takes it."""

import json
import re
from pathlib import Path

import pytest

from kpitrainer.deckfile import load_decks
from kpitrainer.domain.cards.card_types.drill import Drill
from kpitrainer.domain.drill.drawing import draw
from tests.cli.conftest import Cli
from tests.unseen import DECK, FORMULA, by_price


@pytest.fixture
def essai(home: Path) -> Path:
    folder = home / "paquets"
    folder.mkdir()
    (folder / "essai.yaml").write_text(DECK, "utf-8")
    return folder


def wrongly(cli: Cli, essai: Path, *seeds: int) -> str:
    """Answer by the price, in lines; all that was said."""
    (card,) = load_decks([essai], None).decks[0].cards
    assert isinstance(card.content, Drill)
    said = ""
    for seed in seeds:
        typed = by_price(draw(card.content.template, seed))
        options = ("--decks", str(essai), "--plain", "--count", "1", "--seed", str(seed))
        ran = cli("drill", "marge", *options, "--lang", "en", typed=f"{typed}\n\n")
        assert ran.code == 0, ran.err
        said += ran.out
    return said


def test_the_learner_is_told_softly_at_the_second_answer(cli: Cli, essai: Path) -> None:
    assert "would fit" not in wrongly(cli, essai, 1)
    said = wrongly(cli, essai, 2)
    assert "This answer and an earlier one of yours would fit this calculation: (" in said
    assert "Is that what you did?" in said


def test_the_author_is_shown_answers_and_an_entry(cli: Cli, essai: Path) -> None:
    wrongly(cli, essai, 1, 2)
    ran = cli("drill", "--unexplained", "--decks", str(essai), "--lang", "en")
    assert ran.code == 0
    assert "Markup (marge)" in ran.out
    assert "2 answers would fit (price − cost) ÷ price × 100:" in ran.out
    assert f"formula: {FORMULA}" in ran.out


def test_an_object_a_line_whose_yaml_the_deck_takes(cli: Cli, essai: Path) -> None:
    wrongly(cli, essai, 1, 2)
    ran = cli("drill", "marge", "--unexplained", "--json", "--decks", str(essai))
    told = json.loads(ran.out.splitlines()[0])
    assert (told["deck"], told["id"], told["variant"], told["part"]) == ("essai", "marge", None, 1)
    assert told["formula"] == FORMULA
    assert len(told["answers"]) == 2
    assert set(told["answers"][0]) == {"day", "typed", "answer", "given"}
    # Numbers as `drill --json` writes them.
    drawn = json.loads(
        cli("drill", "marge", "--json", "--seed", "1", "--decks", str(essai)).out.splitlines()[0]
    )
    assert (told["answers"][0]["given"], told["answers"][0]["answer"]) == (
        drawn["given"],
        drawn["answer"],
    )
    entry = "".join(f"      {line}\n" for line in told["yaml"].splitlines())
    (essai / "essai.yaml").write_text(f"{DECK}    mistakes:\n{entry}", "utf-8")
    # What the author alone can say is not said yet.
    unsaid = json.loads(cli("deck", "check", str(essai), "--json").out)
    assert [(each["code"], each["severity"]) for each in unsaid] == [("deck.say-why", "error")]
    said = re.sub(r" \([A-Z][^()]*[.]\)", " That is a markup.", entry)
    (essai / "essai.yaml").write_text(f"{DECK}    mistakes:\n{said}", "utf-8")
    checked = cli("deck", "check", str(essai))
    assert checked.code == 0, checked.out + checked.err
    # The drill knows it now, and no answer is left that nothing explains.
    said = wrongly(cli, essai, 3)
    assert "You computed (price − cost) ÷ price × 100." in said
    after = cli("drill", "--unexplained", "--decks", str(essai), "--lang", "en")
    assert after.out == "No wrong answer that is still unexplained finds an explanation.\n"


def test_without_progress_there_is_nothing(cli: Cli, essai: Path) -> None:
    assert "inexpliquée" in cli("drill", "--unexplained", "--decks", str(essai)).out
    assert cli("drill", "--unexplained", "--json", "--decks", str(essai)).out == ""


@pytest.mark.parametrize(
    "other", [("--weakest",), ("--plain",), ("--count", "1"), ("--preview", "1"), ("--seed", "0")]
)
def test_what_it_does_not_go_with(cli: Cli, essai: Path, other: tuple[str, ...]) -> None:
    ran = cli("drill", "--unexplained", *other, "--decks", str(essai))
    assert ran.code == 2
    assert "--unexplained" in ran.err
