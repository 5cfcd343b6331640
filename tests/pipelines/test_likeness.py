"""Tables of two notices with their texts: what proves that they are one call, what keeps them apart, and why."""

from typing import Any

import pytest

from pipelines import traces
from pipelines.likeness import EXCLUDED, compare, same_funder
from pipelines.traces import Trace
from tests.pipelines.fakes import facts, notice

TITLE = "Fonds des littoraux vivants – appel à projets 2026"
TEXT = (
    "Le fonds aide les communes littorales à restaurer dunes, herbiers et marais avec une commune d’une autre rive. "
    "L’aide va de 20 000 à 60 000 euros sur deux ans. Un diagnostic partagé des pressions touristiques est exigé. "
    "Les candidatures sont déposées avant le 15 juin 2026. Le jury associe des pêcheurs et des naturalistes."
)
PAPER = (
    "Dunes abîmées, herbiers arrachés : les communes du littoral peuvent obtenir jusqu’à 60 000 euros si elles s’allient à "
    "une commune de l’autre rive. Pêcheurs et naturalistes choisiront. Réponse avant le 15 juin 2026."
)


def told(title: str = TITLE, text: str = TEXT, *limits: str, source: str = "relais", **more: Any) -> Trace:
    held = {"funder": None, "url": f"https://{source}.example/{len(title)}", **more}
    return traces.of_notice(notice(title, source=source, text=text, **held), facts(*(limits or ("2026-06-15",))))


OFFICIAL = told(source="fonds", funder="Fonds des littoraux", url="https://fonds.example/littoraux/2026")


@pytest.mark.parametrize(
    ("why", "other"),
    [
        ("the same words", told()),
        ("a text cut short", told(text=TEXT[:180] + "…")),
        ("a region before the title", told(f"[Bretagne] {TITLE}", TEXT[:220])),
        (
            "a region after it, of which the network says that it helps",
            told(f"{TITLE} – Bretagne", TEXT[:220] + " Notre équipe aide les communes de Bretagne."),
        ),
        ("a newspaper's own words", told("Littoral : 60 000 euros pour s’allier à une commune d’une autre rive", PAPER)),
        (
            "a title of its own and a link",
            told("Aidez vos dunes", PAPER + " https://www.fonds.example/littoraux/2026/?utm_source=x"),
        ),
        (
            "no date given in a field",
            traces.of_notice(notice(TITLE, source="lettre", text=TEXT, url="", funder=None), facts()),
        ),
        ("one more lot than the other counts", told(f"{TITLE} (lots 1 à 3)", TEXT)),
        ("the month alone", told(TITLE, TEXT, "2026-06-14")),
        (
            "English words",
            told(
                "Living coasts fund: call for projects 2026",
                (
                    "The fund helps coastal municipalities restore dunes and marshes with a municipality of "
                    "another shore: 20 000 to 60 000 euros over two years. Apply before 15 June 2026. "
                    "https://fonds.example/littoraux/2026"
                ),
            ),
        ),
    ],
)
def test_what_relays_do_to_a_call_hides_it_not(why: str, other: Trace) -> None:
    assert compare(OFFICIAL, other).is_same, (why, compare(OFFICIAL, other))
    assert compare(other, OFFICIAL) == compare(OFFICIAL, other)


@pytest.mark.parametrize(
    ("why", "other"),
    [
        (
            "the year before, on the same page",
            told(
                TITLE.replace("2026", "2025"),
                TEXT.replace("2026", "2025"),
                "2025-06-13",
                url="https://fonds.example/littoraux/2026",
            ),
        ),
        (
            "the year before, without a year in the title",
            told("Fonds des littoraux vivants", TEXT.replace("2026", "2025"), "2025-06-13"),
        ),
        (
            "another round",
            told("Fonds des littoraux vivants – 2e session 2026", TEXT.replace("juin", "octobre"), "2026-10-15"),
        ),
        ("one lot of it", told(f"{TITLE} – lot 2 : marais", TEXT + " Le lot 2 porte sur les marais.")),
        (
            "its local version",
            told(
                f"{TITLE} – Bretagne",
                "La déclinaison bretonne du fonds dispose d’une enveloppe régionale de 90 000 euros. " + TEXT,
            ),
        ),
        ("its local version by the region", told(f"{TITLE} en Normandie", TEXT, funder="Région Normandie")),
        (
            "another call of the same funder on the same day",
            told(
                "Fonds des ports propres – appel à projets 2026",
                (
                    "Le fonds aide les ports de plaisance à trier leurs déchets. L’aide va de 5 000 à 30 000 "
                    "euros. Les candidatures sont déposées avant le 15 juin 2026."
                ),
                funder="Fonds des littoraux",
            ),
        ),
        (
            "a sister call on the same pattern",
            told(
                "Fonds des forêts vivantes – appel à projets 2026",
                TEXT.replace("littorales", "forestières")
                .replace("dunes, herbiers et marais", "sols, clairières et lisières")
                .replace("pêcheurs", "sylviculteurs")
                .replace("20 000 à 60 000", "10 000 à 45 000"),
                funder="Fonds des littoraux",
            ),
        ),
        ("another code of the programme", told(TITLE + " (LITT-2026-B)", TEXT)),
    ],
)
def test_what_resembles_a_call_without_being_it_stays_apart(why: str, other: Trace) -> None:
    official = told(TITLE + " (LITT-2026-A)", source="fonds") if "code" in why else OFFICIAL
    assert not compare(official, other).is_same, (why, compare(official, other))


