"""Texts that are written when they are first read, and once."""

import pytest

from kpitrainer.domain.text.late_texts import LateTexts


def test_only_what_is_read_is_written_and_once() -> None:
    written: list[str] = []

    def write(language: str) -> str:
        written.append(language)
        return language.upper()

    texts = LateTexts(("fr", "en"), write)
    assert (list(texts), len(texts), written) == (["fr", "en"], 2, [])
    assert texts["en"] == texts["en"] == "EN"
    assert written == ["en"]
    assert texts == {"fr": "FR", "en": "EN"}
    with pytest.raises(KeyError):
        texts["de"]
