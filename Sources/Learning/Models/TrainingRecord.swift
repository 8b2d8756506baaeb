import Text

/// What a model's file says of the data that it was trained on: their digest, and how they were divided.
package struct TrainingRecord: Sendable, Equatable {
  package let digest: String
  package let ratio: SplitRatio
  package let seed: UInt64

  /// The entries that hold it.
  package static let names = (digest: "data_check", ratio: "split", seed: "seed")

  /// The entry that tells which data these are; whoever writes the file says how they were divided.
  package static func digest(of data: DataSet) -> Safetensors.Entry {
    .init(names.digest, data.digest)
  }

  /// Reads the entries; nil where the file says nothing of its data.
  package init?(_ file: Safetensors) throws(Diagnostic) {
    guard let digest = file.text(Self.names.digest) else { return nil }
    guard let ratio = file.text(Self.names.ratio),
      let seed = file.text(Self.names.seed).flatMap({ UInt64($0) })
    else { throw Diagnostic("the file does not say how its data were divided") }
    self.digest = digest
    self.ratio = try SplitRatio(ratio)
    self.seed = seed
  }

  /// The parts into which the data were divided for training; nil where these are other data.
  package func split(_ data: DataSet) throws(Diagnostic) -> Split? {
    guard data.digest == digest else { return nil }
    return try Split(data, ratio: ratio, seed: seed)
  }
}
