import json
import re
from pathlib import Path

from tests.cli.conftest import Cli

LATER = "2026-11-22T10:00"


def test_a_first_day(cli: Cli) -> None:
    ran = cli("due", "--lang", "en")
    assert (ran.code, ran.err) == (0, "")
    lines = ran.out.splitlines()
    assert lines[0] == "Control steps: 0 to review, 8 new · 8 cards: 8 not met yet"
    rows = [re.search(r": (\d+) to review, (\d+) new · (\d+) cards?: ", line) for line in lines]
    *decks, whole = [tuple(map(int, row.groups())) for row in rows if row]
    assert whole == tuple(map(sum, zip(*decks, strict=True))), "the decks add up"
    assert "Today: about 6 min." in lines
    assert f"Ahead: today {whole[1]} · Sun 0 · Mon 0 · Tue 0 · Wed 0 · Thu 0 · Fri 0" in lines
    assert any(
        line.startswith("New: the course goes on, within your limit of 10: Control steps 8")
        for line in lines
    )
    assert re.fullmatch(r"\d+ cards to the end of the course, around .* 202\d", lines[-1])


def test_the_days_of_study_as_a_calendar(cli: Cli, decks: Path) -> None:
    own = ("--decks", str(decks), "--lang", "en")
    cli("review", "essai", "--limit", "1", *own, typed="\n4\n")
    ran = cli("due", "--calendar", *own, "--now", LATER)
    assert ran.out.splitlines()[0].split() == ["Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"]
    assert ran.out.count("●") == 2
    assert ran.out.splitlines()[-1] == "Row of days: 1 day in a row"


def test_as_json(cli: Cli, decks: Path) -> None:
    ran = cli("due", "--json", "--decks", str(decks))
    told = json.loads(ran.out)
    assert ran.out.count("\n") == 1
    assert (told["due"], told["waiting"], told["streak"]) == (0, 0, 0)
    assert told["new"] >= 7
    assert told["next_due"] is None
    essai = next(deck for deck in told["decks"] if deck["deck"] == "essai")
    assert essai == {
        "deck": "essai", "title": "Essai", "level": 1,
        "due": 0, "new": 7, "cards": 7, "learned": 0, "offers": True,
        "states": {"new": 7, "learning": 0, "young": 0, "mature": 0, "suspended": 0},
    }  # fmt: skip


def test_what_was_learned_comes_back_a_day_later(cli: Cli, decks: Path) -> None:
    own = ("--decks", str(decks), "--lang", "en")
    cli("review", "essai", "--limit", "1", *own, typed="\n4\n")
    today = json.loads(cli("due", "--json", *own).out)
    assert (today["due"], today["decks"][0]["new"], today["streak"]) == (0, 6, 1)
    in_ten_days = json.loads(cli("due", "--json", *own, "--now", "2026-12-05").out)
    assert (in_ten_days["due"], in_ten_days["decks"][0]["new"]) == (1, 6)
    assert "Trial: 1 to review" in cli("due", *own, "--now", "2026-12-05").out


def test_nothing_due_says_when_the_next_card_comes(cli: Cli, decks: Path, home: Path) -> None:
    settings = home / ".config" / "kpitrainer" / "settings.toml"
    settings.parent.mkdir(parents=True)
    own = ("--decks", str(decks), "--lang", "fr")
    cli("review", "essai", "--limit", "1", *own, typed="\n4\n")
    settings.write_text("new_per_day = 0\n", "utf-8")
    lines = cli("due", *own).out.splitlines()
    last = lines[lines.index("Rien à revoir pour l’instant.") :]
    assert last[0] == "Rien à revoir pour l’instant."
    limit = "au-delà de ta limite du jour (réglage new_per_day = 0)"
    assert re.match(rf"\d+ cartes nouvelles attendent, {re.escape(limit)}", last[1])
    assert last[-1].startswith("Prochaine carte\u00a0: dans ")
    assert json.loads(cli("due", "--json", *own).out)["next_due"].endswith("+00:00")


def test_what_the_limit_keeps_back_is_told_without_reproach(
    cli: Cli, decks: Path, home: Path
) -> None:
    own = ("--decks", str(decks), "--lang", "fr")
    cli("review", "essai", *own, "--limit", "3", typed="\n4\n\n4\n\n4\n")
    settings = home / ".config" / "kpitrainer" / "settings.toml"
    settings.parent.mkdir(parents=True)
    settings.write_text("reviews_per_day = 1\n", "utf-8")
    ran = cli("due", *own, "--now", "2026-12-20")
    assert "2 cartes attendent demain" in ran.out


def test_a_used_up_limit_for_new_cards_is_told_with_how_to_go_on(
    cli: Cli, decks: Path, home: Path
) -> None:
    settings = home / ".config" / "kpitrainer" / "settings.toml"
    settings.parent.mkdir(parents=True)
    settings.write_text("new_per_day = 1\n", "utf-8")
    own = ("--decks", str(decks), "--lang", "en")
    cli("review", "controle-etapes", *own, typed="\n4\n")
    told = cli("review", "essai", "--plain", *own).out
    assert told.splitlines()[0] == "Nothing to review right now."
    assert "7 new cards wait: you have reached today’s limit (setting new_per_day = 1)." in told
    assert "--more-new" in told
    assert "new_per_day" in told
    due = cli("due", *own).out
    assert "Trial: 0 to review, 0 new · 7 cards: 7 not met yet" in due
    assert "today’s limit (setting new_per_day = 1); for more: kpitrainer review --more-new" in due
    more = cli("review", "essai", "--plain", "--more-new", *own).out
    assert more.startswith("7 cards.")


def test_answers_of_days_to_come_are_told(cli: Cli, decks: Path) -> None:
    own = ("--decks", str(decks), "--lang", "en")
    cli("review", "essai", "--limit", "1", *own, typed="\n4\n")
    cli("review", "essai", "--limit", "1", *own, "--now", "2036-06-20", typed="\n4\n")
    ran = cli("due", *own)
    assert ran.code == 0
    assert ran.err.startswith("1 answer lies in the future, on 20 June 2036, and today is")
    assert ran.err.count("\n") == 1
    assert cli("due", *own, "--now", "2036-06-20").err == ""
    assert "probably behind" in cli("due", *own, "--now", "2001-01-01").err
