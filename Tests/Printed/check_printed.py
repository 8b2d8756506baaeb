"""Reads what `nnlearn` prints as a person with a pencil would, and checks that no printed line is false.

It runs the binary on every lesson, on every program of Tests/Programs, and on random programs (fixed seed), and promises:

- In each chain `subject = A = B ≈ C`, on one line or stacked, every numeric line gives the next line and the final value,
  computed here from the printed digits alone: after `=` exactly, in fractions; after `≈`, rounded to the last digit printed.
- `≈` stands before nothing that is exact: no line that follows exactly from lines that are, and no whole number that a
  comparison or an argmax has decided.
- The same holds where a long working is folded to its first line and its result.
- `=` stands before at most eight significant digits, and `≈` before at least three; the value in `--format json` agrees
  with the printed one, and is as exact as the sign says.
- No line is wider than the width asked for (60, 80, 100), and in the C locale every byte is ASCII.

Lines with left-out parts (`…`) are counted and not checked. Exit status 1 tells of a violation.

    python3 Tests/Printed/check_printed.py .build/release/nnlearn
"""

import collections
import json
import os
import pathlib
import random
import re
import subprocess
import sys
import unicodedata

from arithmetic import SLACK, Symbolic, is_decided, matches, needless, numbers_of, parse

ROOT = pathlib.Path(__file__).resolve().parents[2]
WIDTHS = (60, 80, 100)
RELATION = re.compile(r" (=|≈|←|→) ")
ECHO = re.compile(r"(descend|step|expect|repeat|round|backprop|plot|ask|why|check|forward|explore|from here|… |[?✗●(]|\S+ = \S+, to be)(\W|$)")
PICTURE = re.compile(r"[⠁-⣿┤└│░┊├╰]|^\s*← |^\s*(●|\d )|ends at|lines at|now (at|outside)| steps? to |blank:")


class Report:
    """The violations found, and how many lines were read to find them."""

    def __init__(self):
        self.violations = []
        self.counts = collections.Counter()

    def add(self, kind, where, line, text):
        self.violations.append((kind, f"{where}:{line}: {kind}: {text}"))


def split_at_relations(text):
    """`a = b ≈ c` as [(None, a), ('=', b), ('≈', c)]; relations inside brackets do not count."""
    parts, relation, start, depth = [], None, 0, 0
    position = 0
    while position < len(text):
        depth += (text[position] in "([") - (text[position] in ")]")
        found = RELATION.match(text, position) if depth == 0 else None
        if found:
            parts.append((relation, text[start:position].strip()))
            relation, start = found.group(1), found.end()
            position = found.end() - 1
        else:
            position += 1
    return parts + [(relation, text[start:].strip())]


def chains(output):
    """Every chain of a text output: its first line's number and its links (relation, text)."""
    result, links, column, first = [], [], None, 0

    def close():
        nonlocal links, column
        if len(links) > 1:
            result.append((first, links))
        links, column = [], None

    for number, line in enumerate(output.splitlines(), 1):
        text = line.strip()
        indent = len(line) - len(line.lstrip())
        if not text or indent < 2 or PICTURE.search(line) or (ECHO.match(text) and not RELATION.match(" " + text)
                                                              and not re.match(r"\w+ = |\(.*\).* [=≈] ", text)):
            close()
            continue
        text = re.sub(r"\s{2,}✓$", "", text)
        if RELATION.match(" " + text) and links:
            links += split_at_relations(" " + text)[1:]
            column = indent
        elif column is not None and indent > column and not RELATION.search(re.split(r"\s{2,}", text)[-1]):
            links[-1] = (links[-1][0], links[-1][1] + " " + text)
        else:
            for part in re.split(r"\s{2,}", text):
                close()
                first, links = number, split_at_relations(part)
            found = re.search(r"[=≈←→] ", line)
            column = found.start() if found and len(links) > 1 else None
    close()
    return result


