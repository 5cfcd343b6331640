"""The language of a text, by a vote of its commonest words. Nothing is translated here."""

from collections.abc import Sequence

from pipelines.reading.view import view

_STOP_WORDS: dict[str, str] = {
    "fr": """
        le les des du une et est dans pour que qui sur par au aux avec son ses ce cette ces sont plus leur leurs nous vous
        votre vos peut doit etre ont ou d l jusqu selon afin ainsi entre date limite projets
    """,
    "en": """
        the of and to in for is on that with by are be as at from this will or an its their must may which have has not
        should can your our between who deadline projects
    """,
    "es": """
        el los las del y una para que con por en es se su sus al lo como mas este esta son ser hasta entre sobre fecha
        proyectos podran
    """,
    "pt": """
        o os das do dos e uma para que com por em no na nos nas ao aos as seu sua mais este esta sao ser ate entre sobre
        nao prazo projetos
    """,
    "it": "il gli dei della delle e una per che con di da in sono al alla alle nel nella piu entro progetti",
    "de": "der die das und ist den von mit fur auf des dem ein eine im nicht werden wird zu bis projekte",
    "nl": "de het een van en voor op met zijn wordt worden aan bij uit naar tot projecten",
}
_LANGUAGES_OF: dict[str, tuple[str, ...]] = {
    word: tuple(language for language, words in _STOP_WORDS.items() if word in words.split())
    for block in _STOP_WORDS.values()
    for word in block.split()
}
WORDS = 600
"""Words that vote; more would change nothing."""


def guess(text: str) -> str | None:
    """The two-letter code of the language that most common words speak; None when too few of them are known."""
    return vote(view(text).words[:WORDS])


def vote(words: Sequence[str]) -> str | None:
    """The same for words already folded."""
    votes, count = dict.fromkeys(_STOP_WORDS, 0), len(words)
    for languages in map(_LANGUAGES_OF.get, words):
        for language in languages or ():
            votes[language] += 1
    best, second = sorted(votes.values(), reverse=True)[:2]
    if best == second or (best < 3 and count > 12):
        return None
    return max(votes, key=votes.__getitem__)
