"""Open the published data and create the site; `server` is what gunicorn serves."""

from pathlib import Path

from observatory.settings import read_settings
from observatory.web import create_site

ROOT = Path(__file__).resolve().parent

app = create_site(ROOT, read_settings(ROOT))
server = app.server

if __name__ == "__main__":
    app.run()