def check_chain(report, where, line, links):
    """Each numeric line against the next one and against the final value."""
    parsed = []
    for relation, text in links:
        report.counts["skipped"] += "…" in text
        try:
            parsed.append((relation, text, parse(text)))
        except Symbolic:
            parsed.append((relation, text, None))
    pairs = [(i, i + 1) for i in range(len(parsed) - 1)] + [(i, len(parsed) - 1) for i in range(len(parsed) - 2)]
    for i, j in pairs:
        (_, before, a), (relation, after, b) = parsed[i], parsed[j]
        if a is None or b is None or relation in "←→":
            continue
        report.counts["equations"] += 1
        if relation == "≈" and j == i + 1:
            is_needless = needless(a, b) and all(r not in "≈→" for r, _, _ in parsed[1:j])
            if is_needless or is_decided(a, b):
                report.add("false ≈", where, line, f"{before} ≈ {after} is exact")
        for message in matches(a, b, relation == "=", j == i + 1):
            report.add("false line" if relation == "≈" else "false =", where, line, f"{before} {relation} {after}  ({message})")
    relation, text, value = parsed[-1]
    if len(parsed) > 2 and value is not None and value[0] == "number":
        significant = value[3]
        if relation == "=" and significant > 8:
            report.add("digits", where, line, f"= {text} has more than eight significant digits")
        if relation == "≈" and significant < 3 and value[1] != 0:
            report.add("digits", where, line, f"≈ {text} has fewer than three significant digits")


def workings(step):
    """Every working of a JSON step, in the order of the text."""
    if isinstance(step, dict) and "subject" in step and "arithmetic" in step:
        yield step
    elif isinstance(step, (dict, list)):
        for value in step.values() if isinstance(step, dict) else step:
            yield from workings(value)


def subject_text(subject):
    if "derivative" in subject:
        a, b = subject_text(subject["derivative"]), subject_text(subject["by"])
        return a and b and f"d{a}/d{b}"
    return subject.get("name")


def flat(value):
    return [x for item in value for x in flat(item)] if isinstance(value, list) else [value]


def check_value(report, where, line, relation, text, value):
    """The printed final value against the value in the JSON."""
    try:
        printed = numbers_of(parse(text))
    except Symbolic:
        return
    values = flat(value)
    if len(printed) != len(values) or any(isinstance(v, str) for v in values):
        return
    report.counts["values"] += 1
    for (shown, half, _, _), actual in zip(printed, values):
        if abs(float(shown) - actual) > float(half) * (1 + 1e-9) and abs(float(shown) - actual) > SLACK * abs(actual):
            report.add("value", where, line, f"{text} is printed for {actual!r}")
    if len(values) == 1 and relation in "=≈":
        is_exact = abs(float(f"{values[0]:.8g}") - values[0]) <= 1e-14 * abs(values[0])
        # Behind rounded operands an exact value is shown with its decimals: ≈ 6.0000.
        # What binary arithmetic leaves of nearly equal numbers is no digit of their difference.
        is_close = abs(float(printed[0][0]) - values[0]) <= 1e-9 * abs(values[0])
        is_fine = is_exact or is_close if relation == "=" else not is_exact or "." in text
        if not is_fine:
            report.add("sign", where, line, f"{relation} {text} is printed for {values[0]!r}")


def check_json(report, where, found, steps):
    """Workings of the JSON beside the chains of the text with the same subject, where there are as many of both."""
    texts, values = collections.defaultdict(list), collections.defaultdict(list)
    for line, links in found:
        if is_numeric(links[-1][1]):
            texts[links[0][1].removeprefix("param ")].append((line, links))
    for number, step in enumerate(steps):
        for working in workings(step):
            if name := subject_text(working["subject"]):
                values[name].append((number, working))
    for name, list_of_values in values.items():
        if len(texts[name]) != len(list_of_values):
            report.counts["unpaired"] += len(list_of_values)
            continue
        for (number, working), (line, links) in zip(list_of_values, texts[name]):
            check_value(report, where, line, *links[-1], working["value"])


def is_numeric(text):
    try:
        return bool(numbers_of(parse(text)))
    except Symbolic:
        return False


def run(binary, arguments, **environment):
    answer = subprocess.run([binary, *arguments], capture_output=True, timeout=120,
                            env={**os.environ, "LC_ALL": "C.UTF-8", **environment})
    return answer.stdout, answer.returncode


