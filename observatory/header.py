"""The header of a declaration: TOML in the first comment, checked key by key.

Reading one runs nothing. An unknown, missing or wrong key is an error of one line that names the
file, the key and the cure.
"""

import difflib
import re
import tomllib
from pathlib import Path
from typing import Annotated, TypeVar

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError

SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
WRITTEN_BY_US = {"slug", "text", "sql"}


class DeclarationError(ValueError):
    """A declaration that cannot be read: one line with the file, the key and the cure."""


def _sentence(text: str) -> str:
    if not text[:1].isupper() and not text[:1].isdigit() and text[:1] != "«":
        raise ValueError("doit commencer par une majuscule")
    if text[-1] not in ".!?»":
        raise ValueError("doit finir par un point")
    return text


def _title(text: str) -> str:
    if not text[:1].isupper() and not text[:1].isdigit():
        raise ValueError("doit commencer par une majuscule")
    if text.endswith("."):
        raise ValueError("ne doit pas finir par un point")
    return text


Sentence = Annotated[str, Field(min_length=2), AfterValidator(_sentence)]
Title = Annotated[str, Field(min_length=2), AfterValidator(_title)]
Url = Annotated[str, Field(pattern=r"^(https?://\S+|-)$")]


class Declaration(BaseModel):
    """What every part of a header shares: no unknown key, no change after reading."""

    model_config = ConfigDict(extra="forbid", frozen=True)


T = TypeVar("T", bound=Declaration)


def split_header(text: str, name: str) -> tuple[dict, str]:
    """Split a declaration into its TOML header and its query."""
    if not text.startswith("/*") or "*/" not in text:
        raise DeclarationError(
            f"{name} : en-tête absent ; le fichier commence par un commentaire /* … */ en TOML"
        )
    header, sql = text[2:].split("*/", 1)
    try:
        return tomllib.loads(header), sql.strip()
    except tomllib.TOMLDecodeError as error:
        raise DeclarationError(f"{name} : en-tête TOML illisible : {error}") from error


def _first_problem(error: ValidationError) -> str:
    problem = error.errors()[0]
    key = ".".join(str(part) for part in problem["loc"])
    if problem["type"] == "missing":
        return f"clé « {key} » absente ; ajoutez-la à l’en-tête"
    if problem["type"] == "extra_forbidden":
        near = difflib.get_close_matches(key.split(".")[-1], _keys(Declaration), n=1, cutoff=0)
        return f"clé « {key} » inconnue ; la plus proche est « {near[0]} »"
    reason = problem["msg"].removeprefix("Value error, ")
    if problem["type"] == "literal_error":
        reason = f"valeur attendue parmi {problem['ctx']['expected'].replace(' or ', ' ou ')}"
    if problem["type"] == "string_pattern_mismatch":
        reason = f"forme attendue {problem['ctx']['pattern']}"
    if not key:
        return reason
    return f"clé « {key} » : {reason} (trouvé : {str(problem['input'])[:80]!r})"


def _keys(model: type[Declaration]) -> list[str]:
    """Every key that a header may hold, at any depth."""
    own = set(model.model_fields) - WRITTEN_BY_US
    return sorted(own.union(*(_keys(part) for part in model.__subclasses__())))


def parse(model: type[T], text: str, name: str) -> T:
    """Read one declaration from its text; `name` is the file named in errors."""
    slug = Path(name).stem
    if not SLUG.fullmatch(slug):
        raise DeclarationError(f"{name} : nom de fichier attendu en minuscules, chiffres et tirets")
    header, sql = split_header(text, name)
    try:
        return model(**{"slug": slug, "text": text, "sql": sql, **header})
    except ValidationError as error:
        raise DeclarationError(f"{name} : {_first_problem(error)}") from error
