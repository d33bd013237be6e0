"""The command line: its commands, their options, how values are read and shells complete them."""

import argparse
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NoReturn

from kpitrainer import __version__
from kpitrainer.cli.cli_context import DONE, CliContext, UsageError
from kpitrainer.cli.option_values import EachGiven, deck_folder, moment
from kpitrainer.i18n import LANGUAGES, Translator
from kpitrainer.plain.console import write_out

SHELLS = ("bash", "zsh", "fish")

_LARGEST = 2**53
"""The seeds that are drawn are below; it fits the database and every reader of JSON."""

_DIGITS = 16
"""Python refuses to read a number of thousands."""

_HELP = ("-h", "--help")


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

    def group(self, *, required: bool = True) -> None:
        """Take a command of this one's own, added with `command`."""
        # Without prog argparse would format its own help to find it out.
        self._commands = self.add_subparsers(prog=self.prog, required=required)

    def command(self, name: str, do: str = "") -> "Parser":
        """Add a command."""
        # Only commands with help are completed; ours is in the catalogues.
        made: Parser = self._commands.add_parser(
            name, help="", do=do, translate=self._words, common=self._common
        )
        return made

    def flags(self, *options: str) -> None:
        """Add options without a value."""
        for option in options:
            self.add_argument(option, action="store_true")

    def number(self, option: str, *, least: int) -> None:
        """Add an option for a whole number from `least` on, up to 2**53."""

        def read(value: str) -> int:
            # int() would also read 1_000 and ٣.
            fine = value.isascii() and value.isdecimal() and len(value) <= _DIGITS
            if not fine or not least <= int(value) <= _LARGEST:
                raise UsageError("cli.bad-number", option=option, value=value, least=least)
            return int(value)

        self.add_argument(option, type=read)

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
        todo = iter(arguments)
        for argument in todo:
            if argument.startswith("-") and argument not in {"-", "--"}:
                options.append(self._in_one_piece(argument, todo))
                continue
            if argument != "--":
                names.append(argument)
            if self._commands or argument == "--":
                names += todo
        if self._commands and not names and "--" in arguments:
            self.error("no command")
        # What is wrong with a value keeps no one from the help.
        options.sort(key=lambda option: option not in _HELP)
        return [*options, *names] if self._commands or not names else [*options, "--", *names]

    def _in_one_piece(self, argument: str, following: Iterator[str]) -> str:
        """An option and its value as `--option=value`."""
        option, equals, value = argument.partition("=")
        known = self._option_string_actions
        if option not in known:
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


def asked_language(arguments: Sequence[str]) -> str | None:
    """The language asked for, which errors anywhere in the arguments are told in."""
    parser = argparse.ArgumentParser(add_help=False, allow_abbrev=False)
    # With a value that may be missing nothing can be wrong here.
    parser.add_argument("--lang", nargs="?")
    lang: str | None = parser.parse_known_args(arguments)[0].lang
    return lang if lang in LANGUAGES else None


def make_parser(translate: Translator) -> Parser:
    """The whole command line, whose help is in the language of `words`."""
    common = _common_options()
    parser = Parser(translate=translate, common=common, do="sessions:start", prog="kpitrainer")
    version = translate("cli.version", version=__version__)
    parser.add_argument("--version", action="version", version=version)
    parser.group(required=False)

    review = parser.command("review", "sessions:review")
    review.add_argument("names", nargs="*", metavar="DECK")
    review.add_argument("--tag")
    review.number("--limit", least=1)
    review.flags("--more-new", "--plain")

    drill = parser.command("drill", "sessions:drill")
    drill.add_argument("names", nargs="*", metavar="DRILL")
    drill.add_argument("--tag")
    drill.number("--count", least=1)
    drill.number("--seed", least=0)
    drill.add_argument("--answer")
    drill.number("--preview", least=1)
    drill.add_argument("--with", dest="fixed", action="append", default=[])
    drill.flags("--weakest", "--plain", "--json")

    parser.command("due", "reports:due").flags("--json")
    stats = parser.command("stats", "reports:stats")
    stats.add_argument("--deck", metavar="DECK")
    stats.flags("--json")
    _add_deck_commands(parser.command("deck"))

    backup = parser.command("backup", "safety:backup")
    backup.add_argument("file", nargs="?", type=Path, metavar="FILE")
    restore = parser.command("restore", "safety:restore")
    restore.add_argument("file", type=Path, metavar="FILE")
    restore.flags("--yes")

    log = parser.command("log")
    log.group()
    log.command("export", "logs:export").add_argument("file", nargs="?", type=Path, metavar="FILE")
    merge = log.command("merge", "logs:merge")
    merge.add_argument("files", nargs="+", type=Path, metavar="FILE")
    parser.command("sync", "logs:sync")

    parser.command("doctor", "doctor:doctor").flags("--fix", "--json")

    config = parser.command("config", "setting_commands:show")
    config.group(required=False)
    config.command("path", "setting_commands:path")
    config.command("names", "setting_commands:names")
    config.command("get", "setting_commands:get").add_argument("setting", metavar="SETTING")
    config.command("unset", "setting_commands:unset").add_argument("setting", metavar="SETTING")
    change = config.command("set", "setting_commands:change")
    change.add_argument("setting", metavar="SETTING")
    change.add_argument("value")

    completion = parser.command("completion", "command_line:completion")
    completion.add_argument("shell", choices=SHELLS)
    return parser


