"""Failing disks: each open, write, sync, close and rename of a file fails or is interrupted once, or the process ends there.

Afterwards each file is whole, the old one or the new one; a run that could not write says so with exit status 74, and leaves
nothing else in the folder. strace makes the calls fail. Limits of the size of a file and outputs that take nothing need no
strace; a full disk is a small tmpfs.
"""

import functools
import random as randomness
import re
import subprocess

import originals
from case import Case
from answer import Complaint
from trial import Trial

CALLS = ("openat", "open", "write", "pwrite64", "writev", "fsync", "fdatasync", "close", "rename", "renameat", "renameat2",
         "ftruncate", "fchmod", "linkat", "unlink", "unlinkat")
FAULTS = {
    "openat": ["ENOSPC", "EIO", "EINTR", "EMFILE", "EACCES"], "close": ["EIO", "EINTR"], "fchmod": ["EPERM"], "unlink": ["EIO"],
    "unlinkat": ["EIO"], "rename": ["ENOSPC", "EIO", "EACCES"], "renameat": ["ENOSPC", "EIO"], "renameat2": ["ENOSPC", "EIO"]}
ORDINARY = ["ENOSPC", "EIO", "EINTR"]
TRAIN = [
    "train", "table.csv", "--model", "dense 2 tanh, dense 2 softmax", "--threads", "1", "--epochs", "4", "--batch", "16",
    "--save", "m.safetensors", "--history", "h.csv", "--plot", "p.svg", "--checkpoint-every", "3"]
ACCEPT = ["check", "--accept", "a.nn"]
PROGRAM = b"w = 0.38\nw + 1  #=> 7\n\nw * 3   #=>\n# the end\n"
OLD = {"m.safetensors": b"old model", "h.csv": b"old history\n", "p.svg": b"<svg>old</svg>"}
CHECKPOINT = "m.checkpoint.safetensors"


@functools.cache
def limits():
    """What cannot be tried here, and why; None for each that can."""
    tried = {
        "fault": ["strace", "-qq", "-e", "inject=getppid:error=EIO:when=999", "true"], "full":
        ["unshare", "-m", "mount", "-t", "tmpfs", "tmpfs", "/mnt"]}
    missing = {}
    for kind, words in tried.items():
        try:
            answer = subprocess.run(words, capture_output=True, text=True)
            missing[kind] = answer.stderr.strip()[:200] if answer.returncode else None
        except FileNotFoundError:
            missing[kind] = f"{words[0]} is not installed"
    return missing


def limited():
    """What of this tool cannot run here, for people."""
    return [
        f"{what} cannot be tried here: {why}" for kind, what in (("fault", "failing calls"), ("full", "a full disk"))
        if (why := limits()[kind])]


class Sound:
    """What a command writes where nothing fails, and the calls that it makes for that; found out once."""

    known = {}

    def __init__(self, binary, words, old):
        trial = Trial(binary)
        try:
            prepare(trial, old)
            traced = not limits()["fault"]
            answer = trial.run(*words,
                               prefix=strace("-y", "-o", "calls.txt", "-e", "trace=?" + ",?".join(CALLS)) if traced else ())
            answer.expect({0})
            if traced:
                self.calls = list(self.own((trial.folder / "calls.txt").read_text(errors="replace"), str(trial.folder)))
                (trial.folder / "calls.txt").unlink()
            self.files = {path.name: path.read_bytes() for path in trial.folder.iterdir()}
        finally:
            trial.close()

    @staticmethod
    def own(text, folder):
        """Each call on a file of the folder or an output: its name, and how many of that name the thread had made before it."""
        counts = {}
        main = text.split(None, 1)[0]
        for line in text.splitlines():
            found = re.match(r"(\d+)\s+(\w+)\((.*)", line)
            if not found or found.group(1) != main:
                continue
            name = found.group(2)
            counts[name] = counts.get(name, 0) + 1
            rest = found.group(3)
            writes = name not in ("openat", "open") or re.search("O_WRONLY|O_CREAT|O_RDWR", rest)
            ours = folder in rest or rest.startswith("1<")
            if name not in ("write", "writev", "close"):  # a relative path
                ours = ours or re.search(r'"[^/"][^"]*"', rest.split(" = ")[0])
            if writes and ours:
                yield name, counts[name], rest


def strace(*options):
    return ["strace", "-f", "-qq", *options]


def prepare(trial, old):
    """The inputs, and the files that the outputs replace."""
    trial.write("table.csv", originals.table(randomness.Random(1)))
    trial.write("a.nn", PROGRAM)
    for name, data in old.items():
        trial.write(name, data)


