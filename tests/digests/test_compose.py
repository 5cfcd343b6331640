"""What a letter says, card by card and line by line."""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import Any

import pytest

from digests.cards import QUOTE
from digests.compose import World, compose
from digests.draft import Card, Doubt, Draft
from digests.french import NBSP as N
from digests.french import THIN as T
from digests.owed import Owed
from digests.rows import NO_APPLICANT, NO_PLACE
from model.call import Call, Event
from model.codes import EventKind, Kind, Rhythm, Role, Showing, Status
from model.doubt import LEAST
from model.facts import Facts
from model.filing import Filing
from model.letter import Due, Section
from model.match import Match
from model.money import Rate
from tests.digests.fakes import LINKS, NOW, VOICE, by_id, call, event, matches, member, on, person, read, rich_facts, source

E = EventKind


def draft_of(dues: Sequence[Due], calls: Sequence[Call], **more: Any) -> Draft:
    found = more.get("found") or matches(*(one.id for one in calls))
    show = more.get("show", Showing.EXTRACT)
    kept = source(show=show, attribution="Licence Ouverte 2.0")
    world = World(calls=by_id(*calls), matches=found, sources={"bailleur": kept})
    owes = Owed(dues=tuple(dues), more=more.get("left", 0))
    return compose(more.get("someone", person()), more.get("who", member()), owes, world, LINKS, VOICE, NOW)


def card_of(held: Call, *events: Event, section: Section = Section.NEW, **more: Any) -> Card:
    due = Due(call=held.id, section=section, events=events or (event(1, held.id),))
    return draft_of([due], [held], **more).parts[0].cards[0]


def rows(card: Card) -> dict[str, str]:
    return {row.label: row.value for row in card.rows}


def test_a_card_says_who_pays_what_how_much_for_whom_where_and_why() -> None:
    card = card_of(call(1, facts=rich_facts()))
    assert (card.funder, card.kind, card.host) == ("Agence des villes", "Appel à projets", "bailleur.example")
    assert card.when.text == f"samedi 3{N}octobre 2026 à 17{N}h"
    assert rows(card) == {
        "Montant": f"de 20{T}000 à 50{T}000{N}€ par projet",
        "Taux d’aide": f"jusqu’à 80{N}% des dépenses éligibles",
        "Pour qui": "commune et association",
        "Où": "Sénégal et Mali",
    }
    assert card.reasons == ("Votre pays partenaire",)
    assert card.quotes == (
        "Les projets ont lieu dans les communes du Sénégal et du Mali.",
        "L’appel soutient l’accès durable à l’eau potable.",
    )


def test_several_rates_are_said_before_what_they_are_rates_of() -> None:
    rates = (read(Rate(None, 70.0), "70 % dans les pays les moins avancés"), read(Rate(None, 50.0), "50 % ailleurs"))
    card = card_of(call(1, facts=Facts(rates=rates)))
    assert rows(card)["Taux d’aide"] == f"jusqu’à 70{N}%{N}; jusqu’à 50{N}% des dépenses éligibles"


def test_a_doubtful_applicant_is_told_only_when_no_other_is_read() -> None:
    sure, doubtful = read("commune", "les communes"), read("collectivite", "les collectivités", confidence=0.4)
    beside = next(row for row in card_of(call(1, facts=Facts(eligible=(sure, doubtful)))).rows if row.label == "Pour qui")
    alone = next(row for row in card_of(call(1, facts=Facts(eligible=(doubtful,)))).rows if row.label == "Pour qui")
    assert (beside.value, beside.doubts) == ("commune", ())
    assert alone.value == ""
    assert [doubt.quote for doubt in alone.doubts] == ["les collectivités"]


def test_a_call_that_does_not_say_who_may_apply_is_to_be_checked_by_its_reader() -> None:
    assert rows(card_of(call(1)))["Pour qui"] == NO_APPLICANT


