"""Where a text announces what its card does not do, and signs that other programs would show."""

from pathlib import Path

import pytest

from kpitrainer.deckfile.lint.check import check_decks
from kpitrainer.domain.errors import Diagnostic

HEAD = "deck: d\ntitle: D\nlanguages: [{}]\nlevel: 1\ncards:\n"
CHOICE = "  - choice: a\n    ask: Quoi ?\n    answer: b\n    wrong: [c, {}]\n    why: d\n"


def found(tmp_path: Path, cards: str, language: str = "fr") -> list[Diagnostic]:
    file = tmp_path / "d.yaml"
    file.write_text(HEAD.format(language) + cards, "utf-8")
    return list(check_decks([file]))


def codes(tmp_path: Path, cards: str, language: str = "fr") -> list[str]:
    return [each.code for each in found(tmp_path, cards, language)]


@pytest.mark.parametrize(
    ("language", "ask", "items", "warned"),
    [
        ("fr", "Quels sont les trois critères ?", 2, True),
        ("fr", "Cite les 3 critères.", 4, True),
        ("fr", "Donne deux critères.", 3, True),
        ("fr", "Quelles 4 étapes viennent ensuite ?", 4, False),
        ("fr", "Cite 3 de ces 4 critères.", 4, False),
        ("fr", "Que change-t-on les 3 jours d’après ?", 2, False),
        ("fr", "Quels critères, sur les 20 % restants ?", 2, False),
        ("en", "Which three criteria are forbidden?", 2, True),
        ("en", "Name the 5 steps.", 2, True),
        ("en", "Name the four steps.", 4, False),
        ("en", "What is done in the 2 weeks before?", 4, False),
    ],
)
def test_a_number_of_items_that_is_announced(
    tmp_path: Path, language: str, ask: str, items: int, warned: bool
) -> None:
    listed = ", ".join(["âge", "sexe", "origine", "nom"][:items])
    card = f"  - list: a\n    ask: {ask}\n    items: [{listed}]\n"
    told = [code.removesuffix("-any") for code in codes(tmp_path, card, language)]
    assert told == (["deck.other-number"] if warned else [])


@pytest.mark.parametrize(
    ("language", "ask", "ordered", "code"),
    [
        ("fr", "Quelles étapes, dans l’ordre ?", False, "deck.in-order"),
        ("fr", "Quelles étapes, dans l’ordre ?", True, ""),
        ("fr", "Quelles étapes, peu importe l’ordre ?", True, "deck.any-order"),
        ("fr", "Quels sont les ordres de grandeur ?", False, ""),
        ("en", "Which steps, in order?", False, "deck.in-order"),
        ("en", "What is done in order to keep customers?", False, ""),
        ("en", "Which steps, in any order?", True, "deck.any-order"),
        ("en", "Which steps, in any order?", False, ""),
    ],
)
def test_an_order_that_is_announced(
    tmp_path: Path, language: str, ask: str, ordered: bool, code: str
) -> None:
    card = f"  - list: a\n    ask: {ask}\n    items: [un, deux]\n"
    card += "    ordered: true\n" if ordered else ""
    assert codes(tmp_path, card, language) == ([code] if code else [])


@pytest.mark.parametrize(
    ("option", "code"),
    [
        ("aucune des réponses ci-dessus", "deck.option-last"),
        ("les réponses A et B", "deck.option-place"),
        ("A et B", "deck.option-place"),
        ("la réponse 2", "deck.option-place"),
        ("toutes les réponses précédentes", "deck.option-last"),
        ("les deux dernières réponses", "deck.option-place"),
        ("Aucune de ces réponses", "deck.option-last"),
        ("aucune de ces réponses n’est juste", "deck.option-last"),
        ("toutes ces propositions", "deck.option-last"),
        ("aucune des autres réponses", "deck.option-last"),
        ("aucune d’entre elles", "deck.option-last"),
        ("toutes les réponses", ""),
        ("aucune des réponses du client", ""),
        ("aucun des clients", ""),
        ("aucun des deux", ""),
        ("la réponse du client", ""),
        ("la vitamine A", ""),
    ],
)
def test_an_option_that_speaks_of_its_place(tmp_path: Path, option: str, code: str) -> None:
    told = [each for each in codes(tmp_path, CHOICE.format(option)) if "option-" in each]
    assert told == ([code] if code else [])


@pytest.mark.parametrize(
    ("option", "code"),
    [
        ("none of the above", "deck.option-last"),
        ("None of these answers", "deck.option-last"),
        ("all of these options", "deck.option-last"),
        ("none of these", "deck.option-last"),
        ("none of the other answers", "deck.option-last"),
        ("all responses", ""),
        ("none of the answers given by customers", ""),
        ("half of those customers", ""),
    ],
)
def test_and_so_in_english(tmp_path: Path, option: str, code: str) -> None:
    told = [each for each in codes(tmp_path, CHOICE.format(option), "en") if "option-" in each]
    assert told == ([code] if code else [])


SEVERAL = "  - choice: a\n    ask: {}\n    answers: [b, c]\n    wrong: [d, {}]\n    why: e\n"
LAST = "    last: [{}]\n"


