import Autodiff
import Text

extension Session {
  /// `why E is not 0.29`: the mistakes that explain a reader's number.
  mutating func diagnose(
    _ quantity: Expression, _ answer: Answer, at place: Place
  ) throws(Diagnostic) -> Step {
    let diagnosis = try onCopy(at: place) { (session) throws(Diagnostic) in
      try session.diagnosis(of: quantity, given: answer, exact: nil)
    }
    try spend(diagnosis.work, at: place)
    return Step(place: place, outcome: .diagnosis(diagnosis))
  }

  /// Compares a reader's number with a quantity, and finds the mistakes that explain it.
  /// - Parameters:
  ///   - exact: the value on paper, if rounding obscures a zero.
  ///   - name: what the quantity is called, if its formula is not to be shown.
  package func diagnosis(
    of quantity: Expression, given answer: Answer, exact: Tensor? = nil, called name: Formula? = nil
  ) throws(Diagnostic) -> Diagnosis {
    var attempt = self
    let target = try attempt.node(quantity)
    let wanted = attempt.workspace.value(target)
    var judgement = try judge(answer, against: wanted)
    if let exact, judgement != .right { judgement = try judge(answer, against: exact) }
    var readings = try values(of: answer)
    let subject = name ?? formula(quantity)
    var search = attempt.search(target)
    var verdict = Diagnosis.Verdict(judgement)
    var found: [Mistake] = []
    if verdict == .wrong {
      for index in readings.indices {
        readings[index].slack = slack(of: readings[index]) { search.computation.contains($0) }
      }
      if readings.contains(where: { $0.isRightIfRounded(wanted) }) { verdict = .rightIfRounded }
    }
    if verdict == .wrong {
      let (slips, values) = search.tried()
      for given in readings where found.isEmpty {
        let hits = Matching(given: given).positions(slips, values)
        if hits.contains(where: { Self.isAccepted(slips[$0], values[$0], wanted, given) }) {
          verdict = .rightIfRounded
        } else if let slip = given.truncation(of: wanted, search.computation.target) {
          found = [search.mistake(slip, of: subject)]
          // 0.5768 for 0.57688 has three right digits.
          if given.hasFewestDigits(of: wanted) { verdict = .rightIfRounded }
          break
        }
        // The value of an expression is not rounded on the way.
        let plausible = hits.filter {
          slips[$0].rounding == nil ? verdict == .wrong : given.isTyped
        }
        if plausible.isEmpty { continue }
        for position in Naming(search, slips, values).named(plausible) {
          var slip = slips[position]
          slip.value = values[position]
          found.append(search.mistake(slip, of: subject))
        }
        if verdict == .rightIfRounded { found = Array(found.prefix(1)) }
      }
    }
    let digits = readings[0].significantDigits
    return Diagnosis(
      quantity: subject, text: answer.text, given: readings[0].value, verdict: verdict,
      found: found,
      isShort: readings[0].isTyped && digits < Agreement.fewestDigits * readings[0].value.count,
      working: search.working(of: search.computation.target, as: subject),
      intermediates: search.intermediates(), work: search.work)
  }

  /// The single mistakes that can be made in computing a quantity, the most plausible first, each with its kind, its sentence
  /// and its value. Those that change nothing are left out, and those that come to the same as a more plausible one.
  /// - Parameters:
  ///   - name: what the quantity is called, if its formula is not to be shown.
  ///   - isWanted: whether a mistake of a kind, about a subject and with a value, is to be written.
  package func mistakes(
    of quantity: Expression, called name: Formula? = nil,
    where isWanted: (Mistake.Kind, Formula, Tensor) -> Bool = { _, _, _ in true }
  ) throws(Diagnostic) -> [Mistake] {
    var attempt = self
    let target = try attempt.node(quantity)
    let wanted = attempt.workspace.value(target)
    var search = attempt.search(target)
    let (slips, values) = search.tried()
    var mistakes: [Mistake] = []
    for position in Naming(search, slips, values).distinct(from: wanted) {
      let subject = name ?? formula(quantity)
      var slip = slips[position]
      guard let value = values[position],
        isWanted(slip.kind, search.formula(slip.subject, subject), value)
      else { continue }
      slip.value = value
      mistakes.append(search.mistake(slip, of: subject))
    }
    return mistakes
  }

  /// Whether rounded intermediate values make a number right: it is nearly the exact value, and has enough digits.
  private static func isAccepted(
    _ slip: Slip, _ value: Tensor?, _ wanted: Tensor, _ given: GivenValue
  ) -> Bool {
    guard let rounding = slip.rounding, rounding.digits >= 2, let value else { return false }
    return given.isTyped && given.significantDigits >= Agreement.fewestDigits * wanted.count
      && zip(value.elements, wanted.elements).allSatisfy {
        abs($0 - $1) <= Agreement.roundedOnTheWay * abs($1)
      }
  }
}

extension Diagnosis.Verdict {
  fileprivate init(_ judgement: Judgement) {
    switch judgement {
    case .right: self = .right
    case .needsMoreDigits: self = .needsMoreDigits
    case .otherShape(let given, let wanted): self = .otherShape(given: given, wanted: wanted)
    case .wrong, .notAChoice: self = .wrong
    }
  }
}
