import Foundation
import PackagePlugin

/// Turns `lessons/*.md`, `Sources/nnlearn/BuiltInData/*.csv` and `Sources/Page/*.css` into Swift files of the command, so that
/// the binary carries its lessons, its data sets and the style sheet of its pages.
@main
struct EmbedFilesPlugin: BuildToolPlugin {
  func createBuildCommands(context: PluginContext, target: any Target) throws -> [Command] {
    [
      try command(context, folder: "lessons", ending: "md", name: "Lessons"),
      try command(context, folder: "Sources/nnlearn/BuiltInData", ending: "csv", name: "Data"),
      try command(context, folder: "Sources/Page", ending: "css", name: "Page"),
    ]
  }

  private func command(_ context: PluginContext, folder: String, ending: String, name: String)
    throws -> Command
  {
    let files = try FileManager.default
      .contentsOfDirectory(
        at: context.package.directoryURL.appending(path: folder), includingPropertiesForKeys: nil
      )
      .filter { $0.pathExtension == ending }
      .sorted { $0.path < $1.path }
    let output = context.pluginWorkDirectoryURL.appending(path: "Embedded\(name).swift")
    return .buildCommand(
      displayName: "Embedding \(files.count) files of \(folder)",
      executable: try context.tool(named: "EmbedFiles").url,
      arguments: [output.path, "embedded\(name)"] + files.map { $0.path },
      inputFiles: files, outputFiles: [output])
  }
}
