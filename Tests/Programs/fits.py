"""Programs for the fits of the lessons: least squares by descent and by PyTorch's solver, and logistic regression."""

import torch
import torch.nn.functional as F

from program import Program, fixed

WEEK, HEIGHT = [0, 1, 2, 3, 4], [1, 3, 4, 8, 9]
SMOKE, FIRE = [1, 2, 3, 4, 4, 4, 5, 6, 8, 9], [0, 0, 1, 0, 1, 0, 1, 0, 1, 1]


def least_squares(columns, y):
    """The coefficients of the columns, and the mean squared error."""
    A = torch.stack([fixed(column) for column in columns], dim=1)
    solution = torch.linalg.lstsq(A, fixed(y)[:, None]).solution[:, 0]
    return solution, F.mse_loss(A @ solution, fixed(y))


def powers(x, degree):
    return [[value**power for value in x] for power in range(degree + 1)]


def least_squares_program():
    p = Program("least-squares", "Lines and polynomials with the smallest mean squared error.")
    p.constants(x=WEEK, y=HEIGHT)
    p.section("a line, by the formula and by descent")
    (intercept, slope), loss = least_squares(powers(WEEK, 1), HEIGHT)
    p.line("dx = x - mean(x)")
    p.value("m = sum(dx * (y - mean(y))) / sum(dx^2)", slope)
    p.value("b = mean(y) - m * mean(x)", intercept)
    p.value("mse(y, m * x + b)", loss)
    p.value("1 - mse(y, m * x + b) / mse(y, mean(y))", 1 - loss / fixed(HEIGHT).var(correction=0))
    p.line("param w = 0", "param c = 0", "L = mse(y, w * x + c)", "backprop L", "descend L with sgd(rate = 0.1) for 500 steps")
    for name, value in [("w", slope), ("c", intercept), ("L", loss)]:
        p.expect(name, value)
    for degree, rest in [(0, "5 + 0 * t"), (1, "0.8 + 2.1 * t"), (2, "0.8 + 2.1 * t + ((t - 2)^2 - 2) / 14"),
                         (4, "1 + 2 * t - t * (t - 1) / 2 + 2/3 * t * (t - 1) * (t - 2) - 5/12 * t * (t - 1) * (t - 2) * (t - 3)")]:
        solution, loss = least_squares(powers(WEEK, degree), HEIGHT)
        p.section(f"a polynomial of degree {degree}")
        p.line(f"f(t) = {rest}")
        p.line(f"expect mse(y, f(x)) is {loss.item():.12f} within 1e-9")
        p.line(f"expect f(5) is {sum(solution[k].item() * 5**k for k in range(degree + 1)):.9f} within 1e-8")
    p.section("the widths of four petals by their lengths")
    lengths, widths = [1.4, 1.3, 4.7, 4.5], [0.2, 0.2, 1.4, 1.5]
    (start, slope), loss = least_squares(powers(lengths, 1), widths)
    p.constants(length=lengths, width=widths)
    p.line("param v = 0", "param s = 0", "M = mse(width, v * length + s)", "descend M with sgd(rate = 0.05) for 2000 steps")
    for name, value in [("v", slope), ("s", start), ("M", loss)]:
        p.expect(name, value)
    return p


def logistic_fit():
    """The weight and the bias with the smallest binary cross-entropy, by Newton's method on PyTorch's derivatives."""
    x, y = fixed(SMOKE), fixed(FIRE)

    def loss(parameters):
        return F.binary_cross_entropy_with_logits(parameters[0] * x + parameters[1], y)

    parameters = torch.zeros(2)
    for _ in range(30):
        gradient = torch.autograd.functional.jacobian(loss, parameters)
        parameters = parameters - torch.linalg.solve(torch.autograd.functional.hessian(loss, parameters), gradient)
    return parameters, loss(parameters), torch.sigmoid(parameters[0] * x + parameters[1])


def logistic_regression():
    p = Program("logistic-regression", "A probability for each of ten samples, and decisions by three thresholds.")
    p.constants(x=SMOKE, y=FIRE)
    (weight, bias), loss, probabilities = logistic_fit()
    p.line("param w = 0", "param b = 0", "p = sigmoid(w * x + b)", "L = bce(y, p)", "backprop L")
    p.expect("grad(w)", torch.mean((0.5 - fixed(FIRE)) * fixed(SMOKE)))
    p.line("descend L with sgd(rate = 0.2) for 8000 steps")
    for name, value in [("w", weight), ("b", bias), ("L", loss), ("p", probabilities), ("-b / w", -bias / weight)]:
        p.expect(name, value)
    for threshold in [0.25, 0.5, 0.8]:
        said = (probabilities > threshold).tolist()
        found = sum(truth == 1 and answer for truth, answer in zip(FIRE, said))
        missed, false = sum(FIRE) - found, sum(said) - found
        p.section(f"a threshold of {threshold}")
        p.line(f"said = p > {threshold}", "found = sum(y * said)", "missed = sum(y * (1 - said))", "false = sum((1 - y) * said)")
        p.line(f"expect [found, missed, false] is [{found}, {missed}, {false}]")
        p.value("precision = found / (found + false)", found / (found + false))
        p.value("recall = found / (found + missed)", found / (found + missed))
        p.value("2 * precision * recall / (precision + recall)", 2 * found / (2 * found + missed + false))
        p.value("mean(said == y)", sum(truth == answer for truth, answer in zip(FIRE, said)) / len(FIRE))
    return p


ALL = [least_squares_program, logistic_regression]
