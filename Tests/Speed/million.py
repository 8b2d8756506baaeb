#!/usr/bin/env python3
"""Times a description and one epoch of training of a table of a million rows, beside pandas and scikit-learn, with their memory.

    python3 -m venv /tmp/peers && /tmp/peers/bin/pip install scikit-learn pandas
    /tmp/peers/bin/python Tests/Speed/million.py .build/release/nnlearn

The table has seven columns of numbers, one of them with 2 % missing, two of words, with 5 and 20 categories, and a target of two
classes. Both train on all rows with the same layers, batch, rate and optimizer; the peer prepares them with an imputer with
indicator, a scaler and a one-hot encoder. A description is `nnlearn describe`, and in pandas what it has of that: `read_csv`,
`describe`, the missing values, the duplicates, the counts of words and the means of each class. Each call is a process of its
own, and runs alternate; the table has the medians of the time, of the processor time of all threads, which other programs on
the machine affect less, and of the peak memory.

  --rows N     the number of rows; 1,000,000 by default
  --runs N     the number of runs of each; 3 by default
  --file PATH  where the table is written; it is kept, and not written again; a temporary file by default
"""
import argparse, os, statistics, subprocess, sys, tempfile, time

import numpy, pandas
from compare import processor

LAYERS, BATCH, RATE = 32, 32, 0.003


def options():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("binary")
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--file")
    parser.add_argument("--peer", choices=("describe", "train"), help=argparse.SUPPRESS)
    return parser.parse_args()


def write(path, rows):
    draw = numpy.random.default_rng(1)
    columns = {f"number_{i}": (draw.normal(size=rows) * 10**i).round(4) for i in range(7)}
    gaps = draw.random(rows) < 0.02
    table = pandas.DataFrame(columns)
    table["few"] = draw.choice([f"kind {i}" for i in range(5)], rows)
    table["many"] = draw.choice([f"place {i}" for i in range(20)], rows)
    score = columns["number_0"] + columns["number_1"] / 10 * (table["few"] == "kind 1") + draw.normal(size=rows) / 2
    table["number_3"] = table["number_3"].mask(gaps)
    table["answer"] = numpy.where(score > 0, "yes", "no")
    table.to_csv(path, index=False)


def peer(path, kind):
    """What the peer's process does."""
    table = pandas.read_csv(path)
    if kind == "describe":
        words = table.select_dtypes(exclude="number")
        print(
            table.describe(include="all"), table.isna().sum(), table.drop(columns="answer").duplicated().sum(),
            *(table[name].value_counts() for name in words),
            table.groupby("answer").mean(numeric_only=True), table["answer"].value_counts(normalize=True))
        return
    from sklearn.compose import ColumnTransformer
    from sklearn.impute import SimpleImputer
    from sklearn.neural_network import MLPClassifier
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import OneHotEncoder, StandardScaler
    features = table.drop(columns="answer")
    numbers = features.select_dtypes("number").columns
    prepared = ColumnTransformer([
        ("numbers", make_pipeline(SimpleImputer(add_indicator=True), StandardScaler()), numbers),
        ("words", OneHotEncoder(handle_unknown="ignore"), features.columns.difference(numbers)),
    ]).fit_transform(features)
    MLPClassifier((LAYERS,), activation="tanh", batch_size=BATCH, learning_rate_init=RATE, max_iter=1).fit(
        prepared, table["answer"])


def measured(words):
    """The seconds, the seconds of all its threads, and the peak memory in MB of a process."""
    start = time.monotonic()
    process = subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    if status != 0:
        sys.exit(f"{' '.join(words)} fails")
    memory = usage.ru_maxrss / (1 << 20 if sys.platform == "darwin" else 1 << 10)
    return time.monotonic() - start, usage.ru_utime + usage.ru_stime, memory


def main():
    chosen = options()
    if chosen.peer:
        peer(chosen.file, chosen.peer)
        return
    with tempfile.TemporaryDirectory() as folder:
        path = chosen.file or os.path.join(folder, "big.csv")
        if not os.path.exists(path):
            write(path, chosen.rows)
        itself = [sys.executable, os.path.abspath(__file__), chosen.binary, "--file", path, "--peer"]
        train = [
            chosen.binary, "train", path, "--epochs", "1", "--split", "100/0/0", "--batch", str(BATCH), "--rate", str(RATE),
            "--model", f"dense {LAYERS} tanh, dense 2 softmax", "--quiet"]
        calls = [
            ("read and describe", [chosen.binary, "describe", path], itself + ["describe"]),
            ("read and train for an epoch", train, itself + ["train"])]
        print(f"{processor()}. {os.path.getsize(path) / 1e6:.0f} MB, medians of {chosen.runs} runs.\n")
        print("| | nnlearn | pandas, scikit-learn | ratio |\n| --- | ---: | ---: | ---: |")
        for title, own, other in calls:
            runs = [(measured(own), measured(other)) for _ in range(chosen.runs)]
            for unit, index, digits in (("s", 0, 1), ("s of processors", 1, 1), ("MB", 2, 0)):
                ours, theirs = (statistics.median(run[side][index] for run in runs) for side in (0, 1))
                print(f"| {title} | {ours:,.{digits}f} {unit} | {theirs:,.{digits}f} {unit} | {ours / theirs:.2f} |", flush=True)


if __name__ == "__main__":
    main()
