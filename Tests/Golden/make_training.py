"""Writes `training.json` beside this file: losses of training runs in PyTorch, for Tests/LearningTests to compare with.

Nothing is drawn at random. Element i of tensor number k is

    value(k, i) = ((7919·k + 104729·i + 12345) mod 2003) / 1001.5 − 1

times a scale. Tensor 0 holds the features, 1 the targets where they are numbers, 2, 3, … the weights and biases in the order of the
model's parameters. The class of sample i is i mod classes. Batches of 8 walk over the 20 samples in their order, so that every third has
4. A loss is that of a batch before its step, with the share of the regularisation. For a network with running statistics, `statistics64`
holds them after the last step, and `evaluated64` the loss of all samples then, in evaluation mode.

    python3 -m venv v && v/bin/pip install torch==2.15.0 numpy==2.4.6 && v/bin/python make_training.py
"""

import json
import math
from pathlib import Path

import torch
from torch import nn

SAMPLES, BATCH, STEPS = 20, 8, 100
WEIGHT_SCALE, TARGET_SCALE = 0.5, 2.0
FORMULA = "value(k, i) = ((k*7919 + i*104729 + 12345) mod 2003) / 1001.5 - 1"

CLASSIFIER = "dense 8 tanh, dense 3 softmax"
OTHERS = [
    ("dense 6 relu, dense 2", [4], "mse"), ("dense 6 relu, dense 2", [4], "mae"),
    ("dense 6 relu, dense 2", [4], "huber"), ("dense 6 relu, dense 2", [4], "huber(delta = 0.3)"),
    ("dense 5 sigmoid, dense 1 sigmoid", [4], "bce"),
    ("dense 6 leaky_relu, dense 3 softmax", [4], "cross_entropy"),
    ("dense 6 softplus, dense 3 softmax", [4], "cross_entropy"),
    ("conv 3 3x3 relu padding 1, max_pool 2, flatten, dense 3 softmax", [1, 6, 6], "cross_entropy"),
    ("conv 2 3x3 tanh stride 2, avg_pool 2, flatten, dense 3 softmax", [2, 9, 9], "cross_entropy"),
]
NORMALISED = [
    ("dense 6, batch_norm relu, dense 3 softmax", [4], "cross_entropy", "sgd(rate = 0.1)"),
    ("dense 6 tanh, batch_norm eps 0.01 momentum 0.3, dense 2", [4], "mse", "adam(rate = 0.01)"),
    ("batch_norm, conv 3 3x3 padding 1, batch_norm relu, max_pool 2, flatten, dense 3 softmax", [2, 6, 6], "cross_entropy",
     "momentum(rate = 0.05, momentum = 0.9)"),
    ("dense 4 tanh, residual { dense 5 relu, dense 4 } relu, dense 3 softmax", [4], "cross_entropy", "sgd(rate = 0.1)"),
    ("residual { batch_norm relu, dense 3 tanh, residual { dense 3 tanh }, dense 4 }, dense 2", [4], "mse", "adam(rate = 0.01)"),
    ("residual { conv 2 3x3 tanh padding 1, batch_norm } relu, avg_pool 2, flatten, dense 3 softmax", [2, 6, 6], "cross_entropy",
     "sgd(rate = 0.1)"),
]
OPTIMIZERS = {
    "sgd(rate = 0.1)": lambda p: torch.optim.SGD(p, lr=0.1),
    "momentum(rate = 0.05, momentum = 0.9)": lambda p: torch.optim.SGD(p, lr=0.05, momentum=0.9),
    "nesterov(rate = 0.05, momentum = 0.9)": lambda p: torch.optim.SGD(p, lr=0.05, momentum=0.9, nesterov=True),
    "sgd(rate = 0.1, weight_decay = 0.01)": lambda p: torch.optim.SGD(p, lr=0.1, weight_decay=0.01),
    "rmsprop(rate = 0.01)": lambda p: torch.optim.RMSprop(p, lr=0.01),
    "adagrad(rate = 0.05)": lambda p: torch.optim.Adagrad(p, lr=0.05),
    "adadelta(rate = 1)": lambda p: torch.optim.Adadelta(p, lr=1),
    "adam(rate = 0.01)": lambda p: torch.optim.Adam(p, lr=0.01),
    "adam(rate = 0.01, weight_decay = 0.01)": lambda p: torch.optim.Adam(p, lr=0.01, weight_decay=0.01),
    "adamw(rate = 0.01)": lambda p: torch.optim.AdamW(p, lr=0.01),
}
ACTIVATIONS = {"relu": nn.ReLU, "leaky_relu": nn.LeakyReLU, "tanh": nn.Tanh, "sigmoid": nn.Sigmoid, "softplus": nn.Softplus}


def tensor(number, shape, scale, dtype):
    count = math.prod(shape)
    values = [((7919 * number + 104729 * i + 12345) % 2003) / 1001.5 - 1 for i in range(count)]
    return (torch.tensor(values, dtype=torch.float64) * scale).to(dtype).reshape(shape)


