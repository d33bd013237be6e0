"""From the arguments to the exit code: what no command has to think of."""

import sys
import traceback
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import fields
from importlib import import_module
from pathlib import Path

from kpitrainer import __version__
from kpitrainer.atomic_write import make_folder
from kpitrainer.bootstrap import Options, language
from kpitrainer.cli.cli_context import DONE, PROBLEMS, USAGE, CliContext, UsageError
from kpitrainer.cli.command_line import asked_language, make_parser
from kpitrainer.cli.terminal import finish, prepare_streams
from kpitrainer.config import APP, Settings, load_settings
from kpitrainer.domain.errors import KpiTrainerError, UnknownNameError
from kpitrainer.domain.search.query import QueryError
from kpitrainer.i18n import Translator
from kpitrainer.plain.console import Console
from kpitrainer.wording import error, pointed_at


def run(arguments: Sequence[str]) -> int:
    """Run the program; the exit code: 0 done, 1 problems found, 2 wrong usage.

    Raises:
        SystemExit: a signal ended it.
    """
    prepare_streams()
    debug = "--debug" in arguments
    translate = Translator(_spoken(Options(lang=asked_language(arguments))))
    code = DONE
    try:
        code = _do(arguments, translate)
    except KpiTrainerError as fault:
        return _report(translate, fault, debug=debug)
    except BrokenPipeError:
        return code  # who reads has read enough
    except Exception as fault:  # noqa: BLE001 - the last place that can spare the reader a traceback
        _raise_ending(fault)
        return report_unexpected(translate, fault, debug=debug)
    finally:
        finish(sys.stdout)
        finish(sys.stderr)
    return code


def _do(arguments: Sequence[str], translate: Translator) -> int:
    try:
        given = vars(make_parser(translate).parse_args(arguments))
    except SystemExit as ended:
        if ended.code:
            raise  # a signal
        return DONE  # help or the version was asked for, and is shown
    options = {each.name: given.pop(each.name) for each in fields(Options) if each.name in given}
    module, _, function = given.pop("do").partition(":")
    # What one command needs is not imported for another.
    do = getattr(import_module(f"kpitrainer.cli.{module}"), function)
    code: int = do(CliContext(Options(**options), translate), **given)
    return code


def _raise_ending(fault: BaseException | None) -> None:
    """Raise what a signal raised, where it came out as another error: a class was being made."""
    while fault is not None:
        if isinstance(fault, SystemExit):
            raise fault
        fault = fault.__cause__ or fault.__context__


def _spoken(options: Options) -> str:
    """The reader's language; a settings file that cannot be read is told of when it is needed."""
    try:
        return language(options, load_settings(options.paths.settings))
    except KpiTrainerError:
        return language(options, Settings())


def _report(translate: Translator, fault: KpiTrainerError, *, debug: bool) -> int:
    """Tell an expected error on stderr; the exit code."""
    if debug:
        _complain("".join(traceback.format_exception(fault)))
    if isinstance(fault, QueryError):
        _complain(pointed_at(fault))
    _complain(error(translate, fault))
    wrong = UsageError | UnknownNameError | QueryError
    return USAGE if isinstance(fault, wrong) else PROBLEMS


def report_unexpected(translate: Translator, fault: BaseException, *, debug: bool) -> int:
    """Tell an error nobody foresaw: where its traceback was written, or the traceback itself."""
    trace = "".join(traceback.format_exception(fault))
    if debug:
        _complain(trace)
    log = _logged(trace)
    sentence = (
        translate("cli.unexpected", path=str(log)) if log else translate("cli.unexpected-unlogged")
    )
    _complain(sentence)
    return PROBLEMS


def _complain(text: str) -> None:
    with suppress(OSError, KpiTrainerError):  # where nothing can be said, the exit code has to do
        Console(sys.stdin, sys.stderr).say(text)


def _logged(trace: str) -> Path | None:
    """Where the traceback was written; None where that was not possible either."""
    from platformdirs import user_state_path

    log = user_state_path(APP, appauthor=False) / "error.log"
    try:
        make_folder(log.parent)
        # The latest error only: an old one would mislead, and the file cannot grow.
        text = f"kpitrainer {__version__}, Python {sys.version}\n{trace}"
        log.write_text(text, encoding="utf-8", errors="replace")
    except OSError:
        return None
    return log
