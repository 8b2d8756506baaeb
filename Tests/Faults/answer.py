"""What a command came to, and what must hold of every answer whatever was asked."""

import json
import os
import re
import signal

WALL_SECONDS = 180
MEMORY = 1_500_000_000

STEERING = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]")
TRAP = re.compile(r"Fatal error|Illegal instruction|Program crashed|Stack dump|Segmentation fault|Swift/\w+\.swift")
PLACE = re.compile(r"^(.+):(\d+):(\d+): error: \S.+$")


class Complaint(Exception):
    """A property that does not hold: a kind, which is the same for the same fault, and what was seen.

    One that is `certain` was tried again by the tool itself, from the files that it keeps.
    """

    def __init__(self, kind, seen="", certain=False, slow=False):
        super().__init__(kind)
        self.kind, self.seen, self.certain = kind, str(seen)[:2000], certain
        self.slow = slow  # it takes long to see, and is not made smaller


class Answer:
    """What a command came to: its exit status or the signal that ended it, its two outputs, and what it took."""

    def __init__(self, words, status, out, err, hung, usage):
        self.words, self.out, self.err, self.hung = words, out, err, hung
        self.signal = signal.Signals(os.WTERMSIG(status)).name if os.WIFSIGNALED(status) else None
        self.status = None if self.signal else os.WEXITSTATUS(status)
        self.seconds = usage.ru_utime + usage.ru_stime
        self.memory = usage.ru_maxrss * (1 if os.uname().sysname == "Darwin" else 1024)

    @property
    def text(self):
        return self.out.decode("utf-8", "replace")

    @property
    def message(self):
        return self.err.decode("utf-8", "replace")

    def expect(self, allowed, kills=()):
        """The properties of every answer; `allowed` are the exit statuses that the caller can explain."""
        name = next((word for word in self.words if not word.startswith("-")), "nnlearn")
        if self.hung:
            raise Complaint(f"{name}: does not end", f"after {WALL_SECONDS} s", slow=True)
        if TRAP.search(self.message):
            raise Complaint(f"{name}: crash", self.message)
        if self.signal and self.signal not in kills:
            raise Complaint(f"{name}: ended by {self.signal}", self.message, slow=self.signal == "SIGXCPU")
        if self.memory > MEMORY:
            raise Complaint(f"{name}: memory", f"{self.memory / 1e6:.0f} MB")
        for stream, data in ("output", self.out), ("message", self.err):
            try:
                found = STEERING.search(data.decode("utf-8"))
            except UnicodeDecodeError as problem:
                raise Complaint(f"{name}: {stream} is not UTF-8", problem) from None
            if found:
                context = data.decode("utf-8")[max(0, found.start() - 40):found.end() + 20]
                raise Complaint(f"{name}: a raw control character in the {stream}", repr(context))
        if self.status is not None and self.status not in allowed:
            raise Complaint(f"{name}: exit status {self.status}", self.message or self.text[-300:])
        if self.status in (64, 65, 66, 74) and not self.message.strip():
            raise Complaint(f"{name}: exit status {self.status} without a message", self.text[-300:])
        return self

    def objects(self):
        """The lines of a JSON output, each an object."""
        result = []
        for line in self.out.decode("utf-8").splitlines():
            try:
                value = json.loads(line, parse_constant=lambda word: 1 / 0)
            except (ValueError, ZeroDivisionError, RecursionError):
                raise Complaint("a line of the output is not JSON", line[:300]) from None
            if not isinstance(value, dict):
                raise Complaint("a line of the output is not an object", line[:300])
            result.append(value)
        return result
