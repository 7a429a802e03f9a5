"""The templates that producers fill in say what the declarations say, and nothing else."""

import io
import json
import os
import re
import shutil
import subprocess
import zipfile
from xml.etree import ElementTree

import pytest
from python_calamine import CalamineWorkbook
from world import NOW, ROOT

from observatory.declarations import read_sources
from observatory.publish import publish
from observatory.reader.read import read
from observatory.store import Store
from observatory.vintages import current
from setup.templates import SOURCES, TARGET, choices, contents, example_rows, same, templates, write

TEMPLATES = templates()
# Table Schema: each type used, and the constraints that the specification allows it.
BOUNDS = {"minimum", "maximum"}
CONSTRAINTS = {
    "string": {"required", "unique", "enum", "maxLength"},
    "integer": {"required", "unique", "enum"} | BOUNDS,
    "number": {"required", "unique", "enum"} | BOUNDS,
    "date": {"required", "unique", "enum"} | BOUNDS,
    "boolean": {"required", "enum"},
}
OFFICE = shutil.which("soffice") or shutil.which("libreoffice")
SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


@pytest.fixture(params=sorted(TEMPLATES))
def template(request):
    return request.param, TEMPLATES[request.param]


def schema_of(name):
    return json.loads((TARGET / name / "schema.json").read_text("utf-8"))


def test_there_is_a_template_for_each_fact_that_nobody_publishes():
    assert sorted(TEMPLATES) == [
        "activite-hubs",
        "conferences",
        "confiance",
        "membres-mednum",
        "pass-numerique",
        "recommandations",
    ]


def test_writing_the_templates_again_changes_nothing(tmp_path):
    write(tmp_path)
    written = {
        path.relative_to(tmp_path): path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()
    }
    kept = {path.relative_to(TARGET): path.read_bytes() for path in TARGET.rglob("*") if path.is_file()}
    assert set(written) == set(kept)
    assert [str(path) for path in written if not same(kept[path], written[path])] == []
    assert write(tmp_path) == []


def test_the_same_declaration_always_gives_the_same_bytes(template):
    assert contents(*template) == contents(*template)


def test_every_column_of_a_template_is_explained(template):
    assert [name for name, column in template[1].columns.items() if not column.definition] == []


def test_a_schema_names_the_columns_in_order_and_uses_the_words_of_table_schema(template):
    name, source = template
    schema = schema_of(name)
    assert [field["name"] for field in schema["fields"]] == list(source.columns)
    for field in schema["fields"]:
        assert set(field["constraints"]) <= CONSTRAINTS[field["type"]]
    assert schema["primaryKey"] == list(source.key)
    required = [field["name"] for field in schema["fields"] if field["constraints"]["required"]]
    assert {*schema["primaryKey"]} <= set(required)
    assert schema["missingValues"] == [""]


def test_the_example_obeys_the_schema(template):
    name, source = template
    rows = example_rows(source)
    for field in schema_of(name)["fields"]:
        limits = field["constraints"]
        values = [row[field["name"]] for row in rows]
        assert all(values) or not limits["required"]
        assert {one for one in values if one} <= set(limits.get("enum", values))
        assert len(set(values)) == len(values) or "unique" not in limits
        assert field["example"] in values


def test_the_empty_file_is_the_header_that_a_french_spreadsheet_opens(template):
    name, source = template
    content = (TARGET / name / f"{name}.csv").read_bytes()
    assert content == b"\xef\xbb\xbf" + ";".join(source.columns).encode() + b"\r\n"


def test_the_workbook_has_the_header_and_every_listed_value(template):
    name, source = template
    book = CalamineWorkbook.from_filelike(io.BytesIO((TARGET / name / f"{name}.xlsx").read_bytes()))
    assert book.sheet_names == [source.sheet, "Aide", "Listes"]
    assert book.get_sheet_by_name(source.sheet).to_python() == [list(source.columns)]
    listed = {str(cell) for row in book.get_sheet_by_name("Listes").to_python() for cell in row}
    for field in schema_of(name)["fields"]:
        assert set(field["constraints"].get("enum", [])) <= listed


def test_the_hubs_of_the_template_are_those_of_the_reference():
    rows = (SOURCES / "reference" / "hubs.csv").read_text("utf-8").splitlines()[1:]
    assert set(TEMPLATES["activite-hubs"].columns["hub"].values) == {row.split(",")[0] for row in rows}


