"""Where lines of text are broken."""

import pytest
from textual.content import Content

from kpitrainer.tui.widgets.prose import broken


@pytest.mark.parametrize("space", [" ", "\u00a0", "\u202f"])
@pytest.mark.parametrize("mark", "?!;:%»")
def test_no_line_begins_with_a_mark_that_french_sets_off(space: str, mark: str) -> None:
    text = Content(f"un deux{space}{mark} trois")
    assert [line.plain for line in broken(text, 8)] == ["un", f"deux{space}{mark}", "trois"]


@pytest.mark.parametrize("space", [" ", "\u00a0", "\u202f"])
def test_no_line_ends_with_an_opening_quote(space: str) -> None:
    text = Content(f"un «{space}deux trois")
    assert [line.plain for line in broken(text, 6)] == ["un", f"«{space}deux", "trois"]


def test_styles_stay_where_they_were() -> None:
    text = Content.assemble("un ", ("deux :", "bold"), " trois")
    _, second, _ = broken(text, 7)
    assert [(span.start, span.end, span.style) for span in second.spans] == [(0, 6, "bold")]


@pytest.mark.parametrize(
    ("before", "hang"),
    [("    ", 4), (" ✗ 5. ", 6), (" 1  ", 4), ("✓ ", 2), ("Réponse ici     ", 16), ("7 et ", 0)],
)
def test_a_line_goes_on_under_its_words_where_there_is_room(before: str, hang: int) -> None:
    text = Content(before + "mot " * 20)
    assert broken(text, 60)[1].plain.startswith(" " * hang + "mot")
    assert broken(text, 40)[1].plain.startswith("mot")


def test_empty_lines_are_kept() -> None:
    assert [line.plain for line in broken(Content("\n  un\n"), 60)] == ["", "  un", ""]
