"""Instants, as Python's datetimes."""
from datetime import datetime, timezone


def to_j_instant(text):
    return datetime.fromisoformat(text.replace("Z", "+00:00"))


def to_datetime(instant):
    return instant


def dh_now():
    return datetime.now(timezone.utc)
