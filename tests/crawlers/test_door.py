"""The door of the crawlers, on a real web site on loopback: what is read, and each fault a site may have."""

import gzip
import os
import ssl
import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from crawlers import CrawlOptions, Definition, read
from model.codes import ReadResult
from model.notice import Notice, Outcome
from model.source import SourceState
from tests.crawlers.conftest import NOW, a_feed
from tests.crawlers.funder import Funder, Hit, Page

OPTIONS = CrawlOptions(
    agent="Veilleur/essai", contact="https://veilleur.example/robot", delay=0, retries=1, retry_wait=0, timeout=20,
    allow_private_hosts=("127.0.0.1",),
)  # fmt: skip

RSS = """<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>Appels</title>{}</channel></rss>"""
ITEM = (
    "<item><guid isPermaLink='false'>appel-{0}</guid><link>https://fondation.example/appels/{0}</link>"
    "<title>Appel n° {0} : l’eau</title></item>"
)


def a_list(*numbers: int) -> bytes:
    return RSS.format("".join(ITEM.format(number) for number in numbers)).encode()


@dataclass
class Crawl:
    """What one crawl gave."""

    notices: list[Notice]
    outcomes: dict[str, Outcome]

    def codes(self, slug: str) -> list[str]:
        return [problem.code for problem in self.outcomes[slug].problems]

    @property
    def states(self) -> dict[str, SourceState]:
        return {slug: outcome.state for slug, outcome in self.outcomes.items()}


def crawl(definitions: Sequence[Definition], states: dict[str, SourceState] | None = None, now: datetime = NOW,
          options: CrawlOptions = OPTIONS) -> Crawl:  # fmt: skip
    things = list(read(definitions, states or {}, now, options))
    outcomes = [thing for thing in things if isinstance(thing, Outcome)]
    assert len(outcomes) == len(definitions)
    return Crawl([thing for thing in things if isinstance(thing, Notice)], {outcome.source: outcome for outcome in outcomes})


@pytest.fixture(scope="module")
def self_signed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Funder]:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(_certificate(tmp_path_factory.mktemp("tls")))
    with Funder(context) as site:
        site.pages["/liste"] = Page(a_list(1))
        yield site


def _certificate(folder: Path) -> Path:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "127.0.0.1")])
    start = datetime.now(UTC) - timedelta(days=1)
    made = (
        x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
        .serial_number(x509.random_serial_number()).not_valid_before(start).not_valid_after(start + timedelta(days=9))
        .sign(key, hashes.SHA256())
    )  # fmt: skip
    secret = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    path = folder / "site.pem"
    path.write_bytes(secret + made.public_bytes(serialization.Encoding.PEM))
    return path


@pytest.fixture(scope="module")
def sick(funder: Funder, self_signed: Funder) -> Crawl:
    """One crawl of two healthy sources among many that are not."""
    tries: list[Hit] = []

    def better_the_second_time(hit: Hit) -> Page:
        tries.append(hit)
        return Page(status=503) if len(tries) == 1 else Page(a_list(9))

    funder.pages |= {
        "/robots.txt": Page(b"User-agent: Veilleur\nDisallow: /interdit\n"),
        "/bon": Page(a_list(1, 2)),
        "/compresse": Page(gzip.compress(a_list(3)), headers={"Content-Encoding": "gzip"}),
        "/rechute": better_the_second_time,
        "/enorme": Page(b" " * 1_000_000, chunks=50),
        "/enorme-annonce": Page(b"", length=50_000_000),
        "/bombe": Page(gzip.compress(b" " * 30_000_000), headers={"Content-Encoding": "gzip"}),
        "/gzip-coupe": Page(gzip.compress(a_list(*range(200)))[:-30], headers={"Content-Encoding": "gzip"}),
        "/mal-code": Page(a_list(4).replace("’".encode(), b"\x92")),
        "/charabia": Page(b"\x80\x81\xfe" * 500),
        "/page": Page(
            b"<!DOCTYPE html><html><body>Site en maintenance</body></html>", headers={"Content-Type": "text/html"}
        ),
        "/connexion": Page(b'<html><form><input type="password"></form></html>', headers={"Content-Type": "text/html"}),
        "/403": Page(status=403),
        "/500": Page(status=500),
        "/429": Page(status=429, headers={"Retry-After": "7200"}),
        "/coupe": Page(b"<rss>", length=10_000),
        "/interdit/liste": Page(a_list(5)),
        "/vers-localhost": Page(status=302, headers={"Location": f"http://localhost:{funder.port}/bon"}),
        "/vers-metadata": Page(status=302, headers={"Location": "http://169.254.169.254/latest/meta-data/"}),
        "/vers-fichier": Page(status=302, headers={"Location": "file:///etc/passwd"}),
    }
    paths = [path for path in funder.pages if path != "/robots.txt"]
    definitions = [a_feed(path.strip("/").replace("/", "-"), funder.url + path) for path in [*paths, "/404"]]
    definitions += [
        a_feed("certificat", f"{self_signed.url}/liste"),
        a_feed("prive", "http://192.168.0.1/liste"),
        a_feed("deguise", f"http://2130706433:{funder.port}/bon"),
        a_feed("ipv6", f"http://[::1]:{funder.port}/bon"),
        a_feed("port", "http://203.0.113.9.nip.example:22/"),
        a_feed("fermee", "http://127.0.0.1:9/liste"),
        a_feed("disparue", "http://fonds-disparu.invalid/liste"),
    ]
    return crawl(definitions)


