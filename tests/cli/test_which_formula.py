"""`drill --which-formula` and `--contrast`: as objects for programs, and line by line."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Cli, Ran

MARQUE = "calculs-plus/taux-de-marque"


def _objects(ran: Ran) -> list[dict[str, Any]]:
    assert (ran.code, ran.err) == (0, "")
    return [json.loads(line) for line in ran.out.splitlines()]


def _problems(cli: Cli, *words: str, form: str = "--which-formula") -> list[dict[str, Any]]:
    return _objects(cli("drill", form, "--json", *words, "--lang", "en"))


def test_one_object_a_problem(cli: Cli, home: Path) -> None:
    told = _problems(cli, "taux-de-marge", "--seed", "1", "--count", "8")
    assert [each["seed"] for each in told] == list(range(1, 9))
    for each in told:
        assert each["ask"].endswith("to one decimal place?")
        assert each["question"] == "Which formula answers it?"
        assert len(set(each["options"])) == len(each["taken"]) == len(each["say"]) == 4
        right = each["right"] - 1
        assert each["options"][right] == (
            "(selling price before VAT − purchase price before VAT)"
            " ÷ purchase price before VAT × 100"
        )
        assert each["taken"][right] is each["say"][right] is None
        assert sum("/" in (taken or "") for taken in each["taken"]) == 1
        cost, price = each["given"]["a"], each["given"]["b"]
        assert float(each["answer"]) == pytest.approx((price - cost) / cost * 100, abs=0.051)
    assert len({each["right"] for each in told}) > 1
    assert not (home / "progress.db").exists()


def test_a_seed_gives_the_same_problem_and_drills_without_one_are_left_out(cli: Cli) -> None:
    two = _problems(cli, "roi", "--seed", "5", "--count", "2")
    assert _problems(cli, "roi", "--seed", "6") == two[1:]
    told = _problems(cli, "nps-interpretation", "roi", "cac", "--seed", "1")
    assert {each["id"] for each in told} == {"roi", "cac"}


def test_a_pair_asks_two_questions_of_one_set_of_figures(cli: Cli) -> None:
    (told,) = _problems(cli, "taux-de-marge", "--seed", "3", form="--contrast")
    first, second = told["parts"]
    assert first["options"] == second["options"]
    assert first["right"] != second["right"]
    assert first["taken"][second["right"] - 1] == MARQUE
    assert "markup" in first["question"]
    assert "gross margin" in second["question"]


@pytest.mark.parametrize("form", ["--which-formula", "--contrast"])
@pytest.mark.parametrize("other", [("--find-error",), ("--weakest",), ("--json", "--answer", "4")])
def test_what_cannot_be_is_told(cli: Cli, form: str, other: tuple[str, ...]) -> None:
    ran = cli("drill", form, "roi", *other, "--lang", "en")
    assert ran.code == 2
    assert form in ran.err


@pytest.mark.parametrize("how", ["--json", "--plain"])
@pytest.mark.parametrize(
    ("form", "told"),
    [("--which-formula", "do not serve to choose a formula"), ("--contrast", "No two of these")],
)
def test_a_drill_that_gives_none_is_told(cli: Cli, form: str, told: str, how: str) -> None:
    ran = cli("drill", form, "nps-interpretation", how, "--lang", "en")
    assert (ran.code, ran.out) == (1, "")
    assert told in ran.err


def _plain(cli: Cli, form: str, *lines: str, seed: str = "1") -> list[str]:
    words = ("taux-de-marge", "--plain", "--seed", seed, "--count", "1", "--lang", "en")
    ran = cli("drill", form, *words, typed="".join(f"{line}\n" for line in lines))
    assert (ran.code, ran.err) == (0, "")
    return ran.out.splitlines()


def test_line_by_line_the_formula_then_the_result_without_a_name(cli: Cli) -> None:
    (problem,) = _problems(cli, "taux-de-marge", "--seed", "1")
    options = [f"{number} {text}" for number, text in enumerate(problem["options"], 1)]
    said = _plain(cli, "--which-formula", str(problem["right"]), problem["answer"], "", "q")
    for line in (*options, "Which formula?", "1 right of 1."):
        assert line in said
    before = said[: said.index("1 right of 1.")]
    assert "Markup" not in before
    assert not any(line.startswith("Calculations: ") for line in before)


def test_a_confusion_is_told_with_what_sets_it_apart(cli: Cli) -> None:
    for seed in map(str, range(1, 20)):
        (problem,) = _problems(cli, "taux-de-marge", "--seed", seed)
        if MARQUE in problem["taken"]:
            break
    taken = str(problem["taken"].index(MARQUE) + 1)
    said = _plain(cli, "--which-formula", taken, problem["answer"], "", "q", seed=seed)
    assert "That is the formula of another indicator, “Gross margin”." in said
    assert "You take “Gross margin” for “Markup”, 1 time." in said
    (proposal,) = (line for line in said if "--contrast" in line)
    names = proposal.rpartition("--contrast ")[2].split()
    assert set(names) == {"calculs-plus/taux-de-marge", MARQUE}
    told = _objects(cli("stats", "drills", "--json", "--lang", "en"))
    tables = told[0]["tabs"]["drills"]["tables"] if "tabs" in told[0] else told[0]["tables"]
    (row,) = tables["confusions"]
    assert (row["wanted"], row["taken"], row["times"]) == ("Markup", "Gross margin", 1)
    page = cli("stats", "drills", "--lang", "en").out
    assert "What you take for something else" in page
    # The confused pair comes first where none is named.
    words = ("--contrast", "--plain", "--count", "1", "--lang", "en")
    pair = cli("drill", *words, typed="q\n").out
    assert "Purchase price before VAT" in pair
    assert "Two indicators, one set of figures" in pair
