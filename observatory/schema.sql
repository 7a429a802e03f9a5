-- The data model of the work database: reference, facts, measures, cube. Never served.
-- The contract is here: PRIMARY KEY = grain, CHECK = domain, REFERENCES = known territory.

CREATE TABLE sources (
    slug VARCHAR PRIMARY KEY,
    titre VARCHAR NOT NULL,
    producteur VARCHAR NOT NULL,
    mention VARCHAR NOT NULL,
    url VARCHAR NOT NULL,
    licence VARCHAR NOT NULL,
    consulte_le DATE NOT NULL,
    periode VARCHAR NOT NULL,
    nature VARCHAR NOT NULL CHECK (nature IN ('officielle', 'citee', 'estimee', 'demonstration')),
    niveau VARCHAR NOT NULL,
    isolee BOOLEAN NOT NULL,
    alimente VARCHAR NOT NULL,
    sha256 VARCHAR NOT NULL,
    lignes_lues BIGINT NOT NULL,
    lignes_acceptees BIGINT NOT NULL,
    lignes_rejetees BIGINT NOT NULL,
    texte VARCHAR NOT NULL
);

-- Reference: who is inside whom -----------------------------------------------------------------
CREATE TABLE regions (source VARCHAR, code VARCHAR PRIMARY KEY, nom VARCHAR NOT NULL,
    liaison INTEGER NOT NULL, population BIGINT NOT NULL);
CREATE TABLE departements (source VARCHAR, code VARCHAR PRIMARY KEY, nom VARCHAR NOT NULL,
    liaison INTEGER NOT NULL, region VARCHAR NOT NULL REFERENCES regions (code),
    population BIGINT NOT NULL);
CREATE TABLE collectivites (source VARCHAR, code VARCHAR PRIMARY KEY, nom VARCHAR NOT NULL,
    population BIGINT NOT NULL);
CREATE TABLE epci (source VARCHAR, siren VARCHAR PRIMARY KEY, nom VARCHAR NOT NULL,
    type VARCHAR NOT NULL, population BIGINT NOT NULL);
CREATE TABLE communes (source VARCHAR, code VARCHAR PRIMARY KEY, nom VARCHAR NOT NULL,
    departement VARCHAR NOT NULL REFERENCES departements (code), epci VARCHAR,
    population BIGINT);
-- Codes and names of before mergers, renamings and splits: `nouveau` is the present code, or several
-- parted by a bar (commune-scindee, from the year `cog` on; a « collectivite » has its communes here).
CREATE TABLE anciens_codes (source VARCHAR, ancien VARCHAR PRIMARY KEY, nouveau VARCHAR NOT NULL,
    genre VARCHAR NOT NULL CHECK (genre IN ('region', 'region-nom', 'region-alias', 'commune',
        'commune-renommee', 'commune-scindee', 'arrondissement', 'collectivite', 'epci')), cog INTEGER);
CREATE TABLE hubs (source VARCHAR, slug VARCHAR PRIMARY KEY, nom VARCHAR NOT NULL,
    ouvert_le DATE, ferme_le DATE, precision_date VARCHAR, source_titre VARCHAR,
    source_url VARCHAR, note VARCHAR);
CREATE TABLE hubs_departements (source VARCHAR, hub VARCHAR NOT NULL REFERENCES hubs (slug),
    departement VARCHAR NOT NULL REFERENCES departements (code), depuis VARCHAR, note VARCHAR,
    PRIMARY KEY (hub, departement));
CREATE TABLE tani (source VARCHAR, slug VARCHAR PRIMARY KEY, nom VARCHAR NOT NULL,
    maille VARCHAR NOT NULL CHECK (maille IN ('region', 'departement', 'epci')),
    code VARCHAR NOT NULL, signature VARCHAR, signature_precision VARCHAR,
    signature_autre VARCHAR, source_titre VARCHAR, source_url VARCHAR, note VARCHAR);
-- Who may see a vintage under embargo: a function and a body, never a name.
CREATE TABLE acces_anticipes (source VARCHAR, slug VARCHAR PRIMARY KEY, fonction VARCHAR NOT NULL,
    organisme VARCHAR NOT NULL, motif VARCHAR NOT NULL, depuis DATE NOT NULL);

