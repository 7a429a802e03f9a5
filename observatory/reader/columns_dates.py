"""Dates as text: only the declared forms, within the declared bounds; hours of Europe/Paris."""

import datetime

from observatory.contract import Column
from observatory.reader.cells import Step, Typing, matches

MONTHS = ("janv", "fev", "mars", "avr", "mai", "juin", "juil", "aout", "sept", "oct", "nov", "dec")
MONTH_NAME = (
    r"(janv(ier|\.)?|f[ée]v(rier|r?\.?)|mars|avr(il|\.)?|mai|juin|juil(let|\.)?|ao[ûu]t"
    r"|sept(embre|\.)?|oct(obre|\.)?|nov(embre|\.)?|d[ée]c(embre|\.)?)"
)


def _read(pattern: str) -> str:
    return f"CAST(TRY_STRPTIME(§, '{pattern}') AS DATE)"


def _excel(epoch: str, last: int) -> tuple[str, str]:
    serial = "TRY_CAST(regexp_extract(§, '\\d+') AS INTEGER)"
    return r"\d{1,6}(\.0+)?", f"CASE WHEN {serial} <= {last} THEN DATE '{epoch}' + {serial} END"


def _named_month() -> str:
    name = "strip_accents(lower(§))"
    cases = " ".join(f"WHEN starts_with({name}, '{one}') THEN '{n:02}'" for n, one in enumerate(MONTHS, 1))
    return f"TRY_CAST(right(§, 4) || '-' || CASE {cases} END || '-01' AS DATE)"


def _quarter(year: str, quarter: str) -> str:
    return f"TRY_CAST({year} || '-' || (3 * TRY_CAST({quarter} AS INTEGER) - 2) || '-01' AS DATE)"


# Each form: how it is written, and the first day of the date, month, quarter or year it names.
FORMS = {
    "AAAA-MM-JJ": (r"\d{4}-\d{2}-\d{2}", "TRY_CAST(§ AS DATE)"),
    "JJ/MM/AAAA": (r"\d{1,2}/\d{1,2}/\d{4}", _read("%d/%m/%Y")),
    "AAAA-MM": (r"\d{4}-\d{2}", _read("%Y-%m")),
    "MM/AAAA": (r"\d{2}/\d{4}", "TRY_CAST(right(§, 4) || '-' || left(§, 2) || '-01' AS DATE)"),
    "T1 AAAA": (r"[Tt][1-4][\s\p{Z}]+\d{4}", _quarter("right(§, 4)", "§[2]")),
    "AAAAT1": (r"\d{4}[\s\p{Z}-]?[Tt][1-4]", _quarter("left(§, 4)", "right(§, 1)")),
    "mois AAAA": (rf"(?i){MONTH_NAME}[\s\p{{Z}}]+\d{{4}}", _named_month()),
    "AAAA": (r"\d{4}", "TRY_CAST(§ || '-01-01' AS DATE)"),
    "excel-1900": _excel("1899-12-30", 73_050),
    "excel-1904": _excel("1904-01-01", 71_588),
}
MIDNIGHT = Step(
    "heure nulle retirée",
    matches(r"\d{4}-\d{2}-\d{2}[T ]00:00(:00(\.0+)?)?"),
    "left(§, 10)",
)
MONTH_OR_DAY = r"(0?[1-9]|1[0-2])"
# The forms where a date is written in one way: the days and months expected are listed, and looked up.
PLAIN = {"AAAA-MM-JJ": "%Y-%m-%d", "AAAA-MM": "%Y-%m"}
LONGEST = 40_000  # days, of a list
OUTSIDE = "date-hors-bornes"
DAYS = {"AAAA-MM-JJ", "JJ/MM/AAAA", "excel-1900", "excel-1904"}
ORDER_UNKNOWN = rf"{MONTH_OR_DAY}[/.-]{MONTH_OR_DAY}[/.-]\d{{4}}"  # 03/04/2020: March or April


def date(column: Column, today: datetime.date, format: str) -> Typing:
    """Days; a month, a quarter or a year, where declared, is its first day."""
    return _dates(column, _forms(column.dates, format), "AAAA-MM-JJ", today)


def month(column: Column, today: datetime.date, format: str) -> Typing:
    """Months, as their first day; a day, where declared, is brought to its month."""
    forms = column.dates if "dates" in column.model_fields_set else ("AAAA-MM",)
    return _dates(column, _forms(forms, format), "AAAA-MM", today)


