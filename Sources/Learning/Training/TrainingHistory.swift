/// How well a network does on some samples.
package struct Score: Sendable, Equatable {
  /// The mean loss of a sample.
  package let loss: Double
  /// correct / all, where the targets are classes.
  package let accuracy: Double?

  package init(loss: Double, accuracy: Double?) {
    self.loss = loss
    self.accuracy = accuracy
  }
}

/// What one epoch of training came to.
package struct EpochResult: Sendable, Equatable {
  /// Counted from 1.
  package let epoch: Int
  /// How many steps all epochs so far have taken.
  package let steps: Int
  /// The learning rate of the epoch's last step.
  package let rate: Double
  /// Over the epoch's batches, each as it was before its own step; without the penalty.
  package let training: Score
  /// λ · Σ w², the mean over the same batches; nil where there is no penalty on the weights.
  package let penalty: Double?
  /// Of the validation part after the epoch, where there is one.
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

  /// What the steps make smaller: the training loss and the penalty.
  package var objective: Double { training.loss + (penalty ?? 0) }
}

extension [EpochResult] {
  /// The epoch with the lowest validation loss, the first of several; nil where none was measured.
  package var best: EpochResult? {
    var best: (result: EpochResult, loss: Double)?
    for result in self {
      guard let loss = result.validation?.loss else { continue }
      if loss < best?.loss ?? .infinity { best = (result, loss) }
    }
    return best?.result
  }
}

/// What a trained network makes of a part of a data set.
package struct Evaluation: Sendable, Equatable {
  package enum Detail: Sendable, Equatable {
    case classes(ConfusionMatrix, mistakes: [Mistake])
    case numbers(RegressionMetrics)
  }

  package let score: Score
  package let detail: Detail

  package init(score: Score, detail: Detail) {
    self.score = score
    self.detail = detail
  }
}

/// A sample that was taken for another class, the surest mistakes first in a list.
package struct Mistake: Sendable, Equatable {
  /// The sample's position in its data set.
  package let row: Int
  package let actual: Int
  package let predicted: Int
  /// What the network gave the predicted class.
  package let probability: Double

  package init(row: Int, actual: Int, predicted: Int, probability: Double) {
    self.row = row
    self.actual = actual
    self.predicted = predicted
    self.probability = probability
  }
}
