"""One run of the program: its options, the reader's translator, and where lines go."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kpitrainer.bootstrap import Options, open_trainer
from kpitrainer.domain.errors import Severity
from kpitrainer.i18n import Translator
from kpitrainer.plain.console import Console

if TYPE_CHECKING:
    from kpitrainer.study.library import Library
    from kpitrainer.study.trainer import Trainer


@dataclass(frozen=True, slots=True)
class CliContext:
    """What every command works with."""

    options: Options
    translate: Translator

    @property
    def console(self) -> Console:
        """Lines from stdin, lines to stdout."""
        return Console(sys.stdin, sys.stdout)

    def tell(self, code: str, **values: object) -> None:
        """Say one sentence of the catalogue."""
        self.console.say(self.translate(code, **values))

    def warn_of_errors(self, library: "Library") -> None:
        """Say on stderr how many cards of the decks cannot be used, if any."""
        errors = sum(diagnostic.severity is Severity.ERROR for diagnostic in library.diagnostics)
        if errors:
            told = self.translate("cli.deck-errors", count=errors)
            Console(sys.stdin, sys.stderr).say(told)

    @contextmanager
    def trainer(self) -> Iterator["Trainer"]:
        """The open trainer; its store is closed at the end."""
        trainer = open_trainer(self.options)
        try:
            self.warn_of_errors(trainer.library)
            yield trainer
        finally:
            trainer.store.close()
