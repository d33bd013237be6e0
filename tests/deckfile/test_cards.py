"""What each kind of entry becomes."""

import pickle

from kpitrainer.domain.cards.card import Card, CardKey
from kpitrainer.domain.cards.card_types.basic import Basic
from kpitrainer.domain.cards.card_types.choice import Choice
from kpitrainer.domain.cards.card_types.cloze import Cloze, Gap
from kpitrainer.domain.cards.card_types.drill import Drill
from kpitrainer.domain.cards.card_types.list_recall import ListItem, ListRecall
from kpitrainer.domain.cards.card_types.true_false import TrueFalse
from kpitrainer.domain.drill.drawing import draw
from kpitrainer.domain.errors import Position
from tests.deckfile.decks import HEADER, ids, read


def cards(text: str) -> tuple[Card, ...]:
    found = read(HEADER + text)
    assert found.diagnostics == ()
    assert found.deck is not None
    return found.deck.cards


def test_the_header() -> None:
    """Comments, `no` as a text, and every field."""
    found = read(
        """\
# Un paquet
deck: essai   # son nom
title: {fr: Oui, en: no}
description:
  fr: |
    Deux
    lignes
  en: >
    One
    line
languages: [en, fr]
level: 3   # expert
optional: true
cards:
  - truefalse: a
    claim: b
    answer: "true"
"""
    ).deck

    assert found is not None
    assert (found.id, found.level, found.optional) == ("essai", 3, True)
    assert found.title == {"fr": "Oui", "en": "no"}
    assert found.description == {"fr": "Deux\nlignes", "en": "One line"}
    assert found.languages == ("en", "fr")
    assert found.at == Position("essai.yaml", 2, 1)


def test_what_every_card_may_have() -> None:
    (card,) = cards("""\
  - truefalse: nps
    claim: {fr: Le NPS est une part., en: NPS is a share.}
    answer: false
    why: {fr: Il va de −100 à +100., en: It runs from −100 to +100.}
    mnemonic: {fr: Net}
    tags: [nps, calcul]
    source: [S3-01, X-02]
    aliases: [ancien, autre-paquet/carte]
""")

    assert card == Card(
        CardKey("essai", "nps"),
        TrueFalse({"fr": "Le NPS est une part.", "en": "NPS is a share."}, answer=False),
        Position("essai.yaml", 6, 5),
        {"fr": "Il va de −100 à +100.", "en": "It runs from −100 to +100."},
        {"fr": "Net"},
        ("S3-01", "X-02"),
        frozenset({"nps", "calcul"}),
        (CardKey("essai", "ancien"), CardKey("autre-paquet", "carte")),
    )


def test_scalars_mean_what_they_look_like() -> None:
    (card,) = cards("""\
  - choice: a
    ask: no
    answer: 12:30
    wrong: [0125, 1_000, null, 2024-01-01, ~]
""")

    assert isinstance(card.content, Choice)
    assert card.content.ask == {"fr": "no", "en": "no"}
    assert card.content.solution("fr") == ("12:30",)
    wrong = [option.text["en"] for option in card.content.wrong]
    assert wrong == ["0125", "1_000", "null", "2024-01-01", "~"]


def test_basic_typed_and_reversed() -> None:
    forward, backward = cards("""\
  - basic: csat
    typed: true
    reverse: true
    ask: CSAT
    answer: Customer Satisfaction Score
    accept: [customer satisfaction]
    reject: {fr: [score de service], en: [service score]}
    aliases: [csat-sigle, csat-nom]
""")

    ask = {"fr": "CSAT", "en": "CSAT"}
    answer = dict.fromkeys(ask, "Customer Satisfaction Score")
    assert forward.content == Basic(
        ask,
        answer,
        typed=True,
        accept=dict.fromkeys(ask, ("customer satisfaction",)),
        reject={"fr": ("score de service",), "en": ("service score",)},
    )
    assert backward.content == Basic(answer, ask, typed=True)
    assert backward.key == CardKey("essai", "csat#reverse")
    assert forward.aliases == (
        CardKey("essai", "csat-sigle"),
        CardKey("essai", "csat-nom"),
    )
    assert backward.aliases == (
        CardKey("essai", "csat-sigle#reverse"),
        CardKey("essai", "csat-nom#reverse"),
    )


def test_list() -> None:
    (card,) = cards("""\
  - list: etapes
    ordered: true
    ask: Les étapes ?
    items:
      - {fr: Fixer les objectifs, en: Set the objectives, accept: {fr: [objectifs]}}
      - {fr: Mesurer, en: Measure, accept: [KPI]}
      - NPS
""")

    assert card.content == ListRecall(
        {"fr": "Les étapes ?", "en": "Les étapes ?"},
        (
            ListItem(
                {"fr": "Fixer les objectifs", "en": "Set the objectives"}, {"fr": ("objectifs",)}
            ),
            ListItem({"fr": "Mesurer", "en": "Measure"}, {"fr": ("KPI",), "en": ("KPI",)}),
            ListItem({"fr": "NPS", "en": "NPS"}),
        ),
        ordered=True,
    )


