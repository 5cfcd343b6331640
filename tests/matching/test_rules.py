"""Who may answer, case by case: a `no` only where a sentence, an area or a date says it."""

from typing import Any

import pytest

from matching import explain, judge
from matching.programme import made_whole
from matching.roles import kinds_held, verdict
from matching.rules import PARTICIPANT_FLAG, PARTNER_FLAG
from model.codes import Role, Scope
from model.condition import Condition, ConditionKind
from model.filing import Filing
from model.member import Member
from tests.matching.samples import NOW, call, member, said

COMMUNE, EPCI, DEPARTMENT, REGION = (member(kind=kind) for kind in ("commune", "epci", "departement", "region"))
GUYANE = member(kind="region", department="973", siren="200052678")
LYON = member(kind="epci", department="69", siren="200046977")

SMALL = "La fondation aide les communes de moins de 3 500 habitants"

CASES: list[tuple[str, Member, dict[str, Any], Role]] = [
    ("nothing read", COMMUNE, {}, Role.UNKNOWN),
    ("named", COMMUNE, {"eligible": ["commune"]}, Role.LEAD),
    ("named as any authority", COMMUNE, {"eligible": ["collectivite"]}, Role.LEAD),
    ("a groupement for an EPCI", EPCI, {"eligible": ["groupement"]}, Role.LEAD),
    ("only others listed", COMMUNE, {"eligible": ["association", "universite"]}, Role.NO),
    ("only others hinted at", COMMUNE, {"eligible": [said("association", confidence=0.3)]}, Role.UNKNOWN),
    (
        "only others, as the programme’s habit has it",
        COMMUNE,
        {"eligible": [said("association", confidence=0.6)]},
        Role.UNKNOWN,
    ),
    ("doubtfully excluded", REGION, {"excluded": [said("region", confidence=0.6)]}, Role.UNKNOWN),
    (
        "its partner’s country doubtfully excluded",
        member(countries={"ML": 3}),
        {"excluded_countries": [said("ML", confidence=0.5)]},
        Role.UNKNOWN,
    ),
    ("another kind of authority", COMMUNE, {"eligible": ["region", "departement"]}, Role.NO),
    ("its EPCI", COMMUNE, {"eligible": ["epci"]}, Role.VIA),
    ("its water syndicate", EPCI, {"eligible": ["syndicat"]}, Role.VIA),
    ("its twinning committee", COMMUNE, {"eligible": ["comite_jumelage"]}, Role.VIA),
    ("its partner abroad", DEPARTMENT, {"eligible": ["collectivite_etrangere"]}, Role.VIA),
    ("excluded by name", REGION, {"eligible": ["collectivite"], "excluded": ["region"]}, Role.NO),
    ("others excluded", COMMUNE, {"eligible": ["collectivite"], "excluded": ["region"]}, Role.LEAD),
    ("all authorities excluded", COMMUNE, {"excluded": ["collectivite"]}, Role.NO),
    ("all excluded but communes", COMMUNE, {"eligible": ["commune"], "excluded": ["collectivite"]}, Role.LEAD),
    ("région excluded, département still open", GUYANE, {"eligible": ["collectivite"], "excluded": ["region"]}, Role.LEAD),
    ("département and région", GUYANE, {"eligible": ["departement"]}, Role.LEAD),
    ("EPCI and département", LYON, {"eligible": ["departement"]}, Role.LEAD),
    ("a partner", COMMUNE, {"eligible": [said("commune", flags=(PARTNER_FLAG,))]}, Role.PARTNER),
    ("a participant", COMMUNE, {"eligible": [said("commune", flags=(PARTICIPANT_FLAG,))]}, Role.PARTICIPANT),
    ("its EPCI files for it", COMMUNE, {"eligible": ["epci"], "filed_by": [said(Filing("epci", "commune"))]}, Role.VIA),
    ("its twinning committee files for it", COMMUNE, {"filed_by": [said(Filing("comite_jumelage", "commune"))]}, Role.VIA),
    ("its partner abroad files", REGION, {"filed_by": [said(Filing("partner_abroad"))]}, Role.VIA),
    ("an association files for it", COMMUNE, {"filed_by": [said(Filing("association", "collectivite"))]}, Role.PARTICIPANT),
    (
        "an association files for communes, not for régions",
        REGION,
        {"eligible": ["association"], "filed_by": [said(Filing("association", "commune"))]},
        Role.NO,
    ),
    (
        "the lead partner files for all",
        COMMUNE,
        {"eligible": ["commune"], "filed_by": [said(Filing("lead_partner"))]},
        Role.LEAD,
    ),
    (
        "it may file itself, or let its EPCI",
        COMMUNE,
        {"eligible": ["commune", "epci"], "filed_by": [said(Filing("epci", "commune"))]},
        Role.LEAD,
    ),
    (
        "its EPCI, as a partner of those who lead",
        COMMUNE,
        {"eligible": ["region", said("epci", flags=(PARTNER_FLAG,))]},
        Role.NO,
    ),
    ("its EPCI, perhaps", COMMUNE, {"eligible": [said("epci", confidence=0.6)]}, Role.UNKNOWN),
    (
        "the partner abroad is an authority, who leads is not said",
        COMMUNE,
        {"eligible": [said("collectivite_etrangere", flags=(PARTNER_FLAG,))]},
        Role.UNKNOWN,
    ),
    ("its members may file", member(kind="association_de_collectivites"), {"eligible": ["commune"]}, Role.VIA),
    ("neither it nor its members", member(kind="association_de_collectivites"), {"eligible": ["universite"]}, Role.NO),
    (
        "research that universities are said to do",
        COMMUNE,
        {"eligible": [said("universite", confidence=0.6)], "themes": ["recherche"]},
        Role.NO,
    ),
    ("universities weakly named", COMMUNE, {"eligible": [said("universite", confidence=0.6)]}, Role.UNKNOWN),
    (
        "« organismes publics », in French",
        COMMUNE,
        {"eligible": [said("etablissement_public", "Les organismes publics locaux peuvent déposer")], "language": "fr"},
        Role.UNKNOWN,
    ),
    ("an Interreg programme of outermost regions", COMMUNE, {"programme": said("INTERREG_OUTRE_MER")}, Role.NO),
    (
        "its own Interreg programme",
        GUYANE,
        {"programme": said("INTERREG_OUTRE_MER"), "eligible": ["region"]},
        Role.LEAD,
    ),
    (
        "an EPCI where cities may, in English",
        EPCI,
        {"eligible": ["commune"], "language": "en"},
        Role.UNKNOWN,
    ),
    (
        "communes that a funder says it helps, with a size",
        DEPARTMENT,
        {
            "eligible": [said("commune", SMALL, confidence=0.6)],
            "conditions": [said(Condition(ConditionKind.POPULATION, maximum=3499, whose="commune"), SMALL, 0.8)],
        },
        Role.NO,
    ),
    ("public bodies, in English", COMMUNE, {"eligible": ["etablissement_public"], "language": "en"}, Role.UNKNOWN),
    ("établissements publics", COMMUNE, {"eligible": ["etablissement_public"], "language": "fr"}, Role.NO),
    ("an authority of no known kind", member(kind="collectivite"), {"eligible": ["region"]}, Role.UNKNOWN),
    ("a syndicat where « les collectivités » may", member(kind="syndicat"), {"eligible": ["collectivite"]}, Role.UNKNOWN),
    ("a syndicat where communes may", member(kind="syndicat"), {"eligible": ["commune"]}, Role.NO),
    ("no authority among the candidates", member(kind="collectivite"), {"eligible": ["entreprise"]}, Role.NO),
    ("its région", COMMUNE, {"funder": "Région Bretagne", "eligible": ["commune"]}, Role.LEAD),
    ("another région", COMMUNE, {"funder": "Région Occitanie", "eligible": ["commune"]}, Role.NO),
    ("its basin", COMMUNE, {"funder": "Agence de l’eau Loire-Bretagne", "eligible": ["commune"]}, Role.LEAD),
    ("another basin", COMMUNE, {"funder": "Agence de l’eau Rhin-Meuse"}, Role.NO),
    ("its place not known", member(department=None), {"funder": "Région Occitanie", "eligible": ["commune"]}, Role.UNKNOWN),
    (
        "a région that manages a European programme",
        COMMUNE,
        {"funder": "Région Occitanie", "scope": Scope.EUROPE, "eligible": ["commune"]},
        Role.LEAD,
    ),
    ("its partner’s country excluded", member(countries={"ML": 3}), {"excluded_countries": ["ML"]}, Role.NO),
    ("its group excluded", member(countries={"ML": 3}), {"excluded_groups": ["SAHEL"]}, Role.NO),
    ("one partner of two excluded", member(countries={"ML": 3, "SN": 1}), {"excluded_countries": ["ML"]}, Role.UNKNOWN),
    ("the programme’s rule", member(kind="association"), {"programme": said("FICOL")}, Role.NO),
]


