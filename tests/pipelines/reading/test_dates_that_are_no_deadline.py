"""Traps: dates of the project's or the funder's life that must never be taken for a last day to answer."""

import pytest

from tests.pipelines.reading.reading_of import dates_of, sessions_of

TRAPS = [
    "Un webinaire de présentation de l’appel à projets aura lieu le 12 février 2026 à 14h.",
    "Webinaire d’information pour les candidats : jeudi 12 février 2026, 11 h",
    "Inscrivez-vous au webinaire avant le 10 février 2026.",
    "Date limite d’inscription à la journée d’information : 3 mars 2026",
    "Les résultats seront annoncés le 30 juin 2026.",
    "Annonce des lauréats : 15 septembre 2026",
    "Les lauréats seront notifiés avant le 30 juin 2026.",
    "Le jury se réunira le 18 mai 2026.",
    "Le comité de sélection se tiendra entre le 4 et le 8 mai 2026.",
    "La commission permanente du 9 avril 2026 attribuera les subventions.",
    "Délibération n° CP 2025-118 du 27 mars 2025",
    "Vu la délibération du conseil départemental du 12 décembre 2025,",
    "Les projets devront démarrer avant le 31 décembre 2026.",
    "Les actions doivent se dérouler entre le 1er septembre 2026 et le 30 juin 2027.",
    "Les projets doivent être achevés au plus tard le 31 décembre 2028.",
    "Les travaux doivent être terminés avant le 1er octobre 2027.",
    "Le projet devra être réalisé jusqu’au 31 mars 2027 au plus tard.",
    "Période de réalisation : du 1er janvier 2027 au 31 décembre 2027",
    "La mise en œuvre des actions est prévue du 1er juillet 2026 au 30 juin 2028.",
    "Le rapport final est à remettre avant le 31 mars 2028.",
    "Date limite de remise du compte rendu financier : 30 juin 2027",
    "Les justificatifs de dépenses doivent être transmis au plus tard le 15 novembre 2027.",
    "Les dépenses sont éligibles à compter du 1er janvier 2026.",
    "Dépenses éligibles jusqu’au 31 décembre 2027",
    "Page mise à jour le 14 janvier 2026",
    "Mis à jour le 14/01/2026",
    "Publié le 5 janvier 2026",
    "Article publié le 05/01/2026 à 10:32",
    "Loi du 25 janvier 2007 relative à l’action extérieure des collectivités",
    "en application du décret n° 2020-1754 du 29 décembre 2020",
    "Règlement (UE) 2021/1059 du 24 juin 2021",
    "Les jeunes doivent être âgés de 18 à 25 ans au 31 décembre 2026.",
    "L’association doit avoir été créée avant le 1er janvier 2023.",
    "La convention prend fin le 31 décembre 2028.",
    "Les questions peuvent être posées jusqu’au 20 février 2026.",
    "Toute demande de renseignements doit parvenir avant le 2 mars 2026.",
    "Le festival aura lieu du 3 au 7 juin 2026 à Dakar.",
    "Le salon se tiendra les 4 et 5 mai 2026.",
    "Les Rencontres de la coopération se dérouleront du 12 au 14 octobre 2026.",
    "La mission économique aura lieu du 8 au 12 mars 2026 à Abidjan.",
    "Le solde sera versé avant le 30 juin 2027.",
    "La cérémonie de remise des prix est prévue le 20 novembre 2026.",
    "Les auditions auront lieu du 2 au 6 mars 2026.",
    "La signature des conventions interviendra en septembre 2026.",
    "Les mobilités doivent avoir lieu entre le 1er juin et le 31 août 2026.",
    "Budget voté le 12 décembre 2025.",
    "Comptes clos au 31 décembre 2024",
    "Population municipale au 1er janvier 2026",
    "L’objectif est d’atteindre la neutralité carbone d’ici le 31 décembre 2050.",
    "The webinar will be held on 12 February 2026 at 10:00 CET.",
    "Results will be announced by 30 June 2026.",
    "Applicants will be notified by 15 May 2026.",
    "Projects must start no later than 1 January 2027.",
    "The action must be completed by 31 December 2028.",
    "Project implementation period: 1 September 2026 – 31 August 2028",
    "The final report is due by 31 March 2029.",
    "Requests for clarification may be sent until 20 February 2026.",
    "Questions must be submitted by 3 March 2026.",
    "Last updated: 14 January 2026",
    "Posted on 5 January 2026",
    "Info session: 12 February 2026",
    "Regulation (EU) 2021/692 of 28 April 2021",
    "The conference takes place from 3 to 5 June 2026 in Tirana.",
    "Successful applicants will be informed by the end of June 2026.",
    "The evaluation of proposals will take place in May 2026.",
    "Participants must be aged 18 to 30 on 1 July 2026.",
    "Expenditure incurred before 1 January 2026 is not eligible.",
    "Award ceremony: 20 November 2026",
    "Los resultados se publicarán el 30 de junio de 2026.",
    "Os resultados serão publicados em 30 de junho de 2026.",
    "Le partenariat est conclu pour trois ans, avec une échéance au 31 décembre 2029.",
    "The grant is for the next financial year (April 2026 to March 2027).",
    "Attention, le téléservice sera indisponible du 24 au 26 avril 2026.",
    "Du 10 au 21 mars 2026, une délégation de maires a participé à la session.",
    "Le programme se déploiera jusqu’en octobre 2027 dans six régions.",
    "Start of activities: 1 October 2026; end: 30 September 2028",
]


