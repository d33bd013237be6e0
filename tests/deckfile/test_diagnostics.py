"""Every mistake an author can make: the deck, and what is told of it where."""

import pytest
from yaml import SafeLoader

from kpitrainer.deckfile.syntax.yaml_tree import LOADER
from kpitrainer.domain.errors import Severity
from tests.deckfile.decks import GOOD, HEADER, ids, read, told

DRILL = (
    "- drill: a\n  title: b\n  given: {n: [1, 2]}\n  ask: '{n}'\n"
    "  answer: {formula: n * 2, decimals: 1}"
)

# One card each, from line 6 on; after it a good card, which is always kept.
CARDS = {
    # Broken YAML
    "- basic: a\n  ask: Rétention : quoi ?\n  answer: b": ["7:20 deck.colon-in-text"],
    "- basic: a\n  ask: {fr: Rétention : quoi, en: b}\n  answer: b": ["7:25 deck.colon-in-text"],
    "- choice: a\n  ask: b\n  answer: c\n  wrong:\n    - Note: 9\n    - 8": [
        "10:9 deck.colon-in-text"
    ],
    "- basic: a\n  ask: {n} clients\n  answer: b": ["7:10 deck.starts-with"],
    "- basic: a\n  ask: {n}\n  answer: b": ["7:10 deck.starts-with"],
    "- basic: a\n  ask: [b]gras[/b]\n  answer: b": ["7:10 deck.starts-with"],
    "- basic: a\n  ask: [red]\n  answer: b": ["7:10 deck.starts-with"],
    "- cloze: a\n  text: {{gap}} ici": ["7:12 deck.starts-with"],
    "- basic: a\n  ask: % de clients\n  answer: b": ["7:10 deck.starts-with"],
    "- basic: a\n  ask: @client\n  answer: b": ["7:10 deck.starts-with"],
    "- basic: a\n  ask: `code`\n  answer: b": ["7:10 deck.starts-with"],
    "- basic: a\n  ask: > 5 %\n  answer: b": ["7:10 deck.starts-with"],
    "- basic: a\n  ask: - 10\n  answer: b": ["7:10 deck.starts-with"],
    "- basic: a\n  ask: *gras*\n  answer: b": ["7:10 deck.starts-with"],
    "- basic: a\n  ask: *gras\n  answer: b": ["7:10 deck.starts-with"],
    "- basic: a\n  ask: &ancre b\n  answer: b": ["7:10 deck.starts-with"],
    "- basic: a\n  ask: !!python/object b\n  answer: b": ["7:10 deck.starts-with"],
    "- basic: a\n  ask: &a [b]\n  answer: b": ["7:10 deck.starts-with", "7:10 deck.wants-text"],
    '- basic: a\n  ask: "b\n  answer: c': ["7:10 deck.unclosed-quote"],
    '- basic: a\n  ask: "b\n  answer: "c"': ["7:10 deck.unclosed-quote"],
    "- basic: a\n  ask: {fr: b, en: 'c}\n  answer: b": ["7:22 deck.unclosed-quote"],
    "- basic: a\n  ask: 'l'avis'\n  answer: b": ["7:13 deck.apostrophe"],
    "- basic: a\n  ask: 'Qu'est-ce qu'un CSAT ?'\n  answer: b": ["7:14 deck.apostrophe"],
    "- basic: a\n  ask: {fr: 'd'un', en: b}\n  answer: b": ["7:18 deck.apostrophe"],
    "- basic: a\n  ask: 'NPS' veut dire ?\n  answer: b": ["7:15 deck.after-quote"],
    "- basic: a\n  ask: b\n  answer: c\nlist: d\n  ask: e\n  items: [f, g]": [
        "9:3 deck.dash-missing"
    ],
    DRILL + "\n  tests: [{n: 1, answer: 2}]": ["11:14 deck.under-with"],
    DRILL + "\n  tests: [{with: {n: 1}, m: 1}]": ["11:28 deck.unknown-key"],
    DRILL.replace("n: [1, 2]", "n:500"): ["8:13 deck.space-after-colon"],
    DRILL + "\n  tests: [{with: {n: 2,5}}]": ["11:26 deck.decimal-comma"],
    DRILL + "\n  tests: [{with: {n: 2}, mistakes: {x: 3,50}}]": ["11:44 deck.decimal-comma"],
    "- basic: a\n  ask: {fr:b, en: c}\n  answer: b": ["7:11 deck.space-after-colon"],
    '- basic: a\n  ask: "NPS" veut dire ?\n  answer: b': ["7:15 deck.after-quote"],
    '- basic: a\n  ask: {fr: "NPS" ici, en: b}\n  answer: b': ["7:20 deck.after-quote"],
    "- basic: a\n  ask: {fr: b, en: c\n  answer: b": ["7:10 deck.unclosed-bracket"],
    "- basic: a\n  ask: {fr: les {n} clients, en: b}\n  answer: b": ["7:19 deck.brace-in-braces"],
    "- basic: a\n  ask: {fr: CSAT, NPS et CES, en: b}\n  answer: b": ["7:21 deck.comma-in-braces"],
    "- basic: a\n\task: b\n  answer: b": ["7:3 deck.tab"],
    "- basic: a\n  ask b\n  answer: b": ["7:8 deck.colon-missing"],
    "- basic: a\n  ask:b\n  answer: b": ["7:8 deck.space-after-colon"],
    "- basic: a\n  ask: b\n answer: b": ["8:1 deck.indent"],
    "- basic: a\n  ask: b\n      answer: b": ["8:1 deck.indent"],
    '- basic: a\n  ask: "a\\d"\n  answer: b': ["7:12 deck.bad-escape"],
    "- basic: a\n  ask: b\n  ? c\n  : d": ["6:5 deck.missing-key", "8:7 deck.unknown-key"],
    "- basic: a\n  ask: " + "[" * 30 + "b" + "]" * 30 + "\n  answer: b": ["7:27 deck.too-deep"],
    # Keys
    "- basic: a\n  ask: b\n  answer: c\n  ask: d": ["9:5 deck.duplicate-key"],
    "- basic: a\n  ask: {fr: b, en: c, fr: d}\n  answer: c": ["7:25 deck.duplicate-key"],
    "- basic: a\n  ask: b\n  answer: c\n  <<: d": ["9:5 deck.merge-key"],
    "- basic: a\n  ask: b\n  anwser: c": ["8:5 deck.unknown-key-near"],
    "- basic: a\n  ask: b\n  answer: c\n  zzz: d": ["9:5 deck.unknown-key"],
    "- basic: a\n  ask: b\n  answer: c\n  ordered: true": ["9:5 deck.unknown-key"],
    "- basic: a\n  ask: {fr: b, en: c, zz: d}\n  answer: c": ["7:25 deck.unknown-language"],
    "- basic: a\n  ask: {fr: b, en: c, why: d}\n  answer: c": ["7:25 deck.unknown-language"],
    "- basic: a\n  ask: {fra: b, en: c}\n  answer: c": ["7:11 deck.unknown-key-near"],
    "- basic: a\n  ask: {fr: b, english: c}\n  answer: c": ["7:18 deck.unknown-key-near"],
    "- basic: a\n  ask: {fr: b, non, en: c}\n  answer: c": ["7:18 deck.comma-in-braces"],
    "- list: a\n  ask: b\n  items: [c, {fr: d, english: e}]": ["8:24 deck.unknown-key-near"],
    "- basic: a\n  ask: b\n  answer: c\n  typed: true\n  accept: {fr: [d], zz: [e]}": [
        "10:23 deck.unknown-language"
    ],
    # Texts
    "- basic: a\n  ask: {fr: b}\n  answer: {en: c}": [
        "7:10 deck.missing-language",
        "8:13 deck.missing-language",
    ],
    "- basic: a\n  ask:\n  answer: c": ["7:9 deck.empty"],
    '- basic: a\n  ask: "  "\n  answer: c': ["7:10 deck.empty"],
    '- basic: a\n  ask: {fr: "", en: b}\n  answer: c': ["7:15 deck.empty"],
    "- basic: a\n  ask: " + "b" * 2001 + "\n  answer: c": ["7:10 deck.too-long"],
    "- basic: a\n  ask:\n    - b\n    - c\n  answer: c": ["8:7 deck.wants-text"],
    "- basic: a\n  ask: b\n  answer: c\n  accept: d": ["9:13 deck.wants-brackets"],
    "- basic: a\n  ask: b\n  answer: c\n  tags: d": ["9:11 deck.wants-brackets"],
    "- basic: a\n  ask: b\n  answer: c\n  typed: oui": ["9:12 deck.not-true-or-false"],
    "- truefalse: a\n  claim: b\n  answer: yes": ["8:13 deck.not-true-or-false"],
    "- drill: a\n  ask: b\n  answer: {formula: 1}\n  reading: bas": ["9:14 deck.bad-reading"],
    # What a drill's own mappings lack
    "- drill: a\n  ask: b\n  answer: {decimals: 1}": ["8:13 deck.missing-key"],
    "- drill: a\n  ask: b\n  choose: [{right: n > 1}]": ["8:14 deck.missing-key"],
    "- drill: a\n  ask: b\n  answer: {formula: 1}\n  solve_for: {unit: pts}": [
        "9:16 deck.missing-key"
    ],
    "- drill: a\n  ask: b\n  answer: {formula: 1}\n  mistakes: [{wrong: c, say: d}]": [
        "9:16 deck.missing-key"
    ],
    "- basic: a\n  ask: Le mot #nps\n  answer: c": ["7:10 deck.cut-by-comment"],
    "- basic: a\n  ask: b\n  answer: c\n  accept: [d]": ["9:5 deck.not-typed"],
    # Types and ids
    "- qcm: a\n  ask: b": ["6:5 deck.unknown-type"],
    "- basik: a\n  ask: b": ["6:5 deck.unknown-type"],
    "- zzz: a": ["6:5 deck.no-type"],
    "- just a text": ["6:5 deck.not-a-card"],
    "- basic: a\n  ask: b\n  answer: c\n  list: d": ["9:5 deck.dash-missing"],
    "- basic:\n  ask: b\n  answer: c": ["6:5 deck.missing-id"],
    "- basic: CSAT_Sigle\n  ask: b\n  answer: c": ["6:12 deck.bad-id"],
    "- basic: [a]\n  ask: b\n  answer: c": ["6:12 deck.id-not-text"],
    "- basic: ok\n  ask: b\n  answer: c": ["10:12 deck.duplicate-id"],
    "- basic: a\n  ask: b\n  answer: c\n  aliases: [ok]": ["9:15 deck.alias-taken"],
    "- basic: a\n  ask: b\n  answer: c\n  aliases: [essai/ok]": ["9:15 deck.alias-taken"],
    "- basic: a\n  ask: b\n  answer: c\n  aliases: [x, essai/x]": ["9:18 deck.alias-taken"],
    "- basic: a\n  ask: b\n  answer: c\n  aliases: [A B]": ["9:15 deck.bad-name"],
    "- basic: a\n  ask: b\n  answer: c\n  aliases: [a/b/c]": ["9:15 deck.bad-name"],
    # Lists and choices
    "- list: a\n  ask: b\n  items: [c]": ["8:12 deck.too-few"],
    "- list: a\n  ask: b\n  items: [c, C]": ["8:16 deck.twice"],
    "- list: a\n  ask: b\n  items:\n    - {fr: c, en: d, acept: [e]}\n    - f": [
        "9:24 deck.unknown-key-near"
    ],
    "- choice: a\n  ask: b\n  answer: c\n  wrong: [d]": ["9:12 deck.too-few"],
    "- choice: a\n  ask: b\n  answer: c\n  wrong: [d, e, f, g, h, i]": ["9:12 deck.too-many"],
    "- choice: a\n  ask: b\n  answer: c\n  wrong: [d, c]": ["9:16 deck.twice"],
    # Clozes
    "- cloze: a\n  text: rien": ["7:11 deck.no-gap"],
    '- cloze: a\n  text: "b {{ }} c"': ["7:14 deck.open-gap"],
    '- cloze: a\n  text: "b {{c} d"': ["7:14 deck.open-gap"],
    '- cloze: a\n  text: "{{b}} c }} d"': ["7:20 deck.open-gap"],
    '- cloze: a\n  text: "b {{c}} {{d}}"': ["7:14 deck.gap-without-number"],
    '- cloze: a\n  text: "b {{c1::c}} {{c2::d::e}}"': ["7:14 deck.anki-gap-with-hint"],
    '- cloze: a\n  text: "b {{1:c}} {{2: d}}"': ["7:14 deck.gap-space"],
    "- choice: a\n  ask: b\n  answer: [c, d]\n  wrong: [e, f]": ["8:13 deck.one-answer"],
    "- basic: a\n  ask: b\n  answer: [c, d]": ["8:13 deck.answer-list"],
    "- truefalse: a\n  claim: b\n  answer: [true]": ["8:13 deck.no-brackets"],
    "- basic: a\n  question: b\n  réponse: c": [
        "7:5 deck.unknown-key-near",
        "8:5 deck.unknown-key-near",
    ],
    "- list: a\n  ask: b\n  items: [c; d]": ["8:12 deck.list-separator"],
    "- list: a\n  ask: b\n  items: c, d": ["8:12 deck.wants-brackets"],
    "- basic: a\n  ask: b\n  answer: c\n  d": ["9:5 deck.no-key"],
    "- basic: a\n  ask: b\n  answer: c\nd": ["9:3 deck.stray-line"],
    "- basic: a\n  ask: b\n  answer: c\nNote : d": ["9:3 deck.stray-line"],
    "- basic: a\n  ask: b\n  answer: c\n  basic: d\n  ask: e\n  answer: f": [
        "9:5 deck.dash-missing"
    ],
    "- basic: a\n  ask: b\n  answer: c\n  list: d\n  ask: e\n  items: [f, g]": [
        "9:5 deck.dash-missing"
    ],
    DRILL.replace("answer: {formula: n * 2, decimals: 1}", "answer: n * 2"): [
        "10:13 deck.answer-formula"
    ],
    DRILL.replace("answer: {formula: n * 2, decimals: 1}", "answer: {n * 2}"): [
        "10:13 deck.answer-formula"
    ],
    DRILL.replace("answer: {formula: n * 2, decimals: 1}", "answer: {choice: [{text: c}]}"): [
        "10:14 deck.choose"
    ],
    DRILL.replace("answer: {formula: n * 2, decimals: 1}", "choice: [{text: c}]"): [
        "10:5 deck.choose"
    ],
    DRILL + "\n  table:\n    - [A, B]": ["12:7 deck.table-rows"],
    DRILL.replace("n * 2", "[n * 2]"): ["10:23 deck.no-brackets"],
    DRILL + "\n  tests: [{with: {n: 1; m: 2}}]": ["11:25 deck.list-separator"],
    '- cloze: a\n  text:\n    fr: "b {{1: c}} {{2: d}}"\n    en: "b {{1: c}}"': [
        "9:11 deck.gap-missing"
    ],
    '- cloze: a\n  typed: true\n  text: "b {{c}}"\n  accept: {2: [d]}': ["9:14 deck.no-such-gap"],
    '- cloze: a\n  typed: true\n  text: "b {{c}}"\n  accept: {1: [d], x: [e]}': [
        "9:22 deck.bad-gap-number"
    ],
    '- cloze: a\n  typed: true\n  text: "{{1: b}} {{2: c}}"\n  accept: [d]': [
        "9:13 deck.which-gap"
    ],
    # Drills
    "- drill: a\n  ask: b\n  answer: {formula: max(1, 2)}": ["8:30 deck.comma-in-braces"],
    "- drill: a\n  ask: b\n  given: [c]\n  answer: {formula: 1}": ["8:12 deck.wants-keys"],
    '- drill: a\n  ask: |\n    {x}\n    {y}\n  given: {x: [1]}\n  answer: {formula: "1 + z"}': [
        "9:7 drill.unknown-placeholder",
        "11:28 drill.unknown-name",
    ],
    "- drill: a\n  ask: b\n  answer: {formula: 1}\n  parts: []": [
        "8:5 drill.belongs-in-part",
        "9:12 drill.no-parts",
    ],
    "- drill: a\n  parts:\n    - {ask: b, anser: {formula: 1}}": ["8:18 deck.unknown-key-near"],
    "- drill: a\n  parts:\n    - {ask: b, answer: {formula: part1}}": ["8:36 drill.unknown-name"],
    "- drill: a\n  ask: b\n  variants:\n"
    "    - {answer: {formula: 1}}\n    - {answer: {formula: x}}": ["10:28 drill.unknown-name"],
    "- drill: a\n  given: {x: 1..y}\n  variants:\n    - {ask: b, answer: {formula: 1}}\n"
    "    - {ask: b, answer: {formula: 2}}": ["7:19 drill.unknown-name"],
    "- drill: a\n  ask: b\n  choose:\n    - {text: c, rigth: x}": ["9:19 deck.unknown-key-near"],
    "- drill: a\n  ask: b\n  choose:\n    - {text: c, right: 1 > 0}": ["9:7 drill.few-options"],
    "- drill: a\n  ask: b\n  answer: {formula: 1}\n  table: {rows: [[x1, 2], [a]], heds: [b, c]}": [
        "9:35 deck.unknown-key-near"
    ],
    "- drill: a\n  ask: b\n  answer: {formula: 1}\n  table: {rows: [[x1, 2], [a]]}": [
        "9:29 drill.table-row-length"
    ],
    "- drill: a\n  ask: b\n  answer: {formula: 1}\n  solve_for: P": ["9:16 drill.solve-for-given"],
    "- drill: a\n  given: {P: [1]}\n  ask: what {P}\n  answer: {formula: P}\n  solve_for: P": [
        "8:15 drill.asked-for-shown"
    ],
    "- drill: a\n  ask: b\n  answer: {formula: 1, also_accept: rounded}": [
        "8:39 drill.also-accept"
    ],
    # Hostile texts
    '- basic: a\n  ask: "\\e]2;x\\a"\n  answer: "\\x9b"': ["7:10 deck.escape", "8:13 deck.escape"],
    '- basic: a\n  ask: "\\u202e"\n  answer: "\\N"': ["7:10 deck.escape", "8:13 deck.escape"],
    "- basic: a\n  ask: b\x1b]2;x\x07\n  answer: c": [
        "7:11 deck.control-character",
        "7:16 deck.control-character",
    ],
    "- basic: a\n  ask: b\u202e\n  answer: c\x9b": [
        "7:11 deck.control-character",
        "8:14 deck.control-character",
    ],
    "- basic: a\n  ask: b\x85\n  answer: c\u2028": ["7:11 deck.line-end", "8:14 deck.line-end"],
    "- basic: a\n  ask: b\r  answer: c": ["7:11 deck.line-end", "7:20 deck.colon-in-text"],
}
WARNED = {"deck.cut-by-comment", "deck.not-typed"}


