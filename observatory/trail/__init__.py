"""The trail of a number: the lines it comes from, how they add up, and why it may be published."""