-- One id space: FR, REG-32, DEP-80, EPCI-243100633, HUB-…, TANI-…; NV-… is « non ventilé ».
CREATE TABLE territoires (
    id VARCHAR PRIMARY KEY,
    niveau VARCHAR NOT NULL
        CHECK (niveau IN ('national', 'region', 'departement', 'epci', 'hub', 'tani')),
    code VARCHAR NOT NULL,
    nom VARCHAR NOT NULL,
    liaison INTEGER NOT NULL,
    population BIGINT,
    region VARCHAR,
    ventile BOOLEAN NOT NULL DEFAULT true
);
CREATE TABLE territoires_liens (
    territoire VARCHAR NOT NULL REFERENCES territoires (id),
    ancetre VARCHAR NOT NULL REFERENCES territoires (id),
    egale BOOLEAN NOT NULL,
    PRIMARY KEY (territoire, ancetre)
);

CREATE SCHEMA lecture; -- what an indicator reads: the facts of one source at a time

-- The day that a file without a date inside carries in its name: cras-departements_2023-11-28.json.
-- The loader gives the name in the variable `fichier_nom`.
CREATE MACRO jour_du_fichier() AS
CASE WHEN regexp_matches(getvariable('fichier_nom'), '(^|\D)20\d\d-?\d\d-?\d\d(\D|$)')
     THEN CAST(regexp_replace(
              regexp_extract(getvariable('fichier_nom'), '(?:^|\D)(20\d\d-?\d\d-?\d\d)(?:\D|$)', 1),
              '^(\d{4})-?(\d\d)-?(\d\d)$', '\1-\2-\3') AS DATE)
     ELSE error('le nom du fichier ne porte pas sa date ; ajoutez-la sous la forme AAAA-MM-JJ') END;

-- Facts: rows of the producers' files, typed. Every fact carries its source ---------------------

