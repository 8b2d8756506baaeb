import Kernels
import Text

/// The learning rate η(t) of step t, counted from 0, out of the rate η that was asked for.
///
/// During a warm-up of w steps the rate is η · (t + 1) / w; the shape below starts behind it, at t = 0.
package struct RateSchedule: Sendable, Equatable, CustomStringConvertible {
  package enum Form: Sendable, Equatable {
    /// η
    case constant
    /// η · γ^⌊t / n⌋: PyTorch's StepLR.
    case step(every: Int, factor: Double)
    /// η · γᵗ: PyTorch's ExponentialLR.
    case exponential(factor: Double)
    /// m + (η − m) · (1 + cos(π · t / T)) / 2 up to step T, then m: PyTorch's CosineAnnealingLR without its way back.
    case cosine(steps: Int, least: Double)
    /// η / (1 + k · t)
    case inverse(decay: Double)
  }

  package let form: Form
  package let warmUp: Int

  /// Steps and n are positive, factors and decay not negative.
  package init(_ form: Form = .constant, warmUp: Int = 0) {
    self.form = form
    self.warmUp = warmUp
  }

  package static let constant = RateSchedule()

  /// The schedule as the language spells it: cosine(steps = 100, warm_up = 10).
  package var description: String {
    var settings: [(String, Double)]
    let name: String
    switch form {
    case .constant: (name, settings) = ("constant", [])
    case .step(let every, let factor):
      (name, settings) = ("step", [("every", Double(every)), ("factor", factor)])
    case .exponential(let factor): (name, settings) = ("exponential", [("factor", factor)])
    case .cosine(let steps, let least):
      (name, settings) = (
        "cosine", [("steps", Double(steps))] + (least == 0 ? [] : [("least", least)])
      )
    case .inverse(let decay): (name, settings) = ("inverse", [("decay", decay)])
    }
    if warmUp > 0 { settings.append(("warm_up", Double(warmUp))) }
    if settings.isEmpty { return name }
    return name + "(" + settings.map { "\($0.0) = \($0.1.shortest)" }.joined(separator: ", ") + ")"
  }

  /// η(t)
  package func rate(_ rate: Double, step: Int) -> Double {
    if step < warmUp { return rate * Double(step + 1) / Double(warmUp) }
    let t = step - warmUp
    switch form {
    case .constant: return rate
    case .step(let every, let factor): return rate * Mathematics.pow(factor, Double(t / every))
    case .exponential(let factor): return rate * Mathematics.pow(factor, Double(t))
    case .cosine(let steps, let least):
      if t >= steps { return least }
      let half = (1 + Mathematics.cos(Double.pi * Double(t) / Double(steps))) / 2
      return least + (rate - least) * half
    case .inverse(let decay): return rate / (1 + decay * Double(t))
    }
  }
}
