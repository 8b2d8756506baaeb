import Autodiff
import Foundation
import LessonLanguage
import Testing
import Text

extension TestProgram {
  /// What `why quantity is not number` finds here.
  func diagnosis(_ quantity: String, _ number: String) throws -> Diagnosis {
    var copy = self
    let step = try #require(try copy.run("why \(quantity) is not \(number)"))
    guard case .diagnosis(let diagnosis) = step.outcome else {
      throw Diagnostic(step.place, "no diagnosis")
    }
    return diagnosis
  }
}

extension Mistake {
  /// The reason in words, with only the names of its formulas.
  var words: String {
    reason.map { word in
      switch word {
      case .text(let text): text
      case .formula(.name(let name)): name
      case .formula: "…"
      }
    }.joined()
  }
}

extension Double {
  /// Rounded to significant digits, as a student writes it.
  func text(_ digits: Int = 5) -> String {
    if self == 0 { return "0" }
    let power = Int(log10(Swift.abs(self)).rounded(.down))
    let scale = pow(10, Double(digits - 1 - power))
    return "\((self * scale).rounded() / scale)"
  }
}