def test_healthy_sources_are_read_whatever_happens_to_the_others(sick: Crawl) -> None:
    told = {notice.source: notice.title for notice in sick.notices}
    assert sick.outcomes["bon"].result is ReadResult.READ
    assert sick.outcomes["bon"].seen == ("appel-1", "appel-2")
    assert told["compresse"] == "Appel n° 3 : l’eau"
    assert told["rechute"] == "Appel n° 9 : l’eau"
    assert {"bon", "compresse", "rechute", "mal-code", "deguise"} == set(told)


@pytest.mark.parametrize(
    ("slug", "code"),
    [
        ("enorme", "too_big"),
        ("enorme-annonce", "too_big"),
        ("bombe", "too_big"),
        ("gzip-coupe", "bad_compression"),
        ("charabia", "invalid_utf8"),
        ("page", "maintenance"),
        ("connexion", "login_wall"),
        ("403", "refused"),
        ("404", "not_found"),
        ("500", "server_error"),
        ("429", "too_many_requests"),
        ("coupe", "cut_short"),
        ("interdit-liste", "robots_refused"),
        ("vers-localhost", "blocked_address"),
        ("vers-metadata", "blocked_address"),
        ("vers-fichier", "unexpected_status"),
        ("certificat", "certificate"),
        ("prive", "blocked_address"),
        ("ipv6", "blocked_address"),
        ("port", "bad_address"),
        ("fermee", "unreachable"),
        ("disparue", "dns_gone"),
    ],
)
def test_each_fault_has_its_own_words(sick: Crawl, slug: str, code: str) -> None:
    outcome = sick.outcomes[slug]
    assert (outcome.result, sick.codes(slug)) == (ReadResult.FAILED, [code]), outcome.problems
    assert outcome.problems[0].subject == slug
    assert outcome.problems[0].message
    assert outcome.state.failures == 1


def test_a_disguised_spelling_of_an_allowed_host_is_that_host(sick: Crawl) -> None:
    assert sick.outcomes["deguise"].result is ReadResult.READ


def test_a_stray_byte_costs_no_call_and_is_told(sick: Crawl) -> None:
    assert sick.outcomes["mal-code"].result is ReadResult.READ
    assert sick.codes("mal-code") == ["invalid_utf8"]
    assert [notice.title for notice in sick.notices if notice.source == "mal-code"] == ["Appel n° 4 : l’eau"]


def test_a_server_that_asks_for_a_pause_gets_it(sick: Crawl, funder: Funder) -> None:
    state = sick.states["429"]
    assert state.retry_after is not None
    assert timedelta(hours=2) <= state.retry_after - NOW < timedelta(hours=2, minutes=1)
    again = crawl([a_feed("429", f"{funder.url}/429")], {"429": state}, NOW + timedelta(hours=1))
    assert again.outcomes["429"].result is ReadResult.SKIPPED
    assert again.outcomes["429"].state == state


def test_requests_say_who_asks_and_where_to_find_us(sick: Crawl, funder: Funder) -> None:
    assert {hit.headers["user-agent"] for hit in funder.hits} == {"Veilleur/essai (+https://veilleur.example/robot)"}
    assert [hit.headers["host"] for hit in funder.hits_of("/robots.txt")].count(f"127.0.0.1:{funder.port}") == 1
    assert not funder.hits_of("/interdit/liste")


