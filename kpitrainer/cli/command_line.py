"""The command line: its commands and their options."""

import argparse
from collections.abc import Sequence
from pathlib import Path

from kpitrainer import __version__
from kpitrainer.cli.argument_parser import HELP, Parser
from kpitrainer.cli.option_values import EachGiven, deck_folder, moment, share
from kpitrainer.domain.mock_exam.exam_terms import MOST_MINUTES, MOST_QUESTIONS
from kpitrainer.i18n import LANGUAGES, Translator

PERIODS = ("month", "year", "all")
SHELLS = ("bash", "zsh", "fish")


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

    _add_study_commands(parser)
    _add_exam_commands(parser.command("exam"))
    _add_deck_commands(parser.command("deck"))
    _add_schedule_commands(parser)
    _add_progress_commands(parser)
    _add_setting_commands(parser.command("config", "setting_commands:show"))

    pages = parser.command("help", "help_pages:show_help")
    pages.add_argument("topic", nargs="*", metavar="TOPIC")
    completion = parser.command("completion", "shell_completion:completion")
    completion.add_argument("shell", choices=SHELLS)
    return parser


def _add_study_commands(parser: Parser) -> None:
    """The commands that ask, and that tell what there is to be asked."""
    review = parser.command("review", "sessions:review")
    review.add_argument("names", nargs="*", metavar="DECK")
    review.add_argument("--tag")
    review.add_argument("--query")
    review.number("--limit", least=1)
    review.flags("--more-new", "--ahead", "--cram", "--leeches", "--missed", "--plain")

    drill = parser.command("drill", "sessions:drill")
    drill.add_argument("names", nargs="*", metavar="DRILL")
    drill.add_argument("--deck", metavar="DECK")
    drill.add_argument("--tag")
    drill.add_argument("--query")
    drill.number("--count", least=1)
    drill.number("--seed", least=0)
    drill.add_argument("--answer")
    drill.number("--preview", least=1)
    drill.add_argument("--with", dest="fixed", action="append", default=[])
    drill.flags(
        "--weakest",
        "--mistakes",
        "--find-error",
        "--which-formula",
        "--contrast",
        "--unexplained",
        "--plain",
        "--json",
    )

    browse = parser.command("browse", "browsing:browse")
    browse.add_argument("words", nargs="*")
    browse.searches()
    browse.flags("--plain", "--json")

    due = parser.command("due", "due_report:due")
    due.add_argument("--query")
    due.flags("--calendar", "--json")
    stats = parser.command("stats", "stats_commands:stats")
    stats.add_argument("tab", nargs="?", metavar="TAB")
    stats.add_argument("--deck", metavar="DECK")
    stats.add_argument("--card", metavar="DECK/CARD")
    stats.add_argument("--period", choices=PERIODS, default=PERIODS[0])
    stats.add_argument("--html", type=Path, metavar="FILE")
    stats.flags("--json")


def _add_exam_commands(exam: Parser) -> None:
    """The commands for mock exams."""
    exam.group()
    sit = exam.command("sit", "exam_commands:sit", usual=True)
    sit.flags("--schedule", "--new", "--plain")
    paper = exam.command("print", "exam_commands:print_paper")
    paper.add_argument("--out", type=Path, metavar="FILE")
    for command in (sit, paper):
        command.add_argument("names", nargs="*", metavar="DECK")
        command.add_argument("--tag")
        command.number("--questions", least=1, most=MOST_QUESTIONS)
        command.number("--minutes", least=1, most=MOST_MINUTES)
        command.number("--pass", least=0, most=100, dest="pass_percent")
        command.number("--drills", least=0, most=100, dest="drill_percent")
        command.number("--seed", least=1)
    exam.command("list", "exam_commands:list_exams").flags("--json")
    show = exam.command("show", "exam_commands:show_exam")
    show.add_argument("number", nargs="?", metavar="NUMBER")
    show.flags("--json")


