import Learning
import Text

/// The history of a training run in machine-readable form, as it is written and read.
package enum HistoryText {
  private static let fields = [
    "epoch", "steps", "rate", "loss", "accuracy", "penalty", "validation_loss",
    "validation_accuracy",
  ]
  private static var header: String { fields.joined(separator: ",") }

  /// Comma-separated values with a header; missing values are empty fields.
  package static func csv(_ history: [EpochResult]) -> String {
    let lines = history.map { result in
      [
        "\(result.epoch)", "\(result.steps)", "\(result.rate)", "\(result.training.loss)",
        number(result.training.accuracy), number(result.penalty),
        number(result.validation?.loss), number(result.validation?.accuracy),
      ].joined(separator: ",")
    }
    return ([header] + lines).joined(separator: "\n") + "\n"
  }

  /// One JSON object per epoch.
  package static func lines(_ history: [EpochResult]) -> String {
    history.map { JSON.object(JSON.epoch($0)).text + "\n" }.joined()
  }

  private static func number(_ value: Double?) -> String { value.map { "\($0)" } ?? "" }

  // MARK: Reading

  /// Whether a file begins as one of histories does, as a table or as objects.
  /// - Parameter bytes: its first bytes, at least 64 of them if it has so many.
  package static func begins(_ bytes: [UInt8]) -> Bool {
    bytes.starts(with: Array((fields.prefix(3).joined(separator: ",") + ",").utf8))
      || bytes.starts(with: Array("{\"\(fields[0])\":".utf8))
  }

  /// Reads what `csv` or `lines` has written; an error names the line.
  package static func history(_ bytes: [UInt8]) throws(Diagnostic) -> [EpochResult] {
    var lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
      .map { $0.last == UInt8(ascii: "\r") ? $0.dropLast() : $0 }
    if lines.last?.isEmpty == true { lines.removeLast() }
    let isTable = lines.first?.first != UInt8(ascii: "{")
    if isTable, lines.first.map({ String(decoding: $0, as: UTF8.self) }) != header {
      throw Diagnostic("line 1: this is not the header of a history, '\(header)'")
    }
    var history: [EpochResult] = []
    for (index, line) in lines.enumerated().dropFirst(isTable ? 1 : 0) {
      let result = try Diagnostic.about(
        "line \(index + 1)", isTable ? epoch(inRow: line) : epoch(inObject: Array(line)))
      guard result.epoch == (history.last?.epoch ?? 0) + 1 else {
        throw Diagnostic(
          "line \(index + 1): epoch \(result.epoch) follows epoch \(history.last?.epoch ?? 0)")
      }
      history.append(result)
    }
    guard !history.isEmpty else { throw Diagnostic("the history has no epoch") }
    return history
  }

  private static func epoch(inRow line: ArraySlice<UInt8>) throws(Diagnostic) -> EpochResult {
    let cells = line.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false)
      .map { String(decoding: $0, as: UTF8.self) }
    guard cells.count == fields.count else {
      throw Diagnostic("a row has \(fields.count) fields, and this one \(cells.count)")
    }
    var values: [Double?] = []
    for (name, cell) in zip(fields, cells) {
      let value = Double(cell)
      guard value != nil || cell.isEmpty else {
        throw Diagnostic("the field '\(name)' is a number, not \(cell.excerpt)")
      }
      values.append(value)
    }
    return try epoch(values)
  }

  private static func epoch(inObject line: [UInt8]) throws(Diagnostic) -> EpochResult {
    let object = try JSONReader.value(of: line)
    return try epoch(fields.map { object[$0]?.numberOrWord })
  }

  /// - Parameter values: those of the fields, in their order.
  private static func epoch(_ values: [Double?]) throws(Diagnostic) -> EpochResult {
    var needed: [Double] = []
    for (name, value) in zip(fields, values).prefix(4) {
      guard let value else { throw Diagnostic("the field '\(name)' has no number") }
      needed.append(value)
    }
    guard let epoch = Int(exactly: needed[0]), let steps = Int(exactly: needed[1]) else {
      throw Diagnostic("the fields '\(fields[0])' and '\(fields[1])' are whole numbers")
    }
    return EpochResult(
      epoch: epoch, steps: steps, rate: needed[2],
      training: Score(loss: needed[3], accuracy: values[4]), penalty: values[5],
      validation: values[6].map { Score(loss: $0, accuracy: values[7]) })
  }
}
