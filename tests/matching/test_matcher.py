"""What a member is told: the order that an officer would give, and the calls that are left out."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from matching import Weights, explain, match
from model.call import Call
from model.codes import Kind, Role, Scope, Status
from model.deadline import Deadline
from model.evidence import Evidence, Reading
from model.member import Member
from tests.matching.samples import NOW, WATER_IN_SENEGAL, call, grant, member, said


def told(one: Call, to: Member, **more: Any) -> bool:
    return bool(match([one], [to], NOW, **more)[to.id])


def points(one: Call, to: Member, **more: Any) -> int:
    return explain(one, to, NOW, **more).score


LADDER = [
    ("partner and theme", call(1, countries=["SN"], themes=["eau-assainissement"], eligible=["commune"])),
    ("a narrow group and theme", call(2, groups=["WEST_AFRICA"], themes=["eau-assainissement"], eligible=["commune"])),
    ("a wide group and theme", call(3, groups=["ODA"], themes=["eau-assainissement"], eligible=["commune"])),
    ("the world and theme", call(4, groups=["WORLD"], themes=["eau-assainissement"], eligible=["commune"])),
    ("no place said and theme", call(5, themes=["eau-assainissement"], eligible=["commune"])),
    ("wide group, open to all themes", call(6, groups=["ODA"], eligible=["commune"])),
    ("partner, another theme", call(7, countries=["SN"], themes=["sport"], eligible=["commune"])),
]


def test_places_and_themes_rank_as_an_officer_would() -> None:
    got = [one.call for one in match([one for _, one in reversed(LADDER)], [WATER_IN_SENEGAL], NOW)[1]]
    assert got == [one.id for _, one in LADDER]


def test_only_the_partner_and_the_theme_together_make_a_hundred() -> None:
    assert points(LADDER[0][1], WATER_IN_SENEGAL) == 100
    assert all(points(one, WATER_IN_SENEGAL) < 95 for _, one in LADDER[1:])


LEFT_OUT = [
    ("the theme in somebody else’s country", call(countries=["EG"], themes=["eau-assainissement"])),
    ("the theme in a group without the partner", call(groups=["SOUTHEAST_ASIA"], themes=["eau-assainissement"])),
    ("another theme for a whole continent", call(groups=["AFRICA"], themes=["sport"])),
    ("another theme anywhere", call(groups=["WORLD"], themes=["sport"])),
    ("nothing said at all", call()),
    ("open to the world and to all themes", call(groups=["WORLD"])),
    ("town twinning for a member without European partner", call(scope=Scope.EUROPE, themes=["jumelages"])),
    ("nothing but a title, in the partner’s region", call(groups=["WEST_AFRICA"], summary="")),
    ("a European programme of no known theme", call(scope=Scope.EUROPE, groups=["EU27"], summary="Un programme.")),
    ("local aid", call(scope=Scope.LOCAL, themes=["eau-assainissement"])),
    ("a programme out of the field", call(scope=Scope.OUT, countries=["SN"], themes=["eau-assainissement"])),
    ("an appeal for contributions", call(kind=Kind.APPEAL, countries=["SN"], themes=["eau-assainissement"])),
    ("a mere information", call(kind=Kind.INFO, countries=["SN"], themes=["eau-assainissement"])),
    ("no scope and no place abroad", call(scope=None, themes=["eau-assainissement"])),
    ("France only", call(scope=None, countries=["FR"], themes=["eau-assainissement"])),
]


@pytest.mark.parametrize(("why", "one"), LEFT_OUT, ids=[why for why, _ in LEFT_OUT])
def test_is_not_told(why: str, one: Call) -> None:
    to = member(countries={"SN": 3}, themes={"eau-assainissement": 3, "jeunesse": 2, "jumelages": 2})
    assert not told(one, to)
    assert explain(one, to, NOW).reasons[0].startswith("Non signalé")


def test_a_member_with_nothing_is_told_nothing() -> None:
    every = [one for _, one in LADDER]
    assert match(every, [member()], NOW) == {1: []}
    assert "n’indique ni pays" in explain(every[0], member(), NOW).reasons[0]


def test_a_partner_alone_or_a_theme_alone_is_a_profile() -> None:
    assert told(LADDER[0][1], member(countries={"SN": 1}))
    assert told(LADDER[2][1], member(countries={"SN": 1}))
    assert told(LADDER[3][1], member(themes={"eau-assainissement": 2}))
    assert not told(LADDER[0][1], member(themes={"eau-assainissement": 2})), "reserved for a country that is no wish"


def test_town_twinning_is_for_members_with_european_partners_or_none_stated() -> None:
    twinning = call(scope=Scope.EUROPE, themes=["jumelages"])
    assert told(twinning, member(themes={"jumelages": 3}))
    assert told(twinning, member(themes={"jumelages": 3}, countries={"DE": 2, "SN": 3}))
    assert not told(twinning, member(themes={"jumelages": 3}, countries={"SN": 3}))


def test_a_call_that_only_names_decentralised_cooperation_is_open_to_all_themes() -> None:
    assert told(call(groups=["ODA"], themes=["jumelages", "solidarite-internationale"]), WATER_IN_SENEGAL)
    assert not told(call(groups=["ODA"], themes=["jumelages", "sport"]), WATER_IN_SENEGAL)


def test_a_european_programme_of_no_known_theme_needs_the_partner_by_name() -> None:
    to = member(countries={"DE": 3}, themes={"jumelages": 3})
    assert not told(call(scope=Scope.EUROPE, groups=["EU27"], summary="Un programme."), to)
    assert told(call(scope=Scope.EUROPE, countries=["DE"], summary="Un programme."), to)


def test_a_group_wished_takes_calls_of_its_countries_and_of_itself() -> None:
    to = member(groups={"SAHEL": 3}, themes={"eau-assainissement": 3})
    assert told(call(countries=["NE"], themes=["eau-assainissement"]), to)
    assert told(call(groups=["SAHEL"], themes=["eau-assainissement"]), to)
    assert not told(call(countries=["VN"], themes=["eau-assainissement"]), to)


def test_an_overseas_member_is_told_of_its_neighbours() -> None:
    reunion = member(department="974", themes={"risques-crises": 3}, countries={"SN": 1})
    madagascar = call(countries=["MG"], themes=["risques-crises"])
    assert told(madagascar, reunion)
    assert any("Voisinage : Madagascar" in one for one in explain(madagascar, reunion, NOW).reasons)
    assert not told(madagascar, member(themes={"risques-crises": 3}, countries={"SN": 1}))


def test_quebec_and_canada_hold_each_other() -> None:
    for partner, place in (("CA-QC", "CA"), ("CA", "CA-QC")):
        assert told(call(countries=[place], themes=["culture-patrimoine"]), member(countries={partner: 2}))


def test_a_country_only_mentioned_counts_for_less() -> None:
    sure, mentioned = (call(countries=[said("SN", confidence=c)], themes=["eau-assainissement"]) for c in (1.0, 0.3))
    assert points(mentioned, WATER_IN_SENEGAL) < points(sure, WATER_IN_SENEGAL)


def test_own_words_stand_for_a_theme_and_unwanted_words_set_aside() -> None:
    one = call(title="Forages et pompes solaires", countries=["SN"], themes=["energie"])
    plain = points(one, WATER_IN_SENEGAL)
    assert points(one, member(countries={"SN": 3}, themes={"eau-assainissement": 3}, keywords=("forage",))) > plain
    assert not told(one, member(countries={"SN": 3}, themes={"energie": 3}, exclude_words=("pompe solaire",)))


def test_unwanted_words_deep_in_the_text_only_lower_the_call() -> None:
    to = member(countries={"SN": 3}, themes={"eau-assainissement": 3}, exclude_words=("chantier de jeunes",))
    one = LADDER[0][1]
    assert points(one, to, text="Un chantier de jeunes est possible.") == points(one, to) // 2


def test_amounts_out_of_reach_lower_a_call_and_unknown_currencies_do_not() -> None:
    to = member(countries={"SN": 3}, themes={"eau-assainissement": 3}, min_amount=5000, max_amount=100_000)
    fits, large, small, unknown = (
        points(call(countries=["SN"], themes=["eau-assainissement"], amounts=(given,)), to)
        for given in (grant(10_000, 50_000), grant(1_000_000, None), grant(None, 1500), grant(None, 1500, "JPY"))
    )
    assert fits == unknown
    assert large < fits
    assert small < fits
    pegged = call(countries=["SN"], themes=["eau-assainissement"], amounts=(grant(None, 6_559_570, "XOF"),))
    assert points(pegged, to) == fits, "10 000 euros"


def test_little_time_left_orders_calls_but_hides_none() -> None:
    late = call(groups=["ODA"], sessions=(said(Deadline(date(2026, 3, 3))),), eligible=["commune"])
    easy = call(groups=["ODA"], eligible=["commune"])
    assert points(late, WATER_IN_SENEGAL) < points(easy, WATER_IN_SENEGAL)
    assert told(late, WATER_IN_SENEGAL)


def test_languages_and_relays_only_break_ties() -> None:
    one = LADDER[0][1]
    assert points(one, WATER_IN_SENEGAL, official=set()) < points(one, WATER_IN_SENEGAL, official={"exemple"})
    spanish = call(countries=["SN"], themes=["eau-assainissement"], eligible=["commune"], language="es")
    assert 94 <= points(spanish, WATER_IN_SENEGAL) < 100


def test_wanted_kinds_filter_and_trainings_come_after() -> None:
    course = call(kind=Kind.TRAINING, countries=["SN"], themes=["eau-assainissement"])
    assert told(course, WATER_IN_SENEGAL)
    assert points(course, WATER_IN_SENEGAL) < points(LADDER[0][1], WATER_IN_SENEGAL)
    assert not told(course, member(countries={"SN": 3}, kinds=("call", "fund")))


def test_local_aid_is_told_only_on_demand_and_only_at_home() -> None:
    wants = member(themes={"eau-assainissement": 3}, local_aid=True)
    at_home, elsewhere, national = (
        call(scope=Scope.LOCAL, themes=["eau-assainissement"], funder=funder)
        for funder in ("Région Bretagne", "Région Occitanie", "ADEME")
    )
    assert told(at_home, wants)
    assert told(national, wants)
    assert explain(elsewhere, wants, NOW).role is Role.NO
    assert not told(at_home, member(themes={"eau-assainissement": 3}))


def test_a_followed_programme_is_told_whatever_its_scope() -> None:
    one = call(scope=Scope.OUT, programme=said("FICOL"))
    assert told(one, member(follows=("FICOL",)))
    assert not told(one, member(follows=("AUTRE",), countries={"SN": 3}))


def test_closed_and_withdrawn_calls_are_refused() -> None:
    closed = call(countries=["SN"], sessions=(said(Deadline(date(2026, 3, 1))),))
    withdrawn = call(countries=["SN"], status=Status.WITHDRAWN)
    assert not told(closed, WATER_IN_SENEGAL)
    assert explain(closed, WATER_IN_SENEGAL, NOW).reasons == (
        "Trop tard : clos depuis le 1ᵉʳ\N{NO-BREAK SPACE}mars\N{NO-BREAK SPACE}2026",
    )
    assert explain(withdrawn, WATER_IN_SENEGAL, NOW).role is Role.NO


def test_no_member_no_call_and_unknown_codes_are_fine() -> None:
    assert match([], [WATER_IN_SENEGAL], NOW) == {1: []}
    assert match([LADDER[0][1]], [], NOW) == {}
    odd = member(kind="martien", countries={"ZZ": 9}, groups={"ATLANTIS": 2, "WORLD": 0}, themes={"magie": 3})
    match([call(countries=["ZZ"], groups=["ATLANTIS"], themes=["magie"], eligible=["elfe"])], [odd], NOW)
    explain(call(countries=["ZZ"], groups=["ATLANTIS"], themes=["magie"]), odd, NOW)


def test_the_best_two_hundred_are_kept() -> None:
    many = [call(n, countries=["SN"], themes=["eau-assainissement"] if n % 2 else ["sport"]) for n in range(1, 302)]
    kept = match(many, [WATER_IN_SENEGAL], NOW)[1]
    assert len(kept) == 200
    assert {one.call for one in kept} >= {n for n in range(1, 302) if n % 2}


def test_weights_change_the_order() -> None:
    by_theme = Weights(places=0.001, themes=100)
    assert points(LADDER[6][1], WATER_IN_SENEGAL, weights=by_theme) < points(LADDER[4][1], WATER_IN_SENEGAL)


def test_now_is_an_instant_of_any_zone() -> None:
    one = call(sessions=(said(Deadline(date(2026, 3, 1))),), countries=["SN"], themes=["eau-assainissement"])
    assert match([one], [WATER_IN_SENEGAL], datetime(2026, 3, 1, 22, 59, tzinfo=UTC))[1]
    assert not match([one], [WATER_IN_SENEGAL], datetime(2026, 3, 1, 23, 0, tzinfo=UTC))[1]


def test_a_title_in_one_plain_word_names_a_theme_where_none_was_read() -> None:
    prize = call(title="Prix des villes pour l’eau en Afrique", groups=["AFRICA"], eligible=["commune"])
    found = explain(prize, WATER_IN_SENEGAL, NOW)
    assert any(one.startswith("Thème : eau") for one in found.reasons)
    assert points(prize, member(countries={"SN": 3}, themes={"sport": 3})) < found.score
    read = call(title="L’eau et le sport", groups=["AFRICA"], themes=["sport"], eligible=["commune"])
    assert not any("eau" in one for one in explain(read, WATER_IN_SENEGAL, NOW).reasons), "what was read wins"


def test_a_european_call_for_research_that_names_no_candidate_is_for_laboratories() -> None:
    to = member(themes={"climat": 3}, countries={"DE": 2})
    research = call(scope=Scope.EUROPE, groups=["EU27"], themes=["recherche", "climat"])
    assert points(research, to) < points(call(scope=Scope.EUROPE, groups=["EU27"], themes=["climat"]), to)
    assert not told(research, member(themes={"climat": 3}))
    assert told(research, member(themes={"recherche": 3}))


def test_a_group_that_only_the_text_names_counts_for_less_than_the_country_of_the_title() -> None:
    title = Reading("TG", Evidence("Togo : assainissement", 0, 21, "title"))
    aside = Reading("WEST_AFRICA", Evidence("une expérience de l’Afrique de l’Ouest", 0, 38, "text"))
    of_togo = call(countries=[title], groups=[aside], themes=["eau-assainissement"])
    of_the_region = call(groups=[aside], themes=["eau-assainissement"])
    assert points(of_togo, WATER_IN_SENEGAL) < points(of_the_region, WATER_IN_SENEGAL)
    to_togo = member(countries={"TG": 3}, themes={"eau-assainissement": 3})
    assert points(of_togo, to_togo) > points(of_the_region, to_togo)


def test_continents_of_the_south_named_together_mean_countries_that_receive_aid() -> None:
    japan = member(countries={"JP": 3}, themes={"sante": 3})
    south = call(groups=["AFRICA", "ASIA", "LATIN_AMERICA"], themes=["sante"])
    assert told(south, member(countries={"VN": 3}, themes={"sante": 3}))
    assert not told(south, japan)
    assert told(call(groups=["ASIA"], themes=["sante"]), japan)


def test_a_programme_keeps_wide_groups_within_its_own() -> None:
    ficol = call(groups=["ASIA"], themes=["sante"], programme=said("FICOL"))
    assert told(ficol, member(countries={"VN": 3}, themes={"sante": 3}))
    assert not told(ficol, member(countries={"JP": 3}, themes={"sante": 3}))


def test_a_text_in_which_nothing_is_asked_or_offered_is_news() -> None:
    told_of: dict[str, Any] = {"countries": ["SN"], "themes": ["eau-assainissement"], "sessions": ()}
    news = call(**told_of, summary="Le parlement adopte le code de l’eau.")
    assert not told(news, WATER_IN_SENEGAL)
    assert "simple information" in explain(news, WATER_IN_SENEGAL, NOW).reasons[0]
    assert told(call(**told_of), WATER_IN_SENEGAL), "of a bare title nobody can tell"


def test_themes_that_one_sentence_enumerates_are_equals() -> None:
    words = Evidence("Thématiques : agriculture, eau, santé", 0, 37, "text")
    weights = {"agriculture-alimentation": 1.0, "eau-assainissement": 0.6, "sante": 0.6}
    enumerated = call(countries=["SN"], themes=[Reading(code, words, weight) for code, weight in weights.items()])
    of_farming = member(countries={"SN": 3}, themes={"agriculture-alimentation": 3})
    assert points(enumerated, of_farming) == points(enumerated, WATER_IN_SENEGAL)
