"""Programs for networks and for second derivatives."""

import torch
import torch.nn.functional as F

from optimizers import Training, optimizer
from program import Program, fixed, wave


def mazur_moments():
    """The network of mattmazur.com, "A Step by Step Backpropagation Example" (2015), by PyTorch: what it gives before the first step,
    after one, and after 10,000."""
    W, V = torch.nn.Parameter(fixed([[0.15, 0.20], [0.25, 0.30]])), torch.nn.Parameter(fixed([[0.40, 0.45], [0.50, 0.55]]))
    x, y = fixed([0.05, 0.10]), fixed([0.01, 0.99])
    sgd = torch.optim.SGD([W, V], lr=0.5)
    moments = []
    for step in range(10_001):
        h = torch.sigmoid(W @ x + 0.35)
        o = torch.sigmoid(V @ h + 0.60)
        E = 0.5 * ((y - o) ** 2).sum()
        sgd.zero_grad()
        E.backward()
        if step in (0, 1, 10_000):
            moments.append({name: value.detach().clone() for name, value in dict(W=W, V=V, h=h, o=o, E=E, dW=W.grad, dV=V.grad).items()})
        sgd.step()
    first, second, last = moments
    for value, page in [(first["E"], 0.298371109), (first["o"][0], 0.75136507), (first["o"][1], 0.772928465)]:
        assert abs(value - page) < 2e-9, (value, page)
    page = fixed([0.149780716, 0.19956143, 0.24975114, 0.29950229, 0.35891648, 0.408666186, 0.511301270, 0.561370121])
    assert torch.cat([second["W"].flatten(), second["V"].flatten()]).sub(page).abs().max() < 6e-9
    return moments


def mazur():
    p = Program("mazur", "Matt Mazur's 2-2-2 sigmoid network (mattmazur.com, 2015; fixed biases), with matrices and with single weights.")
    first, second, last = mazur_moments()
    p.section("with matrices")
    p.line("x = [0.05, 0.10]", "y = [0.01, 0.99]", "param W = [[0.15, 0.20], [0.25, 0.30]]", "param V = [[0.40, 0.45], [0.50, 0.55]]")
    p.value("h = sigmoid(W @ x + 0.35)", first["h"])
    p.value("o = sigmoid(V @ h + 0.60)", first["o"])
    p.value("E = 1/2 * sse(y, o)", first["E"])
    p.line("backprop E", "check E")
    p.expect("grad(W)", first["dW"])
    p.expect("grad(V)", first["dV"])
    for title, statements, moment in [
        ("one step; these eight weights stand on the page", ["step sgd(rate = 0.5)", "forward E"], second),
        ("10,000 steps in all", ["descend E with sgd(rate = 0.5) for 9999 steps"], last),
    ]:
        p.section(title)
        p.line(*statements)
        for name in ["W", "V", "o", "E"]:
            p.expect(name, moment[name])
    p.expect("grad(W)", last["dW"])
    p.section("written out in single weights")
    p.line("i1 = 0.05", "i2 = 0.10", "target1 = 0.01", "target2 = 0.99", "b1 = 0.35", "b2 = 0.60")
    p.line(*[f"param w{k} = {k * 0.05 + (0.10 if k < 5 else 0.15):.2f}" for k in range(1, 9)])
    for name, text in [("h", "w1 * i1 + w2 * i2 + b1"), ("h", "w3 * i1 + w4 * i2 + b1"), ("o", "w5 * h1 + w6 * h2 + b2"),
                       ("o", "w7 * h1 + w8 * h2 + b2")]:
        index = 1 if "w1 " in text or "w5 " in text else 2
        p.line(f"net_{name}{index} = {text}")
        p.value(f"{name}{index} = 1 / (1 + exp(-net_{name}{index}))", first[name][index - 1])
    p.value("E = 1/2 * (target1 - o1)^2 + 1/2 * (target2 - o2)^2", first["E"])
    p.line("backprop E")
    for moment, title, statements in [
        (first, "the gradients", ["why w1", "why w5", "check E"]),
        (second, "one step; these eight weights stand on the page", ["step sgd(rate = 0.5)", "backprop E"]),
        (last, "10,000 steps in all", ["repeat 9998 { step sgd(rate = 0.5); backprop E }", "step sgd(rate = 0.5)", "backprop E"]),
    ]:
        p.section(title)
        p.line(*statements)
        weights, slopes = [*moment["W"].flatten(), *moment["V"].flatten()], [*moment["dW"].flatten(), *moment["dV"].flatten()]
        for k in range(8):
            p.expect(f"w{k + 1}", weights[k])
            if moment is not last:
                p.expect(f"grad(w{k + 1})", slopes[k])
        p.expect("E", moment["E"])
        p.expect("o1", moment["o"][0])
    return p


