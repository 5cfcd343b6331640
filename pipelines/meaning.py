"""What the vocabularies recognise in a title or a text: what a call and its translation have in common."""

from functools import lru_cache

from pipelines import words
from vocabularies.recogniser import shipped

COUNTRY = ("country", "demonym", "city")
HOME = "FR"
Thing = tuple[str, str]


@lru_cache(maxsize=500)
def countries(title: str) -> frozenset[str]:
    """The codes of the countries, demonyms and cities of a title, France left out."""
    return frozenset(hit.code for hit in shipped().find(title) if hit.vocabulary in COUNTRY and hit.code != HOME)


@lru_cache(maxsize=500)
def things(title: str, text: str) -> frozenset[Thing]:
    """Themes, programmes, countries and groups of countries named in a notice, France left out."""
    found = ((_kind(hit.vocabulary), hit.code) for hit in shipped().find(f"{title}. {text}"))
    return frozenset((kind, code) for kind, code in found if kind and (kind, code) != ("country", HOME))


def _kind(vocabulary: str) -> str:
    if vocabulary in COUNTRY:
        return "country"
    return vocabulary if vocabulary in ("theme", "programme", "group") else ""


@lru_cache(maxsize=500)
def runs(text: str) -> frozenset[int]:
    """Numbers of all the runs of three stems of a text."""
    said = words.ranks_of(words.LETTERS.findall(words.fold(text)))
    return frozenset([(a * 31 + b) * 31 + c for a, b, c in zip(said, said[1:], said[2:], strict=False)])
