"""Kills: training runs in random settings, ended at random moments and resumed until they are done.

What they leave is, bit for bit, what the undisturbed run leaves: the model, the history and the curves. A finding keeps the
files as they were after the last kill, from which resuming goes wrong each time.
"""

import json
import random as randomness
import shutil
import signal
import time

import originals
from answer import Complaint
from case import Case
from trial import send

CHECKPOINT = "m.checkpoint.safetensors"
OPTIMIZERS = {
    "sgd": {"momentum": [0, 0.9], "nesterov": [0, 1], "weight_decay": [0, 0.01]}, "momentum": {"momentum": [0, 0.5]},
    "nesterov": {"momentum": [0.9]},
    "rmsprop": {"alpha": [0, 0.9], "weight_decay": [0, 0.1]}, "adagrad": {"eps": [1e-6]}, "adadelta": {"rho": [0, 0.9]},
    "adam": {"beta1": [0, 0.5], "beta2": [0, 0.9], "weight_decay": [0, 0.01]},
    "adamw": {"beta1": [0], "weight_decay": [0, 0.1]},
}
SCHEDULES = ["constant", "step(every = 7, factor = 0.8)", "exponential(factor = 0.999)", "cosine(steps = 60)",
             "cosine(steps = 60, least = 0.001)", "inverse(decay = 0.01)",
             "constant(warm_up = 9)", "cosine(steps = 50, warm_up = 5)"]
ACTIVATIONS = ["relu", "tanh", "sigmoid", "softplus", "leaky_relu"]
OPTIONS = {
    "--split": ["80/20", "60/20/20", "100/0/0"], "--scaling": ["min-max", "none"], "--l2": ["0.01", "0"],
    "--clip": ["0.5", "1"], "--patience": ["3", "20"], "--initializer": ["he", "glorot", "pytorch"], "--plot": ["p.svg"],
}


def settings(random):
    """The words of a run."""
    name = random.choice(list(OPTIMIZERS))
    chosen = {key: random.choice(values) for key, values in OPTIMIZERS[name].items() if random.random() < 0.5}
    if chosen.get("nesterov") == 1:
        chosen["momentum"] = 0.9
    rate = [f"rate = {random.choice([0.1, 0.01, 0.003])}"]
    optimizer = f"{name}({', '.join(rate + [f'{key} = {value}' for key, value in chosen.items()])})"
    data, layers = random.choice([
        (["table.csv"], "dense 4 {0}, {1}dense 2 softmax"), (["table.csv"], "dense 6 {0}, {1}dense 3 {0}, dense 2"),
        (["numbers.csv"], "dense 5 {0}, {1}dense 1"),
        (["iris"], "dense 5 {0}, {1}dense 3 softmax"), (["spirals"], "dense 8 {0}, {1}dense 3 softmax"),
        (["a-images-idx3-ubyte"], "conv 2 3x3 {0} padding 1, max_pool 2, flatten, {1}dense 3 softmax"),
        (["numbers.csv", "--target", "width", "--as", "numbers"], "dense 4 {0}, {1}dense 1")])
    batch = random.choice([1, 5, 16, 20])
    values = {
        "--model": layers.format(random.choice(ACTIVATIONS), random.choice(["", "", "dropout 0.3, "])),
        "--optimizer": optimizer, "--schedule": random.choice(SCHEDULES), "--batch": batch,
        "--seed": random.choice([0, 1, 7, 123456789]),
        "--threads": random.choice([1, 1, 2, 3]), "--checkpoint-every": random.choice([1, 2, 3, 7, 20]),
        "--save": "m.safetensors", "--history": random.choice(["h.csv", "h.jsonl"]),
    }
    values |= {option: random.choice(choices) for option, choices in OPTIONS.items() if random.random() < 0.3}
    if random.random() < 0.2:
        values["--until-change"] = "0.03"
    else:
        values["--epochs"] = random.choice([8, 30, 120] if batch > 1 else [3, 8])
    if values.get("--split") in ("100/0/0", "80/20"):  # without a validation part there is nothing to be patient with
        values.pop("--patience", None)
    if "numbers.csv" in data and random.random() < 0.4:
        values["--loss"] = random.choice(["mae", "huber(delta = 0.5)", "mse"])
    shuffle = random.choice([[], [], ["--no-shuffle"]])
    return ["train", *data, *shuffle, *(str(word) for pair in values.items() for word in pair)]


