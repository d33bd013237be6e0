"""The preview on real files: what its author sees, and what each key does."""

# ruff: noqa: ASYNC240 - a test waits for its own small files

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot
from textual.strip import Strip

from kpitrainer.authoring.deck_edit import DeckEditor
from kpitrainer.authoring.preview import Preview
from kpitrainer.deckfile.files.live_decks import LiveDecks, changes
from kpitrainer.deckfile.lint.check import check_decks
from kpitrainer.i18n import Translator
from kpitrainer.tui.context import PreviewContext
from kpitrainer.tui.preview_app import PreviewApp
from kpitrainer.tui.widgets.card_view import CardView
from tests.program import ALL_TYPES
from tests.tui.seat import plain

_DEADLINE = 60

BROKEN = ALL_TYPES.replace('answer: {fr: "deuxième"', 'anser: {fr: "deuxième"')


class Eyes:
    """The author before the preview."""

    def __init__(self, app: PreviewApp, pilot: Pilot[Any], file: Path) -> None:
        self.app, self.pilot, self.file = app, pilot, file

    @property
    def preview(self) -> Preview:
        return self.app.preview_screen.preview

    @property
    def here(self) -> str:
        return self.preview.card.key.card if self.preview.card else ""

    @property
    def strips(self) -> list[Strip]:
        return self.app.screen._compositor.render_strips()

    @property
    def lines(self) -> list[str]:
        return [plain(strip.text).rstrip() for strip in self.strips]

    @property
    def text(self) -> str:
        return " ".join(" ".join(self.lines).split())

    async def until(self, done: Callable[[], object]) -> None:
        """Wait for something that happens behind the screen."""
        for _ in range(_DEADLINE * 20):
            await self.pilot.pause()
            if done():
                return
            await asyncio.sleep(0.05)
        raise AssertionError(self.text)

    async def shows(self, *texts: str) -> None:
        await self.until(lambda: all(text in self.text for text in texts))

    async def press(self, *keys: str) -> None:
        await self.pilot.press(*keys)
        await self.pilot.pause()

    async def save(self, text: str) -> None:
        self.file.write_text(text, "utf-8")


@asynccontextmanager
async def previewing(  # noqa: PLR0913 - what a test may set
    file: Path,
    text: str = ALL_TYPES,
    *,
    size: tuple[int, int] = (80, 24),
    path: Path | None = None,
    language: str = "fr",
    card: str = "",
) -> AsyncIterator[Eyes]:
    file.write_text(text, "utf-8")
    path = path or file
    seeds = count(1)
    context = PreviewContext(
        translate=Translator(language),
        theme="textual-dark",
        card=card,
        read=LiveDecks(path).read,
        check=lambda one: check_decks([one]),
        changes=lambda stop: changes(path, stop),
        deck_editor=DeckEditor(file.parent),
        seed=lambda: next(seeds),
    )
    app = PreviewApp(context)
    app.animation_level = "none"
    async with app.run_test(size=size, notifications=True) as pilot:
        eyes = Eyes(app, pilot, file)
        await eyes.until(lambda: eyes.preview.files and eyes.preview.checked)
        yield eyes


@pytest.fixture
def file(tmp_path: Path) -> Path:
    folder = tmp_path / "decks"
    folder.mkdir()
    return folder / "essai.yaml"


async def test_what_the_author_sees(file: Path) -> None:
    async with previewing(file) as eyes:
        await eyes.shows("Essai", "1 sur 7 · basic · revele · essai.yaml:6", "Un ?", "⏎ montrer")
        assert "premier" not in eyes.text
        await eyes.press("enter")
        await eyes.shows("premier", "Parce que un.", "⏎ suivante")
        await eyes.press("enter")
        await eyes.shows("2 sur 7 · basic · tape", "Deux ?", "⏎ répondre")


