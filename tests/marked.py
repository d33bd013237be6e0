"""A deck whose texts have every mark, as its author writes it."""

from kpitrainer.deckfile.read.deck_reader import read_deck
from kpitrainer.domain.cards.card import Deck

TEXT = """\
deck: deck
title: Marques
languages: [fr]
level: 1
cards:
  - basic: basic
    typed: true
    ask: |
      Lequel n’est *pas* un taux, d’après `COUNT(*)` ?
      - le premier, qui se lit sur une longue ligne qu’il faut bien couper quelque part
      - le **deuxième**
    answer: "le *taux* de `churn`"
    accept: ["*attrition*"]
    why: |
      Deux parts, l’une *moins* l’autre :
      | Sigle | Sens | Valeur |
      |---|---|---|
      | CRR | part des clients *gardés* d’un bout à l’autre de toute la période | 80 % |
      | churn | part des clients perdus | 1 250 % |
      | 漢字 😀 | `code` | 3 % |

      1. On compte
      2. On divise
  - cloze: cloze
    typed: true
    text: |
      Le *{{1: taux}} de churn* vaut :
      | 2023 | {{2: *20* %}} |
      | 2024 | `a*b` |
  - list: list
    ask: "Les *deux*"
    items: ["un `code`", "*autre*"]
  - choice: choice
    ask: "Laquelle ?"
    answer: "la *bonne*"
    wrong: ["la `mauvaise`", "- 5 %"]
    why: "*Voilà*."
  - drill: drill
    title: Un *titre*
    given: {n: 2..9, m: 2..9}
    ask: "Combien font *{n}* et {m} ? {n}*{m}*{n}"
    answer: {formula: n * m}
    hints: ["*Multiplie* {n} et {m}"]
    steps: ["*{n}* × {m} = {answer}", "donc `{answer}` = *{answer}*"]
    mistakes:
      - {wrong: somme, formula: n + m, say: "C’est une *somme*."}
    tests: [{with: {n: 2, m: 3}, answer: 6}]
"""


def marked_deck() -> Deck:
    """The deck as it is read."""
    deck = read_deck(TEXT.encode(), "marked.yaml").deck
    assert deck is not None
    assert len(deck.cards) == 6
    return deck


def marks_left(text: str) -> bool:
    """Whether a sign of a mark is in `text`, but for those that are shown on purpose."""
    for shown in ("COUNT(*)", "a*b"):
        text = text.replace(shown, "")
    return "`" in text or "**" in text or " *" in text or "* " in text
