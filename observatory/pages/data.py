"""Every file: the CSV of each indicator, its columns, the sources and what they gave."""

from decimal import Decimal

from dash import html

from observatory import french, sentences
from observatory.declarations import Indicator
from observatory.exports import COLUMNS, file_name
from observatory.parts import Page, Visit, badge, link, outside, section, table
from observatory.store import Store
from observatory.vintages import PACKAGE, PARQUET

PARAMETERS = ()
WHOLE = {
    PACKAGE: "Un CSV par indicateur, avec ses ventilations, et leur description (Data Package)",
    PARQUET: "Toutes les lignes en une table, pour Python, R ou DuckDB",
}
MODEL = "modele-"  # how the slugs of the sources that have a model begin


def page(visit: Visit) -> Page:
    """The list of the files, their grammar, their columns, and the sources."""
    store = visit.store
    content = [
        html.H1("Les données"),
        html.P(
            "Un fichier par indicateur, le même pour tous : UTF-8, virgule, point décimal, dates"
            " AAAA-MM-JJ ; les mêmes lignes en JSON. Les colonnes ne changent ni de nom ni d’ordre ; de"
            " nouvelles s’ajoutent à la fin.",
            className="chapeau",
        ),
        *_elsewhere(),
        _whole(store),
        _files(store),
        _grammar(),
        _columns(),
        _models(store),
        _sources(store),
    ]
    return Page("Les données", "Tous les fichiers de l’Observatoire.", content)


def _elsewhere() -> list:
    """What is said of the data on other pages, and the file that says it in sentences."""
    links = {
        "L’état des sources : ce qui est reçu, pris, refusé, attendu": "/donnees/etat",
        "Les révisions : les chiffres publiés qui ont changé, et pourquoi": "/revisions",
        "Le calendrier : la prochaine date de chaque indicateur": "/calendrier",
        "Le registre : recommandations, actions, et l’indicateur avant et après": "/pilotage/registre",
        "La couverture : ce qui est connu, ce qui manque, qui le doit": "/pilotage/couverture",
    }
    told = " : la dernière valeur de chaque indicateur dans chaque territoire, et son verdict."
    file = html.A("Le résumé en phrases (CSV)", href="/donnees/resume.csv")
    return [*(html.P(link(text, path)) for text, path in links.items()), html.P([file, told])]


def _whole(store: Store):
    """The files that hold every indicator: what they weigh, and how to know that nothing was lost."""
    if not store.downloads:
        return None
    lines = [
        [
            html.A(name, href=f"/donnees/{name}"),
            WHOLE[name],
            f"{french.number(Decimal(one.bytes) / 1_000_000, 1)} Mo",
            html.Code(one.sha256),
        ]
        for name, one in store.downloads.items()
    ]
    head = ["Fichier", "Contenu", "Taille", "sha256"]
    grid = table("Fichiers de tous les indicateurs", head, lines)
    text = "Ils contiennent aussi des données inventées, à ne pas reprendre : la colonne nature le dit."
    warning = html.P(text) if store.manifest["demonstration"] else None
    return section("Tout télécharger", warning, grid, id="tout")


def _files(store: Store):
    invented = [one for one in store.indicators.values() if "demonstration" in store.contents[one.slug][1]]
    real = [one for one in store.indicators.values() if one not in invented]
    tables = [_list(store, "Fichiers de chiffres officiels, cités ou estimés", real)]
    if invented:
        text = (
            "Ces fichiers contiennent des données inventées, à ne pas reprendre : leur nom et leurs"
            " lignes le disent."
        )
        tables += [html.P(text), _list(store, "Fichiers avec données de démonstration", invented)]
    return section("Fichiers", *tables, id="fichiers")


def _list(store: Store, caption: str, indicators: list[Indicator]):
    lines = []
    for one in indicators:
        count, natures = store.contents[one.slug]
        lines.append(
            [
                link(one.title, f"/indicateurs/{one.slug}"),
                [
                    html.A(file_name(one.slug, natures), href=f"/donnees/{one.slug}.csv"),
                    " ou ",
                    html.A("json", href=f"/donnees/{one.slug}.json", **{"aria-label": f"{one.slug}.json"}),
                ],
                french.number(count),
                [badge(nature) for nature in sentences.NATURES if nature in natures],
            ]
        )
    return table(caption, ["Indicateur", "Fichier", "Lignes", "Natures"], lines, numbers=(2,))


def _grammar():
    lines = [
        ["niveau", "national, region, departement, epci, hub, tani"],
        [
            "territoire",
            "un identifiant : FR, REG-32, DEP-80, EPCI-243100633, HUB-rhinocc, TANI-creuse",
        ],
        ["pas", "mois, trimestre, annee, periode (plusieurs années)"],
        [
            "du, jusqua",
            "une date AAAA-MM-JJ : périodes qui commencent à partir du, finissent jusqu’au",
        ],
        ["ventilation", "oui : ajoute le détail, et une colonne ventilation à la fin"],
    ]
    text = html.P(
        [
            "Exemple : ",
            html.A(
                "/donnees/accompagnements.csv?niveau=region&pas=annee",
                href="/donnees/accompagnements.csv?niveau=region&pas=annee",
            ),
        ]
    )
    grid = table("Filtres d’un fichier, chacun facultatif", ["Filtre", "Valeurs"], lines)
    return section("Filtrer un fichier", text, grid, id="filtres")


def _columns():
    lines = [[html.Code(name), meaning] for name, meaning in COLUMNS.items()]
    return section(
        "Colonnes",
        table("Colonnes d’un fichier", ["Colonne", "Sens"], lines),
        id="colonnes",
    )


def _models(store: Store):
    """The files to fill for what no public format exists."""
    lines = [_model(row) for row in store.table("etat") if row["slug"].startswith(MODEL)]
    if not lines:
        return None
    text = html.P(
        "Pour ce qu’aucun format public ne décrit, l’Observatoire propose le sien (Table Schema) : un"
        " classeur à remplir, avec ses listes de choix, ou un CSV. Les exemples sont inventés."
    )
    head = ["Modèle", "Classeur", "CSV vide", "Exemple", "Schéma"]
    return section("Modèles à remplir", text, table("Modèles à remplir", head, lines), id="modeles")


def _model(row: dict) -> list:
    name = row["slug"].removeprefix(MODEL)
    names = (f"{name}.xlsx", f"{name}.csv", f"{name}-exemple.csv", "schema.json")
    return [row["mention"], *(html.A(one, href=f"/donnees/modeles/{name}/{one}") for one in names)]


def _sources(store: Store):
    lines = [
        [
            outside(f"{row['producteur']}, {row['titre']}", row["url"]),
            badge(row["nature"]),
            row["periode"],
            row["licence"],
            french.date(row["consulte_le"]),
        ]
        for row in store.table("sources")
    ]
    head = ["Source", "Nature", "Période", "Licence", "Consultée le"]
    return section("Sources", table("Sources de ce millésime", head, lines), id="sources")
