"""Where one number comes from: its computation, the lines of its files, why it may be shown."""

import shlex

from dash import html

from observatory import french, sentences
from observatory.comparison import rate
from observatory.declarations import Indicator, Source
from observatory.observations import Observation
from observatory.pages import territories
from observatory.pages.indicator import asked_indicator
from observatory.pages.proof_steps import Steps, computation, steps
from observatory.parts import (
    NotFound,
    Page,
    Visit,
    badge,
    folded,
    full_name,
    link,
    outside,
    proof_url,
    section,
)
from observatory.store import Store
from observatory.trail import period
from observatory.trail.decision import decision
from observatory.trail.words import lines_told

PARAMETERS = ("territoire", "periode", "ventilation")
TITLE = "D’où vient ce chiffre ?"
SILENT = (
    "Les lignes de ce fichier ne sont ni montrées ni comptées : il n’est pas public, et un nombre de"
    " lignes peut être un nombre de personnes."
)


def page(visit: Visit) -> Page:
    """The trail of one number: an indicator, then `territoire`, `periode` and `ventilation`."""
    store = visit.store
    indicator = asked_indicator(store, visit.argument)
    one = _asked(store, indicator, visit.query)
    found = steps(store, indicator, one)
    subject = f"{indicator.title}, {one.name}, {sentences.when(one)}"
    subject += "" if one.breakdown == "total" else f", {one.breakdown}"
    content = [
        html.H1(TITLE),
        html.P([html.Strong(_shown(one, indicator)), f" : {subject}."], className="chapeau"),
        _number(store, indicator, one),
        *computation(store, indicator, one, found),
        _sources(store, one, found),
        _secret(indicator, one),
        *_derived(store, indicator, one),
        _command(one),
    ]
    crumbs = [("Indicateurs", "/indicateurs"), (indicator.title, f"/indicateurs/{indicator.slug}")]
    return Page(f"{TITLE} {subject}", f"{subject} : {_shown(one, indicator)}.", content, crumbs=crumbs)


def _shown(one: Observation, indicator: Indicator) -> str:
    return "valeur cachée" if one.confidentiality == "c" else sentences.value(one, indicator)


def _asked(store: Store, indicator: Indicator, query: dict[str, str]) -> Observation:
    """The row asked for; without a period, the one that is shown first."""
    place = query.get("territoire", "FR")
    rows = store.observations(indicator.slug, territory=place, breakdowns=True)
    if not rows:
        raise NotFound(f"Le territoire « {place} » n’a pas de chiffres.", territories.nearest(store, place))
    breakdown = query.get("ventilation", "total")
    rows = [one for one in rows if one.breakdown == breakdown]
    if "periode" not in query and rows:
        return sentences.reference(rows, indicator) or rows[-1]
    asked = query.get("periode", "")
    by_period = {(one.step, one.start, one.end.replace(day=1)): one for one in rows}
    if period.read(asked) in by_period:
        return by_period[period.read(asked)]
    known = {period.written(*at): one for at, one in by_period.items() if one.value is not None}
    near = [known[one] for one in period.nearest(asked, by_period, len(by_period)) if one in known][:8]
    raise NotFound(
        f"« {asked if rows else breakdown} » : aucun chiffre de « {indicator.title} » n’y répond.",
        [(sentences.when(one), proof_url(one)) for one in near],
    )


def _number(store: Store, indicator: Indicator, one: Observation):
    place = store.territories.get(one.territory)
    linked = place and place.level != "epci"
    facts = {
        "Indicateur": link(indicator.title, f"/indicateurs/{indicator.slug}", territoire=one.territory),
        "Territoire": link(full_name(place), f"/territoires/{one.territory}") if linked else one.name,
        "Période": f"{sentences.STEPS[one.step]} : {french.period(one.step, one.start, one.end)}",
        "Valeur publiée": _shown(one, indicator),
    }
    if one.low is not None and one.high is not None:
        low, high = (french.number(end, indicator.decimals) for end in (one.low, one.high))
        facts["Fourchette"] = f"de {low} à {high}"
    facts["Nature"] = [badge(one.nature), " ", sentences.NATURES_EXPLAINED[one.nature]]
    facts["Complétude"] = _completeness(one)
    facts["Millésime"] = f"{store.vintage}, publié le {french.loose_date(store.manifest['publie_le'][:10])}"
    if one.note:
        facts["Note"] = one.note
    items = [part for name, text in facts.items() for part in (html.Dt(name), html.Dd(text))]
    return section("Le chiffre", html.Dl(items, className="fiche"), id="chiffre")


