import csv
import json
from dataclasses import replace
from io import BytesIO, StringIO
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from kpitrainer.deckfile.read.deck_reader import read_deck
from kpitrainer.domain.cards.card import Deck
from kpitrainer.domain.cards.card_types.drill import Drill
from kpitrainer.domain.text.formatting import formatted
from kpitrainer.formats.formulas import ESCAPED_FORMULA, as_text
from kpitrainer.formats.write.with_marks import with_marks
from tests.formats.exports import (
    ALL,
    KEPT,
    brought_back,
    deck_of,
    left_out_of,
    losses_of,
    taken_out,
)
from tests.shipped import DECKS

FORMATS = pytest.mark.parametrize("name", ["csv", "xlsx"])


def differences(before: Deck, after: Deck) -> list[tuple[str, str]]:
    """The cards, drills apart, of which something is not as it was."""
    cards = {card.key.card: card for card in after.cards}
    return [
        (card.key.card, field)
        for card in before.cards
        if not isinstance(card.content, Drill)
        for field in KEPT
        if card.key.card not in cards
        or getattr(card, field) != getattr(cards[card.key.card], field)
    ]


@FORMATS
@pytest.mark.parametrize("deck", DECKS, ids=lambda deck: deck.id)
def test_each_shipped_deck_comes_back_but_for_what_was_told(
    tmp_path: Path, deck: Deck, name: str
) -> None:
    outgoing, data = taken_out(deck, name)
    drills = [draft.place.number for draft in outgoing.drafts if draft.kind == "drill"]
    assert left_out_of(outgoing) == [(number, "no-drills") for number in drills]
    told = {"lost-version", "lost-sibling", "lost-aliases"}
    assert {code for codes in losses_of(outgoing).values() for code in codes} <= told
    if not outgoing.kept:
        return
    back = brought_back(tmp_path, data, f".{name}")
    assert (back.left_out, back.languages) == ([], list(deck.languages))
    assert [entry.losses for entry in back.entries if entry.losses] == []
    assert differences(deck, deck_of(back.yaml())) == []


@FORMATS
def test_all_that_a_card_can_have_comes_back(tmp_path: Path, name: str) -> None:
    deck = deck_of(ALL)
    outgoing, data = taken_out(deck, name)
    assert (losses_of(outgoing), left_out_of(outgoing)) == ({}, [])
    back = brought_back(tmp_path, data, f".{name}")
    assert [entry.losses for entry in back.entries if entry.losses] == []
    again = deck_of(back.yaml())
    assert [card.key.card for card in again.cards] == [card.key.card for card in deck.cards]
    assert differences(deck, again) == []


@FORMATS
@pytest.mark.parametrize("language", ["fr", "en"])
def test_one_language_comes_back(tmp_path: Path, name: str, language: str) -> None:
    _, data = taken_out(deck_of(ALL), name, (language,))
    back = deck_of(brought_back(tmp_path, data, f".{name}").yaml())
    assert back.languages == (language,)
    for card, again in zip(deck_of(ALL).cards, back.cards, strict=True):
        ours, theirs = card.content, again.content
        assert theirs.solution(language) == ours.solution(language)
        assert theirs.right_answers(language) == ours.right_answers(language)
        assert theirs.question(language, filled=False) == ours.question(language, filled=False)
        assert sorted(map(str, theirs.options(language, 1))) == sorted(
            map(str, ours.options(language, 1))
        )


def test_a_language_that_is_none_of_the_interface_comes_back(tmp_path: Path) -> None:
    text = (
        "deck: d\ntitle: {pt-BR: Um, ca: Un}\nlanguages: [pt-BR, ca]\nlevel: 1\ncards:\n"
        "  - basic: a\n    ask: {pt-BR: Um?, ca: Un?}\n    answer: {pt-BR: um, ca: un}\n"
    )
    _, data = taken_out(deck_of(text), "csv")
    back = deck_of(brought_back(tmp_path, data, ".csv").yaml())
    assert sorted(back.languages) == ["ca", "pt-BR"]
    assert back.cards[0].content.solution("ca") == ("un",)


