"""What every plain session works with."""

from dataclasses import dataclass

from kpitrainer.i18n import Words
from kpitrainer.plain.console import Console
from kpitrainer.trainer.trainer import Trainer


@dataclass(frozen=True, slots=True)
class PlainContext:
    """The open trainer, the reader's words, and where lines come from and go."""

    trainer: Trainer
    words: Words
    console: Console

    def tell(self, code: str, **values: object) -> None:
        """Say one sentence of the catalogue."""
        self.console.say(self.words(code, **values))
