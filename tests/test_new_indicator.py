"""Adding an indicator is adding one file: everything else follows."""

import shutil

import pytest
from reading import Reading
from world import NOW, ROOT

from observatory import pages
from observatory.publish import publish
from observatory.settings import Settings
from observatory.web import create_site

TITLE = "Postes nouveaux"
NEW = """/*
title = "Postes nouveaux"
definition = "Nombre de postes nouveaux, compté pour l’exemple."
unit = "postes"
theme = "ressources"
kind = "flow"
disclosure = { public = "Déjà publié." }
examples = [{ text = "Deux postes dans la Somme.", given.postes = [{ depuis = 2021-01-01, mois = 2021-12-01, territoire = "DEP-80", postes = 2 }], expect = { "FR" = 2 } }]
*/
SELECT depuis, mois, territoire, postes AS valeur, complet FROM postes
"""  # noqa: E501


@pytest.fixture(scope="module")
def client(tmp_path_factory):
    """The site of a copy of the project, served before the indicator is added, then published again."""
    folder = tmp_path_factory.mktemp("nouveau")
    root, var = folder / "projet", folder / "var"
    for name in ("indicators", "data_sources"):
        shutil.copytree(ROOT / name, root / name)
    publish(small(root), var, NOW, lambda step: None, demonstration=False, force=False)
    client = create_site(ROOT, Settings(var, "", "", "", "")).server.test_client()
    assert client.get("/indicateurs/nouveau").status_code == 404
    assert client.get("/donnees/nouveau.csv").status_code == 404
    (root / "indicators" / "nouveau.sql").write_text(NEW, "utf-8")
    publish(root, var, NOW, lambda step: None, demonstration=False, force=False)
    return client
