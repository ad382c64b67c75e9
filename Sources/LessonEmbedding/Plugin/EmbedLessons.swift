import Foundation
import PackagePlugin

/// Writes the lessons of the folder Lessons into the program, so that the binary has them wherever it is copied to, and
/// that a new lesson is one new file and nothing else.
///
/// The package manager asks for these commands again only when other files are below its targets' folders than before.
/// That is why the target has a link to the folder: without it a new lesson would not be seen.
@main
struct EmbedLessons: BuildToolPlugin {
  func createBuildCommands(context: PluginContext, target: any Target) throws -> [Command] {
    let folder = target.directoryURL.appending(path: "Files").resolvingSymlinksInPath()
    let output = context.pluginWorkDirectoryURL.appending(path: "EmbeddedLessons.swift")
    let lessons = try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
      .filter { $0.lastPathComponent.wholeMatch(of: /[0-9]+-.+\.md/) != nil }
      .sorted { $0.lastPathComponent < $1.lastPathComponent }
    return [
      .buildCommand(
        displayName: "Embedding the lessons", executable: try context.tool(named: "embed-lessons").url,
        arguments: ([output] + lessons).map { $0.path(percentEncoded: false) },
        inputFiles: lessons, outputFiles: [output])
    ]
  }
}
