"""Are we on track: the rule, what it is given, what it would take, and how each is said."""
