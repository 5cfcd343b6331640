"""Who may answer a call and who may not: kinds of applicants, each with its sentence. Partners and targets are not applicants."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from model.evidence import Reading
from pipelines.reading.document import Document
from pipelines.reading.view import View, view
from pipelines.reading.vocabulary import evidence, hits
from vocabularies import programmes
from vocabularies.recogniser import Hit

_SHORT, _SECTION = 400, 1500
_NEAR, _FAR = 160, 320

_SAID_BEFORE = re.compile(
    r"\b(?:s'adressent? (?:en priorite |exclusivement |notamment |uniquement |principalement )?(?:a|aux)|adressee?s? (?:a|aux)|destinee?s? (?:a|aux)"
    r"|a (?:destination|l'intention|l'attention) (?:de|des|du)|ouverte?s? (?:a|aux)|reservee?s? (?:a|aux)|accessibles? (?:a|aux)|concernent? les"
    r"|(?:porteurs?|candidats?|structures?|organismes?|beneficiaires?|demandeurs?|publics?|acteurs?|entites?|organisations?) (?:de projets? )?(?:eligibles?|vise[se]*s?|concerne[se]*s?|cibles?|admissibles?)"
    r"|beneficiaires?|destinataires?|demandeurs?|public (?:vise|cible|concerne)|porteurs? de projets?|qui peut|peuvent (?:candidater|deposer|repondre|beneficier|participer|presenter|solliciter|etre)"
    r"|porte(?:e?s?)? (?:conjointement |obligatoirement )?par|depose(?:e?s?)? par|presente(?:e?s?)? par|sont eligibles|est eligible|eligibles? ?:|candidature(?:s)? (?:de|des) "
    r"|(?:candidat|demandeur|porteur|chef de file|beneficiaire)(?: principal| du projet)? doit etre|doivent etre (?:une?|des)"
    r"|eligible (?:applicants?|entities|organi[sz]ations?|beneficiaries|bodies|participants)|applicants? (?:must|should|shall|may|can|are|include)|(?:open|addressed|available|restricted|targeted|limited) (?:only )?(?:to|at)"
    r"|who can apply|who may apply|can be submitted by|submitted by|lead applicants?|must be (?:an? |one of )|be (?:an? )|beneficiaries|target (?:groups?|applicants)|aimed at|led by|implemented by|calls? (?:for|on) (?:local|cities|municipalities)|eligibility ?:"
    r"|dirigid[oa]s? a|destinad[oa]s? a|podran? (?:participar|presentar)|solicitantes?|beneficiarios|poderao candidatar|candidatos)\b"
)
_SAID_AFTER = re.compile(
    r"\b(?:(?:sont|est|seront|sera) (?:donc |egalement |aussi |seules? )?(?:eligibles?|invitee?s? a|admissibles?|autorisee?s? a|concernee?s?|beneficiaires?)"
    r"|(?:peuvent|peut|pourront|pourra) (?:aussi |egalement |donc )?(?:candidater|deposer|repondre|beneficier|participer|presenter|solliciter|etre (?:candidat|porteur|chef|beneficiaire|eligible|demandeur|lead))"
    r"|(?:may|can) (?:also )?(?:apply|submit|participate|be (?:lead )?applicant)|(?:are|is) (?:also )?(?:eligible|invited|welcome)|must (?:be the )?(?:apply|lead)|doivent (?:deposer|etre porteu)|devra (?:deposer|porter)|podran? (?:participar|presentar))\b"
)
_REFUSED_BEFORE = re.compile(
    r"\b(?:ne (?:s'adresse|s'adressent|concerne|concernent) pas (?:a|aux|les)?|ne (?:sont|seront|sera) (?:pas|plus) (?:eligibles?|admissibles?|ouverte?s? aux)|n'est (?:pas|plus) (?:eligible|ouverte?)|non[- ]eligibles?|ineligibles?"
    r"|a l'exclusion|a l'exception|sont exclu(?:s|es)|exclu(?:s|es|ant)?|sauf|hors|ne peuvent (?:pas|plus|ni)|excluding|except(?:ing)?|not (?:open|available|eligible)|not be|other than|autres? que|ineligible applicants?|are not eligible|with the exception)\b"
)
_REFUSED_AFTER = re.compile(
    r"\b(?:(?:ne|n') ?(?:sont|seront|sera|est|peuvent|peut|pourront|pourra)(?: donc| en aucun cas)? (?:pas|plus|ni)?(?: etre| directement)? ?(?:eligibles?|admissibles?|candidater|deposer|repondre|beneficier|participer|concernee?s?|porteurs?|chefs?|presenter|solliciter)"
    r"|(?:sont|est) (?:exclus?e?s?|ineligibles?|non[- ]eligibles?)|non[- ]eligibles?|(?:are|is) (?:not eligible|excluded|ineligible|not (?:allowed|permitted))|(?:may|can|shall) ?not (?:apply|be|submit|participate)|no son elegibles|nao sao elegiveis)\b"
)
# Sentences about money, partners or those a project helps: kinds named there are no applicants.
_NOT_APPLICANTS = re.compile(
    r"\b(?:en (?:partenariat|lien|collaboration|association|concertation|cooperation|relation|cofinancement) avec|avec (?:une?|des|les|leurs?|d'autres|l'appui|le soutien)(?: \w+)? ?(?:$|partenaires?|locales?)"
    r"|partenaires? (?:\w+ )?(?:etrangere?s?|locaux|locales|du sud|publics?|prives?)|au (?:profit|benefice|service) (?:de|des|d'une?|du)|pour le compte (?:de|des|d'une?)|aupres (?:de|des|d'une?)|appuyer|accompagner|renforcer|impliqu\w+|associ(?:er|ant)|mobilis\w+"
    r"|capacites? (?:de|des)|par (?:l'intermediaire|le biais) (?:de|des|d'une?)|finance(?:e?s?)? par|cofinance(?:e?s?)? par|soutenu(?:e?s?)? par|lance(?:e?s?)? par|propose(?:e?s?)? par|membres? (?:de|des|du|d'une?)|situe(?:e?s?)? (?:dans|sur)|subvention(?:s)? (?:de|des|d'une?)"
    r"|beneficiaires? (?:finaux|indirects|ultimes)|cooperation with|partnership with|together with|in collaboration with|on behalf of|capacit(?:y|ies) of|support(?:ing)? (?:to )?|involv\w+|strengthen\w*|final beneficiaries|funded by|co-funded by|such as)(?: \w+){0,3} ?$"
)
_GATHERING = re.compile(
    r"\b(?:regroup\w+|reuniss\w+|federant|rassembl\w+|composees? (?:de|d'|majoritairement)|constituees? (?:de|d')|gathering|bringing together|made up of)\b[^.;:]{0,80}$"
)
_OF_A_PLACE = re.compile(
    r"\b(?:de la|de l'|de leur|dans la|dans le|dans leur|dans l'|du|en|cette|ce|cet|leur|sa|son|meme|votre|a la|au|sur la|sur le|chaque|une meme|of the|in the|within the|same) ?$"
)
_SECTION_TITLE = re.compile(
    r"^[ \W\dIVXivx.]{0,8}(?:qui peut|pour qui|a qui|beneficiaires?|destinataires?|porteurs?|candidats?|demandeurs?|structures? eligibles?|public|eligibilite des (?:porteurs|candidats|demandeurs|structures)"
    r"|eligible (?:applicants?|entities|organi[sz]ations?)|who (?:can|may) apply|applicants?|eligibility|organismes? eligibles?|types? de (?:porteurs?|beneficiaires?|structures?)|conditions? d'eligibilite|criteres? d'eligibilite|eligibles?|acteurs? eligibles?)\b"
)
_PARENTHESIS = re.compile(r"[^()\n]{0,30}[(:]")
_ONE_OF_MANY = frozenset({"commune", "region", "departement", "etat", "etablissement_public", "epci"})
_LOCAL = frozenset({"commune", "epci", "departement", "region", "collectivite_outre_mer"})


@dataclass(frozen=True, slots=True)
class _Applicant:
    code: str
    refused: bool
    confidence: float
    place: str
    start: int
    end: int


def read_applicants(document: Document) -> tuple[tuple[Reading[str], ...], tuple[Reading[str], ...]]:
    """(may answer, may not), in the order of the document.

    What a sentence on applicants says comes first; a text too short to have such a sentence is taken as a list; a
    programme's own rule holds, less surely, when the call says nothing.
    """
    texts = dict(document.places)
    found = [one for place, text in texts.items() for one in _said(place, text)]
    if not any(not one.refused for one in found):
        found += list(_listed(texts)) or list(_of_programme(texts))
    refused = {one.code for one in found if one.refused}
    kept = [one for one in found if not one.refused and one.code not in refused]
    return _readings(texts, kept), _readings(texts, (one for one in found if one.refused))


def _said(place: str, text: str) -> Iterator[_Applicant]:
    seen, sections = view(text), _sections(text)
    for hit in _applicants(text):
        first, last = seen.sentence(hit.start, hit.end)
        before = seen.folded[max(first, hit.start - _FAR) : hit.start]
        after = seen.folded[hit.end : min(last, hit.end + _FAR)]
        in_section = any(start <= hit.start < end for start, end in sections)
        verdict = _verdict(before, after, in_section)
        if verdict is not None:
            confidence = 0.9 if not in_section or _SAID_BEFORE.search(before) else 0.8
            yield _Applicant(_code(seen, hit, before), verdict, confidence, place, hit.start, hit.end)


def _verdict(before: str, after: str, in_section: bool) -> bool | None:
    """True: refused; False: may answer; None: the sentence does not speak of applicants."""
    if _NOT_APPLICANTS.search(before[-_NEAR:]):
        return None
    said, refused = _last(_SAID_BEFORE, before), _last(_REFUSED_BEFORE, before)
    if _REFUSED_AFTER.search(after) and not _SAID_AFTER.match(after.lstrip()):
        return True
    if refused > max(said, 0) or (refused >= 0 and refused == said):
        return True
    if said >= 0 or in_section or _SAID_AFTER.search(after):
        return False
    return None


def _last(expression: re.Pattern[str], before: str) -> int:
    """Where the last match starts, or -1."""
    found = -1
    for one in expression.finditer(before):
        found = one.start()
    return found


def _applicants(text: str) -> list[Hit]:
    """The hits that may be applicants: no trap, no word of a place, and of a bracket the finer or the broader only."""
    seen = view(text)
    kept = [
        hit for hit in hits(text)["applicant"] if hit.code and not _is_of_a_place(seen, hit) and not _is_gathered(seen, hit)
    ]
    return _without_doubles(text, kept)


def _is_of_a_place(seen: View, hit: Hit) -> bool:
    """ "de la région", "dans leur commune": where, not who (a plural is who)."""
    if hit.code not in _ONE_OF_MANY or hit.said[-1:].lower() in ("s", "x"):
        return False
    return _OF_A_PLACE.search(seen.folded[max(0, hit.start - 20) : hit.start]) is not None


def _is_gathered(seen: View, hit: Hit) -> bool:
    """ "… qui regroupent des collectivités": said of the association before, not of the collectivités."""
    return (
        hit.code in ("collectivite", *_LOCAL)
        and _GATHERING.search(seen.folded[max(0, hit.start - 120) : hit.start]) is not None
    )


def _code(seen: View, hit: Hit, before: str) -> str:
    """An association that gathers local authorities is an association of local authorities."""
    if hit.code != "association":
        return hit.code
    after = seen.folded[hit.end : hit.end + 220]
    gathering = re.search(
        r"\b(?:regroup\w+|reuniss\w+|federant|rassembl\w+)\b[^.;]{0,90}\b(?:collectivites|communes|elus)\b", after
    )
    return (
        "association_de_collectivites" if gathering is not None and "." not in after[: gathering.start()] else "association"
    )


def _without_doubles(text: str, found: list[Hit]) -> list[Hit]:
    """In "collectivités (communes, régions)" the finer kinds replace the broader; "(local government or equivalent)" adds none."""
    dropped: set[int] = set()
    for hit in found:
        if hit.code != "collectivite":
            continue
        opened = _PARENTHESIS.match(text, hit.end)
        if opened is None:
            continue
        closed = _closing(text, opened.end(), text[opened.end() - 1])
        inside = [one for one in found if opened.end() <= one.start < closed]
        finer = {one.code for one in inside} & _LOCAL
        if any(one.code == "collectivite" for one in inside) or "equivalent" in view(text).folded[opened.end() : closed]:
            dropped |= {id(one) for one in inside if one.code in _LOCAL}
        elif len(finer) >= 2:
            dropped.add(id(hit))
    return [hit for hit in found if id(hit) not in dropped]


def _closing(text: str, start: int, opening: str) -> int:
    """Where a bracket closes, or where the sentence that a colon opens ends."""
    ends = [
        at for at in (text.find(mark, start, start + 250) for mark in (")" if opening == "(" else ".", "\n\n")) if at >= 0
    ]
    return min(ends, default=min(len(text), start + 250))


def _sections(text: str) -> list[tuple[int, int]]:
    """The spans under a heading about applicants, up to the next short line that looks like a heading."""
    found, start, at = [], -1, 0
    for line in view(text).folded.split("\n"):
        is_title = 0 < len(line.strip()) <= 90 and _SECTION_TITLE.match(line.strip()) is not None
        is_other = (
            0 < len(line.strip()) <= 60
            and not is_title
            and line.strip()[-1:] in ":?"
            and not line.lstrip().startswith(("-", "•", "*"))
        )
        if start >= 0 and (is_title or is_other or at - start > _SECTION):
            found.append((start, at))
            start = -1
        if is_title:
            start = at
        at += len(line) + 1
    return [*found, (start, at)] if start >= 0 else found


def _listed(texts: dict[str, str]) -> Iterator[_Applicant]:
    """A short text without a verb about applicants is the list itself."""
    text = texts.get("text", "")
    if 0 < len(text) <= _SHORT and "title" not in texts:
        yield from (
            _Applicant(_code(view(text), hit, ""), False, 0.7, "text", hit.start, hit.end) for hit in _applicants(text)
        )


def _of_programme(texts: dict[str, str]) -> Iterator[_Applicant]:
    for place, text in texts.items():
        for hit in hits(text)["programme"]:
            programme = programmes.get(hit.code)
            for code in programme.eligible if programme else ():
                yield _Applicant(code, False, 0.6, place, hit.start, hit.end)
            for code in programme.excluded if programme else ():
                yield _Applicant(code, True, 0.6, place, hit.start, hit.end)


def _readings(texts: dict[str, str], found: Iterable[_Applicant]) -> tuple[Reading[str], ...]:
    best: dict[str, _Applicant] = {}
    for one in found:
        if one.code not in best or one.confidence > best[one.code].confidence:
            best[one.code] = one
    return tuple(
        Reading(one.code, evidence(one.place, texts[one.place], one.start, one.end), one.confidence) for one in best.values()
    )
