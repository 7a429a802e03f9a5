"""Numbers as text: whole, decimal, percentages, by the declared format.

A number whose format is not declared and that reads two ways (1.234) is refused, never guessed.
"""

from observatory.contract import Column
from observatory.reader.cells import Step, Typing, either, matches, removed

GROUP = r"[\s\x{A0}\x{202F}\x{2009}'’]"
LOST = matches(r"[-−]?\d+([.,]\d+)?[eE][+-]?\d+")
EXCEL_ERROR = matches(r"#(REF|DIV/0|VALUE|VALEUR|NUM|NOMBRE|NULL|NUL)!|#N/A|#(NAME|NOM)\?")
FAULTS = (("chiffres-perdus", LOST), ("erreur-excel", EXCEL_ERROR))
COMMA = "virgule décimale"


def declared(column: Column) -> str:
    """The declared format of numbers: "fr", "en", or nothing where none is written."""
    return column.number if "number" in column.model_fields_set else ""


def integer(column: Column) -> Typing:
    """Whole numbers, of 18 digits at most."""
    zeros = r"-?\d+\.0+" if declared(column) else r"-?(\d+\.(0{1,2}|0{4,})|\d{4,}\.0+|0\.0+)"
    steps = (
        *_grouping(column),
        Step(COMMA, _comma(column), "replace(§, ',', '.')"),
        Step("décimales nulles retirées", matches(zeros), removed(r"\.0+$")),
        Step(
            "zéros de tête retirés",
            matches(r"-?0\d+"),
            r"regexp_replace(§, '^(-?)0+(\d)', '\1\2')",
        ),
    )
    return Typing(
        sql_type="BIGINT",
        form=matches(r"0|-?[1-9]\d{0,17}"),
        value="TRY_CAST(§ AS BIGINT)",
        unmatched="type-entier",
        steps=steps,
        faults=(*FAULTS, ("nombre-ambigu", _ambiguous(column))),
        domain=_bounds(column),
    )


def decimal(column: Column) -> Typing:
    """Decimal numbers, of 18 digits before the point and 6 after at most."""
    point = "," if declared(column) == "fr" else r"\."
    whole = r"-?(0|[1-9]\d{0,17})"
    form = matches(rf"{whole}({point}\d{{1,6}}0*)?")
    others = form
    if not declared(column):
        others = matches(rf"{whole}\.\d{{4,6}}|-?0\.\d{{3}}|-?[1-9]\d{{3,17}}\.\d{{3}}")
    ready = either(matches(rf"{whole}({point}\d{{1,2}})?"), others)
    number = "replace(§, ',', '.')" if point == "," else "§"
    return Typing(
        sql_type="DECIMAL(24, 6)",
        form=form,
        ready=ready,
        value=f"TRY_CAST({number} AS DECIMAL(24, 6))",
        unmatched="type-decimal",
        steps=(
            *_grouping(column),
            Step(
                "zéros de tête retirés",
                matches(r"-?0\d+([.,]\d+)?"),
                r"regexp_replace(§, '^(-?)0+(\d)', '\1\2')",
            ),
        ),  # fmt: skip
        noted=((COMMA, "contains(§, ',')"),) if point == "," else (),
        faults=(*FAULTS, ("nombre-ambigu", _ambiguous(column))),
        domain=_bounds(column),
    )


PERCENT = "signe % retiré"


def percentage(column: Column) -> Typing:
    """Percentages: 12,5 % is 12.5. Without a declared unit each cell must carry its sign."""
    plain = decimal(column)
    bare = "NOT ends_with(§, '%')"
    unit = () if column.unit else (("unite-inconnue", bare),)
    return Typing(
        sql_type=plain.sql_type,
        form=plain.form,
        ready=plain.ready if column.unit else "false",
        value=plain.value,
        unmatched="type-pourcentage",
        steps=(Step(PERCENT, "ends_with(§, '%')", removed(r"[\s\p{Z}]*%$")), *plain.steps),
        noted=plain.noted,
        faults=(*plain.faults, *unit),
        domain=plain.domain,
    )


def _grouping(column: Column) -> tuple[Step, ...]:
    thousands = "séparateurs de milliers retirés"
    steps = [
        Step("signe moins U+2212", matches(r"−\d.*"), "replace(§, '−', '-')"),
        Step(thousands, matches(rf"-?\d{{1,3}}({GROUP}\d{{3}})+([.,]\d+)?"), removed(GROUP)),
    ]
    if declared(column) == "fr":
        dotted = r"-?\d{1,3}((\.\d{3})+,\d+|(\.\d{3}){2,})"
        steps.append(Step(thousands, matches(dotted), removed(r"\.")))
    if declared(column) == "en":
        steps.append(Step(thousands, matches(r"-?\d{1,3}(,\d{3})+(\.\d+)?"), removed(",")))
    return tuple(steps)


def _comma(column: Column) -> str:
    return matches(r"-?\d+,\d+") if declared(column) == "fr" else "false"


def _ambiguous(column: Column) -> str:
    """What reads two ways: 1.234 and 1,234 undeclared, 1.234 where the point is no decimal sign."""
    signs = {"": "[.,]", "fr": r"\.", "en": ""}[declared(column)]
    return matches(rf"[-−]?[1-9]\d{{0,2}}{signs}\d{{3}}") if signs else "false"


def _bounds(column: Column) -> tuple[tuple[str, str], ...]:
    low = () if column.min is None else (("borne-basse", f"§ < {column.min!r}"),)
    high = () if column.max is None else (("borne-haute", f"§ > {column.max!r}"),)
    return (*low, *high)