def test_a_cloze_with_one_gap() -> None:
    (card,) = cards("""\
  - cloze: a
    typed: true
    text: {fr: "Avant, {{les intervalles}}.", en: "{{The intervals}} first."}
    accept: {fr: [intervalles]}
    aliases: [b, autre/b]
""")

    assert card.key.card == "a#c1"
    assert card.aliases == (CardKey("essai", "b#c1"), CardKey("autre", "b#c1"))
    assert card.content == Cloze(
        {
            "fr": ("Avant, ", Gap(1, "les intervalles"), "."),
            "en": (Gap(1, "The intervals"), " first."),
        },
        1,
        typed=True,
        accept={"fr": ("intervalles",)},
    )


def test_a_cloze_with_numbered_gaps() -> None:
    """In any order, a number twice, a text that looks numbered; spellings by gap."""
    first, second = cards("""\
  - cloze: a
    typed: true
    text:
      fr: "{{2: 12:30}} − {{1 : un}} + {{2: deux}}"
      en: "{{1: one}} and {{2: two}}"
    accept: {1: {fr: [une], en: [a]}, 2: [ii]}
    reject: {2: {en: [too]}}
""")

    assert (first.key.card, second.key.card) == ("a#c1", "a#c2")
    assert isinstance(first.content, Cloze)
    assert isinstance(second.content, Cloze)
    french = (Gap(2, "12:30"), " − ", Gap(1, "un"), " + ", Gap(2, "deux"))
    assert first.content.pieces["fr"] == second.content.pieces["fr"] == french
    assert first.content.accept == {"fr": ("une",), "en": ("a",)}
    assert first.content.reject == {}
    assert second.content.accept == {"fr": ("ii",), "en": ("ii",)}
    assert second.content.reject == {"en": ("too",)}


def test_an_unnumbered_gap_may_hold_a_time() -> None:
    (card,) = cards("""\
  - cloze: a
    text: "À {{12:30}}"
""")

    assert isinstance(card.content, Cloze)
    assert card.content.pieces["fr"] == ("À ", Gap(1, "12:30"))


def test_a_drill() -> None:
    (card,) = cards("""\
  - drill: double
    title: {fr: Doubler, en: Doubling}
    given: {n: [3]}
    ask: {fr: "Le double de {n} ?", en: "Twice {n}?"}
    answer: {formula: 2 * n}
    mistakes:
      - {wrong: carre, formula: n ^ 2, say: {fr: "Au carré.", en: "Squared."}}
    why: Deux fois.
""")

    assert isinstance(card.content, Drill)
    drawn = draw(card.content.template, seed=1)
    assert drawn.ask("fr") == "Le double de 3 ?"
    assert drawn.answer == 6
    assert card.why == {"fr": "Deux fois.", "en": "Deux fois."}


def test_cards_survive_pickling() -> None:
    """As the cache does it; a drill's formulas must compute afterwards."""
    (card,) = cards("""\
  - drill: double
    given: {n: [3]}
    ask: "{n} ?"
    answer: {formula: 2 * n}
""")

    again = pickle.loads(pickle.dumps(card))  # noqa: S301 - our own

    assert isinstance(again.content, Drill)
    assert draw(again.content.template, seed=1).answer == 6
    assert again.key == card.key


def test_a_deck_in_one_language() -> None:
    found = read(
        HEADER.replace("[fr, en]", "[fr]").replace(', en: "Trial"', "")
        + """\
  - basic: a
    ask: {fr: b}
    answer: c
"""
    )

    assert found.diagnostics == ()
    assert found.deck is not None
    content = found.deck.cards[0].content
    assert isinstance(content, Basic)
    assert (content.ask, content.answer) == ({"fr": "b"}, {"fr": "c"})
    assert found.deck.language("en") == "fr"


def test_windows_files_and_bare_lists() -> None:
    text = HEADER + "- basic: a\n  ask: b\n  answer: c\n- basic: d\n  ask: e\n  answer: f\n"

    found = read("\ufeff" + text.replace("\n", "\r\n"))

    assert found.diagnostics == ()
    assert ids(found) == ["a", "d"]


def test_two_spaces_make_a_remark_and_one_cuts_no_name() -> None:
    found = read(
        HEADER.replace("level: 1", "level: 1 # facile")
        + """\
  - basic: a # la première
    ask: CSAT   # un sigle
    answer: b
"""
    )

    assert found.diagnostics == ()


def test_a_gap_number_with_two_texts_hides_both_and_shows_both() -> None:
    text = "'La {{1: mitochondrie}} est une {{2: usine}} de la {{1: cellule}}, la {{1: cellule}}.'"
    first, second = cards(f"  - cloze: a\n    text: {text}\n")
    assert isinstance(first.content, Cloze)
    assert isinstance(second.content, Cloze)
    assert first.content.answer_text("fr") == "mitochondrie, cellule"
    assert first.content.label("fr") == "La […] est une usine de la […], la […]."
    assert second.content.answer_text("fr") == "usine"


def test_true_and_false_as_a_spreadsheet_writes_them() -> None:
    words = {"true": True, "TRUE": True, "Vrai": True, "VRAI": True, "FAUX": False, "False": False}
    made = cards(
        "".join(
            f"  - truefalse: c{n}\n    claim: b\n    answer: {word}\n"
            for n, word in enumerate(words)
        )
    )
    assert [card.content.answer for card in made] == list(words.values())  # type: ignore[attr-defined]
