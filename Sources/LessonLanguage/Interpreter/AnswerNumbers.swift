import Autodiff
import Text

extension Session {
  /// Returns the numbers that an answer may mean: a second one where its commas may separate thousands. An answer that is
  /// not a single number has none.
  package func numbers(of answer: Answer) throws(Diagnostic) -> [Double] {
    var numbers: [Double] = []
    for expression in [answer.expression, answer.grouped] {
      guard let expression else { continue }
      var attempt = self
      if let number = try attempt.valueOf(expression).number { numbers.append(number) }
    }
    return numbers
  }
}
