"""Every code of the drill engine has its sentence, with the same placeholders everywhere."""

import re
from pathlib import Path
from string import Formatter

import pytest
from babel.messages.pofile import read_po

from kpitrainer.domain.drill.results import Refusal
from tests.typography import typography_faults

PACKAGE = Path(__file__).parents[3] / "kpitrainer"
TYPED, WRITTEN = "(110-30)/200*100", "(P - D) / n * 100"
"""Examples of what is typed on a keyboard."""

KINDS = ["number-wanted-not-truth", "number-wanted-not-list"]
KINDS += ["truth-wanted-not-number", "truth-wanted-not-list"]
KINDS += [f"unknown-{sort}{near}" for sort in ("name", "function") for near in ("", "-near")]
KINDS += ["names-unknown", "names-unknown-near"]
KINDS += [f"test-unknown-{sort}-near" for sort in ("given", "mistake")]
KINDS += [f"refused-{refusal}" for refusal in Refusal]
KINDS += [f"always-{refusal}" for refusal in Refusal]
KINDS += [
    f"divisor-{what}{where}"
    for what in ("may-be-zero", "drawn-zero", "chosen-zero")
    for where in ("", "-in-where")
]


def _catalogue(language: str) -> dict[str, tuple[str, ...]]:
    path = PACKAGE / "locale" / language / "drill.po"
    with path.open("rb") as file:
        messages = read_po(file, locale=language)
    sentences = {}
    for message in messages:
        if message.id:
            code = message.id if isinstance(message.id, str) else message.id[0]
            worded = message.string
            sentences[code] = (worded,) if isinstance(worded, str) else tuple(worded or ())
    return sentences


CATALOGUES = {language: _catalogue(language) for language in ("fr", "en")}


def _used() -> set[str]:
    paths = [
        path for room in ("domain", "deckfile", "cli") for path in (PACKAGE / room).rglob("*.py")
    ]
    sources = "".join(path.read_text("utf-8") for path in paths)
    codes = set(re.findall(r'"(drill\.[a-z-]+[a-z])"', sources))
    return codes | {f"drill.{kind}" for kind in KINDS}


def test_every_code_is_worded_and_no_other() -> None:
    for catalogue in CATALOGUES.values():
        assert set(catalogue) == _used()


@pytest.mark.parametrize("code", sorted(CATALOGUES["fr"]))
def test_a_sentence_is_whole_in_both_languages(code: str) -> None:
    fields = {
        frozenset(name for _, name, _, _ in Formatter().parse(sentence) if name)
        for catalogue in CATALOGUES.values()
        for sentence in catalogue[code]
    }
    assert len(fields) == 1
    for language, catalogue in CATALOGUES.items():
        for sentence in catalogue[code]:
            assert sentence
            prose = sentence.replace(TYPED, "").replace(WRITTEN, "")
            assert typography_faults(prose, language) == []
