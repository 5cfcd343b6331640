"""The cue words of dates, folded, parted by `|`; `*` lets the last word go on. Italian and German: the usual forms."""

WORDS: dict[str, str] = {
    "limit": """
        proposals due|applications due|submissions due|notes due|entries due|nominations due|due no later than|
        closure|call closure|end of call|end of the call|end of submission|close of call|close of the call|
        derniere limite|limite ultime|date ultime|date limite*|dates limites|date de limite|dates limite|
        date butoir*|dates butoirs|dernier delai|
        delai de rigueur|date de cloture|dates de cloture|date cloture|date de fin|date fin|cloture|clotures|
        echeance*|date d echeance|date de remise|dates de remise|dates de depot|date de depot|date d expiration|
        derniere date|dernier jour|fin de depot|fin des depots|fin du depot|fin des candidatures|fin de campagne|
        fin de la campagne|fin de l appel|fermeture|fin des inscriptions|limite de depot|limite de candidature|
        limite d envoi|depot avant|date limit|cut off*|cutoff*|deadline*|closing date*|closing time|closing|
        closedate|close date|enddate|end date|ending date|due date|expiry date|expiration date|last date|
        last day|final date|final day|submission date|submission deadline|application deadline|fecha limite|
        fecha de cierre|cierre|plazo*|fecha tope|vencimiento|fecha maxima|data limite|prazo*|encerramento|
        data de encerramento|data de fecho|scadenza|scadenze|data di chiusura|chiusura|il termine|termine ultimo|
        termine per|termine di|einsendeschluss|frist|fristen|bewerbungsfrist|antragsfrist|einreichungsfrist|
        abgabefrist|anmeldefrist|bewerbungsschluss|annahmeschluss|anmeldeschluss|einreichschluss|stichtag|fristende
    """,
    "ends": """
        se refermera|refermera|se referme|se refermeront|referment|se clot|se clora|clot|arrive a echeance|
        arrivera a echeance|intervient le|interviendra le|fermeront|s arreteront|prendront fin|se cloture*|
        se terminent|se termine|se terminera|sera clos|seront closes|seront clos|sera close|sera cloture|
        sera cloturee|seront cloture*|prend fin|prendra fin|prennent fin|s acheve|s achevent|s achevera|
        se fermera|fermera|expire|expirera|cloturera|cloturent|est fixee|est fixe|sont fixees|est fixee au|
        sont closes|est clos|closes|close|close on|will close|closing on|expires|expire on|is due|are due|
        due by|due on|ends on|will end|ends|vence|vencen|finaliza|finalizara|cierra|cierran|termina|
        encerra*|se encerra*|ferme le|fermera le|sera ferme le|sera fermee le|fermee le|ferme ce|ferment le|
        s arrete|s arretera|scade il|scade|scadono|scadra|chiude il|chiude|chiudera|si chiude|endet am|endet|enden|
        schließt am|schließt
    """,
    "until": """
        jusqu au|jusq au|jusqu a la|jusqu a|jusq a|jusqu en|jusques au|d ici le|d ici au|d ici a|d ici la|d ici|pour le|
        pour la|au plus tard|le plus tard|plus tard|dernier delai le|until|till|through|up to|by|
        no later than|not later than|at the latest|latest by|on or before|by or before|hasta el|hasta las|
        hasta el dia|hasta|a mas tardar|entro il|entro le|entro e non oltre|entro|fino al|fino alle|fino alla|non oltre il|
        bis zum|bis zur|
        bis spatestens|bis einschließlich|spatestens am|spatestens zum|spatestens|ist bis|sind bis|konnen bis|
        kann bis|noch bis|mussen bis|werden bis|moglich bis|geoffnet bis|offen bis|einreichung bis|bewerbung bis|
        bewerbungen bis|antrage bis|unterlagen bis|frist bis|uns bis|ate|ate o|ate ao|ate o dia|ate as|o mais tardar
    """,
    "after": "apres le|apres la|apres cette date|after|posterieurement au|au dela du|passe le|despues del|depois de|apos",
    "two_stage": "two stage|two step|deux etapes|deux phases|deux temps|2 etapes|2 phases|dos fases|duas fases",
    "before": "avant le|avant la|avant|before|prior to|prima del|vor dem|antes del|antes de|antes do|anterieurement au",
    "submit": """
        campagne de subvention|campagne de subventions|campagne de depot|campagne d appel|campagne de candidature|
        campagne de candidatures|remplir|rempli|remplie|remplis|completer|formulaire|formulaires|nous savoir|
        let us know|faites nous part|manifestez vous|propositions|proposition|participer|participez|
        participation a l appel|concourir|concourez|presenter un projet|presenter un dossier|presenter une demande|
        presenter leur projet|presenter leurs projets|peuvent presenter|proposer un projet|present a candidacy|
        may present|peuvent proposer|pourront candidater|peuvent candidater|pourront presenter|recevable|
        recevables|depot|depots|candidater|candidatez|candidature*|domande|domanda|istanze|proposte|presentazione|bewerb*|
        antrag|antrage|einreich*|eingereicht*|vorschlage|projektvorschlag|projektvorschlage|
        dossier|dossiers|soumission*|repondre|
        reponse|reponses|repondez|postuler|postulez|teledepot|manifester|demandes de subvention|
        demande de subvention|demandes d aide|demande de financement|demandes de financement|session de depot|
        finaliser votre demande|submission*|application|applications|apply|applying|proposals|proposal|nominat*|
        entries|tender|tenders|bids|presentacion*|solicitud*|postulacion*|postular|candidatura*|propuestas|
        submissao|apresentacao|propostas|releve|releves|relevee|relevees|collecte des|demande|demandes
    """,
    "send": """
        attendu|attendus|attendue|attendues|must arrive|arrive|arriver|arriveront|parviendront|renvoyer|
        renvoye|renvoyes|renvoyez|retour des|retournez|communiquer|proposer|proposez|etre rendu|etre rendue|
        etre rendus|etre rendues|a rendre|depose|deposee|deposes|deposees|deposer|deposez|deposent|soumettre|
        soumettez|soumis|soumise|soumises|remise|remettre|remis|remises|envoyer|envoye|envoyee|envoyes|
        envoyees|envoyez|envoi|adresser|adresse|adressee|adresses|adressees|adressez|transmis|transmise|
        transmises|transmettre|retourner|retourne|retournee|retournes|retournees|faire parvenir|parvenir|
        parvenue|parvenus|saisir|saisie|saisies|recues|recus|reception|receptionne*|send us|sent to|
        be received|be sent|presentar|presentarse|envio|enviar|enviadas|apresentar|submeter|
        submetidas|submit|submits|submitted|submitting|adressent|transmettent|send|sent|received|reach us|
        enviados|pervenire|inviare|inviate|inviata|presentate|trasmesse|trasmettere|einzureichen|einzusenden|
        zu senden|formulees|formulee|formuler|effectuer|effectuees|effectuee
    """,
    "register": """
        reserve your|sign up|inscription*|inscrire|inscrivez|register|registration*|registering|rsvp|enroll*|
        inscripcion*|
        inscribirse|inscricoes|inscricao|iscrizion*|iscriversi|anmeld*
    """,
    "call": """
        portail des aides|portail|demarches simplifiees|guichet en ligne|formulaire en ligne|appel a projets|
        appels a projets|appel a projet|appel a candidatures|appel a manifestation*|appel a propositions|appel|
        appels|ami|aap|call for proposals|call for projects|call for applications|call|calls|edital|
        convocatoria*|bando|bandi|avviso pubblico|ausschreibung|projektaufruf|forderaufruf|aufruf|
        campagne|session|sessions|guichet|plateforme|plateforme de depot|initiative|funding round|
        round|vague
    """,
    "who": """
        candidats|candidates|candidat|candidate|applicants|applicant|porteurs|porteur de projet|
        porteurs de projets|collectivites|associations|communes|projets|projet|projects|project|mayors|cities|
        organisations|solicitantes|candidatos
    """,
    "open": """
        depot des demandes debute|depot des dossiers debute|depot des candidatures debute|depot debute|depots debutent|
        depot des demandes commence|depot des dossiers commence|depot commence|inscriptions debutent|
        ami commence|appel commence|projets commence|appel debute|projets debute|campagne commence|
        campagne debute|candidatures debutent|call starts|applications start|call begins|
        limite des fonds disponibles|limite des credits|fonds disponibles|credits disponibles|
        limite des credits disponibles|periode de l appel|periode d appel|periode d ouverture|
        periode de candidature|periode de depot|fenetre de depot|periode de soumission|application period|
        submission period|jusqu a consommation|jusqu a epuisement|ouvert|ouverte|ouverts|ouvertes|ouvertures|
        s ouvre|s ouvrent|s ouvrira|s ouvriront|ouverture|ouvre|ouvrent|ouvrira*|ouvrir|ouvriront|lancement|
        lancements|lance|lancee|lances|lancees|
        lancera|date de debut|date debut|date de lancement|date d ouverture|date ouverture|dates d ouverture|
        demarrage de l appel|accessible|accessibles|disponible en ligne|debut des candidatures|debut des depots|
        debut de depot|debut du depot|debut des inscriptions|opening|opens|open|opened|open from|will open|
        launch|launched|launches|launch date|start date|startdate|opendate|open date|starting date|
        opening date|accepted from|accepting applications|are accepted|be accepted|apertura*|abierta|abierto|
        abiertas|abiertos|abre|abren|fecha de inicio|lanzamiento|abertura|aberta|aberto|abertas|abertos|
        data de inicio|data de abertura|aperto|aperte|aperti|apre il|data di apertura|geoffnet|offnet|eroffnung|
        bewerbungsstart|ausschreibungsstart
    """,
    "since": """
        a partir du|a partir de|a partir d|a compter du|a compter de|des le|des la|depuis le|depuis la|depuis|
        from|as of|as from|starting|starting from|beginning|since|desde el|desde|a partir del|
        a partire dal|dal|ab dem|ab sofort|seit dem
    """,
    "closed": """
        clos depuis|close depuis|clos le|close le|closes depuis|cloture depuis|cloturee le|cloturee depuis|
        cloturees le|cloturees depuis|clotures le|clotures depuis|s est cloture*|etait ouvert*|ferme depuis|
        closed on|closed since|was open*|were open*|a ete ouvert du|a ete ouverte du|
        ont ete ouverts du|ont ete ouvertes du|a ete ouvert jusqu|a ete ouverte jusqu|ont ete ouverts jusqu|
        ont ete ouvertes jusqu|s est acheve*|s est termine*|etait fixee|etait fixe|
        avait ete fixee|sont closes depuis|sont clos depuis|est clos depuis|est close depuis|est cloture depuis|
        est cloturee depuis|sont cloturees depuis|sont clotures depuis|sont closes le|est clos le|est close le
    """,
    "published": """
        publie|publiee|publies|publiees|publication|publications|publie le|mis en ligne|mise en ligne|
        mis a jour|mise a jour|mises a jour|derniere mise a jour|maj|modifie le|modifie|modifiee|actualise le|
        actualise|actualisee|paru|parue|parution|updated|last update*|last modified|posted|published|
        date of issue|publicado|publicada|actualizado|atualizado|publicacion|publicacao|redige le|edite le|
        date de publication|diffuse le|cree le|cree par|added on|released
    """,
    "event": """
        a participe|ont participe|a reuni|ont reuni|a rassemble|ont rassemble|a accueilli|took part|attended|gathered|
        exhibition|exhibitions|concert|spectacle|spectacles|webinaire*|webinar*|reunion|reunions|
        visioconference*|visio|atelier*|workshop*|seminaire*|seminar*|conference*|colloque*|journee|journees|
        salon|salons|forum|forums|festival|festivals|congres|congress|assises|rencontre|rencontres|
        information session*|info session*|info day*|infoday*|information day*|event|events|evenement|
        evenements|sommet|summit|kick off meeting|meeting|meetings|fete|semaine|week|fair|ceremonie*|
        ceremony|live|replay|permanence|permanences|taller|talleres|reunion informativa|seminario|jornada*|
        closing event|closing conference|table ronde|hackathon|bootcamp|permanence telephonique|
        session d information|sessions d information|seance d information|early bird*|kick off|afterwork
    """,
    "other": """
        compte se demande|compte est demande|compte doit etre demande|compte est cree|compte doit etre cree|
        comptes se demandent|comptes sont crees|comptes sont demandes|identifiant se demande|
        account must be created|account must be requested|account is created|account is requested|
        accounts are created|accounts must be created|accounts are requested|
        indisponible|indisponibles|unavailable|maintenance|interruption de service|presentation des dossiers|
        comite technique|passage en comite|presentation en comite|applicable|applicables|
        consultation publique|consultation du public|concertation|enquete publique|enquete|sondage|questionnaire|
        survey|bureau sera ferme|bureaux seront fermes|service sera ferme|fermeture exceptionnelle|
        fermeture du service|vous recevrez une reponse|recevrez une reponse|recevront une reponse|
        recevra une reponse|une reponse sera|reponse vous sera|reponse sera donnee|serez informes|serez informe|
        will receive a|teledeclaration*|avoir ete cree|avoir ete creee|ete creee|ete crees|ete creees|
        costs incurred|incurred|en vente|billets|recrutement|recruter|embauche|hiring|prise de poste|
        notify|notifies|reponse aux candidats|reponses aux candidats|reponse aux porteurs|retour aux candidats|
        reponse aux candidatures|reponse aux demandes|be contacted|contacted|contactes|contactees|recontactes|
        chantiers|obtenu|obtenue|delivre|delivree|vote numerique|vote electronique|vote du jury|vote des|
        recompenses|recompensees|devoiles|devoilees|resultat*|result|results|resultado*|laureat*|laureate*|
        winners|winner|ganadores|annonce|annonces|annoncee|annoncees|annonces des|be announced|announced|
        announcement*|notification*|notifie|notifies|notifiee|notifiees|be notified|notified|be informed|
        informed|informes|informees|selectionnes|selectionnees|selectionne|selected|retenus|retenues|
        selection finale|deliberer|deliberation|deliberations|decision|decisions|remise des prix|award ceremony|
        attribution|attributions|award of|signature|signatures|signed|signee|signe|conventionnement|
        entree en vigueur|versement*|verse|versee|versees|verses|payment*|paiement*|acompte|acquitte*|
        depenses|depense|expenses|expenditure*|eligibility period|remboursement*|age|ages|agee|agees|
        years old|aged|born|ne le|nes|nee|immatricule*|creee avant|creees avant|crees avant|founded|
        a organise|a lance|elu|elue|anniversaire|anniversary|assemblee*|garantie|valables|valable|valide|
        validite|valid|en vigueur|publication des resultats|publication of results|publication of the results|
        publication of the|evaluated|assessed|examine|examines|examinee|examinees|instruits|instruites|
        instruction|evaluation|evaluations|cofinancement acquis|chantier|plan d action|strategie|strategy|
        schema|objectif|horizon|a l horizon|emissions|population|insee|recensement|declarer|declaration|
        declarations|tele declaration*|declaration apd|declarant|atlas|traite|inauguration|conges|
        fermeture estivale|fermeture annuelle|vote du public|vote en ligne|votes|voter|established|
        registered since|incorporated|constituee|constituees|constitues|existante|existant|existe|existence|
        en activite|get back|hear from|reply to|feedback|legally registered|operational since|prix sera remis|
        prix seront remis|sera remis|seront remis|remis a l occasion|remise du prix|remise des trophees|
        prix remis|has been published|awarded on|instruction des dossiers|instruction des candidatures|
        instruction des demandes|instruction des projets|examen des dossiers|examen des candidatures|
        examen des demandes|examen des projets|etude des dossiers|etude des candidatures|etude des demandes|
        etude des projets|evaluation des dossiers|evaluation des candidatures|evaluation des demandes|
        evaluation des projets|selection des dossiers|selection des candidatures|selection des demandes|
        selection des projets|analyse des dossiers|analyse des candidatures|analyse des demandes|
        analyse des projets|traitement des dossiers|traitement des candidatures|traitement des demandes|
        traitement des projets|preselection des dossiers|preselection des candidatures|preselection des demandes|
        preselection des projets|evaluation of applications|evaluation of proposals|evaluation of projects|
        evaluation of the applications|evaluation of the proposals|assessment of applications|
        assessment of proposals|assessment of projects|assessment of the applications|assessment of the proposals|
        selection of applications|selection of proposals|selection of projects|selection of the applications|
        selection of the proposals|review of applications|review of proposals|review of projects|
        review of the applications|review of the proposals
    """,
    "document": """
        demande d ouverture|demandes d ouverture|ouverture de compte|ouverture d un compte|opening request|
        account opening|rapport|rapports|compte rendu|comptes rendus|bilan|bilans|report|reports|reporting|
        informe|informe final|justificatif*|pieces manquantes|factures|facture|facturees|question|questions|
        clarification*|eclaircissement*|demandes d information*|demande d information|renseignement*|faq|
        requests for information|enquiries|preguntas|consultas|duvidas|solde|audit|demande de renseignements|
        demandes de renseignements|demande de paiement|demandes de paiement|demande de versement|answers|
        answers to questions|reponses aux questions|requests for clarification|final report|interim report
    """,
    "life": """
        not start|not begin|start before|begin before|se deploiera|se deploie|se deploieront|durera|dureront|
        cloture des comptes|cloture de l exercice|
        cloture comptable|soutenus|soutenues|set to be launched|
        be launched by|be launched in|will be launched by|sera lance d ici|sera lance avant|seront lances d ici|
        be published by|expected to start|to start their|start their|start activities|consommee|consommees|
        depensee|depensees|utilisee|utilisees|soldee|soldees|engagee|engagees|actions devront|actions doivent|
        activites devront|activites doivent|activites doit|actions pouvant|actions pourront|eligible jusqu au|
        eligibles jusqu au|eligible a compter du|eligibles a compter du|eligible from|eligible until|materialiser|
        depenses eligibles|animations|demarrer|demarrage|demarre|demarrent|demarrera|demarreront|demarrant|
        debuter|debute|debutent|debutera|debuteront|debutant|debut des travaux|debut du projet|
        debut de l action|debut des projets|debut des actions|commencer|commence|commencera|commenceront|
        commencent|must start|should start|shall start|start on|will start|starts|start of|project start|
        project start date|projects start|start of the|commencement|commenced|commence|commences|commencing|begin|
        begins|realise|realises|
        realisee|realisees|realiser|realisation*|execute*|execution|achever|acheve|achevee|acheves|achevees|
        achevement|acheveront|terminer|termine|termines|terminee|terminees|finir|fin du projet|fin des travaux|
        fin de projet|fin de l action|fin des projets|fin de realisation|date de fin du projet|
        date de fin de projet|date de fin des travaux|date de fin d execution|date de fin de l action|
        date de fin de realisation|date de debut du projet|date de debut de l action|date de debut des travaux|
        date de demarrage|date limite de realisation|cloture du projet|cloture des projets|cloture de l action|
        cloture de l operation|projet se termine|projets se terminent|action se termine|projet prend fin|
        action prend fin|convention prend fin|project end|project end date|project ends|projects end|
        projects must end|end date of the project|be completed|completed|completion|completed by|implemented|
        implementation|implementing|must end|shall end|should end|finish|finished|end of the project|
        mise en uvre|mise en œuvre|mis en œuvre|mises en œuvre|mettre en œuvre|duree|duration|execution period|
        project period|periode d execution|periode de realisation|periode du projet|periode d eligibilite|
        ejecucion|execucao|inicio del proyecto|travaux|livraison|restitution|se derouler|se derouleront|
        se deroulera|se derouleraient|devront se tenir|doivent se tenir|avoir lieu|consommation|consommer|
        utilisation|utiliser|utilises|engagement des|deployer|concretiser|livrer|mener|conduire|accompagnes|
        accompagnees|accompagnement|accompagnee|projects running|project running|period of performance|
        performance period|concluding|conclude|concludes|concluded by|menees|menee|menes|mene|conduites|
        conduits|prevues pour|actions prevues
    """,
    "legal": """
        loi|lois|decret|decrets|arrete|arretes|ordonnance|reglement|reglements|directive|circulaire|code|
        regulation|regulations|law|act|article|cr|cp|jo|joue|oj|journal officiel|official journal|
        convention|accord|agreement|n|no|adopte|adoptee|adopted|vote|votee|voted|approuve|approuvee|
        approved|protocole|declaration|communique|avis|cgct
    """,
    "soft": """
        se reunira|se reuniront|se reunissent|se reunit|will meet|meets on|met on|preside|jury|jurys|comite|
        comites|commission|commission permanente|conseil|comite de selection|comite de pilotage|committee|board|
        plenary|passage|presentation|selection|preselection|audition|auditions|oral|oraux|orals|entretien*|
        interview*|aura lieu|auront lieu|a eu lieu|ont eu lieu|se tiendra|se tiendront|s est tenu*|se tient|
        se tiennent|se deroule|se deroulent|se deroulant|deroule|deroulent|takes place|take place|taking place|
        will be held|be held|held|held on|tendra lugar|mobilite|mobilites|depart|departs|sejour*|voyage|
        voyages|volontariat|residence|residences|exposition*|tournee|formation|formations|training|course|
        financial year|fiscal year|budget year|academic year|school year|annee scolaire|annee universitaire|
        annee budgetaire|exercice budgetaire|rendus|exercice|budget|periode|period|mission|missions|stage|stages|
        edition|organise|organisee|
        organises|rentree|portant sur|publie par|debat|seleccion|programme|programmes|partenariat|contrat|
        mandat|runs from|will run|run from|running from
    """,
    "stage_one": """
        pre depot|predepot|note d intention|notes d intention|lettre d intention|lettres d intention|note conceptuelle|
        notes conceptuelles|note succincte|notes succinctes|note de presentation succincte|note de concept|
        notes de concept|manifestation d interet|manifestations d interet|manifestation d intention|
        manifestations d intention|pre candidature*|precandidature*|pre proposition*|preproposition*|pre projet*|
        preprojet*|pre inscription*|preinscription*|pre dossier*|predossier*|premiere etape|premiere phase|
        1ere etape|1re etape|1ere phase|1re phase|phase 1|etape 1|intention de projet|intentions de projet|
        fiche projet|fiches projet|fiche d intention|fiche idee|declaration d intention|declarations d intention|
        idee de projet|idees de projet|concept note*|letter of intent|letters of intent|pre proposal*|
        preproposal*|first stage|stage 1|stage one|pre application*|outline proposal*|outline application*|
        expression of interest|expressions of interest|first step|step 1|eoi|nota conceptual|notas conceptuales|
        nota de concepto|notas de concepto|nota concetual
    """,
    "stage_two": """
        projets definitifs|projet definitif|projets finaux|version finale|dossiers finalises|dossier finalise|
        dossiers complets|dossier complet|projet complet|projets complets|demande complete|demandes completes|
        proposition complete|propositions completes|dossier definitif|dossiers definitifs|deuxieme etape|
        seconde etape|2e etape|2eme etape|deuxieme phase|seconde phase|2e phase|2eme phase|phase 2|etape 2|
        candidature complete|candidatures completes|dossier final|dossiers finaux|dossier detaille|
        dossiers detailles|dossier de candidature complet|full proposal*|full application*|complete proposal*|
        second stage|stage 2|stage two|second step|step 2|final proposal*|detailed proposal*|shortlisted|
        pre selected|preselected|preselectionnes|preselectionnees|propuesta completa|propuestas completas|
        solicitud completa|proposta completa|propostas completas|porteurs retenus|candidats admis|
        dossiers retenus en premiere phase|full applications|full application
    """,
    "contact": """
        prise de contact|prendre contact|rendez vous prealable|entretien prealable|demande d acces|
        creation de compte|inscription prealable|declaration prealable|prise de rendez vous
    """,
    "extended": """
        prolonge*|prolongation|proroge*|prorogation|reporte|reportee|reportes|reportees|report de la date|
        report de la cloture|repousse*|decale*|extended|extension|postponed|new deadline|nouvelle date limite|
        nouvelle date|new date|nouvelle echeance|nouvelle date de cloture|new ending date|new closing date|
        nouveau delai|
        se amplia|ampliado|ampliada|ampliacion|prorrogad*|prorroga|prorrogacao
    """,
    "formerly": """
        initialement|initialement prevue|auparavant|au lieu du|au lieu de|initially|originally|previously|
        instead of
    """,
    "yearly": """
        chaque annee|tous les ans|toutes les annees|every year|each year|annually|yearly|cada ano|
        todos los anos|todos os anos|de l annee n|annee n|de l annee suivante|de l annee precedente|
        of the following year|of the year before
    """,
    "tentative": """
        a confirmar|a confirmer|sous reserve|previsionnel*|date previsionnelle|dates previsionnelles|indicatif|
        indicative|indicatives|tbc|to be confirmed|tentative|provisional|provisoire|provisoires|estime|estimee|
        estimated|a titre indicatif|susceptible d
    """,
}
