"""What a source says of where its call stands: closed, to come, open, permanent, withdrawn. Dates are read elsewhere."""

import re

from model.codes import Status
from model.evidence import Evidence, Reading
from pipelines.reading.document import Document
from pipelines.reading.lexicon import Cue, Lexicon
from pipelines.reading.view import View, view

_TERMS: dict[Status, str] = {
    Status.WITHDRAWN: """
        annule|annulee|annules|annulees|appel annule|appel a projets annule|appel a projets est annule|
        est annule|est annulee|a ete annule|a ete annulee|annulation de l appel|appel retire|est retire|
        a ete retire|sans suite|
        est abandonne|est abandonnee|a ete abandonne|a ete abandonnee|declare infructueux|est suspendu|
        a ete suspendu|cancelled|canceled|
        has been withdrawn|withdrawn|call cancelled|cancelada|cancelado|suspendida|sin efecto
    """,
    Status.CLOSED: """
        no more open calls|no more calls|no further calls|not planning any more open calls|
        not planning any more calls|
        funds have been committed|funding has been committed|fully committed|enveloppe epuisee|credits epuises|
        fonds epuises|enveloppe est epuisee|credits sont epuises|plus mobilisable|plus accessible|plus actif|
        plus active|plus propose|plus proposee|n est plus actif|
        s est acheve|s est achevee|s est termine|s est terminee|a pris fin|ont pris fin|has ended|have ended|
        s est cloture|s est cloturee|se sont clotures|date limite depassee|delai depasse|date depassee|
        en cours d instruction|en cours d evaluation|en cours d examen|deadline passed|deadline has passed|
        pas d appel en cours|aucun appel en cours|pas d appel a projets en cours|aucun appel a projets en cours|
        pas d appel a candidatures en cours|aucune session en cours|no open calls|no current calls|no calls open|
        no calls are currently open|no open call|cloture|cloturee|clotures|cloturees|clos|close|closes|
        est clos|est close|sont closes|sont clos|est termine|est terminee|sont terminees|termine|terminee|
        est ferme|est fermee|sont fermees|ferme|fermee|n est plus disponible|plus disponible|plus ouvert|
        plus ouverte|n est plus ouvert|n est plus possible|appel passe|expire|expiree|archive|archivee|
        dispositif archive|candidatures fermees|inscriptions fermees|appel a projets clos|closed|is closed|
        are closed|now closed|has closed|has now closed|has expired|expired|no longer available|no longer open|
        no longer accepting|applications closed|submissions closed|cerrada|cerrado|convocatoria cerrada|
        est arrive a echeance|est arrivee a echeance|n accepte plus|n acceptons plus|no longer accepted|
        no longer being accepted|est acheve|est achevee|sont achevees|window has closed|window has now closed|
        window has now shut|has now shut|credits sont consommes|credits consommes|enveloppe consommee|
        plazo cerrado|finalizada|encerrado|encerrada|encerradas|vencida
    """,
    Status.UPCOMING: """
        en cours de publication|en cours de finalisation|en cours de preparation|en cours d elaboration|
        pre annonce|preannonce|ouverture des candidatures est prevue|ouverture de l appel est prevue|
        ouverture du guichet est prevue|ouverture des depots est prevue|l ouverture est prevue|sous peu|
        en attente d ouverture|en attente|pas encore disponible|pas encore ouvert|pas encore ouverte|
        pas encore ouverts|pas encore ouvertes|pas encore lance|not open yet|opens soon|opens on|prochainement|
        a venir|bientot|ouverture prochaine|ouvrira prochainement|sera lance prochainement|sera ouvert|sera lance|
        sera publie|seront ouvertes|en preparation|a paraitre|ouvrira|ouverture prevue|lancement prevu|upcoming|
        forthcoming|coming soon|will open|will be launched|will be published|to be launched|planned|not yet open|
        opening soon|launching soon|expected to open|proximamente|proxima apertura|proxima convocatoria|em breve|
        brevemente|sera publicada|se abrira
    """,
    Status.PERMANENT: """
        sans echeance|dispositif perenne|sans limite de date|
        a tout moment de l annee|a n importe quel moment|at any time|any time|pas de date limite de depot|
        il n y a pas de date limite|in continuous|all year round|ongoing basis|en permanence|depot permanent|
        depot en continu|year round|accepted all year|accepted at any time|a tout moment|au fil de l eau|
        permanent|permanente|appel permanent|en continu|toute l annee|tout au long de l annee|sans date limite|
        pas de date limite|aucune date limite|sans date de cloture|guichet permanent|jusqu a epuisement|
        rolling basis|rolling|no deadline|no deadlines|ongoing opportunity|ongoing|open ended|open all year|
        continuously open|no closing date|sin fecha de cierre|no tiene fecha de cierre|convocatoria permanente|
        fluxo continuo|sem data limite
    """,
    Status.OPEN: """
        vous pouvez deposer|are being accepted|being accepted|we are accepting|
        est lance|est lancee|sont lances|vient d ouvrir|viennent d ouvrir|est en ligne|now live|has launched|
        has been launched|candidatez des maintenant|postulez des maintenant|apply now|deposez votre dossier|
        candidatez|postulez|opened|ouverte jusqu au|en cours|ouvert|ouverte|ouverts|ouvertes|est ouvert|
        sont ouvertes|appel ouvert|candidatures ouvertes|open|is open|now open|are open|open for submission|
        open for applications|currently open|abierta|abierto|abiertas|convocatoria abierta|aberto|aberta|
        abertas|em curso|in progress|accepting applications|now accepting applications
    """,
}
_WORDS: Lexicon[Status] = Lexicon.of_blocks(_TERMS)
_SUBJECT = re.compile(
    r"\b(?:appels?|aap|ami|demandes?|requetes?|sollicite[rz]?|candidatures?|depots?|dossiers?|inscriptions?|soumissions?|aides?|dispositif|campagne|session|guichet|"
    r"calls?|applications?|submissions?|proposals?|opportunit|programme|fund|scheme|grant|funding|expressions? of interest|"
    r"convocatoria|solicitudes|plazo|inscricoes|candidaturas|edital|chamada)"
)
_OTHER_EDITION = re.compile(
    r"\b(?:edition|session|annee|campagne|vague|appel) (?:precedente?|20\d\d|passee)"
    r"|\b(?:previous|last|past) (?:call|edition|round|year)"
    r"|\bl'an (?:dernier|passe)\b|\bpremiere (?:session|vague)\b"
)
_WAS = re.compile(r"\b(?:a ete|ont ete|etait|etaient|avait ete|avaient ete|was|were|had been) \Z")
_BETWEEN = re.compile(r",? (?:du \d|entre le|jusqu'|from (?:the )?\d|between|until|till|from [a-z]{3,9} \d)")
""" "A été ouvert du 30 mars au 3 juillet" is over; "a été ouvert le 30 mars" may not be."""
_NOT = re.compile(r"\b(?:n'est pas|ne sont pas|pas encore|not|non) (?:encore )?\Z")
_TRAPPED = re.compile(
    r"\b(?:huis|tout|reunion|seance|debat|liste|session|travaux|chantier|"
    r"(?<!appel a )(?<!appels a )projets?|developpement|emploi|contrat|"
    r"comptes?|exercice) \Z"
    r"|\bdate(?:s)? de \Z|\bannees? \Z"
)
_OPEN_TO = re.compile(
    r" (?:aux (?!candidat|depot|inscription|soumission)|a tou|a tous|to (?:all|any|non)|sur|a la|a l'|access|source|"
    r"data|space)"
)
"""Open to somebody, or an open something: not that the call is open now."""
LIMIT = 200
"""Words of status that are weighed."""
AROUND = 160
"""Characters on each side of a word in which its subject is looked for."""
FIELD = 90
"""Under this many characters a text, or a line, is a label: its one word says the status."""


