"""The pages of calls are visited as a well-behaved reader would, on a real server."""

from collections.abc import Callable, Iterator

import pytest

from crawlers.links import visit
from crawlers.options import CrawlOptions
from model.link import LinkState, Visit
from pipelines.links import Answer, answer, verdict
from tests.crawlers.conftest import NOW
from tests.crawlers.funder import Funder, Hit, Page

OPTIONS = CrawlOptions(delay=0, allow_private_hosts=("127.0.0.1",), retry_wait=0)
HTML = {"Content-Type": "text/html; charset=utf-8"}
TITLE = "Appel à projets Eau en Afrique"


def page(title: str = TITLE, body: str = "<p>Dossiers jusqu’au 15 septembre.</p>", status: int = 200) -> Page:
    markup = f"<html><head><title>{title}</title></head><body><nav>Menu</nav><h1>{title}</h1>{body}</body></html>"
    return Page(markup.encode(), status, HTML)


def moved(to: str) -> Page:
    return Page(b"", 301, {"Location": to})


def only_get(answered: Page, refusal: int = 405) -> Callable[[Hit], Page]:
    return lambda hit: answered if hit.method == "GET" else Page(b"", refusal)


@pytest.fixture(scope="module")
def found() -> Iterator[dict[str, tuple[Answer, Visit]]]:
    with Funder() as site:
        site.pages = {
            "/robots.txt": Page(b"User-agent: *\nDisallow: /prive\n"),
            "/eau": page(),
            "/405": only_get(page()),
            "/403": only_get(page(), 403),
            "/404-to-heads": only_get(page(), 404),
            "/forbidden": page(status=403),
            "/gone": page(status=410),
            "/moved": moved("/eau"),
            "/home": moved("/"),
            "/appels/eau-2026": moved("/appels"),
            "/appels": page("Nos appels", "<p>Culture, jeunesse.</p>"),
            "/": page("Bienvenue"),
            "/soft": page("Page introuvable", "<p>La page demandée n’existe plus.</p>"),
            "/broken": Page(b"", 500),
            "/busy": Page(b"", 503),
            "/rules.pdf": Page(b"%PDF-1.4", 200, {"Content-Type": "application/pdf"}),
            "/prive/eau": page(),
            "/loop": moved("/loop"),
        }
        urls = [f"{site.url}{path}" for path in (*site.pages, "/missing")]
        private = "http://10.0.0.1/eau"
        seen = dict(visit([*urls, private, "pas une adresse"], NOW, OPTIONS))
        found = {url.removeprefix(site.url): (answer(url, one, TITLE), one) for url, one in seen.items()}
        found["hits"] = (
            Answer.UNKNOWN,
            Visit(at=NOW, status=None, text=" ".join(f"{h.method}:{h.path}" for h in site.hits)),
        )
        yield found


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/eau", Answer.THERE),
        ("/405", Answer.THERE),
        ("/403", Answer.THERE),
        ("/404-to-heads", Answer.THERE),
        ("/forbidden", Answer.UNKNOWN),
        ("/missing", Answer.GONE),
        ("/gone", Answer.GONE),
        ("/moved", Answer.THERE),
        ("/home", Answer.ELSEWHERE),
        ("/appels/eau-2026", Answer.ELSEWHERE),
        ("/soft", Answer.GONE),
        ("/broken", Answer.UNKNOWN),
        ("/busy", Answer.UNKNOWN),
        ("/rules.pdf", Answer.THERE),
        ("/prive/eau", Answer.UNKNOWN),
        ("/loop", Answer.UNKNOWN),
        ("http://10.0.0.1/eau", Answer.UNKNOWN),
        ("pas une adresse", Answer.UNKNOWN),
    ],
)
def test_what_a_visit_finds(found: dict[str, tuple[Answer, Visit]], path: str, expected: Answer) -> None:
    assert found[path][0] is expected, found[path]


def test_robots_are_obeyed_and_files_and_busy_servers_are_asked_once(found: dict[str, tuple[Answer, Visit]]) -> None:
    hits = found["hits"][1].text.split()
    assert not [hit for hit in hits if hit.endswith("/prive/eau")]
    assert [hit for hit in hits if hit.endswith("/rules.pdf")] == ["HEAD:/rules.pdf"]
    assert [hit for hit in hits if hit.endswith("/busy")] == ["HEAD:/busy"]


def test_the_beginning_of_a_page_is_its_title_and_its_text(found: dict[str, tuple[Answer, Visit]]) -> None:
    assert found["/eau"][1].text == f"{TITLE} {TITLE} {TITLE} Dossiers jusqu’au 15 septembre."
    assert verdict("/eau", [found["/eau"][1]]) is LinkState.FINE


def test_nothing_to_visit_starts_nothing() -> None:
    assert list(visit([], NOW, OPTIONS)) == []
