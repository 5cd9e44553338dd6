class DHError(Exception):
    """What Deephaven's own functions raise."""
