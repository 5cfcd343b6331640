"""The page whose address our robot gives: who reads, why, when, how to be left out, how to send a call."""

from datetime import time

import pytest

from digests.links import Links
from tests.digests import fakes
from tests.web.conftest import House
from web import Robot, Site, create_app


@pytest.mark.parametrize(
    "words",
    [
        "Qui lit, et pourquoi",
        "Une fois par jour, vers 06&nbsp;h&nbsp;15",
        "à 3.5&nbsp;secondes",
        "User-agent: Guetteur\nDisallow: /",
        "Guetteur/2.0 (+https://veille.example/robot)",
        "Nous envoyer un appel",
    ],
)
def test_the_robot_says_who_it_is_and_how_to_stop_it(house: House, words: str) -> None:
    robot = Robot(name="Guetteur", agent="Guetteur/2.0 (+https://veille.example/robot)", delay=3.5, hour=time(6, 15))
    site = Site(database=house.path, links=Links(b"k" * 32, "https://veille.example"), voice=fakes.VOICE,
                now=lambda: fakes.NOW, robot=robot)  # fmt: skip
    answer = create_app(site).test_client().get("/robot")
    assert answer.status_code == 200
    assert words in answer.text


def test_the_page_asks_the_base_nothing(house: House) -> None:
    house.path.unlink()
    assert house.client.get("/robot").status_code == 200
