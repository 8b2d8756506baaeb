"""Writes `description.json` beside this file: tables, and what pandas, SciPy and scikit-learn find in them.

None of the numbers comes from nnlearn. Running this again reproduces the same file byte for byte:

    python3 -m venv v && v/bin/pip install pandas==3.1.1 scipy==1.17.1 scikit-learn==1.9.1 && v/bin/python make_description.py
"""

import io
import json
from pathlib import Path

import numpy as np
import pandas as pd
from scipy.stats import spearmanr
from scipy.stats.contingency import association
from sklearn.feature_selection import f_classif
from sklearn.preprocessing import StandardScaler


def table():
    """Sixty rows: numbers with and without gaps, words with gaps, a number that follows the price, and repeated rows."""
    draw = np.random.default_rng(4)
    rows = 60
    kind = draw.choice(["ash", "elm", "oak"], rows, p=[0.5, 0.3, 0.2])
    height = (draw.normal(10, 3, rows) + 4 * (kind == "oak")).round(2)
    girth = (height * 7 + draw.normal(0, 15, rows)).round(1)
    place = np.where(draw.random(rows) < 0.6, np.where(kind == "ash", "river", "hill"), draw.choice(["park", "river"], rows))
    price = (height**2 + 0.3 * girth + draw.normal(0, 9, rows)).round(3)
    frame = pd.DataFrame(dict(height=height, girth=girth, place=place, dollars=(np.exp(price / 60)).round(4), price=price, kind=kind))
    frame.loc[draw.random(rows) < 0.15, "girth"] = np.nan
    frame.loc[draw.random(rows) < 0.1, "place"] = np.nan
    features = ["height", "girth", "place", "dollars"]
    other = frame.index[frame["kind"] != frame.loc[57, "kind"]][2]
    frame.loc[57, features] = frame.loc[other, features]
    frame.loc[58] = frame.loc[7]
    return frame


def ratio(numbers, groups):
    """η² from the F statistic of a one-way analysis of variance: F (k − 1) / (F (k − 1) + n − k)."""
    known = numbers.notna()
    numbers, groups = numbers[known], groups[known]
    f = f_classif(numbers.to_numpy()[:, None], groups)[0][0]
    k, n = groups.nunique(), len(groups)
    return float(f * (k - 1) / (f * (k - 1) + n - k))


def distances(frame):
    """Variances within the classes and distances between their means, of scaled numbers and indicators as they are."""
    numbers = frame[["height", "girth", "dollars"]]
    parts = [StandardScaler().fit_transform(numbers.fillna(numbers.mean()))]
    parts.append(numbers[["girth"]].isna().to_numpy(float))
    parts.append(pd.get_dummies(frame["place"].fillna("missing")).to_numpy(float))
    x = np.hstack(parts)
    names = sorted(frame["kind"].unique())
    own = {name: x[(frame["kind"] == name).to_numpy()] for name in names}
    means = {name: rows.mean(0) for name, rows in own.items()}
    pairs = [[a, b, float(np.linalg.norm(means[a] - means[b]))] for i, a in enumerate(names) for b in names[i + 1:]]
    return dict(
        variances={name: float(((rows - means[name]) ** 2).sum(1).mean()) for name, rows in own.items()},
        pairs=sorted(pairs, key=lambda pair: pair[2]))


def description():
    frame = table()
    place = frame["place"].fillna("missing")
    numbers = ["height", "girth", "dollars"]
    features = ["height", "girth", "place", "dollars"]
    repeated = frame.duplicated(features)
    whole = frame.duplicated(features + ["kind"]), frame.duplicated(features + ["price"])
    counts = place.value_counts()
    ranked = {name: frame[[name, "price"]].dropna() for name in numbers}
    return dict(
        classes=frame.drop(columns="price").to_csv(index=False, lineterminator="\n"),
        prices=frame.drop(columns="kind")[features + ["price"]].to_csv(index=False, lineterminator="\n"),
        statistics={name: [frame[name].min(), frame[name].max(), frame[name].mean(), frame[name].std(ddof=0)] for name in numbers},
        missing={name: int(frame[name].isna().sum()) for name in features},
        complete=int(frame[features].notna().all(axis=1).sum()),
        counts={name: int(counts[name]) for name in sorted(counts.index)},
        ratios={name: ratio(frame[name], frame["kind"]) for name in numbers},
        cramers_v=float(association(pd.crosstab(place, frame["kind"]), method="cramer")),
        correlations={name: float(frame[name].corr(frame["price"])) for name in numbers},
        rank_correlations={name: float(spearmanr(pair[name], pair["price"]).statistic) for name, pair in ranked.items()},
        ratio_of_place=ratio(frame["price"], place),
        duplicates=[int(row) for row in np.flatnonzero(repeated)],
        conflicts=dict(classes=int((repeated & ~whole[0]).sum()), prices=int((repeated & ~whole[1]).sum())),
        distances=distances(frame))


if __name__ == "__main__":
    Path(__file__).with_name("description.json").write_text(json.dumps(description(), indent=1, ensure_ascii=False) + "\n")
