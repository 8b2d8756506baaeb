"""Programs for the functions, operators and losses: each value and each gradient."""

import torch
import torch.nn.functional as F

from program import Program, fixed, leaf, wave


def smooth_functions():
    p = Program("functions-smooth", "Element-wise functions without kinks, and their derivatives.")
    for name, function, x in [
        ("exp", torch.exp, [-1, 0, 0.5, 3]),
        ("log", torch.log, [0.25, 1, 3, 40]),
        ("sqrt", torch.sqrt, [0.25, 1, 2, 90]),
        ("sin", torch.sin, [-2, 0, 0.7, 9]),
        ("cos", torch.cos, [-2, 0, 0.7, 9]),
        ("tanh", torch.tanh, [-2, 0, 0.3, 30]),
        ("sigmoid", torch.sigmoid, [-800, -1.5, 0, 0.38, 800]),
        ("softplus", F.softplus, [-800, -3, 0, 1.5, 30, 800]),
        ("square", torch.square, [-3, 0, 0.2, 7]),
    ]:
        p.section(name)
        p.case(f"{name}(x)", function, x=x)
    p.section("of one another, on a matrix")
    p.case("exp(-square(x)) * sin(x) + log(1 + sqrt(abs(x)))",
           lambda x: torch.exp(-x ** 2) * torch.sin(x) + torch.log(1 + x.abs().sqrt()), x=wave([2, 3], 1))
    return p


def kinks_and_choices():
    p = Program("kinks-and-choices", "relu, abs, leaky_relu; comparisons; if and else; the derivatives at the kinks.")
    p.section("relu and abs have derivative 0 at 0; leaky_relu has slope 0.01")
    p.case("relu(x)", torch.relu, x=[-1.5, 0, 2])
    p.case("abs(x)", torch.abs, x=[-1.5, 0, 2])
    p.case("leaky_relu(x)", F.leaky_relu, x=[-2, -0.5, 3])
    p.section("comparisons give 1 or 0")
    a, b = p.constants(a=[1, 2, 3], b=[3, 2, 1])
    for symbol in ["<", "<=", ">", ">=", "==", "!="]:
        p.expect(f"a {symbol} b", eval(f"a {symbol} b").double())
    p.expect("2 < 3", 1)
    p.expect("a > 1.5", (a > 1.5).double())
    p.expect("sum(a == b)", (a == b).sum())
    p.expect("1 + 1 == 2", 1)
    p.section("a mask by comparison: relu written out")
    p.case("x * (x > 0)", lambda x: x * (x > 0), x=[-1.5, 2, 3])
    p.section("only the branch that is taken gives a gradient")
    for x in [2, -3]:
        p.case("x^2 if x > 0 else 5 * x", lambda x: x ** 2 if x > 0 else 5 * x, x=x)
    p.expect("10 if 1 > 2 else 20", 20)
    p.expect("1 if 0 else 2 if 1 else 3", 2)
    return p


def arithmetic():
    p = Program("arithmetic", "Operators on numbers: precedence, powers, and the derivatives of both operands.")
    for text, value in [
        ("-2^2", -4), ("(-2)^2", 4), ("2^3^2", 512), ("2^(-1)", 0.5), ("2 * 3^2", 18), ("-2 * -3", 6), ("1 - 2 - 3", -4),
        ("8 / 4 / 2", 1), ("1/2 * 3", 1.5), ("2 + 3 * 4", 14), ("(2 + 3) * 4", 20), ("10 - -3", 13), ("-1.5e-3", -0.0015),
        ("1/3", 1 / 3), ("1 + 2 < 4", 1),
    ]:
        p.expect(text, value)
    for text, function, x, w in [
        ("x + w", torch.add, 0.7, -2), ("x - w", torch.sub, 0.7, -2), ("x * w", torch.mul, 0.7, -2), ("x / w", torch.div, 0.7, -2),
        ("x^w", torch.pow, 1.7, -2.3), ("w^x", lambda x, w: w ** x, 1.7, 0.4),
        ("-x^2 / (w + x * w)", lambda x, w: -x ** 2 / (w + x * w), 0.7, -2),
    ]:
        p.section(text)
        p.case(text, function, x=x, w=w)
    p.section("whole powers of negative numbers, and of zero")
    p.case("x^3", lambda x: x ** 3, x=[-2, 0, 1.5])
    p.case("x^2", lambda x: x ** 2, x=[-2, 0, 1.5])
    p.section("a name used several times collects every path")
    p.case("x * x + x / (1 + x) - 2 * x", lambda x: x * x + x / (1 + x) - 2 * x, x=0.8)
    return p


