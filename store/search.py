"""Full-text search of calls on stems, French and English: what is indexed, and how a person's words become a query."""

import re
import unicodedata
from functools import lru_cache
from threading import local
from typing import Protocol

import Stemmer  # type: ignore[import-not-found]  # compiled, without types

from store.connection import Database
from store.discretion import without_people
from store.rows import change, one, rows

_WORD = re.compile(r"[^\W_]+'?")
_ELIDED = frozenset(_WORD.findall("c' d' j' l' m' n' s' t' qu' jusqu' lorsqu' puisqu' quoiqu'"))
_EMPTY = frozenset(
    # Words that carry no meaning: a query ignores them unless it has nothing else.
    _WORD.findall(
        "a à au aux avec ce ces dans de des du en et il je la le les leur leurs ne nos notre nous on ou où par pas pour qui "
        "que sa se ses son sur un une vos votre vous and are at by for from in is it of on or the to with"
    )
)
_WORDS_OF_A_QUERY = 12
MANY_WORDS = 200
"""A whole profile as a query: a few names of countries and themes make more words than a person types."""


class _Stems(Protocol):
    def stemWord(self, word: str) -> str: ...  # noqa: N802 the library's name


_stemmers = local()  # a PyStemmer object is not safe between threads


def index(db: Database, call_id: int) -> None:
    """Indexes again what the call says: its own words, and the texts of the latest notices about it."""
    call = one(
        db,
        "SELECT title, title_fr, funder, identifier, json_extract(facts, '$.summary') AS summary FROM calls WHERE id = ?",
        (call_id,),
    )
    if call is None:
        raise LookupError(f"no call {call_id}")
    head = " ".join(filter(None, (call["title"], call["title_fr"], call["funder"], call["identifier"])))
    body = " ".join([call["summary"], *_texts(db, call_id)])
    change(db, "DELETE FROM call_words WHERE rowid = ?", (call_id,))
    change(
        db,
        "INSERT INTO call_words (rowid, title, body) VALUES (?, ?, ?)",
        (call_id, _stems_of(head), _stems_of(without_people(body))),
    )


def find(db: Database, text: str, limit: int) -> list[int]:
    """The ids of the calls that have all the words of `text`, best first; a word of the title counts four times.

    Any text is legal. Case, accents, elisions, inflexions and punctuation make no difference; words without meaning and
    those after the twelfth are ignored; a text without any word finds nothing.
    """
    return _ranked(db, " AND ".join(_groups(text)), limit)


def resembling(db: Database, text: str, limit: int) -> list[int]:
    """The ids of the calls whose title has some of the words of `text`, those that share most rare words first."""
    groups = _groups(text)
    return _ranked(db, f"title : ({' OR '.join(groups)})" if groups else "", limit)


def mentioning(db: Database, text: str, limit: int) -> list[int]:
    """The ids of the calls that have some of the words of `text`, title or body, those that share most rare words first."""
    return _ranked(db, " OR ".join(_groups(text, MANY_WORDS)), limit)


def _ranked(db: Database, query: str, limit: int) -> list[int]:
    if not query:
        return []
    found = rows(
        db,
        "SELECT rowid AS id FROM call_words WHERE call_words MATCH ? ORDER BY bm25(call_words, 4.0, 1.0), rowid LIMIT ?",
        (query, limit),
    )
    return [row["id"] for row in found]


def _texts(db: Database, call_id: int) -> list[str]:
    found = rows(
        db,
        """SELECT n.title, n.text FROM publications p JOIN notices n ON n.id = p.notice
           WHERE p.call = ? ORDER BY p.source, p.reference""",
        (call_id,),
    )
    return [f"{row['title']} {row['text']}" for row in found]


def _words(text: str) -> list[str]:
    # NFKC first: a decomposed accent is no letter, and would cut the word in two.
    spread = unicodedata.normalize("NFKC", text).replace("’", "'").replace("ʼ", "'").lower()
    return [word.rstrip("'") for word in _WORD.findall(spread) if word not in _ELIDED]


def _stems_of(text: str) -> str:
    return " ".join(map(_stems_together, _words(text)))


def _groups(text: str, most: int = _WORDS_OF_A_QUERY) -> list[str]:
    """One group of stems for each word of a person's text, as FTS5 reads it: quoted, so that no word is an operator."""
    words = _words(text)
    meaning = dict.fromkeys(word for word in words if word not in _EMPTY) or dict.fromkeys(words)
    # Whoever joins groups writes AND or OR: FTS5 refuses ("a" OR "b") ("c").
    return ["(" + " OR ".join(f'"{stem}"' for stem in _stems(word)) + ")" for word in list(meaning)[:most]]


@lru_cache(200_000)
def _stems(word: str) -> tuple[str, ...]:
    """The stems of a word, without accents: two in French, since Snowball needs the accents that people forget.

    collectivité → collect, but collectivite → collectivit: with one of them alone, one spelling finds nothing.
    """
    french, english = _pair()
    return tuple(sorted({_plain(french.stemWord(word)), french.stemWord(_plain(word)), _plain(english.stemWord(word))}))


@lru_cache(200_000)
def _stems_together(word: str) -> str:
    return " ".join(_stems(word))


def _pair() -> tuple[_Stems, _Stems]:
    if not hasattr(_stemmers, "pair"):
        _stemmers.pair = (Stemmer.Stemmer("french"), Stemmer.Stemmer("english"))
    pair: tuple[_Stems, _Stems] = _stemmers.pair
    return pair


def _plain(word: str) -> str:
    spread = unicodedata.normalize("NFD", word.replace("œ", "oe").replace("æ", "ae"))
    return "".join(letter for letter in spread if not unicodedata.combining(letter))
