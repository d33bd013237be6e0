"""What a text is searched by: neither case, accents nor typographic signs tell words apart."""

from kpitrainer.domain.text.dictionary import folded

_KEYBOARD = (("×", "*"), ("÷", "/"), ("−", "-"), ("’", "'"))


def searchable(text: str) -> str:
    """`text` without case, accents and typographic signs: « Rétention ÷ » is "retention /"."""
    for sign, typed in _KEYBOARD:
        text = text.replace(sign, typed)
    return folded(text)
