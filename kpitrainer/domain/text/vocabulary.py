"""French and English words that count for more, or less, than their letters.

Written as `wording.Word` has them: no accents, and no plural in pairs and lookalikes.
"""


def _listed(words: str) -> frozenset[str]:
    return frozenset(words.split())


ARTICLES = {
    "fr": _listed("le la les l un une des du de d"),
    "en": _listed("the a an"),
}

LITTLE_WORDS = {
    "fr": _listed("a et ou ni en par pour dans sur avec son sa ses leur leurs se s"),
    "en": _listed("and or of to for in on by with at from its their"),
}
"""Words whose absence says little about what the learner knows."""

NEGATIONS = _listed(
    "ne pas non sans jamais aucun aucune ni rien nul nulle "
    "not no never without none nothing neither nor"
)

_FROM_TWO = range(2, 11)

NUMBERS: dict[str, dict[str, int]] = {
    # « un » is left to the articles.
    "fr": dict(
        zip(
            ("deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix"),
            _FROM_TWO,
            strict=True,
        )
    ),
    "en": dict(
        zip(
            ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"),
            _FROM_TWO,
            strict=True,
        )
    ),
}

WRITTEN_SO = {
    "fr": {"au": "a", "aux": "a", "n'": "ne", "euro": "€", "euros": "€"},
    "en": {"euro": "€", "euros": "€"},
}
"""Words that stand for others."""

AND = {"fr": "et", "en": "and"}
TO = {"fr": "a", "en": "to"}

NEGATIVE_PREFIXES = ("in", "im", "il", "ir", "de", "des", "non", "un", "dis", "mal")

OPPOSITES = frozenset(
    _listed(pair)
    for pair in (
        "plu moin",
        "hausse baisse",
        "haut bas",
        "avant apre",
        "debut fin",
        "gain perte",
        "entree sortie",
        "premier dernier",
        "minimum maximum",
        "interne externe",
        "intrant extrant",
        "employe employeur",
        "actuel futur",
        "actif passif",
        "retention attrition",
        "promoteur detracteur",
        "more les",
        "more fewer",
        "high low",
        "before after",
        "start end",
        "first last",
        "gain los",
        "increase decrease",
        "internal external",
        "input output",
        "employee employer",
        "current future",
        "promoter detractor",
    )
)

LOOKALIKES = _listed(
    "achat rachat reachat vente rente attente entente entree rentree cout gout cour score store "
    "attention intention retention detention invention conversion conversation conservation "
    "expansion extension profil profit perspective prospective exposition opposition "
    "perception reception marge marque marche relation creation action portee porte "
    "churn turn retain return price prise sale scale cost post effect affect"
)
"""Words of the field that a slip turns into each other: one typed for another is no slip."""
