"""Printed arithmetic, read back: computed with 32 decimal digits, and in fractions where a line claims to be exact.

The pencil and paper of check_printed.py.
"""

import decimal
import math
import re
from decimal import Decimal
from fractions import Fraction

decimal.setcontext(decimal.Context(prec=32, Emax=10**6, Emin=-10**6))
SLACK = 1e-12
UNDERFLOW = Decimal("1e-300")
SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789-")
SIGNS = {"≤": "<=", "≥": ">=", "≠": "!="}
TOKEN = re.compile(r"""\s*(?:(?P<number>(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?(?:\ ×\ 10[⁻⁰¹²³⁴-⁹]+)?)
    | (?P<power>[⁻⁰¹²³⁴-⁹]+) | (?P<word>\w+) | (?P<sign>==|!=|<=|>=|[-−+×*/^@<>≤≥≠()\[\],]))""", re.VERBOSE)


class Symbolic(Exception):
    """The text is no arithmetic on numbers alone."""


class Parser:
    """A tree of ('number', value, half a unit, significant digits), ('list', items…) and (operation, operands…)."""

    def __init__(self, text):
        self.tokens, position = [], 0
        while position < len(text):
            found = TOKEN.match(text, position)
            if not found:
                raise Symbolic(text)
            token = found.group(found.lastgroup).replace("−", "-")
            self.tokens.append((found.lastgroup, SIGNS.get(token, token)))
            position = found.end()
        self.tokens.append(("end", ""))

    def take(self, *signs):
        if self.tokens[0][1] in signs and self.tokens[0][0] in ("sign", "word"):
            return self.tokens.pop(0)[1]
        return None

    def need(self, sign):
        if not self.take(sign):
            raise Symbolic(sign)

    def choice(self):
        value = self.comparison()
        if self.take("if"):
            condition = self.comparison()
            self.need("else")
            return ("if", value, condition, self.choice())
        return value

    def comparison(self):
        value = self.sum()
        sign = self.take("==", "!=", "<", "<=", ">", ">=")
        return (sign, value, self.sum()) if sign else value

    def sum(self):
        value = self.product()
        while sign := self.take("+", "-"):
            value = (sign, value, self.product())
        return value

    def product(self):
        value = self.signed()
        while sign := self.take("×", "*", "/"):
            value = ("/" if sign == "/" else "×", value, self.signed())
        return value

    def signed(self):
        if not self.take("-"):
            return self.power()
        value = self.signed()
        if value[0] == "number":
            return ("number", -value[1], *value[2:4], "−" + value[4])
        return ("negative", value)

    def power(self):
        base = self.atom()
        if self.tokens[0][0] == "power":
            return ("^", base, number(self.tokens.pop(0)[1].translate(SUPERSCRIPTS)))
        return ("^", base, self.signed()) if self.take("^") else base

    def atom(self):
        kind, text = self.tokens.pop(0)
        if kind == "number":
            return number(text)
        if text == "(":
            value = self.choice()
            self.need(")")
            return value
        if text == "[":
            return ("list", *self.items("]"))
        if kind == "word" and text in FUNCTIONS and self.take("("):
            return (text, *self.items(")"))
        raise Symbolic(text)

    def items(self, end):
        values = [self.choice()]
        while self.take(","):
            values.append(self.choice())
        self.need(end)
        return values


def number(text):
    mantissa, _, power = text.partition(" × 10")
    value = Decimal(mantissa)
    exponent = int(power.translate(SUPERSCRIPTS) or 0)
    digits = re.sub(r"[eE].*|\.", "", mantissa).lstrip("0")
    significant = len(digits if "." in mantissa else digits.rstrip("0"))
    half = Decimal(5).scaleb(value.as_tuple().exponent - 1 + exponent)
    return ("number", value.scaleb(exponent), half, significant, text)


def parse(text):
    parser = Parser(text)
    tree = parser.choice()
    if parser.tokens[0][0] != "end":
        raise Symbolic(text)
    return tree


def position_of_largest(*values):
    return Decimal(values.index(max(values)))


FUNCTIONS = {
    "exp": lambda a: a.exp(), "log": lambda a: a.ln(), "sqrt": lambda a: a.sqrt(), "abs": abs,
    "sign": lambda a: Decimal((a > 0) - (a < 0)), "square": lambda a: a * a, "relu": lambda a: max(a, Decimal(0)),
    "sigmoid": lambda a: 1 / (1 + (-a).exp()), "tanh": lambda a: 1 - 2 / ((2 * a).exp() + 1),
    "softplus": lambda a: (1 + a.exp()).ln(), "max": lambda *a: max(a), "min": lambda *a: min(a),
    "argmax": position_of_largest,
}
OPERATIONS = {
    "+": lambda a, b: a + b, "-": lambda a, b: a - b, "×": lambda a, b: a * b, "/": lambda a, b: a / b,
    "^": lambda a, b: a**b if a != 0 or b != 0 else Decimal(1), "negative": lambda a: -a,
    "==": lambda a, b: Decimal(a == b), "!=": lambda a, b: Decimal(a != b), "<": lambda a, b: Decimal(a < b),
    "<=": lambda a, b: Decimal(a <= b), ">": lambda a, b: Decimal(a > b), ">=": lambda a, b: Decimal(a >= b),
    "if": lambda a, c, b: a if c != 0 else b, **FUNCTIONS,
}


def value_of(tree):
    """The tree's value, a Decimal or a list; Symbolic where it has none."""
    if tree[0] == "number":
        return tree[1]
    values = [value_of(part) for part in tree[1:]]
    if tree[0] == "list":
        return values
    if any(isinstance(value, list) for value in values):
        raise Symbolic("a list in arithmetic")
    try:
        return OPERATIONS[tree[0]](*values)
    except (decimal.DecimalException, ArithmeticError, ValueError) as error:
        raise Symbolic("no finite value") from error


