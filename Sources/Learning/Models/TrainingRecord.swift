import Text

/// A model file's record of its training data: their digest, and how they were split.
package struct TrainingRecord: Sendable, Equatable {
  package let digest: String
  package let ratio: SplitRatio
  /// The seed of a generated data set and of the split.
  package let splitSeed: UInt64

  package static let names = (
    digest: "data_check", ratio: "split", seed: "seed", splitSeed: "split_seed"
  )

  /// The entry that identifies the data; the writer of the file adds the split.
  package static func digest(of data: DataSet) -> Safetensors.Entry {
    .init(names.digest, data.digest)
  }

  /// Reads the entries; `nil` if the file has no record of its data.
  package init?(_ file: Safetensors) throws(Diagnostic) {
    guard let digest = file.text(Self.names.digest) else { return nil }
    guard let ratio = file.text(Self.names.ratio),
      let seed = (file.text(Self.names.splitSeed) ?? file.text(Self.names.seed))
        .flatMap({ UInt64($0) })
    else { throw Diagnostic("the file does not say how its data were divided") }
    self.digest = digest
    self.ratio = try SplitRatio(ratio)
    splitSeed = seed
  }

  /// The split with which the model was trained; `nil` if these are other data.
  package func split(_ data: DataSet) throws(Diagnostic) -> Split? {
    guard data.digest == digest else { return nil }
    return try Split(data, ratio: ratio, seed: splitSeed)
  }
}