@pytest.mark.parametrize("field", ["eligible", "excluded"])
def test_each_field_has_its_own_least_confidence(field: str) -> None:
    held = read("commune", "les communes", confidence=0.62)
    card = card_of(call(1, facts=Facts(**{field: (held,)})))
    row = next(row for row in card.rows if row.label in ("Pour qui", "Sauf") and row.value != NO_APPLICANT)
    assert (row.value, [doubt.text for doubt in row.doubts]) == ("", ["commune"])
    assert LEAST["amounts"] < 0.62 < LEAST[field]


@pytest.mark.parametrize(
    ("filing", "row"),
    [
        (Filing("association", "commune"), "des associations, pour des communes"),
        (Filing("epci", "departement"), None),
        (Filing("lead_partner"), "le chef de file, pour tous les partenaires"),
        (Filing("partner_abroad"), "le partenaire à l’étranger"),
    ],
)
def test_who_files_is_said_to_those_it_concerns(filing: Filing, row: str | None) -> None:
    assert rows(card_of(call(1, facts=Facts(filed_by=(read(filing),))))).get("Dépôt par") == row


def test_an_event_says_its_days_and_its_town() -> None:
    held = {"starts": read(date(2026, 10, 3)), "ends": read(date(2026, 10, 5)), "venue": read("Porto"), "online": read(True)}
    said = rows(card_of(call(1, facts=Facts(kind=read(Kind.EVENT), **held))))["Dates"]
    assert said == f"du samedi 3{N}octobre 2026 au lundi 5{N}octobre 2026, Porto, en ligne"
    doubtful = held | {"starts": read(date(2026, 10, 3), confidence=0.5)}
    card = card_of(call(1, facts=Facts(kind=read(Kind.EVENT), **doubtful)))
    row = next(one for one in card.rows if one.label == "Dates")
    assert (row.value, len(row.doubts)) == ("", 1)


def test_a_doubtful_kind_is_said_to_be_one() -> None:
    assert card_of(call(1, facts=Facts(kind=read(Kind.PRIZE, confidence=0.5)))).kind == "Prix (à vérifier)"


@pytest.mark.parametrize(("deadline", "name"), [("2026-11-03", "Dispositif d’aide"), (None, "Dispositif permanent")])
def test_a_fund_with_a_last_day_is_not_called_permanent(deadline: str | None, name: str) -> None:
    facts = Facts(
        kind=read(Kind.FUND), sessions=(read(on(deadline)),) if deadline else (), rolling=None if deadline else read(True)
    )
    status = Status.OPEN if deadline else Status.PERMANENT
    assert card_of(call(1, facts=facts, status=status)).kind == name


def test_an_unsure_value_is_to_be_checked_with_its_sentence() -> None:
    amount = next(row for row in card_of(call(1, facts=rich_facts())).rows if row.label == "Montant")
    assert amount.doubts == (Doubt(f"jusqu’à 1{T}500{T}000{N}€ pour l’ensemble de l’appel", "enveloppe estimée"),)


def test_a_call_without_place_says_so_and_never_everywhere() -> None:
    assert rows(card_of(call(1)))["Où"] == NO_PLACE == "lieu non précisé"


def test_an_excluded_place_follows_the_places() -> None:
    facts = Facts(groups=(read("WEST_AFRICA"),), excluded_countries=(read("NG"),))
    assert rows(card_of(call(1, facts=facts)))["Où"].endswith(", sauf Nigeria")


def test_an_unknown_code_is_shown_as_it_is_and_costs_nobody_a_letter() -> None:
    facts = Facts(countries=(read("ZZ"),), eligible=(read("martien"),))
    assert rows(card_of(call(1, facts=facts))) == {"Où": "ZZ", "Pour qui": "martien"}


def test_reasons_that_quote_the_source_are_not_quoted_twice() -> None:
    quoting = ("Pays\u00a0: Sénégal, votre partenaire, «\u00a0les communes du Sénégal\u00a0»",)
    card = card_of(call(1, facts=rich_facts()), found=matches(1, reasons=quoting))
    assert (card.reasons, card.quotes) == (quoting, ())


