"""Write the templates that producers fill in, from the declarations `data_sources/modele-*.sql`.

Usage: `python -m setup.templates`. Each template is a folder of `data_sources/modeles/`: a Table
Schema, an empty CSV file, a workbook with drop-down lists and an example. The same declarations
always give the same bytes; a workbook is left as it is when nothing in it changed.
"""

import csv
import datetime
import io
import json
import zipfile
from pathlib import Path

import xlsxwriter

from observatory.contract import Column
from observatory.declarations import Source, read_sources

SOURCES = Path(__file__).resolve().parent.parent / "data_sources"
TARGET = SOURCES / "modeles"
PREFIX = "modele-"
MADE = datetime.datetime(2026, 11, 21)  # the date inside each workbook, so that its bytes are stable
LINES = 1000  # lines of a workbook that have lists and checks
LATEST = datetime.date(2099, 12, 31)
TYPES = {
    "entier": "integer",
    "decimal": "number",
    "pourcentage": "number",
    "date": "date",
    "booleen": "boolean",
}
FORMATS = {"entier": "0", "decimal": "0.00", "pourcentage": "0.0", "date": "yyyy-mm-dd"}
LISTS = {"departement": "departements.csv", "region": "regions.csv"}
ADVICE = (
    "Remplissez la feuille « Saisie », une ligne par élément, sans changer la première ligne.",
    "Une cellule dont vous ne savez rien reste vide ; zéro veut dire zéro.",
    "Les dates s’écrivent AAAA-MM-JJ ou JJ/MM/AAAA.",
    "Pour l’envoi : « Enregistrer sous », format « CSV UTF-8 ».",
)

Choices = list[tuple[str, str]]  # a value and the name that explains it


def templates() -> dict[str, Source]:
    """The declared templates, by the name of their folder."""
    return {
        slug.removeprefix(PREFIX): source
        for slug, source in read_sources(SOURCES).items()
        if slug.startswith(PREFIX)
    }


def choices(column: Column) -> Choices:
    """The values that a column takes, with their names; none when it is free."""
    if column.type == "booleen":
        return [("oui", ""), ("non", "")]
    if column.type in LISTS:
        path = SOURCES / "reference" / LISTS[column.type]
        with path.open(encoding="utf-8", newline="") as file:
            return [(row["code"], row["nom"]) for row in csv.DictReader(file)]
    return [(value, "") for value in column.values]


def table_schema(name: str, source: Source) -> dict:
    """The contract of a template as a Table Schema."""
    example = example_rows(source)[0]
    return {
        "$schema": "https://specs.frictionlessdata.io/schemas/table-schema.json",
        "name": name,
        "title": source.title,
        "description": " ".join(source.notes),
        "countryCode": "FR",
        "created": source.accessed.isoformat(),
        "fields": [
            _field(one, column, example[one], unique=source.key == (one,))
            for one, column in source.columns.items()
        ],
        "primaryKey": list(source.key),
        "missingValues": [""],
    }


def _field(name: str, column: Column, example: str, *, unique: bool) -> dict:
    field = {
        "name": name,
        "description": column.definition,
        "example": example,
        "type": TYPES.get(column.type, "string"),
    }
    if column.type == "booleen":
        field |= {"trueValues": ["oui"], "falseValues": ["non"]}
    return field | {"constraints": _constraints(column, unique=unique)}


def _constraints(column: Column, *, unique: bool) -> dict:
    kind = TYPES.get(column.type, "string")
    listed = [value for value, _ in choices(column)] if kind == "string" else []
    free_text = kind == "string" and not listed
    low = column.after.isoformat() if kind == "date" else _number(column.min)
    high = column.before and column.before.isoformat() if kind == "date" else _number(column.max)
    limits = {
        "unique": unique or None,
        "enum": listed or None,
        "minimum": low,
        "maximum": high,
        "maxLength": column.max_length if free_text else None,
    }
    return {"required": column.required} | {key: one for key, one in limits.items() if one is not None}


def _number(limit: float | None) -> float | int | None:
    return int(limit) if limit is not None and limit.is_integer() else limit


