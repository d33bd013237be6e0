"""French and English words of grammar: they count for more, or less, than their letters.

Written as `word_forms.Word` has its text: no accents. Of other languages only signs are known.
"""

from kpitrainer.domain.text.localized import ByLanguage


def _listed(words: str) -> frozenset[str]:
    return frozenset(words.split())


_NONE = frozenset[str]()


def _counted(words: str) -> dict[str, int]:
    return {word: number for number, word in enumerate(words.split(), 2)}


ARTICLES = ByLanguage(
    {
        "fr": _listed("le la les l un une des du de d"),
        "en": _listed("the a an"),
    },
    _NONE,
)

POSSESSIVES = ByLanguage(
    {
        "fr": _listed("mon ma mes ton ta tes son sa ses notre nos votre vos leur leurs"),
        "en": _listed("my your his her its our their"),
    },
    _NONE,
)

LITTLE_WORDS = ByLanguage(
    {
        "fr": _listed("a et ou ni en par pour dans sur avec se s fois") | POSSESSIVES["fr"],
        "en": _listed("and or of to for in on by per with at from s x") | POSSESSIVES["en"],
    },
    _NONE,
)
"""Words whose absence says little about what the learner knows."""

FRAMES = ByLanguage(
    {
        "fr": _listed(
            "c ce est sont soit etre il elle on faut doit doivent agit y avoir faire fait "
            "cela ceci "
            "qui que combien quelques certain certains certaine certaines toujours "
            "ca se lui leur nous vous veut dire signifie permet permettent permettre aide "
            "aident aider "
            "sert servent servir donne donnent donner met mettent peut peuvent pouvoir savoir "
            "bien mieux abord tout toute tous toutes "
            "suivre suivi surveiller surveillance monitorer monitoring"
        ),
        "en": _listed(
            "it is are was were be being we you one must should do have has this that these "
            "who which how many much some both either always they them there s re "
            "means mean stands stand helps help lets let allows allow gives give can may could "
            "all any anything well better first having "
            "monitor monitoring"
        ),
    },
    _NONE,
)
"""Words in which an answer is wrapped, without another meaning: it is, one must, monitor."""

COUNTING = ByLanguage(
    {
        "fr": (
            _listed("nombre taux total totale quantite part pourcentage % ensemble"),
            ARTICLES["fr"],
        ),
        "en": (_listed("number rate total amount share count percentage %"), _listed("of")),
    },
    (_NONE, _NONE),
)
"""What is counted says as much as “number of” it: such words, and those that follow them then."""

COORDINATORS = ByLanguage({"fr": _listed("et ou ni"), "en": _listed("and or nor")}, _listed("&"))

RELATIONS = ByLanguage(
    {
        "fr": _listed("de du des d a par pour sur dans en vers contre selon avec"),
        "en": _listed("of to for in on by with at from per over than against into"),
    },
    _NONE,
)
"""Words on whose two sides the same words say another thing: share of profit, profit of share."""

DIRECTIONS = ByLanguage(
    {"fr": _listed("par sur vers contre"), "en": _listed("per by over from than")}, _NONE
)
"""Relations that turn a text round whatever else is left out: visits per page, pages per visit."""

REVERSING = ByLanguage(
    {
        "fr": _listed(
            "eviter arreter supprimer reduire diminuer baisser baisse reduction diminution absence "
            "mauvais mauvaise perdre perte cesser stopper empecher refuser refus ignorer negliger "
            "manque manquer chute faux fausse moins limiter freiner abandonner rejeter rejet "
            "cacher masquer oublier retirer suppression arret deteriorer degrader degradation"
        ),
        "en": _listed(
            "avoid stop remove reduce lower decrease fall drop lack bad poor lose loss "
            "cease prevent "
            "refuse ignore neglect false less fewer limit delete reject hide forget "
            "reduction removal "
            "worsen worse abandon negative never wrong"
        ),
    },
    _NONE,
)
"""Words that take away from what stands beside them: the more of them, the less of it."""

