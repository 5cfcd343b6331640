"""Words that keep an item of a list or leave it out, as data. Whether a call suits a member is elsewhere."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from crawlers.strict import Key, texts

KEYS = (
    Key(
        "must_say",
        texts,
        "ne garder que les éléments dont le titre ou le texte contient l’une de ces expressions",
        default=(),
    ),
    Key(
        "must_not_say", texts, "écarter les éléments dont le titre ou le texte contient l’une de ces expressions", default=()
    ),
)


@dataclass(frozen=True, slots=True)
class Filter:
    """Expressions compared without accents or case."""

    must_say: tuple[str, ...] = ()
    must_not_say: tuple[str, ...] = ()

    @classmethod
    def of(cls, must_say: Sequence[str], must_not_say: Sequence[str]) -> "Filter":
        """A filter from the words of a definition."""
        return cls(tuple(map(_folded, must_say)), tuple(map(_folded, must_not_say)))

    def refusal(self, text: str) -> str | None:
        """Why an item is left out, in French; None when it is kept."""
        held = _folded(text)
        if self.must_say and not any(word in held for word in self.must_say):
            return "ne contient aucune des expressions demandées par la fiche"
        if any(word in held for word in self.must_not_say):
            return "contient une expression écartée par la fiche"
        return None


def _folded(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text.casefold().replace("’", "'"))
    return " ".join(plain.translate(_MARKS).split())


class _Marks(dict[int, int | None]):
    """Character → itself, or None for an accent that stands by itself."""

    def __missing__(self, code: int) -> int | None:
        self[code] = None if unicodedata.combining(chr(code)) else code
        return self[code]


_MARKS = _Marks()
