"""The bytes of a letter: golden letters, headers, sizes, and what mail programs rely on."""

import re
from dataclasses import replace
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import SMTP, default
from html.parser import HTMLParser
from importlib.resources import files
from itertools import pairwise
from typing import Any

import pytest

from digests.draft import Draft
from digests.french import counted
from digests.grouping import grouped
from digests.render import HTML_BYTES, MESSAGE_BYTES, Rendered, html_of, render
from model.letter import Section
from tests.digests.fakes import LINKS, person
from tests.digests.golden import FOLDER, NAMES, letter_of, scene
from tests.digests.test_compose import many


def parsed(made: Rendered) -> EmailMessage:
    message = message_from_bytes(made.body, policy=default)
    assert isinstance(message, EmailMessage)
    return message


def part(made: Rendered, kind: str) -> str:
    body = parsed(made).get_body((kind,))
    assert body is not None
    return str(body.get_content()).replace("\r\n", "\n")


@pytest.mark.parametrize("name", NAMES)
def test_a_golden_letter_is_what_it_was(name: str) -> None:
    _, made = letter_of(scene(name))
    assert made.html == (FOLDER / name / "letter.html").read_text(encoding="utf-8")
    kept = (FOLDER / name / "letter.txt").read_text(encoding="utf-8")
    assert f"Objet : {made.subject}\n\n{made.text}" == kept


@pytest.mark.parametrize("name", NAMES)
def test_the_same_world_gives_the_same_bytes(name: str) -> None:
    assert letter_of(scene(name))[1].body == letter_of(scene(name))[1].body


@pytest.mark.parametrize("name", NAMES)
def test_the_message_parses_without_a_defect_and_holds_both_forms(name: str) -> None:
    _, made = letter_of(scene(name))
    message = parsed(made)
    assert [held.defects for held in message.walk()] == [[], [], []]
    assert [held.get_content_type() for held in message.walk()] == ["multipart/alternative", "text/plain", "text/html"]
    assert part(made, "plain").strip() == made.text.strip()
    assert part(made, "html").strip() == made.html.strip() == html_of(made.body).replace("\r\n", "\n").strip()


@pytest.mark.parametrize("name", NAMES)
def test_lines_are_short_end_in_crlf_and_hold_seven_bits(name: str) -> None:
    _, made = letter_of(scene(name))
    assert made.body.isascii()
    assert b"\n" not in made.body.replace(b"\r\n", b"")
    assert max(map(len, made.body.split(b"\r\n"))) <= 998
    assert all(len(line) <= 78 for line in made.text.splitlines() if "https://" not in line)


def test_the_headers_of_an_alert() -> None:
    _, made = letter_of(scene("rich"))
    message = parsed(made)
    assert str(message["From"]) == "Veilleur <alertes@veilleur.example>"
    assert str(message["Reply-To"]) == "pays@veilleur.example"
    assert message["To"].addresses[0].addr_spec == scene("rich").person.address
    assert message["Subject"] == made.subject
    assert message["Date"].datetime == scene("rich").now.replace(microsecond=0)
    assert message["Message-ID"] == made.message_id
    assert re.fullmatch(r"<[0-9a-f]{32}@veilleur\.example>", made.message_id)
    assert message["List-Id"] == "Veilleur <alertes.veilleur.example>"
    assert message["Auto-Submitted"] == "auto-generated"


def test_one_click_unsubscription_follows_rfc_8058() -> None:
    long_site = replace(many(Section.NEW, 1), unsubscribe_url="https://veilleur.example/" + "a" * 300)
    made = render(long_site, person(), "key")
    message = parsed(made)
    assert message["List-Unsubscribe"].strip() == f"<{long_site.unsubscribe_url}>"
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert b"=?utf-8?" not in made.body.split(b"List-Unsubscribe-Post")[0]  # never broken into encoded words


def test_the_signed_link_of_the_header_is_that_of_the_foot() -> None:
    made = render(many(Section.NEW, 1), person(), "key")
    url = LINKS.unsubscribe(person())
    assert parsed(made)["List-Unsubscribe"].strip() == f"<{url}>"
    assert url in made.html
    assert url in made.text


