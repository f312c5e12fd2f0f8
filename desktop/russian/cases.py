"""The six cases of Russian, one enumeration for names, posts and terms."""

from enum import StrEnum


class Case(StrEnum):
    """A grammatical case; the value is the short English name used in stored overrides."""

    NOM = "nom"
    GEN = "gen"
    DAT = "dat"
    ACC = "acc"
    INS = "ins"
    LOC = "loc"


OBLIQUE = (Case.GEN, Case.DAT, Case.ACC, Case.INS, Case.LOC)
