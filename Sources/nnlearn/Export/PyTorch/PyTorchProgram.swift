import Learning
import Text

/// A Python program for a model: its network, its data and its training in PyTorch.
struct PyTorchProgram {
  let model: TrainedModel
  let run: KeptRun
  /// The path of the model's file, and that of the program.
  let weights: String
  let output: String

  init(_ model: TrainedModel, run: KeptRun, weights: String, output: String) {
    (self.model, self.run, self.weights, self.output) = (model, run, weights, output)
  }

  /// Whether samples are rows of a table with named columns, instead of images or IDX files.
  var readsTables: Bool { !model.columns.isEmpty }

  var text: String {
    let parts = [
      imports, network, Self.files, readsTables ? tables : images, preparation,
      prediction, training, main,
    ]
    return introduction + "\n\n" + parts.joined(separator: "\n\n\n") + "\n"
  }

  // MARK: The beginning

  private static func name(_ path: String) -> String {
    path.split(separator: "/").last.map { String($0) } ?? path
  }

  /// A file's name inside a literal of Python.
  private static func inLiteral(_ path: String) -> String {
    String(JSON.quoted(name(path)).dropFirst().dropLast())
  }

  private var introduction: String {
    let program = Self.inLiteral(output)
    return #"""
      """The network of \#(Self.inLiteral(weights)) for PyTorch, written by 'nnlearn export'.

          python3 \#(program) predict DATA
          python3 \#(program) train DATA --epochs 20
          torchrun --nproc_per_node 2 \#(program) train DATA --epochs 20

      \#(Self.inLiteral(weights)) has the weights and says how samples are prepared.
      'predict' prints what 'nnlearn predict --format json' prints. 'train' goes on with the
      loss, the optimizer and the settings of the run that made the weights, on every sample
      of DATA, and writes a file that this program and nnlearn read.

      The file of the model does not keep the optimizer's memory or the step of the schedule:
      both begin again. From the same seed PyTorch draws another order of the samples.\#(notes)
      """
      """#
  }

  /// What else differs from a run of nnlearn.
  private var notes: String {
    var notes = ""
    if !model.model.dropouts.isEmpty { notes += "\nIt draws other elements to drop, too." }
    if model.model.allLayers.contains(where: { $0.specification.kind.comparesSamples }) {
      notes += "\nUnder torchrun, batch_norm takes the mean and variance of each process's samples."
    }
    if run.leavesOutGaps {
      notes += "\nThe run left out rows with missing values; here they are filled."
    }
    return notes
  }

  private var imports: String {
    let modules = [
      "argparse", "array", "csv", readsTables ? nil : "gzip", "json", "math", "os", "sys",
    ]
    return """
      from __future__ import annotations

      \(Self.imports(modules))from pathlib import Path

      \(Self.imports(["torch", "torch.distributed"]))from torch import Tensor, nn
      from torch.nn import functional as F
      from torch.nn.parallel import DistributedDataParallel

      WEIGHTS = \(place)
      MODEL = \(JSON.quoted(model.model.specification.description))
      """
  }

  private static func imports(_ modules: [String?]) -> String {
    modules.compactMap { $0 }.map { "import \($0)\n" }.joined()
  }

  /// The model's file, beside the program or anywhere.
  private var place: String {
    let (own, other) = (OperatingSystem.absolutePath(output), OperatingSystem.absolutePath(weights))
    let isBeside = own.dropLast(Self.name(own).count) == other.dropLast(Self.name(other).count)
    return isBeside
      ? "Path(__file__).with_name(\(JSON.quoted(Self.name(weights))))"
      : "Path(\(JSON.quoted(other)))"
  }

  private var network: String {
    let all = ExportedModule.all(of: model.model)
    let modules = all.map {
      "        \($0.pytorch.replacing("\n", with: "\n        ")),\n"
    }.joined()
    let residual = """
      class Residual(nn.Module):
          def __init__(self, *modules: nn.Module) -> None:
              super().__init__()
              self.block = nn.Sequential(*modules)

          def forward(self, x: Tensor) -> Tensor:
              return x + self.block(x)



      """
    return (all.contains { !$0.block.isEmpty } ? residual : "") + """
      def network() -> nn.Sequential:
          return nn.Sequential(
      \(modules)    )
      """
  }

  // MARK: The model's file

  private static let files = #"""
    def read_model(path: Path) -> tuple[nn.Sequential, dict[str, str]]:
        """The network with the weights of a safetensors file, and the file's metadata."""
        content = path.read_bytes()
        start = 8 + int.from_bytes(content[:8], "little")
        header = json.loads(content[8:start])
        metadata = header["__metadata__"]
        if metadata["model"] != MODEL:
            sys.exit(f"{path} has the weights of another network: {metadata['model']}")
        net = network()
        weights = {}
        for name in header.keys() & net.state_dict().keys():
            begin, end = (start + offset for offset in header[name]["data_offsets"])
            numbers = torch.frombuffer(bytearray(content[begin:end]), dtype=torch.float32)
            weights[name] = numbers.reshape(header[name]["shape"])
        net.load_state_dict(weights)
        return net, metadata


    def write_model(path: Path, net: nn.Sequential, metadata: dict[str, str]) -> None:
        """Writes a safetensors file, without the record of the data of the earlier run."""
        kept = {name: text for name, text in metadata.items() if name != "data_check"}
        header: dict[str, object] = {"__metadata__": kept}
        content = b""
        for name, tensor in net.state_dict().items():
            if not tensor.is_floating_point():  # BatchNorm counts its batches
                continue
            numbers = array.array("f", tensor.flatten().tolist()).tobytes()
            header[name] = {
                "dtype": "F32",
                "shape": list(tensor.shape),
                "data_offsets": [len(content), len(content) + len(numbers)],
            }
            content += numbers
        text = json.dumps(header).encode()
        text += b" " * (-len(text) % 8)
        path.write_bytes(len(text).to_bytes(8, "little") + text + content)
    """#

  private var main: String {
    let epochs = run.epochs.map { "default=\($0)" } ?? "required=True"
    return #"""
      def main() -> None:
          parser = argparse.ArgumentParser(description="Apply or train a network.")
          commands = parser.add_subparsers(required=True)
          for name, run, what in (
              ("predict", predict, "print a JSON object for each sample"),
              ("train", train, "go on training"),
          ):
              command = commands.add_parser(name, help=what)
              command.set_defaults(run=run)
              command.add_argument("data", type=Path, help="the samples")
              command.add_argument("--weights", type=Path, default=WEIGHTS)
              command.add_argument("--encoding", default="utf-8-sig", help="of a table")
              if run is train:
                  command.add_argument("--epochs", type=int, \#(epochs))
                  command.add_argument("--output", type=Path, help="the new weights")
          arguments = parser.parse_args()
          arguments.run(arguments)


      if __name__ == "__main__":
          main()
      """#
  }
}
