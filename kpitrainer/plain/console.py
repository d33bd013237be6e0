"""Lines in, lines out: nothing that a screen reader, a pipe or an old terminal cannot take."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, TextIO

from kpitrainer.domain.errors import KpiTrainerError
from kpitrainer.domain.text.printable import printable
from kpitrainer.i18n import Translator
from kpitrainer.wording import reason_of

if TYPE_CHECKING:
    from kpitrainer.study.trainer import Trainer


_YES = ("o", "oui", "y", "yes")


def write_out(target: TextIO, text: str) -> None:
    """Write `text` as it is, at once.

    Raises:
        BrokenPipeError: nobody reads any more.
        KpiTrainerError: it cannot be written, as on a disk that is full.
    """
    try:
        target.write(text)
        target.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        raise KpiTrainerError("plain.unwritten", reason=reason_of(error)) from error


class Console:
    """Reads and writes whole lines; every line is flushed as it is said."""

    def __init__(self, source: TextIO, target: TextIO) -> None:
        """`source` gives what the learner types, `target` takes what is said."""
        self._source = source
        self._target = target

    def say(self, text: str = "") -> None:
        """Write a text's lines, made harmless, tabs as spaces."""
        write_out(self._target, printable(text).replace("\t", " ") + "\n")

    @property
    def is_person(self) -> bool:
        """Whether somebody types at a terminal, so that questions can be asked."""
        return self._source.isatty()

    def hear(self) -> str | None:
        """The next line typed, without the blanks around it; None at the end of input."""
        line = self._source.readline()
        # Some shells on Windows open what they pipe with a byte order mark.
        return line.removeprefix("\ufeff").strip() if line else None

    def agrees(self) -> bool:
        """Whether the next line typed says yes, in either language."""
        return (self.hear() or "").casefold() in _YES


@dataclass(frozen=True, slots=True)
class PlainContext:
    """What every plain session works with: the open trainer, the reader's translator, the lines."""

    trainer: "Trainer"
    translate: Translator
    console: Console

    def tell(self, code: str, **values: object) -> None:
        """Say one sentence of the catalogue."""
        self.console.say(self.translate(code, **values))