-- Running totals, known at the end of a month.
CREATE TABLE cumuls (
    source VARCHAR NOT NULL, serie VARCHAR NOT NULL, mois DATE NOT NULL,
    territoire VARCHAR NOT NULL REFERENCES territoires (id),
    valeur BIGINT NOT NULL CHECK (valeur >= 0),
    PRIMARY KEY (source, serie, mois, territoire)
);
-- People per accompaniment: one ratio for all, and the two that bound it.
CREATE TABLE ratios_usagers (
    source VARCHAR NOT NULL, usagers BIGINT NOT NULL, accompagnements BIGINT NOT NULL,
    usagers_bas BIGINT NOT NULL, accompagnements_bas BIGINT NOT NULL,
    usagers_haut BIGINT NOT NULL, accompagnements_haut BIGINT NOT NULL
);
-- Readings of a state or of a rate at a date; `base` is the denominator or the weight.
CREATE TABLE releves (
    source VARCHAR NOT NULL, serie VARCHAR NOT NULL, depuis DATE, mois DATE NOT NULL,
    territoire VARCHAR NOT NULL REFERENCES territoires (id), ventilation VARCHAR,
    valeur DECIMAL(24, 6) NOT NULL, base DECIMAL(24, 6),
    precision VARCHAR, valeur_basse DECIMAL(24, 6), valeur_haute DECIMAL(24, 6), note VARCHAR
);
-- Posts of conseillers numériques validated by the selection committee, never « en poste ».
CREATE TABLE postes (
    source VARCHAR NOT NULL, depuis DATE NOT NULL, mois DATE NOT NULL,
    territoire VARCHAR NOT NULL REFERENCES territoires (id),
    postes INTEGER NOT NULL CHECK (postes >= 0), complet BOOLEAN, note VARCHAR
);
CREATE TABLE labels (
    source VARCHAR NOT NULL, depuis DATE NOT NULL, mois DATE NOT NULL,
    territoire VARCHAR NOT NULL REFERENCES territoires (id), format VARCHAR NOT NULL,
    labels INTEGER NOT NULL CHECK (labels >= 0), complet BOOLEAN, note VARCHAR
);
-- Pass numériques: financed, distributed, used; people helped; amounts in centimes.
CREATE TABLE pass_numeriques (
    source VARCHAR NOT NULL, depuis DATE, mois DATE NOT NULL,
    territoire VARCHAR NOT NULL REFERENCES territoires (id),
    finances BIGINT, distribues BIGINT, utilises BIGINT, personnes BIGINT,
    etat_centimes BIGINT, cofinancement_centimes BIGINT,
    precision VARCHAR, valeur_basse BIGINT, valeur_haute BIGINT, note VARCHAR
);
-- Public money: who pays, for what; amounts in centimes.
CREATE TABLE financements (
    source VARCHAR NOT NULL, depuis DATE, mois DATE NOT NULL,
    territoire VARCHAR NOT NULL REFERENCES territoires (id),
    dispositif VARCHAR NOT NULL, financeur VARCHAR NOT NULL,
    centimes BIGINT NOT NULL CHECK (centimes >= 0), precision VARCHAR, note VARCHAR
);
CREATE TABLE activites_hubs (
    source VARCHAR NOT NULL, mois DATE NOT NULL,
    territoire VARCHAR NOT NULL REFERENCES territoires (id),
    structures INTEGER NOT NULL CHECK (structures >= 0),
    centimes BIGINT NOT NULL CHECK (centimes >= 0)
);
CREATE TABLE adhesions (
    source VARCHAR NOT NULL, depuis DATE, mois DATE NOT NULL,
    territoire VARCHAR NOT NULL REFERENCES territoires (id), type VARCHAR,
    membres INTEGER NOT NULL CHECK (membres >= 0), precision VARCHAR, note VARCHAR
);
CREATE TABLE conventions (
    source VARCHAR NOT NULL, mois DATE NOT NULL,
    territoire VARCHAR NOT NULL REFERENCES territoires (id), etape VARCHAR NOT NULL,
    territoires INTEGER NOT NULL CHECK (territoires >= 0), precision VARCHAR, note VARCHAR
);
CREATE TABLE conferences (
    source VARCHAR NOT NULL, depuis DATE, mois DATE NOT NULL,
    territoire VARCHAR NOT NULL REFERENCES territoires (id), type VARCHAR NOT NULL,
    participants INTEGER NOT NULL CHECK (participants >= 0), precision VARCHAR, note VARCHAR
);
CREATE TABLE inscriptions (
    source VARCHAR NOT NULL, mois DATE NOT NULL,
    territoire VARCHAR NOT NULL REFERENCES territoires (id),
    inscrits INTEGER NOT NULL CHECK (inscrits >= 0)
);
CREATE TABLE diffusions (
    source VARCHAR NOT NULL, mois DATE NOT NULL,
    territoire VARCHAR NOT NULL REFERENCES territoires (id),
    kits INTEGER NOT NULL CHECK (kits >= 0)
);
-- Targets that a source gives to a territory, to reach by the end of a month.
CREATE TABLE cibles (
    source VARCHAR NOT NULL, indicateur VARCHAR NOT NULL, mois DATE NOT NULL,
    territoire VARCHAR NOT NULL REFERENCES territoires (id), valeur BIGINT NOT NULL,
    PRIMARY KEY (source, indicateur, mois, territoire)
);
-- Activity of conseillers numériques over the span [depuis, mois]. `axe` NULL: all of it, counted in
-- accompaniments and people; else one `modalite` of a theme, an age, a status, where `nombre` is what
-- the producer counts there. `complet`: the span is made of whole months and the place is told whole.
CREATE TABLE activites_conseillers (
    source VARCHAR NOT NULL, depuis DATE NOT NULL, mois DATE NOT NULL,
    territoire VARCHAR NOT NULL REFERENCES territoires (id),
    axe VARCHAR CHECK (axe IN ('theme', 'age', 'statut', 'activite', 'suite')), modalite VARCHAR,
    accompagnements BIGINT CHECK (accompagnements >= 0), usagers BIGINT CHECK (usagers >= 0),
    nombre BIGINT CHECK (nombre >= 0), complet BOOLEAN
);
-- Places of digital mediation known at a date; `dispositif` NULL: all of them, else those that
-- belong to a national programme. A place may belong to several.
CREATE TABLE lieux_mediation (
    source VARCHAR NOT NULL, mois DATE NOT NULL,
    territoire VARCHAR NOT NULL REFERENCES territoires (id), dispositif VARCHAR,
    lieux INTEGER NOT NULL CHECK (lieux >= 0)
);
-- What the national body and regional conferences recommended, and the actions that follow; the owner
-- is a function, never a person. Only the rows marked public may be shown.
CREATE TABLE recommandations (
    source VARCHAR NOT NULL, numero VARCHAR NOT NULL,
    type VARCHAR NOT NULL CHECK (type IN ('recommandation', 'action')), origine VARCHAR,
    conference VARCHAR, date DATE NOT NULL, texte VARCHAR NOT NULL, responsable VARCHAR NOT NULL,
    echeance DATE, etat VARCHAR NOT NULL
        CHECK (etat IN ('proposée', 'retenue', 'engagée', 'réalisée', 'abandonnée')),
    publique BOOLEAN NOT NULL, indicateurs VARCHAR[] NOT NULL, territoires VARCHAR[] NOT NULL,
    PRIMARY KEY (source, numero)
);
-- What those in charge declare they believe, beside what is measured: « météo », from the best to the worst.
CREATE TABLE confiances (
    source VARCHAR NOT NULL, indicateur VARCHAR NOT NULL,
    territoire VARCHAR NOT NULL REFERENCES territoires (id),
    niveau VARCHAR NOT NULL CHECK (niveau IN ('soleil', 'couvert', 'nuage', 'orage')),
    auteur VARCHAR NOT NULL, date DATE NOT NULL, commentaire VARCHAR,
    PRIMARY KEY (source, indicateur, territoire, auteur, date)
);
-- Figures as they were published somewhere, word for word in number, with where.
CREATE TABLE citations (
    source VARCHAR NOT NULL, famille VARCHAR NOT NULL, indicateurs VARCHAR,
    chiffre VARCHAR NOT NULL, periode VARCHAR NOT NULL, territoire VARCHAR NOT NULL,
    source_titre VARCHAR NOT NULL, source_url VARCHAR NOT NULL, note VARCHAR
);

