"""A folder with the files of one input, and the commands that are run in it, under limits.

The limits are generous: they tell a program that ends from one that does not, on any machine.
"""

import contextlib
import os
import pathlib
import resource
import shlex
import shutil
import signal
import subprocess
import tempfile
import threading

from answer import WALL_SECONDS, Answer

PROCESSOR_SECONDS = 60
ADDRESSES = 8 << 30
OUTPUT = 256 << 20


def send(process, number):
    """A signal for a process that may be over, and for what runs it."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, number)


class PipeEnd:
    """What a process writes into a pipe, up to what that holds; read when the process is over."""

    def __init__(self):
        self.end, self.writes = os.pipe()
        os.set_blocking(self.writes, False)

    def fileno(self):
        return self.writes

    def seek(self, _):
        os.close(self.writes)

    def read(self):
        with open(self.end, "rb") as file:
            return file.read()

    def close(self):
        pass


class Trial:
    """A separate folder and the commands run in it."""

    def __init__(self, binary):
        self.binary = os.path.abspath(binary)
        memory = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None  # where a sync takes no time
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="nnlearn-faults-", dir=memory))
        self.files, self.commands = {}, []

    def close(self):
        subprocess.run(["chmod", "-R", "u+w", self.folder], check=False)
        shutil.rmtree(self.folder, ignore_errors=True)

    def write(self, name, data):
        """A file of the input, which is kept with a finding."""
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        self.files[name] = data.encode() if isinstance(data, str) else data
        path.write_bytes(self.files[name])
        return path

    def keep(self, path):
        """A file that a command wrote becomes part of the input."""
        self.files[str(path.relative_to(self.folder))] = path.read_bytes()

    def environment(self, extra=()):
        return {**os.environ, "LC_ALL": "C.UTF-8", "TERM": "dumb", "NO_COLOR": "1", "SWIFT_BACKTRACE": "enable=no",
                **dict(extra)}

    def run(self, *words, feed=b"", folder=None, prefix=(), stdout=None, file_size=OUTPUT, interrupt=None, moment=None):
        """One command. `interrupt` sends Ctrl-C after that many seconds; `moment` waits for a random one with the process."""
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
        if file_size != OUTPUT:  # the limit is for the program's files, not for its outputs
            target, err = open(os.devnull, "wb"), PipeEnd()
        process = subprocess.Popen([*prefix, self.binary, *words], cwd=folder or self.folder, stdin=given, stdout=target,
                                   stderr=err.fileno(), env=self.environment(), preexec_fn=limits, start_new_session=True)
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
        """The input, the commands as a script, and what was seen; files may name the trial's folder, so that it works there."""
        folder.mkdir(parents=True, exist_ok=True)
        lines = ["#!/usr/bin/env bash", f"# {complaint.kind}", f"mkdir -p {self.folder}",
                 f'cp -r "$(dirname "$0")"/. {self.folder}', f"cd {self.folder}",
                 f"NNLEARN=${{NNLEARN:-{shlex.quote(self.binary)}}}"]
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
        (folder / "reproduce.sh").write_text("\n".join(lines) + "\n")
        (folder / "seen.txt").write_text(f"{complaint.kind}\n\n{complaint.seen}\n")
