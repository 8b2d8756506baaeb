import Foundation

// Writes the text files that are its arguments into one Swift file, the first argument, as raw strings in a dictionary whose
// name is the second:
//
//     EmbedFiles EmbeddedLessons.swift embeddedLessons README.md gradient-descent.md …

/// A raw string literal of `text`, with as many `#` as no run in it has.
func literal(_ text: String) -> String {
  var marks = "#"
  while text.contains("\"\"\"" + marks) || text.contains("\\" + marks) { marks += "#" }
  return "\(marks)\"\"\"\n\(text)\n\"\"\"\(marks)"
}

let arguments = Array(CommandLine.arguments.dropFirst())
guard arguments.count >= 2 else { fatalError("usage: EmbedFiles OUTPUT NAME FILE…") }

var source = "/// Files by their names.\nlet \(arguments[1]): [String: String] = [\n"
for path in arguments.dropFirst(2) {
  let text = try String(contentsOfFile: path, encoding: .utf8)
  let name = URL(fileURLWithPath: path).lastPathComponent
  source += "  \"\(name)\": \(literal(text)),\n"
}
source += "]\n"
try source.write(toFile: arguments[0], atomically: true, encoding: .utf8)
