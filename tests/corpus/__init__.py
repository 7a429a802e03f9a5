"""The bad files that senders really send, made by code: one small function a case, no binary file.

`CASES` lists every file of every case, in the order of their numbers.
"""

from corpus import bytes_and_rows, codes, dates_and_places, layout, numbers, sheets
from corpus.case import SENT, Sent

MODULES = (bytes_and_rows, layout, numbers, codes, dates_and_places, sheets)  # each registers its cases
CASES = sorted(SENT, key=lambda sent: sent.number)

__all__ = ["CASES", "MODULES", "Sent"]
