"""Programs for the language itself: words, names, layout, checks, stale values, functions, errors. Their numbers are school arithmetic,
except where PyTorch is called."""

import torch
import torch.nn.functional as F

from program import PYTORCH, Program, fixed

ARITHMETIC = f"school arithmetic, and PyTorch {PYTORCH} for sigmoid and mse"


def words_and_names():
    p = Program("words-and-names", "Statement words as ordinary names; names of any script; signs as the working prints them.", ARITHMETIC)
    p.section("definitions")
    p.constants(y=[1, 0, 2], p=[0.5, 0.25, 1])
    p.value("loss = mse(y, p)", F.mse_loss(fixed([0.5, 0.25, 1]), fixed([1, 0, 2])))
    p.value("step = 3", 3)
    p.value("half = step / 2", 1.5)
    p.line("loss(v) = v^2")
    p.expect("loss(4)", 16)
    words = ["forward", "backprop", "descend", "repeat", "ask", "hint", "plot", "explore", "why", "check", "digits", "data", "model",
             "optimizer", "train", "load", "split", "seed", "epochs", "batch", "on", "with", "for", "steps", "until", "change", "from",
             "to"]
    for number, word in enumerate(words, 2):
        p.line(f"{word} = {number}")
    for first in range(0, len(words), 7):
        p.expect(" + ".join(words[first:first + 7]), sum(range(first + 2, first + 9)))
    p.expect("(step) * check", 3 * (2 + words.index("check")))
    p.line("train(model, data) = model - data", "check(optimizer) = 10 * optimizer")
    p.expect("train(7, 2)", 5)
    p.expect("check(3)", 30)
    p.section("and the statements are still there")
    w, = p.params(w=3)
    p.value("L = w^2", 9)
    p.line("backprop L", "step sgd(rate = 0.5)")
    p.expect("w", 0)
    p.expect("step", 3)
    p.line("repeat 2 { w0 = step }")
    p.expect("w0", 3)
    p.section("a name may hide a built-in; e is an ordinary name")
    p.line("max = 4", "relu(v) = v + 100", "e = 2")
    p.expect("max + e", 6)
    p.expect("relu(-1)", 99)
    p.section("names of any script")
    p.params(θ4=0.5, ŷ=2)
    p.line("η = 0.1", "вес = 3", "重み = 5", "w_new = 1", "Δw1 = -η * θ4")
    p.expect("Δw1", -0.05)
    p.expect("вес * 重み + w_new", 16)
    p.line("J = θ4^2 * ŷ", "backprop J", "step sgd(rate = η)")
    p.expect("θ4", 0.5 - 0.1 * 2)
    p.expect("ŷ", 2 - 0.1 * 0.25)
    p.section("what the working prints can be typed")
    p.expect("−3 + 5 × 2 · 2", 17)
    p.expect("4² − −1", 17)
    p.expect("−4²", -16)
    p.expect("[−1, 2]² × 3", [3, 12])
    p.line("expect −2.5 is −2.500000")
    return p


def layout():
    p = Program("layout", "Comments, lines that go on inside brackets, braces and semicolons, functions.", ARITHMETIC)
    p.line("", "   # a comment after spaces", "a = 1 # and one after a statement", "")
    p.line("long = (1 +", "    2   # inside parentheses", "    + 3)  #=> 6.00000000", "M = [", "  [1, 2],", "", "  [3, 4]", "]")
    p.expect("M[1, 0]", 3)
    p.line("total = sum(", "    M,", "    axis = 0", ")")
    p.expect("total", [4, 6])
    p.section("repeat and braces")
    p.line("param w = 8", "L = w^2 / 2", "repeat 3 { backprop L; step sgd(rate = 0.5) }")
    p.expect("w", 1)
    p.line("repeat 2 {", "    backprop L  # a comment inside", "    step sgd(rate = 0.5); forward L", "}")
    p.expect("w", 0.25)
    p.expect("L", 0.03125)
    p.line("n = 1", "repeat 5 { n = 2 * n }")
    p.expect("n", 32)
    p.line("repeat 2 { repeat 3 { n = n + 1 }; n = n * 10 }")
    p.expect("n", 3530)
    p.section("a function looks its free names up at the call")
    p.line("k = 2", "f(x) = k * x", "g(a, b) = f(a) - b^2")
    p.expect("f(3)", 6)
    p.line("k = 5")
    p.expect("f(3)", 15)
    p.expect("g(1, 2)", 1)
    p.expect("f([1, 2])", [5, 10])
    p.expect("f(f(1)) + g(f(2), 3)", 66)
    p.section("and gradients go through calls")
    x, = p.params(x=0.6)
    s = torch.sigmoid(2 * x)
    p.line("neuron(z, weight) = sigmoid(weight * z)", "out = neuron(neuron(x, 2), -1) * x")
    p.gradients("out", torch.sigmoid(-s) * x, x=x)
    p.section("redefining a name affects later statements only")
    p.line("a = 2", "b = a * 3", "a = 10", "forward b")
    p.expect("b", 6)
    p.expect("a", 10)
    return p


