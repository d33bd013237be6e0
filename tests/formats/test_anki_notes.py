"""What notes of Anki become, by their type's fields and templates; packages made by hand."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

from kpitrainer.domain.errors import UnknownNameError
from tests.formats.imports import brought_in, codes, entries, left_out, losses
from tests.formats.packages import FRONT_BACK, by_hand, note_type

CLOZE = note_type(
    ("Text", "Extra"), [("{{cloze:Text}}", "{{cloze:Text}}<br>{{Extra}}")], cloze=True
)


def made(tmp_path: Path, *notes: Sequence[str], kind: Mapping[str, Any] = CLOZE) -> dict[str, Any]:
    """The entry that the first of these notes gives."""
    return entries(brought_in(by_hand(tmp_path / "p.apkg", notes, kind)))[0]


def plain(card: Mapping[str, Any]) -> dict[str, Any]:
    """A card without its name."""
    return {key: value for at, (key, value) in enumerate(card.items()) if at}


def test_gaps_keep_their_numbers_and_the_extra_field_is_the_reason(tmp_path: Path) -> None:
    card = made(tmp_path, ["{{c1::un}} et {{c2::deux}} et {{c1::trois}}", "car <i>oui</i>"])
    assert card["text"] == "{{1: un}} et {{2: deux}} et {{1: trois}}"
    assert card["why"] == "car *oui*"


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("{{c1::<b>a</b>}}", "{{1: **a**}}"),
        ("<b>{{c1::a}}</b> b", "**{{1: a}}** b"),
        ("{{c1:: a }}b", " {{1: a}} b".strip()),
        ("{{c1::a {{c2::b}} c}}", "{{1: a}} {{2: b}} {{1: c}}"),
        ("{{c1::a{{c2::b}}}}", "{{1: a}}{{2: b}}"),
        ("{{c1::\\(x^2\\)}} fin", "{{1: x²}} fin"),
        ("\\({{c1::x^2}}\\) fin", "{{1: x²}} fin"),
        ("{{c1::a}} }} {{ b", "{{1: a}} } } { { b"),
        ("{{c1::a", "{{1: a}}"),
        ("{{c1::}} {{c2::b}}", "{{2: b}}"),
        ("{{C1::a}}", "{{1: a}}"),
        ("{{c100::a}} {{c2::b}}", "a {{2: b}}"),
        ("{{c1::std::vector::indice}}", "{{1: std}}"),
    ],
)
def test_gaps(tmp_path: Path, html: str, text: str) -> None:
    assert made(tmp_path, [html, ""])["text"] == text


def test_the_hint_of_a_gap_is_kept_or_told(tmp_path: Path) -> None:
    deck = brought_in(by_hand(tmp_path / "p.apkg", [["{{c1::a::b}}", ""]], CLOZE))
    (card,) = entries(deck)
    assert card.get("hint") in ({1: "b"}, {"1": "b"}) or "lost-key" in losses(deck)["a"]


def test_a_cloze_without_a_gap_is_left_out(tmp_path: Path) -> None:
    notes = [["rien", ""], ["{{c1::a}}", ""]]
    assert left_out(brought_in(by_hand(tmp_path / "p.apkg", notes, CLOZE))) == [(1, "no-gap")]


def test_the_words_of_a_template_are_part_of_the_question(tmp_path: Path) -> None:
    sides = [
        (
            "<style>.a{}</style><!-- {{Map}} --><script>x()</script>Capital of {{Country}}?",
            "{{FrontSide}}<hr>{{Capital}}<br>{{Map}}<br>{{Info}}",
        ),
        ("Country of {{Capital}}?", "{{FrontSide}}<hr>{{Country}}"),
    ]
    kind = note_type(("Country", "Capital", "Map", "Info", "Other"), sides)
    more = "INSERT INTO cards VALUES (9, 1, 7, 1, 0, 0, 0);"
    notes = [["Ghana", "Accra", '<img src="g.png">', "a port", "unseen"]]
    deck = brought_in(by_hand(tmp_path / "p.apkg", notes, kind, more=more))
    first, second = map(plain, entries(deck))
    assert first == {"ask": "Capital of Ghana?", "answer": "Accra", "why": "Info: a port"}
    assert second == {"ask": "Country of Accra?", "answer": "Ghana"}
    assert losses(deck)["capital-of-ghana"] == ["lost-picture", "lost-field"]


def test_only_the_cards_that_are_there_are_made(tmp_path: Path) -> None:
    both = [("{{Front}}", "{{Back}}"), ("{{Back}}", "{{Front}}")]
    kind = note_type(("Front", "Back"), both)
    more = "INSERT INTO cards VALUES (9, 2, 7, 1, 0, 0, 0); DELETE FROM cards WHERE id = 3;"
    more += "INSERT INTO cards VALUES (10, 3, 7, 1, 0, 0, 0);"
    notes = [["a", "A"], ["b", "B"], ["c", "C"]]
    found = entries(brought_in(by_hand(tmp_path / "p.apkg", notes, kind, more=more)))
    assert list(map(plain, found)) == [
        {"ask": "a", "answer": "A"},
        {"ask": "b", "answer": "B", "reverse": True},
        {"ask": "C", "answer": "c"},
    ]


def test_fields_are_known_by_their_words(tmp_path: Path) -> None:
    names = ("Question", "Réponse", "Explication", "Source", "Indice", "Étiquettes", "Autres")
    sides = [("{{Question}}", "{{FrontSide}}{{Explication}}{{Réponse}}")]
    notes = [["q", "r", "parce que", "Livre<br>p. 3", "un indice", "x, y", "z"]]
    deck = brought_in(by_hand(tmp_path / "p.apkg", notes, note_type(names, sides)))
    (card,) = entries(deck)
    assert (card["answer"], card["why"], card["source"]) == ("r", "parce que", ["Livre p. 3"])
    assert card["tags"] == ["x", "y"]
    assert card.get("hint") == "un indice" or "lost-key" in losses(deck)["q"]
    assert "lost-field" in losses(deck)["q"]


def test_a_hint_field_of_the_front(tmp_path: Path) -> None:
    kind = note_type(("Front", "Back", "Aide"), [("{{Front}}{{hint:Aide}}", "{{Back}}")])
    deck = brought_in(by_hand(tmp_path / "p.apkg", [["q", "r", "début"]], kind))
    (card,) = entries(deck)
    assert card["ask"] == "q"
    assert card.get("hint") == "début" or losses(deck) == {"q": ["lost-key"]}


QUIZ = note_type(
    ("Question", "Answer", "Kind"), [("{{Question}}", "{{FrontSide}}<hr id=answer>{{Answer}}")]
)
OPTIONS = "<ul><li>A. rouge</li><li>B. vert</li><li>C. bleu.</li></ul>"


@pytest.mark.parametrize(
    ("answer", "right"),
    [("vert", "vert"), ("B", "vert"), ("B.", "vert"), ("B. vert", "vert"), ("Bleu", "bleu.")],
)
def test_options_in_the_question_make_a_choice(tmp_path: Path, answer: str, right: str) -> None:
    note = [f"<p>Quelle couleur&nbsp;?</p>{OPTIONS}", answer, "Multiple Choice"]
    card = made(tmp_path, note, kind=QUIZ)
    assert plain(card) == {
        "ask": "Quelle couleur\u00a0?",
        "answer": right,
        "wrong": [each for each in ("rouge", "vert", "bleu.") if each != right],
    }


def test_several_letters_are_several_right_options(tmp_path: Path) -> None:
    html = "Lesquelles ?<br>A) rouge<br>B) vert<br>C) bleu<br>D) noir"
    card = made(tmp_path, [html, "A, C", ""], kind=QUIZ)
    assert (card["answers"], card["wrong"]) == (["rouge", "bleu"], ["vert", "noir"])


@pytest.mark.parametrize(
    ("answer", "right"),
    [
        ("vert", ["vert"]),
        ("B. vert", ["vert"]),
        ("A. rouge<br>C. bleu", ["rouge", "bleu"]),
        ("2", None),
        ("B", None),
        ("B. rouge", None),
    ],
)
def test_numbered_options_are_some_only_if_the_answer_repeats_one(
    tmp_path: Path, answer: str, right: list[str] | None
) -> None:
    html = "Laquelle ?<ol type=A><li>rouge</li><li>vert</li><li>bleu</li><li>noir</li></ol>"
    card = made(tmp_path, [html, answer, ""], kind=QUIZ)
    if right is None:
        assert next(iter(card)) == "basic"
    else:
        assert card.get("answers", [card["answer"]] if "answer" in card else None) == right
        assert card["ask"] == "Laquelle ?"
        assert {*right, *card["wrong"]} == {"rouge", "vert", "bleu", "noir"}


def test_an_answer_that_is_none_of_the_options_leaves_the_question_whole(tmp_path: Path) -> None:
    card = made(tmp_path, [f"Quoi ?{OPTIONS}", "jaune", ""], kind=QUIZ)
    assert (card["answer"], "- B. vert" in card["ask"]) == ("jaune", True)


@pytest.mark.parametrize(
    ("option", "is_last", "is_told"),
    [
        ("None of the above", True, False),
        ("Toutes les réponses ci-dessus", True, False),
        ("Both A and B.", False, True),
        ("A et B", False, True),
        ("A and a half", False, False),
    ],
)
def test_options_that_mean_others(
    tmp_path: Path, option: str, is_last: bool, is_told: bool
) -> None:
    note = [f"Q ?<br>A. un<br>B. deux<br>C. trois<br>D. {option}", "un", ""]
    deck = brought_in(by_hand(tmp_path / "p.apkg", [note], QUIZ))
    (card,) = entries(deck)
    assert card.get("last") == ([option] if is_last else None)
    assert losses(deck) == ({"q": ["option-of-others"]} if is_told else {})


def test_options_in_fields_of_their_own(tmp_path: Path) -> None:
    names = ("Question", "A", "B", "C", "Answer")
    kind = note_type(names, [("{{Question}} {{A}} {{B}} {{C}}", "{{Answer}}")])
    card = made(tmp_path, ["Q", "un", "deux", "trois", "c"], kind=kind)
    assert (card["answer"], card["wrong"]) == ("trois", ["un", "deux"])


@pytest.mark.parametrize(("answer", "flag"), [("True", True), ("Faux", False)])
def test_truth_values_make_claims(tmp_path: Path, answer: str, flag: bool) -> None:
    card = made(tmp_path, ["La marge est un taux.", answer, "True / False"], kind=QUIZ)
    assert plain(card) == {"claim": "La marge est un taux.", "answer": flag}


@pytest.mark.parametrize(
    ("question", "answer", "kind"),
    [
        ("Lesquels ?", "<ul><li>a</li><li>b</li></ul>", "list"),
        ("Lesquels ?", "<ol><li>a<li>b</ol>", "list"),
        ("Lesquels (select all that apply)?", "a<br>b", "list"),
        ("Lesquels ?", "a<br>b", "basic"),
        ("Lequel* ?", "a<br><br>* remarque", "basic"),
        ("Lesquels ?", f"<ul><li>{'mot ' * 30}</li><li>b</li></ul>", "basic"),
    ],
)
def test_short_lines_are_a_list(tmp_path: Path, question: str, answer: str, kind: str) -> None:
    card = made(tmp_path, [question, answer, ""], kind=QUIZ)
    assert next(iter(card)) == kind
    assert card.get("ordered", False) is ("<ol>" in answer)


def test_what_is_only_in_a_picture_is_left_out_by_its_name(tmp_path: Path) -> None:
    notes = [['<img src="carte.png">', "r"], ["q", "[sound:x.mp3]"], ["", "r"], ["q", ""]]
    kind = note_type(("Front", "Back"), FRONT_BACK)
    deck = brought_in(by_hand(tmp_path / "p.apkg", [*notes, ["q", "r"]], kind))
    assert left_out(deck) == [
        (1, "question-in-media"),
        (2, "answer-in-media"),
        (3, "no-question"),
        (4, "no-answer"),
    ]
    assert deck.left_out[0].reason.values["name"] == "carte.png"


def test_covered_pictures_are_left_out(tmp_path: Path) -> None:
    kind = note_type(("Front", "Back"), FRONT_BACK, name="Image Occlusion Enhanced")
    first = by_hand(tmp_path / "p.apkg", [["a", "b"]], kind)
    from kpitrainer.formats.draft import ReadOptions  # noqa: PLC0415
    from kpitrainer.formats.read.anki_package import read  # noqa: PLC0415

    assert [left.reason.code for left in read(first, ReadOptions()).left_out] == [
        "import.occlusion"
    ]


def crowd(path: Path, **more: Any) -> Path:  # noqa: ANN401 - JSON
    """CrowdAnki's file of one deck and one below it."""
    fields = ["Front", "Back", "Source", "Context", "Reverse"]
    model = {"crowdanki_uuid": "m", "name": "Mine", "flds": [{"name": name} for name in fields]}

    def note(number: int, *contents: str) -> dict[str, Any]:
        filled = [*contents, "", "", "", "", ""][:5]
        return {"guid": f"n{number}", "note_model_uuid": "m", "fields": filled, "tags": ["a::b"]}

    below = {"__type__": "Deck", "name": "Bas", "notes": [note(3, "q3", "r3")]}
    root = {
        "__type__": "Deck",
        "crowdanki_uuid": "d",
        "name": "Haut",
        "desc": "Un <b>paquet</b>",
        "children": [below],
        "note_models": [model],
        "media_files": ["x.png"],
        "notes": [note(1, "q1", "r1", "L. &amp; M.", "ctx"), note(2, "q2", "r2", "", "", "x")],
    }
    path.write_text(json.dumps(root | more), "utf-8")
    return path


