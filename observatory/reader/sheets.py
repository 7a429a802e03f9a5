"""A workbook's declared sheet to records of text: codes stay text, no cell is lost in silence.

The values come from calamine. What it leaves out (errors, formulas without value, hidden rows and
columns, the epoch of dates) is read in `workbook.py`.
"""

import datetime
import difflib
import io
from itertools import pairwise

import duckdb
import python_calamine

from observatory.declarations import Source
from observatory.reader.headings import FARTHEST, Header, check_place, find_header
from observatory.reader.reading import SPACES, Records, SourceError, counted
from observatory.reader.rows import Rows
from observatory.reader.workbook import Marks, Workbook, open_workbook

EPOCHS = {False: (datetime.date(1899, 12, 30), 61), True: (datetime.date(1904, 1, 1), 0)}
LAST_SERIAL = 73_050  # 2099-12-31, in the epoch of 1900
CURES = {
    "formule-sans-valeur": "ouvrez le classeur dans un tableur et enregistrez-le, ou collez les valeurs",
    "erreur-excel": "corrigez la formule, ou videz la cellule",
}


def read_sheet(con: duckdb.DuckDBPyConnection, source: Source, raw: bytes, name: str) -> Records:
    """Read the declared sheet of a workbook into the view `brut`.

    Raises SourceError when it is no plain .xlsx, or when the sheet or its header is absent.
    """
    workbook = open_workbook(raw, name)
    sheet = _chosen(source, workbook, name)
    marks = workbook.marks(sheet)
    table = _values(raw, sheet, name)
    header = _header(source, table, f"{name}, feuille « {sheet} »")
    rows = Rows(con, source, name, sheet)
    rows.set_header(header)
    for line, cells in enumerate(table, 1):
        texts = [_text(cell) for cell in cells]
        if line < header.line:
            blank = not any(text.strip(SPACES) for text in texts)
            rows.ignore(line, "vide" if blank else "avant l’en-tête", ";".join(filter(None, texts)))
        elif line > header.last:
            _sort(rows, marks, line, cells, texts)
    _tell_hidden(rows, marks, len(table))
    return rows.finish("xlsx")


def _values(raw: bytes, sheet: str, name: str) -> list[list]:
    try:
        with python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(raw)) as book:
            return book.get_sheet_by_name(sheet).to_python(skip_empty_area=False)
    except python_calamine.CalamineError as error:
        raise SourceError(
            f"{name} : classeur .xlsx illisible ({error}) ; enregistrez-le de nouveau"
        ) from error


def _chosen(source: Source, workbook: Workbook, name: str) -> str:
    """The sheet to read: the one declared, or the only one that shows."""
    if source.sheet is None:
        if len(workbook.visible) == 1:
            return workbook.visible[0]
        raise SourceError(
            f"{name} : {counted(len(workbook.visible), 'feuille visible', 'feuilles')} "
            f"({', '.join(workbook.visible or workbook.sheets)}) ; "
            "déclarez celle à lire : sheet = « … »"
        )
    if source.sheet in workbook.sheets:
        return source.sheet
    near = difflib.get_close_matches(source.sheet, workbook.sheets, n=1, cutoff=0)
    raise SourceError(
        f"{name} : feuille « {source.sheet} » absente ; la plus proche est « {near[0]} » ; "
        "renommez-la, ou corrigez sheet"
    )


def _header(source: Source, table: list[list], name: str) -> Header:
    filled = (
        (line, line, [_text(cell) for cell in cells])
        for line, cells in enumerate(table, 1)
        if any(_text(cell).strip(SPACES) for cell in cells)
    )
    rows = [row for row, _ in zip(filled, range(FARTHEST + source.header_rows), strict=False)]
    first = ";".join(rows[0][2]) if rows else ""
    return check_place(source, find_header(source, rows), first, name)


def _sort(rows: Rows, marks: Marks, line: int, cells: list, texts: list[str]) -> None:
    """Put a row in its class; a declared column whose cell is at fault rejects it."""
    for column, place in rows.header.positions.items():
        fault = marks.faults.get((line, place))
        if fault:
            rule = "erreur-excel" if fault.startswith("#") else "formule-sans-valeur"
            rows.reject(line, column, fault, rule, CURES[rule])
            return
        if place < len(cells) and _is_serial(rows.source, column, cells[place], marks.epoch_1904):
            start, _ = EPOCHS[marks.epoch_1904]
            texts[place] = (start + datetime.timedelta(days=int(cells[place]))).isoformat()
            epoch = 1904 if marks.epoch_1904 else 1900
            rows.normalisations[f"date en nombre de jours d’Excel (époque {epoch})"] += 1
    while len(texts) > rows.header.width and not texts[-1].strip(SPACES):
        texts.pop()  # as wide as the sheet, which says nothing of the table
    rows.sort(line, texts)


def _is_serial(source: Source, column: str, cell, epoch_1904: bool) -> bool:
    """Whether a cell is a date left as a number of days, in a column that declares them."""
    first = EPOCHS[epoch_1904][1]
    return (
        "excel" in source.columns[column].dates
        and isinstance(cell, float)
        and cell.is_integer()
        and first <= cell <= LAST_SERIAL
    )


def _text(cell) -> str:
    """The canonical text of a cell."""
    if isinstance(cell, str):
        return cell
    if isinstance(cell, bool):
        return "vrai" if cell else "faux"
    if isinstance(cell, float | int):
        return str(int(cell)) if float(cell).is_integer() and abs(cell) < 1e15 else repr(cell)
    if isinstance(cell, datetime.datetime) and cell.time() == datetime.time():
        cell = cell.date()
    return str(cell) if isinstance(cell, datetime.timedelta) else cell.isoformat()


def _tell_hidden(rows: Rows, marks: Marks, height: int) -> None:
    header = rows.header
    hidden = sorted(line for line in marks.hidden_rows if header.last < line <= height)
    if hidden:
        rows.normalisations[f"lignes masquées lues ({_spans(hidden)})"] = len(hidden)
    for column, place in header.positions.items():
        if place in marks.hidden_columns:
            rows.normalisations[f"colonne masquée lue « {column} »"] = 1


def _spans(lines: list[int]) -> str:
    """Line numbers in short: 3, 5-8."""
    starts = [lines[0], *(after for before, after in pairwise(lines) if after > before + 1)]
    ends = [*(before for before, after in pairwise(lines) if after > before + 1), lines[-1]]
    spans = [str(a) if a == b else f"{a}-{b}" for a, b in zip(starts, ends, strict=True)]
    return ", ".join(spans[:20]) + (", …" if len(spans) > 20 else "")