async def test_keys_are_the_previews_until_the_field_is_entered(file: Path) -> None:
    async with previewing(file, card="tape") as eyes:
        view = eyes.app.screen.query_one(CardView)
        await eyes.press("n")
        assert eyes.here == "liste"
        await eyes.press("p", "enter")
        assert view.typing
        await eyes.press("n", "g", "q", "left", "space", "e")
        assert view.typed == "ng eq"
        assert eyes.here == "tape"
        await eyes.press("escape")
        assert not view.typing
        await eyes.press("right")
        assert eyes.here == "liste"


async def test_an_answer_is_judged_as_a_learners(file: Path) -> None:
    async with previewing(file, card="tape") as eyes:
        await eyes.press("enter", *"deuxieme", "enter")
        await eyes.shows("Bien vu.", "✓ deuxième", "⏎ suivante")
        await eyes.press("r")
        await eyes.shows("⏎ répondre")
        await eyes.press("enter", "x", "y", "z", "enter")
        await eyes.shows("Ce n’est pas ça.")
        await eyes.press("r", "enter", "enter")
        await eyes.shows("✓ deuxième")


async def test_a_choice(file: Path) -> None:
    async with previewing(file, card="choix") as eyes:
        await eyes.press("2")
        assert eyes.preview.attempt
        assert eyes.preview.attempt.chosen == 1
        await eyes.press("r", "down", "enter")
        assert eyes.preview.attempt.chosen == 0


async def test_a_drill_with_its_misconceptions(file: Path) -> None:
    async with previewing(file, card="calcul") as eyes:
        exercise = eyes.preview.attempt and eyes.preview.attempt.exercise
        assert exercise
        given = exercise.given
        await eyes.shows("m pièges")
        assert "produit" not in eyes.text
        await eyes.press("m")
        product = int(str(given["a"])) * int(str(given["b"]))
        await eyes.shows(f"✗ {product} produit", "C’est le produit.", f"a = {given['a']}")
        await eyes.press("escape", "h")
        await eyes.shows("Indice :")
        drawn = set()
        for _ in range(20):
            await eyes.press("r")
            assert eyes.preview.attempt
            assert eyes.preview.attempt.exercise
            drawn.add(str(eyes.preview.attempt.exercise.given))
        assert len(drawn) > 1


async def test_at_a_wide_size_misconceptions_stand_beside(file: Path) -> None:
    async with previewing(file, card="calcul", size=(120, 36)) as eyes:
        await eyes.shows("Erreurs connues de ce calcul", "produit", "C’est le produit.")
        await eyes.press("m")
        assert len(eyes.app.screen_stack) == 1, "no window over them"
        await eyes.press("p")
        assert "produit" not in eyes.text


async def test_problems_with_their_places(file: Path) -> None:
    async with previewing(file, BROKEN) as eyes:
        line = BROKEN[: BROKEN.index("anser")].count("\n") + 1
        await eyes.shows("✗ 1 erreur", f"✗ {line}:5 « anser »", "g problème")
        assert "1 sur 6" in eyes.text
        await eyes.press("g")
        assert eyes.preview.selected
        await eyes.save(ALL_TYPES)
        # The card that can be read again is gone to.
        await eyes.shows("2 sur 7 · basic · tape", "Relu à")
        assert "anser" not in eyes.text


async def test_a_warning_is_seen_by_the_closer_look(file: Path) -> None:
    async with previewing(file) as eyes:
        await eyes.shows("avertissement", "Sans « why »")


async def test_the_card_changes_as_it_is_saved(file: Path) -> None:
    async with previewing(file) as eyes:
        await eyes.save(ALL_TYPES.replace("Un ?", "Une autre question ?"))
        await eyes.shows("Une autre question ?", "1 sur 7", "Relu à")
        await eyes.save(ALL_TYPES.replace("Cinq ?", "Cinq ou six ?"))
        await eyes.shows("Un ?")
        assert eyes.here == "revele"
        await eyes.save(ALL_TYPES.replace("Cinq ?", "Sept ?"))
        await eyes.shows("Sept ?")
        assert eyes.here == "choix"