def test_a_proof_is_never_longer_than_two_hundred_characters() -> None:
    facts = Facts(countries=(read("SN", "Le Sénégal est loin. " * 40),))
    (quote,) = card_of(call(1, facts=facts)).quotes
    assert QUOTE - 30 < len(quote) <= QUOTE


def test_a_source_that_keeps_its_rights_shows_its_title_its_date_and_its_link_without_its_words() -> None:
    quoting = ("Pays\u00a0: Sénégal, votre partenaire, «\u00a0les communes du Sénégal\u00a0»",)
    doubtful = Facts(sessions=(read(on("2026-10-03"), "vers le 3 octobre", 0.3),))
    card = card_of(call(1, facts=doubtful), show=Showing.LINK, found=matches(1, reasons=quoting))
    assert card.reasons == ("Pays\u00a0: Sénégal, votre partenaire",)
    assert (card.rows, card.quotes) == ((), ())
    assert card.when.doubts == (Doubt(f"samedi 3{N}octobre 2026"),)
    assert card.url


@pytest.mark.parametrize(
    ("show", "credit"),
    [
        (Showing.FULL, "Site de l’Agence des villes — Licence Ouverte 2.0"),
        (Showing.EXTRACT, "Site de l’Agence des villes"),
    ],
)
def test_the_licence_of_an_open_source_is_credited(show: Showing, credit: str) -> None:
    assert card_of(call(1), show=show).source == credit


def test_a_french_title_comes_with_its_label_and_the_title_of_the_source() -> None:
    held = call(
        1, title="Town twinning", title_fr="Jumelage", title_fr_label="traduction du portail", facts=Facts(language="en")
    )
    card = card_of(held)
    assert (card.title, card.language, card.credit) == ("Jumelage", "fr", "traduction du portail")
    assert (card.original, card.original_language) == ("Town twinning", "en")


def test_an_address_that_is_no_web_page_is_not_a_link() -> None:
    assert card_of(call(1, url="javascript:alert(1)")).url == ""


def test_three_moves_in_a_week_are_one_before_and_after() -> None:
    moves = [
        event(2, 1, E.DEADLINE_MOVED, before="2026-09-20", after="2026-10-01", sentence="Un."),
        event(3, 1, E.DEADLINE_MOVED, before="2026-10-01", after="2026-11-03", sentence="Deux."),
        event(4, 1, E.AMENDED, sentence="Le montant double."),
    ]
    card = card_of(call(1), *moves, section=Section.CHANGED)
    assert card.tag.label == "Prolongé"
    assert [(one.before, one.after) for one in card.changes] == [
        (f"dimanche 20{N}septembre 2026", f"mardi 3{N}novembre 2026"),
        ("", ""),
    ]
    assert card.changes[1].sentence == "Le montant double."


@pytest.mark.parametrize(
    ("kind", "before", "after", "label"),
    [
        (E.DEADLINE_MOVED, "2026-09-20", "2026-11-03T17:00+01:00", "Prolongé"),
        (E.DEADLINE_MOVED, "2026-11-20", "2026-11-03", "Date avancée"),
        (E.DEADLINE_MOVED, "2026-11-03T12:00+01:00", "2026-11-03T17:00+01:00", "Modifié"),
        (E.DEADLINE_MOVED, "2026-09-20, 2027-01-01", "2026-11-03, 2027-01-01", "Modifié"),
        (E.REOPENED, "2026-09-01", "2026-11-03", "Rouvert"),
        (E.AMENDED, None, None, "Modifié"),
    ],
)
def test_the_tag_of_a_change(kind: EventKind, before: str | None, after: str | None, label: str) -> None:
    change = event(2, 1, kind, before=before, after=after, sentence="Ce qui a changé.")
    card = card_of(call(1), change, section=Section.CHANGED)
    assert card.tag.label == label
    assert card.changes


