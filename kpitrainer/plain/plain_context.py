"""What every plain session works with."""

from dataclasses import dataclass

from kpitrainer.i18n import Translator
from kpitrainer.plain.console import Console
from kpitrainer.study.trainer import Trainer


@dataclass(frozen=True, slots=True)
class PlainContext:
    """The open trainer, the reader's translator, and where lines come from and go."""

    trainer: Trainer
    translate: Translator
    console: Console

    def tell(self, code: str, **values: object) -> None:
        """Say one sentence of the catalogue."""
        self.console.say(self.translate(code, **values))
