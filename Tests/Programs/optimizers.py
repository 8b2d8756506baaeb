"""The training that a program and PyTorch do side by side, and the programs of the optimizers."""

import torch
import torch.nn.functional as F

from program import Program, fixed, short


def optimizer(name, parameters, settings):
    """The optimizer of PyTorch that `name(settings)` of the lesson language means."""
    given = dict(settings)
    arguments = {"lr": given.pop("rate")}
    if "beta1" in given or "beta2" in given:
        arguments["betas"] = (given.pop("beta1", 0.9), given.pop("beta2", 0.999))
    arguments |= given
    if name in ("momentum", "nesterov"):
        arguments.setdefault("momentum", 0.9)
    if name == "nesterov" or "nesterov" in arguments:
        arguments["nesterov"] = True
    kind = {"sgd": "SGD", "momentum": "SGD", "nesterov": "SGD", "rmsprop": "RMSprop", "adagrad": "Adagrad", "adadelta": "Adadelta",
            "adam": "Adam", "adamw": "AdamW"}[name]
    return getattr(torch.optim, kind)(parameters, **arguments)


class Training:
    """Parameters and a loss; PyTorch takes the steps while the program says the same in its own words."""

    def __init__(self, program, parameters, loss, loss_text):
        self.program, self.loss, self.names = program, loss, list(parameters)
        self.tensors = program.params(**parameters)
        program.line(f"L = {loss_text}")

    def use(self, name, **settings):
        self.name, self.settings = name, settings
        self.torch = optimizer(name, self.tensors, settings)

    def rate(self, rate):
        """The same optimizer at another rate: its state lives on."""
        self.settings["rate"] = self.torch.param_groups[0]["lr"] = rate

    @property
    def spelling(self):
        return f"{self.name}({', '.join(f'{key} = {short(value)}' for key, value in self.settings.items())})"

    def advance(self, steps):
        for _ in range(steps):
            self.torch.zero_grad()
            self.loss(*self.tensors).backward()
            self.torch.step()

    def step(self, backprop=True):
        self.program.line(*["backprop L"] * backprop, f"step {self.spelling}")
        self.advance(1)

    def repeat(self, times):
        self.program.line(f"repeat {times} {{ backprop L; step {self.spelling} }}")
        self.advance(times)

    def descend(self, times):
        self.program.line(f"descend L with {self.spelling} for {times} steps")
        self.advance(times)

    def expect(self, *names):
        for name, tensor in zip(self.names, self.tensors):
            if not names or name in names:
                self.program.expect(name, tensor.detach())

    def expect_loss(self, gradients=True):
        loss = self.loss(*self.tensors)
        self.program.expect("L", loss.detach())
        if gradients:
            for name, gradient in zip(self.names, torch.autograd.grad(loss, self.tensors)):
                self.program.expect(f"grad({name})", gradient)


def small_network(program):
    """Data and a loss of W, v, b for the optimizers; the program gets the same as a function of its own."""
    X, Y = program.constants(X=[[0.5, -1], [1.5, 0.3], [-0.7, 0.8]], Y=[0.9, -0.4, 0.2])
    program.line("mistake(W, v, b) = mse(Y, tanh(X @ W + b) @ v)")
    start = dict(W=[[0.3, -0.5], [0.8, 0.2]], v=[0.7, -0.6], b=0.1)
    loss = lambda W, v, b: F.mse_loss(torch.tanh(X @ W + b) @ v, Y)
    return lambda: Training(program, start, loss, "mistake(W, v, b)")


def optimizer_program(title, runs):
    def make():
        p = Program(f"optimizer-{title}", f"{title}: parameters after 1, 3 and 6 steps, by step, by repeat, by descend.")
        network = small_network(p)
        for name, settings in runs:
            p.section(name + ", " + ", ".join(f"{key} {value:g}" for key, value in settings.items()))
            training = network()
            training.use(name, **settings)
            training.step()
            training.expect()
            training.repeat(2)
            training.expect()
            training.descend(3)
            training.expect()
            training.expect_loss()
        return p
    return make


RUNS = [
    ("sgd", [("sgd", dict(rate=0.1)), ("sgd", dict(rate=0.5)), ("sgd", dict(rate=0.1, weight_decay=0.05))]),
    ("momentum", [("sgd", dict(rate=0.1, momentum=0.9)), ("momentum", dict(rate=0.05)), ("momentum", dict(rate=0.2, momentum=0.5)),
                  ("sgd", dict(rate=0.1, momentum=0.8, weight_decay=0.1))]),
    ("nesterov", [("sgd", dict(rate=0.1, momentum=0.9, nesterov=1)), ("nesterov", dict(rate=0.05)),
                  ("nesterov", dict(rate=0.2, momentum=0.5)),
                  ("sgd", dict(rate=0.1, momentum=0.8, nesterov=1, weight_decay=0.1))]),
    ("rmsprop", [("rmsprop", dict(rate=0.01)), ("rmsprop", dict(rate=0.05, alpha=0.9)),
                 ("rmsprop", dict(rate=0.1, alpha=0.5, eps=0.01))]),
    ("adagrad-adadelta", [("adagrad", dict(rate=0.1)), ("adagrad", dict(rate=0.5, eps=0.1)), ("adadelta", dict(rate=1)),
                          ("adadelta", dict(rate=2, rho=0.8, eps=0.001))]),
    ("adam", [("adam", dict(rate=0.001)), ("adam", dict(rate=0.1)), ("adam", dict(rate=0.05, beta1=0.8, beta2=0.95)),
              ("adam", dict(rate=0.1, beta1=0.5, eps=0.01))]),
    ("adamw", [("adamw", dict(rate=0.1)), ("adamw", dict(rate=0.1, weight_decay=0.3)),
               ("adamw", dict(rate=0.05, beta1=0.8, beta2=0.95, eps=0.001, weight_decay=0.1))]),
]


def optimizer_state():
    p = Program("optimizer-state", "An optimizer's state lives on between statements, also at another rate; another one starts afresh.")
    network = small_network(p)
    for name, settings in [("adam", dict(rate=0.1)), ("momentum", dict(rate=0.1, momentum=0.9)), ("rmsprop", dict(rate=0.02, alpha=0.9))]:
        p.section(f"{name}: from step to descend, at another rate, and straight on after descend, whose gradients are fresh")
        training = network()
        training.use(name, **settings)
        training.step()
        training.descend(2)
        training.expect("W")
        training.rate(0.03)
        training.descend(2)
        training.expect("W", "v")
        training.step(backprop=False)
        training.expect("W", "b")
        p.line(f"# {name} after another optimizer starts afresh")
        training.use("sgd", rate=0.1)
        training.step()
        training.expect("v")
        training.use(name, **settings)
        training.step()
        training.expect("v")
        training.descend(1)
        training.expect("v")
        training.expect_loss()
    return p


ALL = [optimizer_program(title, runs) for title, runs in RUNS] + [optimizer_state]