def test_no_cell_of_a_csv_is_a_formula() -> None:
    _, data = taken_out(deck_of(ALL), "csv")
    text = data.decode("utf-8-sig")
    cells = [cell for row in csv.reader(StringIO(text), delimiter=";") for cell in row]
    assert [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r"))] == []
    assert "'=1+1 ; deux | trois" in cells


@given(st.text("'=+-@＝＋－＠ab", max_size=6))
def test_the_sign_before_a_formula_is_taken_off_again(cell: str) -> None:
    shown = as_text(cell)
    assert not shown.startswith(tuple("=+-@＝＋－＠"))
    assert (shown[1:] if ESCAPED_FORMULA.match(shown) else shown) == cell


def test_a_workbook_holds_texts_and_nothing_that_is_computed() -> None:
    deck = deck_of(ALL.replace("Combien ?", "https://example.org/_x0041_"))
    _, data = taken_out(deck, "xlsx")
    book = load_workbook(BytesIO(data))
    assert book.properties.creator == "Ada"
    sheet = book.active
    assert sheet is not None
    rows = list(sheet.iter_rows())
    assert {cell.data_type for row in rows for cell in row if cell.value is not None} == {"s"}
    assert not any(cell.hyperlink for row in rows for cell in row)
    assert sheet.freeze_panes == "B2"
    assert all(cell.font.b and cell.fill.fgColor.rgb == "FF1D4E79" for cell in rows[0])
    assert all(cell.alignment.wrap_text for row in rows for cell in row if cell.value)
    asked = [row[2].value for row in rows]
    assert asked[:2] == ["Question (fr)", "=1+1 ; deux | trois"]
    assert "https://example.org/_x0041_" in asked
    widths = [sheet.column_dimensions[letter].width for letter in "ABC"]
    assert all(8 <= width <= 61 for width in widths), "as wide as they need"


def test_what_no_cell_holds_is_left_out_and_told() -> None:
    long = "x" * 1_995
    items = "".join(f"      - {{fr: {long}{n}, en: b{n}}}\n" for n in range(10, 27))
    text = ALL.split("  - basic: simple")[0] + (
        f"  - list: long\n    ask: {{fr: Q, en: Q}}\n    items:\n{items}"
        "  - basic: court\n    ask: {fr: Q2, en: Q2}\n    answer: {fr: a, en: a}\n"
    )
    outgoing, data = taken_out(deck_of(text), "xlsx")
    assert left_out_of(outgoing) == [(1, "cell-too-long")]
    sheet = load_workbook(BytesIO(data)).active
    assert sheet is not None
    assert [row[0].value for row in sheet.iter_rows()] == ["Id", "court"]


def is_trim(text: str) -> bool:
    """Whether no line of it ends with blanks, and none is empty twice: no import keeps that."""
    if "\n\n\n" in text:
        return False
    lines = formatted(text).split("\n")
    return all(line == line.rstrip() for line in lines) and lines[0] == lines[0].lstrip() != ""


SIGNS = st.text("aé ;|/\\*`-=+'\"\n,:1.{}[]<>&@", min_size=1, max_size=12).filter(is_trim)
TEXTS = st.fixed_dictionaries({"fr": SIGNS, "en": SIGNS})
SOME = st.lists(SIGNS.filter(lambda text: "\n" not in text), min_size=1, max_size=3)
LISTS = st.fixed_dictionaries({"fr": SOME, "en": SOME})
OPTIONS = st.lists(TEXTS, min_size=3, max_size=4)


@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.filter_too_much, HealthCheck.too_slow],
)
@given(
    ask=TEXTS,
    options=OPTIONS,
    say=TEXTS,
    accept=LISTS,
    separate=st.sampled_from(["csv", "xlsx"]),
)
def test_whatever_signs_are_in_it_a_card_comes_back(
    ask: dict[str, str],
    options: list[dict[str, str]],
    say: dict[str, str],
    accept: dict[str, list[str]],
    separate: str,
) -> None:
    first, *others = options
    cards: list[dict[str, object]] = [
        {"basic": "a", "ask": ask, "answer": first, "accept": accept, "typed": True, "why": say},
        {"list": "b", "ask": ask, "items": [{**options[0], "accept": accept}, *others]},
        {
            "choice": "c",
            "ask": ask,
            "answer": first,
            "wrong": [{"text": options[1], "say": say}, *options[2:]],
        },
        {"choice": "d", "ask": ask, "answers": options[:2], "wrong": options[2:]},
        {"truefalse": "e", "claim": ask, "answer": False, "hint": say},
    ]
    header = {"deck": "d", "title": "T", "languages": ["fr", "en"], "level": 1}
    read = read_deck(json.dumps({**header, "cards": cards}).encode(), "d.yaml").deck
    assume(read is not None and read.cards)
    assert read is not None
    outgoing, data = taken_out(read, separate)
    lost = losses_of(outgoing)
    with TemporaryDirectory() as folder:
        back = brought_back(Path(folder), data, f".{separate}")
    again = deck_of(back.yaml())
    kept = [card for card in read.cards if card.key.card not in lost]
    assert differences(replace(read, cards=tuple(kept)), again) == []
    assert {code for codes in lost.values() for code in codes} <= {"lost-lines"}


MARKS = st.text("*`|\\- 1.ab\n", max_size=24)


@given(MARKS)
def test_marks_are_written_as_they_were_read(text: str) -> None:
    read = formatted(text)
    again = formatted(with_marks(read))
    assert again == read, "not a letter is lost"


@pytest.mark.parametrize(
    "text",
    [
        "*a* et **b**",
        "*a `b*c` d*",
        "```a``b```",
        "` `` `",
        "- a\n- *b*",
        "x\n| a | `b\\|c` |\n|---|---|\n| 1 | *2* |\ny",
        "| a | b |\n| c | d |",
        "*a **b** c*",
        r"\*a\* `b`",
    ],
)
def test_formatting_is_kept(text: str) -> None:
    read = formatted(text)
    again = formatted(with_marks(read))
    assert getattr(again, "spans", ()) == getattr(read, "spans", ())
    assert getattr(read, "spans", ())