def test_a_message_id_is_the_same_for_the_same_key_and_another_for_another() -> None:
    draft = many(Section.NEW, 1)
    first, again, other = (render(draft, person(), key).message_id for key in ("a", "a", "b"))
    assert first == again != other
    assert render(draft, person(id=8), "a").message_id != first


@pytest.mark.parametrize("name", ["Éloïse de La Tour-d’Auvergne, direction des relations internationales", "A\nB"])
def test_odd_names_give_a_header_that_reads_back(name: str) -> None:
    made = render(many(Section.NEW, 1), person(name=name), "key")
    (to,) = parsed(made)["To"].addresses
    assert (to.display_name, to.addr_spec) == (" ".join(name.split()), person().address)


def test_a_title_cannot_write_markup_into_the_letter() -> None:
    draft = many(Section.NEW, 1)
    card = replace(draft.parts[0].cards[0], title="<img src=x onerror=alert(1)> & co", url='https://x.example/"><b>')
    evil = replace(draft, parts=(replace(draft.parts[0], cards=(card,)),))
    html = render(evil, person(), "key").html
    page = Page(html)
    assert "img" not in [tag for tag, _ in page.seen]
    assert 'https://x.example/"><b>' in [held.get("href") for _, held in page.seen]
    assert "&lt;img src=x onerror=alert(1)&gt; &amp; co" in html


class Page(HTMLParser):
    """What a reader's program meets: elements in order, and whether what opens closes."""

    void = frozenset({"meta", "br", "img", "link"})

    def __init__(self, html: str) -> None:
        super().__init__()
        self.seen: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append((tag, dict(attrs)))
        if tag not in self.void:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


@pytest.mark.parametrize("name", NAMES)
def test_the_html_calls_nothing_from_outside_and_says_its_language(name: str) -> None:
    _, made = letter_of(scene(name))
    page = Page(made.html)
    assert page.open == []
    tags = [tag for tag, _ in page.seen]
    assert not {"img", "link", "script", "iframe", "form", "input"} & set(tags)
    assert "url(" not in made.html
    assert page.seen[0][1].items() >= {"lang": "fr", "dir": "ltr"}.items()
    assert all(held.get("role") == "presentation" for tag, held in page.seen if tag == "table")
    assert made.html.count("<h1") == 1
    levels = [int(tag[1]) for tag in tags if re.fullmatch(r"h[1-6]", tag)]
    assert all(after - before <= 1 for before, after in pairwise(levels))


@pytest.mark.parametrize("name", NAMES)
def test_styles_are_inlined_and_only_the_dark_and_narrow_ones_stay_apart(name: str) -> None:
    _, made = letter_of(scene(name))
    kept = re.findall(r"<style[^>]*>(.*?)</style>", made.html, re.DOTALL)
    assert len(kept) == 2
    assert "prefers-color-scheme: dark" in kept[0]
    assert kept[1] == ".pre { mso-hide: all; }"  # between comments that Outlook alone reads
    assert 'class="card"' in made.html
    assert re.search(r'<table[^>]*class="card"[^>]*style="[^"]*background: ?#ffffff', made.html)


def test_words_of_another_language_are_marked() -> None:
    _, made = letter_of(scene("rich"))
    assert '<span lang="en">Town twinning' in made.html


COLOURS = re.compile(r"\.([a-z0-9]+)(?:, [^{]*)? \{ (?:[^}]*?)color: (#[0-9a-f]{6})[^}]*background: (#[0-9a-f]{6})")


def luminance(colour: str) -> float:
    channels = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("sheet", ["letter.css", "dark.css"])
def test_tags_are_legible_in_both_schemes(sheet: str) -> None:
    css = (files("digests") / "templates" / sheet).read_text(encoding="utf-8")
    pairs = COLOURS.findall(css)
    assert len(pairs) >= 6
    assert [(name, contrast(text, ground)) for name, text, ground in pairs if contrast(text, ground) < 4.5] == []


ONE = r"(?<!\d)(?<!\d )[01] (?:nouveaux|appels|autres|prolongés|modifiés|retirés|rouverts|jours)\b"
MANY = r"\b(?:[2-9]|\d\d+) (?:nouvel|nouveau|appel|autre|prolongé|modifié|retiré|rouvert|jour)\b"


