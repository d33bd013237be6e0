"""A drill's picture in a line or two, for who reads or hears no bars."""

from collections.abc import Iterator

from kpitrainer.domain.drill.drawn_picture import Bar, Picture
from kpitrainer.domain.drill.picture import PictureKind
from kpitrainer.i18n import Translator
from kpitrainer.plain.console import PlainContext

_APART = " · "


def picture_lines(translate: Translator, picture: Picture) -> Iterator[str]:
    """What its bars are, « ? » for what is to be found; then the learner's result, if wrong."""
    parts = _APART.join(_part(translate, bar) for bar in picture.bars)
    if picture.kind is PictureKind.LINE:
        first, last = picture.places[0], picture.places[-1]
        yield translate("picture.line", first=first, last=last, parts=parts)
    else:
        yield translate(f"picture.{picture.kind}", parts=parts)
    if picture.result and picture.result.mine:
        right, mine = picture.result.right.text, picture.result.mine.text
        yield translate("picture.results", right=right, mine=mine)


def _part(translate: Translator, bar: Bar) -> str:
    value = f"{bar.text} ({bar.share})" if bar.share else bar.text
    return translate("picture.part", label=bar.label, value=value)


def say_picture(context: PlainContext, picture: Picture | None) -> None:
    """Say the picture, if there is one, line by line."""
    for line in picture_lines(context.translate, picture) if picture else ():
        context.console.say(line)