def test_a_template_and_the_demonstration_of_the_same_fact_have_the_same_columns():
    declared = read_sources(SOURCES)
    for name in ("pass-numeriques", "activite-hubs", "membres-mednum"):
        demonstration = declared[f"demonstration-{name}"]
        [template] = [one for one in TEMPLATES.values() if one.feeds == demonstration.feeds]
        assert list(template.columns) == list(demonstration.columns)


def lists(book: bytes) -> dict[str, str]:
    """The column of each drop-down of the first sheet, and where its values are."""
    with zipfile.ZipFile(io.BytesIO(book)) as archive:
        sheet = ElementTree.fromstring(archive.read("xl/worksheets/sheet1.xml"))
    rules = [one for one in sheet.iter(f"{SHEET}dataValidation") if one.get("type") == "list"]
    return {one.get("sqref").split("2:")[0]: one.find(f"{SHEET}formula1").text for one in rules}


def shown(book: bytes, place: str) -> list[str]:
    """The values that a drop-down shows."""
    letter, first, last = re.fullmatch(r"\$?Listes[!.]\$([A-Z])\$(\d+):\$\1\$(\d+)", place).groups()
    rows = CalamineWorkbook.from_filelike(io.BytesIO(book)).get_sheet_by_name("Listes").to_python()
    return [str(row[ord(letter) - ord("A")]) for row in rows[int(first) - 1 : int(last)]]


def expected_lists(source) -> dict[str, list[str]]:
    columns = enumerate(source.columns.values())
    return {
        chr(ord("A") + place): [value for value, _ in choices(one)] for place, one in columns if choices(one)
    }


def test_a_drop_down_shows_each_listed_value_and_nothing_else(template):
    name, source = template
    book = (TARGET / name / f"{name}.xlsx").read_bytes()
    assert {column: shown(book, place) for column, place in lists(book).items()} == expected_lists(source)


@pytest.mark.skipif(OFFICE is None, reason="LibreOffice n’est pas sur cette machine")
def test_libreoffice_opens_the_workbook_and_keeps_its_drop_downs(template, tmp_path):
    name, source = template
    home = f"-env:UserInstallation={(tmp_path / 'profil').as_uri()}"
    asked = [OFFICE, home, "--headless", "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", tmp_path]
    done = subprocess.run(
        [*asked, TARGET / name / f"{name}.xlsx"], capture_output=True, text=True, timeout=120
    )
    assert (done.returncode, "Error" in done.stderr) == (0, False)
    book = (tmp_path / f"{name}.xlsx").read_bytes()
    kept = CalamineWorkbook.from_filelike(io.BytesIO(book))
    assert kept.get_sheet_by_name(source.sheet).to_python()[0] == list(source.columns)
    assert {column: shown(book, place) for column, place in lists(book).items()} == expected_lists(source)


def test_the_example_of_a_template_is_read_without_a_reject(template, reference):
    name, source = template
    path = TARGET / name / f"{name}-exemple.csv"
    reading = read(reference, source, path, today=NOW.date())
    assert (reading.refused, reading.rejected, reading.accepted) == ((), 0, len(example_rows(source)))
    assert path.read_bytes() == (SOURCES / source.example).read_bytes()


@pytest.mark.parametrize(
    ("name", "indicators"),
    [
        (
            "pass-numerique",
            "levier-pass, pass-distribues, pass-finances, pass-utilises, taux-utilisation-pass",
        ),
        ("activite-hubs", "fonds-leves-hubs, structures-accompagnees-hubs"),
    ],
)
def test_real_figures_under_thresholds_are_published_without_the_small_ones(
    embedded, tmp_path, name, indicators
):
    var, slug = shutil.copytree(embedded, tmp_path / "var"), f"modele-{name}"
    example = SOURCES / TEMPLATES[name].example
    few = tmp_path / example.name
    few.write_text(example.read_text("utf-8").replace("20;9;", "20;3;").replace("10;5;", "10;1;"), "utf-8")
    drop(var, slug, few)
    publish(ROOT, var, NOW, lambda step: None, demonstration=False, force=False)
    store = Store(current(var))
    real = store.query(
        "SELECT indicateur, count(*) FILTER (statut_conf = 'c' AND valeur IS NULL) FROM observations"
        " WHERE list_contains(string_split(sources, '|'), $slug) GROUP BY ALL ORDER BY ALL",
        {"slug": slug},
    )
    assert ", ".join(name for name, _ in real) == indicators
    assert all(hidden for _, hidden in real)


def drop(var, slug, path):
    """Copy a file into a folder of `var`, as if it had been there for a while."""
    target = var / "depot" / slug / path.name
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(path, target)
    os.utime(target, (NOW.timestamp() - 60,) * 2)
