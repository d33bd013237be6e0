"""What the columns of a table are: told by the words of its header, or by who brings it in."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from kpitrainer.domain.errors import UnknownNameError
from kpitrainer.formats.limits import ForeignFileError


class CardColumn(NamedTuple):
    """A column: its place from 0, its role, and the language of its texts, "" where none is told.

    Of several options of a choice, `letter` is the name of one, as the right one is told by it.
    """

    at: int
    role: str
    language: str = ""
    letter: str = ""


_WORDS: Mapping[str, str] = {
    "question": "question|questions|ask|front|recto|term|terme|prompt|enonce|intitule|claim|"
    "affirmation|statement|question text|texte de la question|mot|word",
    "answer": "reponse|reponses|answer|answers|back|verso|definition|solution|correct|"
    "bonne reponse|bonnes reponses|reponse correcte|reponses correctes|"
    "reponse juste|correct answer|correct answers|right answer|correct answer s|"
    "correct option|right|juste|cle|traduction|translation",
    "accept": "alternative|alternatives|autre reponse|autres reponses|"
    "autres reponses acceptees|variante|variantes|synonyme|synonymes|synonym|"
    "synonyms|accept|accepted|accepted answers|also accepted|other answers|"
    "reponses acceptees",
    "wrong": "mauvaise reponse|mauvaises reponses|fausse reponse|fausses reponses|wrong|"
    "wrong answer|wrong answers|incorrect|incorrect answer|incorrect answers|"
    "distracteur|distracteurs|distractor|distractors|reponse fausse|"
    "reponses fausses",
    "reject": "reponse refusee|reponses refusees|refus|reject|rejected|rejected answers",
    "say": "remarque sur les mauvaises reponses|remarques sur les mauvaises reponses|"
    "remarks on wrong answers|say",
    "last": "restent a la fin|stay at the end|last",
    "tolerance": "tolerance|marge",
    "option": "option|options|choix|choice|choices|proposition|propositions",
    "tags": "tag|tags|etiquette|etiquettes|categorie|categories|category|theme|themes|topic|"
    "topics|mot cle|mots cles|keyword|keywords|label|labels|chapitre|chapter",
    "source": "source|sources|reference|references|ref",
    "language": "langue|language|lang|idioma",
    "why": "remarque|remarques|remark|remarks|why|pourquoi|explication|explications|"
    "explanation|explanations|commentaire|commentaires|comment|comments|note|notes|"
    "feedback|justification",
    "hint": "indice|indices|hint|hints|aide|clue",
    "mnemonic": "mnemonique|moyen mnemotechnique|mnemo|mnemonic|astuce",
    "type": "type|type de carte|type de question|card type|question type",
    "id": "id|identifiant|guid|identifier",
    "text": "texte a trous|cloze|cloze text|phrase a trous",
}
_ROLES = {word: role for role, words in _WORDS.items() for word in words.split("|")}
_LANGUAGE = re.compile(r"[(\[_/ -]+(fr|en|de|es|it|pt|nl)[)\]]*\Z", re.IGNORECASE)
_ANY_LANGUAGE = re.compile(r" \(([a-z]{2,3}(?:-[A-Z]{2})?)\)\Z")
"""Any other code of a language, as our own tables have it."""

_REMARK = re.compile(r" [-–—:(]+ (?:max|choose|\d).*", re.IGNORECASE | re.DOTALL)
"""What Kahoot writes behind a heading."""

_IN_WORDS = {
    "francais": "fr", "french": "fr", "anglais": "en", "english": "en", "allemand": "de",
    "german": "de", "espagnol": "es", "spanish": "es", "italien": "it", "italian": "it",
}  # fmt: skip
_NUMBERED = re.compile(r"(.+?) ?([a-h]|[1-9])\Z")
_LETTER = re.compile(r"[a-h]\Z")


ROLES = tuple(_WORDS)
"""What a column can be, each with its word `import.role-…`."""


def header_roles(header: Sequence[str]) -> list[CardColumn]:
    """The columns whose role the words of `header` tell."""
    found = list(_told(header))
    lettered = [column for column in found if column.role == "option"]
    # A lone letter, or “answer 1”, is an option only beside others.
    return [column for column in found if column.role != "option" or len(lettered) > 1]


def _told(header: Sequence[str]) -> Iterator[CardColumn]:
    for at, cell in enumerate(header):
        words, language = _split_language(cell)
        if role := _ROLES.get(words):
            yield CardColumn(at, role, language)
        elif _LETTER.fullmatch(words):
            yield CardColumn(at, "option", language, words)
        elif numbered := _NUMBERED.fullmatch(words):
            role = _ROLES.get(numbered[1].strip(), "")
            if role in ("option", "answer"):
                yield CardColumn(at, "option", language, numbered[2])
            elif role in ("wrong", "accept", "tags", "hint"):
                yield CardColumn(at, role, language)


def _split_language(cell: str) -> tuple[str, str]:
    """The words of a header's cell, folded, and the language it names."""
    bare = _REMARK.sub("", cell.strip())
    found = _LANGUAGE.search(bare)
    language = found[1].lower() if found else ""
    if not found and (found := _ANY_LANGUAGE.search(bare)):
        language = found[1]
    words = folded(bare[: found.start()] if found else bare)
    if not found:
        first, _, last = words.rpartition(" ")
        if first and last in _IN_WORDS:
            return first, _IN_WORDS[last]
    return words, language


