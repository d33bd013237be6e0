"""`kpitrainer deck orphans`, on the learner's own decks."""

import json
import os
import pty
import re
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from kpitrainer.domain.cards.card import CardKey
from kpitrainer.domain.schedule.review_log import LogKind
from kpitrainer.domain.verdict import Rating
from kpitrainer.storage.sql_store import open_store
from tests.cli.conftest import Cli, Ran
from tests.program import NOW, environment
from tests.storage.acts import DAY, act

HEADER = "deck: {}\ntitle: {}\nlanguages: [fr, en]\nlevel: 1\ncards:\n"
CARD = '  - basic: {}\n    ask: {{fr: "{} ?", en: "{}?"}}\n    answer: ok\n'


class Learner:
    """Someone with a deck `cours` of three cards, and the answers they gave."""

    def __init__(self, cli: Cli, decks: Path) -> None:
        self.cli, self.folder, self.db = cli, decks, decks.parent / "progress.db"
        (decks / "essai.yaml").unlink()
        self.write("un", "deux", "trois")

    def write(self, *ids: str, deck: str = "cours", more: str = "") -> None:
        cards = "".join(CARD.format(name, name.capitalize(), name) for name in ids)
        text = HEADER.format(deck, deck) + cards + more
        (self.folder / f"{deck}.yaml").write_text(text, "utf-8")

    def study(self, *answers: str, deck: str = "cours") -> None:
        typed = "".join(f"\n{answer}\n" for answer in answers)
        ran = self.cli("review", deck, "--plain", "--decks", str(self.folder), typed=typed)
        assert ran.code == 0, ran.err
        for made_by_itself in self.backups:
            made_by_itself.unlink()

    def orphans(self, *arguments: str, lang: str = "en", typed: str = "") -> Ran:
        return self.cli(
            *("deck", "orphans", *arguments, "--decks", str(self.folder), "--lang", lang),
            typed=typed,
        )

    @property
    def keys(self) -> set[str]:
        store = open_store(self.db)
        found = {str(key) for key in store.keys()}  # noqa: SIM118 - no mapping
        store.close()
        return found

    @property
    def backups(self) -> list[Path]:
        return list(self.db.parent.glob("progress.db.backup-*"))


@pytest.fixture
def learner(cli: Cli, decks: Path) -> Learner:
    return Learner(cli, decks)


@pytest.fixture
def orphaned(learner: Learner) -> Learner:
    """Two cards were answered, then removed from their deck; the third was not."""
    learner.study("4", "4")
    learner.write("trois")
    return learner


def test_no_orphans_are_kindly_told(learner: Learner) -> None:
    learner.study("4")
    assert learner.orphans() == (0, "All your progress has its card.\n", "")
    assert learner.orphans(lang="fr").out == "Toutes tes révisions ont leur carte.\n"
    assert learner.orphans("--json").out == "[]\n"


def test_each_is_told_by_its_last_text(orphaned: Learner) -> None:
    assert orphaned.orphans() == (
        0,
        (
            "Card gone from its deck:\n"
            "cours/deux: “Deux ?”, 1 answer, on 21 November 2026\n"
            "cours/un: “Un ?”, 1 answer, on 21 November 2026\n"
        ),
        "",
    )
    assert orphaned.orphans("cours/un", lang="fr").out == (
        "Carte disparue de son paquet\u00a0:\n"
        "cours/un\u00a0: «\u00a0Un ?\u00a0», 1 réponse, le 21 novembre 2026\n"
    )


def test_as_json(orphaned: Learner) -> None:
    first, second = json.loads(orphaned.orphans("--json").out)
    assert first == {
        "deck": "cours",
        "card": "deux",
        "reason": "gone",
        "text": "Deux ?",
        "answers": 1,
        "last_at": first["last_at"],
    }
    assert first["last_at"].startswith("2026-11-21T")
    assert second["card"] == "un"


def test_what_was_undone_is_no_progress(learner: Learner) -> None:
    learner.cli("review", "cours", "--plain", "--decks", str(learner.folder), typed="\n4\nu\nq\n")
    assert learner.keys == {"cours/un"}
    learner.write("deux")
    assert "All your progress" in learner.orphans().out
    assert "cours/un" in learner.orphans("cours/un").out


def test_why_a_card_is_not_there_is_told_apart(orphaned: Learner) -> None:
    orphaned.write("quatre", deck="autre")
    orphaned.study("4", deck="autre")
    (orphaned.folder / "autre.yaml").unlink()
    told = orphaned.orphans().out
    assert "Deck not there (it brings them back with it):\nautre/quatre" in told
    orphaned.write("trois", more="  - basic: un\n    ask: {fr: Un\n")
    told = orphaned.orphans().out
    assert "Card gone" not in told
    assert "Deck not there" in told
    assert "deck check shows it):\ncours/deux" in told
    # A file of which not even the deck is known may be any deck's.
    orphaned.write("trois")
    (orphaned.folder / "brouillon.yaml").write_text("deck: [")
    reasons = [found["reason"] for found in json.loads(orphaned.orphans("--json").out)]
    assert reasons == ["mistakes"] * 3


def test_progress_from_before_labels_and_hostile_labels(learner: Learner) -> None:
    store = open_store(learner.db)
    for card in ("old", "paused"):
        key = CardKey("cours", card)
        store.record(
            key, act(LogKind.SUSPEND if card == "paused" else LogKind.REVIEW, key, rating=None)
        )
    key = CardKey("cours", "old")
    store.record(key, act(LogKind.REVIEW, key, DAY, rating=Rating.GOOD))
    store.close()
    told = learner.orphans().out
    assert "cours/old: text not known, 2 answers, the last on 4 October 2024" in told
    assert "cours/paused: text not known, never answered" in told
    hostile = "[red]\x1b]2;x\x07{key}" + "x" * 2000
    answer = act(LogKind.REVIEW, key, DAY, rating=Rating.GOOD)
    store = open_store(learner.db)
    store.record(key, lambda before: answer(before)._replace(label=hostile))
    store.close()
    told = learner.orphans().out
    assert "“[red]\ufffd]2;x\ufffd{key}xxx" in told
    assert not re.search("[\x00-\x09\x0b-\x1f]", told)