async def test_what_is_typed_survives_a_save(file: Path) -> None:
    async with previewing(file, card="tape") as eyes:
        await eyes.press("enter", *"deux")
        await eyes.save(ALL_TYPES.replace("Deux ?", "Et deux ?"))
        await eyes.shows("Et deux ?")
        view = eyes.app.screen.query_one(CardView)
        assert (view.typed, view.typing) == ("deux", True)


@pytest.mark.parametrize("text", ["", BROKEN[:40], ALL_TYPES[: ALL_TYPES.index("Deux")], "\x1b["])
async def test_half_written(file: Path, text: str) -> None:
    async with previewing(file, card="choix") as eyes:
        await eyes.save(text)
        await eyes.shows("✗", "voici la version d’avant", "Cinq ?")
        for key in ("enter", "r", "g", "l", "l", "h", "m", "d", "1"):
            await eyes.press(key)
        await eyes.save(ALL_TYPES)
        await eyes.shows("5 sur 7 · choice · choix")


async def test_a_file_that_goes_and_comes_back(file: Path) -> None:
    async with previewing(file, card="choix") as eyes:
        file.unlink()
        await eyes.shows("✗ 1 erreur", "voici la version d’avant")
        await eyes.save(ALL_TYPES)
        await eyes.shows("5 sur 7 · choice · choix")


async def test_nothing_good_at_first(file: Path) -> None:
    async with previewing(file, "deck: x\n") as eyes:
        await eyes.shows("Aucune carte ne se lit encore", "✗")
        for key in ("enter", "n", "p", "r", "g", "l", "h", "m", "d", "1", "down", "l"):
            await eyes.press(key)
        await eyes.save(ALL_TYPES)
        await eyes.shows("1 sur 7", "Un ?")


async def test_a_deck_of_a_folder_goes_and_another_comes(file: Path) -> None:
    async with previewing(file, path=file.parent) as eyes:
        file.unlink()
        await eyes.shows("essai.yaml", "n’existe plus")
        other = file.with_name("z.yaml")
        other.write_text(ALL_TYPES.replace("deck: essai", "deck: autre"), "utf-8")
        await eyes.shows("paquet 2 sur 2", "d paquet")
        await eyes.press("d")
        await eyes.shows("Un ?", "z.yaml:6")


async def test_a_file_of_a_folder_is_renamed(file: Path) -> None:
    async with previewing(file, path=file.parent, card="choix") as eyes:
        await eyes.press("2")
        file.rename(file.with_name("z.yaml"))
        await eyes.shows("5 sur 7 · choice · choix · z.yaml:23", "⏎ suivante")
        assert "✗ 1 erreur" not in eyes.text


async def test_enter_after_the_last_card_begins_again(file: Path) -> None:
    async with previewing(file, card="vrai") as eyes:
        await eyes.press("1", "enter")
        assert eyes.here == "calcul"
        await eyes.press("enter", "enter")
        await eyes.shows("⏎ recommencer")
        await eyes.press("enter")
        assert eyes.here == "revele"


async def test_enter_asks_an_only_card_again(file: Path) -> None:
    async with previewing(file, ALL_TYPES[: ALL_TYPES.index("  - basic: tape")]) as eyes:
        assert "carte" not in eyes.lines[-1]
        await eyes.press("enter")
        await eyes.shows("premier", "⏎ recommencer")
        await eyes.press("enter")
        await eyes.shows("⏎ montrer")


async def test_from_a_deck_without_cards_to_the_next(file: Path) -> None:
    file.with_name("zwei.yaml").write_text(ALL_TYPES, "utf-8")
    async with previewing(file, "deck: x\n", path=file.parent) as eyes:
        # It began at the first deck that has the card wanted, any.
        await eyes.press("d")
        await eyes.shows("Aucune carte ne se lit encore", "d paquet")
        await eyes.press("d")
        await eyes.shows("Un ?")


