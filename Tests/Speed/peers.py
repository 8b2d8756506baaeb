"""The peers of `compare.py`, which train the workloads of Sources/nnlearn/Bench/Workload.swift.

Each peer is a function of a workload's name. It returns a function that measures the peer in microseconds per step, or None if
the peer is not installed or does not support the network.

JAX             The whole epoch is compiled into one loop (lax.scan), so that no Python runs between its steps; with
                convolutions it is faster without.
PyTorch         A module, a loss and an optimizer of torch.optim, as in its tutorials.
torch.compile   A whole step as one compiled function of the parameters: loss, torch.func.grad and update, which is faster than
                compiling module and optimizer. Both modes are tried, and the faster one counts.
scikit-learn    MLPClassifier.partial_fit, one pass over the data in batches, in Float. xor is an MLPRegressor: logistic units and
                the mean squared error, but no sigmoid after the last sum.
FANN            `fann.c`, for dense networks and gradient descent, because it has no Adam. The network is the same for xor; the
                others have sigmoids and the mean squared error instead of rectifiers, softmax and cross-entropy.
"""
import os, statistics, subprocess, sys, tempfile, time
import numpy as np

WORKLOADS = {  # name: (sizes, steps per epoch, batch, optimizer, rate)
    "xor": ((2, 4, 1), 2000, 4, "sgd", 0.5),
    "digits": ((64, 64, 10), 560, 32, "sgd", 0.1),
    "mnist": ((784, 128, 10), 1000, 32, "sgd", 0.01),
    "mnist-adam": ((784, 128, 10), 1000, 32, "adam", 0.001),
    "wide": ((784, 512, 512, 10), 200, 128, "adam", 0.001),
    "cnn": (None, 100, 64, "adam", 0.001),
}
EPOCHS = 5


def data(name):
    sizes, steps, batch, *_ = WORKLOADS[name]
    random = np.random.default_rng(1)
    shape = (1, 28, 28) if sizes is None else (sizes[0],)
    x = random.standard_normal((steps, batch, *shape)).astype("f")
    if name == "xor":
        return x, random.random((steps, batch, 1)).astype("f")
    return x, random.integers(0, 10, (steps, batch))


def median(epoch, name):
    """The median of some epochs, after one that compiles and warms up, in microseconds per step."""
    epoch()
    times = []
    for _ in range(EPOCHS):
        start = time.perf_counter()
        epoch()
        times.append(time.perf_counter() - start)
    return statistics.median(times) / WORKLOADS[name][1] * 1e6


def jax_peer(name):
    try:
        import jax, jax.numpy as jnp
    except ImportError:
        return None
    sizes, steps, _, optimizer, rate = WORKLOADS[name]
    X, Y = (jnp.array(a) for a in data(name))
    random = np.random.default_rng(0)
    draw = lambda *shape: jnp.array(random.standard_normal(shape) * 0.1, dtype=jnp.float32)
    if sizes is None:
        start = [draw(8, 1, 3, 3), draw(8), draw(16, 8, 3, 3), draw(16), draw(400, 10), draw(10)]

        def pool(x):
            return jax.lax.reduce_window(x, -jnp.inf, jax.lax.max, (1, 1, 2, 2), (1, 1, 2, 2), "VALID")

        def outputs(p, x):
            for k, b in ((p[0], p[1]), (p[2], p[3])):
                x = pool(jax.nn.relu(jax.lax.conv(x, k, (1, 1), "VALID") + b[None, :, None, None]))
            return x.reshape(x.shape[0], -1) @ p[4] + p[5]
    else:
        start = [(draw(a, b), jnp.zeros(b)) for a, b in zip(sizes, sizes[1:])]
        activation = jax.nn.sigmoid if name == "xor" else jax.nn.relu

        def outputs(p, x):
            for w, b in p[:-1]:
                x = activation(x @ w + b)
            return x @ p[-1][0] + p[-1][1]

    def loss(p, x, y):
        o = outputs(p, x)
        if name == "xor":
            return jnp.mean((jax.nn.sigmoid(o) - y) ** 2)
        return -jnp.mean(jnp.take_along_axis(jax.nn.log_softmax(o), y[:, None], 1))

    def step(state, batch):
        p, m, v, t = state
        g = jax.grad(loss)(p, *batch)
        t = t + 1
        if optimizer == "adam":
            m = jax.tree.map(lambda m, g: 0.9 * m + 0.1 * g, m, g)
            v = jax.tree.map(lambda v, g: 0.999 * v + 0.001 * g * g, v, g)
            p = jax.tree.map(
                lambda p, m, v: p - rate * (m / (1 - 0.9**t)) / (jnp.sqrt(v / (1 - 0.999**t)) + 1e-8), p, m, v)
        else:
            p = jax.tree.map(lambda p, g: p - rate * g, p, g)
        return (p, m, v, t), 0.0

    whole = jax.jit(lambda state: jax.lax.scan(step, state, (X, Y))[0])
    one = jax.jit(lambda state, x, y: step(state, (x, y))[0])
    zeros = jax.tree.map(jnp.zeros_like, start)
    state = (start, zeros, zeros, jnp.float32(0))

    def epoch():
        nonlocal state
        if sizes is None:
            for i in range(steps):
                state = one(state, X[i], Y[i])
        else:
            state = whole(state)
        jax.block_until_ready(state)

    return lambda: median(epoch, name)