@pytest.mark.parametrize(("why", "who", "what", "role"), CASES, ids=[case[0] for case in CASES])
def test_role(why: str, who: Member, what: dict[str, Any], role: Role) -> None:
    decided = explain(call(**what), who, NOW)
    assert decided.role is role
    if role is Role.NO:
        assert decided.score == 0
        assert len(decided.reasons) == 1
        assert decided.reasons[0]


def test_many_pairs_at_once_are_decided_as_one_by_one() -> None:
    calls = [call(number, **what) for number, (_, _, what, _) in enumerate(CASES, 1) if "programme" not in what]
    members = [who for _, who, _, _ in CASES]
    judged = judge(calls, members, NOW)
    for row, who in enumerate(members):
        for column, one in enumerate(calls):
            assert judged.role(row, column) is verdict(made_whole(one), who, NOW).role


def test_a_refusal_quotes_the_sentence_it_was_read_in() -> None:
    one = call(eligible=[said("association", "Seules les associations loi 1901 peuvent déposer un dossier")])
    assert explain(one, COMMUNE, NOW).reasons == (
        "Réservé à d’autres candidats : association, "
        "«\N{NO-BREAK SPACE}Seules les associations loi 1901 peuvent déposer un dossier\N{NO-BREAK SPACE}»",
    )


