"""Report on a file to the person who sent it: counts, verdict, each rejection and its cure.

Pure: a Reading in; JSON, CSV or HTML out. The HTML has everything in it and calls nobody.
"""

import csv
import io
import json
from html import escape

from observatory import french
from observatory.declarations import Source
from observatory.reader.reading import Reading, Rejection, Total

FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
COUNTS = {
    "records": "Lignes lues",
    "accepted": "Acceptées",
    "rejected": "Rejetées",
    "ignored": "Ignorées (vides, notes, totaux, répétitions)",
}
STYLE = (
    "body{font:1rem/1.5 system-ui,sans-serif;max-width:62rem;margin:2rem auto;padding:0 1rem;"
    "color:#1b2a41}table{border-collapse:collapse}th,td{border:1px solid #d5dbe3;padding:.3rem .6rem;"
    "text-align:left;vertical-align:top}.refus{border-left:4px solid #a63a00;padding-left:1rem}"
)


def verdict(reading: Reading) -> str:
    """The verdict on the file, in one sentence."""
    if reading.refused:
        return f"Fichier refusé : {' ; '.join(reading.refused)}. Les dernières bonnes données restent."
    if reading.rejected:
        return "Fichier accepté, sauf les lignes rejetées ci-dessous : elles ne sont pas comptées."
    return "Fichier accepté."


def told(total: Total) -> str:
    """A total of the file, beside the sum of its members."""
    return (
        f"Total « {total.label} », ligne {total.line}, colonne « {total.column} » : {total.stated} annoncé, "
        f"{total.computed} recalculé, {total.verdict}"
    )


def as_json(reading: Reading, source: Source, name: str) -> str:
    """The report as JSON, for a program."""
    report = {
        "file": name,
        "source": source.slug,
        "sha256": reading.sha256,
        "refused": list(reading.refused),
        **{key: getattr(reading, key) for key in COUNTS},
        "normalisations": reading.normalisations,
        "totals": [vars(total) for total in reading.totals],
        "errors": [_error(one) for one in reading.rejections],
    }
    return json.dumps(report, ensure_ascii=False, indent=1, default=str) + "\n"


def _error(one: Rejection) -> dict:
    keys = ("sheet", "line", "column", "value", "rule", "cure")
    return {key: getattr(one, key) for key in keys}


def as_csv(reading: Reading, source: Source, name: str) -> str:
    """The rejections as CSV; a text that a spreadsheet would run is neutralised."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(["fichier", "feuille", "ligne", "colonne", "valeur", "regle", "remede"])
    for one in reading.rejections:
        row = [name, one.sheet or "", one.line, one.column, one.value, one.rule, one.cure]
        writer.writerow([_safe(cell) for cell in row])
    return text.getvalue()


def _safe(cell: object) -> object:
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(FORMULA) else cell


def as_html(reading: Reading, source: Source, name: str) -> str:
    """The report as a page to send back, in French, in words to act on."""
    counts = "".join(
        f"<li>{words} : <strong>{french.number(getattr(reading, key))}</strong></li>"
        for key, words in COUNTS.items()
    )
    changes = "".join(
        f"<li>{escape(rule)} : {french.number(count)}</li>" for rule, count in reading.normalisations.items()
    )
    kind = ' class="refus"' if reading.refused else ""
    return (
        '<!DOCTYPE html><html lang="fr"><head><meta charset="utf-8">'
        f"<title>Rapport sur {escape(name)}</title><style>{STYLE}</style></head><body>"
        f"<h1>Rapport sur {escape(name)}</h1><p>Source : {escape(source.credit)}.</p>"
        f"<p{kind}><strong>{escape(verdict(reading))}</strong></p><h2>Comptes</h2><ul>{counts}</ul>"
        f"{_section('Corrections de forme appliquées', f'<ul>{changes}</ul>' if changes else '')}"
        f"{_section('Lignes rejetées', _rejections(reading))}"
        f"{_section('Totaux vérifiés', _totals(reading))}"
        f"<p>Empreinte du fichier (sha256) : {reading.sha256}</p></body></html>\n"
    )


def _section(title: str, content: str) -> str:
    return f"<h2>{title}</h2>{content}" if content else ""


def _rejections(reading: Reading) -> str:
    head = ["Ligne", "Colonne", "Trouvé", "Règle", "À faire"]
    rows = [[str(one.line), one.column, one.value, one.rule, one.cure] for one in reading.rejections]
    return _grid(head, rows)


def _totals(reading: Reading) -> str:
    head = ["Total", "Ligne", "Colonne", "Annoncé", "Recalculé", "Verdict"]
    rows = [
        [one.label, str(one.line), one.column, str(one.stated), str(one.computed), one.verdict]
        for one in reading.totals
        if one.verdict != "égal"
    ]
    return _grid(head, rows)


def _grid(head: list[str], rows: list[list[str]]) -> str:
    if not rows:
        return ""
    top = "".join(f'<th scope="col">{name}</th>' for name in head)
    body = "".join(f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in row)}</tr>" for row in rows)
    return f"<table><thead><tr>{top}</tr></thead><tbody>{body}</tbody></table>"


FORMS = {".json": as_json, ".csv": as_csv, ".html": as_html}