def _indented(card: str) -> str:
    return "".join(f"  {line}\n" for line in card.split("\n"))


@pytest.mark.parametrize("loader", dict.fromkeys((LOADER, SafeLoader)))
@pytest.mark.parametrize(("card", "expected"), CARDS.items(), ids=CARDS)
def test_a_mistake_in_a_card(card: str, expected: list[str], loader: type) -> None:
    before = "deck.duplicate-id" in expected[0]
    text = HEADER + (GOOD if before else "") + _indented(card) + ("" if before else GOOD)
    if before:  # the good card comes first and takes three lines
        expected = ["9:12 deck.duplicate-id"]

    found = read(text, loader=loader)

    assert told(found) == expected
    warned = expected[0].split()[1] in WARNED
    assert ids(found) == (["a", "ok"] if warned else ["ok"])
    assert {diagnostic.severity for diagnostic in found.diagnostics} == {
        Severity.WARNING if warned else Severity.ERROR
    }


FILES = {
    "": ["1:1 deck.not-a-deck"],
    "\ufeff": ["1:1 deck.not-a-deck"],
    "juste un texte": ["1:1 deck.not-a-deck"],
    "- a\n- b\n": ["1:1 deck.not-a-deck"],
    HEADER: ["5:7 deck.no-cards"],
    HEADER.replace("cards:", "cards: {}"): ["5:8 deck.no-cards"],
    "%YAML 1.1\n---\n" + HEADER + GOOD: ["1:1 deck.directive"],
    HEADER.replace("cards:\n", "") + GOOD: ["5:5 deck.cards-missing"],
    HEADER.replace("cards:", "cards") + GOOD: ["5:6 deck.colon-missing"],
    HEADER.replace("deck: essai", "deck essai") + GOOD: ["1:5 deck.colon-missing"],
    HEADER + "  perdue\n" + GOOD: ["6:3 deck.stray-line"],
    HEADER + GOOD + "\nFin du paquet.\n": ["10:1 deck.stray-line"],
    HEADER + GOOD + "Note : à relire\n": ["9:1 deck.stray-line"],
    HEADER + GOOD.replace("  - ", "    "): ["6:5 deck.dash-missing"],
    HEADER + GOOD + "---\n" + HEADER: ["9:1 deck.several-documents"],
    HEADER.replace("deck: essai\n", "") + GOOD: ["1:1 deck.missing-key"],
    HEADER.replace("deck: essai", "deck:") + GOOD: ["1:1 deck.missing-deck-id"],
    HEADER.replace("deck: essai", "deck: Mon Essai") + GOOD: ["1:7 deck.bad-id"],
    HEADER.replace("[fr, en]", "[fr, de]") + GOOD: [
        "2:8 deck.missing-language",
        "2:22 deck.unlisted-language",
    ],
    HEADER.replace("[fr, en]", "[fr, english]") + GOOD: [
        "2:22 deck.unlisted-language",
        "3:17 deck.unknown-language-near",
    ],
    HEADER.replace("[fr, en]", "[fra, en]") + GOOD: [
        "2:9 deck.unlisted-language",
        "3:13 deck.unknown-language-near",
    ],
    HEADER.replace("[fr, en]", "[fr, en, zz1]") + GOOD: ["3:21 deck.no-language-code"],
    HEADER.replace("[fr, en]", "[fr, fr]") + GOOD: [
        "2:22 deck.unlisted-language",
        "3:17 deck.twice",
    ],
    HEADER.replace("[fr, en]", "fr") + GOOD: ["3:12 deck.wants-brackets"],
    HEADER.replace("level: 1", "level: 4") + GOOD: ["4:8 deck.bad-level"],
    HEADER.replace("level: 1", "level: 0_1") + GOOD: ["4:8 deck.bad-level"],
    HEADER.replace("level: 1", "niveau: 1") + GOOD: ["4:1 deck.unknown-key-near"],
    HEADER.replace("level: 1", "levl: 1") + GOOD: [
        "4:1 deck.unknown-key-near",
    ],
    HEADER.replace(', en: "Trial"', "") + GOOD: ["2:8 deck.missing-language"],
    HEADER.replace("level: 1", "optional: peut-être\nlevel: 1") + GOOD: [
        "4:11 deck.not-true-or-false"
    ],
    HEADER.replace('{fr: "Essai", en: "Trial"}', "Le NPS : quoi") + GOOD: [
        "2:15 deck.colon-in-text",
    ],
    HEADER.replace('"Trial"', '"Tri\\eal"') + GOOD: ["2:26 deck.escape"],
    HEADER + GOOD + "level: 2\n": ["9:1 deck.duplicate-key"],
    HEADER + GOOD + "   - basic: b\n     ask: c\n     answer: d\n": ["9:6 deck.card-indent"],
    HEADER + GOOD + "answer: mal placé\n" + GOOD.replace("ok", "b"): ["9:1 deck.indent"],
}
UNUSABLE = {"deck.not-a-deck", "deck.no-cards", "deck.missing-deck-id", "deck.bad-id"}