def classifiers():
    p = Program("classifiers", "A relu network of three layers with softmax on a batch; a 2-3-1 network that learns exclusive or.")
    X, Y = p.constants(X=wave([5, 3], 1), Y=[[1, 0, 0], [0, 1, 0], [0, 0, 1], [0, 1, 0], [1, 0, 0]])
    p.line("logits(W1, b1, W2, b2, W3, b3) = relu(relu(X @ W1 + b1) @ W2 + b2) @ W3 + b3")
    loss = lambda W1, b1, W2, b2, W3, b3: F.cross_entropy(torch.relu(torch.relu(X @ W1 + b1) @ W2 + b2) @ W3 + b3, Y)
    training = Training(p, dict(W1=wave([3, 4], 2), b1=[0.1, -0.1, 0.2, 0.3], W2=wave([4, 4], 3.3), b2=[0.2, 0.1, 0.1, -0.2],
                                W3=wave([4, 3], 4), b3=[0, 0.1, -0.1]), loss, "cross_entropy_logits(Y, logits(W1, b1, W2, b2, W3, b3))")
    p.line("backprop L")
    training.expect_loss()
    training.use("sgd", rate=0.2)
    p.section("one step, then twenty")
    training.step()
    training.expect("W1", "b2", "W3")
    training.descend(20)
    training.expect("W2", "b3")
    training.expect_loss(gradients=False)
    p.section("what it predicts")
    p.line("P = softmax(logits(W1, b1, W2, b2, W3, b3))")
    with torch.no_grad():
        W1, b1, W2, b2, W3, b3 = training.tensors
        P = F.softmax(torch.relu(torch.relu(X @ W1 + b1) @ W2 + b2) @ W3 + b3, -1)
    p.expect("P", P)
    p.expect("argmax(P, axis = 1)", P.argmax(1))
    p.expect("cross_entropy(Y, P) - L", 0)
    p.section("exclusive or: tanh, sigmoid, bce, Adam")
    X, T = p.constants(X=[[0, 0], [0, 1], [1, 0], [1, 1]], T=[0, 1, 1, 0])
    start = dict(W=[[0.8, -0.6, 0.4], [-0.7, 0.9, 0.5]], b=[0.1, -0.1, 0.2], v=[0.6, 0.5, -0.4], c=0.05)
    output = lambda W, b, v, c: torch.sigmoid(torch.tanh(X @ W + b) @ v + c)
    p.line("out(W, b, v, c) = sigmoid(tanh(X @ W + b) @ v + c)")
    training = Training(p, start, lambda *all: F.binary_cross_entropy(output(*all), T), "bce(T, out(W, b, v, c))")
    p.line("backprop L", "check L")
    training.expect_loss()
    training.use("adam", rate=0.1)
    for steps in [50, 150]:
        training.descend(steps)
        training.expect()
        training.expect_loss()
    p.line("p = out(W, b, v, c)")
    p.expect("p", output(*training.tensors).detach())
    p.expect("p > 0.5", [0, 1, 1, 0])
    return p


def cnn():
    p = Program("cnn", "A convolutional network end to end: conv2d, bias, relu, max_pool, flatten, dense, cross-entropy.")
    X, Y = p.constants(X=wave([2, 1, 6, 6], 1), Y=[[0, 1, 0], [1, 0, 0]])
    start = dict(K=wave([2, 1, 3, 3], 2), b=[0.1, -0.2], W=wave([8, 3], 3), c=[0.05, 0, -0.1])

    def loss(K, b, W, c):
        features = F.max_pool2d(torch.relu(F.conv2d(X, K) + b.reshape(1, 2, 1, 1)), 2).flatten(1)
        return F.cross_entropy(features @ W + c, Y), features

    tensors = p.params(**start)
    p.line("C = relu(conv2d(X, K) + reshape(b, [1, 2, 1, 1]))")
    value, features = loss(*tensors)
    p.value("A = flatten(max_pool(C, 2))", features)
    p.value("L = cross_entropy_logits(Y, A @ W + c)", value)
    p.gradients("L", value, **dict(zip(start, tensors)))
    p.section("ten steps")
    p.line("descend L with sgd(rate = 0.1, momentum = 0.9) for 10 steps")
    sgd = optimizer("sgd", tensors, dict(rate=0.1, momentum=0.9))
    for _ in range(10):
        sgd.zero_grad()
        loss(*tensors)[0].backward()
        sgd.step()
    value, features = loss(*tensors)
    p.expect("reshape(K, [2, 9])", tensors[0].detach().reshape(2, 9))
    for name, tensor in [("b", tensors[1]), ("c", tensors[3]), ("L", value), ("A", features)]:
        p.expect(name, tensor.detach())
    return p


def slope(y, x):
    return torch.autograd.grad(y, x, create_graph=True)[0]