def test_crowd_anki(tmp_path: Path) -> None:
    deck = brought_in(crowd(tmp_path / "deck.json"))
    assert list(map(plain, entries(deck))) == [
        {"ask": "q1", "answer": "r1", "tags": ["a::b"], "source": ["L. & M."]},
        {"ask": "q2", "answer": "r2", "reverse": True, "tags": ["a::b"]},
        {"ask": "q3", "answer": "r3", "tags": ["a::b", "Bas"]},
    ]
    assert (deck.header["title"], deck.header["description"]) == ("Haut", "Un **paquet**")
    assert losses(deck) == {"q1": ["lost-field"]}
    assert codes(deck) == ["several-decks", "media"]


def test_one_deck_of_several(tmp_path: Path) -> None:
    file = crowd(tmp_path / "deck.json")
    assert [card["ask"] for card in entries(brought_in(file, sheet="haut::bas"))] == ["q3"]
    with pytest.raises(UnknownNameError) as refused:
        brought_in(file, sheet="Autre")
    assert refused.value.values["known"] == "Haut, Haut::Bas"


def test_a_note_of_fewer_fields_than_its_type(tmp_path: Path) -> None:
    card = made(tmp_path, ["La marge est un taux.", "Faux"], kind=QUIZ)
    assert plain(card) == {"claim": "La marge est un taux.", "answer": False}
