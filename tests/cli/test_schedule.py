"""`kpitrainer optimize`, `reschedule` and `workload`."""

import json
from contextlib import closing
from pathlib import Path

import pytest

from kpitrainer.cli.option_values import moment
from kpitrainer.config import load_settings
from kpitrainer.domain.schedule.study_day import study_day
from kpitrainer.storage.sql_store import open_store
from tests.cli.conftest import Cli
from tests.learner import learner, log_of
from tests.program import NOW

CARDS = 30
DECK = "deck: deck\ntitle: D\nlanguages: [en]\nlevel: 1\ncards:\n" + "".join(
    f"  - {{basic: card-{number:03}, ask: Question {number}?, answer: A{number}}}\n"
    for number in range(CARDS)
)


@pytest.fixture
def settings(home: Path) -> Path:
    return home / ".config" / "kpitrainer" / "settings.toml"


@pytest.fixture
def studied(home: Path) -> tuple[str, ...]:
    """A deck, and a log of 200 first memories that are not as FSRS expects; the options for it."""
    folder = home / "own"
    folder.mkdir()
    (folder / "deck.yaml").write_text(DECK, "utf-8")
    with closing(open_store(home / "progress.db")) as store:
        store.merge(log_of(learner((0.9, 5.0, 12.0, 25.0), 200), study_day(moment(NOW)) - 25))
    return ("--decks", str(folder), "--lang", "en")


def test_a_fit_is_shown_then_kept_then_left_alone(
    cli: Cli, studied: tuple[str, ...], settings: Path
) -> None:
    shown = cli("optimize", "--dry-run", *studied)
    assert "By 200 answers" in shown.out
    assert "First memory after “Again” 0.21 d" in " ".join(shown.out.split())
    assert "Nothing is changed yet." in shown.out
    assert not settings.exists()
    told = json.loads(cli("optimize", "--json", *studied).out)
    assert (told["better"], told["saved"]) == (True, True)
    assert told["log_loss"]["after"] < told["log_loss"]["before"]
    assert list(load_settings(settings).parameters) == told["parameters"]
    assert "they stay" in cli("optimize", *studied).out
    assert cli("config", "unset", "parameters").code == 0
    assert load_settings(settings).parameters == ()


def test_before_there_are_answers_all_say_so(cli: Cli) -> None:
    assert "at least 100 answers" in cli("optimize", "--lang", "en").out
    assert "nothing to reschedule" in cli("reschedule", "--lang", "en").out
    assert "no rescheduling to take back" in cli("reschedule", "--undo", "--lang", "en").out
    assert json.loads(cli("optimize", "--json").out)["log_loss"] == {"before": None, "after": None}


def test_a_rescheduling_is_shown_applied_and_taken_back(
    cli: Cli, studied: tuple[str, ...], settings: Path
) -> None:
    shown = cli("reschedule", "--retention", "75", "--dry-run", *studied)
    assert f"cards of {CARDS} come on another day: 0 earlier" in shown.out
    assert "Before: " in shown.out
    assert "└──" in shown.out
    assert not settings.exists()
    told = json.loads(cli("reschedule", "--retention", "0.75", "--json", *studied).out)
    assert Path(told["backup"]).exists()
    assert told["later"] == len(told["moved"]) > 0
    assert load_settings(settings).desired_retention == 0.75
    assert "Nothing changes" in cli("reschedule", *studied).out
    assert (
        f"{told['later']} cards have their dates again" in cli("reschedule", "--undo", *studied).out
    )
    again = json.loads(cli("reschedule", "--dry-run", "--json", *studied).out)
    assert (again["later"], again["backup"]) == (told["later"], None)


def test_the_workload_is_a_picture_and_a_table(cli: Cli, studied: tuple[str, ...]) -> None:
    shown = cli("workload", "--deck", "deck", "--days", "30", *studied)
    assert "for the coming 30 days" in shown.out
    assert "90%" in next(line for line in shown.out.splitlines() if "◂ yours" in line)
    told = json.loads(cli("workload", "--deck", "deck", "--days", "30", "--json", *studied).out)
    assert [each["retention"] for each in told["workload"]][::27] == [0.7, 0.97]
    assert {each["met"] for each in told["workload"]} == {CARDS}


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("reschedule", "--retention", "50"), "70"),
        (("reschedule", "--undo", "--dry-run"), "kpitrainer reschedule"),
        (("workload", "--days", "2000"), "1,095"),
        (("workload", "--deck", "no-deck"), "no-deck"),
        (("config", "set", "parameters", "1, 2, 3"), "21 numbers of FSRS-6"),
    ],
)
def test_what_cannot_be_meant_is_told(cli: Cli, arguments: tuple[str, ...], said: str) -> None:
    ran = cli(*arguments, "--lang", "en")
    assert ran.code == 2
    assert said in ran.err