def case(random):
    words = random.choice([TRAIN, TRAIN, ACCEPT])
    old = OLD if random.random() < 0.6 and words is TRAIN else {}
    kind = random.choice(["fault", "fault", "fault", "kill", "output", "size", "full"])
    if limits()["full" if kind == "full" else "fault"] and kind in ("fault", "kill", "full"):
        kind = random.choice(["output", "size"])
    number, error, size = random.random(), random.random(), random.choice([0, 1, 100, 511, 1024, 2048, 4096])
    output = random.choice(["/dev/full", "closed"])
    checks = {
        "fault": lambda trial, _: check_fault(trial, words, old, number, error),
        "kill": lambda trial, _: check_fault(trial, words, old, number, None),
        "output": lambda trial, _: check_output(trial, words, old, output),
        "size": lambda trial, _: check_size(trial, words, old, size),
        "full": lambda trial, _: check_full(trial, words, old, int(number * 6))}
    return Case(f"{kind} of {words[0]}", [None], checks[kind])


def sound(trial, words, old):
    key = (words[0], bool(old))
    if key not in Sound.known:
        Sound.known[key] = Sound(trial.binary, words, old)
    return Sound.known[key]


def check_fault(trial, words, old, number, error):
    """One call fails, or is the last that the process makes."""
    usual = sound(trial, words, old)
    prepare(trial, old)
    call, count, rest = usual.calls[int(number * len(usual.calls))]
    names = FAULTS.get(call, ORDINARY)
    name = names[int(error * len(names))] if error is not None else None
    fault = f"error={name}" if name else "signal=KILL"
    answer = trial.run(*words,
                       prefix=strace("-o", "/dev/null", "-e", f"trace={call}", "-e", f"inject={call}:{fault}:when={count}"))
    answer.expect({0, 74}, kills={"SIGKILL"})
    said = f"{call}({rest[:160]}, the {count}th, {fault}"
    check_files(trial, usual, old, said, answer)
    if name == "EINTR" and answer.status != 0 and call != "close":
        raise Complaint(f"an interrupted {call} is not tried again", f"{said}\nexit status {answer.status}\n{answer.message}")
    if name and answer.status not in (0, 74):
        raise Complaint(f"a failed {call} ends the run with {answer.signal}", said)


def check_files(trial, usual, old, said, answer, output=False, resume=True):
    """Each file is whole; all are there where the run says so, and nothing but them where it could clean up."""
    for path in trial.folder.iterdir():
        if path.name not in usual.files and path.name != CHECKPOINT:
            if answer.signal is None:
                raise Complaint("a file is left over", f"{said}\n{path.name}, exit status {answer.status}")
            continue
        data = path.read_bytes()
        before = trial.files.get(path.name)
        whole = data in (before, usual.files.get(path.name)) or path.name == CHECKPOINT
        if path.suffix == ".csv" and path.name in usual.files:  # the history grows as the run goes
            whole |= data.endswith(b"\n") and usual.files[path.name].startswith(data)
        if not whole:
            raise Complaint("a file is torn", f"{said}\n{path.name}: {len(data)} bytes, {data[:80]!r}")
    gone = [name for name in trial.files if not (trial.folder / name).exists()]
    if gone:
        raise Complaint("a file is gone", f"{said}\n{gone}")
    if answer.status == 0 or output:
        if late := missed(trial, usual):
            raise Complaint(f"exit status {answer.status}, and a file is not written", f"{said}\n{late}\n{answer.message}")
    if resume and (trial.folder / CHECKPOINT).exists():
        trial.run("train", "--resume", CHECKPOINT).expect({0})
        if late := missed(trial, usual):
            raise Complaint("a resumed run does not write what was asked for", f"{said}\n{late}")


def missed(trial, usual):
    """The files that are not as they are where nothing fails."""
    return [
        name for name, data in usual.files.items()
        if not (trial.folder / name).exists() or (trial.folder / name).read_bytes() != data]


def check_output(trial, words, old, output):
    """An output that takes nothing: the files are there all the same."""
    usual = sound(trial, words, old)
    prepare(trial, old)
    answer = trial.run(*words, stdout=output).expect({74})
    check_files(trial, usual, old, f"standard output is {output}", answer, output=True)


def check_size(trial, words, old, size):
    """No file may be larger than `size` bytes."""
    usual = sound(trial, words, old)
    prepare(trial, old)
    answer = trial.run(*words, file_size=size).expect({0, 74})
    check_files(trial, usual, old, f"files of up to {size} bytes", answer)


def check_full(trial, words, old, pages):
    """A disk with room for `pages` more pages."""
    usual = sound(trial, words, old)
    inputs = len(old) + 2
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={4096 * (inputs + pages)}", "tmpfs", trial.folder], check=True)
    try:
        prepare(trial, old)
        answer = trial.run(*words).expect({0, 74})
        check_files(trial, usual, old, f"a disk with room for {inputs} files and {pages} more of 4096 bytes", answer,
                    resume=False)
    finally:
        subprocess.run(["umount", trial.folder], check=True)
