"""`kpitrainer goal` and `kpitrainer holiday`, as they are typed; and how `due` tells them."""

import json
from pathlib import Path

from kpitrainer.config import load_settings
from tests.cli.conftest import Cli


def _plain(text: str) -> str:
    return text.replace("\u00a0", " ").replace("\u202f", " ")


def _settings(home: Path) -> Path:
    return next((home / ".config").rglob("settings.toml"))


def test_an_exam_is_set_shown_and_taken_away(cli: Cli, decks: Path, home: Path) -> None:
    folder = ("--decks", str(decks))
    ran = cli("goal", "12 décembre", "--deck", "essai", *folder)
    assert (ran.code, ran.err) == (0, "")
    first, head, *choices, how = _plain(ran.out).splitlines()
    assert first.startswith("Essai : examen dans 21 j · note prévue ")
    assert head == "Note prévue le jour de l’examen, selon le temps que tu y mets :"
    assert len(choices) == 4
    assert sum(line.startswith("✓") for line in choices) == 1
    assert "--retention" in how
    own = load_settings(_settings(home)).options("essai")
    assert str(own.exam) == "2026-12-12"
    assert first in _plain(cli("due", *folder).out)
    chosen = ("12.12.2026", "--deck", "essai", "--retention", "0.95")
    found = json.loads(cli("goal", *chosen, "--json", *folder).out)
    assert load_settings(_settings(home)).options("essai").exam_retention == 0.95
    assert [(each["date"], each["decks"]) for each in found["exams"]] == [("2026-12-12", ["essai"])]
    assert [each["retention"] for each in found["choices"]] == [0.7, 0.8, 0.9, 0.95]
    none = cli("goal", "none", "--deck", "essai", *folder)
    assert "Aucun examen en vue" in _plain(none.out)
    assert load_settings(_settings(home)).options("essai").exam is None


def test_an_exam_that_stays_is_told_with_what_takes_it_away(
    cli: Cli, decks: Path, home: Path
) -> None:
    folder = ("--decks", str(decks))
    cli("goal", "1 décembre", *folder)
    cli("goal", "12 décembre", "--deck", "essai", *folder)
    none = cli("goal", "none", *folder)
    told = "Essai garde son propre examen, le 12 décembre 2026. Pour le retirer : "
    assert told + "kpitrainer goal none --deck essai." in _plain(none.out)
    cli("goal", "1 décembre", *folder)
    none = cli("goal", "none", "--deck", "essai", *folder)
    told = (
        "L’examen de tous les paquets, le 1er décembre 2026, compte aussi ici. Pour le retirer : "
    )
    assert told + "kpitrainer goal none." in _plain(none.out)
    none = cli("goal", "none", *folder)
    assert _plain(none.out) == (
        "Aucun examen en vue. Pour en fixer un : kpitrainer goal 2027-06-12.\n"
    )
    assert load_settings(_settings(home)).exam is None


def test_what_is_no_date_to_come_is_told_and_changes_nothing(cli: Cli, home: Path) -> None:
    for typed, told in (
        ("bientôt", "« bientôt » n’est pas une date"),
        ("31 juin", "Le calendrier n’a pas de « 31 juin »"),
        ("2026-11-21", "Donne une date à venir"),
    ):
        ran = cli("goal", typed)
        assert ran.code == 2
        assert told in _plain(ran.err)
    assert cli("goal", "2027-06-12", "--retention", "2").code == 2
    assert cli("goal", "2027-06-12", "--deck", "nulle-part").code != 0
    assert not (home / ".config").exists() or not list((home / ".config").rglob("settings.toml"))


def test_holidays_are_announced_shown_and_taken_away(cli: Cli, home: Path) -> None:
    assert "Aucunes vacances" in _plain(cli("holiday").out)
    ran = cli("holiday", "20 décembre", "3 janvier")
    assert _plain(ran.out) == (
        "Du 20 décembre 2026 au 3 janvier 2027 (15 jours) : rien n’est prévu ces jours-là.\n"
    )
    assert load_settings(_settings(home)).holidays == ("2026-12-20/2027-01-03",)
    assert len(cli("holiday", "2026-11-21").out.splitlines()) == 2
    assert "Vacances jusqu’au 21 novembre 2026" in _plain(cli("due").out)
    ran = cli("holiday", "3 janvier", "1 janvier 2027")
    assert (ran.code, "finissent après" in ran.err) == (2, True)
    ran = cli("holiday", "du", "1er", "janvier", "au", "5", "janvier", "2027")
    assert "Du 20 décembre 2026 au 5 janvier 2027 (17 jours)" in _plain(ran.out), "one stretch"
    cli("holiday", "none")
    assert load_settings(_settings(home)).holidays == ()


def test_a_holiday_may_be_announced_afterwards(cli: Cli, home: Path) -> None:
    ran = cli("holiday", "10 novembre", "14 novembre")
    assert _plain(ran.out) == (
        "Du 10 novembre 2026 au 14 novembre 2026 (5 jours) : ta série n’en est pas interrompue.\n"
    )
    assert "Aucunes vacances" in _plain(cli("holiday").out), "none to come"
    cli("holiday", "20 décembre")
    assert len(load_settings(_settings(home)).holidays) == 2, "what is over still breaks no row"


def test_cramming_in_lines(cli: Cli, decks: Path) -> None:
    ran = cli("review", "--cram", "essai", "--plain", "--limit", "1", "--decks", str(decks))
    assert ran.code == 0
    assert "1 carte" in _plain(ran.out)
    none = cli("review", "--cram", "--leeches", "--plain", "--decks", str(decks))
    assert "Aucune carte de ce genre" in none.out
    assert cli("review", "--leeches").code == 2
    assert cli("review", "--cram", "--ahead").code == 2


def test_clear_is_no_option_and_what_is_meant_is_told(cli: Cli) -> None:
    ran = cli("goal", "--clear", "--lang", "en")
    assert (ran.code, ran.out) == (2, "")
    assert "kpitrainer goal none; that of one deck: kpitrainer goal none --deck DECK." in ran.err