def check_program(report, binary, path):
    where = os.path.relpath(path, ROOT) if str(path).startswith(str(ROOT)) else path.name
    for width in WIDTHS:
        text, status = run(binary, ["run", str(path), "--width", str(width)])
        if status not in (0, 1):
            report.add("status", where, 0, f"exit status {status}")
        for number, line in enumerate(text.decode().splitlines(), 1):
            columns = sum(2 if unicodedata.east_asian_width(c) in "WF" else not unicodedata.combining(c) for c in line)
            if columns > width:
                report.add("width", where, number, f"{columns} columns of {width}: {line.strip()[:60]}")
    for detail in ("normal", "full"):
        text, _ = run(binary, ["run", str(path), "--width", "100", "--detail", detail])
        found = chains(text.decode())
        for line, links in found:
            check_chain(report, where, line, links)
    text, _ = run(binary, ["run", str(path), "--format", "json"])
    check_json(report, where, found, [json.loads(line) for line in text.decode().splitlines()])
    text, _ = run(binary, ["run", str(path)], LC_ALL="C")
    for number, line in enumerate(text.splitlines(), 1):
        if not line.isascii():
            report.add("ascii", where, number, line.decode()[:60])


def random_program(source):
    """Definitions, a loss over them, backprop, why and a step: in the lesson language, always with finite values."""
    def number():
        return f"{source.choice(['', '-'])}{source.uniform(0.05, 3):.{source.randint(1, 4)}f}"

    def scalar(names, depth):
        if depth == 0:
            return source.choice(names + [number()])
        a, b = scalar(names, depth - 1), scalar(names, depth - 1)
        return source.choice([f"({a} + {b})", f"({a} - {b})", f"{a} * {b}", f"({a}) / (({b})^2 + 1.5)", f"sigmoid({a})",
                              f"tanh({a})", f"exp(-({a})^2)", f"log(({a})^2 + 0.7)", f"({a})^2"])

    lines = [f"param w = {number()}", f"param v = {number()}", f"c = {number()}"]
    lines += [f"param u = [{number()}, {number()}, {number()}]", f"x = [{number()}, {number()}, {number()}]"]
    lines += [f"s = w * v + {scalar(['w', 'v', 'c'], 2)}", f"p = {source.choice(['sigmoid', 'tanh'])}(u * x + s)"]
    lines += [f"A = {source.choice(['mse(x, p)', 'mean((x - p)^2)', 'sum(p * x) / 3', 'sse(x, p)'])}"]
    lines += [f"L = A + {scalar(['s', 'w', 'v'], 2)}", "backprop L", "why w", "why u[1]"]
    settings = ["sgd(rate = 0.1)", "momentum(rate = 0.05, momentum = 0.8)", "nesterov(rate = 0.1)", "adam(rate = 0.02)",
                "rmsprop(rate = 0.01)", "adagrad(rate = 0.3)", "adadelta(rate = 1)", "adamw(rate = 0.1, weight_decay = 0.1)"]
    for optimizer in source.sample(settings, 2):
        lines += [f"step {optimizer}", "forward L", "backprop L"]
    return "\n".join(lines) + "\n"


def main():
    binary = os.path.abspath(sys.argv[1] if len(sys.argv) > 1 else ROOT / ".build/release/nnlearn")
    report = Report()
    paths = sorted(p for p in (ROOT / "lessons").glob("*.md") if p.name != "README.md")
    paths += sorted((ROOT / "Tests/Programs").glob("*.nn"))
    folder = pathlib.Path(os.environ.get("TMPDIR", "/tmp")) / f"check_printed.{os.getpid()}"
    folder.mkdir()
    source = random.Random(20240229)
    for number in range(16):
        paths.append(folder / f"random-{number}.nn")
        paths[-1].write_text(random_program(source))
    for path in paths:
        check_program(report, binary, path)
    for _, line in report.violations:
        print(line)
    counts, kinds = report.counts, dict(collections.Counter(kind for kind, _ in report.violations))
    print(f"{len(paths)} programs, {counts['equations']} equations and {counts['values']} values "
          f"checked; {counts['skipped']} lines have left-out parts, {counts['unpaired']} values no line of their own; violations: {kinds or 'none'}")
    sys.exit(1 if report.violations else 0)


if __name__ == "__main__":
    main()