@pytest.mark.parametrize("text", TRAPS)
def test_another_date_is_no_last_day(text: str) -> None:
    assert dates_of(text).sessions == ()


MIXED = [
    (
        "Webinaire de présentation le 20 janvier 2026. Date limite de dépôt : 13 mars 2026. Résultats le 30 juin 2026.",
        ["2026-03-13"],
    ),
    (
        "Les dossiers sont à déposer avant le 13 mars 2026, pour une attribution par la commission permanente de juin 2026.",
        ["2026-03-13"],
    ),
    (
        "Dépôt du 2 février au 13 mars 2026 pour des projets se déroulant entre le 1er septembre 2026 et le 31 août 2027.",
        ["2026-03-13"],
    ),
    (
        "Mis à jour le 3 février 2026\nDate limite : 13/03/2026\nContact : service international",
        ["2026-03-13"],
    ),
    (
        "Calendrier : clôture des candidatures le 13 mars 2026 ; jury le 20 avril 2026 ; démarrage le 1er juin 2026.",
        ["2026-03-13"],
    ),
    (
        "Deadline for applications: 13 March 2026. Selection: April 2026. Projects start on 1 June 2026.",
        ["2026-03-13"],
    ),
    (
        "Projects selected by the jury of 20 April 2026 must be completed by 31 December 2027. Apply by 13 March 2026.",
        ["2026-03-13"],
    ),
    ("Les villes déposent leur projet, qui devra durer dix-huit mois, du 3 mars au 20 avril 2026.", ["2026-04-20"]),
    (
        "La date limite est fixée au 18 mars 2026, mais un rendez-vous préalable est pris avant fin février",
        ["2026-02-28", "2026-03-18"],
    ),
]


@pytest.mark.parametrize(("text", "expected"), MIXED)
def test_the_deadline_is_found_among_other_dates(text: str, expected: list[str]) -> None:
    assert [session.value.day.isoformat() for session in dates_of(text).sessions] == expected


OTHERS_AFFAIRS = [
    "La toiture doit être réparée avant le 3 mars 2026.",
    "Billets en vente jusqu’au 3 juin 2026",
    "La convention court jusqu’au 31 décembre 2028.",
    "La consultation publique est ouverte du 3 mars au 30 avril 2026.",
    "Répondez à notre enquête avant le 14 mars 2026 !",
    "Les partenaires se réuniront à Cotonou du 3 au 7 mars 2026.",
    "Fermeture exceptionnelle du service du 24 décembre au 2 janvier 2027",
    "Vous recevrez une réponse avant le 15 juillet 2026.",
    "Télédéclaration de l’APD : jusqu’au 31 mai 2026",
    "L’organisme doit avoir été créé avant le 1er janvier 2024.",
    "The exhibition runs until 12 May 2026.",
    "Costs incurred before 1 July 2026 are not eligible.",
    "Shortlisted applicants will be contacted by 30 June 2026.",
    "12 mai 2026\n\nUne nouvelle saison pour les villes jumelées de la côte",
    "Entretiens avec les porteurs présélectionnés du 13 au 17 mai 2026",
]


@pytest.mark.parametrize("text", OTHERS_AFFAIRS)
def test_a_bounded_date_of_something_unknown_is_no_last_day(text: str) -> None:
    assert sessions_of(text) == []
