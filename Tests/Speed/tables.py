#!/usr/bin/env python3
"""Trains on twelve public tables with default options, and compares with scikit-learn on the same test rows.

    python3 -m venv /tmp/peers && /tmp/peers/bin/pip install scikit-learn pandas palmerpenguins
    /tmp/peers/bin/python Tests/Speed/tables.py .build/release/nnlearn /tmp/tables [TABLE ...]

The folder holds the tables as their packages have them: text columns, missing values and all. A table that is not there yet is
copied from its package, or downloaded. Only row numbers, free text and columns that restate the target are left out, with
--ignore. For each seed a fifth of the rows, stratified by class, is the test part, in a file of its own. What is measured is
the call of someone who has two such files and chooses nothing, and the measure is that of its report:

    nnlearn train training.csv --target TARGET --test test.csv --seed SEED [--ignore COLUMNS]

The peers are an MLP (MLPClassifier, or MLPRegressor with a standardized target) and a linear model (LogisticRegression or
Ridge), with default options after the usual preparation: numbers imputed by their mean with an indicator, and standardized;
texts one-hot. Classes are measured by accuracy, numbers by R². The verdict comes from the paired differences, seed by seed, to
the better of the two peers: "yes" unless their mean is below 0 by more than a standard error.

The default layers and penalty were chosen on the seeds 0 to 4, the split and the schedule on 100 to 109. A verdict comes from
seeds that had no part in a choice. Between equals, chance alone exceeds the standard error of five seeds on about one
table in five.

  --seeds N        the number of splits, each with initial weights of its own; 5 by default
  --first-seed N   the first of their seeds, which count up from it; 0 by default
  --options TEXT   more options for each `nnlearn train`, in one argument
"""
import argparse, json, math, os, statistics, subprocess, sys, tempfile, time, urllib.request, warnings

import pandas
from compare import processor
from sklearn import datasets
from sklearn.compose import ColumnTransformer, TransformedTargetRegressor
from sklearn.exceptions import ConvergenceWarning
from sklearn.impute import SimpleImputer
from sklearn.linear_model import LogisticRegression, Ridge
from sklearn.model_selection import train_test_split
from sklearn.neural_network import MLPClassifier, MLPRegressor
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder, StandardScaler


def download(path):
    def text():
        with urllib.request.urlopen("https://raw.githubusercontent.com/" + path) as reply:
            return reply.read().decode("utf-8")
    return text


def r(name):
    return download(f"vincentarelbundock/Rdatasets/1dcc2bf5f955cc1224a3e1307256e1fe86b68dae/csv/{name}.csv")


def seaborn(name):
    return download(f"mwaskom/seaborn-data/71e2436a092d714350de0fc409ca8a8714e7e78f/{name}.csv")


def bundled(name):
    return lambda: getattr(datasets, f"load_{name}")(as_frame=True).frame.to_csv(index=False)


def penguins():
    import palmerpenguins
    with open(os.path.join(os.path.dirname(palmerpenguins.__file__), "data", "penguins.csv"), encoding="utf-8") as file:
        return file.read()


# Name, where the text comes from, target, ignored columns, whether the target is a class.
TABLES = [
    ("penguins", penguins, "species", [], True),
    ("titanic", seaborn("titanic"), "survived", ["alive"], True),
    ("credit", r("modeldata/credit_data"), "Status", ["rownames"], True),
    ("house-prices", r("AER/HousePrices"), "price", ["rownames"], False),
    ("saratoga", r("mosaicData/SaratogaHouses"), "price", ["rownames"], False),
    ("diamonds", seaborn("diamonds"), "price", [], False),
    ("wine", bundled("wine"), "target", [], True),
    ("breast-cancer", bundled("breast_cancer"), "target", [], True),
    ("digits", bundled("digits"), "target", [], True),
    ("diabetes", bundled("diabetes"), "target", [], False),
    ("boston", r("MASS/Boston"), "medv", ["rownames"], False),
    ("auto-mpg", seaborn("mpg"), "mpg", ["name"], False),
]


def options():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("binary")
    parser.add_argument("folder")
    parser.add_argument("tables", nargs="*", metavar="TABLE")
    parser.add_argument("--seeds", type=int, default=5)
    parser.add_argument("--first-seed", type=int, default=0)
    parser.add_argument("--options", default="")
    return parser.parse_args()


def kept(folder, name, text):
    """The path of a table in the folder, written there if it is not there yet."""
    path = os.path.join(folder, f"{name}.csv")
    if not os.path.exists(path):
        os.makedirs(folder, exist_ok=True)
        with open(path, "w", encoding="utf-8", newline="") as file:
            file.write(text())
    return path


