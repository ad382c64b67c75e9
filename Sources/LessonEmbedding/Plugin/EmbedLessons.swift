import Foundation
import PackagePlugin

/// Embeds the lessons of the folder Lessons into the program, so that the binary contains them wherever it is copied,
/// and so that adding a lesson needs only one new file.
///
/// The package manager asks for these commands again only when the set of files below its targets' folders changes.
/// Therefore the target contains a link to the folder: without it a new lesson would not be noticed.
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
