"""One queue a server: hosts that a definition declares to be one machine share it, whoever reads them."""

import pytest
from scrapy import Request

from crawlers.politeness import OneQueue
from crawlers.servers import Servers
from tests.crawlers.conftest import a_feed

DECLARED = [
    a_feed("gip-a", "https://a.reseau.example/flux", server="Multisite"),
    a_feed("gip-b", "https://b.autre.example/flux", {"must_say": ["eau"]}, server="multisite"),
    a_feed("ambassades", "https://ml.ambassade.example/flux", server="*.ambassade.example"),
    a_feed("seule", "https://seule.example/flux"),
]


@pytest.mark.parametrize(
    ("host", "queue"),
    [
        ("a.reseau.example", "multisite"),
        ("B.AUTRE.example.", "multisite"),
        ("c.reseau.example", "c.reseau.example"),
        ("ml.ambassade.example", "*.ambassade.example"),
        ("sn.ambassade.example", "*.ambassade.example"),
        ("ambassade.example", "*.ambassade.example"),
        ("monambassade.example", "monambassade.example"),
        ("seule.example", "seule.example"),
    ],
)
def test_a_host_is_in_the_queue_of_its_server(host: str, queue: str) -> None:
    assert Servers.of(DECLARED).queue_of(host) == queue


def test_a_redirect_goes_to_the_queue_of_the_host_it_leads_to() -> None:
    middleware = OneQueue(Servers.of(DECLARED))
    request = Request("https://seule.example/", meta={"download_slot": "multisite"})
    middleware.process_request(request)
    assert request.meta["download_slot"] == "seule.example"
