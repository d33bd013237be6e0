from decimal import Decimal
from typing import Any

import pytest

from kpitrainer.formats.decimal_sign import plain_number, written
from kpitrainer.formats.draft import Draft, DraftDeck, Place, ReadOptions
from kpitrainer.formats.finish import finish
from tests.formats.imports import entries, left_out, losses


def made(
    kind: str,
    languages: tuple[str, ...] = ("fr",),
    **fields: Any,  # noqa: ANN401 - an entry's
) -> Any:  # noqa: ANN401 - as above
    """The entry made of such a draft, what it loses, and why it is left out."""
    deck = DraftDeck(drafts=[Draft(kind, fields, Place("note", 1))], languages=languages)
    done = finish(deck, "d", "source", ReadOptions(), "fr")
    told = [loss for lost in losses(done).values() for loss in lost]
    found = entries(done) if done.entries else [{}]
    return found[0], told, [why for _, why in left_out(done)]


def test_a_good_draft_stays_as_it_is() -> None:
    entry, lost, out = made("basic", ask="Un ?", answer="deux", tags=["a"])
    assert entry == {"basic": "un", "ask": "Un ?", "answer": "deux", "tags": ["a"]}
    assert (lost, out) == ([], [])


def test_what_is_empty_is_no_key() -> None:
    entry, lost, _ = made("basic", ask="Un ?", answer="deux", why="  ", tags=[], source=[""])
    assert (set(entry), lost) == ({"basic", "ask", "answer"}, [])


def test_a_choice_keeps_five_different_wrong_answers_and_tells_the_rest() -> None:
    wrong = ["b", "B", "a", "c", "d", "e", "f", "g"]
    entry, lost, _ = made("choice", ask="Un ?", answer="a", wrong=wrong)
    assert entry["wrong"] == ["b", "c", "d", "e", "f"]
    assert lost == ["lost-double", "lost-double", "lost-options"]


def test_a_choice_with_one_wrong_answer_becomes_a_question() -> None:
    entry, lost, _ = made("choice", ask="Un ?", answer="a", wrong=["b"])
    assert entry == {"basic": "un", "ask": "Un ?", "answer": "a"}
    assert lost == ["lost-options"]


def test_several_right_answers_are_ticked_or_become_a_list() -> None:
    entry, lost, _ = made("choice", ask="Un ?", answers=["a", "b"], wrong=["c"], last=["c", "z"])
    assert (entry["answers"], entry["wrong"], entry["last"], lost) == (["a", "b"], ["c"], ["c"], [])
    entry, lost, _ = made("choice", ask="Un ?", answers=["a", "b"], wrong=["b"])
    assert (entry["items"], lost) == (["a", "b"], ["lost-double", "lost-several-right"])
    entry, lost, _ = made("choice", ask="Un ?", answers=["a", "A"], wrong=["b", "c"])
    assert (entry["answer"], lost) == ("a", ["lost-double"])


def test_what_is_said_of_a_wrong_answer_is_kept() -> None:
    wrong = [{"text": "b", "say": "Non."}, "c"]
    entry, lost, _ = made("choice", ask="Un ?", answer="a", wrong=wrong)
    assert (entry["wrong"], lost) == (wrong, [])


def test_a_list_of_one_thing_becomes_a_question() -> None:
    entry, lost, _ = made("list", ask="Un ?", items=["a", "A"])
    assert (entry["answer"], lost) == ("a", ["lost-double"])


def test_too_long_a_question_is_left_out_and_too_long_a_remark_is_cut() -> None:
    assert made("basic", ask="x" * 2001, answer="a")[2] == ["too-long"]
    entry, lost, _ = made("basic", ask="Un ?", answer="a", why="y" * 2001)
    assert len(entry["why"]) == 2000
    assert lost == ["lost-end"]


def test_a_missing_translation_is_filled_and_told() -> None:
    entry, lost, _ = made(
        "basic", ("fr", "en"), ask={"fr": "Un ?", "en": "One?"}, answer={"fr": "a"}
    )
    assert entry["answer"] == {"fr": "a", "en": "a"}
    assert lost == ["lost-translation"]


