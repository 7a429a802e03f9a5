"""The « journal du secret »: how many values are hidden, by rule, level and indicator, and how."""

from collections import defaultdict
from decimal import Decimal

from dash import html

from observatory import french, journal, sentences
from observatory.journal import Line
from observatory.parts import Page, Visit, link, section, table
from observatory.store import Store

PARAMETERS = ()
FILE = "/donnees/journal-du-secret.csv"
METHOD = (
    "D’abord, une règle. Chaque indicateur déclare la sienne, ci-dessus et dans sa note de méthode. Sous le"
    " niveau national, une valeur qui parle de trop peu de personnes ou d’organisations est masquée ; pour"
    " des montants, aussi celle dont une seule organisation apporte presque tout. Un zéro reste publié,"
    " sauf si l’indicateur dit le contraire.",
    "Ensuite, les retraits. Masquer ces valeurs ne suffit pas : une région moins ses autres départements,"
    " une année moins ses autres mois, la France moins ce qui est montré les rendraient. D’autres valeurs"
    " sont donc masquées, en préférant les plus petites, pour qu’aucune ne se retrouve.",
    "Enfin, l’épreuve. Un attaquant est simulé : il additionne et soustrait tout ce qui est publié (mois,"
    " trimestres, années ; départements, régions, hubs, TANI, France ; rapports et parts), dans ce millésime"
    " et dans tous les précédents, et il connaît parfois sa propre valeur. Pour chaque valeur masquée, ce"
    " qu’il peut en déduire doit rester au moins aussi large que le seuil.",
    "Ce qu’un millésime antérieur a publié est connu pour toujours : une valeur masquée depuis est comptée"
    " « déjà publiée », et ne sert plus à en cacher d’autres.",
    "Les données de démonstration sont inventées ; elles sont protégées comme si elles étaient vraies.",
)


def page(visit: Visit) -> Page:
    """The journal: counts and method; never a value, nor why one of them is hidden."""
    store = visit.store
    lines = read(store)
    said = _summary(lines)
    content = [
        html.H1("Journal du secret"),
        html.P(said, className="chapeau"),
        html.P(sentences.WHY_HIDDEN),
        html.P(html.A("Télécharger le journal (CSV)", href=FILE, className="fichier")),
        _rules(lines),
        _details(store, lines),
        section("Comment", *[html.P(text) for text in METHOD], id="comment"),
        _not_said(),
    ]
    return Page("Journal du secret", said, content, crumbs=[("La méthode", "/methode")])


def read(store: Store) -> list[Line]:
    """The lines of the journal of a vintage, by indicator then level."""
    rows = store.table("secret")
    yearly = {slug: store.observations(slug, step="annee") for slug in {row["indicateur"] for row in rows}}
    order = list(sentences.LEVELS)
    rows.sort(key=lambda row: (row["indicateur"], order.index(row["niveau"])))
    return [journal.line(row, store.indicators[row["indicateur"]], yearly[row["indicateur"]]) for row in rows]


def _summary(lines: list[Line]) -> str:
    hidden, cells = sum(one.hidden for one in lines), sum(one.cells for one in lines)
    if not hidden:
        return "Aucune valeur de ce millésime n’est masquée par le secret statistique."
    told = sum(one.told for one in lines)
    past = f"{french.number(told)} d’entre elles : déjà publiées" if told else "aucune n’avait été publiée"
    return (
        f"{french.number(hidden)} valeurs masquées par le secret statistique sur {french.number(cells)}"
        f" auxquelles une règle s’applique ({_share(hidden, cells)}) ; {past}."
    )


def _share(hidden: int, cells: int) -> str:
    return journal.about(Decimal(hidden) / cells) if cells else "–"


def _rules(lines: list[Line]):
    groups: dict[str, list[Line]] = defaultdict(list)
    for one in lines:
        groups[one.rule].append(one)
    head = ["Une valeur ne doit pas parler de", "Indicateurs", "Valeurs", "Masquées", "Part"]
    shown = [
        [said[0].upper() + said[1:], french.number(len({one.indicator for one in found})), *_counts(found)]
        for said, found in sorted(groups.items())
    ]
    text = html.P("Une règle compte les valeurs qu’elle masque et celles qui les auraient rendues.")
    grid = table("Valeurs masquées, par règle", head, shown, numbers=(1, 2, 3, 4))
    return section("Par règle", text, grid, id="regles")


def _counts(found: list[Line]) -> list[str]:
    hidden, cells = sum(one.hidden for one in found), sum(one.cells for one in found)
    return [french.number(cells), french.number(hidden), _share(hidden, cells)]


def _details(store: Store, lines: list[Line]):
    head = ["Indicateur", "Niveau", "Valeurs", "Masquées", "Part", "Part du total", "Déjà publiées"]
    shown = [
        [
            link(store.indicators[one.indicator].title, f"/indicateurs/{one.indicator}"),
            sentences.LEVELS[one.level],
            *_counts([one]),
            "–" if one.share is None else journal.about(one.share),
            french.number(one.told),
        ]
        for one in lines
    ]
    text = (
        "« Part du total » : la part du total national annuel que ces valeurs masquées représentent. Elle"
        " vient de ce qui est publié, la France moins ce qui est montré : elle ne dit rien de plus. Elle"
        " n’est pas donnée pour une ou deux valeurs, pour un rapport, ni là où les territoires se"
        " chevauchent ou manquent."
    )
    grid = table("Valeurs masquées, par indicateur et par niveau", head, shown, numbers=(2, 3, 4, 5, 6))
    return section("Par indicateur et par niveau", html.P(text), grid, id="niveaux")


def _not_said():
    text = (
        "Ce journal ne donne jamais une valeur masquée, et ne dit d’aucune si elle l’est pour elle-même ou"
        " pour en protéger une autre : le dire aiderait à la retrouver. La base publiée ne contient pas"
        " les valeurs masquées : aucune page, aucun fichier ne peut les montrer."
    )
    return section("Ce qu’il ne dit pas", html.P(text), id="tu")
