"""The signed links of letters, made and checked; what a page does with them is the site's business."""

import hashlib
import hmac
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from itsdangerous import BadData, URLSafeSerializer

from digests import french
from model.member import Subscriber
from model.trouble import Trouble


class Purpose(StrEnum):
    """What a link is for: the word is in its address, and a token signed for one purpose opens no other."""

    UNSUBSCRIBE = "desabonnement"
    SETTINGS = "reglages"
    OPEN_CALLS = "appels-ouverts"
    USEFUL = "utile"
    USELESS = "pas-pour-nous"
    AGENDA = "agenda"
    FEED = "calendrier"
    CONFIRM = "confirmation"
    TOGETHER = "ensemble"
    OPINIONS = "avis"


@dataclass(frozen=True, slots=True)
class Grant:
    """What a token proves: this subscriber (and this call, for an opinion) was written to at that address."""

    subscriber: int
    call: int | None
    mark: str


class Links:
    """Signs and checks. `key` is the house's secret; `site` is the address of the site, with or without a final slash.

    A token has no date: the link of an old letter still unsubscribes, and the same letter has the same bytes.
    """

    def __init__(self, key: bytes, site: str) -> None:
        if not key:
            raise Trouble(
                "La clé qui signe les liens des lettres est vide.", french.bound("Lancez « veilleur init » pour la créer.")
            )
        self._key = key
        self._signers = {purpose: _signer(key, purpose) for purpose in Purpose}
        self._marks = lru_cache(maxsize=64)(self._mark_of)
        self.site = site.rstrip("/")

    def unsubscribe(self, subscriber: Subscriber) -> str:
        """Shows a button on GET, acts on POST (RFC 8058)."""
        return self._url(Purpose.UNSUBSCRIBE, subscriber)

    def settings(self, subscriber: Subscriber) -> str:
        """Rhythm and pause."""
        return self._url(Purpose.SETTINGS, subscriber)

    def open_calls(self, subscriber: Subscriber) -> str:
        """The whole list of the calls open to that person's member."""
        return self._url(Purpose.OPEN_CALLS, subscriber)

    def opinion(self, subscriber: Subscriber, call: int, *, useful: bool) -> str:
        """« utile » or « pas pour nous »; asks for a confirmation on GET."""
        return self._url(Purpose.USEFUL if useful else Purpose.USELESS, subscriber, call)

    def agenda(self, subscriber: Subscriber, call: int) -> str:
        """The date of one call, for a calendar."""
        return self._url(Purpose.AGENDA, subscriber, call)

    def feed(self, subscriber: Subscriber) -> str:
        """The private calendar of the dates that concern this person, to subscribe to."""
        return self._url(Purpose.FEED, subscriber)

    def confirm(self, subscriber: Subscriber) -> str:
        """Says yes to letters: shows a button on GET, acts on POST."""
        return self._url(Purpose.CONFIRM, subscriber)

    def together(self, subscriber: Subscriber, call: int) -> str:
        """What the member does about a call, and who seeks partners for it."""
        return self._url(Purpose.TOGETHER, subscriber, call)

    def opinions(self, subscriber: Subscriber) -> str:
        """What the member said of calls, series and funders, and what that sets aside."""
        return self._url(Purpose.OPINIONS, subscriber)

    @property
    def privacy(self) -> str:
        """The privacy notice, the same for everybody."""
        return f"{self.site}/confidentialite"

    def check(self, purpose: Purpose, token: str) -> Grant:
        """What `token` proves for `purpose`; Trouble when it was altered, or signed for something else."""
        try:
            subscriber, call, mark = self._signers[purpose].loads(token)
        except (BadData, ValueError, TypeError) as error:
            raise Trouble(
                "Ce lien n’est pas valide : il a été coupé ou modifié.",
                "Ouvrez-le de nouveau depuis la lettre, sans le recopier à la main.",
                detail=type(error).__name__,
            ) from error
        return Grant(subscriber=subscriber, call=call, mark=mark)

    def is_for(self, grant: Grant, subscriber: Subscriber) -> bool:
        """Whether the grant is this person's: a number given again after an erasure opens nothing of the new person."""
        return grant.subscriber == subscriber.id and hmac.compare_digest(grant.mark, self._marks(subscriber.address))

    def _url(self, purpose: Purpose, subscriber: Subscriber, call: int | None = None) -> str:
        token = self._signers[purpose].dumps([subscriber.id, call, self._marks(subscriber.address)])
        return f"{self.site}/lettre/{purpose}/{token}"

    def _mark_of(self, address: str) -> str:
        return hmac.new(self._key, address.casefold().encode(), hashlib.sha256).hexdigest()[:12]


def _signer(key: bytes, purpose: Purpose) -> URLSafeSerializer:
    """A key of its own for each purpose, derived once: a letter has fifty links."""
    derived = hmac.new(key, f"lettre/{purpose}".encode(), hashlib.sha256).digest()
    return URLSafeSerializer(derived, signer_kwargs={"key_derivation": "none"})