def _add_schedule_commands(parser: Parser) -> None:
    """The commands that plan, and fit the schedule to the learner."""
    goal = parser.command("goal", "goal_commands:goal")
    goal.add_argument("exam", nargs="*", metavar="DATE")
    goal.add_argument("--deck", metavar="DECK")
    goal.instead("--clear", "goal.no-clear")
    goal.add_argument("--retention", type=share)
    goal.flags("--json")
    holiday = parser.command("holiday", "goal_commands:holiday")
    holiday.add_argument("days", nargs="*", metavar="FROM TO")
    parser.command("optimize", "schedule_commands:optimize").flags("--dry-run", "--full", "--json")
    reschedule = parser.command("reschedule", "schedule_commands:show_rescheduling")
    reschedule.add_argument("--retention", type=share)
    reschedule.add_argument("--deck", metavar="DECK")
    reschedule.flags("--dry-run", "--undo", "--json")
    workload = parser.command("workload", "schedule_commands:workload")
    workload.add_argument("--deck", metavar="DECK")
    workload.number("--days", least=1)
    workload.flags("--json")


def _add_progress_commands(parser: Parser) -> None:
    """The commands that keep progress safe."""
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


def _add_setting_commands(config: Parser) -> None:
    """The commands for the settings."""
    config.group(required=False)
    config.command("path", "setting_commands:path")
    config.command("names", "setting_commands:names")
    config.command("get", "setting_commands:get").add_argument("setting", metavar="SETTING")
    config.command("unset", "setting_commands:unset").add_argument("setting", metavar="SETTING")
    change = config.command("set", "setting_commands:change")
    change.add_argument("setting", metavar="SETTING")
    change.add_argument("value")


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
    new.flags("--vscode")

    ids = deck.command("ids", "deck_writing:give_ids")
    ids.add_argument("paths", nargs="*", type=Path, metavar="FILE")
    ids.flags("--write")

    deck.command("schema", "deck_writing:print_schema")
    _add_handover_commands(deck)


def _add_handover_commands(deck: Parser) -> None:
    """The commands for decks that go from hand to hand."""
    add = deck.command("add", "deck_adding:add")
    add.add_argument("place", metavar="FILE")
    add.flags("--yes")

    update = deck.command("update", "deck_updating:update")
    update.add_argument("names", nargs="*", metavar="DECK")
    update.flags("--check", "--yes", "--json")

    remove = deck.command("remove", "deck_adding:remove")
    remove.add_argument("deck", metavar="DECK")
    remove.flags("--yes")

    deck.command("path", "deck_adding:path")
    diff = deck.command("diff", "deck_diff:diff")
    diff.add_argument("old", type=Path, metavar="FILE")
    diff.add_argument("new", type=Path, metavar="FILE")
    diff.flags("--json")

    bring = deck.command("import", "importing:import_deck")
    bring.add_argument("file", type=Path, metavar="FILE")
    bring.add_argument("--out", type=Path, metavar="FILE")
    bring.add_argument("--into", type=Path, metavar="FILE")
    bring.add_argument("--from", dest="given_format", metavar="FORMAT")
    for option in ("--columns", "--separator", "--sheet", "--languages"):
        bring.add_argument(option)
    bring.add_argument("--no-header", dest="headless", action="store_true")
    bring.add_argument("--replace", dest="replacing", action="store_true")
    bring.flags("--dry-run", "--history", "--json")

    export = deck.command("export", "exporting:export_deck")
    export.add_argument("deck", type=Path, metavar="DECK")
    export.add_argument("--format", dest="given_format", metavar="FORMAT")
    export.add_argument("--out", type=Path, metavar="FILE")
    export.add_argument("--language")
    export.number("--count", least=1)
    export.number("--seed", least=0)
    export.flags("--json")


def _common_options() -> argparse.ArgumentParser:
    """The options that work before or after any command; of `--db` given twice the last."""
    common = argparse.ArgumentParser(add_help=False, argument_default=argparse.SUPPRESS)
    common.add_argument(*HELP, action="help")
    common.add_argument("--lang", choices=LANGUAGES)
    common.add_argument("--now", type=moment)
    common.add_argument("--db", type=lambda value: Path(value).expanduser(), metavar="FILE")
    common.add_argument("--decks", type=deck_folder, action=EachGiven, metavar="FOLDER")
    common.add_argument("--debug", action="store_true")
    return common
