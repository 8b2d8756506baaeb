"""What a tool hands out: one input, and how to judge it."""

import dataclasses
from typing import Callable


@dataclasses.dataclass
class Case:
    """`check(trial, parts)` raises a Complaint; a finding is made smaller by leaving parts out."""

    kind: str
    parts: list
    check: Callable
