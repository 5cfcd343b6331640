"""Words as titles and texts are compared by: folded, without their endings, weighted. No call and no decision here."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence, Set
from functools import lru_cache
from sys import intern
from typing import TypeVar
from zlib import crc32

# What every text has, in French and in English: it tells nothing.
EMPTY_WORDS = """
a an the and or of to in on at by for from with into as is are be been was were will shall may can must not no this
that these those it its their them they he she we our us you your who whom whose which what when where how all any
each every other such than then there here more most least up down out over under between within through per via about
above below after before during while also only both either if do does done has have had having being but so too very
le la les l un une des du de d au aux en et ou ni mais donc or car que qui quoi dont ce cet cette ces c s se sa son
ses leur leurs notre nos votre vos mon ma mes il elle ils elles on nous vous je tu y ne n pas plus moins tres dans sur
sous par pour avec sans vers chez entre depuis jusqu jusque lors lorsque quand comme si ainsi afin selon apres avant
pendant tout tous toute toutes autre autres meme memes aussi est sont etre ete etait seront sera soit peut peuvent
doit doivent devra devront ont a ait avoir fait font faire plusieurs chaque quelque quelques certain certains certaine
certaines deja encore toujours notamment cela celui celle ceux celles h m j qu t
"""

# What most notices of this field say: worth a quarter of a word that tells a call apart.
COMMON_WORDS = """
cooperation decentralise decentralisee solidarite solidaire solidarity conjoint joint fondation foundation
appel projet candidature proposition manifestation interet initiative call project proposal application expression
interest grant fund funding fond financement finance financer financier financial subvention aide aid soutien soutenir
support dispositif programme program collectivite territoriale territorial territoire local locale locaux authority
authoritie government association organisation organization structure porteur acteur partenaire partner partnership
partenariat beneficiaire candidat applicant dossier depot deposer submit submission submitted soumettre soumission
date limite deadline open ouvert ouverture opening cloture closing lance lancer lancement launch launched publier
publication published information page site web online ligne plateforme platform formulaire form contact mail courriel
montant amount euro eur budget enveloppe maximum minimum jusqu taux rate cout cost eligible eligibilite eligibility
depense critere criteria selection selectionner selected retenu jury commission region regional departement
departemental commune communal ville pays country national nationale france francais francaise europe european
europeen europeenne union international internationale monde public publique action activite activity objectif
objective developpement development developper mettre mise place oeuvre cadre accompagner accompagnement annee an year
mois month jour day janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre january
february march april may june july august september october november december nouveau nouvelle new edition session
domaine field thematique theme besoin need permettre permet viser vise aim concerner participer participation repondre
reponse answer demande request apply plus savoir read more lien link voir see reglement guidelines guide cahier charge
notice document telecharger download retrouver ici here source relai actualite news veille avis lettre bulletin
newsletter
"""
COMMON = 0.25
SHORTEST_STEM, LONGEST_STEM = 4, 255
MOST_WORDS = 100_000
"""Words remembered: more than the texts of a year have, some megabytes."""
T = TypeVar("T")


@lru_cache(maxsize=20_000)
def stem(word: str) -> str:
    """A folded word without plural and final e, so that « collectivités » and « collectivité », climat and climate meet."""
    if len(word) <= SHORTEST_STEM or word.isdigit():
        return intern(word[:-1] + "i" if len(word) == SHORTEST_STEM and word[-1] == "y" else word)
    if word.endswith("aux") and not word.endswith("eaux"):  # hôpital, hôpitaux
        return intern(f"{word[:-3]}al")
    bare = word[:-1] if word[-1] in "sx" else word
    if bare.endswith(("ie", "ien", "ienne")):  # la Tunisie, tunisien
        return intern(bare[: bare.rindex("i") + 1])
    bare = bare[:-1] if bare[-1] == "e" and len(bare) > SHORTEST_STEM else bare
    return intern(bare[:-1] + "i" if bare[-1] == "y" else bare)


EMPTY = frozenset(EMPTY_WORDS.split())
COMMON_STEMS = frozenset(stem(word) for word in COMMON_WORDS.split())
PLAIN_SIGNS = (
    ("’", "'"),
    ("œ", "oe"),
    ("–", "-"),
    ("—", "-"),
    ("€", " eur "),
    ("æ", "ae"),
    ("£", " gbp "),
    ("«", " "),
    ("»", " "),
)
LETTERS = re.compile(r"[a-z0-9]+")


def fold(text: str) -> str:
    """Lower case, without accents nor ligatures; punctuation stays."""
    lower = plain_signs(text.lower())
    return lower if lower.isascii() else unicodedata.normalize("NFKD", lower).encode("ascii", "ignore").decode("ascii")


def plain_signs(text: str) -> str:
    """The text without typographic signs: in French and English, one byte a character instead of two."""
    if not text.isascii():
        for sign, plain in PLAIN_SIGNS:  # four times faster than str.translate
            text = text.replace(sign, plain)
    return text


def stems(folded: str) -> list[str]:
    """The stems of a folded text in order, without the words that every text has."""
    return stems_of(LETTERS.findall(folded))


def stems_of(said: Iterable[str]) -> list[str]:
    """The stems of folded words in order, without figures, single letters and the words that every text has."""
    return list(filter(None, map(_STEMS.__getitem__, said)))


def ranks_of(said: Iterable[str]) -> list[int]:
    """What `stems_of` would give, each stem as a number: the longer the stem, the higher; see `number`."""
    return list(filter(None, map(_RANKS.__getitem__, said)))


@lru_cache(maxsize=100_000)
def number(stem_: str) -> int:
    """The same number for the same stem in every process, below 2 to the 32."""
    return crc32(stem_.encode())


class _Remembered(dict[str, T]):
    """What was worked out for a word, for the next time: a table answers four times faster than a function."""

    def __init__(self, work_out: Callable[[str], T]) -> None:
        super().__init__()
        self._work_out = work_out

    def __missing__(self, word: str) -> T:
        if len(self) >= MOST_WORDS:
            self.clear()
        found = self[word] = self._work_out(word)
        return found


def _stem_or_nothing(word: str) -> str:
    return stem(word) if word not in EMPTY and len(word) > 1 and word[0] > "9" else ""


def _rank(word: str) -> int:
    """The length of the stem, capped, before its number, so that the longest can be found by sorting."""
    found = _stem_or_nothing(word)
    return min(len(found), LONGEST_STEM) << 32 | number(found) if found else 0


_STEMS, _RANKS = _Remembered(_stem_or_nothing), _Remembered(_rank)
COMMON_RANKS = frozenset(map(_rank, COMMON_WORDS.split()))

FRENCH_WORDS = "le la les l un une des du et en pour au aux sur dans par avec est sont"
ENGLISH_WORDS = "the and of for to in with are is will by from on at"
FRENCH, ENGLISH = frozenset(FRENCH_WORDS.split()), frozenset(ENGLISH_WORDS.split())


def language(said: Sequence[str]) -> str:
    """ "fr" or "en", whichever the small words among folded words are nearer to; "" when they do not tell."""
    french, english = len(FRENCH.intersection(said)), len(ENGLISH.intersection(said))
    return "" if french == english else "en" if english > french else "fr"


def weigh(some: Set[str]) -> float:
    """The weight of the stems of a title: 1 each, `COMMON` for the common ones."""
    return len(some) - (1 - COMMON) * len(some & COMMON_STEMS)
