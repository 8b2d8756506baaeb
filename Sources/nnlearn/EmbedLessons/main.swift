import Foundation

// Writes the Markdown files that are its arguments into one Swift file, the first argument, as raw strings:
//
//     EmbedLessons EmbeddedLessons.swift README.md gradient-descent.md …

/// A raw string literal of `text`, with as many `#` as no run in it has.
func literal(_ text: String) -> String {
  var marks = "#"
  while text.contains("\"\"\"" + marks) || text.contains("\\" + marks) { marks += "#" }
  return "\(marks)\"\"\"\n\(text)\n\"\"\"\(marks)"
}

let arguments = CommandLine.arguments.dropFirst()
guard let output = arguments.first else { fatalError("usage: EmbedLessons OUTPUT FILE…") }

var source =
  "/// The files of the folder `lessons`, by their names.\nlet embeddedLessons: [String: String] = [\n"
for path in arguments.dropFirst() {
  let text = try String(contentsOfFile: path, encoding: .utf8)
  let name = URL(fileURLWithPath: path).lastPathComponent
  source += "  \"\(name)\": \(literal(text)),\n"
}
source += "]\n"
try source.write(toFile: output, atomically: true, encoding: .utf8)
