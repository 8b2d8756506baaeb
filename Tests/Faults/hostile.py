"""Programs that nobody means: nearly valid ones, deep, long and huge ones, odd characters."""

import grammar

DEPTHS = (10, 40, 63, 64, 65, 255, 257, 2000, 100_000)
COUNTS = ("0", "-1", "1.5", "1e6", "1000000", "1000001", "4294967296", "9223372036854775807", "9223372036854775808",
          "99999999999999999999", "1e300", "nan", "1e-320", "4194304", "4194305", "65536")
ODD = [
    "\x00", "\x1b[31m", "\x1b]0;title\x07", "\x9b2J", "\u202e", "\u2066", "\u200b", "\ufeff", "\u2028", "e\u0301",
    "e" + "\u0301" * 300, "\U0001f9e0", "\U0001d465", "\r", "\t", "\x7f", "ﬃ", "½", "١", "Ⅷ", "₁", "⁻", "’", "“", "…", "\u00a0",
    "\u3000", "名", "\u0600", "🇩🇪", "\ud7ff", "\ue000"]
WORDS = [
    "if", "else", "is", "fails", "within", "param", "expect", "show", "forward", "backprop", "step", "descend", "repeat", "ask",
    "hint", "plot", "explore", "why", "check", "digits", "(", ")", "[", "]", "{", "}", ";", ",", "=", "==", "#=>", "#", '"',
    "\\", "^", "@", "-", "<", ":", "for", "until", "change", "with", "steps", "train", "load", "model", "optimizer", "loss",
    "grad(", "net("]


def nearly(random):
    """A valid program with a few tokens lost, doubled, exchanged or replaced."""
    statements, _ = grammar.program(random)
    for _ in range(random.randint(1, 4)):
        at = random.randrange(len(statements))
        tokens = statements[at].split(" ")
        place = random.randrange(len(tokens))
        match random.randrange(7):
            case 0:
                del tokens[place]
            case 1:
                tokens.insert(place, tokens[place])
            case 2:
                tokens.insert(place, random.choice(WORDS))
            case 3:
                tokens[place] = random.choice(COUNTS)
            case 4:
                tokens[place] = tokens[place][:-1] + random.choice(ODD) + tokens[place][-1:]
            case 5:
                tokens.insert(place, random.choice(ODD))
            case 6:
                tokens[place] = random.choice(tokens)
        statements[at] = random.choice([" ", " ", "  ", "\n"]).join(tokens)
    return statements


def deep(random):
    """One thing in another, many times."""
    n = random.choice(DEPTHS)
    return [
        "param w = 0.5",
        random.choice([
            lambda: "x = " + "(" * n + "w" + ")" * n,
            lambda: "x = " + "[" * n + "1" + "]" * n,
            lambda: "x = " + "-" * n + "w",
            lambda: "x = " + "w if w else " * n + "w",
            lambda: "x = " + "tanh(" * n + "w" + ")" * n,
            lambda: "x = " + "(" * n,
            lambda: "repeat 1 { " * min(n, 5000) + "w" + " }" * min(n, 5000),
            lambda: "x = " + "^".join(["w"] * n),
            lambda: "x = " + random.choice("+*/@<").join(["w"] * n),
            lambda: "x = w" + "[0]" * n,
            lambda: f"f(n) = 1 if n <= 1 else n * f(n - 1)\nf({min(n, 5000)})",
            lambda: "f(t) = f(t)\nf(1)",
            lambda: "f(t) = f(f(t - 1)) if t > 0 else t\nf(12)",
            lambda: "x = " + "(w * " * min(n, 60) + "1" + " + 1)" * min(n, 60),
            lambda: "x = w\n" + "x = x * x + w\n" * min(n, 3000) + "backprop x\nwhy w",
            lambda: "x = w\n" + "x = tanh(x)\n" * min(n, 3000) + "backprop x\ncheck x\nforward x"])()]


