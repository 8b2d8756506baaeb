"""One program in the lesson language, written line by line beside the PyTorch computation that gives its numbers."""

import math
import textwrap
from decimal import Decimal

import torch

torch.set_default_dtype(torch.float64)
torch.set_num_threads(1)

PYTORCH = torch.__version__.split("+")[0]
DIGITS = 9
WIDTH = 116


def leaf(values):
    return torch.tensor(values, dtype=torch.float64, requires_grad=True)


def fixed(values):
    return torch.tensor(values, dtype=torch.float64)


def wave(shape, phase):
    """Unremarkable numbers of two decimals, the same on every machine, as nested lists."""
    numbers = [round(0.9 * math.sin(1.7 * k + phase), 2) for k in range(math.prod(shape))]
    return fixed(numbers).reshape(shape).tolist()


def short(values):
    """A literal as a person would type it: 0.15, [1, -2], [[1, 2], [3, 4]]."""
    if isinstance(values, list):
        return "[" + ", ".join(short(each) for each in values) + "]"
    return f"{values:g}"


def expected(values):
    """A literal of nine significant digits, so that the check holds to half a unit of the ninth."""
    if isinstance(values, list):
        return "[" + ", ".join(expected(each) for each in values) + "]"
    value = float(values)
    if not math.isfinite(value):
        raise ValueError(f"{value} cannot be expected")
    if abs(value) < 1e-15:
        return "0." + "0" * DIGITS
    text = f"{value:.{DIGITS - 1}e}"
    mantissa, exponent = text.split("e")
    last = Decimal(1).scaleb(int(exponent) - DIGITS + 1)
    distance = abs(Decimal(value) - Decimal(text)) / last
    if abs(distance - Decimal("0.5")) < Decimal("0.00001"):
        raise ValueError(f"{value!r} lies on the border between two literals")
    if -5 < int(exponent) < DIGITS - 1:
        return f"{value:.{DIGITS - 1 - int(exponent)}f}"
    return f"{mantissa}e{int(exponent)}"


def folded(start, values, spell, indent=""):
    """The lines of `start` and a literal: numbers fill the lines, each row of a literal that is too wide gets lines of its own."""
    text = indent + start + spell(values)
    if len(text) <= WIDTH or not isinstance(values, list):
        return [text]
    if not isinstance(values[0], list):
        return textwrap.wrap(text, WIDTH, subsequent_indent=indent + "    ")
    parts = [folded("", each, spell, indent + "    ") for each in values[:-1]]
    ending = folded("", values[-1], spell, indent + "    ")
    return [indent + start + "[", *[line for part in parts for line in part[:-1] + [part[-1] + ","]], *ending[:-1], ending[-1] + "]"]


class Program:
    def __init__(self, name, purpose, numbers=f"PyTorch {PYTORCH} in float64"):
        self.name = name
        self.lines = [f"# {purpose}", f"# Numbers: {numbers}, by make_programs.py."]

    def text(self):
        return "\n".join(self.lines) + "\n"

    def line(self, *lines):
        self.lines += lines

    def section(self, title):
        self.lines += ["", f"# {title}"]

    def literal(self, start, values, spell):
        """`start` and a literal; a wide one goes on over several lines, one for each of its rows."""
        self.line(*folded(start, values, spell))

    def expect(self, expression, value):
        """`expect expression is literal`."""
        values = fixed(value).tolist() if isinstance(value, (int, float, list)) else value.tolist()
        self.literal(f"expect {expression} is ", values, expected)

    def value(self, statement, value):
        """A statement and the check of its value, `#=>` on the same line where there is room."""
        value = value if torch.is_tensor(value) else fixed(value)
        line = f"{statement}  #=> {expected(value.tolist())}"
        if len(line) <= WIDTH:
            self.line(line)
            return
        self.line(statement)
        self.expect(statement.split(" = ")[0], value)

    def params(self, **values):
        for name, value in values.items():
            self.literal(f"param {name} = ", value, short)
        return [leaf(value) for value in values.values()]

    def constants(self, **values):
        for name, value in values.items():
            self.literal(f"{name} = ", value, short)
        return [fixed(value) for value in values.values()]

    def gradients(self, name, loss, **tensors):
        """`backprop name`, and one check for each gradient of `loss`."""
        self.line(f"backprop {name}")
        found = torch.autograd.grad(loss, list(tensors.values()), retain_graph=True)
        for tensor, gradient in zip(tensors, found):
            if gradient.dim() > 2:
                rows = gradient.reshape(-1, gradient.shape[-2] * gradient.shape[-1])
                self.expect(f"reshape(grad({tensor}), {short(list(rows.shape))})", rows)
            else:
                self.expect(f"grad({tensor})", gradient)

    def case(self, text, function, **inputs):
        """`y = text` of parameters `inputs`: its value, then the gradients of a sum of its elements, weighted or squared."""
        tensors = self.params(**inputs)
        y = function(*tensors)
        if y.dim() <= 2:
            self.value(f"y = {text}", y)
        else:
            rows = y.reshape(-1, y.shape[-2] * y.shape[-1])
            self.line(f"y = {text}")
            self.expect(f"reshape(y, {short(list(rows.shape))})", rows)
        named = dict(zip(inputs, tensors))
        if y.dim() == 0:
            self.gradients("y", y, **named)
        elif y.numel() <= 12:
            weights = wave(list(y.shape), 0.6)
            self.line(f"L = sum(y * {short(weights)})")
            self.gradients("L", (y * fixed(weights)).sum(), **named)
        else:
            self.line("L = sum(y * y)")
            self.gradients("L", (y * y).sum(), **named)
