"""Cards found on the command line."""

import json
from pathlib import Path

from tests.cli.conftest import Cli


def test_a_card_a_line(cli: Cli, decks: Path) -> None:
    ran = cli("browse", "deck:essai", "type:truefalse", "--decks", str(decks), "--lang", "en")
    *cards, count = ran.out.splitlines()
    assert [line.split("  ")[0] for line in cards] == ["essai/vrai"]
    assert "new" in cards[0]
    assert count.startswith("1 of ")


def test_as_json_with_what_is_left_out(cli: Cli, decks: Path) -> None:
    own = ("--decks", str(decks))
    cli("review", "essai", "--limit", "1", *own, typed="\n4\n")
    found = json.loads(cli("browse", "-is:new", "--json", *own).out)
    assert json.loads(cli("browse", "--json", *own, "--", "-is:new").out) == found
    for option in ("--is", "-json", "-plain"):
        assert cli("browse", option, *own).code == 2, "an option that there is not"
    [card] = found["cards"]
    assert (found["count"], card["deck"], card["state"], card["reps"]) == (1, "essai", "young", 1)
    assert card["due"] > "2026-11-21"


def test_a_word_to_leave_out_is_no_option(cli: Cli, decks: Path) -> None:
    own = ("--json", "--decks", str(decks))

    def found(*words: str) -> set[str]:
        ran = cli("browse", *words, *own)
        assert (ran.code, ran.err) == (0, "")
        return {card["card"] for card in json.loads(ran.out)["cards"]}

    every, some = found("deck:essai"), found("deck:essai", "cinq")
    assert set() < some < every
    assert found("deck:essai", "-cinq") == every - some
    assert cli("browse", "-h").out == cli("browse", "--help").out
    assert cli("drill", "-objectifs").code == 2


def test_an_error_is_pointed_at(cli: Cli) -> None:
    for command in (["browse"], ["due", "--query"], ["review", "--plain", "--query"]):
        ran = cli(*command, "deck:a (prop:x>3)", "--lang", "en")
        assert ran.code == 2
        query, caret, told = ran.err.splitlines()
        assert (query, caret) == ("deck:a (prop:x>3)", " " * 13 + "^")
        assert told.startswith("There is no `prop:x`. After `prop:` there may be: s, d, r, ivl")


def test_the_same_words_choose_what_is_reviewed_due_and_drilled(cli: Cli, decks: Path) -> None:
    own = ("--decks", str(decks), "--lang", "en")
    told = json.loads(cli("due", "--query", "deck:essai -type:drill", "--json", *own).out)
    assert (told["found"], told["new"], told["decks"][0]["deck"]) == (6, 6, "essai")
    assert "7 cards found: 0 to review, 7 new" in cli("due", "--query", "deck:essai", *own).out
    asked = cli("review", "--query", "type:truefalse deck:essai", "--plain", *own, typed="").out
    assert asked.startswith("1 card")
    nothing = cli("drill", "--query", "type:basic", *own)
    assert (nothing.code, nothing.err) == (2, "No drill is what you are looking for.\n")
