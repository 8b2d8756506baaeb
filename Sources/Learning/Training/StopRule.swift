/// When a training run ends.
public struct StopRule: Sendable, Equatable {
  public enum Limit: Sendable, Equatable {
    case epochs(Int)
    /// As soon as the loss of an epoch, with the penalty on the weights, differs by less than this from that of the one before.
    case change(below: Double)
  }

  public enum Reason: Sendable, Equatable {
    case allEpochs
    /// The loss has settled.
    case settled
    /// It did not settle within as many epochs as are allowed.
    case notSettled
    /// The validation loss has not fallen for `patience` epochs since this one.
    case patience(bestEpoch: Int)
  }

  public let limit: Limit
  /// How many epochs may pass without a lower validation loss.
  public let patience: Int?

  /// The epochs after which a loss that has not settled is left alone.
  public static let mostEpochs = 10_000

  public init(_ limit: Limit, patience: Int? = nil) {
    self.limit = limit
    self.patience = patience
  }

  /// Why a run with this history is over; nil where it goes on.
  public func reason(_ history: [EpochResult]) -> Reason? {
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
