"""How people write an answer that they know, and one that they do not: a table of forms.

Written apart from the program: what an answer is made of is told by the few lines below alone.
"""

import re
import tomllib
import unicodedata
from collections.abc import Callable, Sequence
from pathlib import Path
from random import Random
from typing import NamedTuple, TypeAlias

Change: TypeAlias = Callable[[str, str, Random], str | None]
"""From a right text and its language to what is typed; None where that cannot be said of it."""


class Form(NamedTuple):
    name: str
    languages: str
    change: Change


_WORDS = tomllib.loads((Path(__file__).parents[1] / "decks" / "words.toml").read_text("utf-8"))
_ARTICLES_AND_LITTLE_WORDS = {
    "fr": """le la les l un une des du de d au aux a et ou en par pour dans sur avec se s y ni
        qui que son sa ses leur leurs ne""",
    "en": "the a an and or of to for in on by with at from s it its their your per",
}
_LIGHT = {
    language: frozenset(words.split()) for language, words in _ARTICLES_AND_LITTLE_WORDS.items()
}
_NO = {"pas", "not", "non", "no"}


def plain(text: str) -> str:
    """`text` without case, accents and ligatures."""
    folded = unicodedata.normalize("NFKD", text.casefold().replace("œ", "oe"))
    return "".join(char for char in folded if not unicodedata.combining(char))


def roots(text: str, language: str) -> set[str]:
    """The beginnings of the words of `text` that count; of those that say the same, one."""
    same = {
        plain(word): plain(group[0]) for group in _WORDS["synonyms"][language] for word in group
    }
    words = re.findall(r"[^\W_]+|%", plain(text))
    counting = ("non" if word in _NO else word for word in words if word not in _LIGHT[language])
    stems = (same.get(word) or word.rstrip("s") for word in counting)
    return {same.get(stem, stem)[:4] for stem in stems}


def says(typed: str, right: Sequence[str], language: str) -> bool:
    """Whether `typed` holds all that counts of one of the `right` texts, and nothing else."""
    words = roots(typed, language)
    known = set().union(*(roots(text, language) for text in right))
    return words <= known and any(roots(text, language) <= words for text in right)


def _is_wordy(text: str) -> bool:
    return re.fullmatch(r"[^\W\d_]([^\W\d_]|[ ’'-](?=[^\W\d_]))*", text) is not None


def _before(*starts: str) -> Change:
    def change(text: str, language: str, rng: Random) -> str | None:
        first = re.findall(r"[^\W_]+", plain(text))[0]
        plainly = _is_wordy(text) and first not in _LIGHT[language]
        return rng.choice(starts) + text if plainly else None

    return change


def _marked(*marks: str) -> Change:
    return lambda text, _language, rng: (
        None if re.match(r"[\W\d]", text) else rng.choice(marks) + text
    )


def _replaced(sign: str, by: str) -> Change:
    return lambda text, _language, _rng: re.sub(sign, by, text) if re.search(sign, text) else None


def _written(*frames: str) -> Change:
    return lambda text, _language, rng: rng.choice(frames).format(text)


def _plural(text: str, _language: str, _rng: Random) -> str | None:
    last = text.rsplit(maxsplit=1)[-1]
    irregular = ("s", "x", "z", "y", "al", "au", "eu", "ch", "sh", "ed", "ing", "cent", "twice")
    regular = last.isalpha() and last.islower() and len(last) > len("les")
    return f"{text}s" if regular and _is_wordy(text) and not last.endswith(irregular) else None


def _halves_swapped(text: str, _language: str, _rng: Random) -> str | None:
    found = re.fullmatch(r"([^\W\d_]+) (et|and) ([^\W\d_]+)", text)
    return f"{found[3]} {found[2]} {found[1]}" if found else None


def _with_initials(text: str, _language: str, _rng: Random) -> str | None:
    words = text.split()
    if len(words) < len("AB") or not _is_wordy(text) or min(map(len, words)) < len("sigle"):
        return None
    return f"{text} ({''.join(word[0] for word in words).upper()})"


