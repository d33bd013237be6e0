import pytest

from tests.cli.conftest import Cli


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["reveiw"], "Did you mean “review”?"),
        (["deck", "chekc"], "Did you mean “check”?"),
        (["review", "--plian"], "There is no option --plian."),
        (["review", "--limit", "x"], "“x” does not suit --limit"),
        (["review", "--limit", "0"], "from 1 on"),
        (["review", "--limit", "1_0"], "“1_0” does not suit --limit"),
        (["review", "--limit", "٣"], "“٣” does not suit --limit"),
        (["review", "--limit"], "A value is missing after --limit."),
        (["drill", "nps-calcul", "--preview"], "A value is missing after --preview."),
        (["drill", "nps-calcul", "--with"], "A value is missing after --with."),
        (["deck", "preview", "calculs", "--card"], "A value is missing after --card."),
        (["drill", "--seed", "-1"], "from 0 on"),
        (["drill", "--answer", "--json"], "A value is missing after --answer."),
        (["drill", "--json", "--answer", "--"], "A value is missing after --answer."),
        (["drill", "--json", "--answer=--"], "A value is missing after --answer."),
        (["drill", "--preview", "--with", "P=1"], "A value is missing after --preview."),
        (["drill", "--tag", "--plain=1"], "A value is missing after --tag."),
        (["drill", "--answer", "-5%"], "--answer goes with --json"),
        (["drill", "--seed", "9" * 5000], "does not suit --seed"),
        (["drill", "--seed", str(2**53 + 1)], "does not suit --seed"),
        (["drill", "--count=0"], "from 1 on"),
        (["drill", "--answer", "3"], "--answer goes with --json"),
        (["drill", "nps-calcull"], "Did you mean “nps-calcul”?"),
        (["drill", "--json", "nps-calcull"], "Did you mean “nps-calcul”?"),
        (["review", "kpi-crn"], "Did you mean “kpi-crm”?"),
        (["review", "--tag", "npz"], "Did you mean “NPS”?"),
        (["due", "--json=3"], "--json stands alone"),
        (["due", "--debug=3"], "--debug stands alone"),
        (["due", "--limit", "3"], "There is no option --limit."),
        (["due", "--jso"], "Did you mean “--json”?"),
        (["deck", "--json"], "There is no option --json. For help: kpitrainer deck --help"),
        (["review", "-1"], "There is no option -1."),
        (["-"], "“-” is no command"),
        (["completion"], "kpitrainer completion --help"),
        (["completion", "tcsh"], "choose bash, zsh or fish"),
        (["deck", "new", "a", "b"], "kpitrainer deck new --help"),
        (["due", "more"], "I do not understand what follows “kpitrainer due”."),
        (["deck"], "kpitrainer deck --help"),
        (["--"], "kpitrainer --help"),
        (["deck", "check", "no/such.yaml"], "“no/such.yaml” does not exist"),
        (["deck", "check", "x" * 5000], "is no file here"),
        (["due", "--now"], "A value is missing after --now."),
        (["due", "--now", "tomorrow"], "“tomorrow” is no moment"),
        (["due", "--decks", "no/such"], "does not exist"),
    ],
)
def test_wrong_usage_is_told_in_one_sentence_and_exits_2(
    cli: Cli, arguments: list[str], said: str
) -> None:
    english = cli("--lang", "en", *arguments)
    assert english.code == 2
    assert said in english.err
    assert english.err.count("\n") == 1
    assert not english.out
    if "--lang" not in arguments:
        french = cli("--lang", "fr", *arguments)
        assert french.code == 2
        assert french.err.count("\n") == 1
        assert french.err != english.err


def test_the_language_itself_may_be_what_is_wrong(cli: Cli) -> None:
    unknown = cli("--lang", "de", "due")
    assert unknown.code == 2
    assert unknown.err.startswith("L’interface ne parle pas «\u00a0de\u00a0»")
    assert cli("due", "--lang") == (2, "", "Il manque une valeur après --lang.\n")


def test_control_characters_on_the_command_line_do_not_come_back(cli: Cli) -> None:
    ran = cli("review", "\x1b]2;x\x07")
    assert ran.code == 2
    assert "\x1b" not in ran.err
    assert "\x07" not in ran.err
