"""From the arguments to the exit code: what no command has to think of."""

import os
import sys
from collections.abc import Sequence

from kpitrainer.bootstrap import Options, language
from kpitrainer.cli.call import Call
from kpitrainer.cli.faults import DONE, INTERRUPTED, report, report_unexpected
from kpitrainer.cli.options import hoist, read_options
from kpitrainer.cli.terminal import prepare_streams
from kpitrainer.config import Settings, load_settings
from kpitrainer.domain.errors import KpiTrainerError
from kpitrainer.i18n import LANGUAGES, Translator


def run(arguments: Sequence[str]) -> int:
    """Run the program; the exit code: 0 done, 1 problems found, 2 wrong usage, 130 interrupted."""
    prepare_streams()
    given, rest = hoist(arguments)
    debug = "--debug" in given
    asked = given.get("--lang")
    translate = Translator(_spoken(Options(lang=asked if asked in LANGUAGES else None)))
    try:
        code = _do(Call(read_options(given), translate), rest)
        sys.stdout.flush()
    except KpiTrainerError as fault:
        return report(translate, fault, debug=debug)
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        # Who reads has read enough; the rest goes nowhere, also what is flushed at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    except Exception as fault:  # noqa: BLE001 - the last place that can spare the reader a traceback
        return report_unexpected(translate, fault, debug=debug)
    return code


def _do(call: Call, rest: Sequence[str]) -> int:
    # What opens the interface does so before Typer, whose import takes as long as a paint.
    if not rest:
        from kpitrainer.cli.study import start  # noqa: PLC0415

        return start(call)
    first, *names = rest
    if first == "review" and not any(name.startswith("-") for name in names):
        from kpitrainer.cli.study import review  # noqa: PLC0415

        return review(call, names, tag=None, limit=None, plain=False)
    from typer.main import get_command  # noqa: PLC0415

    from kpitrainer.cli.app import make_app  # noqa: PLC0415
    from kpitrainer.cli.usage import worded  # noqa: PLC0415

    try:
        command = get_command(make_app(call))
        action = command.main(list(rest), prog_name="kpitrainer", standalone_mode=False)
    except KpiTrainerError:
        raise
    except Exception as fault:
        usage = worded(fault)
        raise usage or fault from fault
    # Help and version are done already and give their exit code.
    return action() if callable(action) else int(action or DONE)


def _spoken(options: Options) -> str:
    """The reader's language; a settings file that cannot be read is told of when it is needed."""
    try:
        return language(options, load_settings(options.paths.settings))
    except KpiTrainerError:
        return language(options, Settings())
