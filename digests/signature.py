"""DKIM (RFC 6376): signs the letters that leave, the headers of unsubscription included. Keys are given by the caller."""

import logging
from dataclasses import dataclass, field, replace
from functools import partial

import dkim

from digests.mailer import Following, Mailer
from model.letter import Letter
from model.trouble import Trouble

SIGNED = (
    *("from", "to", "reply-to", "subject", "date", "message-id", "mime-version", "content-type"),
    *("list-id", "list-unsubscribe", "list-unsubscribe-post", "auto-submitted"),
)
"""RFC 8058 asks that both headers of unsubscription be signed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Seal:
    """`key` is a private key in PEM, whose public half the DNS gives at `selector._domainkey.domain`."""

    domain: str
    selector: str
    key: bytes = field(repr=False)

    def signed(self, body: bytes) -> bytes:
        """The message with its signature in front. Trouble when the key is none."""
        try:
            signature = dkim.sign(
                body,
                self.selector.encode(),
                self.domain.encode(),
                self.key,
                canonicalize=(b"relaxed", b"relaxed"),
                include_headers=[name.encode() for name in SIGNED],
                logger=_SILENT,
            )
        except (dkim.DKIMException, ValueError) as error:
            raise Trouble(
                "La clé DKIM ne peut pas signer les lettres.",
                "Vérifiez [mail] dkim_key_file : une clé privée RSA au format PEM est attendue.",
                detail=type(error).__name__,
            ) from error
        return bytes(signature) + body


_SILENT = logging.getLogger("veilleur.dkim")


class SigningMailer:
    """Signs each letter, then hands it to another mailer; the next one is signed while the server looks at this one."""

    def __init__(self, inner: Mailer, seal: Seal) -> None:
        self._inner, self._seal = inner, seal
        self._ahead: Letter | None = None

    def send(self, letter: Letter, following: Following | None = None) -> None:
        """Sends the letter's bytes with the signature in front; raises as the inner mailer does."""
        ahead, self._ahead = self._ahead, None
        signed = ahead if ahead is not None and ahead.id == letter.id else self._signed(letter)
        self._inner.send(signed, None if following is None else partial(self._look_ahead, following))

    def _signed(self, letter: Letter) -> Letter:
        return replace(letter, body=self._seal.signed(letter.body))

    def _look_ahead(self, following: Following) -> Letter | None:
        """A letter that cannot be signed is left to its own turn, where it is told: this one is in the server's hands."""
        letter = following()
        try:
            self._ahead = None if letter is None else self._signed(letter)
        except Trouble:
            self._ahead = None
        return self._ahead

    def close(self) -> None:
        """Closes the inner mailer."""
        self._inner.close()