def test_the_reason_of_a_likeness_is_said_in_french_the_strongest_first() -> None:
    other = told(text=TEXT + " https://fonds.example/littoraux/2026", funder="Fonds des littoraux")
    assert (
        compare(OFFICIAL, other).reason
        == "même titre, même lien vers la page du financeur, mêmes montants, même date limite"
    )


def test_two_items_of_one_source_are_two_calls_unless_they_say_the_same() -> None:
    one, other = told(reference="a"), told(TITLE + " – communes insulaires", reference="b")
    assert compare(one, other) == EXCLUDED
    again = told(reference="b")
    assert compare(one, again).is_same


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("region bretagne", "region normandie", False),
        ("agence francaise de developpement", "afd", True),
        ("commission europeenne", "european commission", True),
        ("fonds de l eau", "", True),
        ("fonds de l eau", "fonds de l eau et de l assainissement", True),
        ("fondation du littoral", "fondation de la foret", False),
    ],
)
def test_names_of_one_funder(one: str, other: str, same: bool) -> None:
    assert same_funder(one, other) is same_funder(other, one) is same


def test_two_titles_in_one_frame_are_two_calls_unless_one_text_says_the_word_of_the_other() -> None:
    text = (
        "Les communes de moins de 5 000 habitants testent ensemble de nouveaux services, jusqu’à 250 000 euros par projet."
    )
    one, other = (
        told(
            f"{subject} : un service commun aux petites communes",
            f"{text} Clôture le 8 juin 2026.",
            "2026-06-08",
            source=source,
        )
        for subject, source in (("Santé rurale", "a"), ("Mobilité rurale", "b"))
    )
    assert not compare(one, other).is_same
    again = told(
        "Santé rurale : un service partagé entre petites communes",
        f"{text} Clôture le 8 juin 2026.",
        "2026-06-08",
        source="c",
    )
    assert compare(one, again).is_same


def test_the_local_version_says_so_in_its_title() -> None:
    text = "Dix projets de réduction des déchets plastiques sont aidés, 50 000 euros au plus. Clôture le 20 octobre 2026."
    national, local = (
        told(title, text, "2026-10-20", source=title)
        for title in ("Îles sans plastique", "Îles sans plastique – déclinaison Sud")
    )
    assert not compare(national, local).is_same


def test_a_call_and_its_english_relay_meet_by_their_words() -> None:
    french = told(
        "Jumelage : des jeunes de deux villes pour l’eau et la forêt",
        "Les villes jumelées reçoivent de 25 000 à 75 000 euros. Date limite : 30 juin 2026.",
        "2026-06-30",
        source="a",
    )
    english = told(
        "Twinning: young people of two towns for water and forest",
        "The twinned towns may receive EUR 25,000 to 75,000. The deadline is 30 June 2026.",
        "2026-06-30",
        source="b",
    )
    assert compare(french, english).is_same


def test_a_programme_and_who_runs_it_are_no_two_funders() -> None:
    text = "Le troisième appel d’Interreg Océan Indien finance la prévention des risques. Dépôt jusqu’au 27 novembre 2026."
    one = told("Interreg Océan Indien : prévention des risques", text, "2026-11-27", source="a", funder="Région Réunion")
    other = told(
        "Interreg Océan Indien : appel sur les risques", text, "2026-11-27", source="b", funder="Interreg Océan Indien"
    )
    assert compare(one, other).is_same
