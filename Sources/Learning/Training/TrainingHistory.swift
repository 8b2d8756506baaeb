/// The loss and accuracy of a network on some samples.
package struct Score: Sendable, Equatable {
  /// The mean loss of a sample.
  package let loss: Double
  /// correct / all, if the targets are classes.
  package let accuracy: Double?

  package init(loss: Double, accuracy: Double?) {
    self.loss = loss
    self.accuracy = accuracy
  }
}

/// The result of one epoch of training.
package struct EpochResult: Sendable, Equatable {
  /// Counted from 1.
  package let epoch: Int
  /// The number of steps in all epochs so far.
  package let steps: Int
  /// The learning rate of the epoch's last step.
  package let rate: Double
  /// The mean over the epoch's batches, each before its own step, without the penalty.
  package let training: Score
  /// λ · Σ w², the mean over the same batches; `nil` if there is no penalty on the weights.
  package let penalty: Double?
  /// The validation part's score after the epoch, if there is one.
  package let validation: Score?

  package init(
    epoch: Int, steps: Int, rate: Double, training: Score, penalty: Double? = nil,
    validation: Score?
  ) {
    self.epoch = epoch
    self.steps = steps
    self.rate = rate
    self.training = training
    self.penalty = penalty
    self.validation = validation
  }

  /// The objective of the steps: the training loss plus the penalty.
  package var objective: Double { training.loss + (penalty ?? 0) }
}

extension [EpochResult] {
  /// The first epoch with the lowest validation loss; `nil` if none was measured.
  package var best: EpochResult? {
    var best: (result: EpochResult, loss: Double)?
    for result in self {
      guard let loss = result.validation?.loss else { continue }
      if loss < best?.loss ?? .infinity { best = (result, loss) }
    }
    return best?.result
  }
}

/// The evaluation of a network on a part of a data set.
package struct Evaluation: Sendable, Equatable {
  package enum Detail: Sendable, Equatable {
    case classes(ConfusionMatrix, mistakes: [Misclassification])
    case numbers(RegressionMetrics)
    case reproduction(Reproduction)
  }

  package let score: Score
  package let detail: Detail

  package init(score: Score, detail: Detail) {
    self.score = score
    self.detail = detail
  }
}

/// A misclassified sample. Lists begin with the most confident mistakes.
package struct Misclassification: Sendable, Equatable {
  /// The sample's position in its data set.
  package let row: Int
  package let actual: Int
  package let predicted: Int
  /// The probability of the predicted class.
  package let probability: Double

  package init(row: Int, actual: Int, predicted: Int, probability: Double) {
    self.row = row
    self.actual = actual
    self.predicted = predicted
    self.probability = probability
  }
}
