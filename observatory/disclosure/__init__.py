"""Disclosure control: between the cube and publication, no figure that tells of a few people."""
