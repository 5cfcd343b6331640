"""The goals of short French texts: sentences of our own, three or more for each of the seventeen."""

from datetime import date

import pytest

from pipelines.reading.document import Document
from pipelines.reading.themes import read_themes

SENTENCES = [
    (1, "Éliminer l’extrême pauvreté et réduire de moitié la proportion de personnes qui vivent dans la pauvreté."),
    (1, "Les ménages vivant sous le seuil de pauvreté reçoivent des transferts sociaux et un revenu minimum."),
    (1, "Les sans-abri et les personnes démunies sont accueillis ; un filet social est mis en place."),
    (1, "Un revenu de base est expérimenté auprès de mille foyers très modestes."),
    (1, "L’épicerie solidaire accueille des familles qui ne peuvent plus payer leur loyer."),
    (2, "Mettre fin à toutes les formes de malnutrition et doubler la productivité agricole des petits producteurs."),
    (2, "Les récoltes de mil ont baissé et la période de soudure menace les familles paysannes."),
    (2, "Une ferme-école forme les maraîchers à l’agroécologie et aux semences paysannes."),
    (2, "La sécheresse a décimé les troupeaux et la ration quotidienne a été réduite de moitié."),
    (2, "Les coopératives rizicoles achètent des semences et vendent leur surplus au marché."),
    (3, "Réduire le taux de mortalité maternelle et mettre fin à l’épidémie de sida, au paludisme et à la tuberculose."),
    (3, "Le dispensaire manque de sages-femmes et de vaccins."),
    (3, "La prise en charge des malades chroniques repose sur des infirmiers de proximité."),
    (3, "Un couple sur dix n’a pas accès à la contraception et les accouchements à domicile sont risqués."),
    (3, "L’épidémie de dengue a saturé les urgences du centre hospitalier."),
    (
        4,
        "Faire en sorte que toutes les filles et tous les garçons suivent un cycle complet "
        "d’enseignement primaire et secondaire.",
    ),
    (4, "La rénovation de trois salles de classe et la formation des maîtres améliorent l’apprentissage de la lecture."),
    (4, "Un échange entre lycées agricoles permet aux apprentis d’obtenir un diplôme reconnu."),
    (4, "Seuls six enfants sur dix savent lire à la fin du primaire."),
    (4, "Une bibliothèque mobile et des cours du soir sont ouverts aux adultes."),
    (5, "Éliminer les mariages d’enfants et les mutilations sexuelles féminines."),
    (5, "Les violences conjugales et les stéréotypes sexistes reculent grâce à l’autonomisation économique des femmes."),
    (5, "La parité dans les conseils municipaux progresse lentement."),
    (5, "Les conseillères municipales forment un réseau pour les droits des femmes rurales."),
    (5, "L’excision recule mais les filles quittent l’école plus tôt que leurs frères."),
    (6, "Assurer l’accès universel à l’eau potable et mettre fin à la défécation en plein air."),
    (6, "La nappe phréatique s’épuise et les forages tombent en panne."),
    (6, "Le réseau d’égouts et la station d’épuration sont rénovés."),
    (6, "Les robinets du village coulent deux heures par jour."),
    (6, "Des toilettes sèches et un point d’eau sont construits dans chaque école."),
    (7, "Garantir l’accès de tous à des services énergétiques fiables et accroître la part des énergies renouvelables."),
    (7, "Des panneaux photovoltaïques alimentent le mini-réseau du village."),
    (7, "L’isolation des bâtiments et le remplacement des chaudières réduisent la consommation de gaz."),
    (7, "La moitié des foyers cuisinent encore au charbon de bois."),
    (7, "Le barrage hydroélectrique fournit du courant à prix abordable."),
    (
        8,
        "Parvenir au plein emploi productif et garantir un travail décent et un salaire égal "
        "pour un travail de valeur égale.",
    ),
    (8, "Le chômage des jeunes diplômés reste élevé et le secteur informel domine."),
    (8, "Le produit intérieur brut a crû de 4 % grâce au tourisme et aux petites entreprises."),
    (8, "Les artisans créent des emplois et forment des apprentis salariés."),
    (8, "Le travail des enfants persiste dans les mines et les ateliers."),
    (9, "Mettre en place une infrastructure fiable et promouvoir une industrialisation durable et l’innovation."),
    (9, "Le haut débit et la téléphonie mobile arrivent dans les zones enclavées."),
    (9, "Les dépenses de recherche-développement des entreprises manufacturières stagnent."),
    (9, "Un pont et une piste carrossable relient le port à la zone industrielle."),
    (9, "Le laboratoire dépose des brevets avec des jeunes pousses."),
    (10, "Assurer une croissance des revenus des 40 % les plus pauvres et réduire les inégalités de revenus."),
    (10, "L’intégration des personnes migrantes et des demandeurs d’asile se heurte aux discriminations."),
    (10, "L’écart de richesse entre les plus riches et les plus pauvres s’est creusé."),
    (10, "Les personnes handicapées et les minorités restent exclues des services."),
    (10, "Le statut de réfugié leur ouvre le droit au travail et au regroupement familial."),
    (11, "Assurer l’accès de tous à un logement décent et assainir les quartiers de taudis."),
    (11, "L’étalement urbain et le manque de transports collectifs étouffent l’agglomération."),
    (11, "La sauvegarde du patrimoine bâti du centre ancien attire les habitants."),
    (11, "Les bidonvilles gagnent sur la plaine inondable et le bus n’y va pas."),
    (11, "Le plan local d’urbanisme protège le centre historique et crée des parcs."),
    (12, "Réduire le gaspillage alimentaire et la production de déchets par le recyclage et la réutilisation."),
    (12, "Les modes de consommation et de production doivent devenir plus sobres en matières premières."),
    (12, "Une ressourcerie répare les appareils et lutte contre l’obsolescence programmée."),
    (12, "Les emballages plastiques sont triés puis recyclés par une coopérative."),
    (12, "Un label garantit des achats publics durables et équitables."),
    (13, "Renforcer la résilience face aux aléas climatiques et réduire les émissions de gaz à effet de serre."),
    (13, "Le réchauffement de la planète multiplie les vagues de chaleur."),
    (13, "La tarification du carbone aide à respecter l’accord de Paris."),
    (13, "Le niveau de la mer monte et les cyclones gagnent en force."),
    (13, "Le plan climat prévoit la neutralité carbone en 2050."),
    (14, "Prévenir la pollution marine et mettre fin à la surpêche."),
    (14, "Les récifs et les herbiers du lagon dépérissent."),
    (14, "Les stocks de poissons baissent et les chalutiers pillent la côte."),
    (14, "Les tortues marines pondent sur la plage où les filets dérivent."),
    (14, "La pêche artisanale souffre de l’acidification de l’océan."),
    (15, "Lutter contre la désertification et mettre un terme à la déforestation."),
    (15, "Le braconnage menace les éléphants du parc national."),
    (15, "Les haies et les zones humides abritent une flore et des oiseaux rares."),
    (15, "La mine a rasé la forêt primaire et les sols sont à nu."),
    (15, "Le loup et le lynx reviennent dans le massif boisé."),
    (16, "Réduire la corruption et donner à tous accès à la justice et à une identité juridique."),
    (16, "Les élections se sont tenues dans un climat de violence et les tribunaux sont débordés."),
    (16, "Les enfants soldats sont démobilisés après l’accord de paix."),
    (16, "Les juges sont indépendants et la police rend des comptes."),
    (16, "La guerre civile a pris fin et une commission vérité est installée."),
    (17, "Respecter les engagements d’aide publique au développement et renforcer la coopération Sud-Sud."),
    (17, "L’allègement de la dette et l’investissement étranger soutiennent les pays les moins avancés."),
    (17, "Des partenariats multi-acteurs mobilisent des ressources financières et partagent les savoirs."),
    (17, "Les bailleurs coordonnent leur aide au développement avec le pays partenaire."),
    (17, "Les deux villes jumelées échangent leurs savoir-faire dans un cadre de coopération internationale."),
]


@pytest.mark.parametrize(("goal", "text"), SENTENCES)
def test_a_french_sentence_is_given_its_goal(goal: int, text: str) -> None:
    read = {one.value for one in read_themes(Document(title="", text=text, reference=date(2026, 11, 20)))[1]}
    assert goal in read
    assert len(read) <= 3


def test_every_goal_has_its_sentences() -> None:
    assert {goal for goal, _ in SENTENCES} == set(range(1, 18))