def stale_and_cut():
    p = Program("stale-and-cut", "Stale values after step; what forward, backprop and descend renew; value(e) cuts the graph.", ARITHMETIC)
    p.line("param w = 2", "L = w^2", "backprop L", "step sgd(rate = 0.1)")
    p.section("w is new, L still belongs to the old w, the gradient to the last backprop")
    p.expect("w", 1.6)
    p.expect("L", 4)
    p.expect("grad(w)", 4)
    p.expect("w^2", 2.56)
    p.line("forward L")
    p.expect("L", 2.56)
    p.section("backprop runs forward first; gradients do not accumulate")
    p.line("step sgd(rate = 0.1)", "backprop L")
    p.expect("w", 1.2)
    p.expect("L", 1.44)
    p.expect("grad(w)", 2.4)
    p.line("backprop L")
    p.expect("grad(w)", 2.4)
    p.section("descend ends with everything fresh")
    p.line("descend L with sgd(rate = 0.25) for 2 steps")
    p.expect("w", 0.3)
    p.expect("L", 0.09)
    p.expect("grad(w)", 0.6)
    p.section("descend until the loss has settled")
    p.line("param u = 0", "Q = (u - 3)^2 + 1", "descend Q with sgd(rate = 0.1) until change < 1e-12", "expect u is 3 within 1e-4")
    p.section("only what the last backprop reached is stepped, all at once; the rest has no gradient")
    p.line("param a = 1", "param b = 2", "A = a^2 * b", "B = b^2", "backprop A", "backprop B", "step sgd(rate = 0.25)")
    p.expect("a", 1)
    p.expect("b", 1)
    p.line("expect grad(a) fails", "forward A", "backprop A", "step sgd(rate = 0.25)")
    p.expect("a", 1 - 0.25 * 2)
    p.expect("b", 1 - 0.25 * 1)
    p.section("fixed values have gradients too")
    p.line("x = 0.5", "m = 3 * x", "y = m^2 * x", "backprop y")
    p.expect("grad(m)", 1.5)
    p.expect("grad(x)", 6.75)
    p.section("value(e) is a plain number")
    p.line("param s = 3", "y = s * value(s^2)", "backprop y")
    p.expect("y", 27)
    p.expect("grad(s)", 9)
    p.line("target = value(2 * s)", "y = (s - target)^2", "backprop y")
    p.expect("grad(s)", -6)
    p.line("y = value([1, s]) @ [s, s]", "backprop y")
    p.expect("grad(s)", 4)
    return p


