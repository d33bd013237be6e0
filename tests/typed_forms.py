"""How people write an answer that they know, and one that they do not: a table of forms.

Written apart from the program: what an answer is made of is told by the few lines below alone.
"""

import re
import tomllib
import unicodedata
from collections.abc import Callable, Sequence
from pathlib import Path
from random import Random
from typing import NamedTuple

WORDS = tomllib.loads((Path(__file__).parents[1] / "decks" / "words.toml").read_text("utf-8"))
ARTICLES = {
    "fr": ["le", "la", "les", "l", "un", "une", "des", "du", "de", "d", "au", "aux"],
    "en": ["the", "a", "an"],
}
LITTLE = {
    "fr": [
        "a",
        "et",
        "ou",
        "en",
        "par",
        "pour",
        "dans",
        "sur",
        "avec",
        "se",
        "s",
        "y",
        "ni",
        "qui",
        "que",
        "son",
        "sa",
        "ses",
        "leur",
        "leurs",
    ],
    "en": [
        "and",
        "or",
        "of",
        "to",
        "for",
        "in",
        "on",
        "by",
        "with",
        "at",
        "from",
        "s",
        "its",
        "their",
        "your",
        "per",
        "that",
    ],
}
NEGATIONS = [
    "ne",
    "pas",
    "non",
    "sans",
    "jamais",
    "aucun",
    "aucune",
    "ni",
    "not",
    "no",
    "never",
    "without",
    "nor",
    "plus",
    "moins",
    "less",
]


class Form(NamedTuple):
    """One way to type `text`: `change` gives what is typed, None where it does not apply."""

    name: str
    languages: str
    change: Callable[[str, str, Random], str | None]


def plain(text: str) -> str:
    folded = unicodedata.normalize("NFKD", text.casefold().replace("œ", "oe"))
    return "".join(char for char in folded if not unicodedata.combining(char))


def content(text: str, language: str) -> set[str]:
    """The words of `text` that count, without plural."""
    words = re.findall(r"[^\W_]+|%", plain(text))
    words = ["non" if word in {"pas", "not"} else word for word in words]
    light = {*ARTICLES[language], *LITTLE[language]}
    return {word.rstrip("sx") or word for word in words if word not in light}


def is_wordy(text: str) -> bool:
    """Whether `text` is made of words alone: no number, sign or formula."""
    return re.fullmatch(r"[^\W\d_]([^\W\d_]|[ ’'-](?=[^\W\d_]))*", text) is not None


def begins_plainly(text: str, language: str) -> bool:
    first = re.match(r"[^\W_]+", plain(text))
    return first is not None and first[0] not in {*ARTICLES[language], *LITTLE[language]}


def before(*starts: str) -> Callable[[str, str, Random], str | None]:
    return lambda text, language, rng: (
        rng.choice(starts) + text if begins_plainly(text, language) and is_wordy(text) else None
    )


def replaced(sign: str, by: str) -> Callable[[str, str, Random], str | None]:
    return lambda text, _language, _rng: re.sub(sign, by, text) if re.search(sign, text) else None


def marked(*marks: str) -> Callable[[str, str, Random], str | None]:
    return lambda text, _language, rng: (
        None if re.match(r"[\W\d]", text) else rng.choice(marks) + text
    )


def plural(text: str, language: str, _rng: Random) -> str | None:
    last = text.rsplit(maxsplit=1)[-1]
    regular = last.isalpha() and last.islower() and len(last) > 3 and last[-1] not in "sxzy"
    if last.endswith(("al", "au", "eu", "ch", "sh", "ed", "ing", "cent", "twice")) or not is_wordy(
        text
    ):
        return None
    return f"{text}s" if regular else None


def swapped(text: str, language: str, _rng: Random) -> str | None:
    found = re.fullmatch(r"([^\W\d_]+) (et|and) ([^\W\d_]+)", text)
    return f"{found[3]} {found[2]} {found[1]}" if found else None


