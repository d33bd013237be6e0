"""Lines in, lines out: nothing that a screen reader, a pipe or an old terminal cannot take."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, TextIO

from kpitrainer.domain.text.printable import printable
from kpitrainer.i18n import Translator

if TYPE_CHECKING:
    from kpitrainer.study.trainer import Trainer


class Console:
    """Reads and writes whole lines; every line is flushed as it is said."""

    def __init__(self, source: TextIO, target: TextIO) -> None:
        """`source` gives what the learner types, `target` takes what is said."""
        self._source = source
        self._target = target

    def say(self, text: str = "") -> None:
        """Write a text's lines, made harmless, tabs as spaces."""
        self._target.write(printable(text).replace("\t", " ") + "\n")
        self._target.flush()

    def hear(self) -> str | None:
        """The next line typed, without the blanks around it; None at the end of input."""
        line = self._source.readline()
        # Some shells on Windows open what they pipe with a byte order mark.
        return line.removeprefix("\ufeff").strip() if line else None


@dataclass(frozen=True, slots=True)
class PlainContext:
    """What every plain session works with: the open trainer, the reader's translator, the lines."""

    trainer: "Trainer"
    translate: Translator
    console: Console

    def tell(self, code: str, **values: object) -> None:
        """Say one sentence of the catalogue."""
        self.console.say(self.translate(code, **values))
