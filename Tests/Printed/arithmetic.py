"""Printed arithmetic, read back and computed with 32 decimal digits: the pencil and paper of check_printed.py."""

import decimal
import re
from decimal import Decimal

decimal.setcontext(decimal.Context(prec=32, Emax=10**6, Emin=-10**6))
SLACK = 1e-12
UNDERFLOW = Decimal("1e-300")
SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789-")
TOKEN = re.compile(r"""\s*(?:(?P<number>(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?(?:\ ×\ 10[⁻⁰¹²³⁴-⁹]+)?)
    | (?P<power>[⁻⁰¹²³⁴-⁹]+) | (?P<word>\w+) | (?P<sign>==|!=|<=|>=|[-−+×*/^@<>()\[\],]))""", re.VERBOSE)


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
            self.tokens.append((found.lastgroup, found.group(found.lastgroup).replace("−", "-")))
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
        return ("number", -value[1], *value[2:]) if value[0] == "number" else ("negative", value)

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


def matches(before, after, is_exact):
    """What is false about `before = after` or `before ≈ after`, part by part."""
    if before[0] == after[0] and len(before) == len(after) and before[0] != "number":
        return [m for a, b in zip(before[1:], after[1:]) for m in matches(a, b, is_exact)]
    try:
        first, second = value_of(before), value_of(after)
        if isinstance(first, list) or isinstance(second, list):
            return [] if isinstance(first, list) == isinstance(second, list) else ["a list and a number"]
        allowed = Decimal(0) if is_exact else tolerance_of(after)
    except Symbolic:
        return []
    # What is left of nearly equal numbers is no larger than their own rounding in binary.
    rounding = Decimal(2) ** -53 * max((abs(leaf[1]) for _, leaf in leaves(before)), default=0)
    if abs(first - second) <= allowed + Decimal(SLACK) * max(abs(first), abs(second)) + rounding + UNDERFLOW:
        return []
    return [f"{first:.12g} is not {second:.12g}"]
