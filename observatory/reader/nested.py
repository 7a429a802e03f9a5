"""A JSON file to records of text: each column at its path, each number as it is written."""

import json
from collections.abc import Iterator

import duckdb

from observatory.declarations import Source
from observatory.reader.decode import decode
from observatory.reader.headings import check_place, find_header
from observatory.reader.reading import SHOWN, Records, SourceError
from observatory.reader.rows import Rows


class Number(str):
    """A number as the file writes it."""


class Fields(dict):
    """An object of the file; `twice` names the keys that it holds more than once."""

    def __init__(self, pairs: list[tuple[str, object]]):
        super().__init__(pairs)
        self.twice = {key for key, _ in pairs} if len(self) < len(pairs) else set()
        if self.twice:
            keys = [key for key, _ in pairs]
            self.twice = {key for key in keys if keys.count(key) > 1}


def read_json(con: duckdb.DuckDBPyConnection, source: Source, raw: bytes, name: str) -> Records:
    """Read a list of objects into the view `brut`; `ligne` is the rank of the object, from 1.

    Raises SourceError when the file is no JSON, or when no list is at the declared path.
    """
    decoded = decode(raw, source.encodings, name)
    listed = _listed(source, _loaded(str(decoded.text, "utf-8"), name), name)
    flat = [_flat(record) for record in listed]
    paths = list(dict.fromkeys(path for leaves in flat if leaves for path in leaves)) or list(source.columns)
    header = find_header(source.model_copy(update={"header_rows": 1}), [(0, 0, paths)])
    rows = Rows(con, source, name)
    rows.set_header(check_place(source, header, ", ".join(paths), name))
    rows.normalisations.update(decoded.normalisations)
    places = {path: place for place, path in enumerate(paths)}
    for rank, (record, leaves) in enumerate(zip(listed, flat, strict=True), 1):
        _sort(rows, rank, record, leaves, places)
    return rows.finish(decoded.encoding)


def _loaded(text: str, name: str):
    if not text.strip():
        raise SourceError(f"{name} : fichier vide ; refaites l’export")
    try:
        return json.loads(
            text, parse_float=Number, parse_int=Number, parse_constant=Number, object_pairs_hook=Fields
        )
    except json.JSONDecodeError as error:
        raise SourceError(
            f"{name}, ligne {error.lineno}, caractère {error.colno} : ce n’est pas du JSON complet "
            f"({error.msg}) ; envoyez de nouveau le fichier"
        ) from error
    except RecursionError as error:
        raise SourceError(f"{name} : JSON trop imbriqué ; envoyez une liste d’objets simples") from error


def _listed(source: Source, content, name: str) -> list:
    for key in source.records.split(".") if source.records else ():
        if not isinstance(content, Fields) or key not in content:
            keys = ", ".join(content) if isinstance(content, Fields) else "aucune"
            raise SourceError(
                f"{name} : clé « {key} » du chemin « {source.records} » absente "
                f"(trouvées : {keys[:SHOWN]}) ; corrigez le fichier, ou records"
            )
        content = content[key]
    if not isinstance(content, list):
        where = f"à « {source.records} »" if source.records else "au premier niveau"
        raise SourceError(
            f"{name} : liste d’enregistrements attendue {where} ; corrigez le fichier, ou records"
        )
    return content


def _flat(record) -> dict[str, object] | None:
    """The leaves of an object by path, `themes.autre`; None for what is no object, or names one twice."""
    if not isinstance(record, Fields):
        return None
    leaves: dict[str, object] = {}
    for path, value in _leaves(record, ""):
        if path in leaves:
            return None
        leaves[path] = value
    return leaves


def _leaves(record: Fields, prefix: str) -> Iterator[tuple[str, object]]:
    for key in record.twice:
        yield prefix + key, record[key]
    for key, value in record.items():
        if isinstance(value, Fields) and value:
            yield from _leaves(value, f"{prefix}{key}.")
        else:
            yield prefix + key, value


def _sort(rows: Rows, rank: int, record, leaves: dict[str, object] | None, places: dict[str, int]) -> None:
    if leaves is None:
        rule, cure = "enregistrement", "mettez un objet { clé : valeur }, chaque clé une fois"
        rows.reject(rank, "*", _written(record), rule, cure)
        return
    cells = [""] * len(places)
    columns = {place: column for column, place in rows.header.positions.items()}
    for path, value in leaves.items():
        place = places.get(_declared_above(path, places, columns), places[path])
        declared = rows.source.columns.get(columns.get(place, ""))
        text = _text(value, declared.list if declared else None) if place == places[path] else None
        if declared and (text is None or not text.isprintable() and _has_surrogate(text)):
            cure = "mettez un texte ou un nombre" if text is None else "retirez le caractère invalide"
            rule = "type-imbrique" if text is None else "caractere-interdit"
            rows.reject(rank, columns[place], _written(value), rule, cure)
            return
        cells[place] = text or ""
    rows.sort(rank, cells)


def _declared_above(path: str, places: dict[str, int], columns: dict[int, str]) -> str | None:
    """The declared path, if any, that holds an object where one value is declared."""
    parts = path.split(".")
    above = (".".join(parts[:length]) for length in range(1, len(parts)))
    return next((one for one in above if places.get(one) in columns), None)


def _text(value, separator: str | None) -> str | None:
    """The text of a leaf; None for a list or an object where one value is declared."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return str(value)
    if isinstance(value, list) and separator and all(isinstance(one, str) for one in value):
        return None if any(separator in one for one in value) else separator.join(value)
    return None


def _has_surrogate(text: str) -> bool:
    return any("\ud800" <= letter <= "\udfff" for letter in text)


def _written(value) -> str:
    return json.dumps(value, ensure_ascii=True)[:SHOWN]