def test_a_call_told_for_the_first_time_does_not_tell_changes_nobody_saw() -> None:
    moved = event(2, 1, E.DEADLINE_MOVED, before="2026-09-20", after="2026-11-03")
    assert card_of(call(1), event(1, 1), moved).changes == ()


def test_a_withdrawn_call_says_why_and_gives_no_reason_to_answer() -> None:
    held = call(1, status=Status.WITHDRAWN, facts=rich_facts())
    card = card_of(held, event(2, 1, E.WITHDRAWN, sentence="Appel retiré par sa source"), section=Section.OVER)
    assert (card.tag.label, card.reasons, card.rows) == ("Retiré", (), ())
    assert [one.sentence for one in card.changes] == ["Appel retiré par sa source"]


def test_a_call_still_to_open_in_a_backlog_is_not_called_open() -> None:
    facts = Facts(opening=read(on("2026-10-01").day, "dès le 1er octobre"), sessions=(read(on("2026-11-03")),))
    card = card_of(call(1, facts=facts), section=Section.ALREADY_OPEN)
    assert card.tag.label == "Déjà annoncé"
    assert rows(card)["Ouverture"] == f"jeudi 1er{N}octobre 2026"


def many(section: Section, number: int, **more: Any) -> Draft:
    calls = [call(one, facts=rich_facts()) for one in range(1, number + 1)]
    return draft_of([Due(call=one.id, section=section, events=(event(one.id, one.id),)) for one in calls], calls, **more)


@pytest.mark.parametrize(
    ("section", "number", "heading"),
    [
        (Section.NEW, 1, "1 nouvel appel"),
        (Section.NEW, 3, "3 nouveaux appels"),
        (Section.UPCOMING, 1, "1 appel à venir"),
        (Section.CLOSING, 2, "2 appels bientôt clos"),
        (Section.CHANGED, 1, "1 appel modifié"),
        (Section.ALREADY_OPEN, 1, "1 appel déjà ouvert"),
        (Section.ALREADY_OPEN, 2, "2 appels déjà ouverts"),
    ],
)
def test_headings_agree_with_their_number(section: Section, number: int, heading: str) -> None:
    assert many(section, number).parts[0].heading == heading.replace(" ", N, 1)


def test_a_part_with_several_kinds_of_change_names_both() -> None:
    calls = [call(1), call(2)]
    moved = event(3, 2, E.DEADLINE_MOVED, before="2026-09-20", after="2026-11-03")
    dues = [
        Due(call=1, section=Section.CHANGED, events=(event(2, 1, E.AMENDED),)),
        Due(call=2, section=Section.CHANGED, events=(moved,)),
    ]
    draft = draft_of(dues, calls)
    assert draft.parts[0].heading == f"2{N}appels prolongés ou modifiés"
    assert draft.lead.endswith(f"1{N}appel modifié et 1{N}prolongé.")


def test_a_backlog_of_open_and_announced_calls_names_both() -> None:
    ahead = Facts(opening=read(on("2026-10-01").day, "dès le 1er octobre"), sessions=(read(on("2026-11-03")),))
    calls = [call(1), call(2, facts=ahead)]
    dues = [Due(call=one.id, section=Section.ALREADY_OPEN, events=(event(one.id, one.id),)) for one in calls]
    assert draft_of(dues, calls).parts[0].heading == f"2{N}appels déjà ouverts ou annoncés"


def test_a_backlog_says_its_true_number_and_where_the_rest_is() -> None:
    draft = many(Section.ALREADY_OPEN, 12, left=48, someone=person(round_at=None))
    assert draft.parts[0].heading == f"12{N}appels déjà ouverts, sur 60"
    said = f"Voici votre première lettre, pour votre collectivité (Ville de Saint-Aubin){N}: 60{N}appels déjà ouverts."
    assert draft.lead == said
    assert draft.more == f"48{N}autres appels correspondent à votre profil"
    assert draft.more_url == LINKS.open_calls(person())
    assert draft.subject == "60 appels déjà ouverts — Sénégal, eau et assainissement"


