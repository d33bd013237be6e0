"""docs/writing-cards.md is true: each warning, with a card that earns it and one that does not."""

import re
from pathlib import Path
from textwrap import indent

import pytest

from kpitrainer.deckfile.lint.check import check_decks
from kpitrainer.domain.errors import Severity

DOC = Path("docs/writing-cards.md").read_text("utf-8")
SECTION = re.compile(
    r"^### `(deck\.[a-z-]+)`:.*?```yaml\n(.*?)```.*?```yaml\n(.*?)```", re.DOTALL | re.MULTILINE
)
RULES = {code: (bad, good) for code, bad, good in SECTION.findall(DOC)}
LINT = Path("kpitrainer/deckfile/lint")
WARNED = {
    code
    for file in (*LINT.glob("*.py"), LINT.parent / "read" / "draw_checks.py")
    for code in re.findall(r'"(deck\.[a-z-]+)"', file.read_text("utf-8"))
} - {"deck.few-draws", "deck.more-diagnostics", "deck.no-draws", "deck.decimal-comma"}
WARNED -= {"deck.unused-tags", "deck.unused-sources"}  # of a deck's head, not of a card
WARNED -= {"deck.fewer-draws", "deck.not-compared"}  # of a file with thousands of them
ERRORS = {"deck.step-differs", "deck.hint-differs", "deck.say-why"}


def found(example: str, folder: Path) -> list[tuple[str, Severity]]:
    languages = "[fr, en]" if "{fr:" in example else "[en]"
    file = folder / "a.yaml"
    header = f"deck: essai\ntitle: Essai\nlanguages: {languages}\nlevel: 1\ncards:\n"
    file.write_text(header + indent(example, "  "), "utf-8")
    return [(diagnostic.code, diagnostic.severity) for diagnostic in check_decks([file])]


def test_every_rule_is_explained_and_every_explanation_is_of_a_rule() -> None:
    assert set(RULES) == WARNED
    assert DOC.count("### `") == len(RULES)


@pytest.mark.parametrize("code", RULES)
def test_the_hard_card_is_warned_of_and_the_better_one_is_not(code: str, tmp_path: Path) -> None:
    bad, good = RULES[code]
    assert found(bad, tmp_path) == [(code, Severity.ERROR if code in ERRORS else Severity.WARNING)]
    assert found(good, tmp_path) == []
