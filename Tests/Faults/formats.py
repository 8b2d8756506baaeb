"""Damaged files: tables, IDX, pictures, models, checkpoints, names of classes, lessons, histories.

A file is read and gives finite numbers, or it is refused with exit status 65 and a sentence that names it.
"""

import random as randomness
import re

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
    "classes": mutations.TEXT,
    "lesson": mutations.TEXT,
    "list of lessons": mutations.TEXT,
    "model": mutations.TENSORS,
    "checkpoint": mutations.TENSORS,
    "history": mutations.TEXT}
WHOLE = {"idx images", "idx labels", "model", "checkpoint"}  # a shorter file of these is never sound
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
    answers = [judge(trial, kind, words, damaged, data) for words in commands(kind, damaged, way)]
    if only and kind in WHOLE and len(seeds) == 1 and any(answer.status != 65 for answer in answers):
        raise Complaint(f"a {kind} file cut short is not refused", answers[-1].text[-300:])


def commands(kind, damaged, way):
    """What is done with a file of a kind."""
    layers = ["conv 2 2x2 relu, flatten, dense 3 softmax", "dense 3 relu, dense 3 softmax"][int(way * 2)]
    match kind:
        case "comma" | "tab" | "numbers" | "semicolon":
            return [["describe", damaged], ["train", damaged, *NETWORK[:-1], "--format", ["text", "json"][int(way * 2)]]]
        case "idx images" | "idx labels":
            return [["describe", "a-images-idx3-ubyte"], ["train", "a-images-idx3-ubyte", *NETWORK, layers]]
        case "classes":
            return [[word, "a-images-idx3-ubyte", "--classes", damaged, *rest]
                    for word, rest in (("describe", []), ("train", [*NETWORK, layers]))]
        case "picture":
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