def test_one_call_left_out_is_singular() -> None:
    draft = many(Section.ALREADY_OPEN, 12, left=1)
    assert draft.more == f"1{N}autre appel correspond à votre profil"
    assert draft.more_note == "Il ne reviendra pas dans une lettre, sauf s’il change ou ferme bientôt."


def test_nothing_left_out_says_nothing_of_it() -> None:
    draft = many(Section.NEW, 2)
    assert (draft.more, draft.more_note, draft.more_url) == ("", "", "")


def test_the_subject_of_an_only_card_is_its_title_and_date() -> None:
    draft = many(Section.NEW, 1)
    assert draft.subject == "Nouveau : Appel numéro 1 — jusqu’au 3 oct."


@pytest.mark.parametrize("number", [1, 2, 40])
@pytest.mark.parametrize("section", [one for one in Section if one is not Section.OVER])
def test_a_subject_is_at_most_seventy_characters_without_odd_spaces(section: Section, number: int) -> None:
    calls = [
        call(
            one, facts=rich_facts(), title="Appel à manifestation d’intérêt pour la coopération décentralisée et l’eau " * 3
        )
        for one in range(1, number + 1)
    ]
    dues = [Due(call=one.id, section=section, events=(event(one.id, one.id),)) for one in calls]
    subject = draft_of(dues, calls).subject
    assert 10 < len(subject) <= 70
    assert not {N, T, "\n"} & set(subject)


def test_topics_that_do_not_fit_leave_the_subject_and_not_the_counts() -> None:
    sections = [Section.NEW, Section.UPCOMING, Section.CHANGED, Section.CLOSING, Section.ALREADY_OPEN]
    calls = [call(one, facts=rich_facts()) for one in range(1, 6)]
    dues = [
        Due(call=one.id, section=section, events=(event(one.id, one.id),))
        for one, section in zip(calls, sections, strict=True)
    ]
    subject = draft_of(dues, calls).subject
    assert subject == "1 nouveau, 1 à venir, 1 modifié, 1 bientôt clos, 1 déjà ouvert"


@pytest.mark.parametrize(
    ("rhythm", "said"),
    [
        (Rhythm.WEEKLY, "le mardi, quand il y a du nouveau,"),
        (Rhythm.MONTHLY, "le premier mardi du mois, quand il y a du nouveau,"),
        (Rhythm.DAILY, "les jours où il y a du nouveau"),
        (Rhythm.AT_ONCE, "dès qu’il y a du nouveau"),
    ],
)
def test_the_foot_says_why_and_how_often(rhythm: Rhythm, said: str) -> None:
    draft = many(Section.NEW, 1, someone=person(rhythm=rhythm))
    assert draft.why_received == (
        f"Vous recevez cette lettre {said} car vous suivez les appels à projets pour votre collectivité "
        "(Ville de Saint-Aubin)."
    )


def test_a_person_without_a_name_is_greeted_all_the_same() -> None:
    assert many(Section.NEW, 1, someone=person(name="")).greeting == "Bonjour,"


def test_the_lead_says_since_when_in_paris_days() -> None:
    someone = person(round_at=datetime(2026, 9, 7, 22, 30, tzinfo=UTC))
    assert f"depuis le mardi 8{N}septembre 2026" in many(Section.NEW, 1, someone=someone).lead


@pytest.mark.parametrize("kind", list(Kind))
def test_every_kind_of_call_has_a_name(kind: Kind) -> None:
    assert card_of(call(1, facts=Facts(kind=read(kind)))).kind


def test_a_match_of_an_unknown_role_still_has_a_card() -> None:
    found = {1: Match(member=1, call=1, role=Role.UNKNOWN, score=40, reasons=("À vérifier\u00a0: qui peut répondre",))}
    assert card_of(call(1), found=found).reasons == ("À vérifier\u00a0: qui peut répondre",)
