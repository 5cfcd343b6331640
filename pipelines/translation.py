"""The words that calls of this field have in English and in French, so that a call and its translation meet. No call here.

Not a translator: one French word for an English one, those that tell what a call is about; the names of countries, themes
and programmes are in `vocabularies`.
"""

from collections.abc import Sequence
from functools import cache

from pipelines.words import COMMON_STEMS, fold, number, stem

PAIRS = """
access accès|accountability redevabilité|adaptation adaptation|ageing vieillissement|agriculture agriculture
air air|arctic arctique|art art|artist artiste|arts arts|asylum asile|autumn automne|award prix
awareness sensibilisation|basin bassin|battery batterie|beekeeping apiculture|bicycle vélo|bike vélo
biodiversity biodiversité|border frontière|border-crossing frontalier|borough arrondissement|bridge pont
budget budget|building bâtiment|bus bus|capacity capacités|carbon carbone|care soins|cattle bétail
challenge défi|charter charte|child enfant|children enfants|choir chorale|cinema cinéma|circular circulaire
citizen citoyen|citizenship citoyenneté|city ville|civic civique|clean propre|climate climat|clinic clinique
coast côte|coastal côtier|commemoration commémoration|community communauté|compost compost|conflict conflit
consumer consommateur|cooking cuisson|cooperative coopérative|corridor corridor|council conseil
countryside campagne|craft artisanat|crafts artisanat|creative créatif|crisis crise|crop culture
cross-border transfrontalier|cultural culturel|culture culture|cycling vélo|dairy lait|dance danse|data données
debate débat|decentralised décentralisé|defender défenseur|democracy démocratie|democratic démocratique
demonstration démonstration|desert désert|design conception|diaspora diaspora|digital numérique
disability handicap|disabled handicapé|disaster catastrophe|disease maladie|displaced déplacé|drinking potable
drought sécheresse|drought-prone sécheresse|earthquake séisme|east est|economic économique|economy économie
education éducation|efficiency efficacité|elderly âgé|election élection|emergency urgence|employment emploi
energy énergie|enterprise entreprise|entrepreneurship entrepreneuriat|environment environnement|equality égalité
equipment équipement|exchange échange|exhibition exposition|exile exil|extremism extrémisme|factory usine
family famille|farm ferme|farmer agriculteur|farming agriculture|female féminin|festival festival|film film
finance finances|fire incendie|fish poisson|fishery pêche|fishing pêche|flood inondation|food alimentation
football football|forest forêt|freedom liberté|freshwater douce|fuel carburant|garden jardin|gardens jardins
gender genre|girl fille|girls filles|glacier glacier|governance gouvernance|green vert|groundwater souterrain
grower producteur|harbour port|hate haine|health santé|heating chauffage|heritage patrimoine|high-school lycée
history histoire|hospital hôpital|hospitality accueil|host accueil|house maison|housing logement|human humain
humanitarian humanitaire|hunger faim|immigrant immigré|inclusion inclusion|inclusive inclusif
inhabitant habitant|innovation innovation|innovative innovant|innovator innovateur|intercultural interculturel
investment investissement|island île|islander insulaire|joint commun|journalism journalisme
journalist journaliste|justice justice|kitchen cuisine|lake lac|land terre|landscape paysage|language langue
law droit|leadership leadership|learning apprentissage|library bibliothèque|light lumière|lighting éclairage
literacy alphabétisation|livestock élevage|low-emission émissions|mangrove mangrove|marine marin|market marché
mayor maire|media médias|memory mémoire|mentoring mentorat|migrant migrant|migration migration|minority minorité
mobility mobilité|mountain montagne|multilingual multilingue|municipal communal|municipality commune
museum musée|music musique|nature nature|nature-based nature|neighbour voisin|neighbourhood quartier
network réseau|networks réseaux|newcomer arrivant|night nuit|noise bruit|nurse infirmier|nursery crèche
ocean océan|older âgé|open ouvert|orchard verger|orphan orphelin|park parc|participation participation
participatory participatif|peace paix|peacebuilding paix|pilot pilote|planning planification|plastic plastique
plastics plastiques|poetry poésie|police police|pollution pollution|port port|poverty pauvreté
preparedness préparation|prevention prévention|primary primaire|prisoner prisonnier|prize prix
producer producteur|protection protection|pupil élève|racism racisme|radio radio|rail rail|rain pluie
rainwater pluie|recovery relance|recycling recyclage|refugee réfugié|refurbishment rénovation
regeneration renouvellement|region région|remembrance mémoire|renewable renouvelable|renovation rénovation
repair réparation|resilience résilience|resilient résilient|residency résidence|restoration restauration
right droit|rights droits|risk risque|river fleuve|road route|roof toit|rumour rumeur|rural rural|safe sûr
safety sécurité|sanitation assainissement|school école|schools écoles|sea mer|seaside littoral|security sécurité
seed semence|sexual sexuel|shelter abri|shore rivage|skill compétence|skills compétences|small petit
social social|society société|soil sol|solar solaire|song chant|speech parole|spring printemps|sport sport
sports sport|square place|street rue|student étudiant|summer été|sustainable durable|tax impôt
teacher enseignant|theatre théâtre|tourism tourisme|tourist touriste|town ville|towns villes|tradition tradition
traffic circulation|training formation|transition transition|transparency transparence|transport transport
travel voyage|tree arbre|trees arbres|twinned jumelé|twinning jumelage|urban urbain|vaccination vaccination
veteran ancien|victim victime|village village|villages villages|violence violence|vocational professionnel
volunteer bénévole|volunteering bénévolat|vulnerable vulnérable|war guerre|waste déchets|wastewater usées
water eau|weather météo|well puits|wetland humide|wind éolien|winter hiver|woman femme|women femmes|wood bois
woodland forêt|worker travailleur|workshop atelier|writer écrivain|young jeune|youth jeunesse|zone zone
"""


@cache
def _stems() -> dict[str, str]:
    """English stem → French stem."""
    pairs = (pair.split() for pair in PAIRS.replace("\n", "|").split("|") if pair)
    return {_stem(english): _stem(french) for english, french in pairs if _stem(english) not in COMMON_STEMS}


def _stem(word: str) -> str:
    return stem(fold(word))


@cache
def _numbers() -> dict[int, int]:
    return {number(english): number(french) for english, french in _stems().items()}


@cache
def known() -> frozenset[str]:
    """The French stems that an English word is known for: of others, an English notice may say the same in its own words."""
    return frozenset(_stems().values())


def core(stems: Sequence[str]) -> tuple[str, ...]:
    """The stems of an English title, in French where known."""
    known = _stems()
    return tuple(known.get(one, one) for one in stems)


def numbers(stems: Sequence[int]) -> list[int]:
    """The numbers of the stems of an English notice, those of their French words where known; each once, in their order."""
    known = _numbers()
    return list(dict.fromkeys(known.get(one, one) for one in stems))
