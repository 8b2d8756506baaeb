import Learning
import Text

/// The part of a program that predicts and trains.
extension PyTorchProgram {
  // MARK: Predicting

  var prediction: String {
    let outputs = model.loss.missingActivation.map {
      ExportedModule("", $0).pytorch + "(net(part))"
    }
    let (unit, line) =
      isOfClasses
      ? classLine
      : ("numbers", #"        line["values"] = numbers"#)
    let reading =
      isOfClasses
      ? #"classes = json.loads(metadata["classes"])"#
      : #"""
      offsets, spreads, _ = scaling(metadata["\#(outputScaling)"])
          outputs = outputs.double() * spreads + offsets
      """#
    return #"""
      def predict(arguments: argparse.Namespace) -> None:
          net, metadata = read_model(arguments.weights)
          \#(readsTables ? "" : "files, ")values, _ = read_samples(arguments.data, metadata, arguments.encoding)
          net.eval()
          with torch.no_grad():
              parts = prepared(values, metadata).split(256)
              outputs = torch.cat([\#(outputs ?? "net(part)") for part in parts])
          \#(reading)
          for i, \#(unit) in enumerate(outputs.tolist()):
              line: dict[str, object] = {"row": i + 1}
      \#(readsTables ? "" : """
                if files:
                    line["file"] = files[i]

        """)\#(line)
              print(json.dumps(line))
      """#
  }

  private var isOfClasses: Bool { !model.classNames.isEmpty }

  /// A sample's output, and the lines that name its class.
  private var classLine: (unit: String, line: String) {
    let isOne = model.model.outputCount == 1
    return (
      isOne ? "(second,)" : "probabilities",
      (isOne ? "        probabilities = [1 - second, second]\n" : "") + #"""
                best = probabilities.index(max(probabilities))
                line |= {"class": classes[best], "probabilities": probabilities}
        """#
    )
  }

  // MARK: Training

  /// The function η(t); empty for a constant rate.
  var schedule: String {
    let schedule = run.settings.schedule
    if schedule == .constant { return "" }
    let rate = "\(run.optimizer.rate)"
    let warmUp = Int(schedule["warm_up"])
    let rule = schedule.written(as: schedule.kind.pytorch, ["rate": rate])
    let start =
      warmUp == 0
      ? "    t = step\n"
      : """
          if step < \(warmUp):
              return \(rate) * (step + 1) / \(warmUp)
          t = step - \(warmUp)

      """
    return #"""
      def learning_rate(step: int) -> float:
          """The rate of a step, counted from 0."""
      \#(start)    return \#(rule)



      """#
  }

  /// The loss as PyTorch computes it: from the sums before the last activation, if these are one.
  private var fused: LossSpecification? { model.loss.fused(with: model.model.outputActivation) }

  var training: String {
    let settings = run.settings
    let loss = fused ?? model.loss
    let order =
      settings.shuffles
      ? "torch.randperm(len(samples), generator=generator)" : "torch.arange(len(samples))"
    let penalty = settings.l2 > 0 ? " + penalty" : ""
    return schedule + #"""
      def losses(outputs: Tensor, targets: Tensor) -> Tensor:
          """The loss of each sample."""
          return \#(loss.written(as: loss.kind.pytorch!))


      def train(arguments: argparse.Namespace) -> None:
          net, metadata = read_model(arguments.weights)
          \#(readsTables ? "" : "_, ")values, \#(model.reproduces ? "_" : "fields") = read_samples(arguments.data, metadata, arguments.encoding)
          samples = prepared(values, metadata)
      \#(targetLines)    processes = int(os.environ.get("WORLD_SIZE", 1))
          process = int(os.environ.get("RANK", 0))
          trained: nn.Module = \#(fused == nil ? "net" : "net[:-1]  # the loss takes the sums")
          if processes > 1:
              torch.distributed.init_process_group("gloo")
              trained = DistributedDataParallel(trained)
          parameters = list(net.parameters())
      \#(setUp)    for epoch in range(arguments.epochs):
              order = \#(order)
              total = torch.zeros(1, dtype=torch.float64)
              for batch in order.split(\#(settings.batch)):
                  rows = batch[process::processes]
                  part = \#(part)
      \#(penalty.isEmpty ? "" : #"""
                  penalty = \#(settings.l2) * sum(weight.square().sum() for weight in weights)

      """#)            optimizer.zero_grad()
                  # The processes take the mean of their gradients, and their parts add up.
                  (part * processes\#(penalty)).backward()
      \#(update)            total += part.detach() * len(batch)
              if processes > 1:
                  torch.distributed.all_reduce(total)
              if process == 0:
                  mean = total.item() / len(samples)
                  print(f"epoch {epoch + 1}/{arguments.epochs}  loss {mean:.9g}")
          if process == 0:
              path = arguments.output or arguments.weights.with_suffix(".trained.safetensors")
              write_model(path, net, metadata)
              print(f"wrote {path}")
          if processes > 1:
              torch.distributed.barrier()  # the others wait until the file is written
              torch.distributed.destroy_process_group()
      """#
  }

  /// The lines that define the targets.
  private var targetLines: String {
    model.reproduces
      ? "    targets = targets_of(samples)\n"
      : #"""
          if fields is None:
              sys.exit(f"{arguments.data} has no target {metadata['target']!r}")
          targets = encoded(fields, metadata)

      """#
  }

  /// The mean loss of a batch as far as it comes from one process's rows, weighted by class if classes have weights.
  private var part: String {
    let losses = "losses(trained(samples[rows]), targets[rows])"
    return run.classWeights == nil
      ? "\(losses).sum() / len(batch)" : "(\(losses) * counts[rows]).sum() / counts[batch].sum()"
  }

  /// The lines before the first step.
  private var setUp: String {
    let optimizer =
      run.optimizer.written(as: run.optimizer.kind.pytorch)
      .replacing("(parameters", with: "(\n        parameters").dropLast() + "\n    )"
    var lines: [String] = []
    if run.settings.l2 > 0 {
      lines.append("weights = [weight for weight in parameters if weight.dim() > 1]  # no biases")
    }
    if let entry = run.classWeights {
      lines += [
        "class_weights = torch.tensor(json.loads(metadata[\(JSON.quoted(entry))]))",
        model.model.outputCount == 1
          ? "counts = class_weights[targets[:, 0].long()]" : "counts = targets @ class_weights",
      ]
    }
    lines.append("optimizer = \(optimizer)")
    if run.settings.shuffles {
      lines.append("generator = torch.Generator().manual_seed(\(run.settings.seed))")
    }
    if !model.model.dropouts.isEmpty {
      lines.append("torch.manual_seed(\(run.settings.seed) + process)  # for what is dropped")
    }
    if !schedule.isEmpty { lines.append("step = 0") }
    return lines.map { "    \($0)\n" }.joined()
  }

  /// The lines that move the weights.
  private var update: String {
    var lines: [String] = []
    if let clip = run.settings.clip {
      lines.append("nn.utils.clip_grad_norm_(parameters, \(clip))")
    }
    if !schedule.isEmpty {
      lines += [
        "for group in optimizer.param_groups:", #"    group["lr"] = learning_rate(step)"#,
        "step += 1",
      ]
    }
    lines.append("optimizer.step()")
    return lines.map { "            \($0)\n" }.joined()
  }
}