def tolerance_of(tree):
    """What rounding each printed number of a line can do to its value."""
    if tree[0] == "number":
        return tree[2]
    total = Decimal(0)
    here = value_of(tree)
    for path, leaf in leaves(tree):
        total += abs(value_of(replaced(tree, path, ("number", leaf[1] + leaf[2], *leaf[2:]))) - here)
    return total


def leaves(tree, path=()):
    if tree[0] == "number":
        yield path, tree
    else:
        for index, part in enumerate(tree[1:], 1):
            yield from leaves(part, (*path, index))


def replaced(tree, path, leaf):
    if not path:
        return leaf
    return tuple(replaced(part, path[1:], leaf) if index == path[0] else part for index, part in enumerate(tree))


def numbers_of(tree):
    """The (value, half a unit, significant digits, text) of a number or a list of numbers, in order."""
    if tree[0] == "number":
        return [tree[1:]]
    if tree[0] != "list":
        raise Symbolic("no plain value")
    return [n for part in tree[1:] for n in numbers_of(part)]


class Inexact(Exception):
    """The arithmetic has no value that a person can state as a fraction."""


def root(value):
    """The square root of the square of a fraction."""
    found = Fraction(math.isqrt(value.numerator), math.isqrt(value.denominator)) if value >= 0 else None
    if found is None or found * found != value:
        raise Inexact
    return found


def power(base, exponent):
    if exponent.denominator != 1 or abs(exponent) > 1000:
        raise Inexact
    return base**int(exponent)


def only(argument, value):
    def function(a):
        if a != argument:
            raise Inexact
        return Fraction(value)
    return function


EXACT = {
    "+": lambda a, b: a + b, "-": lambda a, b: a - b, "/": lambda a, b: a / b, "^": power, "negative": lambda a: -a,
    "==": lambda a, b: a == b, "!=": lambda a, b: a != b, "<": lambda a, b: a < b, "<=": lambda a, b: a <= b,
    ">": lambda a, b: a > b, ">=": lambda a, b: a >= b, "if": lambda a, c, b: a if c != 0 else b, "abs": abs,
    "max": lambda *a: max(a), "min": lambda *a: min(a), "relu": lambda a: max(a, 0), "square": lambda a: a * a,
    "sign": lambda a: (a > 0) - (a < 0), "argmax": lambda *a: a.index(max(a)), "sqrt": root,
    "exp": only(0, 1), "log": only(1, 0), "tanh": only(0, 0), "sigmoid": only(0, Fraction(1, 2)),
}
# What rounded operands decide as well as exact ones.
DECISIONS = {"==", "!=", "<", "<=", ">", ">=", "sign", "argmax"}


def exact_value(tree):
    """The tree's value as a fraction; Inexact where nobody can tell."""
    if tree[0] == "number":
        return Fraction(tree[1])
    if tree[0] == "×":
        return exact_product(tree)
    values = [exact_value(part) for part in tree[1:]]
    if tree[0] not in EXACT:
        raise Inexact
    try:
        return Fraction(EXACT[tree[0]](*values))
    except ZeroDivisionError as error:
        raise Inexact from error


def exact_product(tree):
    """A factor that is 0 makes a product 0, whatever the other is."""
    values = []
    for part in tree[1:]:
        try:
            values.append(exact_value(part))
        except Inexact:
            values.append(None)
    if any(value == 0 for value in values):
        value_of(tree)
        return Fraction(0)
    if None in values:
        raise Inexact
    return values[0] * values[1]


def needless(before, after):
    """Whether every part of a line that became a number became just that number, or was decided by a comparison or argmax."""
    if before[0] == after[0] and len(before) == len(after) and before[0] != "number":
        return all(needless(a, b) for a, b in zip(before[1:], after[1:]))
    try:
        return after[0] == "number" and after[3] <= 8 and exact_value(before) == exact_value(after)
    except (Inexact, Symbolic):
        return False


def is_decided(before, after):
    """Whether a part of a line, or each item of a list, is a decision that became its whole number."""
    if before[0] == "list" == after[0] and len(before) == len(after):
        return all(is_decided(a, b) for a, b in zip(before[1:], after[1:]))
    return before[0] in DECISIONS and needless(before, after)


def matches(before, after, is_exact, is_next=True):
    """What is false about `before = after` or `before ≈ after`, part by part."""
    if before[0] == after[0] and len(before) == len(after) and before[0] != "number":
        return [m for a, b in zip(before[1:], after[1:]) for m in matches(a, b, is_exact, is_next)]
    try:
        if is_exact and is_next and after[0] == "number" and before[0] != "list" and value_of(before) is not None:
            return [] if exact_value(before) == exact_value(after) else [f"{value_of(before):.20g} is not {after[4]}"]
        first, second = value_of(before), value_of(after)
        if isinstance(first, list) or isinstance(second, list):
            return [] if isinstance(first, list) == isinstance(second, list) else ["a list and a number"]
        allowed = Decimal(0) if is_exact else tolerance_of(after)
    except Inexact:
        return [f"{after[4]} is not exact"]
    except Symbolic:
        return []
    # What is left of nearly equal numbers is no larger than their own rounding in binary.
    rounding = Decimal(2) ** -53 * max((abs(leaf[1]) for _, leaf in leaves(before)), default=0)
    if abs(first - second) <= allowed + Decimal(SLACK) * max(abs(first), abs(second)) + rounding + UNDERFLOW:
        return []
    return [f"{first:.12g} is not {second:.12g}"]