def _completeness(one: Observation) -> str:
    if one.value is None:
        return "sans objet"
    words = []
    if one.months is not None and one.months_expected:
        words.append(f"{one.months} mois sur {one.months_expected}")
    if one.heard is not None and one.expected:
        known = "territoires de base connus" if one.heard > 1 else "territoire de base connu"
        words.append(f"{one.heard} {known} sur {one.expected}")
    if one.coverage is not None:
        words.append(f"couverture : {french.percent(one.coverage, 0)}")
    return ", ".join(words) or "non mesurée"


def _sources(store: Store, one: Observation, found: Steps | None):
    items = []
    for slug in one.sources.split("|") if one.value is not None or one.confidentiality else []:
        items += _source(store, store.sources[slug], found.lines.get(slug) if found else None)
    none = html.P("Aucune source ne donne cette valeur.")
    queries = [
        folded("La requête de l’indicateur, qui va des sources à la valeur de chaque territoire de base",
               html.Pre(html.Code(store.indicators[one.indicator].sql.strip())))
    ]  # fmt: skip
    return section("Les sources", *(items or [none]), *queries, id="sources")


def _source(store: Store, source: Source, lines: str | None) -> list:
    [sha256] = [row["sha256"] for row in store.table("sources") if row["slug"] == source.slug]
    facts = {
        "Producteur": source.producer,
        "Adresse": outside(source.url, source.url) if source.url != "-" else "aucune",
        "Licence": source.licence,
        "Consulté le": french.date(source.accessed),
        "Période": source.period,
    }
    if source.open and source.file:
        facts["Fichier"] = html.Code(f"data_sources/{source.file}")
    facts["Empreinte (sha256)"] = html.Code(sha256)
    if lines is not None:
        facts["Lignes du fichier"] = lines_told(source, lines)
    elif not source.open:
        facts["Lignes du fichier"] = SILENT
    if source.corrections:
        facts["Corrections"] = " ".join(source.corrections)
    items = [part for name, text in facts.items() for part in (html.Dt(name), html.Dd(text))]
    return [
        html.H3([source.title, " ", badge(source.nature)]),
        html.Dl(items, className="fiche"),
        folded("La requête de la source, qui lit le fichier", html.Pre(html.Code(source.sql.strip()))),
    ]


def _secret(indicator: Indicator, one: Observation):
    words = decision(indicator.disclosure, one.confidentiality)
    if one.value is None and one.confidentiality is None:
        words = "Rien n’est caché ici : il n’y a pas de valeur."
    return section("Le secret statistique", html.P(words), id="secret")


def _derived(store: Store, indicator: Indicator, one: Observation) -> list:
    """What the pages compute from this number: the rate per inhabitants, the share of the target."""
    items = []
    found = rate(one, indicator) if indicator.additive else None
    if found is not None:
        inhabitants = french.number(indicator.per_inhabitants)
        items.append(
            f"Pour {inhabitants} habitants : {french.number(one.value, indicator.decimals)} ÷"
            f" {french.number(one.population)} habitants × {inhabitants}"
            f" = {sentences.rate(found, indicator)}."
        )
    for target in [*store.targets(indicator.slug, one.territory), *store.targets(indicator.slug)][:1]:
        share = sentences.share(one, target)
        if share is not None:
            items.append(
                f"Part de l’objectif : {french.number(one.value, indicator.decimals)} ÷"
                f" {french.number(target.value)} = {french.percent(share)} ({target.reference})."
            )
    if not items:
        return []
    return [section("Ce qu’on en tire", html.Ul([html.Li(text) for text in items]), id="derives")]


def _command(one: Observation):
    words = [one.indicator, one.territory, period.written(one.step, one.start, one.end)]
    words += [] if one.breakdown == "total" else ["--ventilation", one.breakdown]
    return section(
        "Le vérifier soi-même",
        html.P("Avec le code et les fichiers de l’Observatoire, cette commande recalcule le chiffre :"),
        html.Pre(html.Code(f"python -m observatory verify {shlex.join(words)}")),
        id="verifier",
    )
