"""Which keys do what, at each moment of a preview."""

from kpitrainer.authoring.preview import Preview
from kpitrainer.i18n import Translator
from kpitrainer.tui.widgets.key_bar import Key


def preview_keys(translate: Translator, preview: Preview, *, asks: bool, typing: bool) -> list[Key]:
    """The keys to show, most wanted first, help last.

    `asks` says whether an answer is to be typed, `typing` whether letters go into its field.
    """
    attempt = preview.attempt
    if typing:
        return [
            Key("⏎", translate("review.key-submit"), "screen.go"),
            Key("F2", translate("review.key-hint"), "screen.hint"),
            Key("⎋", translate("review.key-leave-field"), "screen.leave"),
            Key("F4", translate("edit.key"), "screen.edit"),
            Key("F1", translate("help.key"), "screen.help"),
        ]
    number, total = preview.place if preview.files else (0, 0)
    edit = Key("e", translate("edit.key"), "screen.edit")
    moves = [Key("←→", translate("preview.key-card"), "screen.move(1)")] if total > 1 else []
    found = preview.files and preview.diagnostics
    diagnostic = (
        [Key("g", translate("preview.key-diagnostic"), "screen.diagnostic")] if found else []
    )
    several = len(preview.files) > 1
    deck = [Key("d", translate("preview.key-deck"), "screen.deck(1)")] if several else []
    last = (
        Key("q", translate("home.key-quit"), "app.quit"),
        Key("?", translate("help.key"), "screen.help"),
    )
    if attempt is None:
        return [edit, *moves, *diagnostic, *deck, *last]
    on = "preview.key-again" if number == total else "preview.key-next"
    ask = "preview.key-answer" if asks else "review.key-show"
    go = Key("⏎", translate(on if attempt.closed else ask), "screen.go")
    draws = attempt.exercise or attempt.options
    draw = Key("r", translate("preview.key-draw" if draws else "preview.key-retry"), "screen.draw")
    drill = [Key("m", translate("preview.key-mistakes"), "screen.mistakes")]
    return [
        *([go] if total or not attempt.closed else []),
        edit,
        *moves,
        *diagnostic,
        *(drill if attempt.exercise else []),
        *([draw] if draws or attempt.closed else []),
        *deck,
        Key("l", translate("preview.key-language"), "screen.language"),
        *last,
    ]
