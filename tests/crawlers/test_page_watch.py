"""Standing pages watched by their main text, and that text taken out of pages of unknown templates."""

from dataclasses import replace
from time import process_time

import pytest
from parsel import Selector

from crawlers.health import Code, Unreadable
from crawlers.main_text import main_text
from crawlers.markup import to_text
from model.codes import ReadResult
from model.source import SourceState
from tests.crawlers.answers import reading
from tests.crawlers.lists import SITE, Site, a_source, codes, titles

PAGE = f"{SITE}facilite"
LONG = "Publié le 2 mai, le règlement dit que les communes répondent avant le 3 juin 2027, sans exception."
READ = {"pages": [PAGE], "must_have": ["FACIL"]}


def html(body: str, title: str = "Site") -> str:
    return f"<html><head><title>{title}</title></head><body><nav>Menu</nav>{body}<footer>Pied</footer></body></html>"


def a_day_later(state: SourceState) -> SourceState:
    return replace(state, memory={name: held.replace("11-23T", "11-22T") for name, held in state.memory.items()})


def test_a_page_is_one_call_whose_text_is_compared_from_day_to_day() -> None:
    source = a_source("page_watch", READ)
    (notice,), first = reading(source, Site({PAGE: html("<h1>La FACIL</h1><p>Dépôt avant le 5 mai 2027.</p>")}))
    assert (notice.title, notice.url) == ("La FACIL", PAGE)
    assert notice.text == "La FACIL\nDépôt avant le 5 mai 2027."
    around = html("<h1>La FACIL</h1><p>Dépôt avant le 5 mai 2027.</p>").replace("Menu", "Autre menu").replace("Pied", "Bas")
    again, second = reading(source, Site({PAGE: around}), a_day_later(first.state))
    assert (again, second.result) == ([], ReadResult.UNCHANGED)
    moved = html("<h1>La FACIL</h1><p>Dépôt avant le 9 juin 2027.</p>")
    (changed,), _ = reading(source, Site({PAGE: moved}), a_day_later(second.state))
    assert changed.reference == notice.reference
    assert "9 juin 2027" in changed.text


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (html("<h1>Accueil</h1><p>Bienvenue</p>"), "layout_changed"),
        (html("<form><input type=password></form>"), "login_wall"),
        ("{}", "layout_changed"),
        (Unreadable(Code.NOT_FOUND, "404"), "not_found"),
    ],
)
def test_a_page_that_is_not_the_right_one_tells_nothing_but_its_fault(body: str | Unreadable, code: str) -> None:
    notices, outcome = reading(a_source("page_watch", {**READ, "title": "FACIL"}), Site({PAGE: body}))
    assert (notices, outcome.result, codes(outcome)) == ([], ReadResult.FAILED, [code])


def test_a_page_with_a_title_and_no_text_is_not_read() -> None:
    notices, outcome = reading(a_source("page_watch", {"pages": [PAGE]}), Site({PAGE: html("<main></main>", "La FACIL")}))
    assert (notices, codes(outcome)) == ([], ["layout_changed"])


def test_several_pages_keep_their_own_titles_and_one_that_fails_costs_no_other() -> None:
    read = {"pages": [PAGE, f"{SITE}b", f"{SITE}c"], "title": "Non", "kind": "appeal"}
    site = Site({PAGE: html("<h1>Un</h1>"), f"{SITE}b": html("<p>Deux</p>", "Titre b")})
    notices, outcome = reading(a_source("page_watch", read), site)
    assert titles(notices) == ["Un", "Titre b"]
    assert {one.given.kind.value.value for one in notices if one.given.kind} == {"appeal"}
    assert (outcome.result, codes(outcome)) == (ReadResult.READ, ["item_unreadable"])


def test_the_place_watched_and_the_fields_may_be_named() -> None:
    read = {**READ, "main": ".texte", "without": ".pub", "fields": {"deadline": ".fin"}, "lines": {"Taux": ".taux"}}
    body = "<h1>FACIL</h1><div class=texte>Utile<p class=pub>Pub</p></div><i class=fin>5 mai 2027</i><i class=taux>50 %</i>"
    (notice,), _ = reading(a_source("page_watch", read), Site({PAGE: html(body)}))
    assert notice.text.replace("\u00a0", " ") == "Utile\n\nTaux : 50 %"
    assert str(notice.given.sessions[0].value.day) == "2027-05-05"


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("<main><p>Dit</p></main><p>Autour</p>", "Dit"),
        ("<div role=main><p>Dit</p></div><p>Autour</p>", "Dit"),
        ("<article><header><h1>Titre</h1></header><p>Dit</p></article><aside>Lire aussi</aside>", "Titre\nDit"),
        ("<article>Un</article><article>Deux</article>", "Un\nDeux"),
        ("<header>Logo</header><p>Dit</p><div class='block-newsletter'>Abonnez-vous</div>", "Dit"),
        ("<main></main><p>Dit</p>", "Dit"),
        ("<main><p>Dit</p><ul class='share-links'><li>Partager</li></ul><p>Mis à jour le 3 mars 2026</p></main>", "Dit"),
        (f"<main><p>{LONG}</p></main>", LONG),
        ("<main><form>Chercher</form><div hidden>Caché</div><div class='menuiserie'>Bois</div></main>", "Bois"),
        ("", ""),
    ],
)  # fmt: skip
def test_the_main_text_leaves_what_is_around_it(body: str, text: str) -> None:
    assert main_text(Selector(text=f"<html><body>{body}</body></html>", type="html")) == text


def test_taking_the_main_text_leaves_the_page_as_it_was() -> None:
    page = Selector(text="<html><body><nav>Menu</nav><p>Dit</p></body></html>", type="html")
    main_text(page)
    assert page.css("nav::text").get() == "Menu"


def test_tags_nested_by_thousands_take_no_time_and_lose_no_word() -> None:
    nested = "<div>" * 60_000 + "Dit" + "</div>" * 60_000
    started = process_time()
    assert to_text(f"<p>Avant</p>{nested}<p>Après</p>") == "Avant\nDit\nAprès"
    assert process_time() - started < 5
    unclosed = "<ul>" + "<li>un" * 2_000 + "</ul>"
    assert to_text(unclosed).count("- un") == 2_000
