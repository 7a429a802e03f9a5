"""Read a page as a visitor does: its title, its headings, its words, its links, its tables."""

import re
from html.parser import HTMLParser

TABLE = re.compile(r'<div class="tableau".*?</table></div>', re.DOTALL)
HIDDEN = ("script", "style", "title")
VOID = ("br", "hr", "img", "input", "link", "meta", "col")


def to_draw(html: str) -> str:
    """A page as Dash draws it: an empty place for each table, which is moved there."""
    return TABLE.sub('<div class="garde"></div>', html)


class Reading(HTMLParser):
    """What is read in a page; `tables` are captions, each with its rows of cells of text."""

    def __init__(self, html: str):
        super().__init__()
        self.lang, self.title = "", ""
        self.h1: list[str] = []
        self.words: list[str] = []
        self.links: list[str] = []
        self.ids: list[str] = []
        self.tables: list[tuple[str, list[list[str]]]] = []
        self.scripts: list[str] = []
        self._open: list[str] = []
        self.feed(html)
        assert self._open == [], "every element is closed"

    @property
    def text(self) -> str:
        return "\n".join(self.words)

    def table(self, caption: str) -> list[list[str]]:
        """The rows of the one table that has this caption, its heading left out."""
        [rows] = [rows for found, rows in self.tables if found == caption]
        return rows[1:]

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        if tag not in VOID:
            self._open.append(tag)
        if tag == "html":
            self.lang = given.get("lang", "")
        self.ids += [given["id"]] if "id" in given else []
        self.links += [given["href"]] if tag == "a" else []
        self._begin(tag, given)

    def _begin(self, tag, given):
        if tag == "h1":
            self.h1.append("")
        elif tag == "table":
            self.tables.append(("", []))
        elif tag == "tr":
            self.tables[-1][1].append([])
        elif tag in ("td", "th"):
            self.tables[-1][1][-1].append("")
        elif tag == "script" and "src" not in given:
            self.scripts.append("")

    def handle_endtag(self, tag):
        assert self._open.pop() == tag, f"</{tag}> closes another element"

    def handle_data(self, data):
        inside = self._open[-1] if self._open else ""
        if inside == "title":
            self.title += data
        if inside == "script" and self.scripts:
            self.scripts[-1] += data
        if inside in HIDDEN:
            return
        self.words += [data.strip()] if data.strip() else []
        if "h1" in self._open:
            self.h1[-1] += data
        if "caption" in self._open:
            self.tables[-1] = (self.tables[-1][0] + data, self.tables[-1][1])
        elif "td" in self._open or "th" in self._open:
            self.tables[-1][1][-1][-1] += data