def wrong_plurals(text: str) -> list[str]:
    plain = text.replace("\u00a0", " ").replace("\u202f", " ")
    return re.findall(ONE, plain) + re.findall(MANY, plain)


def test_the_check_of_plurals_sees_a_wrong_one() -> None:
    assert wrong_plurals("Objet : 1 nouveaux, 3 prolongé et 12 appels dans 1 jour") == ["1 nouveaux", "3 prolongé"]


@pytest.mark.parametrize("name", NAMES)
def test_the_french_of_a_letter_is_well_set(name: str) -> None:
    due, made = letter_of(scene(name))
    assert wrong_plurals(f"{made.subject}\n{made.text}") == []
    ours = [line for line in made.text.splitlines() if "https://" not in line]
    assert not [line for line in ours if re.search(r"\w ?'\w", line)], "straight apostrophe"
    assert not [line for line in ours if re.search(r"\d (?:h|€|%|jours)\b", line)], "breakable space before a unit"
    assert len(due.dues) == made.html.count('class="card"')


def text_of(draft: Draft, **more: Any) -> Rendered:
    return render(draft, person(**more), "key")


@pytest.mark.parametrize("number", [12, 40])
def test_up_to_forty_calls_each_has_its_card(number: int) -> None:
    made = text_of(many(Section.NEW, number))
    assert made.html.count("<h3") == made.text.count("\n* ") == number
    assert len(made.html.encode()) < HTML_BYTES


@pytest.mark.parametrize("number", [41, 120, 200])
def test_above_forty_all_are_visible_grouped_with_the_true_count_and_under_the_limit(number: int) -> None:
    made = text_of(many(Section.NEW, number))
    assert len(made.html.encode()) < HTML_BYTES == 100_000
    assert f"{number}\u00a0nouveaux appels" in made.html.replace("&nbsp;", "\u00a0")
    assert {one for one in range(1, number + 1) if f'/appels/{one}"' in made.html} == set(range(1, number + 1))
    assert {one for one in range(1, number + 1) if re.search(rf"/appels/{one}$", made.text, re.MULTILINE)} == set(
        range(1, number + 1)
    )
    left = number - made.text.count("\n* ")
    assert f"{counted(left, 'autre', 'autres')}, par financeur :" in made.text
    assert f"Agence des villes ({left})" in made.text


@pytest.mark.parametrize("number", [1, 12, 40, 200, 600, 1500])
def test_the_html_and_the_whole_message_are_bounded_whatever_the_number(number: int) -> None:
    made = text_of(many(Section.NEW, number))
    assert len(made.html.encode()) < HTML_BYTES
    assert len(made.body) < MESSAGE_BYTES == 200_000


def test_what_finds_no_line_is_counted_and_leads_to_the_whole_list() -> None:
    made = text_of(many(Section.NEW, 1500))
    for part in (made.html, made.text):
        shown = len(set(re.findall(r"/appels/(\d+)", part)))
        plain = re.sub(r"(?<=\d)[\u202f\u00a0 ](?=\d)", "", part.replace("&nbsp;", " ").replace("\u00a0", " "))
        left = re.search(r"(\d+) autres, à lire sur le site", plain)
        assert left is not None
        assert shown + int(left[1]) == 1500
        assert "Agence des villes (1500)" in plain


def test_a_group_keeps_a_share_of_cards_in_each_part() -> None:
    draft = many(Section.NEW, 60)
    both = replace(
        draft, parts=(*draft.parts, replace(draft.parts[0], section=Section.CLOSING, cards=draft.parts[0].cards[:20]))
    )
    fitted = grouped(both, 40)
    assert [len(part.cards) for part in fitted.parts] == [30, 10]
    assert [sum(len(group.cards) for group in part.groups) for part in fitted.parts] == [30, 10]


def test_the_body_can_be_serialised_again_by_a_strict_policy() -> None:
    _, made = letter_of(scene("rich"))
    assert message_from_bytes(made.body, policy=SMTP).as_bytes()
