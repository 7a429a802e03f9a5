"""Whether what came is what was announced: its size, its checksum, and a file rather than a web page."""

import hashlib
from dataclasses import dataclass
from pathlib import Path

CHECKSUMS = {"sha1": "sha1", "sha256": "sha256", "sha2": "sha256", "md5": "md5"}
BLANKS = b"\xef\xbb\xbf\xff\xfe\x00 \t\r\n"  # a byte order mark, the zeros of UTF-16, spaces


class DownloadError(ValueError):
    """Nothing was taken from an address: the reason, in French, with the cure where there is one."""


class PassingError(DownloadError):
    """A failure that may pass; `pause` is what the server asks for, in seconds."""

    def __init__(self, reason: str, pause: float | None = None):
        super().__init__(reason)
        self.pause = pause


@dataclass(frozen=True)
class Known:
    """What is known of the file before it comes: checksum (kind, value), size, what we have of it."""

    checksum: tuple[str, str] | None = None
    size: int | None = None
    etag: str | None = None
    last_modified: str | None = None

    def verifies(self) -> bool:
        """Whether the checksum is of a kind that can be computed."""
        return self.checksum is not None and self.checksum[0] in CHECKSUMS


def check_content(path: Path, known: Known, content_type: str) -> None:
    """Refuse an empty file, a web page, and a file that is not the one known."""
    size = path.stat().st_size
    with path.open("rb") as file:
        start = file.read(512).lstrip(BLANKS)
    if size == 0:
        raise DownloadError("fichier vide : 0 octet reçu")
    if start.startswith(b"<") or "html" in content_type:
        raise DownloadError("le serveur envoie une page web à la place du fichier")
    if known.size is not None and size != known.size:
        raise PassingError(f"{size} octets reçus, {known.size} annoncés : fichier incomplet ou changé")
    if not matches(path, known):
        raise DownloadError(f"empreinte {known.checksum[0]} différente de celle annoncée : fichier altéré")


def matches(path: Path, known: Known) -> bool:
    """Whether a file has the checksum known; True when there is none that can be computed."""
    if not known.verifies():
        return True
    kind, value = known.checksum
    with path.open("rb") as file:
        return hashlib.file_digest(file, CHECKSUMS[kind]).hexdigest() == value.lower()
