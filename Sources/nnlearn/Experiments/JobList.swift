import Text

/// The runs of an experiment as commands for other machines, each complete in itself.
struct JobList {
  private let plan: ExperimentPlan
  private let folder: String

  init(_ plan: ExperimentPlan, folder: String) {
    self.plan = plan
    self.folder = folder
  }

  func text(_ format: TuneOptions.JobFormat) -> String {
    let lines =
      switch format {
      case .lines: plan.runs.map { command(number: "\($0.number)") }
      case .slurm: slurm
      }
    return lines.map { $0 + "\n" }.joined()
  }

  /// - Parameter number: the run's number, as a shell reads it.
  private func command(number: String) -> String {
    let options = TuneOptions.declared
    let start = (plan.words + [options.out.parameter.name, folder]).spelt
    return "\(start) \(options.only.parameter.name) \(number)"
  }

  private var slurm: [String] {
    [
      "#!/bin/sh",
      "# \(plan.runs.count.counting("run")). Hand it to Slurm with: sbatch FILE",
      "#SBATCH --job-name=nnlearn-tune",
      "#SBATCH --array=1-\(plan.runs.count)",
      "#SBATCH --ntasks=1",
      "#SBATCH --cpus-per-task=1",
      command(number: "\"$SLURM_ARRAY_TASK_ID\""),
    ]
  }
}
