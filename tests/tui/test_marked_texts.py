"""Texts with marks on screen: styled, laid out in the width there is, never markup of Textual."""

import pytest
from textual.content import Content

from kpitrainer.domain.text.formatting import formatted
from kpitrainer.tui.text.formatted_content import shown
from kpitrainer.tui.text.line_breaks import broken
from tests.domain.test_formatting import HOSTILE
from tests.marked import marked_deck, marks_left
from tests.tui.seat import Sit, plain
from tests.tui.test_looks import held

DECK = marked_deck()


def styles(content: Content) -> dict[str, list[str]]:
    """The styles of each stretch of `content`."""
    found: dict[str, list[str]] = {}
    for span in content.spans:
        found.setdefault(content.plain[span.start : span.end], []).append(str(span.style))
    return found


def test_emphasis_is_seen_in_bold_and_in_other_text() -> None:
    text = formatted("un *mot* et `code`")
    assert styles(shown(text))["mot"] == ["bold"]
    bold = styles(shown(text, "bold"))
    assert bold["mot"] == ["italic underline"]
    assert bold["un mot et code"] == ["bold"]
    assert "on $panel" in bold["code"][0]


def test_a_text_without_marks_is_as_before() -> None:
    assert shown("a * b [red]c[/red]").is_same(Content("a * b [red]c[/red]"))
    assert shown("a", "bold").is_same(Content.styled("a", "bold"))


def test_what_looks_like_markup_of_textual_is_shown() -> None:
    text = "[bold] *un* [/bold] `[@click=app.quit]x[/]`\n| [red]a | b[/] |\n| c | [$x |"
    assert plain(shown(formatted(text)).plain) == (
        "[bold] un [/bold] [@click=app.quit]x[/]\n[red]a  b[/]\nc       [$x"
    )


def test_items_hang_under_their_words() -> None:
    lines = broken(shown(formatted("- un deux trois quatre\n- cinq\n1. un deux trois quatre")), 16)
    assert [line.plain for line in lines] == [
        "• un deux",
        "  trois quatre",
        "• cinq",
        "1. un deux",
        "   trois quatre",
    ]


TABLE = """\
| Nom | Sens | Part |
|---|---|---|
| 漢字 | *un mot* et un autre | 5 % |
| b | c | 12 % |"""


def test_a_table_takes_the_cells_it_needs() -> None:
    assert shown(formatted(TABLE)).plain.split("\n") == [
        "Nom   Sens                Part",
        "漢字  un mot et un autre   5 %",
        "b     c                   12 %",
    ]


def test_a_cell_too_wide_is_broken_in_its_column() -> None:
    content = shown(formatted(TABLE), "", 24)
    assert content.plain.split("\n") == [
        "Nom   Sens          Part",
        "漢字  un mot et      5 %",
        "      un autre",
        "b     c             12 %",
    ]
    assert styles(content)["un mot"] == ["bold"]


@pytest.mark.parametrize("width", [1, 5, 20, 79])
@pytest.mark.parametrize("shape", HOSTILE)
def test_hostile_texts_are_laid_out_at_any_width(shape: str, width: int) -> None:
    content = shown(formatted(HOSTILE[shape](60)), "bold", width)
    assert all(line.cell_length <= max(width, 1) for line in broken(content, width))


@pytest.mark.parametrize("size", [(80, 24), (40, 20), (120, 36)])
async def test_a_card_with_marks_looks(sit: Sit, size: tuple[int, int]) -> None:
    new = []
    async with sit(DECK, size=size) as seat:
        await seat.press("enter")
        for name, keys in (
            ("marked-question", ()),
            ("marked-answer", ("enter",)),
            ("marked-gap", ("3",)),
        ):
            for key in keys:
                await seat.press(key)
            assert not marks_left(seat.text)
            if not await held(seat, name, size):
                new.append(name)
    assert new == [], "written anew: look at them"
