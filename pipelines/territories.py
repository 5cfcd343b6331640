"""The names of places that make a call local when its title bears one: French regions, departments, cities; countries."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache

from pipelines.words import LETTERS, fold
from vocabularies import countries

REGIONS = """
Auvergne-Rhône-Alpes|Auvergne|Rhône-Alpes|Bourgogne-Franche-Comté|Bourgogne|Franche-Comté|Bretagne|Brittany
Centre-Val de Loire|Corse|Corsica|Grand Est|Alsace|Lorraine|Champagne-Ardenne|Hauts-de-France|Nord-Pas-de-Calais
Picardie|Île-de-France|Paris Region|Normandie|Normandy|Nouvelle-Aquitaine|Aquitaine|Limousin|Poitou-Charentes
Occitanie|Occitania|Languedoc-Roussillon|Midi-Pyrénées|Pays de la Loire|Provence-Alpes-Côte d'Azur|PACA|Sud PACA
Région Sud|Guadeloupe|Martinique|Guyane|Île de la Réunion|Mayotte|Saint-Pierre-et-Miquelon|Polynésie française
Nouvelle-Calédonie|Wallis-et-Futuna|outre-mer
"""
DEPARTMENTS = """
Ain|Aisne|Allier|Alpes-de-Haute-Provence|Hautes-Alpes|Alpes-Maritimes|Ardèche|Ardennes|Ariège|Aube|Aude|Aveyron
Bouches-du-Rhône|Calvados|Cantal|Charente|Charente-Maritime|Corrèze|Corse-du-Sud|Haute-Corse|Côte-d'Or|Côtes-d'Armor
Dordogne|Doubs|Drôme|Eure|Eure-et-Loir|Finistère|Gard|Haute-Garonne|Gers|Gironde|Hérault|Ille-et-Vilaine|Indre
Indre-et-Loire|Isère|Jura|Loir-et-Cher|Loire|Haute-Loire|Loire-Atlantique|Loiret|Lot-et-Garonne|Lozère
Maine-et-Loire|Marne|Haute-Marne|Mayenne|Meurthe-et-Moselle|Meuse|Morbihan|Moselle|Nièvre|Oise|Pas-de-Calais
Puy-de-Dôme|Pyrénées-Atlantiques|Hautes-Pyrénées|Pyrénées-Orientales|Bas-Rhin|Haut-Rhin|Rhône|Haute-Saône
Saône-et-Loire|Sarthe|Savoie|Haute-Savoie|Paris|Seine-Maritime|Seine-et-Marne|Yvelines|Deux-Sèvres|Somme|Tarn
Tarn-et-Garonne|Var|Vaucluse|Vendée|Vienne|Haute-Vienne|Vosges|Yonne|Territoire de Belfort|Essonne|Hauts-de-Seine
Seine-Saint-Denis|Val-de-Marne|Val-d'Oise
"""
CITIES = """
Marseille|Lyon|Toulouse|Nantes|Montpellier|Strasbourg|Bordeaux|Lille|Rennes|Reims|Saint-Étienne|Le Havre|Toulon
Grenoble|Dijon|Angers|Nîmes|Villeurbanne|Clermont-Ferrand|Le Mans|Aix-en-Provence|Brest|Amiens|Limoges|Annecy
Perpignan|Metz|Besançon|Orléans|Rouen|Mulhouse|Caen|Nancy|Avignon|Poitiers|Dunkerque|Cherbourg|La Rochelle|Lorient
Quimper|Chambéry|Valence|Troyes
"""

# Who lives there says where: « les communes bretonnes ».
PEOPLE = {
    "bretagne": "breton bretonne bretons bretonnes",
    "normandie": "normand normande normands normandes",
    "occitanie": "occitan occitane occitans occitanes",
    "alsace": "alsacien alsacienne alsaciens alsaciennes",
    "lorraine": "lorrain lorraine lorrains lorraines",
    "picardie": "picard picarde picards picardes",
    "ile de france": "francilien francilienne franciliens franciliennes",
    "pays de la loire": "ligerien ligerienne ligeriens ligeriennes",
    "corse": "corses",
    "nouvelle aquitaine": "aquitain aquitaine aquitains aquitaines neo-aquitain",
    "auvergne rhone alpes": "auvergnat auvergnate auvergnats rhonalpin rhonalpine rhonalpins auralpin auralpins",
    "bourgogne franche comte": "bourguignon bourguignonne bourguignons franc-comtois franc-comtoise",
    "provence alpes cote d azur": "provencal provencale provencaux paca",
    "guadeloupe": "guadeloupeen guadeloupeenne guadeloupeens",
    "martinique": "martiniquais martiniquaise",
    "guyane": "guyanais guyanaise",
    "mayotte": "mahorais mahoraise",
    "finistere": "finisterien finisterienne finisteriens finisteriennes",
    "grand est": "grandestois",
}
HOME = ("FR", "RE")
"""France, and La Réunion: « la réunion d’information » is no place."""


@lru_cache(maxsize=500)
def named(folded: str) -> frozenset[str]:
    """The places named in a folded text, each folded, with single spaces."""
    return among(LETTERS.findall(folded))


def among(said: Sequence[str]) -> frozenset[str]:
    """The places named by a sequence of folded words."""
    known = _by_first_word()
    found: set[str] = set()
    end = 0
    for place in [place for place, word in enumerate(said) if word in known]:
        name = next((one for one in known[said[place]] if tuple(said[place : place + len(one)]) == one), ())
        if name and place >= end:  # « Aquitaine » is no place of its own in « Nouvelle-Aquitaine »
            found.add(_of_people().get(name) or " ".join(name))
            end = place + len(name)
    return frozenset(found)


@cache
def _of_people() -> Mapping[tuple[str, ...], str]:
    return {tuple(LETTERS.findall(word)): place for place, said in PEOPLE.items() for word in said.split()}


@cache
def _by_first_word() -> Mapping[str, Sequence[tuple[str, ...]]]:
    """First word of a name → the names that begin so, the longest first."""
    french = "|".join((REGIONS + DEPARTMENTS + CITIES).split("\n")).split("|")
    foreign = [countries.name(code, language) for code in countries.codes() if code not in HOME for language in ("fr", "en")]
    held: defaultdict[str, set[tuple[str, ...]]] = defaultdict(set)
    for name in (tuple(LETTERS.findall(fold(one).split(" (")[0])) for one in (*french, *foreign)):
        if name and len("".join(name)) > 2:
            held[name[0]].add(name)
    for alias in _of_people():
        held[alias[0]].add(alias)
    return {first: sorted(names, key=lambda name: (-len(name), name)) for first, names in held.items()}
