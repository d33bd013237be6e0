import pytest

from tests.typography import typography_faults

GOOD = {
    "fr": [
        "Quel est le NPS\u202f?",
        "«\u00a0Oui\u00a0»\u00a0: l’écart vaut −15,0\u00a0%\u202f; «\u00a0non\u00a0» aussi.",
        "({P} − {D}) ÷ {n} × 100 = {answer}",
        "{count}\u00a0%, 75,00\u00a0€, −{ecart} points…",
        "{file}:{line}\u00a0: écris `ask: '…'`.",
        "?",
        "Vraiment\u202f?!",
        "rendez-vous à 12:30, après-vente, peut-être 2-3 fois",
        "Cartes\u00a0:\n{list}",
    ],
    "en": [
        "What is the NPS?",
        "“Yes”: it’s −15.0%; 100% of {n}.",
        "Type `it's` or `a != b`.",
        "after-sales, 0-6, 3–5",
        "? help",
    ],
}
BAD = [
    ("fr", "Quel est le NPS ?"),
    ("fr", "Quel est le NPS?"),
    ("fr", "Quel est le NPS\u00a0?"),
    ("fr", "Bien ; mieux"),
    ("fr", "Réponse : oui"),
    ("fr", "Réponse: oui"),
    ("fr", "Réponse:"),
    ("fr", "« oui »"),
    ("fr", "«oui»"),
    ("fr", "“oui”"),
    ("fr", "l'écart"),
    ("fr", "12 %"),
    ("fr", "{n}%"),
    ("fr", "12 €"),
    ("fr", "A toi de jouer."),
    ("fr", "Attends..."),
    ("fr", "deux  espaces"),
    ("fr", "fin de ligne \nsuite"),
    ("fr", "Il vaut -15."),
    ("fr", "Il vaut -{ecart}."),
    ("fr", "bien - ou mal"),
    ("en", "What is the NPS ?"),
    ("en", "Answer : yes"),
    ("en", "Answer\u00a0: yes"),
    ("en", "«\u00a0yes\u00a0»"),
    ("en", "it's"),
    ("en", 'a "word"'),
    ("en", "12 %"),
    ("en", "{P} * {n}"),
    ("en", "{P} / {n}"),
    ("en", "{P} - {D}"),
    ("en", " leading"),
]


@pytest.mark.parametrize(
    ("language", "text"), [(language, text) for language, texts in GOOD.items() for text in texts]
)
def test_good_typography_passes(language: str, text: str) -> None:
    assert typography_faults(text, language) == []


@pytest.mark.parametrize(("language", "text"), BAD)
def test_bad_typography_is_found(language: str, text: str) -> None:
    assert typography_faults(text, language) != []


def test_a_fault_says_what_and_where() -> None:
    assert typography_faults("C'est bon.", "fr") == [
        'a straight apostrophe or quotation mark: …"C\'est bon."…'
    ]