async def test_several_decks(file: Path) -> None:
    other = ALL_TYPES.replace("deck: essai", "deck: deux").replace("Essai", "Encore")
    file.with_name("deux.yaml").write_text(other, "utf-8")
    async with previewing(file, path=file.parent) as eyes:
        await eyes.shows("Encore · paquet 1 sur 2", "deux.yaml:6")
        await eyes.press("d")
        await eyes.shows("Essai · paquet 2 sur 2", "essai.yaml:6")
        await eyes.press("D")
        await eyes.shows("Encore")
        await eyes.save(ALL_TYPES.replace("Cinq ?", "Sept ?"))
        await eyes.shows("Essai", "Sept ?")


async def test_two_decks_of_one_name(file: Path) -> None:
    file.with_name("zwei.yaml").write_text(ALL_TYPES, "utf-8")
    async with previewing(file, path=file.parent) as eyes:
        await eyes.press("d")
        await eyes.until(lambda: eyes.preview.checked)
        await eyes.shows("paquet 2 sur 2", "1:1", "essai")


async def test_the_other_language(file: Path) -> None:
    async with previewing(file) as eyes:
        await eyes.press("enter", "l")
        await eyes.shows("Trial", "One?", "first", "⏎ next", "warning")
        await eyes.press("l")
        await eyes.shows("Essai", "Un ?", "premier")


@pytest.mark.parametrize("language", ["fr", "en"])
async def test_help(file: Path, language: str) -> None:
    async with previewing(file, language=language, size=(80, 40)) as eyes:
        for key in ("question_mark", "f1"):
            await eyes.press(key)
            await eyes.shows("e F4", "F2")
            await eyes.press("escape")
        assert eyes.here == "revele"


async def test_a_card_that_is_not_there(file: Path) -> None:
    async with previewing(file, card="tap") as eyes:
        await eyes.shows("« tap »", "Voulais-tu dire « tape » ?")
        assert eyes.here == "revele"


async def test_without_an_own_terminal_e_says_so(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("EDITOR", "true")
    async with previewing(file, card="choix") as eyes:
        await eyes.press("e")
        [note] = eyes.app._notifications
        assert "ne peut pas laisser la place à un éditeur" in note.message
        assert plain(note.message).endswith(f"{file}, ligne 23.")


@pytest.mark.parametrize("size", [(40, 20), (80, 24), (200, 60)])
async def test_every_size(file: Path, size: tuple[int, int]) -> None:
    long = "Une phrase qui ne tient pas sur une ligne, et de loin. " * 12
    text = BROKEN.replace("Un ?", long)
    async with previewing(file, text, size=size) as eyes:
        for _ in range(7):
            await eyes.shows("✗ 1 erreur")
            assert len(eyes.lines) == size[1]
            assert "aide" in eyes.lines[-1]
            assert eyes.lines[-1].strip().startswith("⏎")
            await eyes.press("enter", "escape", "n")


@pytest.mark.parametrize("key", ["q", "escape", "ctrl+c"])
async def test_the_end(file: Path, key: str) -> None:
    async with previewing(file) as eyes:
        await eyes.press(key)
        assert eyes.app._exit


async def test_an_error_nobody_foresaw_ends_it(file: Path) -> None:
    file.write_text(ALL_TYPES, "utf-8")
    context = PreviewContext(
        translate=Translator("fr"),
        theme="",
        card="",
        read=LiveDecks(file).read,
        check=lambda _: 1 // 0,  # type: ignore[arg-type,return-value] # a bug
        changes=lambda stop: changes(file, stop),
        deck_editor=DeckEditor(file.parent),
        seed=lambda: 1,
    )
    app = PreviewApp(context)
    with pytest.raises(ZeroDivisionError):
        await _until_it_ends(app)


async def _until_it_ends(app: PreviewApp) -> None:
    async with app.run_test() as pilot:
        for _ in range(_DEADLINE * 20):
            if app._exception is not None:
                return
            await pilot.pause(0.05)