def broadcasting():
    p = Program("broadcasting", "NumPy's broadcasting in + - * / ^ and the sums that it makes of the gradients.")
    column, row, matrix = [[0.5], [-2]], [1, -0.4, 3], wave([2, 3], 2)
    for text, function, x, w in [
        ("x + w", torch.add, matrix, row), ("x - w", torch.sub, row, matrix), ("x * w", torch.mul, column, row),
        ("x / w", torch.div, matrix, column), ("x * w", torch.mul, matrix, 0.3), ("x / w", torch.div, 2, row),
        ("x^w", torch.pow, [[0.5], [2]], row), ("x + w", torch.add, [[1, -0.4, 3]], column),
        ("x * w", torch.mul, [0.3], matrix), ("1 - x * w", lambda x, w: 1 - x * w, column, column),
    ]:
        p.section(f"{text}, shapes {list(fixed(x).shape)} and {list(fixed(w).shape)}")
        p.case(text, function, x=x, w=w)
    return p


def matrix_product():
    p = Program("matrix-product", "@ between vectors and matrices, and the gradients of both sides.")
    v, u, m, n = [0.5, -1, 2], [3, 0.2, -0.7], wave([2, 3], 1), wave([3, 2], 4)
    for title, x, w in [("vector and vector", v, u), ("matrix and vector", m, v), ("vector and matrix", v, n), ("two matrices", m, n),
                        ("a row and a column", [[1, 2, 3]], [[4], [5], [6]])]:
        p.section(title)
        p.case("x @ w", torch.matmul, x=x, w=w)
    p.section("with transpose, and before +")
    p.case("x @ transpose(w) + x", lambda x, w: x @ w.T + x, x=wave([2, 2], 3), w=wave([2, 2], 5))
    p.section("a layer on a batch, its bias shared by the rows")
    p.case("X @ W + b", lambda X, W, b: X @ W + b, X=m, W=n, b=[0.1, -0.2])
    return p


def shapes_and_indexing():
    p = Program("shapes-and-indexing", "Indexing, literals of expressions, stacked vectors; reshape, transpose, flatten, one_hot.")
    W, v = p.constants(W=wave([3, 2], 1), v=[4, 5, 6])
    for text in ["v[0]", "v[2]", "W[1, 0]", "W[1]", "W[2][1]", "(W @ [1, 2])[2]", "(v * 2)[1]"]:
        p.expect(text, eval(text.replace("[1, 2])", "fixed([1, 2]))")))
    p.expect("sigmoid(v)[1]", torch.sigmoid(v)[1])
    p.expect("[7, 8, 9][1]", 8)
    p.section("an element passes its gradient to its own place")
    p.case("x[1]^2 + x[0] * x[2]", lambda x: x[1] ** 2 + x[0] * x[2], x=[2, 3, 5])
    p.case("x[1, 0] * sum(x[0])", lambda x: x[1, 0] * x[0].sum(), x=wave([2, 2], 2))
    p.line("g = grad(x)[1, 0]")
    x = leaf(wave([2, 2], 2))
    p.expect("g", torch.autograd.grad(x[1, 0] * x[0].sum(), x)[0][1, 0])
    p.section("elements are expressions")
    p.case("[a, a * b, 1 + b]", lambda a, b: torch.stack([a, a * b, 1 + b]), a=2, b=-0.3)
    p.case("[[a, 0], [b, a - b]]", lambda a, b: torch.stack([torch.stack([a, 0 * a]), torch.stack([b, a - b])]), a=2, b=-0.3)
    p.section("two vectors make a matrix")
    p.case("[s, t]", lambda s, t: torch.stack([s, t]), s=[1, 2, 3], t=[-0.5, 0.25, 4])
    p.case("[s, t, s * t] @ [1, 10]", lambda s, t: torch.stack([s, t, s * t]) @ fixed([1, 10]), s=[1, 2], t=[-0.5, 0.25])
    p.section("reshape keeps the order, row by row")
    p.case("reshape(x, [2, 3])", lambda x: x.reshape(2, 3), x=[1, 2, 3, 4, 5, 6])
    p.case("reshape(x, [3, 2])", lambda x: x.reshape(3, 2), x=wave([2, 3], 1))
    p.case("reshape(x, [4])", lambda x: x.reshape(4), x=[[1, 2], [3, 4]])
    p.section("transpose")
    p.case("transpose(x)", lambda x: x.T, x=wave([2, 3], 1))
    p.case("transpose(x) @ x", lambda x: x.T @ x, x=wave([2, 3], 1))
    p.section("flatten keeps the first axis of a rank-4 tensor")
    p.case("flatten(x)", lambda x: x.flatten(1), x=wave([2, 2, 1, 2], 3))
    p.section("one_hot(index, how many)")
    p.expect("one_hot(2, 4)", F.one_hot(torch.tensor(2), 4))
    p.expect("one_hot([1, 0, 2], 3)", F.one_hot(torch.tensor([1, 0, 2]), 3))
    return p


