import Lessons

/// The help of the stepper, on one screen.
enum StepperHelp {
  static func lines(_ kind: Stepper.Kind, _ style: Style) -> [String] {
    let rows = kind == .lesson ? lesson : conversation
    let width = rows.map { $0.0.count }.max() ?? 0
    return rows.map { command, meaning in
      "  " + style.bold(command) + TextColumns.spaces(width - command.count + 2) + meaning
    }
  }

  private static let lesson: [(String, String)] = [
    ("Enter, space, →", "the next part            next, next 10"),
    ("←", "a part back              back, back 10"),
    ("Page Down, Page Up", "ten parts on, ten parts back"),
    ("End, Home", "to the end of the step, to the start"),
    ("finish", "the rest of the step: of a long descent, too"),
    ("goto 7", "step 7; also goto 7.3, start, end, the name of a section"),
    ("list", "all steps, the present one marked"),
    ("why w", "the chain rule of a gradient, along every path"),
    ("w, show w, w * 2", "any value; any statement of the language runs here"),
    ("set rate = 0.9", "what if? a fork of the lesson; set alone lists the values"),
    ("compare", "lesson and fork, line by line"),
    ("drop", "gives the fork up"),
    ("hint, answer", "while a question waits; goto goes past it"),
    ("pace section", "what Enter shows: a line, a statement or a section"),
    ("detail full", "whole workings; also detail brief, detail normal"),
    ("why w is not 0.55", "the mistake that gives your number; then walk"),
    ("save notes.md", "a record as Markdown; answers.jsonl: a student's answers"),
    (":next", "with a colon a word is always the command"),
    ("quit, Ctrl-D", "leaves; Ctrl-C gives up a line or a long computation"),
  ]

  private static let conversation: [(String, String)] = [
    ("w = 0.38", "a number; param w = 0.38 makes it trainable"),
    ("L = (w - 1)^2", "a formula, with every number of its working"),
    ("backprop L", "the gradients; why w explains one along every path"),
    ("why w is not 0.55", "the mistake that gives your number; then walk"),
    ("step sgd(rate = 0.1)", "moves the parameters; descend L with … repeats"),
    ("back, ←", "takes the last statement back; next, → runs it again"),
    ("goto 3", "to an earlier statement; goto 3.2 to a part of it"),
    ("list", "all statements, the present one marked"),
    ("set w = 0.9", "what if? a fork; set alone lists the values"),
    ("compare", "the statements and the fork, line by line"),
    ("drop", "gives the fork up"),
    ("detail full", "whole workings; also detail brief, detail normal"),
    ("save notes.md", "what was seen and typed, as Markdown"),
    (":next", "with a colon a word is always the command"),
    ("quit, Ctrl-D", "leaves; Ctrl-C gives up a line or a long computation"),
  ]
}
