"""The templates that producers fill in say what the declarations say, and nothing else."""

import io
import json

import pytest
from python_calamine import CalamineWorkbook

from observatory.declarations import read_sources
from setup.templates import SOURCES, TARGET, contents, example_rows, same, templates, write

TEMPLATES = templates()
# Types and constraints of the Table Schema specification.
TYPES = {"string", "integer", "number", "date", "boolean"}
CONSTRAINTS = {"required", "unique", "enum", "minimum", "maximum", "maxLength"}


@pytest.fixture(params=sorted(TEMPLATES))
def template(request):
    return request.param, TEMPLATES[request.param]


def schema_of(name):
    return json.loads((TARGET / name / "schema.json").read_text("utf-8"))


def test_there_is_a_template_for_each_fact_that_nobody_publishes():
    assert sorted(TEMPLATES) == [
        "activite-hubs",
        "conferences",
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
    assert {field["type"] for field in schema["fields"]} <= TYPES
    assert {one for field in schema["fields"] for one in field["constraints"]} <= CONSTRAINTS
    assert schema["primaryKey"] == list(source.key)


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