def reductions():
    p = Program("reductions", "sum, mean, max, min and argmax, of everything and along an axis; equals share the gradient.")
    matrix = wave([2, 3], 1)
    for name, function in [("sum", torch.sum), ("mean", torch.mean), ("max", torch.amax), ("min", torch.amin)]:
        p.section(name)
        p.case(f"{name}(x)", function, x=matrix)
        for axis in [0, 1]:
            p.case(f"{name}(x, axis = {axis})", lambda x: function(x, axis), x=matrix)
    p.section("equals share the gradient of max and min")
    p.case("max(x)", torch.amax, x=[3, 1, 3, 3])
    p.case("min(x)", torch.amin, x=[3, 1, 3, 1])
    p.case("max(x, axis = 1)", lambda x: torch.amax(x, 1), x=[[2, 2, 1], [0, 5, 4]])
    p.case("min(x, axis = 0)", lambda x: torch.amin(x, 0), x=[[2, 2, 1], [2, 5, 4]])
    p.section("argmax counts from zero")
    p.expect("argmax([0.2, 0.5, 0.3])", 1)
    x, = p.constants(X=[[1, 5, 3], [9, 2, 4]])
    for axis in [0, 1]:
        p.expect(f"argmax(X, axis = {axis})", x.argmax(axis))
    return p


def softmax():
    p = Program("softmax", "softmax and log_softmax of vectors and matrices, also far from zero.")
    for name, function in [("softmax", F.softmax), ("log_softmax", F.log_softmax)]:
        p.section(name)
        for x in [[0.3, -1, 2], wave([2, 3], 1), [1000, 1001, 1002], [-1000, 0.5, 0.2], [5, 5]]:
            p.case(f"{name}(x)", lambda x: function(x, -1), x=x)
    p.section("each row of softmax sums to one")
    x, = p.constants(X=wave([3, 4], 2))
    p.expect("sum(softmax(X), axis = 1)", F.softmax(x, -1).sum(1))
    return p


def convolution():
    p = Program("conv2d", "conv2d with stride and padding, with and without channels; windows that do not fit are dropped.")
    plane = lambda **settings: lambda x, k: F.conv2d(x[None, None], k[None, None], **settings)[0, 0]
    image, kernel = [[1, 2, 0, 1], [0, 1, 3, 1], [2, 1, 0, 0], [1, 0, 1, 2]], [[1, -1], [0.5, 2]]
    for text, settings in [("", {}), (", padding = 1", dict(padding=1)), (", stride = 3", dict(stride=3)),
                           (", stride = 2, padding = 1", dict(stride=2, padding=1))]:
        p.section(f"height and width{text}")
        p.case(f"conv2d(x, k{text})", plane(**settings), x=image, k=kernel)
    p.section("batch and channels")
    p.case("conv2d(x, k)", F.conv2d, x=wave([2, 2, 3, 3], 1), k=wave([2, 2, 2, 2], 2))
    p.case("conv2d(x, k, stride = 2, padding = 1)", lambda x, k: F.conv2d(x, k, stride=2, padding=1),
           x=wave([1, 2, 4, 3], 3), k=wave([1, 2, 3, 2], 4))
    return p


def pooling():
    p = Program("pooling", "max_pool and avg_pool; the first maximum takes the gradient; windows that do not fit are dropped.")
    plane = lambda pool, size: lambda x: pool(x[None, None], size)[0, 0]
    for name, pool in [("max_pool", F.max_pool2d), ("avg_pool", F.avg_pool2d)]:
        p.section(name)
        p.case(f"{name}(x, 2)", plane(pool, 2), x=wave([4, 4], 1))
        p.case(f"{name}(x, 2)", plane(pool, 2), x=wave([5, 3], 2))
        p.case(f"{name}(x, 3)", plane(pool, 3), x=wave([3, 4], 3))
        p.case(f"{name}(x, 2)", lambda x: pool(x, 2), x=wave([2, 1, 2, 4], 4))
    p.section("equal maxima")
    p.case("max_pool(x, 2)", plane(F.max_pool2d, 2), x=[[1, 7, 0, 0], [7, 7, 0, 0]])
    return p