def test_a_language_that_the_deck_has_not_is_told() -> None:
    entry, lost, _ = made("basic", ask={"fr": "Un ?", "de": "Eins?"}, answer="a")
    assert (entry["ask"], lost) == ("Un ?", ["lost-language"])


def test_what_the_format_refuses_is_left_out_with_its_reason() -> None:
    _, _, out = made("cloze", text="sans trou")
    assert out == ["not-a-card"]


@pytest.mark.parametrize("sign", ["\x00", "\x1b", "\x85"])
def test_characters_that_no_deck_may_hold_are_taken_out_and_told(sign: str) -> None:
    entry, lost, _ = made("basic", ask=f"Un{sign} ?", answer="a")
    assert (entry["ask"], lost) == ("Un ?", ["lost-characters"])


def test_names_are_unique_and_the_same_each_time() -> None:
    def names() -> list[str]:
        drafts = [Draft("basic", {"ask": "Un ?", "answer": a}, Place("note", 1)) for a in "abc"]
        done = finish(DraftDeck(drafts=drafts), "d", "s", ReadOptions(), "fr")
        return [f"{entry.name} {entry.origin}" for entry in done.entries]

    assert names() == names()
    assert len({each.split()[0] for each in names()}) == 3
    assert len({each.split()[1] for each in names()}) == 3


@pytest.mark.parametrize(
    ("kind", "fields"),
    [
        (
            "choice",
            {"answers": ["a", "z"], "wrong": [{"text": "b", "say": "Non."}], "hint": "Une lettre."},
        ),
        ("basic", {"answer": "2,5 kg", "tolerance": "0,1", "hint": "Peu."}),
        ("basic", {"answer": "git", "exact": True}),
        ("list", {"items": ["a", "b", "c"], "any": 2, "hint": "Trois."}),
    ],
)
def test_all_keys_that_quizzes_need_pass_through(kind: str, fields: dict[str, Any]) -> None:
    entry, lost, _ = made(kind, ask="Un ?", **fields)
    assert ({key: entry[key] for key in fields}, lost) == (fields, [])


def test_a_cloze_has_hints_by_gap_and_a_list_not_all_of_its_items_as_any() -> None:
    entry, lost, _ = made("cloze", text="{{1: a}} {{2: b}}", exact=True, hint={1: "x"})
    assert (entry["exact"], entry["hint"], lost) == (True, {1: "x"}, [])
    entry, lost, _ = made("list", ask="Un ?", items=["a", "b", "c"], any=3)
    assert ("any" in entry, lost) == (False, [])


def test_options_in_their_places_are_as_many_as_may_be() -> None:
    five = ["b", "c", "d", "e", "f"]
    entry, lost, _ = made("choice", ask="Un ?", answer="a", wrong=five, last=["a", *five])
    assert (entry["last"], lost) == (five, [])
    entry, lost, _ = made("choice", ask="Un ?", answers=["a", "z"], wrong=five, last=["z", *five])
    assert ("last" in entry, lost) == (False, ["lost-places"])


@pytest.mark.parametrize(
    ("languages", "answer", "accept"),
    [
        (("fr",), "2,5", "1,5"),
        (("en",), "2.5", "1.5"),
        (("fr", "es"), "2,5", "1,5"),
        (("en", "fr"), {"en": "2.5", "fr": "2,5"}, "1.5"),
    ],
)
def test_a_number_is_written_as_the_languages_of_the_deck_do(
    languages: tuple[str, ...], answer: object, accept: str
) -> None:
    number = written(Decimal("2.50"))
    fields = {"ask": "Un ?", "answer": number, "typed": True, "accept": [written(Decimal("1.5"))]}
    entry, lost, _ = made("basic", languages, **fields)
    assert (entry["answer"], entry["accept"], lost) == (answer, [accept], [])


@pytest.mark.parametrize(
    ("number", "text"), [("1E+3", "1000"), ("0.500", "0.5"), ("-2", "-2"), ("100", "100")]
)
def test_a_number_has_no_zeros_at_its_end(number: str, text: str) -> None:
    assert plain_number(Decimal(number)) == text


def test_of_a_card_so_many_losses_are_told_as_anybody_reads() -> None:
    draft = Draft("basic", {}, Place("note", 1))
    for number in range(1_000):
        draft.lose("import.lost-link", address=str(number % 500))
    assert len(draft.losses) == 100
