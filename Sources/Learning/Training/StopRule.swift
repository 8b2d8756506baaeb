/// The rule that ends a training run.
package struct StopRule: Sendable, Equatable {
  package enum Limit: Sendable, Equatable {
    case epochs(Int)
    /// When the loss of an epoch, including the penalty on weights, differs by less than this from that of the previous epoch.
    case change(below: Double)
  }

  package enum Reason: Sendable, Equatable {
    case allEpochs
    /// The loss has settled.
    case settled
    /// It did not settle within the allowed number of epochs.
    case notSettled
    /// The validation loss has not fallen for `patience` epochs since this one.
    case patience(bestEpoch: Int)
  }

  package let limit: Limit
  /// The number of epochs that may pass without a lower validation loss.
  package let patience: Int?

  /// The number of epochs after which a run ends even if its loss has not settled.
  package static let mostEpochs = 10_000

  package init(_ limit: Limit, patience: Int? = nil) {
    self.limit = limit
    self.patience = patience
  }

  /// The reason why a run with this history ends; `nil` if it continues.
  package func reason(_ history: [EpochResult]) -> Reason? {
    if let patience, let best = history.best?.epoch, history.count - best >= patience {
      return .patience(bestEpoch: best)
    }
    switch limit {
    case .epochs(let count): return history.count >= count ? .allEpochs : nil
    case .change(let bound):
      if let (before, last) = history.lastTwo,
        abs(last.objective - before.objective) < bound
      {
        return .settled
      }
      return history.count >= Self.mostEpochs ? .notSettled : nil
    }
  }
}

extension [EpochResult] {
  fileprivate var lastTwo: (EpochResult, EpochResult)? {
    count < 2 ? nil : (self[count - 2], self[count - 1])
  }
}
