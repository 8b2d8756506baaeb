import Learning
import Text

/// The results of an experiment from the files of a folder, or from one file.
struct ExperimentCollection {
  let experiment: Experiment
  private(set) var runs: [ExperimentRun] = []

  /// Throws if a file is of another experiment, or if two have different results for the same run.
  init(_ path: String) throws(Diagnostic) {
    var paths = [path]
    if OperatingSystem.isFolder(path) {
      let names = try OperatingSystem.files(inFolder: path).filter { $0.hasSuffix(".jsonl") }
      guard !names.isEmpty else {
        throw Diagnostic(.missing, "There is no .jsonl file in \(path.quoted)")
      }
      paths = names.map { "\(path)/\($0)" }
    }
    var first: (path: String, experiment: Experiment)?
    var origins: [[String]: (run: ExperimentRun, path: String)] = [:]
    for path in paths {
      let bytes = try InputFile(path: path, limit: InputFile.dataLimit).bytes
      let contents = try ExperimentContents(path, bytes)
      if let first, let mismatch = contents.experiment.mismatch(first.experiment) {
        throw Diagnostic("\(path.quoted) \(mismatch), as in \(first.path.quoted)")
      }
      first = first ?? (path, contents.experiment)
      for run in contents.runs {
        if let other = origins[run.identity] {
          guard other.run.outcome == run.outcome else {
            throw Diagnostic(
              "\(other.path.quoted) and \(path.quoted) have different results for the same run")
          }
          continue
        }
        origins[run.identity] = (run, path)
        runs.append(run)
      }
    }
    guard let first, !runs.isEmpty else {
      throw Diagnostic("\(path.quoted) has no result of a run yet")
    }
    experiment = first.experiment
  }

  var table: ExperimentTable { ExperimentTable(experiment, runs) }
}
