"""Who publishes, and where: read from the environment, « à renseigner » where absent."""

from pathlib import Path

import pytest

from observatory.settings import TO_FILL, read_settings

NAMES = ("VAR", "URL", "EDITEUR", "HEBERGEUR", "CONTACT")
ROOT = Path("/projet")


@pytest.fixture(autouse=True)
def nothing_is_set(monkeypatch):
    for name in NAMES:
        monkeypatch.delenv(f"OBSERVATOIRE_{name}", raising=False)


def test_what_is_not_set_is_said_to_be_filled_and_never_invented():
    settings = read_settings(ROOT)
    assert (settings.publisher, settings.host, settings.contact) == (TO_FILL,) * 3
    assert settings.url == ""
    assert settings.var == ROOT / "var"


def test_the_environment_says_who_publishes_and_where(monkeypatch):
    for name in NAMES:
        monkeypatch.setenv(f"OBSERVATOIRE_{name}", f"/dit/{name}")
    settings = read_settings(ROOT)
    assert settings.var == Path("/dit/VAR")
    assert (settings.publisher, settings.host, settings.contact) == (
        "/dit/EDITEUR",
        "/dit/HEBERGEUR",
        "/dit/CONTACT",
    )


def test_the_public_address_has_no_slash_at_its_end(monkeypatch):
    monkeypatch.setenv("OBSERVATOIRE_URL", "https://observatoire.exemple.fr/")
    assert read_settings(ROOT).url == "https://observatoire.exemple.fr"


def test_settings_can_key_a_cache():
    assert hash(read_settings(ROOT)) == hash(read_settings(ROOT))
