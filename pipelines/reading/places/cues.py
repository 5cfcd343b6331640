"""The words around a place that say what it is there for: taken in, left out, the applicant's own… No place is found here.

All expressions run on folded text (`pipelines.reading.view.fold`): lower case, no accents, plain apostrophes and hyphens,
on a bounded span, and none has a repetition inside a repetition.
"""

import re

# Words that may stand between two places of one enumeration, or between a cue and the place it bears on.
GLUE = frozenset(
    "et ou and or y e o u ainsi que qu as well the le la les l d de du des of en au aux a in dans to puis plus also "
    "pays countries country etat etats republique republic of ile iles island islands including dont notamment namely "
    "soit comme from pour for with avec entre between on sur il s agit p ex eg territoire territoires zone zones region regions "
    "both either l' d' ensemble tout toute toutes tous all el los las da do das dos em na no paises membre membres".split()
)

LEFT_OUT_BEFORE = re.compile(
    r"(?:\bhors\b|\ba l'exception\b|\bexception faite\b|\bexceptee?s?\b|\bsauf\b|\ba l'exclusion\b|\ben dehors\b|\bautres? que\b"
    r"|\bnon compris(?:es?)?\b|\bexcept(?:ing|ed)?\b|\bexcluding\b|\bexcluded\b|\bexclu(?:s|es?|ant|ent|t|re)?\b|\bwith the exception\b"
    r"|\bother than\b|\boutside\b|\bbut not\b|\bmais pas\b|\bet non\b|\bexcepto\b|\bsalvo\b|\bexceto\b|\bwithout\b|\bapart from\b"
    r"|\bnon[- ]eligibles?\b|\bineligibles?\b|\binelegibles?\b|\bnot eligible\b|\bnon[- ]admissibles?\b"
    r"|\b(?:n'est|ne sont|ne seront|ne sera) (?:donc )?(?:pas|plus) (?:eligibles?|admissibles?|concernee?s?|possibles?|finance(?:e|s|es)?)\b"
    r"|\b(?:ne|n') ?(?:concerne|concernent|finance|finances|financent|couvre|couvrent|porte|portent|soutient|soutiennent) (?:pas|plus)\b"
    r"|\baucune? (?:projet|action|dossier|demande|mission)\b|\bsuspen(?:d|du|due|dus|dues|dons|dent|sion)\b|\bsuspended\b"
    r"|\bne (?:peut|peuvent|pourra|pourront|doit|doivent) (?:pas|plus|en aucun cas)\b|\bcannot\b|\bmay not\b|\bmust not\b|\bshall not\b|\bare not\b|\bis not\b)"
)
# What may follow the cue before the place itself, besides glue.
AFTER_CUE = (
    frozenset(
        "pays instruction dossiers dossier projets projet actions action demandes demande situes situe menes realises realiser se "
        "derouler deroulant avoir lieu place take located implemented eligibles eligible porter sur pas plus etre ne n "
        "concerner concernant zone rouge collectivites geographique list liste following suivants suivantes depuis vers financer "
        "mis mise oeuvre carried out projects activities missions mission".split()
    )
    | GLUE
)

LEFT_OUT_AFTER = re.compile(
    r"\b(?:non[- ]eligibles?|ineligibles?|not eligible|not be eligible|non[- ]admissibles?|exclu(?:s|es?)?\b(?! \w+ment)|excluded"
    r"|(?:n'est|ne sont|ne seront|ne sera|n'etaient|ne peuvent|ne peut|ne pourront) (?:donc |par consequent )?(?:pas|plus|en aucun cas)"
    r" (?:eligibles?|admissibles?|concernee?s?|recevables?|finance(?:e|s|es)?|soutenue?s?|pris en compte|etre|retenue?s?|accepte(?:e|s|es)?)"
    r"|(?:sont|est) (?:actuellement |provisoirement )?suspendue?s?|are suspended|is suspended|no son elegibles|nao sao elegiveis|inelegiveis|no elegibles"
    r"|sont exceptee?s?|excepte|mis a part|cannot (?:be funded|apply|participate)|are not covered|is not covered|will not be (?:funded|considered))\b"
)
# Subjects whose ineligibility says nothing of a place.
NOT_OF_PLACES = re.compile(
    r"\b(?:depenses?|couts?|frais|achats?|honoraires|expenses|expenditure|costs|billets|materiel|vehicules|per diem|taxes|tva|salaires?)\b"
)