def test_a_member_holds_every_kind_that_the_law_gives_it() -> None:
    assert {"region", "departement"} <= kinds_held(GUYANE)
    assert {"epci", "departement"} <= kinds_held(LYON)
    assert "departement" not in kinds_held(EPCI)


def sized(minimum: int | None = None, maximum: int | None = None, whose: str | None = None) -> Any:
    return said(Condition(ConditionKind.POPULATION, minimum, maximum, whose), "communes de moins de 3 500 habitants")


SIZED: list[tuple[str, Member, dict[str, Any], Role]] = [
    ("small enough", member(population=3_499), {"conditions": (sized(maximum=3_499),)}, Role.LEAD),
    ("too large", member(population=3_500), {"conditions": (sized(maximum=3_499),)}, Role.NO),
    ("too small", member(population=9_999), {"conditions": (sized(minimum=10_000),)}, Role.NO),
    ("of no known size", member(), {"conditions": (sized(maximum=3_499),)}, Role.LEAD),
    ("a size asked of communes, a région", REGION, {"conditions": (sized(maximum=3_499, whose="commune"),)}, Role.LEAD),
    (
        "a seat elsewhere",
        COMMUNE,
        {"conditions": (said(Condition(ConditionKind.TERRITORY, territories=("FR-OCC",))),)},
        Role.NO,
    ),
    (
        "a seat at home",
        COMMUNE,
        {"conditions": (said(Condition(ConditionKind.TERRITORY, territories=("FR-BRE", "FR-OCC"))),)},
        Role.LEAD,
    ),
    (
        "a seat hinted at",
        COMMUNE,
        {"conditions": (said(Condition(ConditionKind.TERRITORY, territories=("FR-OCC",)), confidence=0.3),)},
        Role.LEAD,
    ),
    ("outermost only, a territory", member(department="988"), {"groups": ["OR"]}, Role.NO),
    ("outermost only, an outermost region", member(department="974"), {"groups": ["OR"]}, Role.LEAD),
    ("territories only, an outermost region", member(department="972"), {"groups": ["OCT"]}, Role.NO),
    ("both, a territory", member(department="987"), {"groups": ["OR", "OCT"]}, Role.LEAD),
    ("outermost only, metropolitan France", COMMUNE, {"groups": ["OR"]}, Role.LEAD),
    ("a group of members", member(kind="groupe", department=None), {}, Role.VIA),
    (
        "a group, none of whose members may",
        member(kind="groupe"),
        {"excluded": ["collectivite", "commune", "groupement"]},
        Role.NO,
    ),
]


