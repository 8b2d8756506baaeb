/// The place that a reader has reached in each lesson, kept from one run to the next.
///
/// Each line of the file is a place: the position, `begun` or `done`, and the lesson, with tabs between them. The last line
/// of a lesson counts. If the file cannot be read or written, nothing is kept.
struct KeptPlaces {
  struct Place: Equatable {
    /// The position, as `goto` takes it: `23.2`.
    var position: String
    /// Whether the reader has ever reached the end.
    var isDone: Bool
  }

  private static let byteLimit = 1 << 20
  private static let lineLimit = 1000

  private let file: PrivateFile?
  private(set) var places: [String: Place] = [:]

  /// - Parameter file: the path of the file; `nil` to keep nothing.
  init(file: String?) {
    self.file = file.map { PrivateFile(path: $0) }
    load()
  }

  static var standard: KeptPlaces { KeptPlaces(file: StateFolder.file("places")) }

  /// Keeps the place in a lesson; one that was ever done stays done.
  mutating func keep(_ place: Place, in lesson: String) {
    guard !lesson.contains(where: { $0.isNewline || $0 == "\t" }) else { return }
    var place = place
    if let earlier = places[lesson] {
      place.isDone = place.isDone || earlier.isDone
      if place == earlier { return }
    }
    places[lesson] = place
    file?.append(Self.line(place, lesson))
  }

  private mutating func load() {
    guard let file else { return }
    let (bytes, isCut) = file.tail(limit: Self.byteLimit)
    var lines = bytes.split(separator: UInt8(ascii: "\n"))
    if isCut, !lines.isEmpty { lines.removeFirst() }
    for line in lines {
      let fields = String(decoding: line, as: UTF8.self).split(separator: "\t")
      guard fields.count == 3, Self.isPosition(fields[0]), ["begun", "done"].contains(fields[1])
      else { continue }
      places[String(fields[2])] = Place(
        position: String(fields[0]), isDone: fields[1] == "done")
    }
    if isCut || lines.count > Self.lineLimit {
      file.replace(with: places.sorted { $0.key < $1.key }.flatMap { Self.line($0.value, $0.key) })
    }
  }

  private static func line(_ place: Place, _ lesson: String) -> [UInt8] {
    Array("\(place.position)\t\(place.isDone ? "done" : "begun")\t\(lesson)\n".utf8)
  }

  /// Whether a text is a position such as `23` or `23.2`.
  private static func isPosition(_ text: Substring) -> Bool {
    let numbers = text.split(separator: ".", omittingEmptySubsequences: false)
    return numbers.count <= 2 && numbers.allSatisfy { (Int($0) ?? 0) > 0 }
  }
}
