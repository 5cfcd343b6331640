"""What is done to a value found in a page or an answer, in plain words and in a fixed order. Nothing here knows calls."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from crawlers.strict import Key, among, one_or_more, signs, text, texts, words_to_words

FIRST, LAST = "first", "last"
MONTH_FIRST, DAY_FIRST = "month_first", "day_first"
REAL, AS_WRITTEN, NO_HOUR = "real", "as_written", "none"


def _sign(value: Any) -> str | None:
    """A text that may be a blank."""
    return None if isinstance(value, str) and value else "un signe ou un texte entre guillemets"


KEYS = (
    Key("only_if_says", one_or_more, "ne garder la valeur que si elle contient l’une de ces expressions", default=()),
    Key("unless_says", one_or_more, "écarter la valeur si elle contient l’une de ces expressions", default=()),
    Key("after", signs, "ne garder que ce qui suit ces mots ; rien s’ils manquent", default=()),
    Key("before", signs, "ne garder que ce qui précède ces mots ; tout s’ils manquent", default=()),
    Key("between", texts, "ne garder que ce qui est entre ces deux expressions ; rien si l’une manque", default=()),
    Key("remove", signs, "enlever ces mots", default=()),
    Key("split", _sign, "couper la valeur en plusieurs à ce signe, par exemple « ; »"),
    Key("strip", _sign, "enlever ces caractères au début et à la fin"),
    Key("keep", among((FIRST, LAST)), "ne garder que le premier ou le dernier morceau : first ou last"),
    Key("number", among((FIRST, LAST)), "ne garder que le premier ou le dernier nombre : first ou last"),
    Key("read_as", words_to_words, "remplacer une valeur entière par une autre : { Clos = \"closed\" } ; \"\" l’écarte",
        default={}),
    Key("prefix", text, "mettre ce texte devant : le début d’une adresse complète"),
    Key("date", among((DAY_FIRST, MONTH_FIRST)), "l’ordre des dates en chiffres : day_first ou month_first",
        default=DAY_FIRST),
    Key("hour", among((REAL, AS_WRITTEN, NO_HOUR)), "real : l’heure et son fuseau sont vrais ; as_written : l’heure écrite "
        "est celle de Paris ; none : l’heure ne veut rien dire", default=REAL),
)  # fmt: skip

_NUMBER = re.compile(r"\d+(?:[ .\u00a0\u202f]\d{3})*(?:[.,]\d+)?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """The filters of one field, applied in the order in which they are written here."""

    only_if_says: tuple[str, ...] = ()
    unless_says: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    before: tuple[str, ...] = ()
    between: tuple[str, ...] = ()
    remove: tuple[str, ...] = ()
    split: str | None = None
    strip: str | None = None
    keep: str | None = None
    number: str | None = None
    read_as: Mapping[str, str] = field(default_factory=dict)
    prefix: str | None = None
    date: str = DAY_FIRST
    hour: str = REAL

    @classmethod
    def of(cls, values: Mapping[str, Any]) -> "Shape":
        """The shape that the keys of a definition describe."""
        made = {key.name: values[key.name] for key in KEYS if values.get(key.name) is not None}
        made = {name: tuple_of(held) if isinstance(held, list) or name in _MANY else held for name, held in made.items()}
        return cls(**made)

    def apply(self, value: str) -> list[str]:
        """What remains of a value: nothing, one text or several, none of them blank."""
        if not self._is_wanted(value):
            return []
        cut = self._removed(self._cut(value))
        pieces = [piece.strip(self.strip).strip() if self.strip else piece.strip() for piece in self._split(cut)]
        pieces = _chosen([piece for piece in pieces if piece], self.keep)
        if self.number:
            pieces = _chosen(_NUMBER.findall(" ".join(pieces)), self.number)
        pieces = [self._translated(piece) for piece in pieces]
        return [f"{self.prefix or ''}{piece}" for piece in pieces if piece]

    def _is_wanted(self, value: str) -> bool:
        if self.only_if_says and not says(value, self.only_if_says):
            return False
        return not says(value, self.unless_says)

    def _cut(self, value: str) -> str:
        starts, ends = (self.between[:1], self.between[1:]) if self.between else (self.after, self.before)
        if starts:
            found = _earliest(value, starts)
            value = value[found[1] :] if found else ""
        found = _earliest(value, ends) if ends else None
        if found:
            return value[: found[0]]
        return "" if self.between else value

    def _removed(self, value: str) -> str:
        for words in self.remove:
            while found := _earliest(value, (words,)):
                value = value[: found[0]] + value[found[1] :]
        return value

    def _split(self, value: str) -> list[str]:
        return value.split(self.split) if self.split else [value]

    def _translated(self, piece: str) -> str:
        known = {flat(words).strip(): said for words, said in self.read_as.items()}
        return known.get(flat(piece).strip(), piece)


_MANY = ("only_if_says", "unless_says", "after", "before", "between", "remove")


def tuple_of(held: Any) -> tuple[str, ...]:
    """One text or several, as a tuple."""
    return (held,) if isinstance(held, str) else tuple(held)


def flat(value: str) -> str:
    """The same text without accents or case, one character for one: places found in it are places in `value`."""
    return value.translate(_FLAT)


def says(value: str, expressions: Sequence[str]) -> bool:
    """Whether a text holds one of these expressions as whole words, whatever accents, case and blanks."""
    held = " ".join(flat(value).split())
    return any(_whole(words).search(held) for words in expressions)


def _whole(words: str) -> re.Pattern[str]:
    return re.compile(r"(?<!\w)" + re.escape(" ".join(flat(words).split())) + r"(?!\w)")


def _earliest(value: str, expressions: Sequence[str]) -> tuple[int, int] | None:
    """Where the first of these expressions stands; blanks inside are of any number."""
    held = flat(value)
    patterns = (r"\s+".join(re.escape(part) for part in re.split(r"\s+", flat(words))) for words in expressions)
    found = [match.span() for pattern in patterns if pattern and (match := re.search(pattern, held))]
    return min(found, default=None)


def _chosen(pieces: list[str], which: str | None) -> list[str]:
    return pieces if which is None else pieces[:1] if which == FIRST else pieces[-1:]


class _Flat(dict[int, str]):
    """Character → the same without accent or case, found out once for each: a page has hundreds of thousands."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        lower = unicodedata.normalize("NFKD", character)[:1].casefold()
        self[code] = lower if len(lower) == 1 else character
        return self[code]


_FLAT = _Flat({ord(old): new for old, new in zip("’‘\u00a0\u202f–—‑", "''  ---", strict=True)})