def _forms(declared: tuple[str, ...], format: str) -> tuple[str, ...]:
    """The declared forms; days counted by Excel have a known epoch in a workbook only."""
    found = ["excel-1900" if one == "excel" and format == "xlsx" else one for one in declared]
    return tuple(one for one in found if one != "excel") or ("AAAA-MM-JJ",)


def _dates(column: Column, forms: tuple[str, ...], plain: str, today: datetime.date) -> Typing:
    chosen = {form: (matches(FORMS[form][0]), FORMS[form][1]) for form in forms}
    cases = " ".join(f"WHEN {form} THEN {value}" for form, value in chosen.values())
    value = f"(CASE {cases} END)" if len(chosen) > 1 else FORMS[forms[0]][1]
    if column.type == "mois" and DAYS & set(forms):
        value = f"CAST(date_trunc('month', {value}) AS DATE)"
    ready = "" if column.type == "mois" and DAYS & set(forms) else _listed(column, forms, today)
    order = (("date-ambigue", matches(ORDER_UNKNOWN)),) if "JJ/MM/AAAA" not in forms else ()
    return Typing(
        sql_type="DATE",
        form=" OR ".join(form for form, _ in chosen.values()),
        value=value,
        unmatched="date-impossible",
        impossible="date-impossible",
        ready=ready,
        settled=(OUTSIDE,) if ready else (),
        steps=(MIDNIGHT,) if "AAAA-MM-JJ" in forms else (),
        noted=tuple((f"date {name} lue", form) for name, (form, _) in chosen.items() if name != plain),
        faults=order,
        domain=((OUTSIDE, _outside(column, today, "§")),),
    )


def _listed(column: Column, forms: tuple[str, ...], today: datetime.date) -> str:
    """The condition that a text is one of the dates within the bounds, where it is quick to tell."""
    first, last = column.after, column.before or today
    if len(forms) > 1 or forms[0] not in PLAIN or (last - first).days > LONGEST:
        return ""
    days = f"generate_series(DATE '{first}', DATE '{last}', INTERVAL 1 DAY) AS jours (jour)"
    first_only = "" if forms[0] in DAYS else " WHERE day(jour) = 1"
    return f"§ IN (SELECT strftime(jour, '{PLAIN[forms[0]]}') FROM {days}{first_only})"


def _outside(column: Column, today: datetime.date, value: str) -> str:
    return f"{value} NOT BETWEEN DATE '{column.after}' AND DATE '{column.before or today}'"


STAMP = r"\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}(:\d{2}(\.\d{1,6})?)?)?"
OFFSET = r"(Z|[+-]\d{2}(:?\d{2})?)"
PARIS = "'Europe/Paris'"


def timestamp(column: Column, today: datetime.date) -> Typing:
    """Instants, as the clock showed in Paris: an hour with an offset is converted.

    An hour that the spring change of clocks skips is impossible.
    """
    shifted = matches(f"{STAMP}{OFFSET}")
    instant = r"TRY_CAST(regexp_replace(§, '([+-]\d{2})(\d{2})$', '\1:\2') AS TIMESTAMPTZ)"
    plain = "TRY_CAST(§ AS TIMESTAMP)"
    local = f"CASE WHEN timezone({PARIS}, timezone({PARIS}, {plain})) = {plain} THEN {plain} END"
    french = r"\d{2}/\d{2}/\d{4}[T ]\d{2}:\d{2}.*" if "JJ/MM/AAAA" in column.dates else ""
    steps = (
        Step(
            "date JJ/MM/AAAA lue",
            matches(french),
            "§[7:10] || '-' || §[4:5] || '-' || §[1:2] || § [11:]",
        ),
    )
    return Typing(
        sql_type="TIMESTAMP",
        form=matches(f"{STAMP}{OFFSET}?"),
        value=f"(CASE WHEN {shifted} THEN timezone({PARIS}, {instant}) ELSE {local} END)",
        unmatched="type-horodatage",
        impossible="date-impossible",
        steps=steps if french else (),
        noted=(("heure ramenée à Europe/Paris", shifted),),
        faults=() if french else (("date-ambigue", matches(f"{ORDER_UNKNOWN}.*")),),
        domain=((OUTSIDE, _outside(column, today, "CAST(§ AS DATE)")),),
    )