def case(random):
    words = settings(random)
    moments = [(random.choice([signal.SIGKILL, signal.SIGINT]), random.random()) for _ in range(random.randint(1, 4))]
    away = random.random() < 0.3
    return Case("resumed from elsewhere" if away else "resumed", moments,
                lambda trial, moments: check(trial, words, moments, away))


def prepare(trial):
    """The folder that a run is made in, with its data."""
    random = randomness.Random(5)
    for name, data in {"table.csv": originals.table(random), "numbers.csv": originals.table(random, numbers=True),
                       **originals.files("idx images", random)}.items():
        trial.write(f"run/{name}", data)
    return trial.folder / "run"


def results(folder, words):
    """The files that a run was asked for."""
    return {name: (folder / name).read_bytes() if (folder / name).exists() else None for name in words
            if name in ("m.safetensors", "h.csv", "h.jsonl", "p.svg")}


def check(trial, words, moments, away):
    folder = prepare(trial)
    start = time.monotonic()
    usual = trial.run(*words, folder=folder).expect({0, 3})
    took = time.monotonic() - start
    wanted = results(folder, words)
    shutil.rmtree(folder)
    if usual.status == 3:
        return  # the run left the finite numbers, and there is nothing to compare
    there, command = prepare(trial), words
    for number, share in [*moments, (None, 0)]:
        kept = {path.relative_to(trial.folder): path.read_bytes() for path in folder.iterdir()}
        answer = trial.run(*command, folder=there,
                           moment=number and (lambda process: (time.sleep(share * took), send(process, number))))
        if answer.status == 0 or number is None:
            break
        answer.expect({130}, kills={"SIGKILL", "SIGINT"})
        if not (folder / CHECKPOINT).exists():
            if command is words:  # it had not begun, or was over: another start
                continue
            answer = None  # it was over, and only its report is lost
            break
        command = ["train", "--resume", CHECKPOINT]
        if away:
            there = trial.folder / "elsewhere"
            there.mkdir(exist_ok=True)
            command = ["train", "--resume", f"../run/{CHECKPOINT}"]
    try:
        compare(wanted, results(folder, words), answer, away)
    except Complaint as first:
        shutil.rmtree(folder)
        for path, data in kept.items():
            trial.write(str(path), data)
        trial.commands = trial.commands[:1]
        answer = trial.run(*command, folder=there)
        try:
            compare(wanted, results(folder, words), answer, away)
        except Complaint as again:
            again.certain = True
            raise again from None
        raise first


def compare(wanted, found, answer, away):
    """Complains where the last run failed (None where it was killed), or where its files differ from the undisturbed run's."""
    if answer:
        answer.expect({0})
    kind = "from elsewhere " if away else ""
    for name, data in wanted.items():
        if found[name] is None:
            raise Complaint(f"a run resumed {kind}does not write {name.split('.')[-1]}", name)
        if found[name] != data:
            at = next((place for place, (a, b) in enumerate(zip(data, found[name])) if a != b),
                      min(len(data), len(found[name])))
            around = slice(max(0, at - 60), at + 60)
            sizes = f"byte {at} of {len(data)} and {len(found[name])}"
            what = difference(data, found[name]) if name == "m.safetensors" else name
            raise Complaint(f"a run resumed {kind}has another {what}",
                            f"{name} at {sizes}:\n{data[around]!r}\n{found[name][around]!r}")


def difference(a, b):
    """What differs between two models: a text of their headers, or the weights."""
    texts = []
    for data in a, b:
        length = int.from_bytes(data[:8], "little")
        texts.append(json.loads(data[8:8 + length])["__metadata__"])
    names = [name for name in sorted({*texts[0], *texts[1]}) if texts[0].get(name) != texts[1].get(name)]
    return ", ".join(names) or "set of weights"
