import html
from html.parser import HTMLParser
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpitrainer.domain.text.formatting import plain
from kpitrainer.formats.html_feed import feed
from kpitrainer.formats.html_markup import from_html


def read(html: str) -> tuple[str, list[tuple[str, dict[str, Any]]]]:
    lost: list[tuple[str, dict[str, Any]]] = []
    text = from_html(html, lambda code, **values: lost.append((code, values)))
    return text, lost


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("Quelle <b>touche</b> ?<br>a&nbsp;&amp; b &lt; c", "Quelle **touche** ?\na & b < c"),
        ("<p>un</p><div>deux</div>trois", "un\ndeux\ntrois"),
        ("CO<sub>2</sub>, x<sup>2</sup>, 1<sup>er</sup>, H<sub>ab</sub>", "CO₂, x², 1er, H_(ab)"),
        ("<ul><li>femur</li><li>tibia</li></ul>", "- femur\n- tibia"),
        ("<ol><li>x<li>y</ol>", "1. x\n2. y"),
        (
            "<table><tr><td>a|b<td>c</tr><tr><td>1</td><td><b>2</b></td></tr></table>",
            "| a\\|b | c |\n| 1 | 2 |",
        ),
        ("<b>tout est gras</b>", "tout est gras"),
        ("<b>par</b>tie", "partie"),
        ("<b>gras jamais fermé <i>x", "gras jamais fermé *x*"),
        ("la commande <code>a*b*c</code>", "la commande `a*b*c`"),
        ("* class of conditions", "* class of conditions"),
        ("un *mot* et 3*4*5", "un \\*mot\\* et 3\\*4\\*5"),
        ("« oui&nbsp;» et&nbsp;puis&nbsp;: l’an&nbsp;2000", "« oui\xa0» et puis\xa0: l’an\xa02000"),
        ('<a href="https://x.org">ici</a>', "ici (https://x.org)"),
        ('<a href="https://x.org">https://x.org</a>', "https://x.org"),
        ("<style>b {}</style><!-- rien -->texte", "texte"),
        ("a < b et c > d", "a < b et c > d"),
    ],
)
def test_html_is_said_in_light_formatting_without_a_loss(html: str, text: str) -> None:
    assert read(html) == (text, [])


@pytest.mark.parametrize(
    ("html", "text", "code", "value"),
    [
        ('où ? <img src="map_w.jpg">', "où ?", "lost-picture", "map_w.jpg"),
        ('<img src="data:image/png;base64,AAAA">', "", "lost-picture", "data:image/png;base64"),
        ("dis [sound:feu.mp3]", "dis", "lost-sound", "feu.mp3"),
        ("\\(\\frac{a}{b}\\)", "a ÷ b", "lost-formula", "\\frac{a}{b}"),
        ("<script>alert(1)</script>x", "x", "lost-script", None),
        ('<a href="page.html">x</a>', "x", "lost-link", "page.html"),
    ],
)
def test_what_a_text_cannot_hold_is_told_with_its_name(
    html: str, text: str, code: str, value: str | None
) -> None:
    found, ((told, values),) = read(html)
    assert (found, told) == (text, f"import.{code}")
    assert list(values.values()) == ([] if value is None else [value])


@pytest.mark.parametrize(
    "piece", ["<b>x", "<a ", "<!--", "\\(", "[latex]", "<table><tr><td>", "</"]
)
def test_hostile_html_is_read_within_a_length(piece: str) -> None:
    text, lost = read(piece * 40_000)
    assert len(text) < 40_000
    assert ("import.lost-end") in {code for code, _ in lost}


PIECES = [
    "<b>", "</b>", "<td>", "<tr>", "<table>", "</table>", "<a href='x'>", "</a>", "<![", "<!", "--",
    "&#x;", "x", "*", "`", "\\(", "\\)", "<code>", "</code>", "<li>", "<ul>", "</ul>", "<sup>",
    "<pre>", "\n", "|", "</", "[sound:", "]", "<img src=", "'", "&lt;b&gt;",
]  # fmt: skip


@given(st.lists(st.sampled_from(PIECES) | st.text(max_size=4), max_size=40))
def test_any_html_is_read_and_leaves_no_sign_of_ours(pieces: list[str]) -> None:
    text, _ = read("".join(pieces))
    assert "\ue000" not in text
    assert "\ue001" not in text


@given(st.text(st.sampled_from("*`|\\\\-1. abé("), max_size=14))
def test_a_text_with_signs_is_shown_as_it_is(text: str) -> None:
    shown = " ".join(text.split())
    if shown.strip("- "):
        assert plain(read(html.escape(shown))[0]) == shown
        marked = f"x <b>y</b> {html.escape(shown)}"
        assert plain(read(marked)[0]) == f"x y {shown}"


PIECES = ["a", " b ", "<b>", "</b>", "<br>", "<br/>", "<DIV>", "</div>", "</br>", "<p />", "&amp;",
          "&nbsp", "&", "&#x41;", "<ul>", "<li>", "<i>x</i>", "<", "<!--c-->", "<a href=x>",
          "<title>",
          "</title>", "<pre>", "\n", "</>", "<1>", "<?x>", "é"]  # fmt: skip


class Heard(HTMLParser):
    """What a parser is told, texts in one piece."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.told: list[tuple[str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.told.append((f"<{attrs}", tag))

    def handle_endtag(self, tag: str) -> None:
        self.told.append(("</", tag))

    def handle_data(self, data: str) -> None:
        before = self.told.pop()[1] if self.told and self.told[-1][0] == "text" else ""
        self.told.append(("text", before + data))


@given(st.lists(st.sampled_from(PIECES), max_size=12).map("".join))
def test_simple_elements_are_handled_as_the_parser_does(html: str) -> None:
    ours, pythons = Heard(), Heard()
    feed(ours, html)
    pythons.feed(html)
    pythons.close()
    assert ours.told == pythons.told
