"""Feeding HTML to a parser: what is as simple as most of it, without `html.parser`'s own way."""

import re
from html import unescape
from html.parser import HTMLParser

_SIMPLE = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]{0,15})\s?(/?)>")
_OWN_WAY = frozenset(
    {
        "script", "style", "title", "textarea", "xmp", "iframe", "noembed", "noframes",
        "noscript", "plaintext",
    }
)  # fmt: skip
"""Elements in which markup is text."""


def feed(parser: HTMLParser, html: str) -> None:
    """Let `parser` handle all of `html`, just as `feed` and `close` of its own would.

    Elements without attributes and texts are handled here, at a third of the price; anything else
    makes all of it go the usual way.
    """
    pieces = _SIMPLE.split(html)
    texts, tags = pieces[::4], [tag.lower() for tag in pieces[2::4]]
    if any("<" in text for text in texts) or not _OWN_WAY.isdisjoint(tags):
        parser.feed(html)
        parser.close()
        return
    # A reference may only end with its text: the parser joins no texts, nor does this.
    for text, closes, tag, empty in zip(
        texts, [*pieces[1::4], ""], [*tags, ""], [*pieces[3::4], ""], strict=True
    ):
        if text:
            parser.handle_data(unescape(text) if "&" in text else text)
        if closes:
            parser.handle_endtag(tag)
        elif empty:
            parser.handle_startendtag(tag, [])
        elif tag:
            parser.handle_starttag(tag, [])