def example_rows(source: Source) -> list[dict[str, str]]:
    """The rows of the example that the declaration names."""
    text = (SOURCES / source.example).read_text("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline=""), delimiter=source.separators[0]))


def empty_csv(source: Source) -> bytes:
    """The header alone, as a French spreadsheet opens it: semicolons, byte order mark."""
    return f"{source.separators[0].join(source.columns)}\r\n".encode("utf-8-sig")


def workbook(source: Source) -> bytes:
    """A workbook to fill in: the sheet to fill, the help, the lists that its drop-downs show."""
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True}) as book:
        book.set_properties({"title": source.title, "author": "Observatoire", "created": MADE})
        bold = book.add_format({"bold": True, "bg_color": "#DDDDDD", "num_format": "@"})
        sheets = [book.add_worksheet(name) for name in (source.sheet, "Aide", "Listes")]
        ranges = _write_lists(sheets[2], source, bold)
        _write_help(sheets[1], source, bold)
        for place, (name, column) in enumerate(source.columns.items()):
            cell = book.add_format({"num_format": FORMATS.get(column.type, "@")})
            sheets[0].set_column(place, place, max(14, len(name) + 2), cell)
            sheets[0].write_string(0, place, name, bold)
            sheets[0].data_validation(1, place, LINES, place, _validation(name, column, ranges.get(name)))
        sheets[0].freeze_panes(1, 0)
    return content.getvalue()


def _validation(name: str, column: Column, listed: str | None) -> dict:
    """What a spreadsheet lets in a column, and the help it shows there."""
    rule: dict = {"validate": "any"}
    if listed:
        rule = {"validate": "list", "source": listed}
    elif column.type == "date":
        last = column.before or LATEST
        rule = {"validate": "date", "criteria": "between", "minimum": column.after, "maximum": last}
    elif column.type == "entier":
        last = _number(column.max) or 10**9
        first = _number(column.min) or 0
        rule = {"validate": "integer", "criteria": "between", "minimum": first, "maximum": last}
    return rule | {
        "input_title": name,
        "input_message": column.definition[:255],
        "error_title": "Valeur non prévue",
        "error_message": column.definition[:255],
        "ignore_blank": not column.required,
    }


def _write_lists(sheet, source: Source, bold) -> dict[str, str]:
    """Write the values of each listed column beside their names; give back where they are."""
    ranges = {}
    for name, column in source.columns.items():
        found = choices(column)
        if not found:
            continue
        place = 2 * len(ranges)
        sheet.write_row(0, place, [name, ""], bold)
        for line, (value, label) in enumerate(found, start=1):
            sheet.write_string(line, place, value)
            sheet.write_string(line, place + 1, label)
        letter = xlsxwriter.utility.xl_col_to_name(place)
        ranges[name] = f"=Listes!${letter}$2:${letter}${len(found) + 1}"
        sheet.set_column(place, place + 1, 22)
    return ranges


def _write_help(sheet, source: Source, bold) -> None:
    lines = [source.title, *ADVICE, *source.notes]
    for line, text in enumerate(lines):
        sheet.write_string(line, 0, text)
    start = len(lines) + 1
    sheet.write_row(start, 0, ["colonne", "obligatoire", "ce qu’elle contient"], bold)
    for line, (name, column) in enumerate(source.columns.items(), start=start + 1):
        sheet.write_row(line, 0, [name, "oui" if column.required else "non", column.definition])
    sheet.set_column(0, 1, 18)
    sheet.set_column(2, 2, 90)


def contents(name: str, source: Source) -> dict[str, bytes]:
    """The files of a template, by name."""
    schema = json.dumps(table_schema(name, source), ensure_ascii=False, indent=2) + "\n"
    return {
        "schema.json": schema.encode("utf-8"),
        f"{name}.csv": empty_csv(source),
        f"{name}.xlsx": workbook(source),
        f"{name}-exemple.csv": (SOURCES / source.example).read_bytes(),
    }


def same(old: bytes, new: bytes) -> bool:
    """Whether two files say the same: workbooks part by part, compressed by one library or another."""
    if not (zipfile.is_zipfile(io.BytesIO(old)) and zipfile.is_zipfile(io.BytesIO(new))):
        return old == new
    return _parts(old) == _parts(new)


def _parts(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def write(target: Path = TARGET) -> list[Path]:
    """Write every template under `target`; give back the files that changed."""
    changed = []
    for name, source in templates().items():
        folder = target / name
        folder.mkdir(parents=True, exist_ok=True)
        for file, content in contents(name, source).items():
            path = folder / file
            if not path.is_file() or not same(path.read_bytes(), content):
                path.write_bytes(content)
                changed.append(path)
    return changed


if __name__ == "__main__":
    for path in write():
        print(path.relative_to(TARGET.parent))
