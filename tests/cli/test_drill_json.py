import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpitrainer.cli.drill_output import exact_text
from kpitrainer.domain.text.number import read_number, round_half_away
from tests.cli.conftest import Cli, Ran


def _objects(ran: Ran) -> list[dict[str, Any]]:
    assert (ran.code, ran.err) == (0, "")
    return [json.loads(line) for line in ran.out.splitlines()]


def test_one_object_a_line(cli: Cli, home: Path) -> None:
    (told,) = _objects(cli("drill", "nps-calcul", "--json", "--seed", "7", "--lang", "en"))
    keys = {"id", "seed", "given", "ask", "answer", "unit", "mistakes", "figure", "figure_solved"}
    assert told.keys() == keys
    assert (told["id"], told["seed"], told["unit"]) == ("nps-calcul", 7, "points")
    n, promoters, detractors = (told["given"][name] for name in ("n", "P", "D"))
    exact = (promoters - detractors) * 100
    assert abs(int(told["answer"]) * n - exact) * 2 <= n
    assert told["mistakes"]["personnes-soustraites"] == str(promoters - detractors)
    assert str(n) in told["ask"]
    assert not (home / "progress.db").exists()


@pytest.mark.parametrize(("language", "unit"), [("fr", "jours"), ("en", "days")])
def test_a_unit_is_named_in_the_readers_language(cli: Cli, language: str, unit: str) -> None:
    (told,) = _objects(cli("drill", "cycle-de-vente", "--json", "--seed", "1", "--lang", language))
    assert told["unit"] == unit


def test_the_same_seed_is_the_same_problem_and_the_next_one_the_next(cli: Cli) -> None:
    three = _objects(cli("drill", "roi", "--json", "--seed", "5", "--count", "3"))
    assert [told["seed"] for told in three] == [5, 6, 7]
    assert _objects(cli("drill", "roi", "--json", "--seed", "6")) == three[1:2]


def test_named_drills_come_in_turns(cli: Cli) -> None:
    assert [told["id"] for told in _objects(cli("drill", "roi", "cac", "--json"))] == ["roi", "cac"]
    four = _objects(cli("drill", "roi", "cac", "--json", "--count", "4"))
    assert [told["id"] for told in four] == ["roi", "cac", "roi", "cac"]
    assert len(_objects(cli("drill", "--json"))) == 1


@pytest.mark.parametrize("drill", ["nps-calcul", "retention", "cac", "evolution", "roi"])
def test_an_answer_is_judged(cli: Cli, drill: str) -> None:
    (told,) = _objects(cli("drill", drill, "--json", "--seed", "3"))
    (right,) = _objects(cli("drill", drill, "--json", "--seed", "3", "--answer", told["answer"]))
    assert right.keys() - told.keys() == {"verdict", "mistake", "say"}
    assert (right["verdict"], right["mistake"]) == ("right", None)
    assert right["say"]
    for name, value in told["mistakes"].items():
        (wrong,) = _objects(cli("drill", drill, "--json", "--seed", "3", "--answer", value))
        assert wrong["mistake"] == name
        assert wrong["verdict"] in {"wrong", "again"}
        assert len(wrong["say"]) > 10


@pytest.mark.parametrize("typed", ["", "abc", "1,234", "--5", "٣", "9" * 10_000, "()", "\x1b[2J"])
def test_what_cannot_be_read_is_asked_again(cli: Cli, typed: str) -> None:
    (told,) = _objects(cli("drill", "cac", "--json", "--seed", "1", f"--answer={typed}"))
    assert (told["verdict"], told["mistake"]) == ("again", None)
    assert told["say"]
    assert "\x1b" not in told["say"]


def test_minus_at_the_start_of_an_answer_is_no_option(cli: Cli) -> None:
    (told,) = _objects(cli("drill", "nps-calcul", "--json", "--seed", "3", "--answer", "-32"))
    assert told["verdict"] == "right"


@given(st.fractions(), st.integers(0, 6))
def test_exact_text_reads_back_as_the_rounded_value(value: Any, decimals: int) -> None:  # noqa: ANN401 - a Fraction
    text = exact_text(value, decimals)
    assert set(text) <= set("-.0123456789")
    assert ("." in text) == bool(decimals)
    whole, _, part = text.partition(".")
    assert len(part) == decimals
    read = read_number(f"{whole}.{part}0000" if part else whole, "en")
    assert getattr(read, "value", None) in {round_half_away(value, decimals), None}
    assert float(text) == float(round_half_away(value, decimals))


def test_a_figure_is_told_in_words_as_it_is_in_lines(cli: Cli) -> None:
    (told,) = _objects(cli("drill", "nps-calcul", "--json", "--seed", "7", "--lang", "en"))
    asked, solved = told["figure"], told["figure_solved"]
    assert asked.startswith("Figure, one bar of parts. Promoters: ")
    assert "%" not in asked
    assert "%" in solved
    shown = cli("drill", "nps-calcul", "--preview", "1", "--seed", "7", "--lang", "en").out
    assert [line for line in shown.splitlines() if line.startswith("Figure")] == [asked, solved]
    (without,) = _objects(cli("drill", "cpm", "--json", "--seed", "7", "--lang", "en"))
    assert not {"figure", "figure_solved"} & without.keys()
