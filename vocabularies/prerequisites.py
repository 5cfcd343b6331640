"""The lines of the checklist of a call, in French. What a call asks for is read elsewhere."""

from model.condition import Prerequisite

_NAMES = {
    Prerequisite.DELIBERATION: "Délibération de l’assemblée",
    Prerequisite.CONVENTION: "Convention signée avec le partenaire",
    Prerequisite.PARTNER_LETTER: "Lettre d’engagement du partenaire",
    Prerequisite.AID_DECLARATION: "Déclaration d’aide publique au développement à jour",
    Prerequisite.PAST_REPORTS: "Comptes rendus des projets précédents remis",
    Prerequisite.OWN_SHARE: "Part minimale d’autofinancement",
    Prerequisite.EMBASSY_OPINION: "Avis de l’ambassade",
    Prerequisite.REGISTRATION: "Inscription ou numéro préalable",
    Prerequisite.SENIORITY: "Ancienneté minimale de la structure",
    Prerequisite.NO_EARLY_START: "Rien de commencé avant le dépôt",
}


def name(code: str) -> str:
    """The line to show for a prerequisite's code; ValueError for an unknown one."""
    return _NAMES[Prerequisite(code)]
