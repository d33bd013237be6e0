"""GIFT as others read it, and as our own importer does."""

import re
from html import unescape
from pathlib import Path

import pytest

from kpitrainer.bootstrap import base_words
from kpitrainer.deckfile.files.deck_cache import read_remembered
from kpitrainer.formats.decimal_sign import in_languages
from kpitrainer.formats.draft import ReadOptions
from kpitrainer.formats.outgoing import WriteOptions, outgoing_deck
from kpitrainer.formats.read.gift import read
from kpitrainer.formats.write import gift_file
from tests.formats.decks_out import (
    ALL_TYPES,
    DRILL,
    NASTY_GAP,
    NASTY_READ,
    PLAIN_TYPES,
    deck_of,
    losses_of,
)
from tests.formats.gift_seen import SeenGift, questions


def _seen(folder: Path, cards: str, draws: int = 3) -> dict[str, SeenGift]:
    text = gift_file.write(deck_of(folder, cards, draws=draws)).decode()
    return {each.name: each for each in questions(text)}


def test_each_card_is_the_question_that_fits(tmp_path: Path) -> None:
    seen = _seen(tmp_path, PLAIN_TYPES)
    assert list(seen) == [
        "libre", "mot", "commande", "nombre", "prix", "liste", "trous-1", "trous-2", "un",
        "plusieurs", "place", "claim", "faux",
    ]  # fmt: skip
    assert [(each.sign, each.text) for each in seen["mot"].options] == [
        ("=", "froid"), ("=", "le froid"), ("=", "gelé")
    ]  # fmt: skip
    assert seen["mot"].before == "Le contraire de <em>chaud</em> ?"
    assert seen["nombre"].is_number
    assert [each.text for each in seen["prix"].options] == ["200:20"]
    assert [each.text for each in seen["claim"].options] == ["T"]
    assert [each.text for each in seen["faux"].options] == ["F"]
    assert not seen["libre"].options
    assert seen["libre"].general.startswith("<p>Rien de <em>bon</em>")
    assert [(each.sign, each.text, each.feedback) for each in seen["un"].options] == [
        ("=", "le <em>bon</em>", ""), ("~", "mauvais", "Non :"), ("~", "pire", "")
    ]  # fmt: skip
    assert [each.percent for each in seen["plusieurs"].options] == [33.33333] * 3 + [-100.0] * 2


def test_a_gap_is_a_missing_word_with_the_others_filled(tmp_path: Path) -> None:
    seen = _seen(tmp_path, PLAIN_TYPES)
    first, second = seen["trous-1"], seen["trous-2"]
    assert (first.before, first.behind) == ("Un <em>taux</em> de ", " haut et un NPS bas,")
    assert [each.text for each in first.options] == ["churn", "attrition"]
    assert second.before == "Un <em>taux</em> de churn haut et un "


def test_signs_of_the_format_are_letters(tmp_path: Path) -> None:
    seen = _seen(tmp_path, ALL_TYPES)
    told = unescape(seen["libre"].before)
    assert told == f"Que dit {NASTY_READ} ?"
    assert NASTY_READ in unescape(seen["libre"].general)
    option = seen["un"].options[1]
    assert unescape(option.text) == f"mauvais {NASTY_READ}"
    assert unescape(option.feedback) == f"Non : {NASTY_READ}"
    typed = seen["mot"].options[0].text
    assert typed == f"froid {NASTY_READ}".replace("*", "\\*")  # no HTML; a star alone is any text
    assert unescape(seen["trous-1"].behind).count(NASTY_READ) == 1
    gap = seen["trous-2"].options[0].text
    assert gap == f"NPS {NASTY_GAP}".replace("\\\\", "\\").replace("*", "\\*")
    assert "<script" not in "".join(each.before + each.general for each in seen.values())


def test_drills_are_drawn_with_their_mistakes(tmp_path: Path) -> None:
    seen = _seen(tmp_path, DRILL, draws=4)
    assert list(seen) == ["marge-1", "marge-2", "marge-3", "marge-4"]
    for question in seen.values():
        price, cost = map(int, re.findall(r"(\d+) €", question.before))
        right, added, turned = question.options
        assert question.is_number
        assert (right.text, right.percent) == (f"{price - cost}:0.005", None)
        assert (added.text, added.percent) == (f"{price + cost}:0.005", 0.0)
        assert added.feedback.startswith(f"Tu as ajouté {cost}.")
        assert turned.text == f"{cost - price}:0.005"
        assert f"{price} − {cost} = {price - cost},00" in question.general
    assert len({question.before for question in seen.values()}) == 4
    assert _seen(tmp_path, DRILL, draws=4) == seen


def test_what_comes_back_is_what_went_out(tmp_path: Path) -> None:
    file = tmp_path / "quiz.gift"
    file.write_bytes(gift_file.write(deck_of(tmp_path, PLAIN_TYPES)))
    fields = {draft.key: draft.fields for draft in read(file, ReadOptions()).drafts}
    assert fields["mot"]["accept"] == ["le froid", "gelé"]
    assert fields["mot"]["ask"] == "Le contraire de *chaud* ?"
    assert fields["trous-1"]["text"] == "Un *taux* de {{1: churn}} haut et un NPS bas,"
    assert fields["un"]["wrong"] == [{"text": "mauvais", "say": "Non :"}, "pire"]
    assert fields["un"]["why"] == "Le bon est bon."
    assert fields["plusieurs"]["answers"] == ["a", "b", "c"]
    assert (fields["claim"]["answer"], fields["faux"]["answer"]) == (True, False)
    assert in_languages(fields["nombre"], ("en",))["tolerance"] == "0.01"


def test_what_it_loses_is_told(tmp_path: Path) -> None:
    arrow = '  - basic: fleche\n    ask: "De a ?"\n    answer: "a -> b"\n    typed: true\n'
    outgoing = deck_of(tmp_path, PLAIN_TYPES + arrow + DRILL)
    data = gift_file.write(outgoing).decode()
    assert losses_of(outgoing) == {
        "libre": ["corrected-by-hand"],
        "liste": ["corrected-by-hand"],
        "place": ["fixed-order"],
        "marge": ["drawn"],
    }
    assert [message.code for message in outgoing.told] == [
        "export.no-sources", "export.no-hints", "export.no-slips", "export.no-units"
    ]  # fmt: skip
    assert [left.reason.code for left in outgoing.left_out] == ["export.looks-matched"]
    assert "->" not in data


@pytest.mark.parametrize("path", sorted(Path("decks").glob("*.yaml")), ids=lambda path: path.stem)
def test_shipped_decks_are_read_whole(path: Path) -> None:
    deck, _ = read_remembered(path, None, base_words())
    assert deck is not None
    outgoing = outgoing_deck(deck, ("fr",), WriteOptions(draws=2))
    seen = questions(gift_file.write(outgoing).decode())
    names = [each.name for each in seen]
    assert len(set(names)) == len(names)
    kept = {draft.wanted_name for draft in outgoing.kept}
    assert {name for name in kept if any(each.startswith(name) for each in names)} == kept
    for question in seen:
        if question.is_number:
            numbers = [float(option.text.partition(":")[0]) for option in question.options]
            right = [option.percent is None for option in question.options]
            assert right[0]
            wrong = [
                number for number, is_right in zip(numbers, right, strict=True) if not is_right
            ]
            assert numbers[0] not in wrong, question.name
