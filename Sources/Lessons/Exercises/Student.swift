import Learning
import Text

/// A student, whose numbers are determined by name and seed.
package struct Student: Sendable, Equatable {
  /// The name, with single spaces, and with its letters composed.
  package let name: String
  package let seed: UInt64
  /// The number of the sheet if it has no name on it.
  package let sheet: Int?

  static let longestName = 100

  /// Throws for a name that is empty or too long, that could control a terminal, or that a spreadsheet would run.
  package init(name: String, seed: UInt64) throws(Diagnostic) {
    guard !name.unicodeScalars.contains(where: { $0.steersTerminal }) else {
      throw Diagnostic("the name \(name.excerpt) has a control character")
    }
    let name = name.singleSpaced.composed
    guard let first = name.first else { throw Diagnostic("the name is empty") }
    guard !SheetCell.formulaStarts.contains(first) else {
      throw Diagnostic(
        "the name \(name.excerpt) begins with '\(first)', so a spreadsheet would take it for a formula"
      )
    }
    guard name.count <= Self.longestName else {
      throw Diagnostic("the name \(name.excerpt) has more than \(Self.longestName) characters")
    }
    self.name = name
    self.seed = seed
    sheet = nil
  }

  /// A student whose name is not known: the sheet has a number instead, from 1.
  package init(sheet: Int, seed: UInt64) {
    name = "\(sheet)"
    self.seed = seed
    self.sheet = sheet
  }

  /// The number by which a sheet is known without its name: of six digits, from the name and the seed.
  package var form: String {
    if let sheet { return "\(sheet)" }
    var source = RandomSource.derive(seed, for: .exercises, hash)
    return "\(100_000 + source.below(900_000))"
  }

  /// The random numbers for an exercise.
  func draws(ofExercise index: Int) -> RandomSource {
    .derive(seed, for: .exercises, hash, UInt64(index) + 1)
  }

  /// The FNV-1a hash of the name's UTF-8 (Fowler, Noll and Vo, 1991), the same on every machine.
  private var hash: UInt64 {
    name.utf8.reduce(0xcbf2_9ce4_8422_2325) { ($0 ^ UInt64($1)) &* 0x0000_0100_0000_01b3 }
  }
}

extension String {
  /// The text with each letter and its accents as one scalar where Unicode has it: ë for e and U+0308, which look the same.
  fileprivate var composed: String {
    var result = ""
    for character in self { result.append(character.composed ?? character) }
    return result
  }
}

extension Character {
  /// The blocks of letters with accents (The Unicode Standard, chapter 7), and of Korean syllables.
  private static let composedLetters: [ClosedRange<UInt32>] = [0xC0...0x1FFF, 0xAC00...0xD7A3]

  /// The canonically equivalent character of a single scalar; `nil` if there is none, or if it is one.
  fileprivate var composed: Character? {
    guard unicodeScalars.count > 1 else { return nil }
    for block in Self.composedLetters {
      for value in block {
        if let scalar = Unicode.Scalar(value), Character(scalar) == self {
          return Character(scalar)
        }
      }
    }
    return nil
  }
}

/// Text in a cell of a file of comma-separated values.
package enum SheetCell {
  /// The characters with which a cell becomes a formula in a spreadsheet.
  static let formulaStarts: [Character] = ["=", "+", "-", "@"]

  /// The cell of a text: in quotes where it needs them, and with an apostrophe before a formula.
  package static func text(_ text: String) -> String {
    let isFormula =
      Double(text) == nil && (text.first.map { formulaStarts.contains($0) } ?? false)
    return quoted((isFormula ? "'" : "") + text.escaped)
  }

  /// The text of a cell that `text` wrote.
  package static func read(_ cell: String) -> String {
    let rest = cell.dropFirst()
    guard cell.first == "'", let first = rest.first, formulaStarts.contains(first) else {
      return cell
    }
    return String(rest)
  }

  /// A cell that is a number, or already free of formulas.
  package static func quoted(_ text: String) -> String {
    let needsQuotes = text.utf8.contains { byte in
      byte == UInt8(ascii: ",") || byte == UInt8(ascii: ";") || byte == UInt8(ascii: "\"")
        || byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r") || byte == UInt8(ascii: " ")
    }
    guard needsQuotes else { return text }
    var result = "\""
    // By scalars: a quote with an accent is one character, and still a quote.
    for scalar in text.unicodeScalars {
      if scalar == "\"" { result += "\"" }
      result.unicodeScalars.append(scalar)
    }
    return result + "\""
  }
}
