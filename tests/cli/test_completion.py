"""What bash, zsh and fish offer after Tab, asked of the shells themselves."""

import os
import re
import select
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from kpitrainer.cli.command_line import SHELLS
from tests.cli.conftest import Cli
from tests.program import ALL_TYPES, ROOT, environment

pty = pytest.importorskip("pty", reason="a terminal of its own needs Unix")

OFFERED = [
    ("dr", ["drill"]),
    ("de", ["deck"]),
    ("deck ch", ["check"]),
    ("--lang en res", ["restore", "reschedule"]),
    ("--lang f", ["fr"]),
    ("drill --pre", ["--preview"]),
    ("drill --p", ["--plain", "--preview"]),
    ("deck new a --rep", ["--replace"]),
    ("deck orphans --no", ["--now"]),
    ("review ess", ["essai"]),
    ("review --limit 3 kpi-f", ["kpi-fondamentaux", "kpi-familles-choix"]),
    ("deck check paquets/ess", ["paquets/essai.yaml"]),
    ("deck new a --to paq", ["paquets"]),
    ("completion z", ["zsh"]),
    ("drill --tag ", []),
]
FURTHER = [("review essai controle-", ["controle-etapes"])]
"""What zsh does not offer: shtab lets it complete one name of several."""

CLEAR_LINE = "\x15"

BASH = """
. {script}
COMP_WORDS=(kpitrainer {typed}); COMP_CWORD=$(( ${{#COMP_WORDS[@]}} - 1 ))
[[ '{typed}' == *' ' ]] && {{ COMP_WORDS+=(''); COMP_CWORD=$(( COMP_CWORD + 1 )); }}
declared=$(complete -p kpitrainer); [[ $declared =~ -F\\ ([^ ]+) ]]
"${{BASH_REMATCH[1]}}" kpitrainer "${{COMP_WORDS[COMP_CWORD]}}" "${{COMP_WORDS[COMP_CWORD-1]}}"
printf '%s\\n' "${{COMPREPLY[@]}}"
"""
ZSH = """\
fpath=({folder} $fpath); autoload -Uz compinit; compinit -u -D; \
unsetopt promptsp; unset zle_bracketed_paste; PS1='READY''> '
"""


@pytest.fixture
def surroundings(tmp_path: Path) -> dict[str, str]:
    """An environment in which `kpitrainer` is a command, and `essai` an own deck."""
    program = tmp_path / "bin" / "kpitrainer"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m kpitrainer "$@"\n', "utf-8")
    program.chmod(0o755)
    (tmp_path / "paquets").mkdir()
    (tmp_path / "paquets" / "essai.yaml").write_text(ALL_TYPES, "utf-8")
    found = environment(tmp_path, KPITRAINER_DECKS=str(tmp_path / "paquets"), TERM="dumb")
    return found | {"PATH": f"{program.parent}:{found['PATH']}"}


def _script(shell: str, surroundings: dict[str, str]) -> Path:
    if shutil.which(shell) is None:
        pytest.skip(f"{shell} is not installed")
    # zsh finds it by its name.
    file = Path(surroundings["HOME"]) / "completions" / "_kpitrainer"
    file.parent.mkdir()
    with file.open("w", encoding="utf-8") as script:
        subprocess.run(
            ["kpitrainer", "completion", shell], env=surroundings, stdout=script, check=True
        )
    return file


def _asked(command: list[str], surroundings: dict[str, str]) -> list[str]:
    ran = subprocess.run(
        command,
        env=surroundings,
        cwd=surroundings["HOME"],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    assert ran.stderr == ""
    return [line for line in ran.stdout.splitlines() if line]


def test_bash(surroundings: dict[str, str]) -> None:
    script = _script("bash", surroundings)
    for typed, offered in OFFERED + FURTHER:
        program = BASH.format(script=script, typed=typed)
        found = _asked(["bash", "--norc", "-c", program], surroundings)
        assert sorted(found) == sorted(offered), typed


def test_fish(surroundings: dict[str, str]) -> None:
    script = _script("fish", surroundings)
    for typed, offered in OFFERED + FURTHER:
        program = f"source {script}; complete -C 'kpitrainer {typed}'"
        found = _asked(["fish", "--no-config", "-c", program], surroundings)
        # A description follows, and a slash where a folder ends.
        words = [line.partition("\t")[0].rstrip("/") for line in found]
        assert sorted(words) == sorted(offered), typed


def test_zsh(surroundings: dict[str, str]) -> None:
    script = _script("zsh", surroundings)
    child, terminal = pty.fork()
    if not child:
        os.chdir(surroundings["HOME"])
        os.execvpe("zsh", ["zsh", "-f", "-i"], surroundings)  # noqa: S606 - the shell itself
    try:
        _typed(terminal, ZSH.format(folder=script.parent), "READY> ")
        # Each Tab runs all the commands of the script, which takes seconds.
        for typed, offered in OFFERED[::3]:
            # One may be put into the line or be listed below it, several are listed.
            wanted = "".join(rf"(?=[\s\S]*{re.escape(word)}\b(?!-))" for word in offered)
            _typed(terminal, f"kpitrainer {typed}\t", wanted)
            _typed(terminal, CLEAR_LINE + "\n", "READY> ")
    finally:
        os.close(terminal)
        os.waitpid(child, 0)


def _typed(terminal: int, keys: str, awaited: str) -> None:
    """Type `keys`, and read until what is awaited, a pattern, is shown."""
    os.write(terminal, keys.encode())
    shown, until = "", time.monotonic() + 60
    while not re.search(awaited, shown):
        assert time.monotonic() < until, f"{awaited} in {shown}"
        if select.select([terminal], [], [], 0.1)[0]:
            shown += re.sub(r"\x1b\[[?0-9;]*[A-Za-z]", "", os.read(terminal, 65536).decode())


@pytest.mark.parametrize("shell", SHELLS)
def test_the_help_says_where_the_script_goes(cli: Cli, shell: str) -> None:
    for language in ("fr", "en"):
        told = cli("completion", "--help", "--lang", language).out
        assert f"kpitrainer completion {shell} > ~/" in told


def test_names_of_decks_for_programs(cli: Cli, decks: Path) -> None:
    ran = cli("deck", "list", "--names", "--decks", str(decks))
    assert (ran.code, ran.err) == (0, "")
    listed = cli("deck", "list", "--decks", str(decks)).out.splitlines()
    assert ran.out.splitlines() == [re.split(r"\W* ?:", line)[0] for line in listed[:-1]]
    assert "essai" in ran.out.splitlines()


def test_only_completion_needs_the_library() -> None:
    program = "import sys, kpitrainer.cli.main; raise SystemExit('shtab' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", program], cwd=ROOT, check=False).returncode == 0