def folded(text: str) -> str:
    """Lower case without accents; anything but letters and digits as one space."""
    plain = unicodedata.normalize("NFKD", text.lower().replace("œ", "oe"))
    return " ".join(re.sub(r"[^a-z0-9]+", " ", re.sub(r"[\u0300-\u036f]", "", plain)).split())


def role_named(heading: str) -> str:
    """The role that the words of one heading tell; "" if none."""
    return _ROLES.get(_split_language(heading)[0], "")


def is_header(first: Sequence[str], rows: Sequence[Sequence[str]]) -> bool:
    """Whether the row `first` names the columns of the `rows` below it.

    It does where one of its words is known, or where it says in words what is below in numbers.
    """
    if any(_known_alone(cell) for cell in first):
        return True
    for at, cell in enumerate(first):
        below = [row[at] for row in rows if at < len(row) and row[at].strip()]
        if cell.strip() and not _is_number(cell) and len(below) > 1 and all(map(_is_number, below)):
            return True
    return False


def titled_table(rows: Iterable[Sequence[str]]) -> int:
    """Which of `rows` is the header of a table under a title or remarks; 0 where none is."""
    for at, cells in enumerate(rows):
        roles = {column.role for column in header_roles(cells)}
        if "question" in roles and len(roles) > 1:
            return at
    return 0


def _known_alone(cell: str) -> bool:
    words, _ = _split_language(cell)
    return words in _ROLES


def _is_number(cell: str) -> bool:
    return re.fullmatch(r"\s*[-+−]?[\d\s\u00a0\u202f.,]*\d\s*[%€$]?\s*", cell) is not None


def chosen_roles(
    columns: Sequence[tuple[str, str]], header: Sequence[str], width: int
) -> list[CardColumn]:
    """The columns of `--columns`: pairs of a role and a word of the `header`, or a number from 1.

    A role may have a language behind a dot (`why.fr`), else that of its column holds.

    Raises:
        UnknownNameError: there is no such role, or no such column.
        ForeignFileError: a number is none of the `width` columns.
    """
    found: list[CardColumn] = []
    places = {cell.strip().casefold(): at for at, cell in reversed(list(enumerate(header)))}
    for written, name in columns:
        bare, _, language = written.partition(".")
        role, letter = _role(bare)
        at = places.get(name.casefold())
        if at is None and re.fullmatch(r"[1-9]\d{0,3}", name):
            at = int(name) - 1
            if at >= width:
                raise ForeignFileError("import.no-such-column", number=name, count=width)
        if at is None:
            known = ", ".join(cell.strip() for cell in header if cell.strip()) or f"1 … {width}"
            raise UnknownNameError("import.unknown-column", name=name, known=known)
        told = _split_language(header[at])[1] if at < len(header) else ""
        found.append(CardColumn(at, role, language or told, letter))
    return found


def _role(written: str) -> tuple[str, str]:
    """The role that `--columns` names, in either language, and of an option its letter."""
    words = folded(written)
    if words in _WORDS:
        return words, ""
    numbered = _NUMBERED.fullmatch(words)
    if numbered and _ROLES.get(numbered[1].strip()) in ("option", "wrong"):
        return _ROLES[numbered[1].strip()], numbered[2]
    if words in _ROLES:
        return _ROLES[words], ""
    raise UnknownNameError("import.unknown-role", name=written, known=", ".join(_WORDS))
