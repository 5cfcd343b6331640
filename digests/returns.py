"""Understands what comes back to the envelope senders: bounces, complaints, gateways, absences; `day` draws what follows."""

import hashlib
import re
from collections.abc import Iterator
from email import message_from_bytes
from email.message import EmailMessage, Message
from email.policy import default

from digests.envelope import Envelopes
from model.returned import Returned, ReturnKind

_ADDRESS = re.compile(r"[^\s<>:;,\"]+@[^\s<>:;,\"]+")
_OURS = ("To", "Delivered-To", "X-Original-To", "Envelope-To", "Cc")
_GATEWAYS = re.compile(r"mailinblack|spamenmoins|vaderetro|altospam|secuserve|mailcontrol", re.IGNORECASE)
_CHALLENGE = re.compile(
    r"authentifi|(?:valid|confirm)\w+ (?:de )?(?:votre|l.)\s?(?:envoi|message|adresse|exp)|confirm your (?:message|e-?mail)",
    re.IGNORECASE,
)
_SAID_LATER = re.compile(r"5\.(?:2\.[23]|3\.\d+|4\.[1567]|7\.\d+)")
"""Classes of RFC 3463 that begin with 5 and say nothing of the address: full, too big, out of order, refused by policy."""


def understood(body: bytes, envelopes: Envelopes) -> Returned:
    """What the message `body` is, and whose letter it is about. Never raises: what cannot be read is `OTHER`."""
    message = message_from_bytes(body, policy=default)
    kind, reason = _kind(message)
    return Returned(
        mark=hashlib.sha256(body).hexdigest(),
        kind=kind,
        subscriber=_whose(message, body, envelopes),
        reason=_ADDRESS.sub("(adresse)", " ".join(reason.split()))[:200],
    )


def _kind(message: EmailMessage) -> tuple[ReturnKind, str]:
    report = str(message.get_param("report-type", "")).lower() if message.get_content_type() == "multipart/report" else ""
    if report == "feedback-report":
        return ReturnKind.COMPLAINT, _field(message, "message/feedback-report", "Feedback-Type") or "plainte"
    if report == "delivery-status":
        return _bounce(message)
    if _GATEWAYS.search(_said(message, "From")) or _CHALLENGE.search(_said(message, "Subject")):
        return ReturnKind.GATEWAY, _said(message, "Subject")
    if _is_automatic(message):
        return ReturnKind.ABSENCE, _said(message, "Subject")
    return ReturnKind.OTHER, _said(message, "Subject")


def _bounce(message: EmailMessage) -> tuple[ReturnKind, str]:
    """RFC 3464: the first recipient that failed, else the first one."""
    blocks = [block for block in _blocks(message, "message/delivery-status") if block["Action"]]
    failed = next((block for block in blocks if str(block["Action"]).strip().lower() == "failed"), None)
    block = failed or next(iter(blocks), None)
    if block is None:
        return ReturnKind.OTHER, "rapport sans destinataire"
    action, status = str(block["Action"]).strip().lower(), str(block["Status"] or "").strip()
    reason = f"{status} {block['Diagnostic-Code'] or ''}"
    if action not in ("failed", "delayed"):
        return ReturnKind.OTHER, reason
    lasting = action == "failed" and status.startswith("5") and not _SAID_LATER.match(status)
    return (ReturnKind.HARD if lasting else ReturnKind.SOFT), reason


def _is_automatic(message: EmailMessage) -> bool:
    """RFC 3834, and what answered before it."""
    auto = _said(message, "Auto-Submitted").lower()
    precedence = _said(message, "Precedence").lower()
    return (auto not in ("", "no")) or precedence == "auto_reply" or "X-Autoreply" in message or "X-Autorespond" in message


def _whose(message: EmailMessage, body: bytes, envelopes: Envelopes) -> int | None:
    """By the address of ours that it came to; a report that was forwarded still holds the letter's own Return-Path."""
    for name in _OURS:
        for said in message.get_all(name, []):
            found = envelopes.subscriber_of(str(said))
            if found is not None:
                return found
    return envelopes.subscriber_of(body.decode("utf-8", "replace"))


def _said(message: EmailMessage, name: str) -> str:
    return str(message[name] or "")


def _field(message: EmailMessage, kind: str, name: str) -> str:
    return next((str(block[name]) for block in _blocks(message, kind) if block[name]), "")


def _blocks(message: EmailMessage, kind: str) -> Iterator[Message]:
    """The groups of fields of a report; the email package makes a message of each, or leaves them as text."""
    for part in message.walk():
        if part.get_content_type() != kind:
            continue
        held = part.get_payload()
        if isinstance(held, list):
            yield from (one for one in held if isinstance(one, Message))
        elif isinstance(held, str):
            yield from (message_from_bytes(text.encode(), policy=default) for text in held.split("\n\n") if text.strip())
