"""Compares ONNX Runtime's outputs for the files of 'nnlearn export --to onnx' with nnlearn's predictions.

    python3 Tests/HandOver/check_onnx.py BINARY

Needs onnx and onnxruntime.
"""

import csv
import json
import math
import sys
from pathlib import Path

import numpy
import onnx
import onnxruntime

from cases import Case, check_all, check_close, predictions, run, train


def features(table: Path, metadata: dict[str, str], target: str) -> numpy.ndarray:
    """The samples of a table as the file takes them: numbers, NaN for a gap, 1 or 0 for a category or a gap."""
    rows = list(csv.DictReader(table.open()))
    columns = json.loads(metadata["columns"]) or [
        {"name": name, "gaps": False} for name in rows[0] if name != target
    ]
    samples = []
    for row in rows:
        sample: list[float] = []
        for column in columns:
            text = row[column["name"]]
            gap = text in ("", "NA")
            if "categories" in column:
                word = "missing" if gap else text
                sample += [float(word == category) for category in column["categories"]]
            else:
                sample.append(math.nan if gap else float(text))
                sample += [float(gap)] if column["gaps"] else []
        samples.append(sample)
    return numpy.array(samples)


def check(binary: str, case: Case, place: tuple[str, Path], folder: Path) -> str:
    table = place[1]
    model, target = folder / f"{case.name}.safetensors", folder / f"{case.name}.onnx"
    train(binary, case, place, model, "--optimizer", case.optimizer, "--epochs", 5)
    run(binary, "export", model, "--to", "onnx")
    onnx.checker.check_model(onnx.load(target), full_check=True)
    session = onnxruntime.InferenceSession(target, providers=["CPUExecutionProvider"])
    metadata = session.get_modelmeta().custom_metadata_map
    shape = session.get_inputs()[0].shape
    samples = features(table, metadata, metadata["target"]).reshape(-1, *shape[1:])
    (outputs,) = session.run(None, {"samples": samples})
    (first,) = session.run(None, {"samples": samples[:1]})
    ours = predictions(run(binary, "predict", model, table, "--format", "json"))
    check_close(f"{case.name}: one sample", ours[0], first[0].tolist(), 1e-5)
    worst = check_close(case.name, sum(ours, []), outputs.flatten().tolist(), 1e-5)
    return f"{session.get_outputs()[0].name} {worst:.0e}"


check_all(sys.argv[1], check)
