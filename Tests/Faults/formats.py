"""Damaged files: tables, compressed ones, IDX, pictures, PNG, models, checkpoints, names of classes, lessons, histories.

A file is read and gives finite numbers, or it is refused with exit status 65 and a sentence that names it. A compressed
table is refused if zlib refuses it, and otherwise read like the table that zlib unpacks.
"""

import random as randomness
import re
import zlib

import mutations
import originals
from case import Case
from answer import Complaint

WAYS = {
    "comma": mutations.TEXT,
    "numbers": mutations.TEXT,
    "semicolon": mutations.TEXT,
    "tab": mutations.TEXT,
    "idx images": mutations.BINARY,
    "idx labels": mutations.BINARY,
    "picture": mutations.BINARY + [mutations.number, mutations.cell],
    "png": mutations.BINARY + [mutations.checked] * 7,
    "gzip": mutations.BINARY + [mutations.stream] * 7,
    "classes": mutations.TEXT,
    "lesson": mutations.TEXT,
    "list of lessons": mutations.TEXT,
    "model": mutations.TENSORS,
    "checkpoint": mutations.TENSORS,
    "history": mutations.TEXT}
WHOLE = {"idx images", "idx labels", "png", "model", "checkpoint"}  # a shorter file of these is never sound
NOT_FINITE = re.compile(r"(?<![\w.])[-−+]?(nan|inf)(?![\w.])", re.IGNORECASE)
NETWORK = ["--epochs", "2", "--threads", "1", "--model"]


def case(random):
    kind = random.choice([*WAYS, "model", "checkpoint", "checkpoint"])
    seeds = [random.random() for _ in range(random.choice([1, 1, 1, 2, 3]))]
    only = mutations.truncation if random.random() < 0.1 else None
    seed, way = random.random(), random.random()
    return Case(kind, seeds, lambda trial, seeds: check(trial, kind, seed, seeds, only, way))


def check(trial, kind, seed, seeds, only, way):
    trained = originals.trained(trial) if kind in ("model", "checkpoint", "history") else {}
    match kind:
        case "model":
            files = {name: trained[name] for name in ("m.safetensors", "table.csv")}
        case "checkpoint":
            files = {name: trained[name] for name in ("m.checkpoint.safetensors", "h.csv", "table.csv")}
        case "history":
            files = {name: trained[name] for name in ("h.csv", "m.checkpoint.safetensors", "table.csv")}
        case _:
            files = originals.files(kind, randomness.Random(seed))
    damaged, sound = next(iter(files.items()))
    data = sound
    for one in seeds:
        random = randomness.Random(one)
        data = (only or random.choice(WAYS[kind]))(random, data) if data else data
    for name, content in {**files, damaged: data}.items():
        trial.write(name, content)
    seen = unpacked(data) or b"" if kind == "gzip" else data
    answers = [judge(trial, kind, words, damaged, seen) for words in commands(kind, damaged, way)]
    if kind == "gzip":
        compare(trial, damaged, data)
    if only and kind in WHOLE and len(seeds) == 1 and any(answer.status != 65 for answer in answers):
        raise Complaint(f"a {kind} file cut short is not refused", answers[-1].text[-300:])


def compare(trial, damaged, data):
    """Compares a compressed table with what zlib makes of it."""
    if not data.startswith(b"\x1f\x8b"):
        return
    table = unpacked(data)
    packed = trial.run("describe", damaged, "--format", "json")
    if table is None:
        if packed.status != 65:
            raise Complaint("a gzip file is read that zlib refuses", packed.text[-300:])
        return
    trial.write("plain/table.csv", table)
    plain = trial.run("describe", "plain/table.csv", "--format", "json")
    parts = [{key: value for key, value in one.items() if key != "notes"}
             for answer in (packed, plain) if answer.status == 0 for one in answer.objects()]
    if packed.status != plain.status or (plain.status == 0 and parts[0] != parts[1]):
        raise Complaint("a gzip file is not read as zlib reads it", packed.text[-300:] + plain.text[-300:])


def unpacked(data):
    """What zlib unpacks from all members of a gzip file; None if it refuses one, or what follows."""
    table = b""
    while data:
        unpacker = zlib.decompressobj(31)
        try:
            table += unpacker.decompress(data)
        except zlib.error:
            return None
        if not unpacker.eof:
            return None
        data = unpacker.unused_data
    return table


def commands(kind, damaged, way):
    """What is done with a file of a kind."""
    layers = ["conv 2 2x2 relu, flatten, dense 3 softmax", "dense 3 relu, dense 3 softmax"][int(way * 2)]
    match kind:
        case "comma" | "tab" | "numbers" | "semicolon" | "gzip":
            return [["describe", damaged], ["train", damaged, *NETWORK[:-1], "--format", ["text", "json"][int(way * 2)]]]
        case "idx images" | "idx labels":
            return [["describe", "a-images-idx3-ubyte"], ["train", "a-images-idx3-ubyte", *NETWORK, layers]]
        case "classes":
            return [[word, "a-images-idx3-ubyte", "--classes", damaged, *rest]
                    for word, rest in (("describe", []), ("train", [*NETWORK, layers]))]
        case "picture" | "png":
            return [["describe", "set"], ["train", "set", *NETWORK, layers.replace("dense 3 softmax", "dense 2 softmax")]]
        case "model":
            return [["predict", damaged, "table.csv"], ["evaluate", damaged, "table.csv"],
                    ["predict", damaged, "table.csv", "--format", "json"]]
        case "checkpoint" | "history":
            return [["train", "--resume", "m.checkpoint.safetensors"]]
        case "lesson":
            return [["check", damaged], ["run", damaged], ["lesson", damaged, "--format", "json"]]
        case "list of lessons":
            return [["lesson", "--lessons", "."], ["lesson", "--lessons", ".", "a", "--step"], ["check", "."]]


def judge(trial, kind, words, damaged, data):
    resumes = "--resume" in words
    allowed = {0, 1, 65} if kind in ("lesson", "list of lessons") else {0, 3, 65}
    # A checkpoint may name other files than it did, and a run that is longer: Ctrl-C ends that.
    allowed |= {66, 74, 130} if resumes else {66} if kind == "list of lessons" else set()
    answer = trial.run(*words, interrupt=3 if resumes else 20).expect(allowed)
    first = words[0]
    if answer.status == 65 and not resumes and kind not in ("lesson", "list of lessons"):
        names = ["table", "a-images", "a-labels", "names.csv", "m.safetensors", "set", "The model has"]
        if not any(name in answer.message for name in names):
            raise Complaint(f"{first}: an error of a {kind} file does not name it", answer.message)
    if "json" in words:
        answer.objects()
    if answer.status == 0 and not resumes and kind not in ("lesson", "list of lessons"):
        found = NOT_FINITE.search(answer.text)
        if found and found.group(1).lower().encode() not in data.lower():
            raise Complaint(f"{first}: {found.group(1)} in what it says of a {kind} file",
                            answer.text[max(0,
                                            found.start() - 200):found.end() + 100])
    return answer
