"""Writes `tables.json` beside this file: tables as text, and the features that pandas and scikit-learn make of them.

Missing numbers are replaced by the mean of the training rows and get an indicator column; words become one column for each
category, `missing` among them. Only numbers are scaled. Running this again reproduces the same file byte for byte:

    python3 -m venv v && v/bin/pip install numpy==2.4.6 pandas==3.1.1 scikit-learn==1.9.1 && v/bin/python make_tables.py
"""

import io
import json
from pathlib import Path

import numpy as np
import pandas as pd
from sklearn.compose import ColumnTransformer
from sklearn.impute import MissingIndicator, SimpleImputer
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import FunctionTransformer, MinMaxScaler, OneHotEncoder, StandardScaler

GAPS = ["", "NA", "?", "-", "null", "NaN"]
SCALERS = {"standard": StandardScaler, "min-max": MinMaxScaler, "none": FunctionTransformer}
TABLES = [
    ("age,sex,fare,port,survived\n22,male,7.25,S,0\n38,female,71.28,C,1\nNA,female,7.92,,1\n35,male,53.1,S,1\n,male,8.05,S,0\n"
     "?,male,8.46,Q,0\n54,female,51.86,S,1\n2,male,21.08,?,0\n27,female,11.13,C,1\n14,male,-,C,0\n4,female,16.7,S,1\n", [0, 1, 2, 3, 5, 6, 7, 9]),
    ("smoker,bmi,region,charges\nyes,27.9,südwest,16884.92\nno,33.77,nord,1725.55\nno,33,südwest,4449.46\nno,22.705,Nord,21984.47\n"
     "yes,,nord,3866.86\nno,25.74,südost,3756.62\n", [0, 1, 3, 4, 5]),
]


def features(text, rows):
    table = pd.read_csv(io.StringIO(text), na_values=GAPS, keep_default_na=False, skipinitialspace=True).iloc[:, :-1]
    words = [name for name in table if not pd.api.types.is_numeric_dtype(table[name])]
    gaps = [name for name in table if name not in words and table[name].isna().any()]
    table[words] = table[words].fillna("missing")
    categories = {name: sorted(table[name].unique(), key=lambda word: word.encode()) for name in words}
    out = {}
    for kind, scaler in SCALERS.items():
        steps, names = [], []
        for name in table:
            if name in words:
                steps.append((name, OneHotEncoder(categories=[categories[name]], sparse_output=False), [name]))
                names += [f"{name} = {word}" for word in categories[name]]
                continue
            steps.append((name, make_pipeline(SimpleImputer(), scaler()), [name]))
            names.append(name)
            if name in gaps:
                steps.append((name + " is missing", MissingIndicator(features="all"), [name]))
                names.append(name + " is missing")
        transformer = ColumnTransformer(steps).fit(table.iloc[rows])
        out[kind] = np.asarray(transformer.transform(table), dtype=float).ravel().tolist()
    return dict(text=text, rows=rows, names=names, features=out)


tables = [features(text, rows) for text, rows in TABLES]
Path(__file__).with_name("tables.json").write_text("[\n" + ",\n".join(json.dumps(each, ensure_ascii=False) for each in tables) + "\n]\n")
