"""DKIM (RFC 6376): signs the letters that leave, the headers of unsubscription included. Keys are given by the caller."""

import logging
from dataclasses import dataclass, field, replace

import dkim

from digests.mailer import Mailer
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
    """Signs each letter, then hands it to another mailer."""

    def __init__(self, inner: Mailer, seal: Seal) -> None:
        self._inner, self._seal = inner, seal

    def send(self, letter: Letter) -> None:
        """Sends the letter's bytes with the signature in front; raises as the inner mailer does."""
        self._inner.send(replace(letter, body=self._seal.signed(letter.body)))

    def close(self) -> None:
        """Closes the inner mailer."""
        self._inner.close()