class Residual(nn.Module):
    def __init__(self, block):
        super().__init__()
        self.block = block

    def forward(self, x):
        return x + self.block(x)


def spellings(text):
    """The layers of a text, divided at the commas outside braces."""
    parts, depth = [""], 0
    for letter in text:
        depth += (letter == "{") - (letter == "}")
        if letter == "," and depth == 0:
            parts.append("")
        else:
            parts[-1] += letter
    return [part.strip() for part in parts]


def network(text, shape):
    """The layers of a model's text up to the sums before a last softmax or sigmoid, which PyTorch's losses take in."""
    layers = []
    start = list(shape)
    for spelling in spellings(text):
        kind, *words = spelling.split()
        if kind == "dense":
            layers.append(nn.Linear(math.prod(shape), int(words[0])))
            shape = [int(words[0])]
            words = words[1:]
        elif kind == "conv":
            activation = [word for word in words[2:3] if word in ACTIVATIONS]
            rest = words[2 + len(activation):]
            options = dict(zip(rest[::2], map(int, rest[1::2])))
            layers.append(nn.Conv2d(shape[0], int(words[0]), tuple(map(int, words[1].split("x"))), **options))
            words = activation
        elif kind == "max_pool":
            layers.append(nn.MaxPool2d(int(words[0])))
            words = []
        elif kind == "avg_pool":
            layers.append(nn.AvgPool2d(int(words[0])))
            words = []
        elif kind == "batch_norm":
            activation = words[:1] if words and words[0] in ACTIVATIONS else []
            options = dict(zip(words[len(activation)::2], map(float, words[len(activation) + 1::2])))
            layers.append((nn.BatchNorm1d if len(shape) == 1 else nn.BatchNorm2d)(shape[0], **options))
            words = activation
        elif kind == "residual":
            layers.append(Residual(network(spelling[spelling.index("{") + 1:spelling.rindex("}")], shape)))
            words = spelling[spelling.rindex("}") + 1:].split()
        else:
            layers.append(nn.Flatten())
            words = []
        if words and words[0] in ACTIVATIONS:
            layers.append(ACTIVATIONS[words[0]]())
        with torch.no_grad():
            shape = list(nn.Sequential(*layers).eval()(torch.zeros([1] + start)).shape[1:])
    if text.endswith(" 1 sigmoid"):
        layers.pop()
    return nn.Sequential(*layers).train()


def weighted(name, weights, dtype):
    """Σ w · l / Σ w of a batch, w the weight of each sample's class: for cross-entropy what PyTorch's `weight` does."""
    weights = torch.tensor(weights, dtype=dtype)
    if name == "cross_entropy":
        measure = nn.CrossEntropyLoss(weight=weights)
        return lambda p, y: measure(p, y.argmax(1))

    def measure(p, y):
        own = weights[y.long()]
        return nn.functional.binary_cross_entropy_with_logits(p, y, weight=own, reduction="sum") / own.sum()

    return measure


def criterion(name):
    if name.startswith("huber"):
        return nn.HuberLoss(delta=0.3 if "0.3" in name else 1.0)
    return {"mse": nn.MSELoss(), "mae": nn.L1Loss(), "bce": nn.BCEWithLogitsLoss(), "cross_entropy": nn.CrossEntropyLoss()}[name]


