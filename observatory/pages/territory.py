"""A territory: its contribution to the goal, and its figures beside the région's and the nation's."""

from dash import html

from observatory import figures, french, sentences
from observatory.comparison import rate
from observatory.declarations import Indicator
from observatory.observations import Observation, Territory
from observatory.pages import territories
from observatory.pages.goal import HEADLINE, landmark, national
from observatory.parts import (
    Chart,
    NotFound,
    Page,
    Visit,
    badge,
    chart,
    csv_url,
    full_name,
    link,
    outside,
    section,
    table,
)
from observatory.store import Store

PARAMETERS = ()
KINDS = {
    "national": "Pays",
    "region": "Région",
    "departement": "Département",
    "hub": "Hub territorial pour un numérique inclusif",
    "tani": "Territoire d’action pour un numérique inclusif (TANI)",
}


def page(visit: Visit) -> Page:
    """The page of France, a région, a département, a hub or a TANI."""
    store, id = visit.store, visit.argument
    place = store.territories.get(id)
    if place is None or place.level not in KINDS:
        raise NotFound(f"Le territoire « {id} » n’a pas de page.", territories.nearest(store, id))
    beside = _beside(store, place)
    title = full_name(place)
    facts = [KINDS[place.level]]
    if place.population:
        facts.append(f"{french.number(place.population)} habitants (Insee, population municipale)")
    content = [
        html.H1(title),
        html.P(", ".join(facts), className="chapeau"),
        *_identity(store, place),
        _contribution(store, place),
        _all_indicators(store, place, beside),
        _members(store, place),
    ]
    sentence = _sentence(store, place)
    return Page(title, sentence, content, crumbs=[("Territoires", "/territoires")])


def _beside(store: Store, place: Territory) -> list[Territory]:
    """The région (or régions' single holder) and the nation, to read the territory's figures by."""
    ids = [place.region] if place.region and place.region != place.id else []
    if place.level == "tani":
        inside = store.members(place.id, "departement") + store.members(place.id, "epci")
        ids = sorted({store.territories[one].region for one in inside if store.territories[one].region})
        ids = ids if len(ids) == 1 else []
    ids += ["FR"] if place.id != "FR" else []
    return [store.territories[one] for one in ids]


def _last_year(store: Store, place: Territory) -> Observation | None:
    rows = store.observations(HEADLINE, territory=place.id, step="annee")
    return sentences.reference(rows, store.indicators[HEADLINE])


def _sentence(store: Store, place: Territory) -> str:
    indicator = store.indicators[HEADLINE]
    now = _last_year(store, place)
    if now is None:
        return f"{place.name} : le nombre de personnes accompagnées n’est pas disponible à cette maille."
    share = french.percent(now.value / national(store).value, 1)
    people = french.number(rate(now, indicator), 1)
    return (
        f"{place.name}, {now.start.year} : {sentences.spoken(now, indicator)}, soit {share} de"
        f" l’objectif national de 1,5 million, et {people} personnes pour 1 000 habitants (estimation)."
    )


def _contribution(store: Store, place: Territory):
    indicator = store.indicators[HEADLINE]
    rows = store.observations(HEADLINE, territory=place.id, step="annee")
    words = [html.P(landmark(store), className="repere")]
    known = [one for one in rows if one.value is not None]
    if not known:
        return section(
            "Contribution à l’objectif", html.P(_sentence(store, place)), *words, id="contribution"
        )
    lines = [
        [str(one.start.year), sentences.cell(one, indicator), french.percent(one.value / national(store).value, 1),
         french.number(rate(one, indicator), 1), sentences.status(one), one.note or ""]
        for one in known
    ]  # fmt: skip
    head = [
        "Année",
        "Personnes (estimation)",
        "Part de 1,5 million",
        "Pour 1 000 habitants",
        "Statut",
        "Note",
    ]
    one = Chart(
        id="contribution",
        title=f"Personnes accompagnées par an, {place.name}",
        sentence=_sentence(store, place),
        figure=figures.over_time(known, indicator),
        table=table(f"Personnes accompagnées, {place.name}", head, lines),
        csv=csv_url(indicator, territoire=place.id, pas="annee"),
        rows=known,
        height=300,
    )
    caution = html.P(indicator.caveats[2], className="avertissement")
    return section("Contribution à l’objectif", chart(store, one), *words, caution, id="contribution")


