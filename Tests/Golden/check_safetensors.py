"""Opens a model that `nnlearn train --save` has written with the safetensors library, and checks what `nnlearn predict` makes of it.

The network is built in PyTorch from the file's own texts alone: every activation, pooling, flattening and dropout is a module of the
nn.Sequential, so the names of the tensors must be those of its state_dict. Features are scaled as (x − offset) / spread, 0 where the
spread is 0; numbers that are predicted come back as y · spread + offset. Computed in float64, and compared to 1e-5, relative above 1.

All columns of DATA.csv but the last are features. Exit status 1 and a sentence tell of a difference.

    python3 -m venv v && v/bin/pip install torch==2.15.0 numpy==2.4.6 safetensors==0.8.0
    nnlearn predict MODEL.safetensors DATA.csv --format json > PREDICTIONS.jsonl
    v/bin/python check_safetensors.py MODEL.safetensors DATA.csv PREDICTIONS.jsonl
"""

import csv
import json
import math
import sys

import torch
from safetensors import safe_open
from torch import nn

from make_training import Residual, spellings

TOLERANCE = 1e-5
ACTIVATIONS = {"relu": nn.ReLU, "leaky_relu": nn.LeakyReLU, "tanh": nn.Tanh, "sigmoid": nn.Sigmoid,
               "softmax": lambda: nn.Softmax(dim=1), "softplus": nn.Softplus}
# Losses that take the sums in: what makes probabilities of them is no layer of the model.
PROBABILITIES = {"cross_entropy_logits": nn.Softmax(dim=1), "bce_logits": nn.Sigmoid()}


class Difference(Exception):
    """What does not agree: one sentence."""


def modules(spelling, shape):
    """The modules of one layer, for samples of this shape."""
    kind, *words = spelling.split()
    if kind == "residual":
        block, rest = spelling[spelling.index("{") + 1:].rsplit("}", 1)
        return [Residual(nn.Sequential(*sequence(block, shape)))] + [ACTIVATIONS[word]() for word in rest.split()]
    if kind == "batch_norm":
        activation = [words.pop(0)] if words and words[0] in ACTIVATIONS else []
        options = {name: float(value) for name, value in zip(words[::2], words[1::2])}
        norm = (nn.BatchNorm1d if len(shape) == 1 else nn.BatchNorm2d)(shape[0], **options)
        return [norm] + [ACTIVATIONS[word]() for word in activation]
    if kind == "dense":
        return [nn.Linear(shape[0], int(words[0]))] + [ACTIVATIONS[word]() for word in words[1:]]
    if kind == "conv":
        window = tuple(int(size) for size in words[1].split("x"))
        rest = words[2:]
        activation = [rest.pop(0)] if rest and rest[0] in ACTIVATIONS else []
        options = {name: int(value) for name, value in zip(rest[::2], rest[1::2])}
        return [nn.Conv2d(shape[0], int(words[0]), window, **options)] + [ACTIVATIONS[word]() for word in activation]
    others = {"max_pool": lambda: nn.MaxPool2d(int(words[0])), "avg_pool": lambda: nn.AvgPool2d(int(words[0])),
              "flatten": nn.Flatten, "dropout": lambda: nn.Dropout(float(words[0]))}
    if kind not in others:
        raise Difference(f"The model has a layer '{spelling}' that this check does not know.")
    return [others[kind]()]


def network(text, shape):
    """The nn.Sequential of a model's text, ready to be applied."""
    flattened = text.startswith("dense") and len(shape) > 1
    layers = sequence(text, [math.prod(shape)] if flattened else shape)
    return nn.Sequential(*([nn.Flatten()] if flattened else []) + layers).double().eval()


def sequence(text, shape):
    """The modules of layers, of which the first takes samples of this shape."""
    layers = []
    for spelling in spellings(text):
        reached = nn.Sequential(*layers).eval()(torch.zeros([1] + shape)).shape[1:]
        layers += modules(spelling, list(reached))
    return layers


