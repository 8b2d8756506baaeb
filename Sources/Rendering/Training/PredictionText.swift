import Learning
import Lessons
import Text

/// Writes the predictions of a model, one sample per line.
package struct PredictionText {
  private let model: TrainedModel
  private let data: DataSet
  private let style: Style
  private let format: NumberFormat
  /// The places of the first column, which names the samples.
  private let first: Int
  /// How many columns of probabilities or numbers are shown.
  private let shown: Int

  package init(_ model: TrainedModel, _ data: DataSet, _ style: Style) {
    self.model = model
    self.data = data
    self.style = style
    format = NumberFormat(decimals: style.digits ?? 4, unicode: style.unicode)
    first = data.sampleNames.map { max(TextColumns.width($0.escaped), 4) }.max() ?? 6
    let target = Self.targetPlaces(data)
    shown =
      if model.classNames.isEmpty {
        style.columns(Self.columns(model, data).count, of: target.each, beside: first + target.last)
      } else {
        style.columns(
          model.classNames.count, of: cell + 2,
          beside: first + 2 + Self.longest(model) + target.last)
      }
  }

  package var title: String {
    guard !model.classNames.isEmpty else {
      let names = Self.columns(model, data).prefix(shown)
      return line(numberTitle, names.map { right(fitted($0), 12) }, target: targetTitle)
    }
    let names =
      showsClasses
      ? model.classNames.map { right(String($0.escaped.prefix(cell)), cell) }
      : [right("p", cell), padded("next"), right("p", cell)]
    return line(numberTitle, [padded("class")] + names, target: targetTitle)
  }

  /// What the table leaves out, if anything.
  package var remainder: [String] {
    guard !model.classNames.isEmpty else {
      let hidden = Self.columns(model, data).count - shown
      return hidden > 0 ? [style.hidden(hidden, "column")] : []
    }
    return showsClasses
      ? []
      : [
        style.hidden(model.classNames.count - 2, "probability", plural: "probabilities")
      ]
  }

  /// Whether the probabilities of all classes are shown, instead of those of the two most likely.
  private var showsClasses: Bool { model.classNames.count <= max(2, shown) }

  /// Whether the outputs are pixels, which are too many for a line.
  private static func reproducesImages(_ model: TrainedModel, _ data: DataSet) -> Bool {
    model.reproduces && data.isOfImages
  }

  /// The names of the predicted numbers.
  private static func columns(_ model: TrainedModel, _ data: DataSet) -> [String] {
    if reproducesImages(model, data) { return ["pixels' MSE"] }
    return model.reproduces ? model.columns.featureNames : model.targetColumns
  }

  /// A sample, counted from 0: its class with the probabilities, or its numbers, followed by the target if known. Of a
  /// reproduced image, the mean of (x − r)² over its pixels. A dash stands for each output that is NaN, no answer.
  package func line(_ row: Int, _ outputs: ArraySlice<Double>) -> String {
    let number = number(row)
    if outputs.isNoAnswer {
      let (name, share) = (padded(style.missing), right(style.missing, cell))
      let cells =
        model.classNames.isEmpty
        ? outputs.prefix(shown).map { _ in right(style.missing, 12) }
        : showsClasses
          ? [name] + model.classNames.map { _ in share } : [name, share, name, share]
      return line(number, cells, target: target(row))
    }
    guard !model.classNames.isEmpty else {
      var outputs = outputs
      if Self.reproducesImages(model, data) {
        let squares = zip(data.sample(row), outputs).reduce(0) {
          $0 + ($1.0 - $1.1) * ($1.0 - $1.1)
        }
        outputs = [squares / Double(outputs.count)]
      }
      let cells = outputs.prefix(shown).map { right(format.print($0).text, 12) }
      return line(number, cells, target: target(row))
    }
    let prediction = Prediction(outputs)
    var cells = [padded(model.classNames[prediction.label])]
    let shares = prediction.probabilities.map { right(percentage($0), cell) }
    if showsClasses {
      cells += shares
    } else {
      let others = model.classNames.indices.filter { $0 != prediction.label }
      let next = others.max { prediction.probabilities[$0] < prediction.probabilities[$1] } ?? 0
      cells += [shares[prediction.label], padded(model.classNames[next]), shares[next]]
    }
    return line(number, cells, target: target(row))
  }

  private var numberTitle: String {
    data.sampleNames.isEmpty ? right("sample", first) : TextColumns.padded("file", to: first)
  }

  /// The sample's file, if it has one, else its number.
  private func number(_ row: Int) -> String {
    data.sampleNames.isEmpty
      ? right("\(row + 1)", first) : TextColumns.padded(data.sampleNames[row].escaped, to: first)
  }

  /// The places that a predicted number takes, with its target if there are several, and those of the last column.
  private static func targetPlaces(_ data: DataSet) -> (each: Int, last: Int) {
    switch data.targets.given {
    case .none, .features: (14, 0)
    case .classes(_, let names): (14, 2 + (names.map { TextColumns.width($0.escaped) }.max() ?? 0))
    case .numbers(_, let names): names.count == 1 ? (14, 14) : (28, 0)
    }
  }

  private var targetTitle: String? {
    if case .numbers(_, let names) = data.targets.given, names.count > 1 {
      return names.prefix(shown).map { right(fitted("is " + $0), 12) }.joined(separator: "  ")
    }
    return data.targets.given == .none ? nil : "is"
  }

  private func target(_ row: Int) -> String? {
    switch data.targets.given {
    case .none, .features: nil
    case .classes(let labels, let names): names[labels[row]].escaped
    case .numbers(let values, let names):
      (0..<min(names.count, shown)).map {
        let text = format.print(values[row * names.count + $0]).text
        return names.count == 1 ? text : right(text, 12)
      }.joined(separator: "  ")
    }
  }

  private func line(_ number: String, _ cells: [String], target: String?) -> String {
    TextColumns.trimmed(([number] + cells + (target.map { [$0] } ?? [])).joined(separator: "  "))
  }

  private static func longest(_ model: TrainedModel) -> Int {
    min(max(model.classNames.map { TextColumns.width($0.escaped) }.max() ?? 0, 5), 20)
  }

  private let cell = 7

  private func padded(_ name: String) -> String {
    TextColumns.padded(String(name.escaped.prefix(20)), to: Self.longest(model))
  }

  private func fitted(_ name: String) -> String {
    TextColumns.fitted(name.escaped, to: 12, style.unicode ? .unicode : .ascii)
  }

  private func right(_ text: String, _ width: Int) -> String {
    TextColumns.spaces(width - TextColumns.width(text)) + text
  }
}

