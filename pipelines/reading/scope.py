"""Whether a call is in the field (rule 13) and of which programme it is, with the words that show it. Decides no alert."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from model.codes import Scope
from model.evidence import Reading
from model.facts import Facts
from pipelines.reading.document import Document
from pipelines.reading.view import view
from pipelines.reading.vocabulary import evidence, hits
from vocabularies import funders, programmes
from vocabularies.programmes import Programme
from vocabularies.recogniser import Hit

# EU portal identifiers, as written in titles, texts and addresses: "CERV-2026-CITIZENS-TOWN-TT", "EuropeAid/186989/DD/ACT/BJ".
_IDENTIFIER = re.compile(r"\b(?:EuropeAid/\d{3,9}\b|[A-Z][A-Z0-9]{1,9}(?:-[A-Za-z0-9]{2,12}){2,8}\b)")
_HOME = frozenset({"FR", "GP", "MQ", "GF", "RE", "YT", "MF", "BL", "PM", "NC", "PF", "WF"})
_EUROPEAN_GROUPS = frozenset({"EU27", "EUROPE", "EEA", "COE", "DANUBE_BASIN"})
_EUROPEAN = frozenset(
    "AT BE BG CY CZ DE DK EE ES FI GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK CH NO IS LI GB MC AD SM".split()
)

_ABROAD = re.compile(
    r"\b(?:cooperation decentralisee|action exterieure des (?:collectivites|ct)|aict|actions? internationales?|solidarites? internationales?|cooperation internationale"
    r"|a l'international|partenaires? etrangere?s?|collectivites? etrangeres?|pays (?:du sud|partenaires?|en developpement|etrangere?s?)|aide publique au developpement|projets? internationaux|mobilite internationale|a l'etranger|decentrali[sz]ed cooperation|international cooperation"
    r"|development cooperation|partner countr(?:y|ies)|developing countries|third countries|cooperation regionale|francophonie|citoyennete mondiale|global citizenship|humanitaire|humanitarian|diasporas?|oda|apd|volontariat international|external action|cooperacion descentralizada)\b"
)
_EUROPE_WIDE = re.compile(
    r"\b(?:jumelages?|villes jumelees|town[- ]twinning|twinning|partenaires? europeens?|partenariats? europeens?|projets? europeens?|plusieurs pays europeens|au moins (?:deux|trois|2|3) (?:pays|etats membres)|cooperation transfrontaliere|cross-border|transfrontalier\w*|transnational\w*"
    r"|interregional\w*|at least (?:two|three|four|2|3|4) (?:different )?(?:countries|member states|eligible countries)|consortium of partners from|european partners|citoyennete europeenne|fonds europeens?|programmes? europeens?|feder|fse|union europeenne|european union|eu member states|european commission|commission europeenne)\b"
)
_AT_HOME = re.compile(
    r"\b(?:en france|territoire (?:national|francais|regional|departemental|metropolitain|francilien)|france metropolitaine|franciliens?|francilien\w*|ile-de-france|occitanie|nouvelle-aquitaine|auvergne-rhone-alpes|hauts-de-france|grand est|normandie|bretagne|pays de la loire"
    r"|centre-val de loire|bourgogne-franche-comte|provence-alpes-cote d'azur|region sud|corse|guadeloupe|martinique|guyane|la reunion|mayotte|departement (?:de |du |des |de l'|de la |d')\w+|la region|le departement|conseil (?:regional|departemental)|departemental\w*|regional\w*"
    r"|communes? (?:rurales?|de moins de|de plus de)|\d+ habitants|population (?:inferieure|superieure)|intercommunalites?|etablissements? scolaires?|communes|collectivites (?:territoriales|locales)?|prefectures?|prefet\w*|drac|dreal|anct|ademe|code (?:general|du patrimoine|de l'environnement)|en region|metropole|habitants|territoires?)\b"
)
_NAMES_AUTHORITIES = re.compile(
    r"\b(?:must|should|shall|expected to|required to|need to|are encouraged to|have to)\b[^.]{0,120}\b(?:include|involve|engage|be led by|comprise|consist of|be (?:made up|composed) of|bring together)\b[^.]{0,120}"
    r"\b(?:local (?:and regional )?authorit\w+|municipalit\w+|cities|city authorit\w+|local governments?|regional and local authorit\w+|local administrations?)\b"
)


@dataclass(frozen=True, slots=True)
class _Sign:
    """What speaks for a scope: where it stands, and how sure it is."""

    scope: Scope
    place: str
    start: int
    end: int
    confidence: float


def read_scope(document: Document, facts: Facts) -> tuple[Reading[Scope] | None, Reading[str] | None]:
    """(scope, programme). `facts` are what was read or given so far: its countries and groups say whether it is abroad.

    A programme decides by its own rule; else the places; else what the text says it is about. None when nothing tells.
    """
    texts = dict(document.places)
    programme = facts.programme or _programme(texts)
    known = programmes.get(programme.value) if programme else None
    if known is not None and programme is not None:
        return _of_programme(texts, known, programme), programme
    return _of_words(document, texts, facts), programme


def _programme(texts: dict[str, str]) -> Reading[str] | None:
    """The programme of an identifier of the EU portal, else the first one named in the title, else the most named."""
    for place, text in texts.items():
        for found in _IDENTIFIER.finditer(text):
            known = programmes.by_identifier(found.group())
            if known is not None:
                return Reading(known.code, evidence(place, text, found.start(), found.end()), 0.95)
    for place, text in texts.items():
        named = hits(text)["programme"]
        if named:
            hit = _most_named(named)
            return Reading(hit.code, evidence(place, text, hit.start, hit.end), 0.9 if place == "title" else 0.75)
    return None


def _most_named(named: tuple[Hit, ...]) -> Hit:
    """The first hit of the programme named most often; of a general and a special one, the special one."""
    counts = {hit.code: sum(1 for other in named if other.code == hit.code) for hit in named}
    return max(named, key=lambda hit: (counts[hit.code], len(hit.said), -hit.start))


def _of_programme(texts: dict[str, str], known: Programme, read: Reading[str]) -> Reading[Scope]:
    if known.scope is Scope.OUT and known.saved_by:
        saved = _saved(texts, known)
        if saved is not None:
            return saved
    return Reading(known.scope, read.evidence, read.confidence, ("of_programme",))


def _saved(texts: dict[str, str], known: Programme) -> Reading[Scope] | None:
    """A call of a programme out of the field that its title gives to local authorities, or that must include them."""
    title = texts.get("title", "")
    folded = view(title).folded
    for words in known.saved_by:
        at = folded.find(view(words).folded)
        if at >= 0:
            return Reading(Scope.EUROPE, evidence("title", title, at, at + len(words)), 0.8, ("saved",))
    text = texts.get("text", "")
    found = _NAMES_AUTHORITIES.search(view(text).folded) if text else None
    return Reading(Scope.EUROPE, evidence("text", text, found.start(), found.end()), 0.65, ("saved",)) if found else None


def _of_words(document: Document, texts: dict[str, str], facts: Facts) -> Reading[Scope] | None:
    abroad = _of_places(facts)
    if abroad is not None and abroad.value is Scope.INTERNATIONAL:
        return abroad
    signs = list(_signs(texts))
    found = max(signs, key=lambda sign: (sign.confidence, -sign.start), default=None)
    if abroad is not None and (found is None or found.scope is not Scope.INTERNATIONAL):
        return abroad
    usual = _of_funder(document)
    if usual is Scope.INTERNATIONAL and found is not None and found.confidence < 0.7 and facts.kind is None:
        return Reading(usual, evidence(found.place, texts[found.place], found.start, found.end), 0.6, ("usual_of_funder",))
    return (
        None
        if found is None
        else Reading(found.scope, evidence(found.place, texts[found.place], found.start, found.end), found.confidence)
    )


def _of_places(facts: Facts) -> Reading[Scope] | None:
    """Abroad when a country or group outside the Union is one of the call's; Europe when all are European."""
    far = [one for one in facts.countries if one.value not in _HOME | _EUROPEAN]
    far += [one for one in facts.groups if one.value not in _EUROPEAN_GROUPS]
    if far:
        best = max(far, key=lambda one: one.confidence)
        return Reading(Scope.INTERNATIONAL, best.evidence, best.confidence)
    near = [one for one in (*facts.countries, *facts.groups) if one.value not in _HOME]
    return Reading(Scope.EUROPE, near[0].evidence, near[0].confidence) if near else None


def _signs(texts: dict[str, str]) -> Iterator[_Sign]:
    """Words that speak for a scope; in the title they are surer; home speaks only when nothing else does."""
    for place, text in texts.items():
        bonus = 0.15 if place == "title" else 0.0
        for expression, scope, confidence in (
            (_ABROAD, Scope.INTERNATIONAL, 0.75),
            (_EUROPE_WIDE, Scope.EUROPE, 0.7),
            (_AT_HOME, Scope.LOCAL, 0.4),
        ):
            found = expression.search(view(text).folded)
            if found is not None:
                yield _Sign(
                    scope,
                    place,
                    found.start(),
                    found.end(),
                    confidence + (bonus if scope is not Scope.LOCAL else 0.1 * bonus),
                )


def _of_funder(document: Document) -> Scope | None:
    code = funders.parse(document.funder) if document.funder else None
    return funders.usual_scope(code) if code else None
