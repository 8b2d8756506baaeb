"""Runs the program under limits, and says what is wrong with an answer whatever was asked.

A trial is a folder with the files of one input, and the commands that were run in it. The limits are generous: they tell a
program that ends from one that does not, on any machine.
"""

import contextlib
import json
import os
import pathlib
import re
import resource
import shlex
import shutil
import signal
import subprocess
import tempfile
import threading

PROCESSOR_SECONDS = 60
WALL_SECONDS = 180
MEMORY = 1_500_000_000
ADDRESSES = 8 << 30
OUTPUT = 256 << 20

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


def send(process, number):
    """A signal for a process that may be over, and for what runs it."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, number)


class Trial:
    """A folder of its own and the commands run in it."""

    def __init__(self, binary):
        self.binary = os.path.abspath(binary)
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="nnlearn-faults-"))
        self.files, self.commands = {}, []

    def close(self):
        subprocess.run(["chmod", "-R", "u+w", self.folder], check=False)
        shutil.rmtree(self.folder, ignore_errors=True)

    def write(self, name, data):
        """A file of the input; it is kept beside a finding."""
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        self.files[name] = data.encode() if isinstance(data, str) else data
        path.write_bytes(self.files[name])
        return path

    def keep(self, path):
        """A file that a command wrote becomes part of the input."""
        self.files[str(path.relative_to(self.folder))] = path.read_bytes()

    def environment(self, extra=()):
        return {**os.environ, "LC_ALL": "C.UTF-8", "TERM": "dumb", "NO_COLOR": "1", "SWIFT_BACKTRACE": "enable=no", **dict(extra)}

    def run(self, *words, feed=b"", folder=None, prefix=(), stdout=None, file_size=OUTPUT, interrupt=None, moment=None):
        """One command. `interrupt` sends Ctrl-C after so many seconds; `moment` waits for a random one with the process."""
        feed = feed.encode() if isinstance(feed, str) else feed
        self.commands.append((list(prefix), list(words), feed, folder, stdout, file_size))
        out, err, given = tempfile.TemporaryFile(), tempfile.TemporaryFile(), tempfile.TemporaryFile()
        given.write(feed)
        given.seek(0)

        def limits():
            resource.setrlimit(resource.RLIMIT_CPU, (PROCESSOR_SECONDS, PROCESSOR_SECONDS + 5))
            resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
            if not prefix:
                resource.setrlimit(resource.RLIMIT_AS, (ADDRESSES, ADDRESSES))
            resource.setrlimit(resource.RLIMIT_FSIZE, (file_size, file_size))
            if stdout == "closed":
                os.close(1)

        target = open(stdout, "wb") if stdout and stdout != "closed" else out
        process = subprocess.Popen([*prefix, self.binary, *words], cwd=folder or self.folder, stdin=given, stdout=target,
                                   stderr=err, env=self.environment(), preexec_fn=limits, start_new_session=True)
        hung = []
        timers = [threading.Timer(WALL_SECONDS, lambda: (hung.append(1), send(process, signal.SIGKILL)))]
        if interrupt:
            timers.append(threading.Timer(interrupt, lambda: send(process, signal.SIGINT)))
        for timer in timers:
            timer.start()
        if moment:
            moment(process)
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = status
        for timer in timers:
            timer.cancel()
        texts = []
        for file in out, err:
            file.seek(0)
            texts.append(file.read())
            file.close()
        given.close()
        if target is not out:
            target.close()
        return Answer(list(words), status, *texts, bool(hung), usage)

    def save(self, folder, complaint):
        """The input, the commands as a script, and what was seen."""
        folder.mkdir(parents=True, exist_ok=True)
        lines = ["#!/usr/bin/env bash", f"# {complaint.kind}", 'cd "$(dirname "$0")"', f"NNLEARN=${{NNLEARN:-{shlex.quote(self.binary)}}}"]
        for name, data in self.files.items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_bytes(data)
        for number, (prefix, words, feed, place, stdout, file_size) in enumerate(self.commands, 1):
            line = " ".join([*map(shlex.quote, prefix), '"$NNLEARN"', *map(shlex.quote, words)])
            if feed:
                (folder / f"standard-input-{number}").write_bytes(feed)
            line += f" < standard-input-{number}" if feed else " < /dev/null"
            line += " >&-" if stdout == "closed" else f" > {stdout}" if stdout else ""
            if file_size not in (None, OUTPUT):
                line = f"(ulimit -f {max(1, file_size // 1024)}; {line})"
            if place:
                line = f"(cd {shlex.quote(os.path.relpath(place, self.folder))} && {line})"
            lines.append(line + f"; echo \"command {number}: exit status $?\" >&2")
        script = "\n".join(lines).replace(str(self.folder), "$PWD")
        (folder / "reproduce.sh").write_text(script + "\n")
        (folder / "seen.txt").write_text(f"{complaint.kind}\n\n{complaint.seen}\n")
        return folder / "reproduce.sh"
