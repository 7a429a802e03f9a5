"""The speed of the site, measured and kept: `make bench`."""
