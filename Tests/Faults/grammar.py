"""Programs of the lesson language, by its grammar: names with shapes, so that most statements mean something."""

NAMES = [
    "w", "b", "x", "y", "L", "rate", "η", "β₁", "w_1", "step", "show_me", "data", "e", "inf", "名", "k2", "target", "v", "m"]
NUMBERS = ["0", "1", "2", "3", "0.5", "-1", "0.38", "1e-3", ".5", "2.", "-0.0", "1e300", "1e-320", "7", "100", "0.1", "1.50"]
ELEMENTWISE = [
    "exp", "log", "sqrt", "abs", "sin", "cos", "square", "tanh", "sigmoid", "relu", "leaky_relu", "softplus", "value"]
LOSSES = ["mse", "mae", "sse", "mean_error", "huber", "bce", "bce_logits", "cross_entropy", "cross_entropy_logits"]
OPTIMIZERS = {
    "sgd": ["momentum", "nesterov", "weight_decay"],
    "momentum": ["momentum"],
    "nesterov": ["momentum"],
    "rmsprop": ["alpha", "eps"],
    "adagrad": ["eps"],
    "adadelta": ["rho", "eps"],
    "adam": ["beta1", "beta2", "eps"],
    "adamw": ["beta1", "weight_decay"]}
CLAUSES = [" batch 8", " seed 3", " l2 0.01", " clip 1", " patience 2", " initializer he", " schedule cosine(steps = 20)"]
SHAPES = [(), (), (), (), (2,), (3,), (2, 2), (2, 3)]