@pytest.mark.parametrize(
    ("option", "code"),
    [
        ("aucune de ces réponses", ""),
        ("aucune des réponses ci-dessus", ""),
        ("toutes ces réponses", ""),
        ("les réponses A et B", "deck.option-place"),
        ("aucune des réponses ci-dessous", "deck.option-place"),
    ],
)
def test_at_the_end_it_may_speak_of_the_others_but_of_no_place(
    tmp_path: Path, option: str, code: str
) -> None:
    card = CHOICE.format(option) + LAST.format(option)
    assert codes(tmp_path, card) == ([code] if code else [])


@pytest.mark.parametrize(
    ("option", "last", "code"),
    [
        ("aucune de ces réponses", True, ""),
        ("aucune de ces réponses", False, "deck.option-last"),
        ("toutes ces réponses", True, "deck.tick-all"),
        ("Tous ces choix", False, "deck.tick-all"),
        ("toutes les réponses", False, ""),
    ],
)
def test_where_several_can_be_ticked_nothing_says_all(
    tmp_path: Path, option: str, last: bool, code: str
) -> None:
    card = SEVERAL.format("Quoi ?", option) + (LAST.format(option) if last else "")
    assert codes(tmp_path, card) == ([code] if code else [])


@pytest.mark.parametrize(
    ("ask", "warned"),
    [
        ("Quels sont les deux critères ?", False),
        ("Quels sont les trois critères ?", True),
        ("Quels sont les critères ?", False),
    ],
)
def test_the_number_of_right_answers_that_is_announced(
    tmp_path: Path, ask: str, warned: bool
) -> None:
    told = codes(tmp_path, SEVERAL.format(ask, "f"))
    assert told == (["deck.other-answers"] if warned else [])


def test_so_do_options_of_a_drill(tmp_path: Path) -> None:
    drill = (
        "  - drill: a\n    given: {x: 1..9}\n    ask: '{x} ?'\n    choose:\n"
        "      - {text: grand, right: x > 4}\n      - {text: petit, right: x <= 4}\n"
        "      - {text: aucune des réponses ci-dessus}\n"
        "    tests: [{with: {x: 5}, choose: 1}]\n"
    )
    (warning,) = found(tmp_path, drill)
    assert (warning.code, warning.at.line) == ("deck.option-place", 12)


@pytest.mark.parametrize(
    ("answer", "warned"),
    [
        ("cooptation (ou recommandation)", True),
        ("cooptation", False),
        ("CA ÷ commandes", False),
        ("le NPS (Net Promoter Score)", False),
        ("12 / 20", False),
    ],
)
def test_alternatives_in_one_typed_answer(tmp_path: Path, answer: str, warned: bool) -> None:
    card = f"  - basic: a\n    ask: Quoi ?\n    answer: {answer}\n"
    assert codes(tmp_path, card) == []
    told = codes(tmp_path, card + "    typed: true\n")
    assert told == (["deck.alternatives"] if warned else [])


def test_claims_that_lean_to_one_side(tmp_path: Path) -> None:
    claims = "".join(
        f"  - truefalse: c{n}\n    claim: Fait sur {word}.\n    answer: {{}}\n    why: x\n"
        for n, word in enumerate(("le NPS", "le CSAT", "le CES", "la marge", "le lot", "un client"))
    )
    (warning,) = found(tmp_path, claims.format(*["false"] * 5, "true"))
    assert (warning.code, warning.at.line) == ("deck.one-sided-claims", 5)
    assert (warning.values["most"], warning.values["count"]) == (5, 6)
    assert codes(tmp_path, claims.format(*["false", "true"] * 3)) == []


def test_claims_that_lean_to_one_side_in_all_decks_together(tmp_path: Path) -> None:
    head = HEAD.format("fr")
    words = ("le NPS", "le CSAT", "le CES", "la marge", "le lot", "un client")

    def told(answers: str) -> list[tuple[str, object]]:
        for n, (word, answer) in enumerate(zip(words, answers.split(), strict=True)):
            claim = f"  - truefalse: c{n}\n    claim: Fait sur {word}.\n    answer: {answer}\n"
            text = head.replace("deck: d", f"deck: d{n}") + claim + "    why: x\n"
            (tmp_path / f"{n}.yaml").write_text(text, "utf-8")
        return [(Path(each.at.file).name, each.values["most"]) for each in check_decks([tmp_path])]

    assert told("false false false true false false") == [("0.yaml", 5)]
    assert told("false true false true false false") == []