def network(name):
    """The network of a workload in PyTorch, its loss, and the batches."""
    import torch
    from torch import nn
    torch.manual_seed(0)
    sizes, *_ = WORKLOADS[name]
    if sizes is None:
        layers = [nn.Conv2d(1, 8, 3), nn.ReLU(), nn.MaxPool2d(2), nn.Conv2d(8, 16, 3), nn.ReLU(), nn.MaxPool2d(2),
                  nn.Flatten(), nn.Linear(400, 10)]
    else:
        activation = nn.Sigmoid if name == "xor" else nn.ReLU
        layers = [layer for a, b in zip(sizes, sizes[1:]) for layer in (nn.Linear(a, b), activation())]
        layers = layers if name == "xor" else layers[:-1]
    loss = nn.MSELoss() if name == "xor" else nn.CrossEntropyLoss()
    X, Y = (torch.tensor(a) for a in data(name))
    return nn.Sequential(*layers), loss, list(zip(X, Y))


def torch_peer(name):
    try:
        import torch
    except ImportError:
        return None
    _, _, _, optimizer, rate = WORKLOADS[name]
    net, loss, batches = network(name)
    optimizer = (torch.optim.Adam if optimizer == "adam" else torch.optim.SGD)(net.parameters(), rate)

    def epoch():
        for x, y in batches:
            optimizer.zero_grad(set_to_none=True)
            loss(net(x), y).backward()
            optimizer.step()

    return lambda: median(epoch, name)


def compiled_peer(name):
    try:
        import torch
    except ImportError:
        return None
    _, _, _, optimizer, rate = WORKLOADS[name]
    net, loss, batches = network(name)

    def step(p, m, v, t, x, y):
        g = torch.func.grad(lambda p: loss(torch.func.functional_call(net, p, (x,)), y))(p)
        if optimizer == "sgd":
            return {k: p[k] - rate * g[k] for k in p}, m, v, t
        t = t + 1
        m = {k: 0.9 * m[k] + 0.1 * g[k] for k in p}
        v = {k: 0.999 * v[k] + 0.001 * g[k] * g[k] for k in p}
        new = {k: p[k] - rate * (m[k] / (1 - 0.9**t)) / ((v[k] / (1 - 0.999**t)).sqrt() + 1e-8) for k in p}
        return new, m, v, t

    def epoch(mode):
        compiled = torch.compile(step, mode=mode)
        parameters = {k: p.detach().clone() for k, p in net.named_parameters()}
        m, v = ({k: torch.zeros_like(p) for k, p in parameters.items()} for _ in "mv")
        state = (parameters, m, v, torch.tensor(0.0))

        def run():
            nonlocal state
            with torch.no_grad():
                for x, y in batches:
                    state = compiled(*state, x, y)

        return run

    torch._dynamo.reset()
    epochs = [epoch(mode) for mode in ("default", "reduce-overhead")]
    try:
        best = min(epochs, key=lambda epoch: median(epoch, name))
    except torch._dynamo.exc.BackendCompilerFailed as failure:  # For example, there is no C++ compiler.
        print(f"torch.compile: {failure}", file=sys.stderr)
        return None
    return lambda: median(best, name)


def sklearn_peer(name):
    try:
        from sklearn.neural_network import MLPClassifier, MLPRegressor
    except ImportError:
        return None
    sizes, _, batch, optimizer, rate = WORKLOADS[name]
    if sizes is None:
        return None
    x, y = (a.reshape(-1, *a.shape[2:]) for a in data(name))
    settings = dict(
        hidden_layer_sizes=sizes[1:-1], solver=optimizer, learning_rate_init=rate, batch_size=batch, alpha=0, momentum=0,
        nesterovs_momentum=False, shuffle=False, random_state=0)
    if name == "xor":
        net, known = MLPRegressor(activation="logistic", **settings), {}
        y = y[:, 0]
    else:
        net, known = MLPClassifier(activation="relu", **settings), {"classes": np.arange(10)}
    return lambda: median(lambda: net.partial_fit(x, y, **known), name)


def fann_peer(name):
    sizes, steps, batch, optimizer, rate = WORKLOADS[name]
    if sizes is None or optimizer != "sgd":
        return None
    source = os.path.join(os.path.dirname(os.path.abspath(__file__)), "fann.c")
    folder = tempfile.TemporaryDirectory()
    program = os.path.join(folder.name, "fann")
    try:
        subprocess.run(["cc", "-O3", source, "-lfloatfann", "-o", program], check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError):
        return None
    words = [program, batch, steps, rate, EPOCHS, *sizes]

    def measure():
        # `folder` is deleted when no function can measure any more.
        return float(subprocess.check_output([str(word) for word in words], cwd=folder.name))

    return measure


ALL = [
    ("JAX", jax_peer), ("PyTorch", torch_peer), ("torch.compile", compiled_peer), ("scikit-learn", sklearn_peer),
    ("FANN", fann_peer),
]
