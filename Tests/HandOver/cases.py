"""Models that are handed over: every loss, optimizer, schedule, layer and activation is in one of them.

The help of 'nnlearn train' lists the names; one that no case has is an error.
"""

import csv
import json
import math
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
EPOCHS = 20


@dataclass
class Case:
    name: str
    data: str
    model: str
    loss: str
    optimizer: str = "sgd(rate = 0.1)"
    schedule: str = "constant"
    further: list[str] = field(default_factory=list)

    @property
    def options(self) -> list[str]:
        return ["--model", self.model, "--loss", self.loss, *self.further]


FLOWERS = "dense 8 tanh, dense 3 softmax"
HOUSES = "dense 8 tanh, dense 1"
CASES = [
    Case("flowers", "iris", FLOWERS, "cross_entropy", "momentum(rate = 0.05, momentum = 0.8)"),
    Case("sums", "iris", "dense 8 softplus, dense 3", "cross_entropy_logits",
         "rmsprop(rate = 0.01, alpha = 0.9)"),
    Case("squares", "iris", "dense 8 relu, dense 3 sigmoid", "mse", "adagrad(rate = 0.1)",
         further=["--scaling", "min-max"]),
    Case("penalty", "iris", FLOWERS, "cross_entropy",
         "nesterov(rate = 0.1, weight_decay = 0.01)", "step(every = 5, factor = 0.5)",
         ["--l2", "0.01", "--clip", "0.1"]),
    Case("weighted", "iris", FLOWERS, "cross_entropy", "sgd(rate = 0.2)",
         further=["--class-weights", "setosa=3, virginica=0.5"]),
    Case("weighted-both", "xor", "dense 4 tanh, dense 1 sigmoid", "bce", "sgd(rate = 0.5)",
         further=["--class-weights", "1=3"]),
    Case("both", "xor", "dense 4 tanh, dense 1 sigmoid", "bce", "sgd(rate = 0.5)",
         "exponential(factor = 0.95)"),
    Case("both-sums", "xor", "dense 4 leaky_relu, dense 1 linear", "bce_logits",
         "adadelta(rate = 1)"),
    Case("huber", "houses", HOUSES, "huber(delta = 0.5)", "adam(rate = 0.02)",
         "cosine(steps = 15, least = 0.001, warm_up = 4)"),
    Case("absolute", "houses", HOUSES, "mae", "adamw(rate = 0.02)", "inverse(decay = 0.1)",
         ["--scaling", "none"]),
    Case("images", "digits",
         "conv 4 3x3 relu padding 1, max_pool 2, conv 6 3x2 tanh stride 2, avg_pool 1, flatten, "
         "dense 10 softmax", "cross_entropy", "adam(rate = 0.01)"),
    Case("normed", "iris", "dense 8, batch_norm relu eps 0.01 momentum 0.2, "
         "residual { dense 8 tanh, dense 8 } tanh, dense 3 softmax", "cross_entropy",
         "sgd(rate = 0.1)", further=["--l2", "0.001"]),
    # Without Adam, which makes steps of the rounding errors in the gradient of a bias before batch_norm.
    Case("normed-images", "digits", "conv 3 3x3 padding 1, batch_norm relu, residual { conv 3 3x3 relu "
         "padding 1, batch_norm }, flatten, dense 10 softmax", "cross_entropy",
         "sgd(rate = 0.02)"),
    Case("copies", "digits", "dense 8 tanh, dense 64", "mse", "adam(rate = 0.01)",
         further=["--target", "features"]),
    Case("rows", "digits", "dense 16 relu, dropout 0.3, dense 10 softmax", "cross_entropy",
         "adam(rate = 0.01)"),
]


def houses(path: Path) -> None:
    """A table with words, gaps, and a column that is always the same."""
    rows = [
        [
            round(60 + 9 * math.sin(i) + i, 2) if i % 7 else "NA",
            ["brick", "wood", "stone", ""][i % 4],
            5,
            1950 + i * 13 % 70,
            round(100 + 3 * i + 20 * math.cos(2 * i), 1),
        ]
        for i in range(50)
    ]
    with path.open("w", newline="") as file:
        csv.writer(file).writerows([["area", "walls", "rooms", "year", "price"], *rows])


def data(folder: Path) -> dict[str, tuple[str, Path]]:
    """For each data set, its name for nnlearn, and a table with the same samples."""
    built_in = ROOT / "Sources/nnlearn/BuiltInData"
    houses(folder / "houses.csv")
    (folder / "xor.csv").write_text("a,b,c\n0,0,0\n0,1,1\n1,0,1\n1,1,0\n")
    return {
        "iris": (str(built_in / "iris.csv"), built_in / "iris.csv"),
        "digits": ("digits", built_in / "digits.csv"),
        "xor": (str(folder / "xor.csv"), folder / "xor.csv"),
        "houses": (str(folder / "houses.csv"), folder / "houses.csv"),
    }


def run(*words: object) -> str:
    done = subprocess.run([str(word) for word in words], capture_output=True, text=True)
    if done.returncode != 0:
        sys.exit(f"{' '.join(map(str, words))}\n{done.stdout}{done.stderr}")
    return done.stdout


def check_names(binary: str) -> None:
    """Fails for an ingredient that no case has."""
    text = " ".join(run(binary, "train", "--help").split())
    for pattern in (r"The loss \((.*?)\)", r"The optimizer \((.*?)\)", r"The layers \((.*?)\)",
                    r"activations \((.*?)\)", r"How the rate falls \((.*?)\)"):
        for name in re.search(pattern, text)[1].split(", "):
            words = [word for case in CASES
                     for word in re.findall(r"\w+", f"{case.options} {case.optimizer} {case.schedule}")]
            if name not in words:
                sys.exit(f"Tests/HandOver/cases.py: no case has '{name}'")


def train(
    binary: str, case: Case, place: tuple[str, Path], model: Path, *words: object
) -> None:
    """Trains on all samples in their order, each step on all of them."""
    name, table = place
    count = len(table.read_text().splitlines()) - 1
    run(binary, "train", name, *case.options, "--split", "100/0/0", "--no-shuffle",
        "--batch", count, "--quiet", "--seed", 3, "--save", model, *words)


def predictions(text: str) -> list[list[float]]:
    lines = [json.loads(line) for line in text.splitlines()]
    return [line.get("probabilities") or line["values"] for line in lines]


def check_close(what: str, ours: list[float], theirs: list[float], within: float) -> float:
    """Fails unless numbers agree, relative to the larger of 1 and theirs; returns the largest difference."""
    if len(ours) != len(theirs):
        sys.exit(f"{what}: {len(ours)} numbers and {len(theirs)}")
    worst = 0.0
    for i, (a, b) in enumerate(zip(ours, theirs, strict=True)):
        difference = abs(a - b) / max(1, abs(b))
        if not difference <= within:
            sys.exit(f"{what}: number {i + 1} is {a} and {b}")
        worst = max(worst, difference)
    return worst


def check_all(
    binary: str, check: Callable[[str, Case, tuple[str, Path], Path], str]
) -> None:
    """Checks every case in a temporary folder, and prints what each check says."""
    check_names(binary)
    with tempfile.TemporaryDirectory() as path:
        places = data(Path(path))
        for case in CASES:
            print(f"{case.name:14}", check(binary, case, places[case.data], Path(path)), flush=True)
