/// When a training run ends.
package struct StopRule: Sendable, Equatable {
  package enum Limit: Sendable, Equatable {
    case epochs(Int)
    /// As soon as the loss of an epoch, with the penalty on the weights, differs by less than this from that of the one before.
    case change(below: Double)
  }

  package enum Reason: Sendable, Equatable {
    case allEpochs
    /// The loss has settled.
    case settled
    /// It did not settle within as many epochs as are allowed.
    case notSettled
    /// The validation loss has not fallen for `patience` epochs since this one.
    case patience(bestEpoch: Int)
  }

  package let limit: Limit
  /// How many epochs may pass without a lower validation loss.
  package let patience: Int?

  /// The epochs after which a loss that has not settled is left alone.
  package static let mostEpochs = 10_000

  package init(_ limit: Limit, patience: Int? = nil) {
    self.limit = limit
    self.patience = patience
  }

  /// Why a run with this history is over; nil where it goes on.
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