@pytest.mark.parametrize("loader", dict.fromkeys((LOADER, SafeLoader)))
@pytest.mark.parametrize(("text", "expected"), FILES.items(), ids=FILES)
def test_a_mistake_in_the_file(text: str, expected: list[str], loader: type) -> None:
    assert told(read(text, loader=loader)) == expected


@pytest.mark.parametrize(
    "header",
    [
        HEADER.replace("level: 1", "level: 4"),
        HEADER.replace("title", "titre"),
        HEADER.replace('"Trial"', '"\\e]0;x"'),
        HEADER.replace("level: 1", "description: {fr: a}\nlevel: 1"),
    ],
)
def test_a_deck_is_kept_without_what_is_dispensable_in_its_header(header: str) -> None:
    found = read(header + GOOD)

    assert found.diagnostics
    assert ids(found) == ["ok"]
    assert found.deck is not None
    assert "\x1b" not in "".join(found.deck.title.values())


@pytest.mark.parametrize("optional", [True, False])
@pytest.mark.parametrize("level", [1, 9])
def test_a_deck_is_optional_or_not_whatever_else_is_wrong(level: int, *, optional: bool) -> None:
    header = HEADER.replace("level: 1", f"level: {level}\noptional: {str(optional).lower()}")
    deck = read(header + GOOD).deck
    assert deck is not None
    assert deck.optional is optional


