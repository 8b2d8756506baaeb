"""Writes `golden.json` beside this file: numbers that libraries compute, for Tests/LearningTests to compare with.

None of them comes from nnlearn. Running this again reproduces the same file byte for byte:

    python3 -m venv v && v/bin/pip install numpy==2.4.6 safetensors==0.8.0 scikit-learn==1.9.1 && v/bin/python make_golden.py
"""

import csv
import io
import json
import math
import random
import struct
from pathlib import Path

import numpy as np
from safetensors.numpy import save
from sklearn import metrics
from sklearn.datasets import load_digits, load_iris
from sklearn.model_selection import KFold, StratifiedKFold
from sklearn.preprocessing import MinMaxScaler, StandardScaler
from sklearn.utils.class_weight import compute_class_weight

FOLDER = Path(__file__).parent


def bits(value):
    """A Double as its bits, in hexadecimal: exact, whoever reads it."""
    return struct.pack(">d", value).hex()


def decimals():
    """Texts and the Double nearest to each, by Python's float."""
    texts = ["0", "-0", "1", "+1", ".5", "5.", "-.25", "0.1", "1e22", "1e23", "9007199254740993", "123456789012345678", "1e-22",
             "2.2250738585072011e-308", "4.9e-324", "1e-400", "1.7976931348623157e308", "0.000000000000000000000000000001",
             "100000000000000000000000000000000", "8.41e+2", "00012.500", "0." + "0" * 40 + "1", "1" + "0" * 40, "6.02214076E23"]
    draw = random.Random(1)
    for _ in range(400):
        digits = "".join(draw.choice("0123456789") for _ in range(draw.randint(1, 22)))
        cut = draw.randint(0, len(digits))
        texts.append(f"{draw.choice(['', '-'])}{digits[:cut] or '0'}.{digits[cut:] or '0'}e{draw.randint(-40, 40)}")
    return [[text, bits(float(text))] for text in texts]


def tables():
    """Comma-separated texts and their fields, by Python's csv module."""
    texts = ["a,b\n1,2\n", "a,b\r\n1,2\r\n", "a,b\n1,2", 'a,"b,c"\n"1","2"\n', 'a,"b""c"\n"x\ny","""q"""\n', 'a,b\n"", \n',
             'a,b\n,"\r\n"\r\n', "é,ß\n1,漢\n", 'a,"""" \n'.replace(" ", ""), '"a"\n"b"\n']
    return [[text, list(csv.reader(io.StringIO(text, newline=""), strict=True))] for text in texts]


def classifications():
    draw = np.random.default_rng(2)
    cases = [(draw.integers(0, 4, 60), draw.integers(0, 4, 60), 4), (draw.integers(0, 2, 30), np.zeros(30, int), 2),
             (np.array([0, 0, 1]), np.array([2, 2, 2]), 4), (np.array([0, 1, 2]), np.array([0, 1, 2]), 3)]
    out = []
    for actual, predicted, count in cases:
        precision, recall, f1, _ = metrics.precision_recall_fscore_support(actual, predicted, labels=range(count), zero_division=0)
        macro = metrics.precision_recall_fscore_support(actual, predicted, average="macro", zero_division=0)
        out.append(dict(actual=actual.tolist(), predicted=predicted.tolist(), classes=count,
                        matrix=metrics.confusion_matrix(actual, predicted, labels=range(count)).ravel().tolist(),
                        accuracy=metrics.accuracy_score(actual, predicted), precision=precision.tolist(), recall=recall.tolist(),
                        f1=f1.tolist(), macro=[float(each) for each in macro[:3]]))
    return out


def regressions():
    draw = np.random.default_rng(3)
    y = draw.normal(size=(20, 2))
    constant = np.full((5, 1), 3.0)
    cases = [(y, y + 0.1 * draw.normal(size=y.shape)), (y[:, :1], np.zeros((20, 1))), (constant, constant), (constant, constant + 1)]
    return [dict(actual=a.ravel().tolist(), predicted=p.ravel().tolist(), columns=a.shape[1], mse=metrics.mean_squared_error(a, p),
                 mae=metrics.mean_absolute_error(a, p), r2=metrics.r2_score(a, p)) for a, p in cases]


def reproductions():
    draw = np.random.default_rng(5)
    x = draw.normal(size=(12, 3)) * [1, 5, 0.1] + [0, 2, -1]
    flat = np.full((4, 2), 0.1)
    cases = [(x, x + 0.3 * draw.normal(size=x.shape)), (x, np.zeros(x.shape)), (x, np.tile(x.mean(axis=0), (12, 1)))]
    scored = [(a, r, metrics.r2_score(a, r, multioutput="variance_weighted")) for a, r in cases]
    return [dict(actual=a.ravel().tolist(), reproduced=r.ravel().tolist(), width=a.shape[1], mse=metrics.mean_squared_error(a, r),
                 explained=explained) for a, r, explained in scored + [(flat, flat, 1.0), (flat, flat + 1, 0.0)]]


