import Learning

extension BuiltInData {
  /// The data sets that the binary carries or generates.
  static let all = BuiltInData(iris: file("iris.csv"), digits: file("digits.csv"))

  private static func file(_ name: String) -> [UInt8] { Array((embeddedData[name] ?? "").utf8) }
}
