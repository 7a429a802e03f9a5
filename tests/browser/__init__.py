"""Tests of the site in a real browser, against a real server."""