@pytest.mark.parametrize("line", ["deck: essai\n", "languages: [fr, en]\n"])
def test_without_id_or_languages_there_is_no_deck(line: str) -> None:
    assert read(HEADER.replace(line, "") + GOOD).deck is None


SAID = {
    "  ask: Le taux de rétention : quoi ?": ("part", "rétention"),
    "  ask: {n} clients": ("character", "{"),
    "  anwser: b": ("suggestion", "answer"),
    "  ask: {fr: CSAT, NPS et CES}": ("part", "NPS et CES"),
    "  ask: Le mot #nps en tête": ("lost", "#nps en tête"),
    "  ask: {fr: a}": ("language", "en"),
    '  ask: "\\e"': ("character", "U+001B"),
    " ask: a": ("count", 4),
}


@pytest.mark.parametrize(("line", "value"), SAID.items(), ids=SAID)
def test_what_is_told_names_the_culprit(line: str, value: tuple[str, object]) -> None:
    rest = "".join(f"    {key}: b\n" for key in ("ask", "answer") if key not in line)
    found = read(HEADER + f"  - basic: a\n    why: b\n  {line}\n{rest}" + GOOD)

    assert value in [pair for diagnostic in found.diagnostics for pair in diagnostic.values.items()]


PROPOSED = {
    "  - basic:\n    ask: Où est l’œuvre ?\n    answer: b\n": "ou-est-l-oeuvre",
    "  - basic:\n    ask: {fr: Été, en: Summer}\n    answer: b\n": "ete",
    "  - basic:\n    ask: 5 étapes ?\n    answer: b\n": "c-5-etapes",
    "  - basic:\n    ask: OK !\n    answer: b\n": "ok-2",
    '  - cloze:\n    text: "La {{1: marge}} de {{2: 5 %}}"\n': "la-marge-de-5",
    "  - basic: Coût d’Acquisition\n    ask: a\n    answer: b\n": "cout-d-acquisition",
    "  - truefalse:\n    claim: " + "Vraiment très long " * 9 + "\n    answer: true\n": (
        "vraiment-tres-long-vraiment-tres-long"
    ),
}


@pytest.mark.parametrize(("card", "proposal"), PROPOSED.items(), ids=PROPOSED.values())
def test_an_id_is_proposed(card: str, proposal: str) -> None:
    (diagnostic,) = read(HEADER + GOOD + card).diagnostics

    assert diagnostic.values["proposal"] == proposal


@pytest.mark.parametrize(
    "broken",
    [
        "- drill: a\n  ask: b",
        "- drill: a\n  ask: b\n  ask: c\n  answer: {formula: 1}",
        "- drill: a\n  ask: 'b\n  answer: {formula: 1}",
        "- 'drill': \"a\"\n  ask: {fr: b}\n  answer: {formula: x}",
    ],
)
def test_a_problem_names_the_entry_it_stands_in(broken: str) -> None:
    found = read(HEADER.replace("level: 1", "level: 9") + GOOD + _indented(broken) + GOOD)
    entries = [diagnostic.entry for diagnostic in found.diagnostics]
    assert entries[0] == ""
    assert set(entries[1:]) == {"a", "ok"}  # the second of that id is one too many
