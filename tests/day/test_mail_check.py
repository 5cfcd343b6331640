"""What stands between a production and its first letter."""

from dataclasses import replace

import pytest

from day.mail_check import Checked, check
from day.sample import sample
from digests.signature import Seal
from tests.digests.fakes import LINKS, NOW, VOICE
from tests.digests.test_signature import PEM, PUBLIC

DNS = {
    "veilleur.example": ["google-site-verification=x", "v=spf1 mx -all"],
    "_dmarc.veilleur.example": ["v=DMARC1; p=quarantine"],
    "v1._domainkey.veilleur.example": [f"v=DKIM1; k=rsa; p={PUBLIC}"],
}
READY = Checked(
    voice=VOICE,
    site=LINKS.site,
    refusal="",
    protected=True,
    selector="v1",
    seal=Seal(domain="veilleur.example", selector="v1", key=PEM),
    sample=sample(LINKS, VOICE, "quelqu.un@veilleur.example", NOW),
)


def wrong(held: Checked, dns: dict[str, list[str]]) -> list[str]:
    return [one.what for one in check(held, lambda name: dns.get(name, [])) if not one.good]


def test_when_all_is_there_nothing_stands_in_the_way() -> None:
    assert wrong(READY, DNS) == []


@pytest.mark.parametrize(
    ("held", "dns", "what"),
    [
        (replace(READY, refusal="connexion impossible"), DNS, ["Serveur d’envoi"]),
        (replace(READY, protected=False), DNS, ["Chiffrement"]),
        (READY, DNS | {"veilleur.example": []}, ["SPF"]),
        (READY, DNS | {"veilleur.example": ["v=spf1 -all", "v=spf1 mx"]}, ["SPF"]),
        (READY, DNS | {"_dmarc.veilleur.example": []}, ["DMARC"]),
        (READY, DNS | {"v1._domainkey.veilleur.example": []}, ["Clé DKIM", "Signature"]),
        (READY, DNS | {"v1._domainkey.veilleur.example": [f"v=DKIM1; p={PUBLIC[:-20]}AAAA"]}, ["Signature"]),
        (replace(READY, seal=None), DNS, []),
        (replace(READY, seal=None, selector=""), DNS, ["Clé DKIM", "Signature"]),
        (replace(READY, voice=replace(VOICE, reply_to=None)), DNS, ["Qui répond"]),
        (replace(READY, voice=replace(VOICE, contact="Jeanne Martin")), DNS, ["Téléphone"]),
        (replace(READY, site="http://localhost:8000"), DNS, ["Adresse du site"]),
        (replace(READY, sample=b"Subject: x\r\n\r\n"), DNS, ["Désabonnement d’un geste"]),
    ],
)
def test_what_is_missing_is_named(held: Checked, dns: dict[str, list[str]], what: list[str]) -> None:
    found = wrong(held, dns)
    if held.sample is not READY.sample:
        found = [one for one in found if one != "Signature"]
    assert found == what
    assert all(one.words for one in check(held, lambda name: dns.get(name, [])))
