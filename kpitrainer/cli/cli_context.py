"""One run of the program: its options, the reader's translator, where lines go, how it ends."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kpitrainer.bootstrap import Options, exchange_of, load_library, open_trainer
from kpitrainer.cli.terminal import slow_progress
from kpitrainer.domain.errors import KpiTrainerError
from kpitrainer.domain.verdict import Message
from kpitrainer.i18n import Translator
from kpitrainer.plain.console import Console
from kpitrainer.wording import render

if TYPE_CHECKING:
    from kpitrainer.study.exchange import Exchange
    from kpitrainer.study.library import Library
    from kpitrainer.study.trainer import Trainer

_NOTICES = 5
"""So many are told; a folder may hold thousands of archives."""

_EXCHANGE_SECONDS = 3.0
"""So long a command waits for the sync folder at its beginning, and at its end."""

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

    def told(self, code: str, **values: object) -> str:
        """One sentence of the catalogue, whose values may be messages and dates."""
        return render(self.translate, Message(code, values))

    def library(self) -> "Library":
        """The decks; on stderr what is not read, and how many cards cannot be used, if any."""
        library = load_library(self.options.paths)
        self.warn(library)
        return library

    def warn(self, library: "Library") -> None:
        """Tell on stderr what a learner would miss without knowing."""
        console = Console(sys.stdin, sys.stderr)
        for notice in library.notices[:_NOTICES]:
            console.say(render(self.translate, notice))
        if (more := len(library.notices) - _NOTICES) > 0:
            console.say(self.translate("cli.more-notices", count=more))
        if library.errors:
            console.say(self.translate("cli.deck-errors", count=len(library.errors)))

    @contextmanager
    def trainer(self, *, reading: bool = False, exchanging: bool = False) -> Iterator["Trainer"]:
        """The open trainer; its store is closed at the end. As `open_trainer` says.

        If `exchanging`, it takes in what other machines did, and brings them what is done.
        """
        with slow_progress(self.translate, "cli.rewriting") as progress:
            trainer = open_trainer(self.options, reading=reading, progress=progress)
        exchange = exchange_of(self.options, trainer) if exchanging else None
        try:
            self.warn(trainer.library)
            self._tell_notices(trainer)
            self._exchange(exchange)
            yield trainer
            self._exchange(exchange)
        finally:
            if exchange is not None:
                exchange.stop(_EXCHANGE_SECONDS)
            trainer.store.close()

    def _exchange(self, exchange: "Exchange | None") -> None:
        """Exchange what there is, but wait not long, and tell on stderr."""
        if exchange is None:
            return
        from kpitrainer.study.exchange import tell_of

        told = tell_of(exchange.run(_EXCHANGE_SECONDS))
        if exchange.slow:
            told = [Message("sync.slow")]
        for notice in told:
            Console(sys.stdin, sys.stderr).say(render(self.translate, notice))

    def _tell_notices(self, trainer: "Trainer") -> None:
        from kpitrainer.study.clock_ahead import notices

        for notice in notices(trainer):
            Console(sys.stdin, sys.stderr).say(render(self.translate, notice))
