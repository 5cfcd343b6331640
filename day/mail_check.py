"""Whether letters would reach people: what a production must have before its first one leaves. It writes nothing."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from email import message_from_bytes
from email.policy import default
from urllib.parse import urlsplit

import dkim

from digests.draft import Voice
from digests.signature import Seal

Lookup = Callable[[str], list[str]]
"""The TXT records of a name, each one whole; none when there is none."""

_PHONE = re.compile(r"(?:\d[\s.]?){9,}")
LOCAL = ("localhost", "127.0.0.1", "::1")


@dataclass(frozen=True, slots=True)
class Finding:
    """One point: what was looked at, whether letters may leave, and what to do when not (French)."""

    what: str
    good: bool
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """What is checked. `refusal` is what the server objected to when it was tried; `sample` a letter as it would leave."""

    voice: Voice
    site: str
    refusal: str
    protected: bool
    selector: str
    seal: Seal | None
    sample: bytes


def check(held: Checked, lookup: Lookup) -> list[Finding]:
    """All the points, in the order in which one mends them."""
    domain = held.voice.sender.rpartition("@")[2]
    return [*_server(held), *_names(domain, held, lookup), *_people(held), *_letter(held, lookup)]


def _server(held: Checked) -> Iterator[Finding]:
    words = f"il refuse : {held.refusal}" if held.refusal else "joint, adresse d’envoi acceptée"
    yield Finding("Serveur d’envoi", not held.refusal, words)
    safe = "lien chiffré" if held.protected else "lien en clair : mettez [mail] security = starttls ou tls"
    yield Finding("Chiffrement", held.protected, safe)


def _names(domain: str, held: Checked, lookup: Lookup) -> Iterator[Finding]:
    spf = [record for record in lookup(domain) if record.lower().startswith("v=spf1")]
    yield _record("SPF", len(spf) == 1, f"publiez un (seul) enregistrement TXT « v=spf1 … » pour {domain}")
    dmarc = any(record.lower().startswith("v=dmarc1") for record in lookup(f"_dmarc.{domain}"))
    yield _record("DMARC", dmarc, f"publiez un enregistrement TXT « v=DMARC1; p=… » pour _dmarc.{domain}")
    name = f"{held.selector}._domainkey.{domain}"
    key = bool(held.selector) and any("p=" in record for record in lookup(name))
    yield _record(
        "Clé DKIM",
        key,
        f"publiez la clé pour {name}" if held.selector else "donnez [mail] dkim_selector, même si le relais signe",
    )


def _record(what: str, good: bool, otherwise: str) -> Finding:
    return Finding(what, good, "publié" if good else otherwise)


def _people(held: Checked) -> Iterator[Finding]:
    voice, parts = held.voice, urlsplit(held.site)
    answers = bool(voice.reply_to and voice.organisation)
    yield Finding("Qui répond", answers, voice.reply_to or "" if answers else "donnez [mail] reply_to et organisation")
    phone = bool(_PHONE.search(voice.contact or ""))
    yield Finding("Téléphone", phone, voice.contact or "" if phone else "donnez un nom et un téléphone dans [mail] contact")
    public = parts.scheme == "https" and parts.hostname not in LOCAL
    yield Finding("Adresse du site", public, held.site if public else "[site] url doit être en https et publique")


def _letter(held: Checked, lookup: Lookup) -> Iterator[Finding]:
    message = message_from_bytes(held.sample, policy=default)
    one_click = message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click" and "https://" in str(
        message["List-Unsubscribe"]
    )
    yield Finding(
        "Désabonnement d’un geste", one_click, "présent" if one_click else "l’en-tête doit mener à un site en https"
    )
    if held.seal is None:
        yield Finding("Signature", bool(held.selector), "faite par le relais" if held.selector else "personne ne signe")
        return
    signed = held.seal.signed(held.sample)
    good = dkim.verify(signed, dnsfunc=lambda name, timeout=5: _first(lookup, name))
    told = "vérifiée, désabonnement compris" if good else "la clé publiée n’est pas celle de [mail] dkim_key_file"
    yield Finding("Signature", bool(good), told)


def _first(lookup: Lookup, name: bytes | str) -> bytes | None:
    said = name.decode() if isinstance(name, bytes) else name
    return next((record.encode() for record in lookup(said.rstrip(".")) if "p=" in record), None)