class Writer:
    """Writes statements; what it has defined so far decides what it writes next."""

    def __init__(self, random):
        self.random, self.shapes, self.parameters, self.losses, self.functions = random, {}, [], [], []
        self.reached, self.networks, self.plain = None, 0, set()

    def number(self):
        if self.random.random() < 0.7:
            return self.random.choice(NUMBERS)
        return f"{self.random.uniform(-3, 3):.{self.random.randint(1, 6)}f}"

    def literal(self, shape):
        if not shape:
            return self.number()
        return "[" + ", ".join(self.literal(shape[1:]) for _ in range(shape[0])) + "]"

    def known(self, shape):
        return [name for name, other in self.shapes.items() if other == shape]

    def expression(self, shape, depth=0):
        """An expression of a shape; of a wrong one now and then."""
        pick = self.random.random()
        if pick < 0.02:
            shape = self.random.choice(SHAPES)
        names = self.known(shape)
        if depth > 3 or pick < 0.35:
            return self.random.choice(names) if names and self.random.random() < 0.7 else self.literal(shape)

        def inner(other=shape):
            text = self.expression(other, depth + 1)
            return f"({text})" if " " in text and text[0] not in "[(" or " if " in text or " @ " in text else text

        if pick < 0.55:
            return f"{inner()} {self.random.choice('+-*/×−')} {self.random.choice([inner(), inner(())])}"
        if pick < 0.65:
            return f"({self.expression(shape, depth + 1)})" + self.random.choice([
                "", "^2", "²", "^3", "^-1", f" ^ {self.number()}"])
        if pick < 0.78:
            return f"{self.random.choice(ELEMENTWISE)}({inner()})"
        if pick < 0.82:
            relation = self.random.choice(["<", "<=", ">", "≥", "==", "!="])
            return f"{inner()} if {inner(())} {relation} {inner(())} else {inner()}"
        if pick < 0.84:
            return f"{self.random.choice(['max', 'min'])}({inner()}, {inner()})"
        if shape:
            return self.random.choice([
                f"softmax({inner()})", f"transpose({inner(shape[::-1])})",
                f"[{', '.join(inner(shape[1:]) for _ in range(shape[0]))}]", f"reshape({inner()}, {list(shape)})",
                f"log_softmax({inner()})"])
        other = self.random.choice(SHAPES[4:])
        if pick < 0.90:
            return f"{self.random.choice(['sum', 'mean', 'max', 'min', 'argmax'])}({inner(other)})"
        if pick < 0.94:
            return f"({inner(other)})[{', '.join(str(self.random.randint(-size, size - 1)) for size in other)}]"
        if pick < 0.96 and self.functions:
            return f"{self.random.choice(self.functions)}({inner()})"
        if pick < 0.98 and self.reached:
            return f"grad({self.random.choice(self.parameters)})"
        return f"{inner((3,))} @ {inner((3,))}"

    def optimizer(self):
        name = self.random.choice(list(OPTIMIZERS))
        settings = []
        if self.random.random() < 0.8:
            settings = [f"rate = {self.random.choice(['0.1', '0.01', '0', '1e3', 'rate', '1e-9'])}"]
        settings += [
            f"{setting} = {self.random.choice(['0', '0.9', '0.5', '1e-8', '0.999'])}" for setting in OPTIMIZERS[name]
            if self.random.random() < 0.3]
        return f"{name}({', '.join(settings)})"

    def statement(self, depth=0):
        """One statement that may use what is there."""
        choices = ["define"] * 5 + ["param"] * 3 + ["loss"] * 2 + ["value", "function", "expect", "digits", "ask"]
        if self.losses:
            choices += ["backprop"] * 3 + ["descend"] * 2 + ["forward", "check", "plot"] + ["why"] * bool(self.reached)
        if self.reached:
            choices += ["step"] * 3
        if self.shapes:
            choices += ["plot", "redefine"] + ["explore", "draw"] * bool(self.plain)
        if depth < 2:
            choices += ["repeat"]
        if self.networks < 1 and depth == 0:
            choices += ["network"] * (self.random.random() < 0.15)
        level = self.random.choice([""] * 8 + ["brief ", "full "])
        return level + getattr(self, "write_" + self.random.choice(choices))(depth)

    def mark(self):
        return self.random.choice([""] * 6 + [f"   #=> {self.number()}", "   #=> 1 within 1e9", "  # a comment"])

    def define(self, word, name, shape):
        text = self.expression(shape)
        self.shapes[name] = shape
        (self.plain.add if text in NUMBERS else self.plain.discard)(name)
        return f"{word}{name} = {text}{self.mark()}"

    def write_define(self, depth):
        return self.define("", self.random.choice(NAMES), self.random.choice(SHAPES))

    def write_redefine(self, depth):
        name = self.random.choice(list(self.shapes))
        return self.define("", name, self.shapes[name])

    def write_param(self, depth):
        name = self.random.choice(NAMES)
        self.parameters.append(name)
        return self.define("param ", name, self.random.choice(SHAPES))

    def write_loss(self, depth):
        if not self.parameters:
            return self.write_param(depth)
        name, weight = self.random.choice(["L", "J", "loss", "E"]), self.random.choice(self.parameters)
        shape = self.shapes[weight]
        body = self.random.choice([
            f"sum(({weight} - {self.literal(shape)})^2)", f"{self.random.choice(LOSSES)}({self.literal(shape)}, {weight})",
            f"mean({self.expression(shape)} * {weight})", f"sum({weight}) + {self.expression(())}", f"sum({weight} > 0)",
            f"argmax({weight})"])
        self.shapes[name] = ()
        self.losses.append(name)
        return f"{name} = {body}{self.mark()}"

    def write_value(self, depth):
        return self.random.choice(["", "show "]) + self.expression(self.random.choice(SHAPES)) + self.mark()

    def write_function(self, depth):
        name = self.random.choice(["f", "g", "line"])
        saved, self.shapes, self.functions = (self.shapes, self.functions), {**self.shapes, "t": ()}, []
        text = f"{name}(t) = {self.expression(())}"
        self.shapes, self.functions = saved[0], saved[1] + [name]
        return text

    def write_backprop(self, depth):
        self.reached = self.random.choice(self.losses)
        return f"backprop {self.reached}{self.mark()}"

    def write_forward(self, depth):
        return f"forward {self.random.choice(self.losses)}"

    def write_step(self, depth):
        return f"step {self.optimizer()}"

    def write_descend(self, depth):
        end = self.random.choice([
            f"for {self.random.choice([0, 1, 3, 20, 500])} steps",
            f"until change < {self.random.choice(['1e-3', '1e-9', '0'])}"])
        return f"descend {self.random.choice(self.losses)} with {self.optimizer()} {end}{self.mark()}"

    def write_repeat(self, depth):
        body = [self.statement(depth + 1) for _ in range(self.random.randint(1, 3))]
        return f"repeat {self.random.choice([0, 1, 2, 3, 30])} {{\n" + "\n".join("  " + line for line in body) + "\n}"

    def write_expect(self, depth):
        shape = self.random.choice(SHAPES)
        return f"expect {self.expression(shape)} " + self.random.choice([
            f"is {self.literal(shape)}", f"is {self.expression(shape)} within {self.random.choice(['1e-9', '0.5', '1e9'])}",
            "fails", 'fails "no such text"'])

    def write_ask(self, depth):
        hints = "".join(f'\nhint "Hint {number}: \\"think\\" ∂"' for number in range(self.random.randint(0, 2)))
        mistakes = "".join(f'\nmistake {self.expression(())} "That is {number}."' for number in range(self.random.randint(0, 2)))
        return f'ask "How much?" {self.expression(())}{hints}{mistakes}'

    def write_plot(self, depth):
        axis = ["log y"] * (self.random.random() < 0.2)
        if self.functions and self.random.random() < 0.5:
            scalars = self.known(())
            clauses = self.random.sample(scalars, min(len(scalars), self.random.random() < 0.4)) + axis
            functions = self.random.choices(self.functions, k=self.random.randint(1, 2))
            return f"plot {', '.join(functions)} from {self.interval()}" + " with " * bool(clauses) + ", ".join(clauses)
        names = list(self.shapes)
        return "plot " + ", ".join(self.random.sample(names, min(len(names), self.random.randint(1, 3)))) + " with " * bool(axis) + "".join(axis)

    def write_explore(self, depth):
        return f"explore {self.random.choice(sorted(self.plain))} from {self.interval()}"

    def write_draw(self, depth):
        return f"draw {self.random.choice(sorted(self.plain))} from {self.interval()} step {self.random.choice(['0.1', '1', '0.05', '1e-9', '0'])}"

    def interval(self):
        least = self.random.choice(["0", "-1", "1e-3", "-5.5"])
        return f"{least} to {self.random.choice(['1', '4.5', '1e3', '0.5'])}"

    def write_why(self, depth):
        if not self.parameters:
            return self.write_param(depth)
        name = self.random.choice(self.parameters)
        return f"why {name}" + ("" if not self.shapes[name] else f"[{', '.join('0' for _ in self.shapes[name])}]")

    def write_check(self, depth):
        return f"check {self.random.choice(self.losses)}"

    def write_digits(self, depth):
        return f"digits {self.random.randint(0, 15)}"

    def write_network(self, depth):
        self.networks += 1
        loss = self.random.choice(["", "loss cross_entropy\n"])
        optimizer = self.random.choice(["", f"optimizer {self.optimizer().replace('= rate', '= 0.1')}\n"])
        clauses = "".join(self.random.sample(CLAUSES, 2))
        return (f'data iris = load "iris" seed {self.random.randint(0, 9)}\n'
                f"model net = dense 3 tanh, dense 3 softmax\n{loss}{optimizer}"
                f"train net on iris for {self.random.randint(1, 3)} epochs{clauses}\nnet([5.1, 3.5, 1.4, 0.2])\n"
                f"explain step {self.random.randint(1, 3)} of net\nsum(net.{self.random.choice([0, 2])}.weight)")


def program(random, length=None):
    """The statements of a program, most of which have a meaning."""
    writer = Writer(random)
    return [writer.statement() for _ in range(length or random.randint(3, 18))], writer
