import Learning
import Text

/// What follows from a description for training, in sentences.
struct FindingsText {
  private let style: Style

  private static let mostNamed = 5

  init(_ style: Style) { self.style = style }

  func lines(_ findings: [Finding]) -> [String] {
    guard !findings.isEmpty else { return [] }
    return style.paragraph("What this means for training:") + [""]
      + findings.flatMap { style.paragraph(sentence($0), first: "- ", indent: 2) }
  }

  func sentence(_ finding: Finding) -> String {
    switch finding {
    case .mostFrequent(let name, let share):
      "A model that always says \(style.named(name)) is right \(percentage(share)) of the time: compare every accuracy with that."
    case .rareClasses(let count, let smallest, let size):
      (count == 1
        ? "The class \(style.named(smallest)) has only \(counted(size, "sample"))"
        : "\(counted(count, "class", plural: "classes")) have fewer than 20 samples, "
          + "\(style.named(smallest)) only \(grouped(size))")
        + ": few of them are left for validation and test, so what is measured there is mostly chance."
    case .fewSamples(let count, let features):
      "\(counted(count, "sample")) for \(counted(features, "feature")): a network can learn them by heart. "
        + "Few units, --l2 and --patience work against it."
    case .sorted(let target):
      "The samples come in the order of \(style.named(target)): leave them shuffled, as they are without --no-shuffle."
    case .complete(let count):
      count == 0
        ? "Every sample has a missing value."
        : "\(counted(count, "sample")) \(count == 1 ? "has" : "have") no missing values."
    case .closest(let names):
      names.count == 1
        ? "\(listed(names)) is the only column related to the target."
        : "\(listed(names)) are related most closely to the target."
    case .telling(let names):
      names.count == 1
        ? "\(listed(names)) alone tells the target almost perfectly. If it was written from the target, or is known only "
          + "with it, leave it out, as with --ignore."
        : "\(listed(names)) each tell the target almost perfectly. If they were written from the target, or are known only "
          + "with it, leave them out, as with --ignore."
    case .scales(let large, let small, let ratio):
      "The deviation of \(style.named(large)) is \(times(ratio)) times that of \(style.named(small)): keep the scaling, "
        + "which makes both 1."
    case .outliers(let target, let deviations):
      "\(style.named(target)) lies up to \(number(deviations)) deviations from its mean. In the mse such samples outweigh "
        + "many others; --loss huber or mae is less sensitive."
    }
  }

  private func listed(_ names: [String]) -> String {
    let shown = names.prefix(Self.mostNamed).map { style.named($0) }
    let rest = names.count - shown.count
    return (shown + (rest > 0 ? ["\(rest) more"] : [])).list("and")
  }

  private func times(_ ratio: Double) -> String {
    ratio < 1e9 ? grouped(Int(ratio.rounded())) : number(ratio)
  }

  private func number(_ value: Double) -> String {
    NumberFormat(decimals: 1, unicode: style.unicode).print(value).text
  }
}
