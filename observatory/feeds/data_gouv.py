"""A file of data.gouv.fr, by the id of its resource: where it is and what is known of it.

The metadata say where the file is hosted. Of a hosted file, they give the checksum and the size.
Of a remote one, they copy what its producer once declared: that proves nothing.
"""

import json
from dataclasses import dataclass
from pathlib import Path

from observatory.feeds.download import Limits, download
from observatory.feeds.integrity import DownloadError, Known

DATA_GOUV = "https://www.data.gouv.fr"
METADATA_SIZE = 5_000_000


@dataclass(frozen=True)
class Resource:
    """A resource: the lasting address of its file, and what is known of the file."""

    url: str
    known: Known


def describe(base: str, resource: str, folder: Path, limits: Limits) -> Resource:
    """Ask data.gouv.fr, or the server at `base`, for the metadata of a resource."""
    address = f"{base}/api/2/datasets/resources/{resource}/"
    limits = Limits(**{**vars(limits), "size": METADATA_SIZE})
    try:
        answer = download(address, folder, limits=limits)
    except DownloadError as error:
        raise DownloadError(f"métadonnées de data.gouv.fr : {error}") from error
    text = answer.path.read_bytes()
    answer.path.unlink()
    try:
        told = json.loads(text)["resource"]
        return Resource(f"{base}/api/1/datasets/r/{resource}", _known(told))
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise DownloadError("métadonnées de data.gouv.fr : réponse d’une forme inattendue") from error


def _known(told: dict) -> Known:
    if told.get("filetype") == "remote":
        return Known()
    checksum = told.get("checksum") or {}
    pair = (checksum["type"], checksum["value"]) if checksum.get("value") else None
    return Known(checksum=pair, size=told.get("filesize") or None)
