"""What went wrong, told in one sentence, and the exit code it gives."""

import sys
import traceback
from pathlib import Path

from kpitrainer.domain.errors import KpiTrainerError, UnknownNameError
from kpitrainer.i18n import Translator
from kpitrainer.plain.console import printable
from kpitrainer.wording import error

DONE = 0
PROBLEMS = 1
USAGE = 2
INTERRUPTED = 130


class UsageError(KpiTrainerError):
    """Something on the command line that cannot be meant."""


def report(translate: Translator, fault: KpiTrainerError, *, debug: bool) -> int:
    """Tell an expected error on stderr; the exit code."""
    if debug:
        print(printable("".join(traceback.format_exception(fault))), file=sys.stderr)  # noqa: T201
    print(printable(error(translate, fault)), file=sys.stderr)  # noqa: T201 - the command line speaks
    return USAGE if isinstance(fault, UsageError | UnknownNameError) else PROBLEMS


def report_unexpected(translate: Translator, fault: BaseException, *, debug: bool) -> int:
    """Tell an error nobody foresaw: where its traceback was written, or the traceback itself."""
    trace = "".join(traceback.format_exception(fault))
    if debug:
        print(printable(trace), file=sys.stderr)  # noqa: T201
    log = _logged(trace)
    sentence = (
        translate("cli.unexpected", path=str(log)) if log else translate("cli.unexpected-unlogged")
    )
    print(printable(sentence), file=sys.stderr)  # noqa: T201
    return PROBLEMS


def _logged(trace: str) -> Path | None:
    """Where the traceback was written; None where that was not possible either."""
    from platformdirs import user_state_path

    from kpitrainer import __version__
    from kpitrainer.config import APP

    log = user_state_path(APP, appauthor=False) / "error.log"
    try:
        log.parent.mkdir(parents=True, exist_ok=True)
        # The latest error only: an old one would mislead, and the file cannot grow.
        text = f"kpitrainer {__version__}, Python {sys.version}\n{trace}"
        log.write_text(text, encoding="utf-8", errors="replace")
    except OSError:
        return None
    return log
