"""Each kind of page, on a wide and on a narrow screen: whole, quiet, ours alone, and accessible."""

import re
from urllib.parse import urlsplit

from observatory.pages import MENU

from .visits import MISSING, WIDTHS, every_page, every_visit

PROGRAMME = re.compile(r"\b(?:NaN|None|null|undefined|Loading|Decimal|Infinity)\b")


@every_visit
def test_nothing_goes_wrong(see, path, width):
    assert see(path, width).troubles == []


@every_visit
def test_the_status_says_whether_the_page_exists(see, path, width):
    assert see(path, width).status == (404 if path in MISSING.values() else 200)


@every_visit
def test_the_menu_says_where_the_reader_is(see, path, width):
    family = "/" + path.split("?")[0].split("/")[1]
    here = [link.partition("?")[0] for link in see(path, width).measures["here"]]
    assert here == ([family] if family in MENU else [])


@every_visit
def test_nothing_is_asked_of_another_server(see, base_url, path, width):
    ours = urlsplit(base_url).netloc
    asked = {urlsplit(url) for url in see(path, width).requests}
    assert {one.netloc for one in asked if one.scheme not in ("data", "blob")} == {ours}


@every_visit
def test_one_title_one_main_part_and_no_second_copy_are_left(see, path, width):
    measures = see(path, width).measures
    assert (len(measures["h1"]), measures["mains"], measures["repeated"]) == (1, 1, [])


@every_visit
def test_the_page_never_scrolls_sideways(see, path, width):
    assert see(path, width).measures["overflow"] <= 0


@every_visit
def test_no_word_of_a_programme_is_shown(see, path, width):
    assert PROGRAMME.findall(see(path, width).measures["text"]) == []


@every_visit
def test_the_visitor_keeps_nothing_of_the_visit(see, path, width):
    assert see(path, width).measures["kept"] == []


@every_visit
def test_axe_finds_no_violation(see, path, width, record_property):
    found = see(path, width).axe
    for one in found["incomplete"]:
        record_property("axe", f"{one['id']} ({one['nodes'][0]['any'][0]['message'].split('(')[0].strip()})")
    assert [_described(one) for one in found["violations"]] == []


def _described(violation: dict) -> str:
    targets = [str(node["target"]) for node in violation["nodes"]]
    return f"{violation['id']}: {violation['help']}: {', '.join(targets[:5])}"


@every_page
def test_two_widths_show_the_same_title(see, path):
    wide, narrow = (see(path, width).measures["h1"] for width in WIDTHS)
    assert wide == narrow
