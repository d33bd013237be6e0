"""`kpitrainer deck judge`: answers of a file, judged without a session."""

import json
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

from tests.cli.conftest import Cli, Ran

Judge = Callable[..., Ran]

ANSWERS: list[tuple[dict[str, object], str]] = [
    ({"card": "essai/tape", "lang": "fr", "typed": "le deuxieme"}, "right"),
    ({"card": "essai/tape", "lang": "en", "typed": "second"}, "right"),
    ({"card": "essai/tape", "lang": "fr", "typed": "premier"}, "wrong"),
    ({"card": "essai/tape", "lang": "fr", "typed": "…"}, "again"),
    ({"card": "essai/trou#c1", "lang": "fr", "typed": "après"}, "near"),
    ({"card": "essai/liste", "lang": "fr", "typed": "poire"}, "right"),
    ({"card": "essai/liste", "lang": "fr", "typed": "poire; pomme"}, "right"),
    ({"card": "essai/liste", "lang": "fr", "typed": "poire; prune"}, "wrong"),
    ({"card": "essai/calcul", "lang": "fr", "typed": "douze"}, "again"),
]


@pytest.fixture
def judge(cli: Cli, decks: Path, tmp_path: Path) -> Judge:
    """Runs `deck judge` on lines, objects or texts."""

    def run(lines: Iterable[object], *more: str) -> Ran:
        file = tmp_path / "answers.jsonl"
        texts = [line if isinstance(line, str) else json.dumps(line) for line in lines]
        file.write_text("\n".join(texts), "utf-8")
        return cli("deck", "judge", str(file), "--decks", str(decks), *more)

    return run


def test_each_line_comes_back_with_its_verdict(judge: Judge) -> None:
    ran = judge([line | {"mine": 1} for line, _ in ANSWERS], "--json")
    objects = [json.loads(line) for line in ran.out.splitlines()]
    assert [found["verdict"] for found in objects] == [verdict for _, verdict in ANSWERS]
    assert [found["typed"] for found in objects] == [line["typed"] for line, _ in ANSWERS]
    assert {found["mine"] for found in objects} == {1}
    assert (objects[4]["say"], objects[4]["expected"]) == (
        "Presque\xa0: un mot manque.",
        "après trois",
    )
    assert (ran.code, ran.err) == (0, "")


def test_what_is_not_as_wanted_fails(judge: Judge) -> None:
    lines = [line | {"want": verdict} for line, verdict in ANSWERS]
    ran = judge(lines, "--lang", "en")
    assert ran.code == 0
    assert "list: 3 of 3 as wanted; 0 wrong accepted, 0 right refused." in ran.out.splitlines()
    lines[2]["want"] = "right"
    lines[5]["want"] = "wrong"
    ran = judge(lines, "--lang", "en")
    assert ran.code == 1
    told = ran.out.splitlines()
    assert told[0].startswith("3: essai/tape: “premier” is wrong, not right.")
    assert told[1].startswith("6: essai/liste: “poire” is right, not wrong.")
    assert "basic: 3 of 4 as wanted; 0 wrong accepted, 1 right refused." in told
    assert "list: 2 of 3 as wanted; 1 wrong accepted, 0 right refused." in told


def test_in_an_ordered_list_the_turn_of_an_item_has_come(cli: Cli, decks: Path) -> None:
    file = decks / "essai.yaml"
    file.write_text(
        file.read_text("utf-8").replace("list: liste", "list: liste\n    ordered: true"), "utf-8"
    )
    answers = decks.parent / "answers.jsonl"
    line = {"card": "essai/liste", "lang": "fr", "typed": "poire"}
    answers.write_text(
        "\n".join(json.dumps(line | item) for item in ({"item": 1}, {"item": 2}, {})), "utf-8"
    )
    ran = cli("deck", "judge", str(answers), "--decks", str(decks), "--json")
    assert [json.loads(out)["verdict"] for out in ran.out.splitlines()] == [
        "wrong",
        "right",
        "right",
    ]


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ({"card": "essai/rien", "lang": "fr", "typed": "x"}, "There is no card “essai/rien”"),
        ({"card": "essai/vrai", "lang": "fr", "typed": "x"}, "Nothing is typed at “essai/vrai”"),
        ({"card": "essai/tape", "lang": "de", "typed": "x"}, "“lang” (fr, en)"),
        ({"card": "essai/tape", "lang": "fr"}, "“typed”"),
        ({"card": "essai/liste", "lang": "fr", "typed": "x", "item": 3}, "no item 3"),
        ({"card": "essai/liste", "lang": "fr", "typed": "x", "item": "1"}, "“item” (a number)"),
        ({"card": "essai/tape", "lang": "fr", "typed": "x", "want": "wright"}, "“wright”"),
        ({"card": "essai/tape", "lang": "fr", "typed": "x", "want": ["right"]}, "“want”"),
        ({"card": ["essai/tape"], "lang": ["fr"], "typed": "x"}, "There is no card"),
        ({"card": "essai/tape", "lang": ["fr"], "typed": "x"}, "“lang”"),
        ("[" * 100_000, "no JSON object"),
        ("nope", "no JSON object"),
        ("[1]", "no JSON object"),
    ],
)
def test_a_line_that_cannot_be_judged_is_told_and_the_rest_judged(
    judge: Judge, line: object, told: str
) -> None:
    ran = judge(["", line, ANSWERS[0][0]], "--json", "--lang", "en")
    first, second = (json.loads(out) for out in ran.out.splitlines())
    assert first["verdict"] is None
    assert second["verdict"] == "right"
    assert ran.err.startswith("Line 2: ")
    assert told in ran.err
    assert ran.code == 1


def test_from_standard_input(cli: Cli, decks: Path) -> None:
    line = json.dumps(ANSWERS[0][0])
    ran = cli("deck", "judge", "-", "--decks", str(decks), "--json", typed=f"\ufeff{line}\n")
    assert json.loads(ran.out)["verdict"] == "right"


def test_a_file_that_is_not_there(cli: Cli) -> None:
    assert cli("deck", "judge", "nulle-part.jsonl").code == 2
