"""The small drawing of a trend: its line goes where the values go."""

import re
from decimal import Decimal
from urllib.parse import unquote
from xml.etree import ElementTree

from observatory.sparkline import EDGE, HEIGHT, WIDTH, sparkline


def drawn(*values):
    address = sparkline([None if value is None else Decimal(value) for value in values])
    head, _, svg = address.partition(",")
    assert head == "data:image/svg+xml"
    lines = re.findall(r'points="([^"]*)"', unquote(svg))
    assert ElementTree.fromstring(unquote(svg)).tag.endswith("svg")
    dot = re.search(r'cx="([^"]*)" cy="([^"]*)"', unquote(svg)).groups()
    return [[tuple(map(float, point.split(","))) for point in line.split()] for line in lines], dot


def test_the_line_spans_the_drawing_and_rises_with_the_values():
    [line], dot = drawn(10, 20, 15)
    assert line == [(EDGE, HEIGHT - EDGE), (WIDTH / 2, EDGE), (WIDTH - EDGE, HEIGHT / 2)]
    assert tuple(map(float, dot)) == line[-1]


def test_a_value_that_is_not_known_breaks_the_line():
    lines, _ = drawn(1, 2, None, 3, 4)
    assert [len(line) for line in lines] == [2, 2]
    assert lines[1][0][0] == WIDTH - EDGE - (WIDTH - 2 * EDGE) / 4


def test_the_dot_is_on_the_last_value_known():
    lines, dot = drawn(1, 2, None)
    assert tuple(map(float, dot)) == lines[0][-1]


def test_equal_values_make_a_flat_line():
    [line], _ = drawn(5, 5, 5)
    assert {y for _, y in line} == {HEIGHT - EDGE}
