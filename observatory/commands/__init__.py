"""The commands of the Observatory that have more to say than one line."""