def read_status(document: Document) -> Reading[Status] | None:
    """The status stated in words, with its sentence; None when none is. A sentence about an earlier edition is no statement.

    Confidence is high for a label ("Clôturé") and for a sentence whose subject is the call.
    """
    best: Reading[Status] | None = None
    for place, text in document.places:
        seen = view(text)
        for cue in _WORDS.find(seen)[:LIMIT]:
            reading = _weigh(seen, cue, place)
            if reading is not None and (best is None or reading.confidence > best.confidence):
                best = reading
    return best


def _weigh(seen: View, cue: Cue[Status], place: str) -> Reading[Status] | None:
    first, last = seen.sentence(cue.start, cue.end)
    first, last = max(first, cue.start - AROUND), min(last, cue.end + AROUND)
    before, sentence = seen.folded[first : cue.start], seen.folded[first:last]
    if _TRAPPED.search(before) or _NOT.search(before) or _is_plan(seen, cue):
        return None
    if cue.kind is Status.OPEN and _WAS.search(before) and _BETWEEN.match(seen.folded, cue.end):
        cue = cue._replace(kind=Status.CLOSED)
    confidence = _confidence(cue, sentence, before, seen.folded[cue.end : last], len(seen.text))
    if confidence == 0:
        return None
    return Reading(cue.kind, Evidence(seen.text[first:last], first, last, place), confidence)


_TO_COME = re.compile(r" (?:on|at|by|le) ")
_LAST_TERM = re.compile(r" (?:ultimo|per|di|e |previsto|utile)")
""" "Termine ultimo" is Italian for a last day, and no call that is over."""


def _is_plan(seen: View, cue: Cue[Status]) -> bool:
    """The noun "clôture" and "close on": they announce a date, not a state."""
    word = seen.text[cue.start : cue.end].lower()
    if word == "termine":
        return _LAST_TERM.match(seen.folded, cue.end) is not None or seen.folded.endswith("il ", 0, cue.start)
    return word == "clôture" or (word in ("close", "cloture") and _TO_COME.match(seen.folded, cue.end) is not None)


def _confidence(cue: Cue[Status], sentence: str, before: str, after: str, length: int) -> float:
    alone = len(sentence) <= cue.end - cue.start + 4
    if alone and length <= FIELD:
        return 0.95
    subject = _SUBJECT.search(before[-90:]) is not None
    other = _OTHER_EDITION.search(sentence) is not None and length > FIELD * 3
    if cue.kind in (Status.CLOSED, Status.WITHDRAWN):
        return 0.0 if other else 0.9 if subject else 0.85 if alone else 0.8 if length <= FIELD else 0.0
    if cue.kind is Status.OPEN:
        bounded = _OPEN_TO.match(after) is not None
        return 0.0 if bounded else 0.6 if subject or alone else 0.5 if length <= FIELD else 0.0
    if cue.kind is Status.PERMANENT:
        return 0.88 if subject or alone else 0.75 if _SUBJECT.search(sentence) else 0.7 if length <= FIELD else 0.0
    return 0.82 if subject or alone else 0.7 if length <= FIELD else 0.0
