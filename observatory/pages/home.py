"""The first screen: where France stands against 1.5 million people trained a year."""

from dash import html

from observatory import figures, french, maps, sentences
from observatory.comparison import Place, places, rate
from observatory.declarations import Indicator
from observatory.observations import Observation, TargetValue, years_since
from observatory.pages.goal import HEADLINE, equivalent, landmark, national
from observatory.pages.ranking import latest_of_level
from observatory.parts import (
    Chart,
    Page,
    Visit,
    badge,
    chart,
    csv_url,
    explained,
    link,
    proved,
    section,
    table,
)
from observatory.store import Store
from observatory.vocabulary import THEMES

PARAMETERS = ()


def page(visit: Visit) -> Page:
    """The home page: the answer, the trajectory, the families, the map, the cautions."""
    store = visit.store
    indicator = store.indicators[HEADLINE]
    rows = store.observations(HEADLINE, territory="FR", step="annee")
    target = national(store)
    now = sentences.reference(rows, indicator)
    answer = _answer(now, target)
    content = [
        html.H1("Où en est l’inclusion numérique en France ?"),
        _headline(store, indicator, now, target, answer),
        _trajectory(store, indicator, rows, target),
        _map(store, indicator),
        _families(store),
        _cautions(store),
    ]
    return Page("Où en est l’inclusion numérique en France ?", answer, content)


def _answer(now: Observation, target: TargetValue) -> str:
    share = french.percent(sentences.share(now, target), 0)
    return (
        f"En {now.start.year}, environ {french.rounded(now.value, 'personnes')} ont été accompagnées"
        f" par les conseillers numériques (estimation), soit {share} de l’objectif national de"
        f" {french.rounded(target.value, 'personnes')} formées par an."
    )


def _headline(store: Store, indicator: Indicator, now: Observation, target: TargetValue, answer: str):
    share = sentences.share(now, target)
    low, high = (french.number(end / 1_000_000, 2) for end in (now.low, now.high))
    bar = html.Div(
        html.Div(className="jauge-part", style={"width": f"{min(share, 1) * 100:.0f}%"}),
        className="jauge",
        **{"aria-hidden": "true"},
    )
    words = [
        html.P([badge("estimee"), f" Année {now.start.year}, dernière année complète"]),
        html.P([html.Strong(french.rounded(now.value)), " de personnes accompagnées"], className="grand"),
        bar,
        html.P(answer, className="chapeau"),
        html.P(
            f"Fourchette : de {low} à {high} million. Un accompagnement n’est pas une formation,"
            " les personnes ne sont pas dédoublonnées, et seuls les conseillers numériques sont"
            " comptés."
        ),
        html.P(
            [
                proved("D’où vient ce chiffre ?", now),
                " · ",
                link("Comprendre ce chiffre", f"/indicateurs/{indicator.slug}#methode"),
                " · ",
                link("Voir son territoire", "/territoires"),
            ]
        ),
    ]
    return html.Div([html.Div(words), _key_figures(store, indicator, now, target)], className="reponse")


def _key_figures(store: Store, indicator: Indicator, now: Observation, target: TargetValue):
    since = store.observations(HEADLINE, territory="FR", step="annee", since=now.end)
    facts = {
        "Objectif": f"{french.rounded(target.value)} par an depuis 2019",
        f"Part de l’objectif en {now.start.year}": proved(
            french.percent(sentences.share(now, target), 0), now
        ),
        "Pour 1 000 habitants": [
            proved(french.number(rate(now, indicator), 1), now),
            f" (objectif : {french.number(equivalent(store), 1)})",
        ],
    }
    for one in since:
        facts[f"{one.start.year}, {sentences.partial(one)}"] = proved(sentences.short(one, indicator), one)
    items = [part for name, text in facts.items() for part in (html.Dt(name), html.Dd(text))]
    return html.Dl(items, className="reperes")


