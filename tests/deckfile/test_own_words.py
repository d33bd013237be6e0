"""Words to tell apart: those beside the shipped decks, and those a deck adds for itself."""

import tomllib
from pathlib import Path

import pytest

from kpitrainer.deckfile import BaseWords, load_decks
from kpitrainer.deckfile.files.live_decks import LiveDecks
from kpitrainer.deckfile.read.deck_reader import ReadDeck
from kpitrainer.domain.cards.attempt import Attempt
from kpitrainer.domain.text.vocabulary import Vocabulary
from kpitrainer.domain.text.word_forms import read_words, word_keys
from kpitrainer.domain.verdict import Outcome
from tests.deckfile.decks import HEADER, read, told
from tests.words import BASE_WORDS, VOCABULARY

WRITTEN = tomllib.loads(BASE_WORDS.data.decode())
TYPED = """\
  - basic: rebond
    ask: Un rebond ?
    answer: {fr: le taux de rebond, en: rate}
    typed: true
  - cloze: flux
    text: {fr: "Ce sont les {{imports}} du pays.", en: "The {{imports}}."}
    typed: true
  - list: liste
    ask: Deux choses ?
    items: [marge du rebond, imports nets]
"""


def deck(words: str) -> str:
    """A deck with typed cards, whose `words` stand from line 5 on."""
    return HEADER.replace("cards:", f"{words}\ncards:") + TYPED


def answered(read_deck: ReadDeck, name: str, typed: str) -> Attempt:
    assert read_deck.deck is not None
    (card,) = (card for card in read_deck.deck.cards if card.key.entry == name)
    return Attempt(card, "fr", 0, read_deck.deck.vocabulary).answer(typed)


def outcome(attempt: Attempt) -> tuple[Outcome, str]:
    assert attempt.verdict is not None
    message = attempt.verdict.message
    return attempt.verdict.outcome, message.code if message else ""


def test_a_decks_own_words_are_no_slips_in_it() -> None:
    plain = read(deck("optional: false"))
    own = read(deck("lookalikes: [Rebond, rebong]\nopposites: [export / Imports]"))
    assert own.diagnostics == ()
    assert outcome(answered(plain, "rebond", "taux de rebong")) == (
        Outcome.RIGHT,
        "answer.spelling",
    )
    assert outcome(answered(own, "rebond", "taux de rebong")) == (
        Outcome.NEAR,
        "answer.near-other",
    )
    assert outcome(answered(own, "flux", "exports")) == (Outcome.WRONG, "answer.opposite")
    assert answered(plain, "liste", "marge du rebong").recall.found
    assert not answered(own, "liste", "marge du rebong").recall.found
    # A slip that makes none of these words is still one.
    assert outcome(answered(own, "rebond", "taux de rebnod"))[0] is Outcome.RIGHT


def test_they_are_of_that_deck_alone_and_join_those_of_all(tmp_path: Path) -> None:
    base = BaseWords(b'lookalikes = ["rebond"]\nopposites = [["gain", "perte"]]')
    (tmp_path / "a.yaml").write_text(deck("lookalikes: [rebong]"), "utf-8")
    other = deck("opposites: [export / import]").replace("essai", "autre")
    (tmp_path / "b.yaml").write_text(other, "utf-8")
    for decks in (
        {one.id: one for one in load_decks([tmp_path], None, base).decks},
        {one.deck.id: one.deck for one in LiveDecks(tmp_path, base).read() if one.deck},
    ):
        words = Vocabulary.of([("gain", "perte")], ["rebond", "rebong"])
        assert decks["essai"].vocabulary == words
        others = Vocabulary.of([("gain", "perte"), ("import", "export")], ["rebond"])
        assert decks["autre"].vocabulary == others


@pytest.mark.parametrize(
    ("words", "diagnostics"),
    [
        ("opposites: gain", ["5:12 deck.wants-brackets"]),
        ("opposites: [gain]", ["5:13 deck.not-a-pair"]),
        ("opposites: [gain /]", ["5:13 deck.not-a-pair"]),
        ("opposites: [a / b / c]", ["5:13 deck.not-a-pair"]),
        ("opposites: [gain / Gains]", ["5:13 deck.not-a-pair"]),
        ("opposites: [gain / une perte]", ["5:13 deck.not-one-word"]),
        ('opposites: ["? / perte"]', ["5:13 deck.not-one-word"]),
        ("opposites: [gain / perte, pertes/gain]", ["5:27 deck.twice"]),
        ("opposites: [{gain: perte}]", ["5:13 deck.starts-with"]),
        ("lookalikes: achat", ["5:13 deck.wants-brackets"]),
        ("lookalikes:\n  - achat\n  - l’achat", ["7:5 deck.not-one-word"]),
        ("lookalikes: [coût, rachat, COUTS]", ["5:28 deck.twice"]),
        ("lookalike: [achat]", ["5:1 deck.unknown-key-near"]),
        ("opposites: [x]\nlookalikes: [y z]", ["5:13 deck.not-a-pair", "6:14 deck.not-one-word"]),
        ("opposites: []\nlookalikes: []", []),
    ],
)
def test_what_is_wrong_is_told_in_its_place_and_costs_no_card(
    words: str, diagnostics: list[str]
) -> None:
    found = read(deck(words))
    assert told(found) == diagnostics
    assert found.deck is not None
    assert len(found.deck.cards) == 3


def test_what_is_right_beside_what_is_wrong_counts() -> None:
    found = read(deck("lookalikes: [rebond, a b, rebong]\nopposites: [x, export / import]"))
    assert outcome(answered(found, "rebond", "taux de rebong"))[0] is Outcome.NEAR
    assert outcome(answered(found, "flux", "exports"))[0] is Outcome.WRONG


def test_each_word_beside_the_shipped_decks_is_one_and_written_once() -> None:
    assert WRITTEN.keys() == {"opposites", "lookalikes", "synonyms"}
    pairs = [tuple(map(word_keys, pair)) for pair in WRITTEN["opposites"]]
    words = [word_keys(word) for word in WRITTEN["lookalikes"]]
    assert all(len(pair) == 2 and all(pair) and pair[0] != pair[1] for pair in pairs)
    assert all(words)
    assert len({frozenset(pair) for pair in pairs}) == len(pairs) > 20
    assert len(set(words)) == len(words) > 10
    for language in ("fr", "en"):
        alike = [word for group in WRITTEN["synonyms"][language] for word in group]
        keys = [tuple(word.key for word in read_words(word, language)) for word in alike]
        assert all(len(key) == 1 for key in keys)
        # A word may stand for two, but none for itself.
        assert all(len(set(group)) == len(group) > 1 for group in WRITTEN["synonyms"][language])
    # As they are written, so they count.
    written = {frozenset(pair) for one, other in pairs for pair in zip(one, other, strict=False)}
    assert written <= VOCABULARY.opposites
    assert VOCABULARY.lookalikes == {key for word in words for key in word}


def test_words_of_either_language_are_folded_as_typed_ones() -> None:
    made = Vocabulary.of([("Pénurie", "surplus"), ("Centre", "edge")], ["Priorities", "Œuvre"])
    assert made.opposites == {
        frozenset({"penurie", "surplu"}),
        frozenset({"centre", "edge"}),
        frozenset({"center", "edge"}),
    }
    assert made.lookalikes == {"prioritie", "priority", "oeuvre"}
    assert Vocabulary.of([("point mort", "seuil")], ["l’achat", "?"]) == Vocabulary()
