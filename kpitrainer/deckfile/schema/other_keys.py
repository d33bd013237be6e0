"""What trainers write for our keys: in French, and as other programs call them."""

import unicodedata
from collections.abc import Collection, Mapping
from difflib import get_close_matches

_OTHERS: Mapping[str, str] = {
    # The file
    "deck": "paquet nom-du-paquet id",
    "title": "titre intitule nom name",
    "description": "resume presentation summary",
    "languages": "langue langues language lang langs",
    "level": "niveau difficulte difficulty",
    "optional": "facultatif optionnel",
    "after": "apres prerequis requires prerequisites",
    "cards": "carte cartes card questions fiches notes",
    "opposites": "contraires antonymes opposes",
    "lookalikes": "sosies ressemblances",
    "edition": "version revision millesime",
    "author": "auteur autrice auteurs authors par by",
    "licence": "license droits rights copyright",
    "homepage": "site adresse url lien link web page",
    # Cards
    "ask": "question questions demande enonce q prompt front recto ask_fr",
    "answer": "reponse reponses resultat solution r a response back verso bonne-reponse "
    "correct correct-answer right-answer right",
    "answers": "reponses bonnes-reponses bonnes justes correct-answers right-answers corrects "
    "solutions",
    "last": "dernier derniers derniere dernieres fin a-la-fin en-dernier end at-end fixed bottom",
    "claim": "affirmation enonce question ask statement assertion phrase",
    "text": "texte phrase enonce",
    "items": "elements element liste points reponses answers entries",
    "wrong": "faux fausse fausses fausses-reponses mauvaises mauvaises-reponses distracteurs "
    "options choix choices distractors erreurs erreur nom name id wrong-answers choose incorrect",
    "why": "pourquoi explication explications explanation commentaire feedback reason because "
    "raison note remarque",
    "mnemonic": "mnemo mnemotechnique memo astuce moyen-mnemotechnique",
    "tags": "etiquette etiquettes tag mots-cles mot-cle keywords labels theme themes",
    "source": "sources reference references ref",
    "aliases": "alias ancien-nom anciens-noms former-names",
    "sibling": "soeur frere jumelle siblings",
    "typed": "taper tape tapee saisie saisir type input",
    "reverse": "inverse envers reversed bidirectionnelle both-ways",
    "accept": "accepter acceptes acceptees variantes synonymes alternatives aussi also",
    "reject": "refuser refuses rejeter",
    "hint": "indice indices aide aides hints coup-de-pouce",
    "exact": "exacte exactement exactly strict strictement",
    "tolerance": "tolerances marge ecart precision margin",
    "any": "suffit suffisent combien minimum enough at-least any-of nombre",
    "ordered": "ordre ordonne ordonnee ordonnees order trie",
    "tests": "essais essai exemples test examples",
    "version": "revision",
    # Drills
    "given": "donnees variables valeurs donnes tirages values data inputs",
    "let": "calculs soit intermediaires",
    "where": "conditions condition contraintes si constraints if ou",
    "context": "contexte contextes contexts",
    "formula": "formule calcul calculation expression value valeur",
    "unit": "unite unites units",
    "decimals": "decimale decimales arrondi precision rounding decimal",
    "hints": "indice indices aide aides hint coup-de-pouce",
    "steps": "etape etapes step solution demarche corrige resolution",
    "mistakes": "erreur erreurs fautes pieges mistake errors wrong",
    "say": "dire message texte explication why text feedback pourquoi",
    "step": "etape ligne",
    "choose": "choix choisir options choices choice qcm wrong reponses",
    "right": "juste vrai bon correct bonne true si when",
    "parts": "parties partie questions part",
    "variants": "variantes variante",
    "variant": "variante nom name",
    "solve_for": "chercher trouver inconnue solve",
    "table": "tableau data donnees",
    "figure": "image picture graphique schema dessin chart graph graphic diagram",
    "kind": "genre sorte type",
    "value": "valeur formula formule",
    "label": "libelle etiquette nom name text texte",
    "total": "somme sum",
    "rows": "lignes ligne row",
    "columns": "colonnes colonne column cols",
    "heads": "titres entetes en-tetes head headers header",
    "head": "titre entete en-tete header heads",
    "cells": "cases cellules valeurs values cell",
    "names": "noms mots words labels libelles vocabulaire",
    "reading": "lecture sens",
    "with": "avec valeurs given donnees values",
    "signed": "signe",
    "name": "nom",
    "fr": "francais french fra",
    "en": "anglais english eng",
}

_MEANT: Mapping[str, tuple[str, ...]] = {
    other: tuple(key for key, names in _OTHERS.items() if other in names.split())
    for names in _OTHERS.values()
    for other in names.split()
}


def meant_key(written: str, known: Collection[str], there: Collection[str]) -> str:
    """Which of the `known` keys was most likely meant by `written`, or "".

    Of other names for a key those of one that is `there` already mean none.
    """
    plain = _plain(written)
    meant = [key for key in (*_MEANT.get(plain, ()), plain) if key in known]
    if meant:
        return next((key for key in meant if key not in there), "")
    return next(iter(get_close_matches(plain, known, 1)), "")


def _plain(written: str) -> str:
    """`written` in small letters, without accents, with hyphens for what parts words."""
    letters = unicodedata.normalize("NFKD", written[:80].casefold())
    kept = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return "-".join(kept.replace("_", " ").replace("-", " ").replace("’", " ").split())