def checks_and_errors():
    p = Program("checks-and-errors", "What the checks accept, and what has to fail.", ARITHMETIC)
    p.section("half a unit of the last decimal written")
    p.line("expect 1/3 is 0.3", "expect 2/3 is 0.667", "expect 0.3851 is 0.385", "expect 2.4 is 2", "expect 0.00012349 is 1.23e-4",
           "expect 12345 is 1.2345e4", "expect [1/3, 2, 0.5] is [0.333, 2.0, 0.50]", "expect [[1/3, 2/3]] is [[0.33, 0.66667]]")
    p.section("on the line of a value")
    p.line("third = 1/3  #=> 0.3333", "param w = 0.25  #=> 0.25", "third * 3  #=> 1.000000000", "show third + 1  #=> 1.33333333",
           "[third, 1]  #=> [0.33333, 1.0000]")
    p.section("within is absolute and takes any expression")
    p.line("expect 1/3 is 1/3 within 1e-9", "expect sqrt(2) is 2^(1/2) within 1e-15", "expect 99 is 100 within 2",
           "expect third is 0.3 within 0.05", "expect sigmoid(0) is 1 - 1/2 within 1e-12")
    p.section("shape errors name both shapes")
    p.line("A = [[1, 2, 3], [4, 5, 6]]", "v = [1, 2]")
    for text, shapes in [("A @ A", ["[2, 3]"]), ("A @ v", ["[2, 3]", "[2]"]), ("A + v", ["[2, 3]", "[2]"]),
                         ("[1, 2, 3] * v", ["[3]", "[2]"]), ("mse([1, 2, 3], v)", ["[3]", "[2]"]),
                         ("reshape(A, [4, 2])", ["[2, 3]", "[4, 2]"]),
                         ("conv2d([[1, 2], [3, 4]], [[1, 2, 3], [4, 5, 6], [7, 8, 9]])", ["[2, 2]", "[3, 3]"])]:
        p.line(*[f'expect {text} fails "{shape}"' for shape in shapes])
    p.section("indices out of range name the shape")
    p.line('expect v[2] fails "[2]"', 'expect A[2, 0] fails "[2, 3]"', 'expect A[0, 3] fails "[2, 3]"')
    p.section("other errors")
    p.line("expect [[1, 2], [3]] fails", "expect unknown_name fails", "expect unknown_function(1) fails", "expect grad(v) fails",
           "expect sum(A, axis = 2) fails")
    p.section("an error in a check leaves everything as it was")
    p.expect("v", [1, 2])
    p.expect("w", 0.25)
    return p


def every_statement():
    p = Program("every-statement", "The statements that explain, ask and draw run beside the ones that compute.", ARITHMETIC)
    p.line("digits 6", "rate = 0.1", "explore rate from 0.01 to 1.1", "draw rate from 0.1 to 0.5 step 0.1", "param w = 0.5", "x = 2", "L = (w * x - 3)^2",
           "bowl(v) = (v * x - 3)^2", "plot bowl from -1 to 4", "backprop L", "why w", "why grad(w) is not -2", "check L")
    p.expect("grad(w)", -8)
    p.line("step sgd(rate = rate)", "plot bowl from -1 to 4 with w")
    p.expect("w", 1.3)
    p.line('ask "What is the loss now?" (w * x - 3)^2', 'hint "Put the new weight into the formula."', 'hint "2.6 minus 3, squared."',
           'mistake -0.4 "That is not squared."', 'ask "Which way did w go?" "up" among "up", "down"', 'mistake "down" "The slope was negative."')
    p.line("show w", "w", "digits 9", "forward L")
    p.expect("L", 0.16)
    p.line("repeat 3 { backprop L; step sgd(rate = 0.05) }", "plot w, L", "descend L with sgd(rate = rate) for 2 steps", "plot L",
           "plot L with log y", "double(v) = 2 * v", "plot bowl, double from 1 to 4 with w, log x", "basin(a, b) = a^2 + 3 * b^2",
           "param a = 2", "param b = 1", "B = basin(a, b)", "descend B with sgd(rate = 0.1) for 3 steps",
           "plot basin from -3 to 3, -2 to 2 with a, b", "norm(v) = basin(v[0], v[1])", "plot norm from -3 to 3, -2 to 2",
           'data corners = load "xor"', "model net = dense 2 tanh, dense 1 sigmoid", "train net on corners for 2 epochs", "plot net on corners",
           "plot features(corners) by corners", "model mirror = dense 1, dense 2", "train mirror on corners to reproduce for 2 epochs",
           "plot encode(mirror, corners) @ [[1, 2]]")
    gap = 0.4 * 0.6 ** 3 * 0.2 ** 2
    p.expect("L", gap ** 2)
    p.expect("w", 1.5 - gap / 2)
    p.line("param M = [[1, 2], [3, 4]]", "S = sum(M^2)", "backprop S", "why M[0, 1]", "check S")
    p.expect("grad(M)[0, 1]", 4)
    p.section("at a kink, check names it and does not fail; the derivative of relu at 0 is 0")
    p.line("param z = 0", "R = relu(z)", "backprop R", "check R")
    p.expect("grad(z)", 0)
    return p


ALL = [words_and_names, layout, stale_and_cut, checks_and_errors, every_statement]
