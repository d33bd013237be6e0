import pytest

from kpitrainer.domain.cards.card_types.list_line import guesses_in, parts_of
from kpitrainer.domain.cards.card_types.list_recall import (
    GuessStanding,
    ListItem,
    ListRecall,
    Recall,
)
from tests.words import VOCABULARY

ITEMS = ("NPS", "CSAT", "CES")


def found(text: str, *items: str, ordered: bool = False) -> Recall:
    wanted = tuple(ListItem({"fr": item}) for item in items or ITEMS)
    return ListRecall({}, wanted, ordered=ordered).recall([text], "fr", VOCABULARY)


@pytest.mark.parametrize(
    "text",
    [
        "NPS; CSAT; CES",
        "NPS；CSAT；CES",
        "NPS\nCSAT\r\n\nCES",
        "NPS, CSAT, CES",
        "NPS,CSAT,CES",
        "NPS, CSAT et CES",
        "NPS, CSAT, et CES",
        "NPS et CSAT et CES",
        "NPS ou CSAT ou CES",
        "NPS / CSAT / CES",
        "NPS/CSAT/CES",
        "NPS | CSAT | CES",
        "NPS + CSAT + CES",
        "nps+csat+ces",
        "NPS · CSAT · CES",
        "NPS – CSAT – CES",
        "NPS - CSAT - CES",
        "NPS\tCSAT\tCES",
        "NPS. CSAT. CES.",
        "NPS → CSAT → CES",
        "1. NPS 2. CSAT 3. CES",
        "1) NPS; 2) CSAT; 3) CES",
        "1. NPS\n2. CSAT\n3. CES",
        "1 - NPS\n2 - CSAT\n3 - CES",
        "a) NPS, b) CSAT, c) CES",
        "- NPS\n- CSAT\n- CES",
        "• NPS\n• CSAT\n* CES",
        "1er NPS\n2e CSAT\n3ème CES",
        "1.NPS\n2.CSAT\n3.CES",
        "1)NPS 2)CSAT 3)CES",
        "A. NPS B. CSAT C. CES",
        "d’abord NPS, puis CSAT et enfin CES",
        "NPS, CSAT ainsi que CES",
    ],
)
def test_a_list_is_read_as_people_write_it(text: str) -> None:
    assert set(found(text).found) == {0, 1, 2}
    assert set(found(text, ordered=True).found) == {0, 1, 2}


@pytest.mark.parametrize(
    ("text", "items"),
    [
        pytest.param(
            "vendre plus ; vendre mieux", ["vendre plus ; vendre mieux", "tenir"], id="a-;"
        ),
        pytest.param("prix, ponctualité", ["prix, ponctualité", "qualité"], id="a-comma"),
        pytest.param(
            "mesurer et analyser", ["mesurer et analyser", "mesurer", "analyser"], id="an-et"
        ),
        pytest.param("1,5 million", ["1,5 million", "5"], id="a-decimal-comma"),
        pytest.param("24/7", ["24/7", "7"], id="a-slash-between-digits"),
    ],
)
def test_what_is_an_item_as_it_stands_stays_whole(text: str, items: list[str]) -> None:
    assert [guess.text for guess in found(text, *items).guesses] == [text]


@pytest.mark.parametrize(
    ("text", "items", "guesses"),
    [
        pytest.param(
            "qualité, prix, ponctualité",
            ["prix, ponctualité", "prix", "qualité"],
            ["qualité", "prix, ponctualité"],
            id="the-longest-first",
        ),
        pytest.param("NPS, marge, CES", ITEMS, ["NPS", "marge", "CES"], id="those-found-count"),
        pytest.param("NPS et marge", ITEMS, ["NPS et marge"], id="et-only-where-all-fit"),
        pytest.param("marge, coût", ITEMS, ["marge, coût"], id="where-none-fits"),
        pytest.param("marge; coût", ITEMS, ["marge", "coût"], id="a-semicolon-always-parts"),
        pytest.param(" ; ;\n", ITEMS, [], id="nothing"),
    ],
)
def test_a_line_is_parted_where_its_parts_fit(
    text: str, items: list[str], guesses: list[str]
) -> None:
    assert [guess.text for guess in found(text, *items).guesses] == guesses


@pytest.mark.parametrize(
    ("text", "code"),
    [("marge, coût", "answer.item-unparted"), ("marge brute", "answer.item-wrong")],
)
def test_what_fits_nothing_is_told_how_to_be_parted(text: str, code: str) -> None:
    last = found(text).last
    assert last is not None
    assert (last.standing, last.message.code) == (GuessStanding.WRONG, code)


def test_two_items_are_two_though_together_they_say_one() -> None:
    items = ("compétences | nouveau métier", "métier")
    wanted = tuple(
        ListItem({"fr": texts[0]}, {"fr": tuple(texts)})
        for texts in (i.split(" | ") for i in items)
    )
    recalled = ListRecall({}, wanted).recall(["compétences, métier"], "fr", VOCABULARY)
    assert set(recalled.found) == {0, 1}


class Letters:
    """A list of one item, the letter a."""

    def fitting(self, text: str) -> list[int]:
        return [0] if text == "a" else []

    def is_wording(self, text: str) -> bool:
        return text == "a"


def test_a_line_of_very_many_parts_is_one_guess() -> None:
    assert guesses_in(", ".join("a" * 80), Letters(), 1) == ["a"] * 80
    assert len(guesses_in(", ".join("a" * 81), Letters(), 1)) == 1
    assert parts_of("a, b et c") == 3