# The sentence says where projects may be: its places count before those that are merely named.
PROJECT_PLACE = re.compile(
    r"\b(?:pays (?:et territoires )?(?:eligibles?|d'intervention|concernee?s?|cibles?|ciblee?s?|prioritaires?|partenaires?|beneficiaires?|d'action|de realisation|vises?|couverts?|d'implantation)"
    r"|pays ?:|pays\(s\)|zones? (?:geographiques?|d'intervention|d'action|eligibles?|prioritaires?|concernees?|cibles?|couvertes?)|perimetre geographique"
    r"|(?:territoires?|regions?) (?:eligibles?|d'intervention|concernee?s?|cibles?|prioritaires?|vises?)|geographies? eligibles?|priorites? geographiques?"
    r"|localisation|lieux? (?:d'intervention|du projet|de realisation|d'action)|liste des pays|champ geographique|couverture geographique|ciblage geographique"
    r"|(?:se )?derouler|se deroulent|se deroule|se tenir|etre (?:realise|mene|situe|mis en oeuvre|conduit|localise)e?s?|mise? en oeuvre|mis en place"
    r"|projets? (?:\w+ ){0,4}(?:au|aux|en|dans|a|sur)|actions? (?:\w+ ){0,3}(?:au|aux|en|dans|a)|intervenir|interventions? (?:au|aux|en|dans)"
    r"|avec (?:une? |des |leurs? |les )?(?:collectivites?|partenaires?|villes?|communes?|territoires?|autorites locales) (?:\w+ ){0,4}(?:au|aux|en|du|de|d'|des)"
    r"|(?:eligible|beneficiary|target|partner|priority|participating|programme|project|focus) (?:countries|country|regions|territories|areas?)|countries of (?:intervention|operation)"
    r"|countries ?:|country ?:|country\(ies\)|geographic(?:al)? (?:scope|coverage|area|focus|location|eligibility)|take place|takes place|implemented in|carried out in|locations? of|location ?:"
    r"|projects? (?:\w+ ){0,4}in|actions? (?:\w+ ){0,4}in|activities in|operat(?:e|ing|ions) in|work(?:ing)? in|support to|paises (?:elegibles|socios|beneficiarios|prioritarios)|paises ?:"
    r"|cooperation (?:decentralisee )?(?:\w+ ){0,3}(?:avec|au|aux|en|entre)|eligibles? sous conditions?)(?!\w)"
)
# The sentence says where the applicant is: taken as the place only when nothing better is said.
APPLICANT_PLACE = re.compile(
    r"\b(?:siege(?: social)?|etablie?s?(?: legalement)? (?:en|au|aux|dans|a)|immatriculee?s?|domiciliee?s?|basee?s? (?:en|au|aux|a|dans)|implantee?s? (?:en|au|aux|a|dans)|de droit"
    r"|de nationalite|ressortissante?s?|residante?s?|established in|registered in|based in|headquarter(?:s|ed)|legal entit(?:y|ies)|nationals of|incorporated in|residents? of"
    r"|establecid[oa]s? en|domiciliad[oa]s? en|estabelecid[oa]s? em|applicants? (?:must|should|from)|candidats? (?:\w+ ){0,2}(?:etablis|issus))\b"
)
# Named as an example, a past edition, a winner, a person's address or a meeting: no place of this call.
ASIDE = re.compile(
    r"\b(?:laureats?|edition precedente|editions precedentes|precedentes? editions?|a titre d'exemple|par exemple|a l'instar|comme par exemple|l'an dernier|annee derniere"
    r"|ont ete (?:finances|soutenus|realises|accompagnes)|a ete (?:finance|soutenu|realise)e?|ont beneficie|a beneficie|deja (?:ete|soutenu|finance|accompagne)"
    r"|previous(?:ly)? (?:editions?|funded|supported)|last year|for example|for instance|e\.g|have been (?:funded|supported)|was (?:funded|held)|were (?:funded|supported)"
    r"|prix nobel|ne a|nee a|diplome|temoignage|retour d'experience|capitalisation|webinaire|seminaire|colloque|salon|conference|forum|sommet|congres|assises|summit)\b"
)
# A weakly named group ("Europe", "UE") is a place only after one of these.
IN_A_PLACE = re.compile(
    r"(?:\b(?:en|dans toute|dans|dans l'ensemble de|a travers|au sein de|partout en|pays de|pays membres? de|pays tiers a|villes de|collectivites de|etats? membres? de|territoire de|through(?:out)?|across|within|in|from|all over|member states of|countries of)"
    r" (?:toute )?(?:l'|the |la )?$)"
)
PERSON_BEFORE = re.compile(
    r"\b(?:m|mme|mlle|mr|mrs|ms|dr|pr|monsieur|madame|prof|saint|st|president|maire|rue|avenue|boulevard|place|quai|square|lycee|college|ecole|fondation|prix|bourse)\.? $"
)
STREET_BEFORE = re.compile(
    r"\b(?:rue|avenue|boulevard|bd|place|quai|square|impasse|allee|cours) (?:de |du |d'|des |de la |de l'|l'|la )?$"
)
NEIGHBOURLY = frozenset(
    "collectivite collectivites commune communes ville villes partenaire partenaires autorite autorites region regions territoire "
    "territoires municipalite municipalites gouvernement homologue homologues population populations etat ministere pays departement "
    "departements metropole metropoles province provinces cote acteurs associations jeunes jeunesse elus maires partie parties capitale "
    "partner partners city cities town towns municipality municipalities government authorities organisations youth society "
    "locales locaux territoriales territoriaux local provincial regional institutions gouvernorat gouvernorats".split()
)
