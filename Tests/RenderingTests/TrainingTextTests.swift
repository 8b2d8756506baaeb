import Learning
import Testing

@testable import Rendering

@Suite("Training as text")
struct TrainingTextTests {
  private static let history = (1...20).map { epoch in
    EpochResult(
      epoch: epoch, steps: 4 * epoch, rate: 0.01,
      training: Score(loss: 1 / Double(epoch), accuracy: 1 - 0.5 / Double(epoch)),
      validation: Score(loss: 1.5 / Double(epoch), accuracy: 1 - 0.6 / Double(epoch)))
  }

  @Test("epochs are aligned, without the middle of many")
  func epochs() {
    let text = EpochsText(Style(width: 72), limit: 20)
    #expect(
      text.lines(Self.history).joined(separator: "\n") == """
        epoch  1/20   loss 1.0000    50.0 %   validation 1.5000    40.0 %
        epoch  2/20   loss 0.5000    75.0 %   validation 0.7500    70.0 %
        epoch  3/20   loss 0.3333    83.3 %   validation 0.5000    80.0 %
        epoch  4/20   loss 0.2500    87.5 %   validation 0.3750    85.0 %
        epoch  5/20   loss 0.2000    90.0 %   validation 0.3000    88.0 %
        epoch  6/20   loss 0.1667    91.7 %   validation 0.2500    90.0 %
          … 11 epochs not shown; --all
        epoch 18/20   loss 0.0556    97.2 %   validation 0.0833    96.7 %
        epoch 19/20   loss 0.0526    97.4 %   validation 0.0789    96.8 %
        epoch 20/20   loss 0.0500    97.5 %   validation 0.0750    97.0 %
        """)
    #expect(EpochsText(Style(showsAll: true), limit: 20).lines(Self.history).count == 20)
    #expect(
      EpochsText(Style(width: 60), limit: 20).line(Self.history[2])
        == "epoch  3/20  loss 0.3333    83.3 %  val 0.5000    80.0 %")
    #expect(
      EpochsText(Style(width: 40), limit: 20).line(Self.history[2])
        == "epoch  3/20  loss 0.3333     val 0.5000")
  }

  @Test("a table has a field for each measure, empty if there is none")
  func csv() {
    let bare = EpochResult(
      epoch: 1, steps: 4, rate: 0.5, training: Score(loss: 2, accuracy: nil), penalty: 0.25,
      validation: nil)
    #expect(
      HistoryText.csv([bare, Self.history[0]]) == """
        epoch,steps,rate,loss,accuracy,penalty,validation_loss,validation_accuracy
        1,4,0.5,2.0,,0.25,,
        1,4,0.01,1.0,0.5,,1.5,0.4

        """)
  }

  @Test("a progress line omits what does not fit, and never fills the last column")
  func progress() {
    let line = ProgressLine(
      epoch: 11, epochs: 20, share: 0.5, last: Self.history[9], seconds: 42, epochsBefore: 0)
    #expect(
      line.text(Style(width: 80))
        == "epoch 11/20  ████████░░░░░░░░░  loss 0.100  validation 0.150  94.0 %  38 s left")
    for width in 20...120 {
      for unicode in [false, true] {
        let text = line.text(Style(width: width, unicode: unicode))
        #expect(TextColumns.width(text) < width)
        #expect(text.hasPrefix("epoch 11/20"))
        #expect(unicode || text.utf8.allSatisfy { $0 < 128 })
      }
    }
  }

  @Test("in a cross-validation it has the fold, and the share and the time of all folds")
  func foldProgress() {
    let line = ProgressLine(
      fold: ProgressLine.Fold(2, of: 5), epoch: 11, epochs: 20, share: 0.5,
      last: Self.history[9], seconds: 42, epochsBefore: 0)
    // (1 + 10.5 / 20) / 5 = 0.305 are done, and 42 · 0.695 / 0.305 = 95.7 seconds left.
    #expect(
      line.text(Style(width: 100))
        == "fold 2 of 5, epoch 11 of 20  ██████░░░░░░░░░░░░░░  loss 0.100  validation 0.150  94.0 %  2 min left"
    )
    for width in 32...120 {
      let text = line.text(Style(width: width))
      #expect(TextColumns.width(text) < width && text.hasPrefix("fold 2 of 5, epoch 11 of 20"))
    }
  }

  @Test("a history reads back as it was written, in both formats")
  func historyReadBack() throws {
    let some = [
      EpochResult(
        epoch: 1, steps: 4, rate: 0.1, training: Score(loss: 1 / 3, accuracy: nil), penalty: 0.25,
        validation: nil),
      EpochResult(
        epoch: 2, steps: 8, rate: 1e-9, training: Score(loss: .infinity, accuracy: 0.1),
        validation: Score(loss: 2.0 / 7, accuracy: nil)),
      EpochResult(
        epoch: 3, steps: 12, rate: 0.1, training: Score(loss: 0, accuracy: 1), penalty: 1e-20,
        validation: Score(loss: 5e300, accuracy: 0.5)),
    ]
    for text in [HistoryText.csv(some), HistoryText.lines(some)] {
      #expect(HistoryText.begins(Array(text.utf8.prefix(64))))
      #expect(try HistoryText.history(Array(text.utf8)) == some)
      let edited = text.replacing("\n", with: "\r\n")
      #expect(try HistoryText.history(Array(edited.utf8)) == some)
    }
    for other in ["epoch,loss\n", "a,b\n", "{\"event\":\"experiment\"", "", "{\"epochs\":1}"] {
      #expect(!HistoryText.begins(Array(other.utf8)))
    }
  }

  @Test(
    "the remaining time",
    arguments: [(0.2, "1 s"), (59, "59 s"), (90, "2 min"), (3900, "1 h 05 min")])
  func duration(_ seconds: Double, _ text: String) {
    #expect(ProgressLine.duration(seconds) == text)
  }

  @Test("the confusion matrix, with precision, recall and F1 of each class")
  func matrix() {
    let matrix = ConfusionMatrix(
      actual: [0, 0, 0, 1, 1, 1, 1, 2], predicted: [0, 0, 1, 1, 1, 1, 0, 2], classCount: 3)
    let text = EvaluationText(
      Evaluation(
        score: Score(loss: 0.25, accuracy: 0.75),
        detail: .classes(
          matrix, mistakes: [Misclassification(row: 6, actual: 1, predicted: 0, probability: 0.875)]
        )),
      classNames: ["a", "b", "c"], Style())
    #expect(text.headline("test") == ["test       loss 0.25, accuracy 75.0 %: 6 of 8 right"])
    #expect(
      text.matrix.joined(separator: "\n") == """
        rows: actual class; columns: predicted class
              a  b  c  precision   recall       F1
        a     2  1  ·     66.7 %   66.7 %   66.7 %
        b     1  3  ·     75.0 %   75.0 %   75.0 %
        c     ·  ·  1    100.0 %  100.0 %  100.0 %
        mean              80.6 %   80.6 %   80.6 %
        """)
    #expect(
      text.mistakes(most: 3, files: [])
        == ["the only mistake", "  sample 7: b taken for a, 87.5 %"])
    let files = (1...8).map { "b/\($0).png" }
    #expect(
      text.mistakes(most: 3, files: files)
        == ["the only mistake", "  b/7.png: b taken for a, 87.5 %"])
  }

  @Test("the columns of folds stay apart, however large the target's units are")
  func folds() {
    let rows = [18112.1679, 123_456_789.25].map { rmse in
      let metrics = RegressionMetrics(actual: [rmse, -rmse], predicted: [0, 0])
      let evaluation = Evaluation(
        score: Score(loss: 0.4832, accuracy: 0), detail: .numbers(metrics))
      return FoldsText(4, Style()).row(
        1, FoldResult(training: 348, validation: 116, evaluation: evaluation))
    }
    #expect(rows[0].split(separator: " ") == ["1/4", "348", "116", "0.4832", "18112.1679", "0"])
    #expect(rows[1].split(separator: " ").count >= 6)
    let title = FoldsText(4, Style()).title(.numbers([], names: ["price"]))
    #expect(title.split(separator: " ").count == 7)
  }
}
