"""`drill --find-error`: as objects for programs, and line by line."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Cli, Ran


def _objects(ran: Ran) -> list[dict[str, Any]]:
    assert (ran.code, ran.err) == (0, "")
    return [json.loads(line) for line in ran.out.splitlines()]


def _sheets(cli: Cli, *words: str) -> list[dict[str, Any]]:
    return _objects(cli("drill", "--find-error", "--json", *words, "--lang", "en"))


def test_one_object_a_sheet(cli: Cli, home: Path) -> None:
    told = _sheets(cli, "retention", "--seed", "1", "--count", "12")
    assert [each["seed"] for each in told] == list(range(1, 13))
    keys = {"id", "seed", "given", "ask", "lines", "wrong", "mistake", "say", "answer", "unit"}
    for each in told:
        assert each.keys() == keys
        assert each["id"] == "retention"
        wrong = each["wrong"]
        assert (each["mistake"] is None) == (each["say"] is None) == (wrong is None)
        assert wrong is None or 1 <= wrong <= len(each["lines"]) == 2
        # A right sheet ends with the answer, another with something else.
        assert (f" {each['answer']}%" in each["lines"][-1]) == (wrong is None)
    assert {each["wrong"] for each in told} == {1, 2, None}
    assert not (home / "progress.db").exists()


def test_a_seed_gives_the_same_sheet_and_drills_without_one_are_left_out(cli: Cli) -> None:
    three = _sheets(cli, "roi", "--seed", "5", "--count", "3")
    assert _sheets(cli, "roi", "--seed", "6") == three[1:2]
    ran = cli(
        *("drill", "--find-error", "--json", "ltv-cac", "roi", "cac"),
        *("--seed", "1", "--count", "2", "--lang", "en"),
    )
    assert ran.err == "Gives no sheet to correct, left out: LTV to CAC ratio.\n"
    assert [json.loads(line)["id"] for line in ran.out.splitlines()] == ["roi", "cac"]


def test_in_lines_too_it_is_told_which_drills_give_no_sheet(cli: Cli) -> None:
    said = cli("drill", "--find-error", "ltv-cac", "roi", "--plain", "--lang", "en", typed="q\n")
    assert "left out: LTV to CAC ratio." in said.out
    alone = cli("drill", "--find-error", "roi", "--plain", "--lang", "en", typed="q\n")
    assert "left out" not in alone.out


def test_a_part_of_several_is_told(cli: Cli) -> None:
    told = _sheets(cli, "ces-v2-calcul", "--seed", "1", "--count", "9")
    assert {each["part"] for each in told} == {1, 2}


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("roi", "--json", "--answer", "4"), "--find-error"),
        (("roi", "--preview", "1"), "--find-error"),
        (("roi", "--json", "--tag", "absent"), "absent"),
        (("absent", "--json"), "absent"),
    ],
)
def test_what_cannot_be_is_told(cli: Cli, words: tuple[str, ...], told: str) -> None:
    ran = cli("drill", "--find-error", *words, "--lang", "en")
    assert ran.code == 2
    assert told in ran.err


@pytest.mark.parametrize("form", ["--json", "--plain"])
def test_a_drill_that_gives_no_sheet_is_told(cli: Cli, form: str) -> None:
    ran = cli("drill", "--find-error", "ltv-cac", form, "--lang", "en")
    assert (ran.code, ran.out) == (1, "")
    assert "do not serve to find the error" in ran.err


def _plain(cli: Cli, *lines: str, lang: str = "en") -> list[str]:
    words = ("retention", "--plain", "--seed", "1", "--count", "1", "--lang", lang)
    ran = cli("drill", "--find-error", *words, typed="".join(f"{line}\n" for line in lines))
    assert (ran.code, ran.err) == (0, "")
    return ran.out.splitlines()


def test_line_by_line_the_number_of_the_line_then_the_result(cli: Cli) -> None:
    (sheet,) = _sheets(cli, "retention", "--seed", "1")
    lines = [f"{number} {line}" for number, line in enumerate(sheet["lines"], 1)]
    right = str(sheet["wrong"] or 3)
    said = _plain(cli, right, sheet["answer"], "", "q")
    for line in (*lines, "3 Nothing to correct"):
        assert line in said
    assert "1 right of 1." in said
    other = "3" if right != "3" else "1"
    said = _plain(cli, other, "12", "", "q")
    assert "0 right of 1." in said
    if sheet["wrong"]:
        advice = f"To whoever works like that, say: “{sheet['say']}”"
        assert f"Line {sheet['wrong']} is wrong. {advice}" in said


def test_asking_for_the_solution_tells_the_line_and_why(cli: Cli) -> None:
    seeds = ({**each} for each in _sheets(cli, "retention", "--seed", "1", "--count", "5"))
    sheet = next(each for each in seeds if each["wrong"])
    words = ("retention", "--plain", "--seed", str(sheet["seed"]), "--count", "1", "--lang", "en")
    said = cli("drill", "--find-error", *words, typed="\n\nq\n").out.splitlines()
    advice = f"To whoever works like that, say: “{sheet['say']}”"
    assert f"Line {sheet['wrong']} is wrong. {advice}" in said
