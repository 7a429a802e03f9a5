"""Write the demonstration rows, seeded, in the format that a real producer would send.

One line per event, as in a producer's register. Only `Random.random()` and the four operations
are used: the same bytes come out on every machine. The volumes are kept far below the real
ones, so that no sum can be taken for a published figure.
"""

import csv
import io
from collections.abc import Iterable, Iterator
from pathlib import Path
from random import Random

from observatory.durable import naming

Row = tuple[str | int, ...]

MONTHS = [f"{year}-{month:02}" for year in range(2019, 2026) for month in range(1, 13)][:78]
LAST_PASS = "2023-12"  # the operator of the pass was wound up on 16 January 2024
SEASON = (0.9, 1.0, 1.15, 1.1, 0.95, 1.0, 0.55, 0.3, 1.15, 1.3, 1.2, 0.7)
LOCKDOWN = {"2020-03": 0.5, "2020-04": 0.05, "2020-05": 0.3, "2020-11": 0.5, "2021-04": 0.6}
GROWTH = {2019: 0.4, 2020: 0.8, 2021: 1.1, 2022: 1.4, 2023: 1.3, 2024: 1.5, 2025: 1.7}

FUNDERS = {"Département": 45, "Région": 50, "EPCI": 55, "CAF": 35}  # share of the State, in %
MEMBER_TYPES = (
    "association",
    "association",
    "association",
    "collectivité",
    "entreprise",
    "coopérative",
    "établissement public",
)
SECOND_WAVE = {"hub-lo", "hub-normandie", "hubest"}  # régions without a hub until 2021

HEADERS = {
    "pass-numeriques": "numero,date,departement,financeur,pass_commandes,pass_distribues,"
    "pass_utilises,personnes,montant_etat,cofinancement",
    "activite-hubs": "numero,date,hub,departement,structures,fonds_leves",
    "membres-mednum": "membre,region,type,adhesion,sortie",
    "inscrits-mooc": "mois,departement,inscrits",
    "kits": "numero,date,departement,kits",
    "conferences": "date,region,nom,participants",
}


def write_all(folder: Path, reference: Path) -> None:
    """Write every demonstration file under `folder`, from the territories of `reference`."""
    regions = _read(reference / "regions.csv")
    departements = _read(reference / "departements.csv")
    hubs = _hubs(_read(reference / "hubs.csv"), _read(reference / "hubs_departements.csv"))
    rows = {
        "pass-numeriques": _numbered(_pass(Random("pass"), departements)),
        "activite-hubs": _numbered(_hub_activity(Random("hubs"), hubs)),
        "membres-mednum": _members(Random("membres"), regions),
        "inscrits-mooc": _registrations(Random("mooc"), departements),
        "kits": _numbered(_kits(Random("kits"), departements)),
        "conferences": _conferences(Random("rencontres"), regions),
    }
    target = folder / "demonstration"
    target.mkdir(parents=True, exist_ok=True)
    for name, lines in rows.items():
        _write(target / f"{name}.csv", HEADERS[name].split(","), lines)


def _read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _write(path: Path, header: list[str], rows: Iterable[Row]) -> None:
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)
    with naming(path):
        path.write_bytes(text.getvalue().encode("utf-8"))


def _numbered(rows: Iterable[Row]) -> Iterator[Row]:
    return ((number, *row) for number, row in enumerate(rows, start=1))


def _count(rng: Random, mean: float) -> int:
    """A whole number around `mean`, and equal to it on average."""
    return int(mean * (0.5 + rng.random()) + rng.random())


def _pick(rng: Random, choices: tuple[str, ...]) -> str:
    return choices[int(rng.random() * len(choices))]


def _day(rng: Random, month: str) -> str:
    return f"{month}-{1 + int(rng.random() * 28):02}"


def _rhythm(month: str) -> float:
    """The activity of a month: growth, season, and the lockdowns of 2020 and 2021."""
    year, number = month.split("-")
    return GROWTH[int(year)] * SEASON[int(number) - 1] * LOCKDOWN.get(month, 1.0)