def second_derivatives():
    p = Program("second-derivatives", "g = grad(w), backprop g, grad(w): second, third and mixed derivatives.")
    p.section("a polynomial, to its third derivative, and one step of Newton's method")
    w, = p.params(w=1.5)
    y = w ** 4 - 3 * w ** 2 + 2 * w
    p.value("y = w^4 - 3 * w^2 + 2 * w", y)
    g = slope(y, w)
    h = slope(g, w)
    p.line("backprop y")
    p.value("g = grad(w)", g)
    p.line("backprop g")
    p.value("h = grad(w)", h)
    p.line("backprop h")
    p.expect("grad(w)", slope(h, w))
    p.value("newton = w - g / h", w - g / h)
    p.section("functions of one parameter")
    for text, function, x in [("sigmoid(3 * w)", lambda w: torch.sigmoid(3 * w), 0.4), ("tanh(w)^2", lambda w: torch.tanh(w) ** 2, 0.6),
                              ("log(w) * sin(w)", lambda w: w.log() * w.sin(), 1.3), ("exp(-w^2 / 2)", lambda w: (-w ** 2 / 2).exp(), 0.7),
                              ("softplus(w) / sqrt(w)", lambda w: F.softplus(w) / w.sqrt(), 2.2),
                              ("cos(w) / (1 + w)", lambda w: w.cos() / (1 + w), 0.9),
                              ("w^w", lambda w: w ** w, 1.2)]:
        w, = p.params(w=x)
        y = function(w)
        p.line(f"y = {text}", "backprop y", "g = grad(w)", "backprop g")
        p.expect("g", slope(y, w))
        p.expect("grad(w)", slope(slope(y, w), w))
    p.section("mixed partial derivatives are equal both ways round")
    a, b = p.params(a=0.7, b=-1.2)
    z = torch.sin(a * b) + a ** 3 * b ** 2
    p.line("z = sin(a * b) + a^3 * b^2", "backprop z", "ga = grad(a)", "gb = grad(b)")
    for name, g in [("ga", slope(z, a)), ("gb", slope(z, b))]:
        p.gradients(name, g, a=a, b=b)
    p.section("a second derivative through a value in between")
    w, = p.params(w=0.8)
    u = torch.exp(w)
    y = u ** 3
    p.line("u = exp(w)", "y = u^3", "backprop y")
    p.value("gu = grad(u)", slope(y, u))
    p.gradients("gu", slope(y, u), u=u, w=w)
    return p


def curvature_of_networks():
    p = Program("curvature-of-networks", "Second derivatives of network losses: elements of the Hessian and its products with a vector.")
    p.section("two sigmoid neurons in a row")
    w1, w2 = p.params(w1=0.15, w2=0.4)
    E = 0.5 * (0.01 - torch.sigmoid(w2 * torch.sigmoid(w1 * 0.05 + 0.35) + 0.6)) ** 2
    p.value("E = 1/2 * (0.01 - sigmoid(w2 * sigmoid(w1 * 0.05 + 0.35) + 0.6))^2", E)
    p.line("backprop E", "g1 = grad(w1)", "g2 = grad(w2)")
    for name, g in [("g1", slope(E, w1)), ("g2", slope(E, w2))]:
        p.gradients(name, g, w1=w1, w2=w2)
    networks = [
        ("mse(Y, sigmoid(X @ W) @ v)", lambda W, v: F.mse_loss(torch.sigmoid(X @ W) @ v, Y), [0.9, -0.4, 0.2]),
        ("bce(Y, sigmoid(tanh(X @ W) @ v))", lambda W, v: F.binary_cross_entropy(torch.sigmoid(torch.tanh(X @ W) @ v), Y), [1, 0, 1]),
        ("bce_logits(Y, tanh(X @ W) @ v)", lambda W, v: F.binary_cross_entropy_with_logits(torch.tanh(X @ W) @ v, Y), [1, 0, 1]),
    ]
    X, = p.constants(X=[[0.5, -1], [1.5, 0.3], [-0.7, 0.8]])
    for text, function, targets in networks:
        p.section(text)
        Y, = p.constants(Y=targets)
        W, v = p.params(W=[[0.3, -0.5], [0.8, 0.2]], v=[0.7, -0.6])
        L = function(W, v)
        p.line(f"L = {text}", "backprop L", "G = grad(W)", "d = sum(G * [[1, -2], [0.5, 3]])", "k = grad(v)[1]")
        p.gradients("d", (slope(L, W) * fixed([[1, -2], [0.5, 3]])).sum(), W=W, v=v)
        p.gradients("k", slope(L, v)[1], W=W, v=v)
    p.section("a softmax layer with cross-entropy, from probabilities and from logits")
    for text, function in [("cross_entropy(T, softmax(X @ W))", F.cross_entropy), ("cross_entropy_logits(T, X @ W)", F.cross_entropy)]:
        T, = p.constants(T=[[1, 0], [0, 1], [0, 1]])
        W, = p.params(W=[[0.3, -0.5], [0.8, 0.2]])
        L = function(X @ W, T)
        p.line(f"L = {text}", "backprop L", "k = grad(W)[0, 1]")
        p.gradients("k", slope(L, W)[0, 1], W=W)
    return p


ALL = [mazur, classifiers, cnn, second_derivatives, curvature_of_networks]
