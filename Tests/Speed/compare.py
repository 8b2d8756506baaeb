#!/usr/bin/env python3
"""Times the workloads of `nnlearn bench` beside JAX and PyTorch, in one run, and prints a table.

    python3 -m venv /tmp/peers && /tmp/peers/bin/pip install jax torch
    /tmp/peers/bin/python Tests/Speed/compare.py .build/release/nnlearn [WORKLOAD ...]

A peer that is not installed is left out. Every number is microseconds a step: for nnlearn what `bench` says, in the middle of three
calls between which the peers run, for a peer the median of five epochs after one that is not timed. JAX compiles the whole epoch into
one loop (lax.scan), so that no Python runs between its steps; with convolutions it is faster without. Nobody shuffles: the peers' data
lie in batches already, and nnlearn copies its own in the order of the data. Sizes and optimizers are those of
Sources/nnlearn/Bench/Workload.swift.
"""
import json, statistics, subprocess, sys, time
import numpy as np

WORKLOADS = {  # name: (sizes, steps an epoch, batch, optimizer, rate)
    "xor": ((2, 4, 1), 2000, 4, "sgd", 0.5),
    "digits": ((64, 64, 10), 560, 32, "sgd", 0.1),
    "mnist": ((784, 128, 10), 1000, 32, "sgd", 0.01),
    "mnist-adam": ((784, 128, 10), 1000, 32, "adam", 0.001),
    "wide": ((784, 512, 512, 10), 200, 128, "adam", 0.001),
    "cnn": (None, 100, 64, "adam", 0.001),
}


def data(name):
    sizes, steps, batch, *_ = WORKLOADS[name]
    random = np.random.default_rng(1)
    shape = (1, 28, 28) if sizes is None else (sizes[0],)
    x = random.standard_normal((steps, batch, *shape)).astype("f")
    if name == "xor":
        return x, random.random((steps, batch, 1)).astype("f")
    return x, random.integers(0, 10, (steps, batch))


def median(epoch, steps):
    epoch()
    times = []
    for _ in range(5):
        start = time.perf_counter()
        epoch()
        times.append(time.perf_counter() - start)
    return statistics.median(times) / steps * 1e6


def jax_time(name):
    import jax, jax.numpy as jnp
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

    return median(epoch, steps)


def torch_time(name):
    import torch
    from torch import nn
    torch.manual_seed(0)
    sizes, steps, _, optimizer, rate = WORKLOADS[name]
    X, Y = (torch.tensor(a) for a in data(name))
    if sizes is None:
        layers = [nn.Conv2d(1, 8, 3), nn.ReLU(), nn.MaxPool2d(2), nn.Conv2d(8, 16, 3), nn.ReLU(), nn.MaxPool2d(2),
                  nn.Flatten(), nn.Linear(400, 10)]
    else:
        activation = nn.Sigmoid if name == "xor" else nn.ReLU
        layers = [layer for a, b in zip(sizes, sizes[1:]) for layer in (nn.Linear(a, b), activation())]
        layers = layers if name == "xor" else layers[:-1]
    net = nn.Sequential(*layers)
    loss = nn.MSELoss() if name == "xor" else nn.CrossEntropyLoss()
    optimizer = (torch.optim.Adam if optimizer == "adam" else torch.optim.SGD)(net.parameters(), rate)

    def epoch():
        for x, y in zip(X, Y):
            optimizer.zero_grad(set_to_none=True)
            loss(net(x), y).backward()
            optimizer.step()

    return median(epoch, steps)


def nnlearn_time(binary, name):
    run = subprocess.run([binary, "bench", name, "--format", "json"], capture_output=True, text=True, check=True)
    return json.loads(run.stdout.splitlines()[0])["us_per_step"]


def alone(measure, *arguments):
    """What is measured when the threads of the one before have gone to sleep."""
    time.sleep(1)
    return measure(*arguments)


def main():
    binary, *names = sys.argv[1:]
    print(f"{'workload':<11}{'nnlearn':>10}{'JAX':>10}{'PyTorch':>10}   ours ÷ best peer")
    for name in names or WORKLOADS:
        own, peers = [alone(nnlearn_time, binary, name)], []
        for peer in (jax_time, torch_time):
            try:
                peers.append(alone(peer, name))
            except ImportError:
                peers.append(None)
            own.append(alone(nnlearn_time, binary, name))
        ours = statistics.median(own)
        known = [time for time in peers if time]
        cells = "".join(f"{time:>10,.1f}" if time else f"{'—':>10}" for time in [ours] + peers)
        print(f"{name:<11}{cells}" + (f"   {ours / min(known):.2f}" if known else ""), flush=True)


if __name__ == "__main__":
    main()
