"""Last days to answer as French funders write them."""

import pytest

from tests.pipelines.reading.reading_of import opening_of, sessions_of

LAST_DAYS = [
    ("Date limite de dépôt des candidatures : 15 mars 2026", "2026-03-15"),
    ("Date limite de réception des dossiers : vendredi 3 avril 2026", "2026-04-03"),
    ("Date limite d’envoi des dossiers : 30/04/2026", "2026-04-30"),
    ("Date de clôture de l’appel à projets : 02.05.2026", "2026-05-02"),
    ("Clôture des candidatures le 18 mai 2026", "2026-05-18"),
    ("La clôture de l’appel à manifestation d’intérêt est fixée au 1er juin 2026.", "2026-06-01"),
    ("L’appel à projets sera clos le 12 septembre 2026.", "2026-09-12"),
    ("Cet appel à candidatures se termine le 9 octobre 2026.", "2026-10-09"),
    ("Les dossiers complets devront parvenir au service instructeur au plus tard le 31 mars 2026.", "2026-03-31"),
    ("Les demandes doivent être déposées en ligne avant le 1er mars 2026.", "2026-03-01"),
    ("Vous avez jusqu’au 20 février 2026 pour déposer votre dossier sur la plateforme.", "2026-02-20"),
    ("Vous pouvez candidater jusqu’au dimanche 8 mars 2026 inclus.", "2026-03-08"),
    (
        "Les collectivités intéressées sont invitées à transmettre leur dossier pour le 27 mars 2026 au plus tard.",
        "2026-03-27",
    ),
    ("Dépôt des dossiers jusqu’au 15 juin 2026 sur demarches-simplifiees.fr", "2026-06-15"),
    ("Les candidatures sont à adresser par courriel avant le 4 mai 2026, délai de rigueur.", "2026-05-04"),
    ("Fin de dépôt des candidatures : 11/09/2026", "2026-09-11"),
    ("Échéance : 30 novembre 2026", "2026-11-30"),
    ("Remise des offres de projets : 22 juin 2026 dernier délai", "2026-06-22"),
    ("Le dossier de candidature, accompagné de la délibération, est à retourner avant le 25 avril 2026.", "2026-04-25"),
    ("Les projets sont à soumettre d’ici le 10 juillet 2026.", "2026-07-10"),
    ("Dernier jour pour postuler : 5 mars 2026.", "2026-03-05"),
    ("Date butoir : le 17 avril 2026", "2026-04-17"),
    ("Les inscriptions au concours sont ouvertes jusqu’au 30 avril 2026.", "2026-04-30"),
    ("15 mai 2026 : date limite de dépôt des dossiers", "2026-05-15"),
    ("Le 15 mai 2026 marque la clôture des candidatures.", "2026-05-15"),
    ("– 6 mars 2026 : clôture de l’appel", "2026-03-06"),
    ("Jusqu’au 29 mai 2026, les communes peuvent déposer un dossier auprès du Département.", "2026-05-29"),
    ("Avant le 2 mars 2026, adressez votre lettre d’intention à la délégation.", "2026-03-02"),
    ("Les porteurs de projets ont jusqu’au 13 mars 2026 pour répondre.", "2026-03-13"),
    ("Seuls les dossiers reçus avant le 3 juillet 2026 seront examinés par la commission.", "2026-07-03"),
    ("La date limite de candidature à la formation est le 14 avril 2026.", "2026-04-14"),
    ("Le dépôt des demandes de subvention est possible jusqu’au 31/05/26.", "2026-05-31"),
    ("Les candidatures des villes lauréates de l’an passé sont recevables jusqu’au 5 juin 2026.", "2026-06-05"),
    ("L’appel est ouvert à toutes les communes, jusqu’au 24 avril 2026.", "2026-04-24"),
    ("La campagne de subventions s’achève le 16 février 2026.", "2026-02-16"),
    ("Les dossiers des projets qui doivent démarrer en 2027 sont à déposer avant le 6 novembre 2026.", "2026-11-06"),
    ("Candidatures : 12 juin 2026", "2026-06-12"),
    ("Réponse attendue pour le 19 mars 2026", "2026-03-19"),
    ("Date limite\n28 février 2026", "2026-02-28"),
    ("Date de clôture :\n\n28 février 2026", "2026-02-28"),
    ("Date limite | 28 février 2026", "2026-02-28"),
    ("Date limite de dépôt : 1 er avril 2026", "2026-04-01"),
    ("DATE LIMITE DE DÉPÔT DES DOSSIERS : 7 AOÛT 2026", "2026-08-07"),
    ("Cloture le 10 fevrier 2026", "2026-02-10"),
    ("Les candidats adressent leur dossier (lettre, budget, délibération) avant le 30 juin 2026.", "2026-06-30"),
    ("Le formulaire est à remplir au plus tard le 21-03-2026.", "2026-03-21"),
    ("La deadline pour envoyer vos projets est le 26 mars 2026 !", "2026-03-26"),
    ("Appel à projets « Eau et climat » – clôture : fin juin 2026", "2026-06-30"),
    ("Clôture prévue courant mars 2026", "2026-03-31"),
    ("Les candidatures seront closes à la fin du mois d’avril 2026.", "2026-04-30"),
    ("Dépôt des dossiers avant mi-mai 2026", "2026-05-15"),
    ("Clôture : 1er trimestre 2026", "2026-03-31"),
    ("Clôture de l’appel : T2 2026", "2026-06-30"),
]


