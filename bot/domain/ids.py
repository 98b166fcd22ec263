"""Identifiers: random for rows, derived for deliveries."""

from uuid import UUID, uuid4, uuid5

_DELIVERIES = UUID("6c1f3f0e-8f3a-5d0b-9a54-5f2f6f0f7a11")


def new_id() -> str:
    """A fresh row id (uuid4, 36 characters)."""
    return str(uuid4())


def delivery_id(key: str) -> str:
    """The id of the delivery with this business key; the same key always gives the same id,
    so that even a restored database recognizes what it once sent (docs/delivery.md)."""
    return str(uuid5(_DELIVERIES, key))
