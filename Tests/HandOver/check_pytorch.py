"""Compares the programs that 'nnlearn export --to pytorch' writes with nnlearn.

    python3 Tests/HandOver/check_pytorch.py BINARY

The predictions must be the same, and so must the loss of every step from the same weights, alone and in two processes.
Needs PyTorch; .ci/pytorch-hand-over installs it.
"""

import array
import contextlib
import csv
import io
import json
import re
import runpy
import shutil
import sys
from pathlib import Path

from cases import EPOCHS, Case, check_all, check_close, predictions, run, train


def call(program: Path, *words: object) -> str:
    """Runs a program in this process, where PyTorch is loaded already."""
    output = io.StringIO()
    earlier, sys.argv = sys.argv, [str(program), *map(str, words)]
    try:
        with contextlib.redirect_stdout(output):
            runpy.run_path(str(program), run_name="__main__")
    finally:
        sys.argv = earlier
    return output.getvalue()


def reset_statistics(path: Path) -> None:
    """Sets the running means and variances of a model's file to those before the first step, 0 and 1."""
    content = bytearray(path.read_bytes())
    start = 8 + int.from_bytes(content[:8], "little")
    for name, entry in json.loads(content[8:start]).items():
        if name.endswith(("running_mean", "running_var")):
            begin, end = (start + offset for offset in entry["data_offsets"])
            values = [float(name.endswith("var"))] * ((end - begin) // 4)
            content[begin:end] = array.array("f", values).tobytes()
    path.write_bytes(content)


def losses(text: str) -> list[float]:
    return [float(loss) for loss in re.findall(r"loss (\S+)", text)]


def check(binary: str, case: Case, place: tuple[str, Path], folder: Path) -> str:
    table = place[1]
    model, start = folder / f"{case.name}.safetensors", folder / f"{case.name}.start.safetensors"
    history, program = folder / "history.csv", folder / f"{case.name}.py"
    train(binary, case, place, model, "--optimizer", case.optimizer, "--schedule", case.schedule,
          "--epochs", EPOCHS, "--history", history)
    # A rate of 0 leaves the initial weights as they are.
    rule = re.match(r"\w+", case.optimizer)[0]
    train(binary, case, place, start, "--optimizer", f"{rule}(rate = 0)", "--epochs", 1)
    reset_statistics(start)
    run(binary, "export", model, "--to", "pytorch")
    run(sys.executable, "-m", "py_compile", program)
    if ruff := shutil.which("ruff"):
        run(ruff, "check", "--quiet", "--select", "E,F,W,I,B,UP", "--ignore", "E501", program)

    def apply(weights: Path) -> list[float]:
        return sum(predictions(run(binary, "predict", weights, table, "--format", "json")), [])

    theirs = sum(predictions(call(program, "predict", table)), [])
    report = [f"predictions {check_close(f'{case.name}: predictions', apply(model), theirs, 1e-5):.0e}"]
    if "dropout" in case.model:
        return ", ".join(report)
    ours = [float(row["loss"]) for row in csv.DictReader(history.open())]
    words = ["train", table, "--weights", start, "--output", folder / "more.safetensors"]
    alone = call(program, *words)
    report.append(f"losses {check_close(f'{case.name}: losses', losses(alone), ours, 2e-5):.0e}")
    more = apply(folder / "more.safetensors")
    check_close(f"{case.name}: predictions after training", more, apply(model), 1e-3)
    if "batch_norm" in case.model:  # normalized by the samples of each process
        return ", ".join(report)
    both = run(sys.executable, "-m", "torch.distributed.run", "--nproc_per_node", 2,
               "--standalone", program, *words)
    worst = check_close(f"{case.name}: losses in two processes", losses(both), ours, 2e-5)
    return ", ".join([*report, f"in two processes {worst:.0e}"])


check_all(sys.argv[1], check)