-- Measures: one value per span of months and base territory -------------------------------------
CREATE TABLE mesures (
    indicateur VARCHAR NOT NULL,
    sources VARCHAR NOT NULL,
    nature VARCHAR NOT NULL,
    isolee BOOLEAN NOT NULL,
    maille VARCHAR NOT NULL,
    territoire VARCHAR NOT NULL REFERENCES territoires (id),
    depuis DATE,
    mois DATE NOT NULL CHECK (day(mois) = 1),
    ventilation VARCHAR,
    valeur DECIMAL(24, 6) NOT NULL,
    base DECIMAL(24, 6),
    effectif DECIMAL(24, 6),
    contributeur VARCHAR, -- who gave the value, where a rule looks at contributors; goes no further
    precision VARCHAR CHECK (precision IN ('exacte', 'environ', 'au_moins', 'au_plus', 'intervalle')),
    valeur_basse DECIMAL(24, 6),
    valeur_haute DECIMAL(24, 6),
    complet BOOLEAN,
    statut_obs VARCHAR CHECK (statut_obs IN ('p', 'e', 'r', 'b', 'f')),
    note VARCHAR
);
CREATE TABLE indicateurs (
    slug VARCHAR PRIMARY KEY,
    genre VARCHAR NOT NULL CHECK (genre IN ('cumulative', 'flow', 'ratio', 'stock')),
    dernier BOOLEAN NOT NULL,
    facteur INTEGER NOT NULL,
    public BOOLEAN NOT NULL,
    groupe VARCHAR NOT NULL, -- indicators of one group count the same people
    seuil INTEGER,
    organisations BOOLEAN NOT NULL, -- what the threshold counts: organisations, else people
    dominance INTEGER,
    zeros BOOLEAN NOT NULL,
    unite VARCHAR NOT NULL,
    faits VARCHAR,
    texte VARCHAR NOT NULL
);
-- The formats in which a fact can be sent: those of the demonstration rows that stand in for it.
CREATE TABLE formats (slug VARCHAR PRIMARY KEY, alimente VARCHAR NOT NULL, texte VARCHAR NOT NULL);
-- Targets declared with the indicator: each year (`annee`) or by the end of a month (2026-12).
CREATE TABLE objectifs (
    indicateur VARCHAR NOT NULL REFERENCES indicateurs (slug),
    territoire VARCHAR NOT NULL REFERENCES territoires (id),
    echeance VARCHAR NOT NULL,
    valeur DECIMAL(24, 6) NOT NULL,
    depuis DATE NOT NULL,
    reference VARCHAR NOT NULL,
    url VARCHAR NOT NULL
);
-- What became of each source: the verdict on its newest file, and whether a file is used at all.
CREATE TABLE etat (
    slug VARCHAR PRIMARY KEY, producteur VARCHAR NOT NULL, mention VARCHAR NOT NULL,
    alimente VARCHAR NOT NULL, nature VARCHAR NOT NULL,
    personnelle BOOLEAN NOT NULL, etat VARCHAR NOT NULL, utilise BOOLEAN NOT NULL,
    lues BIGINT, acceptees BIGINT, rejetees BIGINT, ignorees BIGINT,
    regles VARCHAR, refus VARCHAR, tous_les INTEGER, recu_le DATE, utilise_du DATE, echec_le DATE
);
-- Why published figures change. A reason serves once: from a vintage that does not know its number to
-- the next. `provisoires`: a standing one, for the provisional values that are completed.
CREATE TABLE motifs (
    source VARCHAR NOT NULL, numero INTEGER PRIMARY KEY, date DATE NOT NULL,
    type VARCHAR NOT NULL CHECK (type IN ('routine', 'correction', 'methode')),
    indicateur VARCHAR NOT NULL, territoire VARCHAR, du DATE, au DATE CHECK (au >= du),
    provisoires BOOLEAN NOT NULL CHECK (NOT provisoires OR type = 'routine'), motif VARCHAR NOT NULL
);
-- When the Observatory plans to publish an indicator, and what slipped, to when, and why.
CREATE TABLE calendrier (
    source VARCHAR NOT NULL, indicateur VARCHAR NOT NULL, prevu_le DATE NOT NULL, heure TIME NOT NULL,
    etat VARCHAR NOT NULL CHECK (etat IN ('prévue', 'publiée', 'reportée')),
    reporte_au DATE CHECK (reporte_au > prevu_le), motif VARCHAR,
    PRIMARY KEY (indicateur, prevu_le),
    CHECK ((etat = 'reportée') = (reporte_au IS NOT NULL AND motif IS NOT NULL))
);
-- The levels at which an indicator has no meaning, as it declares them.
CREATE TABLE sans_objet (
    indicateur VARCHAR NOT NULL REFERENCES indicateurs (slug), niveau VARCHAR NOT NULL,
    PRIMARY KEY (indicateur, niveau)
);

