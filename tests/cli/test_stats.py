import json
import re
from html.parser import HTMLParser
from pathlib import Path

from kpitrainer.study.stats.tabs import TABS
from tests.cli.conftest import Cli
from tests.shipped import LIBRARY

SHIPPED = len(LIBRARY.cards)


def test_before_the_first_answer(cli: Cli) -> None:
    ran = cli("stats", "--lang", "en")
    assert (ran.code, ran.err) == (0, "")
    assert re.search(rf"New +{SHIPPED}\n", ran.out)
    assert "Nothing to show yet" in ran.out


def test_figures_after_some_answers(cli: Cli, decks: Path, tmp_path: Path) -> None:
    own = ("--decks", str(decks), "--lang", "en")
    cli("review", "essai", "--limit", "2", *own, typed="\n4\nsecond\n\nsecond\n\n")
    drilled = json.loads(cli("drill", "calcul", "--seed", "1", "--json", *own).out)
    product = drilled["mistakes"]["produit"]
    cli("drill", "calcul", "--seed", "1", "--count", "1", *own, typed=f"{product}\n")
    told = json.loads(cli("stats", "--json", *own).out)
    assert list(told["tabs"]) == list(TABS)
    memory = told["tabs"]["memory"]["facts"]
    assert memory["new"] == SHIPPED + 7 - 2, "practice leaves a drill new"
    assert (memory["young"], memory["learning"]) == (2, 0)
    calendar = told["tabs"]["calendar"]
    assert (calendar["facts"]["streak"], calendar["facts"]["today-answers"]) == (1, 4)
    assert calendar["charts"]["calendar"]["places"][-1] == told["day"]
    assert calendar["charts"]["calendar"]["series"]["answers"][-1] == 4
    [mistake] = told["tabs"]["drills"]["tables"]["mistakes"]
    named = (mistake["deck_id"], mistake["card_id"], mistake["mistake_id"], mistake["times"])
    assert named == ("essai", "calcul", "produit", 1)
    assert "That is the product.  Sum" in cli("stats", "drills", *own).out
    shown = {card["card"]: card for card in told["by_card"]}
    assert {card["deck"] for card in told["by_card"]} == {"essai"}
    assert len(shown) == 2, "practice leaves a drill new"
    assert (shown["revele"]["answers"], shown["tape"]["answers"]) == (1, 2)
    one = json.loads(cli("stats", "memory", "--json", "--deck", "essai", *own).out)
    assert "by_card" not in one
    assert list(one["tabs"]) == ["memory"]
    states = ("new", "learning", "young", "mature", "suspended")
    assert sum(one["tabs"]["memory"]["facts"][state] for state in states) == 7
    card = cli("stats", "--card", "essai/calcul", *own)
    assert "essai/calcul" in card.out
    page = tmp_path / "page.html"
    assert cli("stats", "--html", str(page), *own).code == 0
    assert_one_page(page.read_text("utf-8"))


def assert_one_page(text: str) -> None:
    """Well-formed, with a picture a chart, and nothing that is fetched or run."""
    unclosed: list[str] = []

    class Reader(HTMLParser):
        def handle_starttag(self, tag: str, attrs: object) -> None:
            del attrs
            if tag != "meta":
                unclosed.append(tag)

        def handle_startendtag(self, tag: str, attrs: object) -> None:
            pass

        def handle_endtag(self, tag: str) -> None:
            assert unclosed.pop() == tag

    Reader().feed(text)
    assert unclosed == []
    assert text.count("<svg") > 3
    assert not re.search(r"https?://|<script|<link|url\(|src=|onload", text)


def test_what_there_is_not_is_named(cli: Cli, decks: Path, tmp_path: Path) -> None:
    own = ("--decks", str(decks), "--lang", "en")
    for arguments, told in (
        (("--deck", "esai"), "Did you mean “essai”?"),
        (("retentoin",), "Did you mean “retention”?"),
        (("--card", "essai/calcl"), "Did you mean “essai/calcul”?"),
    ):
        wrong = cli("stats", *arguments, *own)
        assert (wrong.code, told in wrong.err) == (2, True)
    unwritable = cli("stats", "--html", str(tmp_path), *own)
    assert (unwritable.code, "cannot be written" in unwritable.err) == (1, True)
