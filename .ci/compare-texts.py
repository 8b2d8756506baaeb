#!/usr/bin/env python3
"""Compares two transcripts: compare-texts.py A B.

The same words stand in the same order, and numbers agree to the digits that both show, at least to 1e-7: exp and log of different
mathematics libraries may differ in their last bit, which shows in what is left of nearly equal numbers, and in how many digits a
line needs to be true.
"""
import re
import sys

NUMBER = re.compile(r"[−-]?\d+(?:\.\d+)?(?: × 10[⁰¹²³⁴⁵⁶⁷⁸⁹⁻]+)?")
DIGITS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻−", "0123456789--")
RELATIONS = str.maketrans("≈", "=")


def number(text):
    """The value and half a unit of its last digit."""
    mantissa, _, power = text.translate(DIGITS).partition(" × 10")
    scale = 10.0 ** int(power or 0)
    decimals = len(mantissa.partition(".")[2])
    return float(mantissa) * scale, 0.5 * scale / 10**decimals


def words(path):
    """The text without spaces, each number as a mark, and the numbers."""
    text = re.sub(r"\s+", " ", open(path, encoding="utf-8").read())
    return re.sub(r"\s", "", NUMBER.sub("#", text)).translate(RELATIONS), [number(n) for n in NUMBER.findall(text)]


(words_a, numbers_a), (words_b, numbers_b) = words(sys.argv[1]), words(sys.argv[2])
if words_a != words_b or len(numbers_a) != len(numbers_b):
    sys.exit("the words differ")
for (a, half_a), (b, half_b) in zip(numbers_a, numbers_b):
    if abs(a - b) > max(1e-7, 1e-7 * abs(a), min(0.001, max(half_a, half_b))):
        sys.exit(f"{a} and {b} differ")