NEVER_HARMLESS = ByLanguage(
    {
        "fr": REVERSING["fr"] | _listed("plus"),
        "en": REVERSING["en"] | _listed("more plus"),
    },
    _NONE,
)
"""Words that are never mere wrapping, even where another right text has them."""

_NEGATIONS = _listed(
    "ne pas non sans jamais aucun aucune ni rien nul nulle "
    "not no never without none nothing neither nor"
)

NEGATIONS = ByLanguage({"fr": _NEGATIONS, "en": _NEGATIONS}, _NONE)

NOT, SAY_NOT = "not", _listed("pas non not no")
"""Negations that say the same, and how they are all read."""

NUMBERS: ByLanguage[dict[str, int]] = ByLanguage(
    {
        # « un » is left to the articles.
        "fr": {"zero": 0, "cent": 100}
        | _counted("deux trois quatre cinq six sept huit neuf dix onze douze"),
        "en": {"zero": 0, "hundred": 100}
        | _counted("two three four five six seven eight nine ten eleven twelve"),
    },
    {},
)

WRITTEN_SO = ByLanguage(
    {
        "fr": {
            "au": "a",
            "aux": "a",
            "n'": "ne",
            "euro": "€",
            "euros": "€",
            "nb": "nombre",
            "nbre": "nombre",
            "nbr": "nombre",
            "moy": "moyen",
            "tx": "taux",
            "nvx": "nouveaux",
            "info": "information",
            "infos": "informations",
            "perf": "performance",
            "perfs": "performances",
            "promo": "promotion",
            "promos": "promotions",
            "pt": "point",
            "pts": "points",
        },
        "en": {
            "euro": "€",
            "euros": "€",
            "nb": "number",
            "nr": "number",
            "no.": "number",
            "avg": "average",
            "pt": "point",
            "pts": "points",
        },
    },
    {},
)
"""Words that stand for others."""

AND = ByLanguage({"fr": "et", "en": "and"}, "&")
TO = ByLanguage({"fr": "a", "en": "to"}, "…")
PER = ByLanguage({"fr": "par", "en": "per"}, "/")

OR_MORE = ByLanguage({"fr": ("ou", "plus"), "en": ("or", "more")}, ("+",))

ONE = ByLanguage({"fr": "un", "en": "one"}, "1")

TIMES = ByLanguage({"fr": ("fois", "x", "×"), "en": ("x", "times", "time", "×")}, ("×",))
"""What stands behind a number that says how often; the first is put for the others."""

HOW_OFTEN: ByLanguage[dict[str, str]] = ByLanguage(
    {
        "fr": {},
        "en": {"once": "one x", "twice": "two x"},
    },
    {},
)

OPERATOR_WORDS = ByLanguage(
    {
        "fr": {"moins": "−", "plus": "+", "fois": "×", "sur": "÷", "x": "×"},
        "en": {"minus": "−", "plus": "+", "times": "×", "over": "÷", "by": "÷", "x": "×"},
    },
    {},
)
"""Words that may stand for the signs of a formula."""

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

ENDINGS = ByLanguage(
    {
        "fr": _listed(
            "e s es ee ees er ir ent ant ante ants antes aient ait ais ions iez ons ez ra r rs eux "
            "euse tion ation ations ateur ition ement ments ment if ive ifs ives le les al ale aux "
            "ales ien "
            "ienne iens iennes ique iques ite able ables is ise ises iste age ance ence "
            "iere ier ne nes"
        )
        | {""},
        "en": _listed(
            "s es ed d ing e er ers ion ions ation ations tion ment ments ive al ally ly y "
            "ies ied ity "
            "ness able ible ful ance ence ant ent ist ting ted ling led ning ned"
        )
        | {""},
    },
    frozenset({""}),
)
"""What may stand behind the root that two forms of one word share."""
