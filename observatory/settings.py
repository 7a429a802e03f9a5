"""Who publishes, and at which address: read from the environment, « à renseigner » where absent."""

import os
from dataclasses import dataclass
from pathlib import Path

TO_FILL = "à renseigner"


@dataclass(frozen=True)
class Settings:
    """Identity and place of a deployment. `url` is the public address, never the Host header."""

    var: Path
    url: str
    publisher: str
    host: str
    contact: str


def read_settings(root: Path) -> Settings:
    """Read OBSERVATOIRE_VAR, _URL, _EDITEUR, _HEBERGEUR and _CONTACT."""
    return Settings(
        var=Path(os.environ.get("OBSERVATOIRE_VAR", root / "var")),
        url=os.environ.get("OBSERVATOIRE_URL", "").rstrip("/"),
        publisher=os.environ.get("OBSERVATOIRE_EDITEUR", TO_FILL),
        host=os.environ.get("OBSERVATOIRE_HEBERGEUR", TO_FILL),
        contact=os.environ.get("OBSERVATOIRE_CONTACT", TO_FILL),
    )
