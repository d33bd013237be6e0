"""Where lines of text are broken."""

import pytest
from textual.app import App, ComposeResult
from textual.content import Content

from kpitrainer.tui.text.line_breaks import broken
from kpitrainer.tui.widgets.prose import Prose


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
    [
        ("    ", 4),
        (" ✗ 5. ", 6),
        (" 1  ", 4),
        ("✓ ", 2),
        ("- ", 2),
        ("≠ ", 2),
        ("2  [ ] ", 7),
        ("✗  [x] ", 7),
        ("   [ ] ", 7),
        ("Réponse ici     ", 16),
        ("7 et ", 0),
    ],
)
def test_a_line_goes_on_under_its_words_where_there_is_room(before: str, hang: int) -> None:
    text = Content(before + "mot " * 20)
    assert broken(text, 60)[1].plain.startswith(" " * hang + "mot")
    assert broken(text, 2 * hang or 40)[1].plain.startswith("mot")


def test_no_short_word_is_left_over() -> None:
    assert [line.plain for line in broken(Content("un deux trois quatre"), 14)] == [
        "un deux",
        "trois quatre",
    ]
    # Nor is a line more taken for it.
    assert [line.plain for line in broken(Content("douze trois quatre"), 12)] == [
        "douze trois",
        "quatre",
    ]


def test_empty_lines_are_kept() -> None:
    assert [line.plain for line in broken(Content("\n  un\n"), 60)] == ["", "  un", ""]


class OneText(App[None]):
    def compose(self) -> ComposeResult:
        yield Prose("un deux")


@pytest.mark.parametrize(("width", "wider"), [("1fr", False), ("auto", True)])
async def test_a_screen_is_laid_out_where_a_text_takes_other_room_alone(
    width: str, *, wider: bool
) -> None:
    app = OneText()
    async with app.run_test(size=(20, 10)) as pilot:
        prose = app.query_one(Prose)
        prose.styles.width, prose.styles.height = width, "auto"
        await pilot.pause()
        for text, other in (
            ("un deux", False),
            ("un cinq", False),
            ("un trois", wider),
            ("un\nde trois", True),
            ("de\nun trois", False),
        ):
            prose.show(text)
            assert prose._layout_required is other, text
            await pilot.pause()
            assert prose.size.height == len(text.splitlines())
            drawn = "\n".join(prose.render_line(y).text.rstrip() for y in range(prose.size.height))
            assert drawn == text
