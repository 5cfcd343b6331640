"""The turns of phrase that touch a sum and say what it is of: a scheme, a cost, a contribution. `roles` weighs them."""

import re

_FUNDED = re.compile(r"(?<![a-z])(?:co-?)?finance[es]{0,2} a (?:la )?hauteur (?:de|d')[ \n]\Z")
"""So much is what a scheme is funded with, not a project."""
BUDGET_OF_WHO_APPLIES = re.compile(
    r"(?<![a-z])(?:associations?|structures?|organismes?|organisations?|ong|osc|ngos?)\b[^.;:\n]{0,20} "
    r"(?:doi(?:t|vent) avoir|devr(?:a|ont) avoir|ayant|ont|a|disposant|disposent?|doi(?:t|vent) disposer|with|must have|"
    r"having) (?:d'un |un |an? )?(?:annual )?budget(?: annuel)?\b[^.;:\n]{0,40}\Z"
)
""" "L'association doit avoir un budget compris entre": what it has, not what it gets."""
TO_A_SCHEME = re.compile(
    r"[ \n](?:a ce|au|a cet|a cette|to the|to this) (?:dispositif|programme|scheme|fonds|appel|initiative|fund|call)\b"
)
""" "3 M€ à ce dispositif" is what the scheme has."""
_FUNDS_A_SCHEME = re.compile(
    r"(?<![a-z])(?:dispositif|programme|fonds|appel(?: a (?:projets|candidatures))?|initiative|plan)\b"
    r"[^.;:\n]{0,40}[ \n](?:co-?)?finance[es]{0,2} (?:par [^.;:\n]{2,60})?a hauteur (?:de|d') ?\Z"
)
""" "Un fonds financé par l'État à hauteur de": the same."""
A_SCHEME_GIVES = re.compile(
    r"(?<![a-z])(?:facility|fund|programme|program|scheme|initiative|fonds|dispositif)\b[^.;:\n]{0,30} "
    r"(?:provides?|offers?|delivers?|apporte|apportera|offre|offrira) \Z"
)
""" "The facility will provide USD 2 million": the whole of it."""
_GIVEN_IN_A_YEAR = re.compile(
    r"(?<![a-z])(?:subventions|aides|dotations|grants|bourses)\b[^.;:\n]{0,30}"
    r"(?:accordees|attribuees|versees|distribuees|octroyees|awarded|given)"
    r"[^.;:\n]{0,12} (?:en|in|depuis|since) (?:19|20)\d\d"
    r"[^.;:\n]{0,40}\Z"
)
"""What was given to all, in a year that is past."""
_GIVEN_SINCE = re.compile(
    r"(?<![a-z])(?:since|depuis)\b[^.;:\n]{0,60} (?:awarded|given|granted|distributed|invested|accorde|attribue|verse|"
    r"distribue|octroye|investi|mobilise)[es]{0,2} (?:more than |over |plus de |pres de |some |quelque )?\Z"
)
""" "Since its founding, it has awarded more than": the same."""
WITH_A_BUDGET = re.compile(
    r"(?<![a-z])projects? (?:with|having) (?:an? )?(?:total )?budgets? "
    r"(?:of |between |from |ranging |exceeding |up to ){1,3}\Z"
)
""" "Projects with budgets of up to": what they cost."""
FOR_SO_MANY = re.compile(
    r" (?:in|of|de|d'|en) (?:grants?|funding|support|financements?|subventions?|aides?|soutien)[^.;:\n]{0,16}"
    r" (?:for|to|pour|a) (?:\d{2,4}|plus de|more than) ?\d{0,4} ?[a-z]{4}"
)
""" "6 M$ in funding for 90 projects": what they share."""
SHARED_OUT = re.compile(
    r"[^.;:\n]{0,40} (?:will be|are to be|sera|seront) (?:distributed|shared out|split|repartie?s?|distribuee?s?)\b"
)
""" "EUR 100 000 … will be distributed": what all share."""
TO_THE_WINNER = re.compile(
    r"[ \n](?:ht |ttc )?(?:pour|for|a|to) (?:le |la |les |the |chaque |each )?(?:[a-z]{1,10} )?"
    r"(?:laureat|laureate|gagnant|vainqueur|winner|premier prix|mention speciale|special mention)"
)
"""The sum goes to who wins."""
BUDGET_OF_A_CALL = re.compile(
    r"(?<![a-z])(?:budget|montant|enveloppe|envelope)(?: [a-z0-9]{2,14}){0,3} "
    r"(?:de (?:l'|cet )(?:appel|ami|edition)|du (?:fonds|dispositif|programme)|of (?:the|this) call|de la convocatoria)"
    r"[^.;:\n]{0,30}:? ?\Z"
)
"""A budget named after its call, whatever adjectives stand between."""
SO_MANY_OF = re.compile(r"(?<![\d.,])\d{1,3} (?:aides|subventions|bourses|grants|dotations|awards) (?:de|d'|of)[ \n]\Z")
""" "20 aides de 5 000 €": each gets so much."""
A_HEAD = re.compile(r"[ \n](?:ht |ttc )?(?:par|per) (?:participant|personne|stagiaire|inscrit|delegue|person|delegate)")
"""A cost a head is paid by those who come."""
CONTRIBUTION = re.compile(r"(?<![a-z])(?:participation|contribution)(?: financiere)?(?: d'un montant)? (?:de|of)[ \n]\Z")
"""With ASKED after the sum, what somebody pays to take part."""
ASKED = re.compile(
    r"[^.;:\n]{0,24} (?:est|sera|sont|seront|is|will be) (?:demande|exige|requis|due|required|requested|asked|charged)"
)
OF_IT = re.compile(
    r"[ \n](?:ht |ttc )?(?:de |d'|of |in |en )"
    r"(?:subventions?|aides?|depenses|travaux|pret|prets|grants?|soutien|dotation|prizes?|prize money|prix)\b"
)
"""The sum's own noun, just after it: "25 000 € de subvention"."""
NAMES_A_FUND = re.compile(
    r"(?: (?!from|of|to|for|under|by|in|per|the|an?|and|or|at|with|will|is|are|was|on|if|each|through|over|"
    r"de|du|des|le|la|les|pour|par|sur|au|aux|et|ou|en|dans|est|sont|sera)"
    r"[a-z-]{2,14}\b){0,4}"
    r" (?:fund|facility|envelope|programme|program|budget|initiative|scheme)\b"
)
""" "A USD 10 million pilot programme": the sum is the scheme's size."""
OVER_YEARS = re.compile(r" ?(?:sur|over|pour) (?:la periode )?(?:20\d\d ?-|\w{1,8} ans\b|\w{1,8} years\b)")
"""A sum over several years."""
IN_ANOTHER_FORM = re.compile(r" (?:en|in) (?!cours|faveur|total|tout|moyenne)[a-z]")
""" "5 000 € en nature": what follows is given otherwise."""
SUM_OF_A_COST = re.compile(
    r"(?<![a-z])(?:depenses?|couts?|budget|assiette|costs?)(?: (?:eligibles?|total|totale|subventionnables?|ht|ttc)){0,3}"
    r"(?: plafonnee?s? a| limitee?s? a| d'un montant(?: maximum| maximal)? de| de| of)[ \n]\Z"
)
"""The sum touches the cost it bounds: no share stands between."""
CAPPED_COSTS = re.compile(
    r"(?<![a-z])(?:depenses|couts)(?: [a-z]{3,16}){0,3} (?:plafonnees|plafonnes|limitees|limites) a[ \n]\Z"
)
""" "50 % des dépenses plafonnées à": it is the expenses that are capped."""
AFTER_A_SHARE = re.compile(r"%[^.;\n]{0,110}\Z")
"""What caps a share of a cost is the aid."""
BUDGET_OF_A_PROJECT = re.compile(
    r"(?<![a-z])(?:projets?|projects?|actions?|operations?)\b[^.;:\n]{0,50}"
    r"(?:budget (?:total|global)|montant (?:total|global)|total budget|overall budget)"
)
"""A whole budget whose project is named just before."""
WHOLE_BUDGET = re.compile(
    r"(?<![a-z])(?:(?:budget|montant) (?:total|global)|(?:total|overall) budget)\b"
    r"(?! (?:de l'appel|de l'ami|du fonds|du programme|of the call|for th|disponible|available|alloue))"
    r"(?:(?!plus de|more than|over )[^.;\n]){0,60}\Z"
)
"""Said with a least, or from so much to so much, a whole budget is a project's: a call has one envelope."""
STATED = re.compile(r"(?:: ?|(?:fixee? a|est de|sera de|s'eleve a|is|is set at|will be) )\Z")
"""A label's colon or a verb: the bound may stand further, in the subject ("le seuil minimal d'aide par projet est de")."""
FOR = re.compile(r"(?:€|euros?|eur)[ \n]pour (?:les |des |la |le |l'|un |une )?\Z")
"""A sum for a purpose."""
SHARE_OF = re.compile(
    r"(?:%|pour ?cent|per ?cent)[ \n]{0,2}(?:(?:du|des|de|d'|of|the|la|le|l'|maximum|max)[ \n]{0,2}){0,3}\Z"
)
"""A share just before the word of cost: the cost is its base."""


def funds_a_scheme(before: str, *, large: bool) -> bool:
    """So much is what a scheme is funded with; a `large` sum needs no name of a scheme."""
    if "hauteur" not in before:
        return False
    return _FUNDS_A_SCHEME.search(before) is not None or (large and _FUNDED.search(before) is not None)


def given_before(before: str) -> bool:
    """What was given to all, in a year that is past or since a day."""
    if ("19" in before or "20" in before) and _GIVEN_IN_A_YEAR.search(before):
        return True
    return ("since" in before or "depuis" in before) and _GIVEN_SINCE.search(before) is not None
