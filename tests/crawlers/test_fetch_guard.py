"""The guard of addresses: what leads to a private network is refused in every spelling."""

import ipaddress
import socket
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scrapy import Request
from scrapy.resolver import dnscache
from twisted.internet.address import IPv4Address, IPv6Address

from crawlers.fetch_guard import GuardedResolver, Never, Refused, UrlGuard, is_public, literal, refusal, refused_key

HOSTILE = [
    "http://127.0.0.1/", "http://127.1/", "http://2130706433/", "http://0x7f000001/", "http://0x7f.1/", "http://0177.0.0.1/",
    "http://①②⑦.⓪.⓪.①/", "http://127。0。0。1/", "http://127.0.0.1./", "http://0.0.0.0/", "http://0/", "http://10.1.2.3/",
    "http://172.16.0.1/", "http://192.168.1.1/", "http://169.254.169.254/latest/meta-data/", "http://100.64.0.1/",
    "http://224.0.0.1/", "http://255.255.255.255/", "http://192.0.2.1/", "http://[::1]/", "http://[::]/", "http://[::ffff:127.0.0.1]/",
    "http://[::ffff:7f00:1]/", "http://[::127.0.0.1]/", "http://[64:ff9b::127.0.0.1]/", "http://[2002:7f00:1::]/", "http://[fe80::1%25eth0]/",
    "http://[fd00::1]/", "http://[ff02::1]/", "http://localhost/", "http://LOCALHOST./", "http://app.localhost/", "http://serveur/",
    "http://imprimante.local/", "http://nas.lan/", "http://api.internal/",
]  # fmt: skip

BAD = [
    "ftp://a.example/",
    "file:///etc/passwd",
    "data:text/html,x",
    "http://moi:secret@a.example/",
    "http://a.example:22/",
    "http://a.example:6379/",
]


@pytest.mark.parametrize("url", HOSTILE)
def test_private_addresses_are_refused_in_every_spelling(url: str) -> None:
    refused = refusal(Request(url), ())
    assert refused is not None
    assert refused.is_private


@pytest.mark.parametrize("url", BAD)
def test_other_schemes_passwords_and_ports_are_refused(url: str) -> None:
    refused = refusal(Request(url), ())
    assert refused is not None
    assert not refused.is_private


def test_a_proxy_would_connect_behind_the_guard() -> None:
    assert refusal(Request("http://a.example/", meta={"proxy": "http://b.example"}), ()) is not None


@pytest.mark.parametrize(
    "url", ["https://a.example/", "http://a.example:8080/", "http://8.8.8.8/", "https://[2606:4700::1111]/"]
)
def test_public_addresses_pass(url: str) -> None:
    assert refusal(Request(url), ()) is None


@pytest.mark.parametrize(
    ("url", "passes"),
    [
        ("http://127.0.0.1:8765/x", True),
        ("http://127.1:8765/", True),
        ("http://127.0.0.2:8765/", False),
        ("http://localhost:8765/", False),
        ("file:///etc/passwd", False),
    ],
)
def test_a_listed_host_is_allowed_on_any_port_and_no_other(url: str, passes: bool) -> None:
    assert (refusal(Request(url), {"127.0.0.1"}) is None) is passes


def test_the_middleware_raises_what_it_refuses() -> None:
    UrlGuard(["Intranet.example"]).process_request(Request("http://intranet.example:9000/"))
    with pytest.raises(Refused):
        UrlGuard([]).process_request(Request("http://10.0.0.1/"))


@given(st.ip_addresses(v=4))
def test_an_address_hidden_in_another_is_judged_like_itself(address: ipaddress.IPv4Address) -> None:
    mapped = ipaddress.IPv6Address(f"::ffff:{address}")
    nat64 = ipaddress.IPv6Address((0x64FF9B << 96) | int(address))
    assert is_public(mapped) == is_public(nat64) == is_public(address)


@given(st.ip_addresses(v=4))
def test_every_spelling_of_a_number_is_that_number(address: ipaddress.IPv4Address) -> None:
    assert literal(str(int(address))) == literal(hex(int(address))) == literal(str(address)) == address


