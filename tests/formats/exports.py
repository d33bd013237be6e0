"""Decks taken out, as `deck export` does, without the command line."""

from collections.abc import Sequence
from pathlib import Path

from kpitrainer.deckfile.read.deck_reader import read_deck
from kpitrainer.domain.cards.card import Deck
from kpitrainer.domain.errors import Severity
from kpitrainer.formats.draft import ReadOptions
from kpitrainer.formats.exports import EXPORTS, exporter_of
from kpitrainer.formats.finish import ImportedDeck, finish
from kpitrainer.formats.known import format_of, importer_of
from kpitrainer.formats.outgoing import OutgoingDeck, WriteOptions, outgoing_deck

ALL = """
deck: tout
title: {fr: Tout, en: All}
description: {fr: "Ce qu’un paquet peut avoir.", en: "What a deck can have."}
languages: [fr, en]
level: 1
author: Ada
edition: "2"
homepage: https://example.org/tout
cards:
  - basic: simple
    ask: {fr: "=1+1 ; deux | trois", en: "-cmd"}
    answer: {fr: "*Deux* ; `x|y`\\nligne", en: "two / 2"}
    reverse: true
    why: {fr: "| a | b |\\n|---|---|\\n| 1 | *2* |", en: "- one\\n- two"}
    mnemonic: {fr: "Comme les doigts."}
    hint: {fr: "Compte.", en: "Count."}
    tags: [calcul, autre]
    source: ["S1 ; p. 2", "S2"]
  - basic: tapee
    ask: {fr: Quoi ?, en: What?}
    answer: {fr: "le chat ; le chien", en: the cat}
    typed: true
    exact: true
    accept: {fr: ["un chat ; ou / deux"], en: [a cat, cats]}
    reject: {fr: [chien, loup], en: [dog]}
  - basic: nombre
    ask: {fr: Combien ?, en: How many?}
    answer: {fr: "1 234,5 €", en: "€1,234.5"}
    tolerance: 2 %
  - list: liste
    ask: {fr: Lesquels ?, en: Which?}
    items:
      - {fr: "un ; une", en: one, accept: {fr: ["1 ; I", "i"], en: ["1", "\\\\", "I"]}}
      - {fr: "deux, trois", en: "two, three"}
      - {fr: "*trois*", en: three}
    any: 2
  - list: suite
    ask: {fr: Dans l’ordre ?, en: In order?}
    items: [{fr: a, en: b}, {fr: c, en: d}]
    ordered: true
  - cloze: trous
    text: {fr: "Le *{{1: chat}}* et `{{2: chien}}` \\\\*là\\\\*", en: "{{1: Cat}}, {{2: dog}}"}
    typed: true
    accept: {1: {fr: [matou], en: [tomcat]}, 2: {fr: ["toutou ; cabot"], en: [hound]}}
    reject: {2: {fr: [loup], en: [wolf]}}
    hint: {1: {fr: Il miaule., en: It mews.}, 2: {fr: Il aboie., en: It barks.}}
  - choice: choix
    ask: {fr: Lequel ?, en: Which one?}
    answer: {fr: "bon ; juste", en: right}
    wrong:
      - {fr: "=faux | non", en: wrong, say: {fr: "Non : c’est faux ; hélas.", en: It is wrong.}}
      - {fr: pire, en: worse}
      - {fr: Aucun, en: None}
    last: [{fr: Aucun, en: None}]
  - choice: plusieurs
    ask: {fr: Lesquels ?, en: Which ones?}
    answers: [{fr: un, en: one}, {fr: "deux ; 2", en: two}]
    wrong: [{fr: "trois ; 3", en: three}]
  - truefalse: vrai
    claim: {fr: "+1 est positif.", en: "+1 is positive."}
    answer: true
  - truefalse: faux
    claim: {fr: "@ est une lettre.", en: "@ is a letter."}
    answer: false
"""
"""A deck with all that cards may have, and with signs that mean something elsewhere."""

KEPT = ("content", "why", "mnemonic", "hint", "source", "tags")


def deck_of(text: str) -> Deck:
    """The deck of a file with that text, which has no error."""
    read = read_deck(text.encode(), "d.yaml")
    assert [each for each in read.diagnostics if each.severity is Severity.ERROR] == []
    assert read.deck is not None
    return read.deck


def taken_out(
    deck: Deck, name: str, languages: Sequence[str] = (), options: WriteOptions | None = None
) -> tuple[OutgoingDeck, bytes]:
    """The deck in a format, with what is told of it."""
    form = next(each for each in EXPORTS if each.name == name)
    outgoing = outgoing_deck(deck, languages or deck.languages, options)
    return outgoing, exporter_of(form).write(outgoing)


def brought_back(folder: Path, data: bytes, ending: str) -> ImportedDeck:
    """What our own importer makes of it, without a word on languages or columns."""
    file = folder / f"essai{ending}"
    file.write_bytes(data)
    options = ReadOptions()
    return finish(importer_of(format_of(file)).read(file, options), "d", "essai", options, "fr")


def losses_of(outgoing: OutgoingDeck) -> dict[str, list[str]]:
    """What entries lose, by their name."""
    return {
        draft.wanted_name: [loss.code.removeprefix("export.") for loss in draft.losses]
        for draft in outgoing.kept
        if draft.losses
    }


def left_out_of(outgoing: OutgoingDeck) -> list[tuple[int, str]]:
    """What the format has no place for: which card, and why."""
    return [
        (left.place.number, left.reason.code.removeprefix("export.")) for left in outgoing.left_out
    ]