def principal(x):
    """Mean, axes and variances by NumPy's eigh, each axis turned so that its component of greatest magnitude is positive."""
    values, vectors = np.linalg.eigh(np.cov(x, rowvar=False, ddof=0))
    axes = vectors.T[::-1]
    signs = np.sign(axes[np.arange(len(axes)), np.abs(axes).argmax(axis=1)])
    return dict(mean=x.mean(axis=0).tolist(), axes=(axes * signs[:, None]).ravel().tolist(), variances=values[::-1].tolist())


def principal_axes():
    draw = np.random.default_rng(6)
    plane = draw.normal(size=(40, 2)) @ draw.normal(size=(2, 5)) + draw.normal(size=5)
    samples = [np.array([[1, 2], [2, 3], [3, 5], [4, 6], [5, 9.0]]), draw.normal(size=(30, 6)) * [9, 5, 3, 2, 1, 0.5], plane]
    out = [dict(samples=x.ravel().tolist(), width=x.shape[1], **principal(x)) for x in samples]
    digits = principal(load_digits().data)
    return dict(samples=out, digits=dict(axes=digits["axes"][:128], variances=digits["variances"]))


def scalings():
    iris = load_iris().data
    rows = list(range(0, 150, 3))
    out = []
    for kind, scaler in [("standard", StandardScaler()), ("min-max", MinMaxScaler())]:
        scaler.fit(iris[rows])
        out.append(dict(kind=kind, rows=rows, row=149, scaled=scaler.transform(iris[149:150]).ravel().tolist()))
    return out


def iris():
    data = load_iris()
    scaled = data.data / data.data.std(axis=0)
    means = np.array([scaled[data.target == label].mean(axis=0) for label in range(3)])
    variances = [float(((scaled[data.target == label] - means[label]) ** 2).sum(axis=1).mean()) for label in range(3)]
    pairs = sorted([float(np.linalg.norm(means[a] - means[b])), a, b] for a, b in [(0, 1), (0, 2), (1, 2)])
    return dict(least=data.data.min(axis=0).tolist(), greatest=data.data.max(axis=0).tolist(), mean=data.data.mean(axis=0).tolist(),
                deviation=data.data.std(axis=0).tolist(), names=data.target_names.tolist(), target=data.target.tolist(),
                variance=variances, pairs=pairs, duplicates=150 - len(np.unique(data.data, axis=0)))


def digits():
    data = load_digits()
    return dict(counts=np.bincount(data.target).tolist(), sum=float(data.data.sum()), row=data.data[1000].tolist(),
                label=int(data.target[1000]), constant=int((data.data.std(axis=0) == 0).sum()),
                duplicates=len(data.data) - len(np.unique(data.data, axis=0)))


def model():
    """A file of the safetensors library, tensors of several types."""
    draw = np.random.default_rng(4)
    tensors = {
        "1.weight": draw.normal(size=(2, 3)).astype(np.float32), "1.bias": draw.normal(size=2).astype(np.float32),
        "0.double": draw.normal(size=(1, 2, 2)), "step": np.array(7, np.int64), "int": np.array([-1, 2], np.int32),
        "byte": np.array([[0, 255, 3]], np.uint8), "empty": np.zeros((0, 3), np.float32),
        "half": np.array([0.1, -65504, 6e-8, 0, 1], np.float16), "ü\n\"": np.array([True, False]),
    }
    return dict(file=save(tensors, metadata={"classes": 'a "b" \\ é'}).hex(),
                values={name: [float(each) for each in value.ravel()] for name, value in tensors.items()})


def schedules():
    """The rates of 20 steps from 0.1, in the closed forms of PyTorch's documentation."""
    forms = {
        "step": lambda t: 0.1 * 0.5 ** (t // 4), "exponential": lambda t: 0.1 * 0.9**t, "inverse": lambda t: 0.1 / (1 + 0.25 * t),
        "cosine": lambda t: 0.01 + (0.1 - 0.01) * (1 + math.cos(math.pi * min(t, 16) / 16)) / 2, "constant": lambda t: 0.1,
    }
    return {name: [form(t) for t in range(20)] for name, form in forms.items()}


def folds():
    """How many of each class are in each fold, and the balanced weights of the classes."""
    cases = []
    for labels, count in [([0] * 12 + [1] * 7 + [2] * 4, 5), ([2, 0, 1, 1, 0, 2, 2, 2, 0, 1, 2], 3), ([1] * 9 + [0] * 8, 4)]:
        splitter = StratifiedKFold(count, shuffle=True, random_state=0)
        parts = [test for _, test in splitter.split(np.zeros(len(labels)), labels)]
        sizes = [np.bincount(np.array(labels)[part], minlength=max(labels) + 1).tolist() for part in parts]
        plain = [len(test) for _, test in KFold(count, shuffle=True, random_state=0).split(np.zeros(len(labels)))]
        weights = compute_class_weight("balanced", classes=np.unique(labels), y=labels).tolist()
        cases.append(dict(labels=labels, count=count, sizes=sizes, plain=plain, weights=weights))
    return cases


if __name__ == "__main__":
    parts = [
        folds, decimals, tables, classifications, regressions, reproductions, principal_axes, scalings, iris, digits, model, schedules]
    lines = [f"{json.dumps(part.__name__)}: {json.dumps(part())}" for part in parts]
    (FOLDER / "golden.json").write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8", newline="\n")
