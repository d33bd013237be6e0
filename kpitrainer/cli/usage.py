"""Typer's usage errors in the reader's translator."""

from kpitrainer.cli.faults import UsageError

_TAKES_VALUE = frozenset(
    (
        "--answer",
        "--card",
        "--count",
        "--languages",
        "--limit",
        "--seed",
        "--tag",
        "--title",
        "--to",
    )
)


def worded(fault: Exception) -> UsageError | None:
    """What a usage error of Typer's says; None where `fault` is none.

    Its classes are private in some versions of Typer, so they are told by their names.
    """
    if getattr(fault, "exit_code", None) != 2:  # noqa: PLR2004 - the exit code of usage errors
        return None
    context = getattr(fault, "ctx", None)
    command = getattr(context, "command_path", "kpitrainer")
    option = getattr(fault, "option_name", "")
    match type(fault).__name__:
        case "NoSuchOption":
            known = ", ".join(getattr(fault, "possibilities", None) or ())
            return UsageError("cli.no-option", name=option, known=known, command=command)
        case "BadOptionUsage" if option in _TAKES_VALUE:
            return UsageError("cli.value-missing", option=option)
        case "BadOptionUsage":
            return UsageError("cli.no-value", option=option)
        case _:
            return UsageError("cli.usage", command=command)