def rate(schedule, base, step):
    """η of a step, by the formulas that `schedules()` holds against PyTorch's own."""
    name, settings = schedule
    warm_up = settings.get("warm_up", 0)
    if step < warm_up:
        return base * (step + 1) / warm_up
    t = step - warm_up
    if name == "step":
        return base * settings["factor"] ** (t // settings["every"])
    if name == "exponential":
        return base * settings["factor"] ** t
    if name == "cosine":
        least = settings.get("least", 0)
        return least if t >= settings["steps"] else least + (base - least) * (1 + math.cos(math.pi * t / settings["steps"])) / 2
    return base / (1 + settings["decay"] * t) if name == "inverse" else base


def schedules():
    """Holds the formulas against PyTorch's schedulers, where it has one."""
    pairs = [(("step", dict(every=10, factor=0.5)), lambda o: torch.optim.lr_scheduler.StepLR(o, 10, 0.5), 100),
             (("exponential", dict(factor=0.97)), lambda o: torch.optim.lr_scheduler.ExponentialLR(o, 0.97), 100),
             (("cosine", dict(steps=60, least=0.001)), lambda o: torch.optim.lr_scheduler.CosineAnnealingLR(o, 60, 0.001), 61)]
    for schedule, make, steps in pairs:
        optimizer = torch.optim.SGD([nn.Parameter(torch.zeros(1))], lr=0.1)
        scheduler = make(optimizer)
        for step in range(steps):
            assert math.isclose(optimizer.param_groups[0]["lr"], rate(schedule, 0.1, step), rel_tol=1e-9), (schedule, step)
            optimizer.step()
            scheduler.step()


def losses(model, shape, loss, optimizer, dtype, l2=0.0, clip=None, schedule=("constant", {}), weights=None):
    net = network(model, shape).to(dtype)
    with torch.no_grad():
        for k, parameter in enumerate(net.parameters()):
            parameter.copy_(tensor(2 + k, list(parameter.shape), WEIGHT_SCALE, dtype))
    x = tensor(0, [SAMPLES] + shape, 1.0, dtype)
    outputs = net.eval()(x).shape[1]
    net.train()
    classes = torch.arange(SAMPLES) % (2 if loss == "bce" else outputs)
    if loss == "bce":
        y = classes.to(dtype).reshape(-1, 1)
    elif loss == "cross_entropy":
        y = nn.functional.one_hot(classes, outputs).to(dtype)
    else:
        y = tensor(1, [SAMPLES, outputs], TARGET_SCALE, dtype)
    measure = weighted(loss, weights, dtype) if weights else criterion(loss)
    rule = OPTIMIZERS[optimizer](net.parameters())
    base = rule.param_groups[0]["lr"]
    result, start = [], 0
    for step in range(STEPS):
        rows = slice(start, min(start + BATCH, SAMPLES))
        start = rows.stop % SAMPLES
        rule.param_groups[0]["lr"] = rate(schedule, base, step)
        rule.zero_grad()
        value = measure(net(x[rows]), y[rows])
        if l2:
            value = value + l2 * sum((p**2).sum() for name, p in net.named_parameters() if name.endswith("weight"))
        value.backward()
        if clip:
            nn.utils.clip_grad_norm_(net.parameters(), clip)
        rule.step()
        result.append(rounded(value))
    if not [*net.buffers()]:
        return result, {}
    statistics = [rounded(number) for name, buffer in net.named_buffers() if "running" in name for number in buffer]
    with torch.no_grad():
        return result, dict(statistics64=statistics, evaluated64=rounded(measure(net.eval()(x), y)))


def rounded(number):
    return float(f"{number.item():.12g}")


def spelling(schedule):
    name, settings = schedule
    return name + ("(" + ", ".join(f"{key} = {value}" for key, value in settings.items()) + ")" if settings else "")


def case(model, shape, loss, optimizer, **extra):
    own = dict(class_weights=extra["weights"]) if "weights" in extra else {}
    losses64, statistics = losses(model, shape, loss, optimizer, torch.float64, **extra)
    return dict(model=model, shape=shape, loss=loss, optimizer=optimizer, l2=extra.get("l2", 0.0), clip=extra.get("clip"),
                schedule=spelling(extra.get("schedule", ("constant", {}))),
                losses64=losses64, losses32=losses(model, shape, loss, optimizer, torch.float32, **extra)[0], **own, **statistics)


if __name__ == "__main__":
    schedules()
    cases = [case(CLASSIFIER, [4], "cross_entropy", name) for name in OPTIMIZERS]
    for model, shape, loss in OTHERS:
        for name in ["sgd(rate = 0.1)", "adam(rate = 0.01)"]:
            cases.append(case(model, shape, loss, name))
    cases.append(case(CLASSIFIER, [4], "cross_entropy", "sgd(rate = 0.1)", l2=0.01))
    cases.append(case(CLASSIFIER, [4], "cross_entropy", "momentum(rate = 0.05, momentum = 0.9)", clip=0.1))
    # 0.1 shortens the gradients of every step, 1 those of seven steps.
    model, shape, loss = OTHERS[-2]
    cases.append(case(model, shape, loss, "sgd(rate = 0.1)", clip=1.0))
    for schedule in [("step", dict(every=10, factor=0.5)), ("exponential", dict(factor=0.97)), ("cosine", dict(steps=60, least=0.001)),
                     ("inverse", dict(decay=0.05)), ("cosine", dict(steps=60, warm_up=10))]:
        cases.append(case(CLASSIFIER, [4], "cross_entropy", "sgd(rate = 0.1)", schedule=schedule))
    for name in ["sgd(rate = 0.1)", "adam(rate = 0.01)"]:
        cases.append(case(CLASSIFIER, [4], "cross_entropy", name, weights=[0.5, 1.0, 3.0]))
        cases.append(case("dense 5 sigmoid, dense 1 sigmoid", [4], "bce", name, weights=[1.0, 4.0]))
    cases.append(case(CLASSIFIER, [4], "cross_entropy", "sgd(rate = 0.1)", l2=0.01, weights=[3.0, 0.2, 1.0]))
    cases += [case(*normalised) for normalised in NORMALISED]
    header = dict(torch=torch.__version__.split("+")[0], formula=FORMULA, samples=SAMPLES, batch=BATCH,
                  weight_scale=WEIGHT_SCALE, target_scale=TARGET_SCALE)
    lines = ",\n".join(json.dumps(entry) for entry in cases)
    Path(__file__).with_name("training.json").write_text(json.dumps(header)[:-1] + ', "cases": [\n' + lines + "\n]}\n")
