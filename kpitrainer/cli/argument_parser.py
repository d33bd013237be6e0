"""argparse with the catalogues' own help and sentences."""

import argparse
import re
import sys
from collections.abc import Iterator, Sequence
from typing import Any, NoReturn

from kpitrainer.cli.cli_context import UsageError
from kpitrainer.i18n import Translator
from kpitrainer.plain.console import write_out

_LARGEST = 2**53
"""The seeds that are drawn are below; it fits the database and every reader of JSON."""

_DIGITS = 16
"""Python refuses to read a number of thousands."""

HELP = ("-h", "--help")

_LEFT_OUT = re.compile(r"-\w+:|-[(\"]")
"""A word of a search that begins so is no option: `-is:new`."""


class Parser(argparse.ArgumentParser):
    """argparse with the catalogues' own help and sentences.

    Names may stand among the options, and a value may begin with a dash. What metavars say is
    shown nowhere; shell completion goes by them.
    """

    def __init__(
        self,
        *,
        translate: Translator,
        common: argparse.ArgumentParser,
        do: str,
        **more: Any,  # noqa: ANN401 - argparse's own
    ) -> None:
        """`common` has the options of every command; `do` is a `module:function` of this package.

        The function takes the context, and by name what the command line says.
        """
        super().__init__(add_help=False, allow_abbrev=False, parents=[common], **more)
        self.set_defaults(do=do)
        self._words, self._common = translate, common
        self._commands: Any = None
        self._usual = ""
        self._instead: dict[str, str] = {}
        self._words_alone = False

    def searches(self) -> None:
        """Take what begins with one dash as a word of a search that is to be left out."""
        self._words_alone = True

    def instead(self, option: str, code: str) -> None:
        """Tell by the sentence of `code` what is written in the place of an option there is not."""
        self._instead[option] = code

    def group(self, *, required: bool = True) -> None:
        """Take a command of this one's own, added with `command`."""
        # Without prog argparse would format its own help to find it out.
        self._commands = self.add_subparsers(prog=self.prog, required=required)

    def command(self, name: str, do: str = "", *, usual: bool = False) -> "Parser":
        """Add a command; the `usual` one of a group is meant where none is named."""
        more = {"prog": self.prog} if usual else {}
        # Only commands with help are completed; ours is in the catalogues.
        made: Parser = self._commands.add_parser(
            name, help="", do=do, translate=self._words, common=self._common, **more
        )
        self._usual = name if usual else self._usual
        return made

    def find(self, path: Sequence[str]) -> "Parser | None":
        """The command at `path` below this one; None where there is none."""
        if not path:
            return self
        inner: Parser | None = self._commands.choices.get(path[0]) if self._commands else None
        return inner.find(path[1:]) if inner else None

    def flags(self, *options: str) -> None:
        """Add options without a value."""
        for option in options:
            self.add_argument(option, action="store_true")

    def number(
        self, option: str, *, least: int, most: int = _LARGEST, dest: str | None = None
    ) -> None:
        """Add an option for a whole number from `least` to `most`, kept under `dest`."""

        def read(value: str) -> int:
            # int() would also read 1_000 and ٣.
            fine = value.isascii() and value.isdecimal() and len(value) <= _DIGITS
            if not fine or not least <= int(value) <= most:
                code = "cli.bad-number" if most == _LARGEST else "cli.bad-number-most"
                raise UsageError(code, option=option, value=value, least=least, most=most)
            return int(value)

        self.add_argument(option, type=read, dest=dest or option.removeprefix("--"))

    def format_help(self) -> str:
        """The help written by hand in the catalogues."""
        path = "-".join(self.prog.split()[1:])
        everywhere = self._words("cli.help-everywhere")
        return self._words(f"cli.help-{path}" if path else "cli.help", everywhere=everywhere) + "\n"

    def _print_message(self, message: str, file: Any = None) -> None:  # noqa: ANN401 - argparse's
        # argparse passes over what cannot be written.
        write_out(file or sys.stdout, message)

    def error(self, message: str) -> NoReturn:  # noqa: ARG002 - it is English
        """Something is missing, or there is too much."""
        raise UsageError("cli.usage", command=self.prog)

    def parse_known_args(  # type: ignore[override] # argparse overloads it for other namespaces
        self,
        args: Sequence[str] | None = None,
        namespace: Any = None,  # noqa: ANN401 - argparse's own
    ) -> tuple[Any, list[str]]:
        """As argparse's, but nothing may be unknown.

        Raises:
            UsageError: the arguments cannot be meant.
        """
        found, extras = super().parse_known_args(self._in_order(args or ()), namespace)
        if extras:
            self.error("too much")
        return found, extras

    def _in_order(self, arguments: Sequence[str]) -> list[str]:
        """The options in one piece each, then the names; of a group the command and its own."""
        options: list[str] = []
        names: list[str] = []
        if self._usual and not self._names_command(arguments):
            arguments = [self._usual, *arguments]
        todo = iter(arguments)
        for argument in todo:
            if argument.startswith("-") and not self._is_word(argument):
                options.append(self._in_one_piece(argument, todo))
                continue
            if argument != "--":
                names.append(argument)
            if self._commands or argument == "--":
                names += todo
        if self._commands and not names and "--" in arguments:
            self.error("no command")
        # What is wrong with a value keeps no one from the help.
        options.sort(key=lambda option: option not in HELP)
        return [*options, *names] if self._commands or not names else [*options, "--", *names]

    def _is_word(self, argument: str) -> bool:
        """Whether what begins with a dash is none of an option's."""
        if argument in {"-", "--"} or _LEFT_OUT.match(argument):
            return True
        known = self._option_string_actions
        return (
            self._words_alone
            and not argument.startswith("--")
            and argument not in known
            and f"-{argument}".partition("=")[0] not in known
        )

    def _names_command(self, arguments: Sequence[str]) -> bool:
        """Whether a command comes first, after options that every command has."""
        known = self._option_string_actions
        todo = iter(arguments)
        for argument in todo:
            option, equals, _ = argument.partition("=")
            if option not in known:
                return argument in self._commands.choices
            if known[option].nargs != 0 and not equals:
                next(todo, None)
        return False

    def _in_one_piece(self, argument: str, following: Iterator[str]) -> str:
        """An option and its value as `--option=value`."""
        option, equals, value = argument.partition("=")
        known = self._option_string_actions
        if option not in known:
            if option in self._instead:
                raise UsageError(self._instead[option])
            names = ", ".join(known)
            raise UsageError("cli.no-option", name=option, known=names, command=self.prog)
        if known[option].nargs == 0:
            if equals:
                raise UsageError("cli.no-value", option=option)
            return argument
        given = value if equals else next(following, None)
        # Another option is no value; what else begins with a dash may be one, like a number.
        missing = given in {None, "--"} or (not equals and given.partition("=")[0] in known)
        if missing or (not given and option in self._common._option_string_actions):  # noqa: SLF001 - a parser as this
            raise UsageError("cli.value-missing", option=option)
        return f"{option}={given}"

    def _check_value(self, action: argparse.Action, value: str) -> None:
        if action.choices is None or value in action.choices:
            return
        if action.nargs == argparse.PARSER:
            raise UsageError("cli.no-command", name=value, known=", ".join(action.choices))
        known = ", ".join(action.choices)
        raise UsageError(f"cli.bad-{action.dest}", name=value, value=value, known=known)
