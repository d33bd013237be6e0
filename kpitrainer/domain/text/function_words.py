"""French and English words of grammar: they count for more, or less, than their letters.

Written as `word_forms.Word` has its text: no accents.
"""


def _listed(words: str) -> frozenset[str]:
    return frozenset(words.split())


def _counted(words: str) -> dict[str, int]:
    return {word: number for number, word in enumerate(words.split(), 2)}


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

NUMBERS: dict[str, dict[str, int]] = {
    # « un » is left to the articles.
    "fr": _counted("deux trois quatre cinq six sept huit neuf dix"),
    "en": _counted("two three four five six seven eight nine ten"),
}

WRITTEN_SO = {
    "fr": {"au": "a", "aux": "a", "n'": "ne", "euro": "€", "euros": "€"},
    "en": {"euro": "€", "euros": "€"},
}
"""Words that stand for others."""

AND = {"fr": "et", "en": "and"}
TO = {"fr": "a", "en": "to"}

NEGATIVE_PREFIXES = ("in", "im", "il", "ir", "de", "des", "non", "un", "dis", "mal")

CLOCK_UNITS = _listed("min minute h heure hour s sec seconde second")

MEASURES = CLOCK_UNITS | _listed(
    "jour day mois month temps time semaine week trimestre quarter semestre annee year decennie "
    "decade siecle century journee nuit night hebdomadaire mensuel annuel weekly monthly yearly "
    "cent centime dollar livre pound franc euro yen "
    "metre meter mile hectare litre liter gallon gramme gram kilo tonne octet byte watt "
    "degre degree point ratio taux rate fois pourcent percent pourcentage percentage"
)
"""Units of time, money and size, in the singular: none of them stands for another."""