RIGHT = (
    Form("capitals", "fr en", lambda text, _language, _rng: text.upper()),
    Form(
        "no accents",
        "fr",
        lambda text, _language, _rng: plain(text) if text == text.lower() else None,
    ),
    Form("full stop", "fr en", lambda text, _language, _rng: f" {text}. "),
    Form(
        "quotes",
        "fr en",
        lambda text, _language, rng: rng.choice(["«\u00a0{}\u00a0»", "“{}”", '"{}"']).format(text),
    ),
    Form("article", "fr", before("le ", "la ", "les ", "un ", "une ", "des ", "du ")),
    Form("article", "en", before("the ", "a ", "an ")),
    Form("frame", "fr", before("c’est ", "ce sont ", "il faut ", "c'est ", "ça, c’est ")),
    Form("frame", "en", before("it’s ", "it is ", "they are ", "we must ")),
    Form("possessive", "fr", before("ses ", "nos ", "son ", "leur ")),
    Form("possessive", "en", before("its ", "our ", "your ", "their ")),
    Form("counted", "fr", before("nombre de ", "le nombre de ", "nb de ", "total des ")),
    Form("counted", "en", before("number of ", "the number of ", "nb of ")),
    Form("mark", "fr en", marked("1. ", "2) ", "a) ", "- ", "• ", "* ", "– ", "1° ", "3 - ")),
    Form("mark", "fr", marked("1er ", "2e ", "étape 1 : ")),
    Form("mark", "en", marked("1st ", "2nd ", "step 1: ")),
    Form("plural", "fr en", plural),
    Form("plural of an acronym", "fr en", replaced(r"\b(KPI|NPS|CSAT|CES|ROI|CRM)$", r"\1s")),
    Form("hyphen left out", "fr en", replaced(r"(?<=[^\W\d_])-(?=[^\W\d_])", " ")),
    Form("straight apostrophe", "fr en", replaced("’", "'")),
    Form("apostrophe left out", "fr", replaced(r"(?<=\b[ldLD])’", " ")),
    Form("brackets left out", "fr en", replaced(r"(?<=\w) \([^()]*\)", "")),
    Form("and as a sign", "fr en", replaced(r" (et|and) ", " & ")),
    Form("halves swapped", "fr en", swapped),
    Form("initials behind", "fr en", lambda text, _language, _rng: initials_behind(text)),
)
"""What must be right: the answer, written as people write it."""


def initials_behind(text: str) -> str | None:
    words = text.split()
    if len(words) < 2 or not is_wordy(text) or not all(len(word) > 3 for word in words):
        return None
    return f"{text} ({''.join(word[0] for word in words).upper()})"


def negated(text: str, language: str, rng: Random) -> str | None:
    if set(re.findall(r"\w+", plain(text))) & set(NEGATIONS) or not is_wordy(text):
        return None
    starts = {"fr": ["ne pas ", "pas ", "sans ", "aucun "], "en": ["not ", "no ", "without "]}
    return rng.choice(starts[language]) + text


def taken_away(text: str, language: str, rng: Random) -> str | None:
    starts = {
        "fr": ["éviter ", "arrêter ", "moins de ", "baisse de ", "absence de ", "mauvais "],
        "en": ["avoid ", "stop ", "less ", "fall in ", "lack of ", "bad ", "no more "],
    }
    return rng.choice(starts[language]) + text if is_wordy(text) else None


def opposite(text: str, language: str, rng: Random) -> str | None:
    words = {plain(a): b for pair in WORDS["opposites"] for a, b in (pair, pair[::-1])}
    found = [word for word in re.findall(r"[^\W\d_]+", text) if plain(word) in words]
    if not found:
        return None
    word = rng.choice(found)
    return re.sub(rf"\b{word}\b", words[plain(word)], text)


def without_a_word(text: str, language: str, rng: Random) -> str | None:
    words = text.split()
    heavy = [at for at, word in enumerate(words) if content(word, language)]
    if len(heavy) < 2:
        return None
    del words[rng.choice(heavy)]
    return " ".join(words)


def with_a_word(text: str, language: str, rng: Random) -> str | None:
    strange = {
        "fr": ["parapluie", "fournisseur", "girafe", "syndicat", "météo", "concurrent"],
        "en": ["umbrella", "supplier", "giraffe", "union", "weather", "competitor"],
    }
    words = text.split()
    words.insert(rng.randrange(len(words) + 1), rng.choice(strange[language]))
    return " ".join(words)


WRONG = (
    Form("negation", "fr en", negated),
    Form("taken away", "fr en", taken_away),
    Form("opposite", "fr en", opposite),
    Form("a word less", "fr en", without_a_word),
    Form("a word more", "fr en", with_a_word),
)
"""What must not be right, unless it happens to hold another of the right texts."""


def happens_to_be_right(typed: str, right: Sequence[str], language: str) -> bool:
    """Whether `typed` holds all that counts of one of the `right` texts, and nothing else."""
    words = content(typed, language)
    known = set().union(*(content(text, language) for text in right))
    return words <= known and any(content(text, language) <= words for text in right)
