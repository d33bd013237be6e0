"""Decks on their way out, without the command line."""

from pathlib import Path

from kpitrainer.bootstrap import base_words
from kpitrainer.deckfile.files.deck_cache import read_remembered
from kpitrainer.domain.errors import Severity
from kpitrainer.formats.outgoing import OutgoingDeck, WriteOptions, outgoing_deck

HEAD = """
deck: essai
title: "Essai / A & B"
languages: [fr]
level: 1
cards:
"""

NASTY = "</text>]]><script>alert(1)</script> {=phpinfo()} {x} &lt; ~ = # : \\\\ %50% * //"
"""What would be markup, a formula, an answer or a comment elsewhere; in double quotes of YAML."""

NASTY_GAP = NASTY.replace("{=phpinfo()} {x} ", "")
"""As much of it as a gap may hold."""

NASTY_READ = NASTY.replace("\\\\", "\\")

ALL_TYPES = f"""
  - basic: libre
    ask: "Que dit {NASTY} ?"
    answer: "Rien de *bon*"
    why: "Parce que {NASTY}"
    hint: "Un indice {NASTY}"
    tags: [un, deux]
    source: [X-1]
  - basic: mot
    ask: "Le contraire de *chaud* ?"
    answer: "froid {NASTY}"
    typed: true
    accept: ["le froid", "gelé"]
    reject: ["tiède"]
  - basic: commande
    ask: "La commande qui liste ?"
    answer: "ls -l *.txt"
    exact: true
  - basic: nombre
    ask: "Combien vaut π ?"
    answer: "3,14"
    tolerance: 0.01
  - basic: prix
    ask: "Le prix ?"
    answer: "200 €"
    tolerance: 10 %
  - list: liste
    ask: "Les trois couleurs ?"
    items: [bleu, blanc, "rouge {NASTY}"]
  - cloze: trous
    text: "Un *taux* de {{{{1: churn}}}} haut et un {{{{2: NPS {NASTY_GAP}}}}} bas, {NASTY}"
    typed: true
    accept: {{1: ["attrition"]}}
  - choice: un
    ask: "Lequel ? {NASTY}"
    answer: "le *bon* {NASTY}"
    wrong:
      - {{text: "mauvais {NASTY}", say: "Non : {NASTY}"}}
      - pire
    why: "Le bon est bon."
  - choice: plusieurs
    ask: "Lesquels ?"
    answers: [a, b, c]
    wrong: [d, e]
  - choice: place
    ask: "Lequel des trois ?"
    answer: a
    wrong: [b, "aucun"]
    last: ["aucun"]
  - truefalse: claim
    claim: "Deux et deux font quatre {NASTY}"
    answer: true
    why: "On compte."
  - truefalse: faux
    claim: "Deux et deux font cinq"
    answer: false
"""

DRILL = """
  - drill: marge
    title: "Marge {NASTY}"
    context: ["Un café vend une tasse.", "Un bar vend un verre."]
    given:
      prix_payé: 10..30
      coût: 2..9
    where: ["prix_payé != coût * 2"]
    ask: "{{context}} Prix {{prix_payé}} €, coût {{coût}} €. Quelle marge ? {NASTY_ASK}"
    answer: {{formula: prix_payé - coût, unit: "€", decimals: 2}}
    steps: ["{{prix_payé}} − {{coût}} = {{answer}}"]
    hints: ["Une différence", "{{prix_payé}} − {{coût}}"]
    mistakes:
      - wrong: somme
        formula: prix_payé + coût
        say: "Tu as ajouté {{coût}}. {NASTY_ASK}"
      - wrong: envers
        formula: coût - prix_payé
        say: "À l’envers."
""".format(NASTY=NASTY, NASTY_ASK=NASTY.replace("{", "{{").replace("}", "}}"))


PLAIN_TYPES = ALL_TYPES.replace(f" {NASTY_GAP}", "").replace(f" {NASTY}", "")
"""The same without it."""


def deck_of(folder: Path, cards: str, *, draws: int = 3, seed: int = 1) -> OutgoingDeck:
    """The deck of these cards, which has no error."""
    path = folder / "essai.yaml"
    path.write_text(HEAD + cards, "utf-8")
    deck, diagnostics = read_remembered(path, None, base_words())
    assert deck is not None
    assert [each for each in diagnostics if each.severity is Severity.ERROR] == []
    return outgoing_deck(deck, (deck.languages[0],), WriteOptions(draws=draws, seed=seed))


def losses_of(outgoing: OutgoingDeck) -> dict[str, list[str]]:
    """What entries lose, by their name."""
    return {
        draft.wanted_name: [loss.code.removeprefix("export.") for loss in draft.losses]
        for draft in outgoing.drafts
        if draft.losses
    }