def groups(scaling):
    """Offset and spread of each of a row's numbers: neighbours share them."""
    size = scaling["width"] // len(scaling["offsets"])
    return [torch.tensor(scaling[name], dtype=torch.float64).repeat_interleave(size) for name in ("offsets", "spreads")]


def scaled(rows, scaling):
    offset, spread = groups(scaling)
    return torch.where(spread == 0, 0, (rows - offset) / torch.where(spread == 0, 1, spread))


def outputs(path, rows):
    """What PyTorch computes for the rows of a table, and the names of the classes."""
    with safe_open(path, framework="pt") as file:
        texts = file.metadata()
        tensors = {name: file.get_tensor(name) for name in file.keys()}
    shape = json.loads(texts["sample_shape"])
    if rows.shape[1] != math.prod(shape):
        raise Difference(f"The table has {rows.shape[1]} features, and the model takes {math.prod(shape)}.")
    net = network(texts["model"], shape)
    # The count of batches, which no output depends on, is not in the file; PyTorch loads a module without it.
    expected = {name: list(value.shape) for name, value in net.state_dict().items() if not name.endswith("num_batches_tracked")}
    found = {name: list(value.shape) for name, value in tensors.items()}
    if expected != found:
        raise Difference(f"PyTorch's model has the tensors {expected}, and the file has {found}.")
    net.load_state_dict(tensors)
    with torch.no_grad():
        y = net(scaled(rows, json.loads(texts["scaling"])).reshape([-1] + shape))
        if texts["loss"] in PROBABILITIES:
            y = PROBABILITIES[texts["loss"]](y)
    classes = json.loads(texts["classes"])
    if classes and y.shape[1] == 1:
        y = torch.cat([1 - y, y], dim=1)
    if "target_scaling" in texts:
        offset, spread = groups(json.loads(texts["target_scaling"]))
        y = y * spread + offset
    return y.tolist(), classes


def compare(number, own, line, classes):
    """Holds one line of `nnlearn predict` against PyTorch's numbers."""
    theirs = line["probabilities" if classes else "values"]
    if line["row"] != number:
        raise Difference(f"The predictions go on with row {line['row']} where row {number} is due.")
    if len(own) != len(theirs):
        raise Difference(f"Row {number} has {len(theirs)} numbers, and PyTorch's model gives {len(own)}.")
    for place, (a, b) in enumerate(zip(own, theirs), 1):
        # A comparison with NaN is false: it must not pass.
        if not abs(a - b) <= TOLERANCE * max(1, abs(a)):
            raise Difference(f"Row {number}, number {place}: PyTorch gives {a!r}, and nnlearn {b!r}.")
    if classes and not own[classes.index(line["class"])] >= max(own) - TOLERANCE:
        raise Difference(f"Row {number}: PyTorch decides for '{classes[own.index(max(own))]}', and nnlearn for '{line['class']}'.")


def check(model, table, predictions):
    """The number of rows that agree."""
    with open(table, encoding="utf-8", newline="") as file:
        _, *records = csv.reader(file)
    rows = torch.tensor([[float(field) for field in record[:-1]] for record in records], dtype=torch.float64)
    with open(predictions, encoding="utf-8") as file:
        lines = [json.loads(line) for line in file]
    if not records or len(records) != len(lines):
        raise Difference(f"The table has {len(records)} rows, and there are {len(lines)} predictions.")
    numbers, classes = outputs(model, rows)
    for number, (own, line) in enumerate(zip(numbers, lines), 1):
        compare(number, own, line, classes)
    return len(lines)


if __name__ == "__main__":
    if len(sys.argv) != 4:
        sys.exit("Call it as check_safetensors.py MODEL.safetensors DATA.csv PREDICTIONS.jsonl.")
    try:
        print(f"{check(*sys.argv[1:])} predictions agree with PyTorch's.")
    except Difference as difference:
        sys.exit(str(difference))