def long(random):
    """A line of one delimiter, or of one name, number or text."""
    n = random.choice((300, 5000, 100_000, 1_050_000))
    body = random.choice([
        "[", "(", "{", "}", "]", "\"", "\\", "`", "*", "_", "#", "#=>", ";", ",", ".", "^", "-", "é", "1", "a", " ", "\t",
        "\\\"", "1e", "=", "|", "<", "!["])
    line = body * (n // len(body))
    return [
        random.choice([
            "x = ", "", "x", "x = 1 #=> ", "# ", 'ask "', "expect 1 is ", "show ", "plot ", "x = 1", "x = 1.", 'data d = load "'
        ]) + line]


def huge(random):
    """Counts and sizes that a program cannot have."""
    n, k = random.choice(COUNTS), random.choice(COUNTS)
    return ["param w = 1", "v = [1, 2, 3]", "L = (w - 3)^2", "f(t) = t^2"] + [
        random.choice([
            f"repeat {n} {{ w }}",
            f"repeat {n} {{ repeat {k} {{ backprop L }} }}",
            f"descend L with sgd(rate = 0.1) for {n} steps",
            f"repeat {n} {{ plot f from 0 to {k} }}",
            f"repeat {n} {{ check L }}",
            f"repeat {n} {{ forward L }}",
            f"repeat {n} {{ x = v @ v }}",
            f"one_hot([0, 1], {n})",
            f"one_hot([{n}], 3)",
            f"reshape(v, [{n}, {k}])",
            f"reshape(v, [{n}, 0])",
            f"sum(v, axis = {n})",
            f"v[{n}]",
            f"digits {n}",
            f"max_pool([[1, 2], [3, 4]], {n})",
            f"avg_pool([[1, 2], [3, 4]], {n})",
            f"conv2d([[1, 2], [3, 4]], [[1]], padding = {n})",
            f"conv2d([[1, 2], [3, 4]], [[1]], stride = {n}, padding = {k})",
            "conv2d(one_hot([0, 1, 2, 3], 3000), one_hot([0, 1], 1500), padding = 1000)",
            f"plot f from {n} to {k}",
            "plot f from -1e308 to 1e308",
            f"plot f from {n} to {k} with log x, log y",
            f"plot f from {n} to {k}, -1e308 to 1e308 with w, w",
            "plot L, v with log x, log y",
            f"explore w from {n} to {k}",
            f"expect v is v within {n}",
            f"x = {n} ^ {k} % 2",
            f"x = [{n}] * {k}",
            f"descend L with sgd(rate = {n}) for 30 steps",
            f"descend L with adam(rate = 0.1, eps = {n}) for 3 steps",
            f"descend L with sgd(rate = 1e-12) until change < {n}",
            "expect 1 is " + "9" * 400,
            "x = " + "9" * 400 + "e" + "9" * 30,
            "x = 0." + "0" * 400 + "1",
            f"repeat {n} {{ x = outer(v) }}",
            "a = one_hot([0], 2000)\nb = transpose(a) @ a\nb @ b",
            f"model m = dense {n} tanh",
            "step sgd",
            "why w",
            "grad(w)",
            f'data d = load "xor" split {n}/{k}/0',
            f'data d = load "spirals" seed {n}\nmodel net = dense {k} tanh, dense 3 softmax\ntrain net on d for 1 epochs',
            f'data d = load "xor"\nmodel net = dense 2 tanh, dense 2 softmax\ntrain net on d for {n} epochs batch {k}',
            f'data d = load "{random.choice(["../../../etc/passwd", "/etc/passwd", "", "xor.csv", ".", "~", "a" * 5000])}"'])
        for _ in range(random.randint(1, 3))]


def blind(random):
    """A loss that has no gradient, or none with respect to its parameters."""
    loss = random.choice([
        "w > 0", "argmax([w, 1])", "1 if w > 0 else 2", "value(w)^2", "3", "sum([1, 2])", "(w >= 0) * 2", "w - w", "0 * w",
        "one_hot(0, 3)[0]", "w[0]", "[w, w]", "log(w - 5)", "1 / (w - 1)", "sqrt(w - 1)", "abs(w - 1)", "grad(w)"])
    return ["param w = 1", f"L = {loss}"] + random.sample([
        "backprop L", "descend L with adam for 3 steps", "step sgd(rate = 0.1)", "check L", "why w", "forward L", "grad(w)",
        "plot w, L", "descend L with sgd(rate = 0.1) until change < 1e-6", "param w = 2", "repeat 3 { backprop L; step sgd }",
        "L = L + w"], 5)


def odd(random):
    """Valid statements with odd characters anywhere."""
    statements, _ = grammar.program(random)
    text = "\n".join(statements)
    for _ in range(random.randint(1, 6)):
        at = random.randint(0, len(text))
        text = text[:at] + random.choice(ODD) + text[at:]
    return text.split("\n")


KINDS = {"nearly valid": nearly, "deep": deep, "long": long, "huge": huge, "without a gradient": blind, "odd characters": odd}