RIGHT = (
    Form("capitals", "fr en", lambda text, _language, _rng: text.upper()),
    Form("small", "fr", lambda text, _language, _rng: plain(text) if text.islower() else None),
    Form("full stop", "fr en", _written(" {}. ", "{} .", "{} !")),
    Form("quotes", "fr en", _written("«\u00a0{}\u00a0»", "“{}”", '"{}"')),
    Form("article", "fr", _before("le ", "la ", "les ", "un ", "une ", "des ", "du ")),
    Form("article", "en", _before("the ", "a ", "an ")),
    Form("frame", "fr", _before("c’est ", "ce sont ", "il faut ", "c'est ", "ça, c’est ")),
    Form("frame", "en", _before("it’s ", "it is ", "they are ", "we must ")),
    Form("possessive", "fr", _before("ses ", "nos ", "son ", "leur ")),
    Form("possessive", "en", _before("its ", "our ", "your ", "their ")),
    Form("counted", "fr", _before("nombre de ", "le nombre total de ", "nb de ", "total des ")),
    Form("counted", "en", _before("number of ", "the total number of ", "no. of ")),
    Form("mark", "fr en", _marked("1. ", "2) ", "1.", "2)", "a) ", "- ", "• ", "* ", "3 - ")),
    Form("mark", "fr", _marked("1er ", "2e ", "étape 1 : ", "d’abord ", "enfin ")),
    Form("mark", "en", _marked("1st ", "2nd ", "step 1: ", "finally, ")),
    Form("plural", "fr en", _plural),
    Form("plural of an acronym", "fr en", _replaced(r"\b(KPI|NPS|CSAT|CES|ROI|CRM)$", r"\1s")),
    Form("hyphen left out", "fr en", _replaced(r"(?<=[^\W\d_])-(?=[^\W\d_])", " ")),
    Form("straight apostrophe", "fr en", _replaced("’", "'")),
    Form("apostrophe left out", "fr", _replaced(r"(?<=\b[ldLD])’", " ")),
    Form("brackets left out", "fr en", _replaced(r"(?<=\w) \([^()]*\)", "")),
    Form("and as a sign", "fr en", _replaced(r" (et|and) ", " & ")),
    Form("halves swapped", "fr en", _halves_swapped),
    Form("initials behind", "fr en", _with_initials),
)
"""What is right: the answer as people write it."""


def _negated(text: str, language: str, rng: Random) -> str | None:
    if not _is_wordy(text) or set(plain(text).split()) & {*_NO, "ni", "nor", "sans", "without"}:
        return None
    starts = {"fr": ["ne pas ", "pas ", "sans ", "aucun "], "en": ["not ", "no ", "without "]}
    return rng.choice(starts[language]) + text


def _taken_away(text: str, language: str, rng: Random) -> str | None:
    starts = {
        "fr": ["éviter ", "arrêter ", "moins de ", "baisse de ", "absence de ", "mauvais "],
        "en": ["avoid ", "stop ", "less ", "fall in ", "lack of ", "bad "],
    }
    return rng.choice(starts[language]) + text if _is_wordy(text) else None


def _opposite(text: str, _language: str, rng: Random) -> str | None:
    words = {plain(a): b for pair in _WORDS["opposites"] for a, b in (pair, pair[::-1])}
    found = [word for word in re.findall(r"[^\W\d_]+", text) if plain(word) in words]
    if not found or "(" in text:
        return None
    word = rng.choice(found)
    return re.sub(rf"\b{word}\b", words[plain(word)], text)


def _a_word_less(text: str, language: str, rng: Random) -> str | None:
    words = text.split()
    counting = [at for at, word in enumerate(words) if roots(word, language)]
    if len(counting) > 1:
        del words[rng.choice(counting)]
    return " ".join(words)


def _a_word_more(text: str, _language: str, rng: Random) -> str | None:
    words = text.split()
    words.insert(rng.randrange(len(words) + 1), rng.choice(["girafe", "umbrella", "météo"]))
    return " ".join(words)


WRONG = (
    Form("negation", "fr en", _negated),
    Form("opposite", "fr en", _opposite),
)
"""What is wrong, unless it says another right text."""

NOT_RIGHT = (
    Form("taken away", "fr en", _taken_away),
    Form("a word less", "fr en", _a_word_less),
    Form("a word more", "fr en", _a_word_more),
)
"""What is near at most, unless it says another right text."""