@given(st.from_regex(r"[a-z]{1,10}\.example", fullmatch=True))
def test_a_name_is_no_number(name: str) -> None:
    assert literal(name) is None


class Names:
    """Answers names like a server of names: each look-up gets the next answer."""

    def __init__(self, *answers: list[str]) -> None:
        self.answers = list(answers)

    def resolveHostName(self, receiver: Any, name: str, port: int, *_: object) -> Any:  # noqa: N802 - Twisted's name
        receiver.resolutionBegan(self)
        for host in self.answers.pop(0):
            receiver.addressResolved((IPv6Address if ":" in host else IPv4Address)("TCP", host, port))
        receiver.resolutionComplete()
        return receiver


class Asker:
    """Keeps the addresses that a look-up gives."""

    def __init__(self) -> None:
        self.found: list[str] = []
        self.is_over = False

    def resolutionBegan(self, _: object) -> None:  # noqa: N802 - Twisted's names
        """Nothing is known yet."""

    def addressResolved(self, address: Any) -> None:  # noqa: N802
        self.found.append(address.host)

    def resolutionComplete(self) -> None:  # noqa: N802
        self.is_over = True


class Stats(dict[str, str]):
    """What the crawl keeps aside."""

    def set_value(self, name: str, value: str) -> None:
        self[name] = value


def resolver(*answers: list[str], cache: int = 0) -> GuardedResolver:
    dnscache.clear()
    made = GuardedResolver(SimpleNamespace(nameResolver=Names(*answers)), cache)
    made.crawler = SimpleNamespace(stats=Stats())  # type: ignore[assignment]
    return made


def asked(guarded: GuardedResolver, name: str) -> list[str]:
    asker = Asker()
    guarded.resolveHostName(asker, name, 443)
    assert asker.is_over
    return asker.found


def test_a_name_has_all_its_public_addresses_of_both_families() -> None:
    both = ["2606:4700::6810:84e5", "93.184.216.34"]
    assert asked(resolver(both), "double.example") == both


@pytest.mark.parametrize(
    "private", ["127.0.0.1", "::1", "fd00::1", "fe80::1", "::ffff:10.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::", "10.1.2.3"]
)
def test_private_addresses_of_both_families_are_never_handed_over(private: str) -> None:
    guarded = resolver([private, "93.184.216.34"], [private])
    assert asked(guarded, "melange.example") == ["93.184.216.34"]
    assert asked(guarded, "prive.example") == []
    assert guarded.crawler.stats[refused_key("prive.example")] == private  # type: ignore[union-attr, index]


def test_a_name_that_changes_its_answer_is_judged_by_each_answer() -> None:
    guarded = resolver(["93.184.216.34"], ["127.0.0.1"])
    assert asked(guarded, "girouette.example") == ["93.184.216.34"]
    assert asked(guarded, "girouette.example") == []


def test_what_is_kept_of_a_name_is_judged_again() -> None:
    guarded = resolver(["10.0.0.7", "2606:4700::1111"], cache=10)
    assert asked(guarded, "melange.example") == asked(guarded, "melange.example") == ["2606:4700::1111"]


def test_a_listed_name_may_be_private() -> None:
    guarded = resolver(["10.0.0.7"])
    guarded.allowed = frozenset({"intranet.example"})
    assert asked(guarded, "intranet.example") == ["10.0.0.7"]


@pytest.mark.parametrize(
    ("url", "is_left_alone"),
    [
        ("https://fonds.example/appels", True),
        ("https://www.FONDS.example./appels", True),
        ("https://autrefonds.example/", False),
        ("https://fonds.example.org/", False),
    ],
)
def test_a_host_that_is_never_asked_is_left_alone_with_its_subdomains(url: str, is_left_alone: bool) -> None:
    guard = UrlGuard([], ["Fonds.example"])
    if is_left_alone:
        with pytest.raises(Never):
            guard.process_request(Request(url))
    else:
        guard.process_request(Request(url))


def test_the_c_library_would_take_the_spellings_we_refuse() -> None:
    assert socket.inet_aton("127.1") == socket.inet_aton("2130706433") == socket.inet_aton("0x7f.1")
