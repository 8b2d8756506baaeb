import Text

extension Split {
  /// Divides the samples that are not for the test into folds: one split for each fold, which is its validation part, with
  /// the others as its training part and the same test part.
  ///
  /// Stratified by class, with scikit-learn's counts: StratifiedKFold for classes, KFold for numbers. The samples are sorted
  /// by class, in the order in which the classes occur, and dealt like cards: fold i gets number i, i + k, i + 2k … of them.
  /// So many of each class are then drawn by the seed. Sizes differ by one at most, and so do those of each class.
  package func folds(
    _ count: Int, of data: DataSet, seed: UInt64
  ) throws(Diagnostic) -> [Split] {
    let pool = (training + validation).sorted()
    guard pool.count >= count else {
      throw Diagnostic(
        "\(pool.count.counting("sample")) cannot be divided into \(count.counting("fold"))")
    }
    var random = RandomSource.derive(seed, for: .folds)
    var folds = [[Int]](repeating: [], count: count)
    var dealt = 0
    for group in data.targets.groups(pool) {
      var order = group
      random.shuffle(&order)
      var start = 0
      for fold in 0..<count {
        // The numbers from `dealt` to `dealt + group.count` that this fold gets.
        let first = (fold - dealt % count + count) % count
        let own = first < group.count ? (group.count - 1 - first) / count + 1 : 0
        folds[fold] += order[start..<start + own]
        start += own
      }
      dealt += group.count
    }
    return folds.map { fold in
      let isValidation = Set(fold)
      return Split(
        training: pool.filter { !isValidation.contains($0) }, validation: fold.sorted(), test: test)
    }
  }
}

extension Targets {
  /// The rows of each class, in the order in which the classes occur; all rows together if the targets are not classes.
  fileprivate func groups(_ rows: [Int]) -> [[Int]] {
    guard case .classes(let labels, let names) = self else { return [rows] }
    var positions = [Int?](repeating: nil, count: names.count)
    var groups: [[Int]] = []
    for row in rows {
      if let position = positions[labels[row]] {
        groups[position].append(row)
      } else {
        positions[labels[row]] = groups.count
        groups.append([row])
      }
    }
    return groups
  }
}
