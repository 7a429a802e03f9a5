"""A producer's file, read by its declared contract: from bytes to typed rows and a verdict."""
