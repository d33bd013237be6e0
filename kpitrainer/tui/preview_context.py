"""What the preview works with."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from threading import Event

from kpitrainer.authoring.deck_edit import DeckEditor
from kpitrainer.authoring.preview import DeckFile
from kpitrainer.domain.errors import Diagnostic
from kpitrainer.i18n import Translator


@dataclass
class PreviewContext:
    """The author's words, and how deck files are read, checked, watched and edited.

    `card` is the id of the first card to show, or empty. `check` takes seconds. `changes` yields
    at once and at each change of the files, until its event is set. `seed` gives a new seed for
    each draw.
    """

    translate: Translator
    theme: str
    card: str
    read: Callable[[], tuple[DeckFile, ...]]
    check: Callable[[Path], tuple[Diagnostic, ...]]
    changes: Callable[[Event], Iterator[None]]
    deck_editor: DeckEditor
    seed: Callable[[], int]