-- The names in a file are declared here, else it is refused: the line, the name, the nearest known one.
CREATE MACRO inconnu(ligne, quoi, nom, connus) AS
error('ligne ' || ligne || ' : ' || quoi || ' inconnu : « ' || nom || ' » ; le plus proche est « '
      || (SELECT arg_min(connu, levenshtein(connu, nom)) FROM unnest(connus) AS c(connu)) || ' »');
CREATE MACRO noms_connus(ligne, quoi, noms, connus) AS
CASE WHEN list_has_all(connus, noms) THEN noms
     ELSE inconnu(ligne, quoi, (SELECT min(nom) FROM unnest(noms) AS n(nom)
                                WHERE NOT list_contains(connus, nom)), connus) END;
CREATE MACRO indicateurs_connus(ligne, noms) AS
noms_connus(ligne, 'indicateur', noms, (SELECT coalesce(list(slug), []) FROM main.indicateurs));
CREATE MACRO territoires_connus(ligne, noms) AS
noms_connus(ligne, 'territoire', noms, (SELECT coalesce(list(id), []) FROM main.territoires WHERE ventile));

-- A function or a body, never a person: « Mme », « M. » or an address refuse the file.
CREATE MACRO fonction(ligne, texte) AS
CASE WHEN regexp_matches(texte, '(^|[\s,(])(MM?\.\s|(Mmes?|Mlles?|Monsieur|Madame)([^\pL]|$))|@')
     THEN error('ligne ' || ligne || ' : une personne est nommée ; écrivez une fonction ou un service')
     ELSE texte END;
