import Autodiff
import Learning
import LessonLanguage
import Text

extension JSON {
  static func details(_ report: DataReport) -> [JSON.Member] {
    let data = report.data
    return [
      ("name", .string(report.name)), ("data", .string(data.name)),
      ("samples", .whole(data.count)),
      ("shape", .array(data.sampleShape.sizes.map { .whole($0) })),
      ("classes", .array(data.classNames.map { .string($0) })),
      ("training", .whole(report.training)), ("validation", .whole(report.validation)),
      ("test", .whole(report.test)), ("scaling", .string(report.scaling.rawValue)),
      ("notes", .array(data.notes.map { .string($0) })),
    ] + (data.reproduces ? [("reproduces", .bool(true))] : [])
  }

  static func details(_ report: IngredientReport) -> [JSON.Member] {
    switch report {
    case .model(let name, let model):
      [
        ("ingredient", .string("model")), ("name", .string(name)),
        ("is", .string(model.description)),
      ]
    case .loss(let loss, let weighting):
      [("ingredient", .string("loss")), ("is", .string(loss.description))]
        + (weighting.map { [("class_weights", .string($0.description))] } ?? [])
    case .optimizer(let optimizer):
      [("ingredient", .string("optimizer")), ("is", .string(optimizer.description))]
    }
  }

  static func details(_ training: Training) -> [JSON.Member] {
    var members: [JSON.Member] = [
      ("model", .string(training.model)), ("data", .string(training.data)),
      ("loss", .string(training.loss.description)),
    ]
    if !training.weighedClasses.isEmpty {
      members.append(("class_weights", .numbers(training.weighedClasses.map { $0.weight })))
    }
    members += [
      ("optimizer", .string(training.optimizer.description)),
      ("batch", .whole(training.settings.batch)), ("iterations", .whole(training.iterations)),
      ("epochs", .array(training.epochs.map { .object(epoch($0)) })),
    ]
    if let latest = training.latest, training.isUnderWay {
      members += [
        ("epoch", .whole(latest.epoch)), ("iteration", .whole(latest.batch)),
        ("loss_of_batch", .number(latest.loss)),
      ]
    }
    if let kept = training.kept {
      members += [
        ("best_epoch", training.epochs.best.map { .whole($0.epoch) } ?? .null),
        ("kept_epoch", .whole(kept.epoch)),
      ]
    }
    members.append(("test_samples", .whole(training.testSamples)))
    if let divergence = training.divergence {
      members.append(("diverged", .object(divergence.members)))
    }
    return members
  }

  static func epoch(_ result: EpochResult) -> [JSON.Member] {
    [
      ("epoch", .whole(result.epoch)), ("steps", .whole(result.steps)),
      ("rate", .number(result.rate)), ("loss", .number(result.training.loss)),
      ("penalty", result.penalty.map { .number($0) } ?? .null),
      ("accuracy", result.training.accuracy.map { .number($0) } ?? .null),
      ("validation_loss", result.validation.map { .number($0.loss) } ?? .null),
      ("validation_accuracy", result.validation?.accuracy.map { .number($0) } ?? .null),
    ]
  }

  static func details(_ report: TestReport) -> [JSON.Member] {
    [
      ("model", .string(report.model)), ("data", .string(report.data)),
      ("samples", .whole(report.samples)),
    ] + figures(report.evaluation, "test_")
  }

  /// The largest number of classes with a matrix, whose size is its square.
  private static let mostClassesInMatrix = 200

  /// The measures of some samples.
  /// - Parameter prefix: precedes the names of measures, if a run has measures of several parts.
  static func figures(_ evaluation: Evaluation, _ prefix: String = "") -> [JSON.Member] {
    var members: [JSON.Member] = [(prefix + "loss", .number(evaluation.score.loss))]
    switch evaluation.detail {
    case .classes(let matrix, _):
      let classes = 0..<matrix.classCount
      members += [
        (prefix + "accuracy", .number(matrix.accuracy)),
        (
          "confusion",
          classes.count > mostClassesInMatrix
            ? .null
            : .array(
              classes.map { actual in
                .array(classes.map { .whole(matrix[actual: actual, predicted: $0]) })
              })
        ), ("macro_f1", .number(matrix.macroF1)),
      ]
    case .numbers(let metrics):
      members += [
        (prefix + "mse", .number(metrics.mse)), (prefix + "mae", .number(metrics.mae)),
        (prefix + "r2", .number(metrics.r2)),
      ]
      if metrics.columns.count > 1 {
        members.append((prefix + "targets", .array(metrics.columns.map { figures($0) })))
      }
    case .reproduction(let measured):
      members += [
        (prefix + "mse", .number(measured.mse)),
        (prefix + "explained", .number(measured.explained)),
      ]
    }
    return members
  }

  private static func figures(_ column: RegressionMetrics.Column) -> JSON {
    .object([
      ("name", .string(column.name)), ("mse", .number(column.mse)), ("mae", .number(column.mae)),
      ("r2", .number(column.r2)),
    ])
  }
}