def distance_losses():
    p = Program("losses-of-differences", "error, mean_error, sse, mse, mae and huber; target first; values and gradients.")
    vectors = [1, 0, 0.5, -2], [0.7, 0.2, 0.5, 1.3]
    matrices = [[1, 0], [0, 1], [1, 1]], [[0.8, 0.3], [-0.4, 2.6], [1, 0.1]]
    for y, q in [vectors, matrices, (0.01, 0.75)]:
        p.section(f"shape {list(fixed(y).shape)}")
        target, = p.constants(t=y)
        for text, function in [
            ("error(t, q)", lambda q: target - q), ("mean_error(t, q)", lambda q: (target - q).mean()),
            ("sse(t, q)", lambda q: F.mse_loss(q, target, reduction="sum")), ("mse(t, q)", lambda q: F.mse_loss(q, target)),
            ("mae(t, q)", lambda q: F.l1_loss(q, target)), ("huber(t, q)", lambda q: F.huber_loss(q, target)),
            ("huber(t, q, delta = 0.25)", lambda q: F.huber_loss(q, target, delta=0.25)),
        ]:
            p.case(text, function, q=q)
    p.section("the articles' MSE: the mean over the images of the sum of squares")
    target, = p.constants(t=matrices[0])
    p.case("mean(sum((t - q)^2, axis = 1))", lambda q: ((target - q) ** 2).sum(1).mean(), q=matrices[1])
    return p


def probability_losses():
    p = Program("losses-of-probabilities", "bce, bce_logits, cross_entropy and cross_entropy_logits, also far from zero.")
    p.section("bce")
    for y, q in [([1, 0, 1], [0.9, 0.2, 0.35]), ([[1, 0.3], [0, 1]], [[0.6, 0.4], [0.01, 0.99]]), (1, 0.75)]:
        target, = p.constants(t=y)
        p.case("bce(t, q)", lambda q: F.binary_cross_entropy(q, target), q=q)
    p.section("no logarithm below -100; a probability outside 0 to 1 is an error")
    p.expect("bce(1, 0)", F.binary_cross_entropy(fixed(0), fixed(1)))
    p.expect("bce([0, 1, 0], [0, 1, 1])", F.binary_cross_entropy(fixed([0, 1, 1]), fixed([0, 1, 0])))
    p.line("expect bce(1, 1.5) fails", "expect bce([1, 0], [0.5, -0.1]) fails")
    p.section("bce_logits")
    for y, z in [([1, 0, 1], [2.2, -1.4, -0.6]), ([[1, 0.3], [0, 1]], [[0.4, -0.4], [-5, 5]]), ([1, 0, 1, 0], [500, 500, -500, -500])]:
        target, = p.constants(t=y)
        p.case("bce_logits(t, z)", lambda z: F.binary_cross_entropy_with_logits(z, target), z=z)
    p.section("bce and bce_logits are the same loss")
    p.expect("bce([1, 0], sigmoid([0.8, -0.3])) - bce_logits([1, 0], [0.8, -0.3])", 0)

    def on_probabilities(q):
        """Only terms with y above 0 count: PyTorch's own 0 * log(0) would be nan."""
        rows = q.numel() // q.shape[-1]
        return -(target[target > 0] * torch.log(q[target > 0])).sum() / rows

    p.section("cross_entropy")
    for y, q in [([0, 1, 0], [0.2, 0.7, 0.1]), ([[1, 0, 0], [0, 0, 1]], [[0.5, 0.3, 0.2], [0.1, 0.1, 0.8]]), ([0.2, 0.8], [0.4, 0.6])]:
        target, = p.constants(t=y)
        p.case("cross_entropy(t, q)", on_probabilities, q=q)
    p.section("a term with y = 0 is 0, also at p = 0")
    target, = p.constants(t=[[1, 0], [0, 1]])
    p.case("cross_entropy(t, q)", on_probabilities, q=[[1, 0], [0.25, 0.75]])
    p.section("cross_entropy_logits")
    for y, z in [([0, 1, 0], [0.2, 1.7, -0.1]), ([[1, 0, 0], [0, 0, 1]], wave([2, 3], 1)), ([0, 0, 1], [1000, 0, -1000]),
                 ([[0, 1], [0.3, 0.7]], [[-800, 800], [3, 2]])]:
        target, = p.constants(t=y)
        p.case("cross_entropy_logits(t, z)", lambda z: F.cross_entropy(z, target), z=z)
    p.section("through softmax the gradient is the same")
    target, = p.constants(t=[0, 1, 0])
    p.case("cross_entropy(t, softmax(z))", lambda z: F.cross_entropy(z, target), z=[0.2, 1.7, -0.1])
    return p


ALL = [smooth_functions, kinks_and_choices, arithmetic, broadcasting, matrix_product, shapes_and_indexing, reductions, softmax,
       convolution, pooling, distance_losses, probability_losses]
