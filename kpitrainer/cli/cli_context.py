"""One run of the program: its options, the reader's translator, where lines go, how it ends."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kpitrainer.bootstrap import Options, load_library, open_trainer
from kpitrainer.domain.errors import KpiTrainerError, Severity
from kpitrainer.i18n import Translator
from kpitrainer.plain.console import Console
from kpitrainer.wording import render

if TYPE_CHECKING:
    from kpitrainer.study.library import Library
    from kpitrainer.study.trainer import Trainer

DONE = 0
PROBLEMS = 1
USAGE = 2


class UsageError(KpiTrainerError):
    """Something on the command line that cannot be meant."""


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

    def library(self) -> "Library":
        """The decks, and on stderr how many of their cards cannot be used, if any."""
        library = load_library(self.options.paths)
        self._warn_of_errors(library)
        return library

    def _warn_of_errors(self, library: "Library") -> None:
        errors = sum(diagnostic.severity is Severity.ERROR for diagnostic in library.diagnostics)
        if errors:
            told = self.translate("cli.deck-errors", count=errors)
            Console(sys.stdin, sys.stderr).say(told)

    @contextmanager
    def trainer(self, *, reading: bool = False) -> Iterator["Trainer"]:
        """The open trainer; its store is closed at the end. As `open_trainer` says."""
        trainer = open_trainer(self.options, reading=reading)
        try:
            self._warn_of_errors(trainer.library)
            self._tell_notices(trainer)
            yield trainer
        finally:
            trainer.store.close()

    def _tell_notices(self, trainer: "Trainer") -> None:
        from kpitrainer.study.notices import notices

        for notice in notices(trainer):
            Console(sys.stdin, sys.stderr).say(render(self.translate, notice))
