import Autodiff
import Learning
import Text

/// A what-if on a setting that is written in a statement: the rate in `optimizer adam(rate = 0.01)`, the epochs of a `train`.
extension Statement {
  /// The literal numbers among the settings of the statement, by name. In a loop, the last of each name counts.
  package var settings: [(name: String, value: Double)] {
    settingExpressions.compactMap { name, expression in
      guard case .number(let value, _) = expression.kind else { return nil }
      return (name, value)
    }
  }

  private var settingExpressions: [(name: String, value: Expression)] {
    switch kind {
    case .optimizer(let call):
      return call.arguments.enumerated().compactMap { position, argument in
        UpdateRule.settingName(of: argument.name, at: position, in: call.name).map {
          ($0, argument.value)
        }
      }
    case .train(let call): return call.clauses
    case .repeat(_, let body):
      var last: [(name: String, value: Expression)] = []
      for setting in body.flatMap({ $0.settingExpressions }) {
        last.removeAll { $0.name == setting.name }
        last.append(setting)
      }
      return last
    default: return []
    }
  }

  /// Returns the statement with another value of a setting, if it has that setting.
  func redefined(setting alteration: Alteration) -> Statement? {
    guard settings.contains(where: { $0.name == alteration.name }) else { return nil }
    switch kind {
    case .optimizer(let call):
      let arguments = call.arguments.enumerated().map { position, argument in
        UpdateRule.settingName(of: argument.name, at: position, in: call.name) == alteration.name
          ? Argument(name: argument.name, value: alteration.literal, place: argument.place)
          : argument
      }
      let other = IngredientCall(name: call.name, arguments: arguments, place: call.place)
      return restated(.optimizer(other), "optimizer \(other.text)")
    case .train(let call):
      let other = call.setting(alteration.name, to: alteration.literal)
      return restated(.train(other), "train \(other.text)")
    case .repeat(let count, let body):
      var body = body
      for index in body.indices.reversed() {
        guard let statement = body[index].redefined(setting: alteration) else { continue }
        body[index] = statement
        return restated(.repeat(count, body))
      }
      return nil
    default: return nil
    }
  }
}

extension TrainCall {
  /// The clauses that are numbers, as written.
  fileprivate var clauses: [(name: String, value: Expression)] {
    var clauses: [(name: String, value: Expression)] = []
    switch duration {
    case .steps(let count): clauses.append(("epochs", count))
    case .untilChange(let bound): clauses.append(("change", bound))
    }
    for number in TrainNumber.allCases {
      if let value = numbers[number] { clauses.append((number.rawValue, value)) }
    }
    return clauses
  }

  fileprivate func setting(_ name: String, to value: Expression) -> TrainCall {
    var call = self
    switch name {
    case "epochs": call.duration = .steps(value)
    case "change": call.duration = .untilChange(below: value)
    default:
      if let number = TrainNumber(rawValue: name) { call.numbers[number] = value }
    }
    return call
  }

  /// `net on iris for 30 epochs batch 32`
  var text: String {
    var text = "\(model) on \(data)" + (reproduces ? " to reproduce" : "")
    switch duration {
    case .steps(let count): text += " for \(count.text) epochs"
    case .untilChange(let bound): text += " until change < \(bound.text)"
    }
    for number in TrainNumber.allCases {
      if let value = numbers[number] { text += " \(number.rawValue) \(value.text)" }
    }
    if let schedule { text += " schedule \(schedule.text)" }
    if let initializer { text += " initializer \(initializer.name)" }
    return text
  }
}

extension UpdateRule {
  /// The name of an optimizer's setting that is given by name or by position; `nil` if there is none.
  fileprivate static func settingName(
    of name: String?, at position: Int, in optimizer: String
  ) -> String? {
    if let name { return name }
    guard let rule = try? UpdateRule.named(optimizer), rule.settings.indices.contains(position)
    else { return nil }
    return rule.settings[position].name
  }
}

extension Session {
  /// Returns the alteration of a setting of a statement.
  package func alteration(
    _ assignment: Assignment, of before: Double
  ) throws(Diagnostic) -> Alteration {
    var attempt = self
    let after = try attempt.number(assignment.value, "'\(assignment.name)'")
    return Alteration(
      name: assignment.name, subject: .name(assignment.name), before: Tensor(before),
      after: Tensor(after), isParameter: false, isSetting: true, text: assignment.text,
      offset: nil, literal: Expression(number: after, at: assignment.value.place))
  }
}