/// Predictions as JSON lines.
package enum PredictionLines {
  /// `{"event":"predictions","file":"p.csv","samples":150}`: they are in a file.
  package static func saved(_ path: String, samples: Int) -> String {
    JSON.object([
      ("event", .string("predictions")), ("file", .string(path)), ("samples", .whole(samples)),
    ]).text
  }

  /// `{"row":1,"class":"setosa","probabilities":[…]}` or `{"row":1,"values":[…]}`, with `"file"` for an image and `"target"`
  /// if known. Without an answer they are null.
  package static func line(
    _ row: Int, _ outputs: ArraySlice<Double>, _ model: TrainedModel, _ data: DataSet
  ) -> String {
    var members: [JSON.Member] = [("row", .whole(row + 1))]
    if !data.sampleNames.isEmpty { members.append(("file", .string(data.sampleNames[row]))) }
    if outputs.isNoAnswer {
      members +=
        model.classNames.isEmpty
        ? [("values", .null)] : [("class", .null), ("probabilities", .null)]
    } else if model.classNames.isEmpty {
      members.append(("values", .array(outputs.map { .number($0) })))
    } else {
      let prediction = Prediction(outputs)
      members += [
        ("class", .string(model.classNames[prediction.label])),
        ("probabilities", .array(prediction.probabilities.map { .number($0) })),
      ]
    }
    switch data.targets.given {
    case .none, .features: break
    case .classes(let labels, let names): members.append(("target", .string(names[labels[row]])))
    case .numbers(let values, let names):
      let own = values[row * names.count..<(row + 1) * names.count]
      members.append(("target", .array(own.map { .number($0) })))
    }
    return JSON.object(members).text
  }
}

/// Predictions as comma-separated values (RFC 4180).
package enum PredictionCSV {
  /// A header and a row for each sample: its id, file or row number; then the class and the probability of each class, or the
  /// predicted numbers. Without an answer, they are empty.
  /// - Parameters:
  ///   - outputs: those of all samples, row by row; NaN without an answer.
  ///   - ids: the name of the column that identifies the samples, with its texts, if one was named.
  package static func text(
    _ model: TrainedModel, _ data: DataSet, _ outputs: [Double],
    ids: (column: String, texts: [String])?
  ) -> String {
    let first = ids?.column ?? (data.sampleNames.isEmpty ? "row" : "file")
    let target = model.targetName.isEmpty ? "class" : model.targetName
    var header = [first]
    if model.classNames.isEmpty {
      header +=
        model.reproduces
        ? (0..<data.featureCount).map { data.featureName($0) } : model.targetColumns
    } else {
      header += [target] + model.classNames.map { "p(\($0))" }
    }
    var text = line(header)
    let width = model.model.outputCount
    for row in 0..<data.count {
      let own = outputs[row * width..<(row + 1) * width]
      let name = data.sampleNames.isEmpty ? "\(row + 1)" : data.sampleNames[row]
      var cells = [ids?.texts[row] ?? name]
      if own.isNoAnswer {
        cells += header.dropFirst().map { _ in "" }
      } else if model.classNames.isEmpty {
        cells += own.map { "\($0)" }
      } else {
        let prediction = Prediction(own)
        cells.append(model.classNames[prediction.label])
        cells += prediction.probabilities.map { "\($0)" }
      }
      text += line(cells)
    }
    return text
  }

  private static func line(_ cells: [String]) -> String {
    cells.map { SheetCell.quoted($0) }.joined(separator: ",") + "\n"
  }
}

extension Collection<Double> {
  /// Whether these are the outputs of a sample to which the model has no answer.
  var isNoAnswer: Bool { first?.isNaN ?? false }
}

extension Style {
  /// What is shown for an answer that there is not.
  var missing: String { unicode ? "—" : "-" }
}
