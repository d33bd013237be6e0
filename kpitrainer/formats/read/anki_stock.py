"""Note types that are known by their name or fields alone, as text exports have no templates."""

import re
from collections.abc import Mapping, Sequence

from kpitrainer.formats.read.anki_template import CardSide, CardTemplate, NoteType
from kpitrainer.formats.read.column_roles import folded, role_named

_CLOZE = re.compile(r"cloze|trous?|luckentext|hueco|lacun", re.IGNORECASE)
_TYPED = re.compile(r"typ(?:e|ing|ed)\b|saisi|eintippen|escrib", re.IGNORECASE)
_REVERSED = re.compile(r"revers|invers|umgekehrt|recto ?verso", re.IGNORECASE)
_OPTIONAL = re.compile(r"option|fakultat", re.IGNORECASE)
_OCCLUSION = re.compile(r"image ?occlusion|occlusion d", re.IGNORECASE)
_GAP = re.compile(r"\{\{c\d{1,3}::", re.IGNORECASE)
_ASKING, _ANSWERING = ("question", "text"), ("answer",)


def stock_type(name: str, fields: Sequence[str], first: Mapping[str, str]) -> NoteType:
    """The note type `name` with these fields, whose templates are what the two tell.

    `first` are the contents of one of its notes: with gaps in it, and no name that tells, it is a
    cloze.
    """
    roles = {field: role_named(field) for field in fields}
    question = next((each for each in fields if roles[each] in _ASKING), "") or (fields or [""])[0]
    others = [each for each in fields if each != question]
    answer = next((each for each in others if roles[each] in _ANSWERING), "") or (others or [""])[0]
    bare = folded(name)
    if _OCCLUSION.search(name):
        return NoteType(name, tuple(fields), (), occlusion=True)
    if _CLOZE.search(bare) or _GAP.search(first.get(question, "")):
        extra = f"{{{{{answer}}}}}" if answer else ""
        card = CardTemplate(CardSide(f"{{{{cloze:{question}}}}}"), CardSide(extra))
        return NoteType(name, tuple(fields), (card,), cloze=True)
    typed = f"{{{{type:{answer}}}}}" if _TYPED.search(bare) else ""
    cards = [CardTemplate(CardSide(f"{{{{{question}}}}}{typed}"), CardSide(f"{{{{{answer}}}}}"))]
    flag = next((each for each in others if folded(each) in _FLAGS), "")
    if _OPTIONAL.search(bare) and not flag:
        flag = next((each for each in others if each != answer), "")
    if flag or _REVERSED.search(bare):
        begins, ends = (f"{{{{#{flag}}}}}", f"{{{{/{flag}}}}}") if flag else ("", "")
        back = CardSide(f"{begins}{{{{{answer}}}}}{ends}")
        cards.append(CardTemplate(back, CardSide(f"{{{{{question}}}}}")))
    return NoteType(name, tuple(fields), tuple(cards))


_FLAGS = frozenset({"reverse", "add reverse", "ajouter inverse", "ajouter le verso"})