def _all_indicators(store: Store, place: Territory, beside: list[Territory]):
    head = ["Indicateur", "Période", place.name, "Nature et note", *[one.name for one in beside]]
    here = store.portrait(place.id)
    others = [store.portrait(one.id) for one in beside]
    lines = [
        _line(one, here[one.slug], [portrait[one.slug] for portrait in others])
        for one in store.indicators.values()
    ]
    text = (
        "Chaque valeur est celle de la dernière année complète, sinon la dernière connue ;"
        " entre parenthèses, la valeur rapportée aux habitants, la seule à comparer."
    )
    return section(
        "Tous les indicateurs",
        html.P(text),
        table(f"Indicateurs, {place.name}", head, lines, texts=2),
        id="indicateurs",
    )


def _line(indicator: Indicator, rows: list[Observation], beside: list[list[Observation]]) -> list:
    now = sentences.reference(rows, indicator)
    if now is None:
        name = link(indicator.title, f"/indicateurs/{indicator.slug}")
        note = rows[-1].note if rows else "Aucune donnée publiée."
        return [name, "", sentences.UNKNOWN, note, *["" for _ in beside]]
    name = link(indicator.title, f"/indicateurs/{indicator.slug}", territoire=now.territory)
    period = (now.step, now.start, now.end)
    others = [
        next((one for one in found if (one.step, one.start, one.end) == period), None) for found in beside
    ]
    return [
        name,
        sentences.when(now),
        comparable(now, indicator),
        [badge(now.nature), f" {now.note}" if now.note else ""],
        *[comparable(one, indicator) if one else sentences.UNKNOWN for one in others],
    ]


def comparable(one: Observation, indicator: Indicator) -> str:
    """A value with its unit, then its rate per inhabitants when it is a quantity."""
    if one.value is None:
        return sentences.UNKNOWN
    text = sentences.value(one, indicator)
    found = rate(one, indicator)
    if found is None or not indicator.additive:
        return text
    per = french.number(indicator.per_inhabitants)
    return f"{text} ({french.number(found, 1)} pour {per} hab.)"


def _identity(store: Store, place: Territory) -> list:
    if place.level == "hub":
        [row] = [row for row in store.table("hubs") if row["slug"] == place.code]
        dates = [
            f"Ouverture : {_known_date(row['ouvert_le'], row['precision_date'])}.",
            f" Fermeture : {_known_date(row['ferme_le'], row['precision_date'])}." if row["ferme_le"] else "",
        ]
        return [
            html.P(
                [
                    *dates,
                    " ",
                    row["note"] or "",
                    " ",
                    outside(row["source_titre"], row["source_url"]),
                ]
            )
        ]
    if place.level == "tani":
        [row] = [row for row in store.table("tani") if row["slug"] == place.code]
        signed = row["signature"] or "date inconnue"
        other = f" ou {row['signature_autre']}, selon la source" if row["signature_autre"] else ""
        return [html.P([f"Signature : {signed}{other}. ", row["note"] or "", " ",
                        outside(row["source_titre"], row["source_url"])])]  # fmt: skip
    return []


def _known_date(day, precision: str | None) -> str:
    if day is None:
        return "date inconnue"
    return {"mois": french.month(day), "annee": str(day.year)}.get(precision, french.date(day))


def _members(store: Store, place: Territory):
    groups = []
    inner = "region" if place.level == "national" else "departement"
    for title, ids in (
        ("Territoires qu’il contient", store.members(place.id, inner)),
        ("Hubs qui le couvrent", store.holders(place.id, "hub")),
        ("TANI qui le contiennent", store.holders(place.id, "tani")),
    ):
        if ids:
            items = [html.Li(link(full_name(store.territories[one]), f"/territoires/{one}")) for one in ids]
            groups += [html.H3(title), html.Ul(items, className="liens")]
    note = "Les hubs et les TANI se chevauchent parfois : leurs chiffres ne s’additionnent pas."
    return section("Territoires liés", *groups, html.P(note), id="lies")
