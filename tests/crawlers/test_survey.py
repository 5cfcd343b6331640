"""What is proposed for an address that nobody described: pages of our own in the shape of the usual platforms."""

import json
from typing import Any

import pytest

from crawlers.definition import DefinitionError, of_table
from crawlers.health import Code, Unreadable
from crawlers.recipes.base import Answer, Ask
from crawlers.recipes.survey import PROPOSALS, SITE
from crawlers.rehearsal import rehearse
from model.codes import ReadResult

HOST = "https://fondation.example"
PAGE = f"{HOST}/appels/"


def a_page(body: str, head: str = "") -> str:
    menu = "".join(f'<li><a href="/menu-{number}">Appels et projets, rubrique {number}</a></li>' for number in range(9))
    return f"""<!DOCTYPE html><html lang="fr"><head><title>Nos appels | Fondation d’essai</title>{head}</head>
<body><nav><ul>{menu}</ul></nav><main><h1>Nos appels à projets</h1>{body}</main>
<footer><ul>{menu}</ul></footer></body></html>"""


def cards(*titles: str) -> str:
    made = (
        f'<li class="carte carte-{number} {"first" if number == 0 else ""}"><h3><a href="/appels/{number}">{title}</a></h3>'
        f"<p>Date limite : {number + 1} mars 2027.</p><a href='/appels/{number}'>Lire la suite</a></li>"
        for number, title in enumerate(titles)
    )
    return f"<ul class='liste'>{''.join(made)}</ul>"


def surveyed(pages: dict[str, str], url: str = PAGE) -> tuple[list[dict[str, Any]], dict[str, Any]]:
    """The proposals, and what the page says of its site."""
    asked: list[str] = []

    def respond(ask: Ask) -> Answer | Unreadable:
        asked.append(ask.url)
        if ask.url not in pages:
            return Unreadable(Code.NOT_FOUND, ask.url)
        return Answer(url=ask.url, headers={}, body=pages[ask.url].encode())

    notices, outcome = rehearse(definition(url), respond)
    assert (notices, outcome.result) == ([], ReadResult.UNCHANGED), outcome.problems
    assert len(asked) == len(set(asked)) <= 15
    return json.loads(outcome.state.memory[PROPOSALS]), json.loads(outcome.state.memory[SITE])


def definition(url: str) -> Any:
    content = {
        "name": "Fondation", "publisher": "Fondation", "url": url, "language": "fr", "recipe": "survey",
        "state": "to_probe", "official": False, "why": "Pour voir.", "read": {"url": url},
    }  # fmt: skip
    return of_table("fondation", content)


def test_repeated_cards_are_found_and_menus_are_not() -> None:
    found, about = surveyed({PAGE: a_page(cards("Appel Eau 2027", "Appel Jeunesse 2027", "Appel Patrimoine 2027"))})
    best = found[0]
    assert (best["recipe"], best["read"]["item"]) == ("html_list", "li.carte")
    assert (best["read"]["fields"]["title"], best["read"]["fields"]["link"]) == ("h3", "h3 a")
    assert best["sample"] == ["Appel Eau 2027", "Appel Jeunesse 2027", "Appel Patrimoine 2027"]
    assert (about["name"], about["language"]) == ("Fondation d’essai", "fr")
    assert not any("rubrique" in title for one in found for title in one["sample"])


def test_the_text_of_the_page_of_a_card_is_looked_for() -> None:
    text = "Cet appel soutient les communes et leurs partenaires. " * 10
    pages = {PAGE: a_page(cards("Appel Eau", "Appel Sport")), f"{HOST}/appels/0": a_page(f"<div class='texte'>{text}</div>")}
    best = surveyed(pages)[0][0]
    assert best["read"]["detail"]["fields"] == {"text": ".texte"}
    assert "text" not in best["read"]["fields"]


@pytest.mark.parametrize(
    ("links", "wanted"),
    [
        ('<a class="next" href="?page=2">Suivante</a>', {"next": "a.next"}),
        ('<a href="?debut_articles=10">2</a><a href="?debut_articles=20">3</a>',
         {"page_parameter": "debut_articles", "page_first": 0, "page_step": 10}),
        ('<a href="?page=0">1</a><a href="?page=1">2</a>', {"page_parameter": "page", "page_first": 0, "page_step": 1}),
        ('<a href="?page=2">2</a><a href="?page=3">3</a>', {"page_parameter": "page", "page_first": 1, "page_step": 1}),
    ],
)  # fmt: skip
def test_the_way_to_the_next_page_is_found(links: str, wanted: dict[str, Any]) -> None:
    best = surveyed({PAGE: a_page(cards("Appel Eau", "Appel Sport") + links)})[0][0]
    assert {name: best["read"].get(name) for name in wanted} == wanted