def _trajectory(store: Store, indicator: Indicator, rows: list[Observation], target: TargetValue):
    since = indicator.targets[0].since.year
    years = years_since(rows, since)
    lines = [
        [
            str(one.start.year),
            proved(sentences.cell(one, indicator), one),
            proved(french.percent(sentences.share(one, target)), one) if one.value is not None else "–",
            sentences.status(one),
            one.note or "",
        ]
        for one in years
    ]
    missing = [str(one.start.year) for one in years if not one.told]
    head = ["Année", "Personnes accompagnées", "Part de l’objectif", "Statut", "Note"]
    one = Chart(
        id="trajectoire",
        title="Personnes accompagnées chaque année, face à l’objectif",
        sentence=f"{sentences.reading(sentences.reference(rows, indicator), indicator, target)}"
        f" Aucune donnée publiée ne permet l’estimation pour {french.listing(missing)}.",
        figure=figures.over_time(
            years, indicator, target.value, f"Objectif : {french.number(target.value)} par an"
        ),
        table=table("Personnes accompagnées par an (estimation), France", head, lines, numbers=(1, 2)),
        csv=csv_url(indicator, territoire="FR", pas="annee"),
        rows=rows,
        told=sentences.reference(rows, indicator),
    )
    rival = [html.P([html.Strong("Un autre compte : "), text]) for text in indicator.not_comparable]
    return section("La trajectoire vers 1,5 million par an", chart(store, one), *rival, id="trajectoire")


def _per_thousand(one: Place) -> str:
    return sentences.absence(one.observation) if one.rate is None else french.number(one.rate, 1)


def _map(store: Store, indicator: Indicator):
    rows = latest_of_level(store, indicator, "region")
    found = places(rows, indicator)
    when = sentences.when(rows[0])
    lines = [
        [
            link(one.observation.name, f"/territoires/{one.observation.territory}"),
            proved(_per_thousand(one), one.observation),
            proved(sentences.cell(one.observation, indicator), one.observation),
        ]
        for one in found
    ]
    known = [one for one in found if one.rate is not None]
    head = ["Région", "Pour 1 000 habitants", "Personnes accompagnées"]
    one = Chart(
        id="carte",
        title=f"Personnes accompagnées pour 1 000 habitants, par région, {when}",
        sentence=f"De {french.number(known[-1].rate, 1)} ({known[-1].observation.name}) à"
        f" {french.number(known[0].rate, 1)} ({known[0].observation.name}). Repère : l’objectif"
        f" national équivaut à {french.number(equivalent(store), 1)} personnes pour 1 000 habitants.",
        figure=maps.choropleth(found, indicator, "region"),
        table=table(f"Personnes accompagnées par région (estimation), {when}", head, lines, numbers=(1, 2)),
        csv=csv_url(indicator, niveau="region", pas="annee"),
        rows=rows,
        height=560,
        beside=True,
        told=found[0].observation,
    )
    return section("Dans les régions", chart(store, one), html.P(landmark(store)), id="regions")


def _families(store: Store):
    now = store.portrait("FR")
    cards = []
    for theme, name in THEMES.items():
        members = [one for one in store.indicators.values() if one.theme == theme]
        if members:
            cards.append(_card(theme, name, members, now))
    shown = [sentences.reference(now[slug], one) for slug, one in store.indicators.items()]
    grid = html.Div(cards, className="cartes")
    return section("Les indicateurs, par famille", grid, *explained(shown), id="familles")


def _card(theme: str, name: str, members: list[Indicator], portrait: dict):
    items = []
    for one in members:
        now = sentences.reference(portrait[one.slug], one)
        value = sentences.short(now, one) if now else sentences.absence(None)
        when = f"{sentences.when(now)}" if now else ""
        label = badge(now.nature) if now and now.nature != "officielle" else None
        items.append(
            html.Li(
                [
                    link(one.title, f"/indicateurs/{one.slug}"),
                    html.Br(),
                    html.Strong(proved(value, now)),
                    f" ({when}) " if when else "",
                    label,
                ]
            )
        )
    return html.Article([html.H3(name, id=f"famille-{theme}"), html.Ul(items)], className="carte")


def _cautions(store: Store):
    natures = {slug: found for slug, (_, found) in store.contents.items()}
    kinds = {
        nature: [one for one in store.indicators.values() if nature in natures[one.slug]]
        for nature in sentences.NATURES
    }
    items = [
        html.Li([badge(nature), f" {sentences.NATURES_EXPLAINED[nature]} ", *_links(found)])
        for nature, found in kinds.items()
        if found
    ]
    empty = [one for one in store.indicators.values() if not any(one in found for found in kinds.values())]
    if empty:
        items.append(html.Li([html.Strong("Sans donnée publiée : "), *_links(empty)]))
    return section(
        "Ce qui est provisoire, estimé ou de démonstration",
        html.P(
            "L’année en cours est partielle : elle porte la mention « provisoire » et "
            "n’est pas comparée à un objectif annuel sans le dire."
        ),
        html.Ul(items),
        id="precautions",
    )


def _links(found: list[Indicator]) -> list:
    linked = [link(one.title, f"/indicateurs/{one.slug}") for one in found]
    return [part for one in linked for part in (one, " · ")][:-1]