def own(binary, folder, target, ignored, seed, more):
    """Trains nnlearn on one file of a split and tests it on the other: the measure, and the seconds that both took."""
    training, test = (os.path.join(folder, name) for name in ("training.csv", "test.csv"))
    words = [binary, "train", training, "--target", target, "--test", test, "--seed", str(seed), "--quiet", "--format", "json",
             *more]
    if ignored:
        words += ["--ignore", ",".join(ignored)]
    start = time.monotonic()
    reply = subprocess.run(words, capture_output=True, text=True, check=True)
    seconds = time.monotonic() - start
    result = json.loads(reply.stdout.splitlines()[-1])
    return result.get("test_accuracy", result.get("test_r2")), seconds


def preparation(features):
    """The usual preparation: numbers imputed and standardized, texts one-hot."""
    numbers = features.select_dtypes("number").columns
    texts = features.columns.difference(numbers)
    return ColumnTransformer([
        ("numbers", make_pipeline(SimpleImputer(add_indicator=True), StandardScaler()), numbers),
        ("texts", make_pipeline(
            SimpleImputer(strategy="constant", fill_value="missing"),
            OneHotEncoder(handle_unknown="ignore")), texts),
    ])


def peers(training, test, target, ignored, seed, is_class):
    """The measures of the MLP and the linear model, and the seconds that training the MLP took."""
    def sides(rows):
        features = rows.drop(columns=[target, *ignored])
        texts = features.select_dtypes(exclude="number").columns
        features[texts] = features[texts].astype(object).where(features[texts].notna(), None)
        return features, rows[target]

    (x, y), (x_test, y_test) = sides(training), sides(test)
    if is_class:
        models = [MLPClassifier(random_state=seed), LogisticRegression()]
    else:
        models = [
            TransformedTargetRegressor(MLPRegressor(random_state=seed), transformer=StandardScaler()),
            Ridge()]
    scores, times = [], []
    for model in models:
        start = time.monotonic()
        pipeline = make_pipeline(preparation(x), model).fit(x, y)
        times.append(time.monotonic() - start)
        scores.append(pipeline.score(x_test, y_test))
    return scores, times[0]


def error(values):
    """The standard error of the mean."""
    return statistics.stdev(values) / math.sqrt(len(values)) if len(values) > 1 else 0


def shown(values):
    return f"{statistics.mean(values):.4f} ± {error(values):.4f}"


def compare(chosen, name, text, target, ignored, is_class):
    """One row of the table, and whether nnlearn holds."""
    table = pandas.read_csv(kept(chosen.folder, name, text), dtype={target: str} if is_class else None, low_memory=False)
    scores = []
    for seed in range(chosen.first_seed, chosen.first_seed + chosen.seeds):
        training, test = train_test_split(
            table, test_size=0.2, random_state=seed, stratify=table[target] if is_class else None)
        with tempfile.TemporaryDirectory() as folder:
            training.to_csv(os.path.join(folder, "training.csv"), index=False)
            test.to_csv(os.path.join(folder, "test.csv"), index=False)
            measure, seconds = own(chosen.binary, folder, target, ignored, seed, chosen.options.split())
        others, peer_seconds = peers(training, test, target, ignored, seed, is_class)
        scores.append((measure, *others, seconds, peer_seconds))
    ours, mlp, linear, seconds, peer_seconds = zip(*scores)
    best = max(mlp, linear, key=statistics.mean)
    differences = [a - b for a, b in zip(ours, best)]
    holds = statistics.mean(differences) >= -error(differences) - 1e-9  # A single seed that differs is a tie.
    cells = [
        name, f"{len(table):,}", str(len(table.columns) - 1 - len(ignored)), "accuracy" if is_class else "R²",
        shown(ours), shown(mlp), shown(linear), f"{shown(differences)}", "yes" if holds else "no",
        f"{statistics.mean(seconds):.1f}", f"{statistics.mean(peer_seconds):.1f}"]
    return cells, holds


def main():
    chosen = options()
    warnings.simplefilter("ignore", ConvergenceWarning)
    warnings.filterwarnings("ignore", message="Found unknown categories")
    seeds = f"{chosen.seeds} seeds from {chosen.first_seed}"
    print(f"{processor()}. Mean ± standard error of {seeds}; seconds of one training, ours with reading and testing.\n")
    titles = [
        "table", "rows", "columns", "measure", "nnlearn", "MLP", "linear", "ours − better", "not worse", "seconds", "MLP's"]
    print("| " + " | ".join(titles) + " |")
    print("| --- " + "| ---: " * 2 + "| --- " + "| ---: " * 7 + "|")
    verdicts = []
    for row in TABLES:
        if not chosen.tables or row[0] in chosen.tables:
            cells, holds = compare(chosen, *row)
            verdicts.append(holds)
            print("| " + " | ".join(cells) + " |", flush=True)
    print(f"\nNot worse on {sum(verdicts)} of {len(verdicts)}.")


if __name__ == "__main__":
    main()
