"""docs/writing-cards.md is true: each warning, with a card that earns it and one that does not.

So is its French edition, which explains the same warnings in the same order.
"""

import re
from pathlib import Path
from textwrap import indent

import pytest

from kpitrainer.deckfile.lint.check import check_decks
from kpitrainer.domain.errors import Severity
from tests.typography import typography_faults

DOCS = {
    language: Path(name).read_text("utf-8")
    for language, name in {"en": "docs/writing-cards.md", "fr": "docs/writing-cards.fr.md"}.items()
}
SECTION = re.compile(
    r"^### `(deck\.[a-z-]+)`\u00a0?:.*?```yaml\n(.*?)```.*?```yaml\n(.*?)```",
    re.DOTALL | re.MULTILINE,
)
RULES = {
    language: {code: (bad, good) for code, bad, good in SECTION.findall(doc)}
    for language, doc in DOCS.items()
}
LINT = Path("kpitrainer/deckfile/lint")
WARNED = {
    code
    for file in (*LINT.glob("*.py"), LINT.parent / "read" / "draw_checks.py")
    for code in re.findall(r'"(deck\.[a-z-]+)"', file.read_text("utf-8"))
} - {"deck.few-draws", "deck.more-diagnostics", "deck.no-draws", "deck.decimal-comma"}
WARNED -= {"deck.unused-tags", "deck.unused-sources"}  # of a deck's head, not of a card
WARNED -= {"deck.fewer-draws", "deck.not-compared"}  # of a file with thousands of them
ERRORS = {"deck.step-differs", "deck.hint-differs", "deck.say-why"}


def found(example: str, language: str, folder: Path) -> list[tuple[str, Severity]]:
    languages = "[fr, en]" if "{fr:" in example else f"[{language}]"
    file = folder / "a.yaml"
    header = f"deck: essai\ntitle: Essai\nlanguages: {languages}\nlevel: 1\ncards:\n"
    file.write_text(header + indent(example, "  "), "utf-8")
    return [(diagnostic.code, diagnostic.severity) for diagnostic in check_decks([file])]


@pytest.mark.parametrize("language", DOCS)
def test_every_rule_is_explained_and_every_explanation_is_of_a_rule(language: str) -> None:
    assert set(RULES[language]) == WARNED
    assert DOCS[language].count("### `") == len(RULES[language])


@pytest.mark.parametrize(
    ("language", "code"), [(language, code) for language in DOCS for code in RULES[language]]
)
def test_the_hard_card_is_warned_of_and_the_better_one_is_not(
    language: str, code: str, tmp_path: Path
) -> None:
    bad, good = RULES[language][code]
    severity = Severity.ERROR if code in ERRORS else Severity.WARNING
    assert found(bad, language, tmp_path) == [(code, severity)]
    assert found(good, language, tmp_path) == []


def test_both_languages_have_the_same_sections() -> None:
    assert list(RULES["en"]) == list(RULES["fr"])
    shapes = {
        language: re.findall(r"^(#+ |- |```|$)", doc, re.MULTILINE)
        for language, doc in DOCS.items()
    }
    assert shapes["en"] == shapes["fr"]


def test_the_french_is_typeset_as_the_cards_are() -> None:
    prose = re.sub(r"```.*?```|\]\([^)]*\)", "", DOCS["fr"], flags=re.DOTALL)
    prose = prose.replace("*In English: ", "*").replace("“ ”", "").replace("“How many”", "")
    assert typography_faults(prose.replace("\n- ", "\n"), "fr") == []