# To another card


def test_rebound_to_a_card(orphaned: Learner) -> None:
    ran = orphaned.orphans("cours/un", "--to", "cours/trois")
    assert ran == (0, "The progress of cours/un is now cours/trois’s.\n", "")
    assert orphaned.keys == {"cours/trois", "cours/deux"}
    store = open_store(orphaned.db)
    [row, moved] = store.history(CardKey("cours", "trois"))
    assert row.entry.policy.fuzz_seed == "un", "so that it replays to the same dates"
    assert moved.entry.to == CardKey("cours", "trois"), "other machines learn of it"
    store.close()


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["cours/un", "--to", "cours/troi"], 2, "Did you mean “cours/trois”?"),
        (["cours/u", "--to", "cours/trois"], 2, "Did you mean “cours/un”?"),
        (["cours/trois", "--to", "cours/trois"], 2, "No progress without a card"),
        (["--to", "cours/trois"], 2, "name the progress of one card"),
        (["cours/un", "cours/deux", "--to", "cours/trois"], 2, "name the progress of one card"),
        (["cours/un", "--to"], 2, "--to"),
        (["cours/un", "--to", "cours/trois", "--purge"], 2, "Choose: "),
        (["cours/un", "--json", "--purge"], 2, "Choose: "),
        (["--all"], 2, "go with --purge"),
        (["--yes"], 2, "go with --purge"),
        (["--purge", "--yes"], 2, "add --all"),
        (["cours/un", "--purge", "--all", "--yes"], 2, "add --all"),
        (["cours/un", "--purge"], 2, "Add --yes"),
        (["cours/no", "--purge", "--yes"], 2, "No progress without a card"),
    ],
)
def test_what_cannot_be_meant_changes_nothing(
    orphaned: Learner, arguments: list[str], code: int, said: str
) -> None:
    ran = orphaned.orphans(*arguments)
    assert (ran.code, ran.out) == (code, "")
    assert said in ran.err
    assert orphaned.orphans(*arguments, lang="fr").err not in {"", ran.err}
    assert orphaned.keys == {"cours/un", "cours/deux"}
    assert orphaned.backups == []


def test_a_card_with_progress_keeps_its_own(orphaned: Learner) -> None:
    orphaned.study("4")
    ran = orphaned.orphans("cours/un", "--to", "cours/trois")
    assert (ran.code, ran.out) == (1, "")
    assert "cours/trois has progress of its own" in ran.err
    assert orphaned.keys == {"cours/un", "cours/deux", "cours/trois"}


# Removed


def test_purged_by_name_after_a_backup(orphaned: Learner) -> None:
    ran = orphaned.orphans("cours/un", "--purge", "--yes")
    [backup] = orphaned.backups
    assert ran == (0, f"Progress of 1 card removed. Backup: {backup}\n", "")
    assert orphaned.keys == {"cours/deux"}
    store = open_store(backup)
    assert {str(row.entry.key) for row in store.rows()} == {"cours/un", "cours/deux"}
    store.close()


def test_all_are_those_that_are_surely_gone(orphaned: Learner) -> None:
    orphaned.write("quatre", deck="autre")
    orphaned.study("4", deck="autre")
    (orphaned.folder / "autre.yaml").unlink()
    whole = (orphaned.folder / "cours.yaml").read_text("utf-8")
    orphaned.write("trois", more="  - basic: un\n    ask: {fr: Un\n")
    waiting = orphaned.orphans("--purge", "--all", "--yes")
    assert (waiting.code, orphaned.backups) == (0, [])
    assert waiting.out.startswith("Nothing to remove: what is left awaits")
    (orphaned.folder / "cours.yaml").write_text(whole, "utf-8")
    assert "of 2 cards removed" in orphaned.orphans("--purge", "--all", "--yes").out
    assert orphaned.keys == {"autre/quatre"}
    # What only waits for its deck has to be named.
    assert "of 1 card removed" in orphaned.orphans("autre/quatre", "--purge", "--yes").out
    assert orphaned.orphans("--purge", "--all", "--yes").out == "All your progress has its card.\n"


@pytest.mark.parametrize(
    ("typed", "left"),
    [("o\n", {"cours/deux"}), ("Yes\n", {"cours/deux"}), ("\n", None), ("non\n", None)],
)
def test_asked_on_a_terminal(orphaned: Learner, typed: str, left: set[str] | None) -> None:
    master, terminal = pty.openpty()
    os.write(master, typed.encode())
    with closing(os.fdopen(master, "rb", 0)):
        ran = subprocess.run(
            [
                *(sys.executable, "-m", "kpitrainer", "deck", "orphans", "cours/un", "--purge"),
                *("--db", str(orphaned.db), "--decks", str(orphaned.folder), "--now", NOW),
            ],
            stdin=terminal,
            env=environment(orphaned.db.parent),
            capture_output=True,
            encoding="utf-8",
            timeout=60,
            check=False,
        )
        os.close(terminal)
    assert ran.returncode == 0, ran.stderr
    assert "Supprimer ces révisions" in ran.stdout
    assert "cours/un" in ran.stdout
    assert orphaned.keys == (left or {"cours/un", "cours/deux"})
    assert len(orphaned.backups) == (left is not None)
    assert ("Rien n’a été supprimé." in ran.stdout) == (left is None)
