"""Writes `Tables/passengers.csv`: a made-up list of a ship's passengers with the problems of lists that people have.

It has ages and decks that are missing, words with few and with many gaps, columns that say the same as others, and `alive`, which
was written from the target, `survived`. Running this again reproduces the same file byte for byte:

    python3 make_passengers.py
"""

import csv
import random
from pathlib import Path

ROWS = 48
PORTS = {"S": "Southampton", "C": "Cherbourg", "Q": "Queenstown"}
CLASSES = {1: "First", 2: "Second", 3: "Third"}
COLUMNS = (
    "survived,pclass,sex,age,sibsp,parch,fare,embarked,class,who,adult_male,deck,embark_town,alive,alone")


def passenger(draw, row):
    pclass = draw.choice([1, 2, 3, 3])
    sex = draw.choice(["male", "male", "female"])
    age = round(draw.uniform(1, 70)) + (0.5 if draw.random() < 0.1 else 0)
    siblings, parents = draw.choice([0, 0, 0, 1, 2]), draw.choice([0, 0, 0, 1])
    who = "child" if age < 16 else {"male": "man", "female": "woman"}[sex]
    survived = int(draw.random() < {"man": 0.2, "woman": 0.75, "child": 0.55}[who])
    fare = round(draw.uniform(6, 12) * {1: 7, 2: 2, 3: 1}[pclass] * (1 + siblings + parents), 4)
    port = draw.choice("SSSCQ")
    deck = draw.choice("ABCDE") if pclass == 1 and draw.random() < 0.8 else ""
    if row == 30:
        port = ""
    if draw.random() < 0.2:
        age = None
    return [
        survived, pclass, sex, "" if age is None else float(age), siblings, parents, fare, port, CLASSES[pclass], who,
        who == "man", deck, PORTS.get(port, ""), ["no", "yes"][survived], siblings + parents == 0]


def main():
    draw = random.Random(7)
    with open(Path(__file__).parent / "Tables" / "passengers.csv", "w", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(COLUMNS.split(","))
        writer.writerows(passenger(draw, row) for row in range(ROWS))


if __name__ == "__main__":
    main()