MARKUP = {
    "Le <b>genou</b>": "Le *genou*",
    "Un<br/>deux": "Un deux",
    "5 &lt; 6&eacute;": "5 < 6é",
    "Le <i>gain</i> brut": "Le *gain* brut",
    "im<b>poss</b>ible": "impossible",
    "Tape <code>deck new</code>": "Tape `deck new`",
    "<ul><li>un</li><li>deux</li></ul>": "- un ⏎ - deux",
    "Le __gain__ net": "Le *gain* net",
    "Le _gain_ net": "Le *gain* net",
    "`<b>` et <b>gras</b>": "`<b>` et *gras*",
    "# Titre": "*Titre*",
    "Le ~~gain~~ net": "Le gain net",
    "Le ==gain== net": "Le *gain* net",
    "Voir [[Gain]]": "Voir Gain",
    "Voir [[note|le gain]]": "Voir le gain",
    "Voir [le cours](https://example.org)": "Voir le cours (https://example.org)",
    r"Que vaut $\frac{a}{b}$ ?": "Que vaut a ÷ b ?",
    r"Que vaut \(x^2\) ?": "Que vaut x² ?",
    "[$]x + 1[/$]": "x + 1",
    "Écoute [sound:la.mp3]": "Écoute",
    "![](image.png)": "…",
    "Un {{c1::trou::indice}}": "Un trou",
    "<!--SR:!2025-11-03,180,264-->": "…",
    "[b]gras[/b]": "*gras*",
}


@pytest.mark.parametrize(("text", "meant"), MARKUP.items())
@pytest.mark.parametrize("key", ["ask", "answer", "why", "items", "hints"])
def test_foreign_markup_is_warned_of_with_what_to_write(
    tmp_path: Path, text: str, meant: str, key: str
) -> None:
    cards = {
        "items": "  - list: a\n    ask: q\n    items:\n      - {}\n      - c\n",
        "hints": "  - drill: a\n    given: {{x: 1..9}}\n    ask: '{{x}}'\n"
        "    answer: {{formula: x}}\n"
        "    hints: [{}]\n    tests: [{{with: {{x: 1}}, answer: 1}}]\n",
    }
    card = cards.get(key, f"  - basic: a\n    {key}: {{}}\n")
    card += "".join(
        f"    {each}: q\n"
        for each in ("ask", "answer")
        if key in ("ask", "answer", "why") and each != key
    )
    if key == "hints":
        text = text.replace("{", "{{").replace("}", "}}")
        meant = meant.replace("{", "{{").replace("}", "}}")
        if "frac" in text or "c1" in text:
            pytest.skip("braces are doubled in a drill")
    (warning,) = found(tmp_path, card.format(f"'{text}'"))
    assert (warning.code, warning.values["meant"]) == ("deck.markup", meant)
    assert codes(tmp_path, card.format(f"'{meant}'")) == []


@pytest.mark.parametrize(
    "text",
    [
        "CA < 5 et marge > 3",
        "a * b * c",
        "3*4*5 et x_1_2",
        "Entre $5 et $10",
        "R&D; marketing & vente",
        "C:\\cours\\nouveau",
        "[sic] et (voir note)",
        "x == y == z",
        "a <b and c> d",
        "2 ** 3 ** 4",
        "#1 du marché",
        "un *mot* et **deux** et `du code`",
        "`<b>`, ``$x^2$`` et `**`",
        r"un \*mot et \`un accent",
        "4* et 5*",
        "`\\frac{a}{b}`",
    ],
)
def test_signs_that_are_meant_are_not_taken_for_markup(tmp_path: Path, text: str) -> None:
    assert codes(tmp_path, f"  - basic: a\n    ask: '{text}'\n    answer: b\n") == []


@pytest.mark.parametrize(
    ("text", "code", "part", "column"),
    [
        ("un *mot de trop", "deck.open-emphasis", "*mot de trop", 4),
        ("**un* deux", "deck.open-emphasis", "**un* deux", 1),
        ("*un* et *deux", "deck.open-emphasis", "*deux", 9),
        ("tape `deck new", "deck.open-code", "`deck new", 6),
        ("``un` deux", "deck.open-code", "``un` deux", 1),
    ],
)
def test_a_mark_that_nothing_closes_is_warned_of(
    tmp_path: Path, text: str, code: str, part: str, column: int
) -> None:
    (warning,) = found(tmp_path, f"  - basic: a\n    ask: '{text}'\n    answer: b\n")
    assert (warning.code, warning.values["part"]) == (code, part)
    # The first character of a text is that of its quotes.
    assert warning.at.column == len("    ask: ") + column + (column > 1)
    escaped = text.replace(part, part.replace("*", r"\*").replace("`", r"\`"))
    assert codes(tmp_path, f"  - basic: a\n    ask: '{escaped}'\n    answer: b\n") == []


def test_texts_in_one_language_alone_are_counted_behind_the_errors(tmp_path: Path) -> None:
    cards = "".join(
        f"  - basic: c{n}\n    ask: Que mesure le taux de {word} d’un site ?\n    answer: x\n"
        for n, word in enumerate(("rebond", "clic", "conversion", "retour"))
    )
    cards += "  - basic: x\n    ask: {fr: ATS}\n    answer: Un logiciel de suivi\n"
    error, warning = found(tmp_path, cards, "fr, en")
    assert (error.code, error.at.line) == ("deck.missing-language", 19)
    assert (warning.code, warning.at.line) == ("deck.all-untranslated", 7)
    assert (warning.values["count"], warning.values["language"]) == (4, "fr")
