"""The turns of phrase that touch a date and settle what it is for. The words around it are weighed in `roles`."""

import re

OF_THE_YEAR = re.compile(r"[ \n](?:de l'annee|of the year)\b(?! \d| civile \d| en cours| suiva| preced)")
""" "Le 15 février de l'année" comes back every year."""
CALL_ANNOUNCED = re.compile(
    r"(?<![a-z])(?:appels?|calls?|ami|convocatoria|edital)\b[^.;:\n]{0,60}(?:announced|published|annoncee?|publiee?|publicad[oa])"
    r" (?:from|du|del|de)? ?(?:the )?\Z"
)
"""The window of a call follows its announcement: "has been announced from … until"."""
GENITIVE = re.compile(r"(?<![a-z])(?:de|du mois de|d'|of) ?\Z")
"""A month that names a session: "la session d'avril"."""
TAKEN_UNTIL = re.compile(
    r"(?:rolling basis|fil de l'eau|en continu|continuously)[ ,]{1,2}(?:et )?"
    r"(?:until|till|through|jusqu'au|jusqu'a) (?:the |le )?\Z"
)
""" "Assessed on a rolling basis until": answers are taken until then, whatever is done with them."""
_ONE_CLAUSE = r"(?:(?! et | mais | puis | ou | and | but | or | unless | except )[a-z' ])"
_AVANT = r"(?:avant|antes d[eo]l?)(?: le| la)? ?\Z"
_BEFORE = r"before(?: the)? ?\Z"
NOT_BEFORE = re.compile(
    r"(?<![a-z])(?:pas|point|not) (?:avant|before|antes d[eo]l?)(?: le| la| the)? ?\Z"
    r"|(?<![a-z])(?:aucune?|nulle?|ningun[ao]?|nenhuma?) (?!qui)[a-z' ]{3,50} (?:ne |n'|no |nao |sera |seran? |serao )"
    rf"{_ONE_CLAUSE}{{0,60}}{_AVANT}"
    rf"|(?<![a-z])(?:nul|personne) ne {_ONE_CLAUSE}{{2,80}}{_AVANT}"
    r"|(?<!qui )(?<!qu'il )(?<!qu'ils )(?<!s'il )(?<!s'ils )(?<![a-z])"
    rf"(?:ne |n')(?!oubli|attend|hesit|manqu|tard|omet){_ONE_CLAUSE}{{2,40}} pas {_ONE_CLAUSE}{{0,60}}{_AVANT}"
    r"|(?<![a-z])no (?:applications?|proposals?|requests?|submissions?|entries|projects?|bids?|files?) (?!that|which)"
    rf"{_ONE_CLAUSE}{{2,60}}{_BEFORE}"
    r"|(?<!that )(?<!which )(?<!who )(?<!if )(?<![a-z])(?:cannot|can not|may not|will not|must not|do not|does not|"
    rf"should not|won't|can't) (?!forget|miss|wait|delay|hesitat|leave){_ONE_CLAUSE}{{2,60}}{_BEFORE}"
    rf"|(?<![a-z])no se (?:admit|acept|recib){_ONE_CLAUSE}{{2,50}}{_AVANT}"
)
""" "Aucune demande n'est reçue avant le": the first day. "Les dossiers non reçus avant le" is the last."""
ASKED_FOR = re.compile(
    r"(?<![a-z])(?:peut|peuvent|pourra|pourront|can|may|could) (?:demander|solliciter|request|ask for|claim|apply for) "
    r"(?!des? (?:info|renseign|precis|conseil)|une? (?:rendez|avis|conseil|entretien|acces)|"
    r"an? (?:appoint|meeting)|info|advice)"
    r"[^.;:\n]{2,100}\Z"
)
""" "Elles peuvent demander jusqu'à 20 000 euros, avant le": what is asked for is money, not news."""
_READ_OVER = re.compile(
    r"(?<![a-z])(?:relit|relisent|relira|reliront|relectures?|proofreads?|"
    r"(?:reviews?|comments? on|feedback on) (?:your |the )?drafts?)\b[^.,;:\n]{0,80}\Z"
)
TERM_OF_A_CONTRACT = re.compile(
    r"(?<![a-z])(?:convention|contrat|accord|mandat|bail|partenariat|marche|duree|agreement|contract|mandate)\b[^.;:\n]{0,120}\Z"
)
""" "Une convention de trois ans avec une échéance au": the last day of a contract."""
CONTRACT_ENDS = re.compile(
    r"(?<![a-z])(?:convention|contrat|accord|mandat|bail|agreement|contract)\b[^.,;:\n]{0,30} "
    r"(?:prend(?:ra)? fin|expire(?:ra)?|s'acheve(?:ra)?|se termine(?:ra)?|ends|will end|expires) (?:le |on )?\Z"
)
""" "La convention prendra fin le": the same, with its verb."""
TO_ANSWER = re.compile(r"[\s,]{0,2}(?:pour|afin de|to|para) (?:vous |leur )?(?=[a-z]{4})")
"""What is bounded follows: "avant le 5 mai pour candidater"."""
PURPOSE = re.compile(
    r"[\s,(\-]{0,4}(?:(?:pour|for) (?:un|une|des|les|le|la|l'|leurs?|votre|tout|toute|projects?|the|a)\b|en vue)"
)
"""Why the date is: "avant le 7 mai pour une présentation en commission"."""
LABELLING = re.compile(
    r"(?:stage|phase|etape|step)s? ?(?:\d|one|two|i{1,3})? ?\Z|"
    r"[:=|>]\s{0,3}(?:le |the |au |du )?\"?\Z|^\s{0,3}(?:le |on )?\Z|\b(?:le|the|on|au|is|est) ?(?:the |le )?\Z|\d\Z|[a-z]\Z"
)
"""What stands between a label on the left and its date."""
LABELLED_AFTER = re.compile(r"[\s)]{0,3}(?:[:,(\-|>]|est|is|sont|marque|ont ete|a ete|s'ouvr|ouvr)")
"""What stands between a date and its label on the right."""
SESSION = re.compile(
    r"\b(?:sessions|dates? (?:de|des) sessions?|releves)(?: (?:en )?20\d\d| par an)? ?: ?\Z"
    r"|\b(?:(?:session|vague|releve|round|fenetre|window|tour|campagne)(?: de depot)? ?(?:n ?[°o]? ?)?"
    r"(?:\d|i{1,3}\b|d'automne|de printemps|d'ete|d'hiver|automne|printemps)"
    r"|(?:1re|1ere|premiere|2e|2eme|2nde|deuxieme|seconde|3e|3eme|troisieme|first|second|third|1st|2nd|3rd)"
    r" (?:session|vague|releve|round|fenetre|window))(?: 20\d\d)? ?[:\-] ?(?:le )?\Z"
)
"""The label of one of several sessions: "Session 2 : 15 mai"."""
STAGE_LABEL = re.compile(
    r"(?:^|[\n.;•|*-] ?)(?:les |the )?(?:notes? (?:succincte|conceptuelle|de concept|d'intention)s?|concept notes?|"
    r"letters? of (?:intent|interest)|lettres? d'in(?:tention|teret)|pre-?propos(?:al|ition)s?|expressions? of interest|"
    r"manifestations? d'in(?:tention|teret))(?: (?:de|d'|des|of|stage)? ?[a-z]{3,14}){0,2} ?: ?(?:le )?\Z"
)
"""The paper of a first stage as the label of its date: "Note succincte : 14 avril"."""
LAUNCHED = re.compile(r"(?<![a-z])(?:a|ont|has|have) (?:lance|ouvert|launched|opened),? ?(?:le |on )?\Z")
"""With A_CALL after the date, the opening of that call."""
A_CALL = re.compile(
    r",? (?:un|une|son|sa|le|la|l'|leur|the|an?|its) ?(?:[a-z0-9]{2,12} ){0,2}(?:appel|ami|call|edition|campagne)\b"
)
""" "A lancé, le 18 janvier, un nouvel appel": the opening of that call."""
DUE = re.compile(r"(?<![a-z])due(?: on| by)?(?: the)? ?\Z")
"""An answer is due."""


def is_read_over(before: str) -> bool:
    """A draft sent to be read over is no answer: "l'association relit les projets envoyés avant le"."""
    return any(stem in before for stem in ("reli", "relec", "proofread", "draft")) and _READ_OVER.search(before) is not None