def test_the_next_reading_asks_whether_anything_changed(funder: Funder) -> None:
    funder.pages |= {
        "/etag": Page(a_list(1), etag='"v1"'),
        "/muet": Page(a_list(2)),
        "/modifie": Page(a_list(3), headers={"Last-Modified": "Mon, 23 Nov 2026 06:00:00 GMT"}),
        "/nouveau": Page(a_list(4), etag='"v1"'),
    }
    definitions = [a_feed(name, f"{funder.url}/{name}") for name in ("etag", "muet", "modifie", "nouveau")]
    first = crawl(definitions)
    funder.pages["/nouveau"] = Page(a_list(4, 5), etag='"v2"')
    second = crawl(definitions, first.states)
    results = {slug: outcome.result for slug, outcome in second.outcomes.items()}
    assert results.pop("nouveau") is ReadResult.READ, second.outcomes["nouveau"].problems
    assert set(results.values()) == {ReadResult.UNCHANGED}
    assert [notice.reference for notice in second.notices] == ["appel-4", "appel-5"]
    assert second.outcomes["etag"].seen == ("appel-1",)
    assert funder.hits_of("/modifie")[-1].headers["if-modified-since"] == "Mon, 23 Nov 2026 06:00:00 GMT"
    assert second.states["etag"].volumes == (1, 1)


def test_a_changed_definition_is_read_anew(funder: Funder) -> None:
    funder.pages["/fiche"] = Page(a_list(1, 2), etag='"v1"')
    first = crawl([a_feed("fiche", f"{funder.url}/fiche")])
    changed = a_feed("fiche", f"{funder.url}/fiche", {"must_say": ["n° 2"]})
    second = crawl([changed], first.states)
    assert [notice.reference for notice in second.notices] == ["appel-2"]
    assert second.outcomes["fiche"].dropped == (("ne contient aucune des expressions demandées par la fiche", 1),)


def test_leaving_the_iterator_kills_the_child(funder: Funder) -> None:
    never = threading.Event()
    funder.pages |= {"/vite": Page(a_list(1)), "/jamais": Page(wait=never)}
    reading = read([a_feed("vite", f"{funder.url}/vite"), a_feed("jamais", f"{funder.url}/jamais")], {}, NOW, OPTIONS)
    assert isinstance(next(reading), Notice)
    assert len(_children()) == 1
    reading.close()  # type: ignore[attr-defined]
    never.set()
    assert not _children()


def test_a_child_that_dies_fails_only_what_it_had_not_finished(funder: Funder) -> None:
    never = threading.Event()
    funder.pages |= {"/fini": Page(a_list(1)), "/en-cours": Page(wait=never)}
    reading = read([a_feed("fini", f"{funder.url}/fini"), a_feed("en-cours", f"{funder.url}/en-cours")], {}, NOW, OPTIONS)
    things = [next(reading), next(reading)]
    (child,) = _children()
    os.kill(child, 9)
    things += list(reading)
    never.set()
    outcomes = {thing.source: thing for thing in things if isinstance(thing, Outcome)}
    assert outcomes["fini"].result is ReadResult.READ
    assert outcomes["en-cours"].result is ReadResult.FAILED
    assert [problem.code for problem in outcomes["en-cours"].problems] == ["child_ended"]
    assert outcomes["en-cours"].state.failures == 1


def test_a_silent_child_is_killed_and_told(funder: Funder) -> None:
    impatient = CrawlOptions(stuck_seconds=0.01, allow_private_hosts=("127.0.0.1",))
    found = crawl([a_feed("muette", f"{funder.url}/bon")], options=impatient)
    assert found.codes("muette") == ["stuck"]
    assert not _children()


def test_a_server_that_does_not_answer_times_out(funder: Funder) -> None:
    never = threading.Event()
    funder.pages["/lent"] = Page(wait=never)
    found = crawl([a_feed("lent", f"{funder.url}/lent")], options=replace(OPTIONS, timeout=0.3, retries=0))
    never.set()
    assert found.codes("lent") == ["time_out"]


def test_a_source_that_takes_too_long_is_given_up(funder: Funder) -> None:
    never = threading.Event()
    funder.pages["/interminable"] = Page(wait=never)
    found = crawl([a_feed("interminable", f"{funder.url}/interminable")], options=replace(OPTIONS, source_seconds=0.2))
    never.set()
    assert found.codes("interminable") == ["too_slow"]


def _children() -> list[int]:
    """The living child processes of this one."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            fields = (folder / "stat").read_text().rsplit(")", 1)[1].split()
        except OSError:  # it ended meanwhile
            continue
        if int(fields[1]) == os.getpid() and fields[0] != "Z":
            found.append(int(folder.name))
    return found