def test_feeds_are_found_and_those_of_comments_left() -> None:
    head = (
        '<link rel="alternate" type="application/rss+xml" href="/feed/">'
        '<link rel="alternate" type="application/rss+xml" title="Commentaires" href="/comments/feed/">'
    )
    items = "".join(f"<item><title>Appel à projets {n}</title><link>{HOST}/{n}</link></item>" for n in range(3))
    feed = f'<?xml version="1.0"?><rss version="2.0"><channel><title>F</title>{items}</channel></rss>'
    found, _ = surveyed({PAGE: a_page("<p>Rien.</p>", head), f"{HOST}/feed/": feed})
    assert [one["read"]["feed"] for one in found if one["recipe"] == "feed"] == [f"{HOST}/feed/"]
    assert surveyed({f"{HOST}/feed/": feed}, f"{HOST}/feed/")[0][0]["recipe"] == "feed"


def test_the_contents_of_a_wordpress_site_are_found_by_its_interface() -> None:
    head = '<link rel="https://api.w.org/" href="https://fondation.example/wp-json/">'
    types = {"post": {"name": "Articles", "rest_base": "posts"}, "aap": {"name": "Appels à projets", "rest_base": "appel"}}
    records = [{"title": {"rendered": f"Appel {n}"}, "link": f"{HOST}/{n}"} for n in range(3)]
    pages = {
        PAGE: a_page("<p>Rien.</p>", head),
        f"{HOST}/wp-json/wp/v2/types": json.dumps(types),
        f"{HOST}/wp-json/wp/v2/appel": json.dumps(records),
    }
    best = surveyed(pages)[0][0]
    assert (best["recipe"], best["read"]["records"]) == ("wordpress", f"{HOST}/wp-json/wp/v2/appel")


def test_the_template_of_the_regional_networks_is_known() -> None:
    head = '<meta name="generator" content="WordPress 6.5">'
    links = "".join(f'<p><a href="/appel-projet/eau-{n}/">Appel Eau {n}</a></p>' for n in range(3))
    best = surveyed({PAGE: a_page(links, head)})[0][0]
    assert (best["recipe"], best["read"]["template"]) == ("wordpress", "appel-projet")


def test_data_in_json_is_described_by_its_names() -> None:
    items = [
        {"intitule": f"Aide {n}", "lien_fiche": f"{HOST}/{n}", "date_cloture": "2027-03-01", "resume": "…"} for n in "ab"
    ]
    best = surveyed({PAGE: json.dumps({"total": 2, "donnees": {"aides": items}})})[0][0]
    assert (best["recipe"], best["read"]["items"]) == ("json_api", "donnees.aides")
    fields = {"title": "intitule", "link": "lien_fiche", "deadline": "date_cloture", "text": "resume"}
    assert best["read"]["fields"] == fields


def test_what_a_page_says_in_json_ld_is_found_even_with_a_comma_too_many() -> None:
    objects = [{"@type": "Grant", "name": f"Appel {n}", "url": f"{HOST}/{n}"} for n in range(2)]
    data = json.dumps({"@context": "https://schema.org", "@graph": objects}).replace("]", ",]")
    found, _ = surveyed({PAGE: a_page("<p>Rien.</p>", f'<script type="application/ld+json">{data}</script>')})
    read = next(one["read"] for one in found if one["recipe"] == "json_ld")
    assert read == {"pages": [PAGE], "type": "Grant"}


def test_the_folder_of_calls_is_found_in_the_plan_of_the_site() -> None:
    places = [f"{HOST}/appels-a-projets/eau-{n}" for n in range(4)] + [f"{HOST}/equipe/{n}" for n in range(9)]
    plan = f"<urlset>{''.join(f'<url><loc>{one}</loc></url>' for one in places)}</urlset>"
    found, _ = surveyed({PAGE: a_page("<p>Rien.</p>"), f"{HOST}/sitemap.xml": plan})
    read = next(one["read"] for one in found if one["recipe"] == "sitemap")
    assert read["only_addresses"] == [f"{HOST}/appels-a-projets/*"]


def test_pdf_files_that_speak_of_calls_and_the_page_itself_are_proposed_last() -> None:
    found, _ = surveyed(
        {PAGE: a_page('<p><a href="/aap.pdf">Règlement de l’appel à projets</a> <a href="/b.PDF">Bilan</a></p>')}
    )
    assert [one["recipe"] for one in found] == ["pdf_list", "page_watch"]
    assert found[0]["sample"] == ["Règlement de l’appel à projets"]


def test_no_definition_may_use_the_survey() -> None:
    content = dict(definition(PAGE).table)
    with pytest.raises(DefinitionError, match="sert au programme"):
        of_table("fondation", content, "fondation.toml")
    with pytest.raises(DefinitionError, match="un de ces mots"):
        of_table("fondation", {**content, "recipe": "surveys"}, "fondation.toml")