@pytest.mark.parametrize(("text", "expected"), LAST_DAYS)
def test_a_last_day_is_read(text: str, expected: str) -> None:
    assert sessions_of(text) == [expected]


WINDOWS = [
    ("Appel ouvert du 2 mars au 30 avril 2026", "2026-03-02", "2026-04-30"),
    ("Les dossiers sont à déposer entre le 15 janvier et le 15 mars 2026.", "2026-01-15", "2026-03-15"),
    ("Période de dépôt : du 1er au 31 mars 2026", "2026-03-01", "2026-03-31"),
    ("Candidatures du lundi 5 au vendredi 30 janvier 2026", "2026-01-05", "2026-01-30"),
    ("du 15 novembre 2025 au 15 février 2026", "2025-11-15", "2026-02-15"),
    ("du 15 novembre au 15 février 2026", "2025-11-15", "2026-02-15"),
    ("Ouverture : 05/01/2026 – Clôture : 06/03/2026", "2026-01-05", "2026-03-06"),
    ("Date d’ouverture : 12 janvier 2026. Date de clôture : 13 mars 2026.", "2026-01-12", "2026-03-13"),
    ("Lancement de l’appel le 20 janvier 2026 et clôture le 20 mars 2026", "2026-01-20", "2026-03-20"),
    ("L’appel ouvre le 3 février 2026 et ferme le 3 avril 2026 : fermeture le 3 avril 2026.", "2026-02-03", "2026-04-03"),
    ("À partir du 2 février 2026 et jusqu’au 27 mars 2026, déposez vos projets.", "2026-02-02", "2026-03-27"),
    ("Le dépôt est possible dès le 12 janvier 2026, jusqu’au 10 avril 2026.", "2026-01-12", "2026-04-10"),
    ("Les candidatures sont ouvertes à compter du 15 janvier 2026 et jusqu’au 15 mai 2026.", "2026-01-15", "2026-05-15"),
    ("La plateforme sera accessible du 1er février au 31 mars 2026.", "2026-02-01", "2026-03-31"),
    ("La campagne de dépôt se déroule du 5 janvier au 27 février 2026.", "2026-01-05", "2026-02-27"),
    ("Du 3 au 28 mars 2026 : dépôt des candidatures", "2026-03-03", "2026-03-28"),
    (
        "Calendrier\n- 15 janvier 2026 : ouverture de l’appel\n- 15 mars 2026 : clôture\n- juin 2026 : résultats",
        "2026-01-15",
        "2026-03-15",
    ),
    ("Ouverture | 15 janvier 2026\nClôture | 15 mars 2026\nNotification | 30 juin 2026", "2026-01-15", "2026-03-15"),
    ("Publication | Ouverture | Clôture\n5 janvier 2026 | 2 février 2026 | 30 mars 2026", "2026-02-02", "2026-03-30"),
    ("Date de début : 01/02/2026\nDate de fin : 30/04/2026", "2026-02-01", "2026-04-30"),
    ("Dépôt des dossiers de février à avril 2026", "2026-02-01", "2026-04-30"),
    ("Le dépôt des dossiers débute le 2 mars et s’achève le 17 avril 2026.", "2026-03-02", "2026-04-17"),
]


@pytest.mark.parametrize(("text", "opening", "last"), WINDOWS)
def test_a_window_has_an_opening_and_a_last_day(text: str, opening: str | None, last: str) -> None:
    assert (opening_of(text), sessions_of(text)) == (opening, [last])


OPENINGS = [
    ("Ouverture des candidatures : 2 mars 2026", "2026-03-02"),
    ("Le prochain appel sera lancé le 15 septembre 2026.", "2026-09-15"),
    ("Aide ouverte à compter du 2 avril 2026.", "2026-04-02"),
    ("Les dépôts seront ouverts à partir du 1er juin 2026.", "2026-06-01"),
    ("Le guichet ouvrira le 4 mai 2026.", "2026-05-04"),
    ("Lancement : 2e trimestre 2026", "2026-04-01"),
    ("L’appel à projets a été lancé le 8 janvier dernier.", "2026-01-08"),
    ("Le 13 mars s’ouvriront les candidatures de cinq appels thématiques.", "2026-03-13"),
]


@pytest.mark.parametrize(("text", "expected"), OPENINGS)
def test_an_opening_is_no_last_day(text: str, expected: str) -> None:
    assert (opening_of(text), sessions_of(text)) == (expected, [])