def _pass(rng: Random, departements: list[dict[str, str]]) -> Iterator[Row]:
    """Distributions of pass: départements join one after the other, a few never do."""
    joined = {row["code"]: MONTHS[int(rng.random() * 20)] for row in departements}
    never = {row["code"] for row in departements if rng.random() < 0.06}
    usual = {row["code"]: 0.2 + 0.4 * rng.random() for row in departements}
    for month in MONTHS[: MONTHS.index(LAST_PASS) + 1]:
        for row in departements:
            code = row["code"]
            if code in never or month < joined[code]:
                continue
            mean = _rhythm(month) * (0.3 + int(row["population"]) / 460_000)
            for _ in range(_count(rng, mean)):
                yield _distribution(rng, month, code, usual[code])


def _distribution(rng: Random, month: str, code: str, usual: float) -> Row:
    persons = 1 + int(5 * rng.random() * rng.random())
    ordered = 10 * persons
    given = ordered - int(0.5 * ordered * rng.random())
    used = int(min(1.0, usual * (0.5 + rng.random())) * given)
    funder = _pick(rng, tuple(FUNDERS))
    state = ordered * 10 * (FUNDERS[funder] - 8 + int(rng.random() * 17)) // 100
    date = _day(rng, month)
    return date, code, funder, ordered, given, used, persons, state, ordered * 10 - state


def _hubs(hubs: list[dict[str, str]], covered: list[dict[str, str]]) -> list[tuple[str, str, str, str]]:
    """Each hub and département, with the first and last month of its activity."""
    closed = {row["slug"]: row["ferme_le"][:7] or MONTHS[-1] for row in hubs}
    opened = {row["slug"]: row["ouvert_le"][:7] for row in hubs}
    pairs = []
    for row in covered:
        hub, code = row["hub"], row["departement"]
        if hub == "hub-ultranumerique" and code == "971":
            code = "974"  # the correction of data_sources/hubs-departements.sql
        first = opened[hub] or ("2021-10" if hub in SECOND_WAVE else "2019-07")
        if hub == "rhinocc" and not row["depuis"]:
            first = "2022-01"  # four départements at first, thirteen in January 2022
        pairs.append((hub, code, first, closed[hub]))
    return pairs


def _hub_activity(rng: Random, hubs: list[tuple[str, str, str, str]]) -> Iterator[Row]:
    """Support given by hubs; a hub that has closed has no activity any more."""
    for month in MONTHS:
        for hub, code, first, last in hubs:
            if not first <= month <= last:
                continue
            for _ in range(_count(rng, 0.8 * _rhythm(month))):
                structures = 1 + int(6 * rng.random() * rng.random())
                raised = rng.random() < 0.4
                funds = raised * structures * 120 * (1 + int(24 * rng.random() * rng.random()))
                yield _day(rng, month), hub, code, structures, funds


def _members(rng: Random, regions: list[dict[str, str]]) -> Iterator[Row]:
    """Members of the cooperative: some at once, others month after month, a few leave."""
    codes = tuple(row["code"] for row in regions)
    for number in range(1, 61):
        at = max(0, int(90 * rng.random()) - 25)
        left = at + 12 + int(90 * rng.random())
        gone = _day(rng, MONTHS[left]) if left < len(MONTHS) and rng.random() < 0.25 else ""
        joined = _day(rng, MONTHS[at])
        yield f"M{number:03}", _pick(rng, codes), _pick(rng, MEMBER_TYPES), joined, gone


def _registrations(rng: Random, departements: list[dict[str, str]]) -> Iterator[Row]:
    """Registrations to the online course: a lockdown brings more of them, not fewer."""
    for month in MONTHS:
        rhythm = _rhythm(month) / LOCKDOWN.get(month, 1.0) * (1.6 if month in LOCKDOWN else 1.0)
        for row in departements:
            mean = rhythm * int(row["population"]) / 100_000
            yield month, row["code"], _count(rng, mean)


def _kits(rng: Random, departements: list[dict[str, str]]) -> Iterator[Row]:
    for month in MONTHS:
        for row in departements:
            for _ in range(_count(rng, 0.3 * _rhythm(month))):
                kits = 5 * (1 + int(8 * rng.random() * rng.random()))
                yield _day(rng, month), row["code"], kits


def _conferences(rng: Random, regions: list[dict[str, str]]) -> Iterator[Row]:
    for month in MONTHS:
        for row in regions:
            if rng.random() < 0.08 * _rhythm(month):
                name = f"Rencontres de l’inclusion numérique, {row['nom']}, {month}"
                people = 10 + int(70 * rng.random() * rng.random())
                yield _day(rng, month), row["code"], name, people
