"""DKIM: the headers that must be signed are, and a verifier finds the signature good, until somebody touches the letter."""

import base64
import re
from email import message_from_bytes
from email.policy import default, strict

import dkim
import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

from digests.signature import SIGNED, Seal, SigningMailer
from model.trouble import Trouble
from tests.digests import golden
from tests.digests.fakes import KeepingMailer, letter

KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)
PEM = KEY.private_bytes(
    serialization.Encoding.PEM, serialization.PrivateFormat.TraditionalOpenSSL, serialization.NoEncryption()
)
PUBLIC = base64.b64encode(
    KEY.public_key().public_bytes(serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo)
).decode()
SEAL = Seal(domain="veilleur.example", selector="v1", key=PEM)


def record(name: bytes, timeout: int = 5) -> bytes | None:
    return f"v=DKIM1; k=rsa; p={PUBLIC}".encode() if name == b"v1._domainkey.veilleur.example." else None


@pytest.fixture(scope="module", params=golden.NAMES)
def body(request: pytest.FixtureRequest) -> bytes:
    return golden.letter_of(golden.scene(request.param))[1].body


def test_a_signed_letter_is_found_good_and_one_that_was_touched_is_not(body: bytes) -> None:
    signed = SEAL.signed(body)
    assert dkim.verify(signed, dnsfunc=record)
    assert not dkim.verify(signed.replace(b"One-Click", b"Two-Click"), dnsfunc=record)
    assert not dkim.verify(signed.replace(b"Veilleur", b"Voleur"), dnsfunc=record)


def test_both_headers_of_unsubscription_are_signed(body: bytes) -> None:
    signed = SEAL.signed(body)
    said = re.search(rb"h=([^;]+);", signed)
    assert said is not None
    names = {name.strip().decode() for name in re.sub(rb"\s", b"", said[1]).lower().split(b":")}
    assert set(SIGNED) - {"reply-to"} <= names
    assert signed.endswith(body)


def test_the_headers_read_under_the_strict_policy(body: bytes) -> None:
    message = message_from_bytes(SEAL.signed(body), policy=strict)
    assert message.defects == []
    for name, value in message.items():
        assert not value.defects, name
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert re.fullmatch(r"<https://\S+>", str(message["List-Unsubscribe"]).strip())


def test_a_signing_mailer_signs_what_it_hands_over_and_closes_it() -> None:
    inner = KeepingMailer()
    mailer = SigningMailer(inner, SEAL)
    mailer.send(letter())
    mailer.close()
    assert inner.taken[0].body.startswith(b"DKIM-Signature:")
    assert message_from_bytes(inner.taken[0].body, policy=default)["Subject"] == "1 nouveau"
    assert inner.closed == 1


def test_a_key_that_is_none_is_told() -> None:
    with pytest.raises(Trouble, match="DKIM"):
        Seal(domain="veilleur.example", selector="v1", key=b"not a key").signed(letter().body)
