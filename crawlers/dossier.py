"""What people should know of a source beside how it is read: how sure its facts are, its terms, how an empty list looks."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from crawlers.strict import Key, among, text, texts, within


class Confidence(StrEnum):
    """How sure the facts of a definition are; `seen` is said of what a real answer showed."""

    SEEN = "seen"
    MIXED = "mixed"
    INFERRED = "inferred"
    UNKNOWN = "unknown"


KEYS = (
    Key("value", within(1, 5), "l’intérêt de la source pour une collectivité active à l’international, de 1 à 5"),
    Key("licence", text, "la licence ou les conditions de réutilisation, ou qu’elles n’ont pas été vues"),
    Key("confidence", among([one.value for one in Confidence]), "si la forme de la source a été vue (seen), vue en partie "
        "(mixed), déduite (inferred), ou si rien n’en est su (unknown)"),
    Key("facts_from", texts, "d’où viennent ces faits : adresses vues, documents, relevés", default=()),
    Key("when_empty", text, "ce que montre la source quand aucun appel n’est ouvert, ou que cela n’a pas été vu"),
    Key("off_because", text, "pourquoi la source est arrêtée (state = \"off\")"),
    Key("to_do", text, "ce qu’une personne doit regarder, quand la source se lit à la main (state = \"by_hand\")"),
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Dossier:
    """The keys of `KEYS`; those left out are None, `facts_from` is empty."""

    value: int | None
    licence: str | None
    confidence: Confidence | None
    facts_from: Sequence[str]
    when_empty: str | None
    off_because: str | None
    to_do: str | None

    @classmethod
    def of(cls, values: Mapping[str, Any]) -> "Dossier":
        """The dossier in the values of a definition."""
        held = {key.name: values[key.name] for key in KEYS}
        confidence = held["confidence"]
        return cls(**{
            **held,
            "confidence": Confidence(confidence) if confidence else None,
            "facts_from": tuple(held["facts_from"]),
        })  # fmt: skip
