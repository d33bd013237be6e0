"""`kpitrainer help`: the documents that come with the program, and the help of its commands."""

import os
import re
import sys
from collections.abc import Mapping, Sequence

from kpitrainer.bootstrap import shipped_documents
from kpitrainer.cli.cli_context import DONE, CliContext, UsageError
from kpitrainer.cli.command_line import make_parser
from kpitrainer.cli.terminal import has_cursor
from kpitrainer.plain.console import write_out

_ENDING = ".md"
_LINK = re.compile(r"\]\((?P<page>[a-z-]+)(?:\.(?P<language>[a-z]{2}))?\.md(?:#[^)]*)?\)")
_PICTURE = re.compile(r"!\[(?P<told>[^\]]*)\]\([^)]*\)")

_WIDEST = 100
"""Cells of a line of text; longer ones are hard to read."""


def show_help(context: CliContext, topic: Sequence[str]) -> int:
    """Show the document called `topic` in the reader's language, or the help of that command.

    Without a topic, what topics there are. On a terminal it is shown page by page, elsewhere as
    it is written, in Markdown.

    Raises:
        UsageError: there is no such document or command.
    """
    documents = _documents(context.translate.language)
    name = " ".join(topic)
    if not topic:
        _tell_topics(context, documents)
    elif name in documents:
        _show(name, documents[name])
    else:
        parser = make_parser(context.translate).find(topic)
        if parser is None:
            known = ", ".join(documents)
            raise UsageError("cli.no-topic", name=name[:40], known=known)
        parser.print_help()
    return DONE


def _documents(language: str) -> Mapping[str, str]:
    """Each document's text by its name, in `language` where it is written in it."""
    texts: dict[str, str] = {}
    pages = (page for page in shipped_documents().iterdir() if page.name.endswith(_ENDING))
    for page in sorted(pages, key=lambda page: page.name.count(".")):
        name, _, other = page.name.removesuffix(_ENDING).partition(".")
        if other in {"", language}:
            texts[name] = page.read_text(encoding="utf-8")
    return dict(sorted(texts.items()))


def _tell_topics(context: CliContext, documents: Mapping[str, str]) -> None:
    context.tell("cli.help-topics")
    widest = max(map(len, documents))
    for name, text in documents.items():
        title = text.partition("\n")[0].lstrip("# ")
        context.console.say(f"  {name:{widest}}  {title}")
    context.tell("cli.help-topics-more")


def _show(name: str, text: str) -> None:
    if not has_cursor(sys.stdout):
        write_out(sys.stdout, text)
        return
    from rich.console import Console
    from rich.markdown import Markdown

    def command(link: re.Match[str]) -> str:
        """How a page is asked for: a reader of the installed program has not its file."""
        page, language = link["page"], link["language"] or "en"
        return f"](kpitrainer help {page}{f' --lang {language}' if page == name else ''})"

    text = _PICTURE.sub(r"*\g<told>*", _LINK.sub(command, text))
    console = Console()
    console.width = min(console.width, _WIDEST)
    # As git asks of its pager: a short page is only printed, colours are shown, nothing is wiped.
    # That of Windows knows no colours.
    os.environ.setdefault("LESS", "FRX")
    with console.pager(styles=os.name != "nt"):
        console.print(Markdown(text, hyperlinks=False))
