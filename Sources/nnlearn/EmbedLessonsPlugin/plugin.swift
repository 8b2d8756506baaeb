import Foundation
import PackagePlugin

/// Turns `lessons/*.md` into a Swift file of the command, so that the binary carries its lessons.
@main
struct EmbedLessonsPlugin: BuildToolPlugin {
  func createBuildCommands(context: PluginContext, target: any Target) throws -> [Command] {
    let folder = context.package.directoryURL.appending(path: "lessons")
    let files = try FileManager.default
      .contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
      .filter { $0.pathExtension == "md" }
      .sorted { $0.path < $1.path }
    let output = context.pluginWorkDirectoryURL.appending(path: "EmbeddedLessons.swift")
    return [
      .buildCommand(
        displayName: "Embedding \(files.count) lessons",
        executable: try context.tool(named: "EmbedLessons").url,
        arguments: [output.path] + files.map { $0.path },
        inputFiles: files, outputFiles: [output])
    ]
  }
}
