"""Who owes what is missing, when it is due, and the file that says it for each territory and period."""

import csv
import io
from collections.abc import Iterable
from dataclasses import dataclass

from observatory import french, history
from observatory.coverage import OWED, Cell
from observatory.store import Store

# The contract: these columns, in this order; new ones are only ever added at the end.
COLUMNS = {
    "territoire_id": "Identifiant unique : FR, REG-32, DEP-80…",
    "indicateur": "Identifiant de l’indicateur.",
    "periode_type": "mois, trimestre, annee ou periode.",
    "periode_debut": "Premier jour de la période.",
    "periode_fin": "Dernier jour de la période.",
    "etat": "connue, partielle, masquee (par le secret statistique), demonstration (inventée : la vraie"
    " manque), manquante, avant_la_serie, hors_source (aucune ne connaît ce niveau) ou sans_objet.",
    "mois_couverts": "Nombre de mois connus ; vide pour une situation à une date.",
    "mois_attendus": "Nombre de mois de la période.",
    "entendus": "Nombre de territoires d’où vient la valeur.",
    "attendus": "Nombre de territoires attendus.",
    "doit": "Qui doit ce qui manque, en tout ou en partie ; vide pour le reste.",
    "prochaine_date": "Première date du calendrier qui n’a pas été tenue ; passée, elle est en retard.",
    "millesime": "Version publiée d’où vient la ligne.",
}

# The producers of the real values of each level; a figure cited once is nobody's duty.
PRODUCERS = """
    WITH noms AS (
        SELECT DISTINCT indicateur, territoire_niveau, unnest(string_split(sources, '|')) AS slug
        FROM observations
        WHERE ventilation = 'total' AND ventile AND (valeur IS NOT NULL OR statut_conf = 'c'))
    SELECT indicateur, territoire_niveau, s.nature = 'citee' AS citee,
           list_sort(list(DISTINCT s.producteur))
    FROM noms JOIN sources s USING (slug) WHERE s.nature <> 'demonstration' GROUP BY ALL"""
# The real sources still awaited of a fact that invented rows stand in for.
AWAITED = """
    SELECT i.slug, e.slug, e.producteur
    FROM etat e JOIN indicateurs i ON list_contains(string_split(i.faits, ' '), e.alimente)
    WHERE NOT e.utilise AND e.nature <> 'demonstration' AND e.alimente IN (SELECT alimente FROM formats)
    ORDER BY ALL"""
NOBODY, ONCE = "producteur à identifier", "aucun producteur régulier ; chiffres cités : "


@dataclass(frozen=True, slots=True)
class Debt:
    """Who owes the values of an indicator at a level; `models`: the sources whose file is awaited."""

    producers: tuple[str, ...] = ()
    cited: bool = False
    models: tuple[str, ...] = ()

    @property
    def who(self) -> str:
        """The producers in words; those of figures cited once owe nothing."""
        if not self.producers:
            return NOBODY
        return (ONCE if self.cited else "") + french.listing([*self.producers])


class Debts:
    """The debts of a vintage, read in two queries."""

    def __init__(self, store: Store):
        """Read who gives, and who is awaited."""
        self._given = {tuple(row[:3]): tuple(row[3]) for row in store.query(PRODUCERS)}
        self._awaited = store.query(AWAITED)

    def of(self, slug: str, level: str) -> Debt:
        """Who gives the values of a level regularly; else who is awaited; else who was cited."""
        awaited = [row for row in self._awaited if row[0] == slug]
        models = tuple(row[1] for row in awaited)
        regular, cited = (self._given.get((slug, level, flag), ()) for flag in (False, True))
        expected = tuple(dict.fromkeys(row[2] for row in awaited))
        if regular or expected:
            return Debt(regular or expected, False, models)
        return Debt(cited, bool(cited))


def csv_bytes(store: Store, found: Iterable[Cell]) -> bytes:
    """The CSV of some cells, in their order: UTF-8, comma, ISO dates."""
    debts, plans = Debts(store), history.awaited(store)
    days = {slug: plan.day.isoformat() for slug, plan in plans.items()}
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    for one in found:
        owed = one.state in OWED
        writer.writerow(
            [
                one.territory,
                one.indicator,
                one.step,
                one.start.isoformat(),
                one.end.isoformat(),
                one.state.value,
                *(one.months, one.months_expected, one.heard, one.expected),
                debts.of(one.indicator, one.level).who if owed else "",
                days.get(one.indicator, "") if owed else "",
                store.vintage,
            ]
        )
    return text.getvalue().encode("utf-8")