def _add_deck_commands(deck: Parser) -> None:
    """The commands for who writes decks."""
    deck.group()
    deck.command("list", "decks:list_decks").flags("--names")

    check = deck.command("check", "decks:check")
    check.add_argument("paths", nargs="*", type=Path, metavar="FILE")
    check.flags("--json", "--strict")

    judge = deck.command("judge", "judging:judge_answers")
    judge.add_argument("file", type=Path, metavar="FILE")
    judge.flags("--json")

    preview = deck.command("preview", "decks:preview")
    preview.add_argument("path", type=Path, metavar="FILE")
    preview.add_argument("--card", default="")

    orphans = deck.command("orphans", "orphan_commands:orphans")
    orphans.add_argument("names", nargs="*", metavar="CARD")
    orphans.add_argument("--to")
    orphans.add_argument("--all", dest="everything", action="store_true")
    orphans.flags("--json", "--purge", "--yes")

    new = deck.command("new", "deck_writing:new_deck")
    new.add_argument("deck", metavar="NAME")
    new.add_argument("--title")
    new.add_argument("--languages")
    new.add_argument("--to", type=Path, metavar="FOLDER")
    new.add_argument("--replace", dest="replacing", action="store_true")

    ids = deck.command("ids", "deck_writing:give_ids")
    ids.add_argument("paths", nargs="*", type=Path, metavar="FILE")
    ids.flags("--write")

    deck.command("schema", "deck_writing:print_schema")


def _common_options() -> argparse.ArgumentParser:
    """The options that work before or after any command; of `--db` given twice the last."""
    common = argparse.ArgumentParser(add_help=False, argument_default=argparse.SUPPRESS)
    common.add_argument(*_HELP, action="help")
    common.add_argument("--lang", choices=LANGUAGES)
    common.add_argument("--now", type=moment)
    common.add_argument("--db", type=lambda value: Path(value).expanduser(), metavar="FILE")
    common.add_argument("--decks", type=deck_folder, action=EachGiven, metavar="FOLDER")
    common.add_argument("--debug", action="store_true")
    return common


def completion(context: CliContext, shell: str) -> int:
    """Print the script with which `shell` completes the command line."""
    import shtab

    values = {
        "DECK": shtab.cmd("kpitrainer deck list --names"),
        "SETTING": shtab.cmd("kpitrainer config names"),
        "FILE": shtab.FILE,
        "FOLDER": shtab.DIRECTORY,
    }
    parser = make_parser(context.translate)
    for action in _actions(parser):
        if action.metavar in values:
            action.complete = values[action.metavar]  # type: ignore[attr-defined] # as shtab asks
    write_out(sys.stdout, shtab.complete(parser, shell))
    return DONE


def _actions(parser: argparse.ArgumentParser) -> Iterator[argparse.Action]:
    for action in parser._actions:  # noqa: SLF001 - argparse has no other way to list them
        yield action
        if isinstance(action.choices, dict):
            for command in action.choices.values():
                yield from _actions(command)