@pytest.mark.parametrize(("why", "who", "what", "role"), SIZED, ids=[case[0] for case in SIZED])
def test_sizes_seats_overseas_and_groups(why: str, who: Member, what: dict[str, Any], role: Role) -> None:
    assert explain(call(eligible=["collectivite", "commune"], **what), who, NOW).role is role


def test_sizes_and_seats_are_decided_in_a_crowd_as_one_by_one() -> None:
    calls = [call(number, eligible=["collectivite"], **what) for number, (_, _, what, _) in enumerate(SIZED, 1)]
    members = [who for _, who, _, _ in SIZED]
    judged = judge(calls, members, NOW)
    for row, who in enumerate(members):
        for column, one in enumerate(calls):
            assert judged.role(row, column) is verdict(made_whole(one), who, NOW).role


HOLDERS = [
    ("Guyane", {"kind": "region", "department": "973"}, {"region", "departement"}),
    ("Martinique", {"kind": "departement", "department": "972"}, {"region", "departement"}),
    ("Mayotte", {"kind": "departement", "department": "976"}, {"region", "departement"}),
    ("Corse", {"kind": "region", "territory": "FR-20R", "department": None}, {"region", "departement"}),
    ("Paris", {"kind": "commune", "territory": "FR-75C", "department": "75"}, {"commune", "departement"}),
    ("Métropole de Lyon", {"kind": "epci", "territory": "FR-69M", "department": None}, {"epci", "departement"}),
    ("Alsace", {"kind": "collectivite", "territory": "FR-6AE", "department": None}, {"departement"}),
    ("Saint-Martin", {"kind": "commune", "department": "978"}, {"commune", "departement", "region"}),
    ("Saint-Barthélemy", {"kind": "commune", "department": "977"}, {"commune", "departement", "region"}),
    ("Saint-Pierre-et-Miquelon", {"kind": "departement", "department": "975"}, {"departement", "region"}),
    ("Nouvelle-Calédonie", {"kind": "commune", "department": "988"}, {"commune", "collectivite_outre_mer"}),
    ("a commune of Guyane", {"kind": "commune", "department": "973"}, {"commune", "collectivite_outre_mer"}),
]


@pytest.mark.parametrize(("name", "who", "held"), HOLDERS, ids=[case[0] for case in HOLDERS])
def test_those_who_hold_several_kinds_by_law(name: str, who: dict[str, Any], held: set[str]) -> None:
    assert held <= kinds_held(member(**who))


def test_an_ordinary_commune_holds_no_other_kind() -> None:
    assert kinds_held(COMMUNE) & {"departement", "region", "collectivite_outre_mer"} == set()


def test_who_files_for_a_member_is_said_with_the_words_of_the_call() -> None:
    words = "La demande peut être portée par l’EPCI pour ses communes membres."
    one = call(countries=["SN"], filed_by=[said(Filing("epci", "commune"), words)])
    found = verdict(one, COMMUNE, NOW)
    assert (found.role, found.reason) == (Role.VIA, "Dossier à déposer par votre intercommunalité")
    assert found.evidence is not None
    assert found.evidence.quote == words
    by_others = call(filed_by=[said(Filing("association", "commune"))])
    assert verdict(by_others, COMMUNE, NOW).reason == "Dossier déposé pour vous par des associations"
