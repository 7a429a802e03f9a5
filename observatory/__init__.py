"""The Observatory: reads declarations, builds, publishes and shows figures of digital inclusion."""
