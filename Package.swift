// swift-tools-version: 6.2
import PackageDescription

/// Nothing is allowed to warn, in any target.
let strict: [SwiftSetting] = [.treatAllWarnings(as: .error)]
let strictC: [CSetting] = [.enableWarning("all"), .enableWarning("extra"), .treatAllWarnings(as: .error)]

let package = Package(
  name: "ringside",
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.5.0"),
    .package(url: "https://github.com/apple/swift-system", from: "1.4.0"),
  ],
  targets: [
    // What everyone speaks.
    .target(name: "Model", swiftSettings: strict),

    // Memory, and the processes that share it.
    .target(name: "CRegion", cSettings: strictC + [.define("_GNU_SOURCE")]),
    .target(
      name: "SharedMemory",
      dependencies: ["Model", "CRegion", .product(name: "SystemPackage", package: "swift-system")],
      swiftSettings: strict),
    .target(
      name: "MessagePassing",
      dependencies: ["CRegion", "SharedMemory", .product(name: "SystemPackage", package: "swift-system")],
      swiftSettings: strict),
    .target(
      name: "Programs", dependencies: ["Model", "CRegion", "SharedMemory", "MessagePassing"], swiftSettings: strict),
    .target(
      name: "Laboratory",
      dependencies: [
        "Model", "SharedMemory", "Programs", "MessagePassing",
        .product(name: "SystemPackage", package: "swift-system"),
      ],
      swiftSettings: strict),

    // The search for the schedule that breaks a program.
    .target(name: "Exploration", dependencies: ["Model"], swiftSettings: strict),

    // The user's own C program.
    .systemLibrary(name: "CDebugInformation"),
    .target(name: "DebugInformation", dependencies: ["CDebugInformation"], swiftSettings: strict),
    .systemLibrary(name: "CWatch"),
    .target(
      name: "Watching", dependencies: ["Model", "DebugInformation", "CWatch"],
      resources: [.embedInCode("Runtime/runtime.c"), .embedInCode("Runtime/watch.h")], swiftSettings: strict),

    // What people write by hand.
    .systemLibrary(name: "CYAML"),
    .target(name: "PlainYAML", dependencies: ["CYAML"], swiftSettings: strict),

    // What is taught with them. The files are a link to the folder Lessons, and are written into the program.
    .target(
      name: "Lessons", dependencies: ["Model", "PlainYAML"], exclude: ["Files"],
      swiftSettings: strict, plugins: ["EmbedLessons"]),
    .plugin(
      name: "EmbedLessons", capability: .buildTool(), dependencies: ["embed-lessons"],
      path: "Sources/LessonEmbedding/Plugin"),
    .executableTarget(name: "embed-lessons", path: "Sources/LessonEmbedding/Generator", swiftSettings: strict),

    // The picture.
    .target(name: "Grid", swiftSettings: strict),
    .target(name: "Screens", dependencies: ["Model", "Lessons", "Grid"], swiftSettings: strict),
    .target(
      name: "Reports", dependencies: ["Model", "Grid", "Screens"],
      resources: [.embedInCode("Export/page.css"), .embedInCode("Export/page.js")], swiftSettings: strict),
    .systemLibrary(name: "CNcurses"),
    .target(name: "Terminal", dependencies: ["Grid", "CNcurses"], swiftSettings: strict),

    // What is linked in.
    .target(name: "Licenses", resources: [.embedInCode("notices.txt")], swiftSettings: strict),

    // The program.
    .target(name: "CSignals", cSettings: strictC),
    .executableTarget(
      name: "ringside",
      dependencies: [
        "CSignals", "Model", "SharedMemory", "Programs", "MessagePassing", "Laboratory", "Exploration", "Watching",
        "Lessons",
        "Grid", "Screens", "Reports", "Terminal", "Licenses", "PlainYAML",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: strict),

    // The tests, and what they are measured against.
    .target(name: "Support", dependencies: ["CRegion"], path: "Tests/Support", swiftSettings: strict),
    .testTarget(name: "SharedMemoryTests", dependencies: ["Model", "SharedMemory", "Support"], swiftSettings: strict),
    .testTarget(name: "ProgramsTests", dependencies: ["Programs", "Support"], swiftSettings: strict),
    .testTarget(name: "MessagePassingTests", dependencies: ["MessagePassing", "Support"], swiftSettings: strict),
    .testTarget(
      name: "LaboratoryTests", dependencies: ["Laboratory", "Lessons", "MessagePassing", "Support", "ringside"],
      swiftSettings: strict),
    .testTarget(
      name: "WatchingTests",
      dependencies: ["DebugInformation", "Watching", "Model", "Programs", "Support", "ringside"],
      exclude: ["Programs"], swiftSettings: strict),
    .testTarget(name: "ExplorationTests", dependencies: ["Exploration", "Support"], swiftSettings: strict),
    .testTarget(
      name: "LessonsTests", dependencies: ["Exploration", "Lessons", "Programs", "Support"], swiftSettings: strict),
    .testTarget(name: "GridTests", dependencies: ["Grid"], swiftSettings: strict),
    .testTarget(name: "ScreensTests", dependencies: ["Screens", "Programs"], swiftSettings: strict),
    .testTarget(
      name: "ReportsTests", dependencies: ["Grid", "Laboratory", "MessagePassing", "Reports", "Support", "ringside"],
      swiftSettings: strict),
    .testTarget(
      name: "TerminalTests", dependencies: ["Exploration", "Terminal", "Grid", "Support"], swiftSettings: strict),
    .target(name: "BaselineFrames", path: "Tests/BaselineFrames", cSettings: strictC),
    .executableTarget(
      name: "baseline", dependencies: ["BaselineFrames"], path: "Tests/Baseline", cSettings: strictC,
      linkerSettings: [.linkedLibrary("ncursesw"), .linkedLibrary("tinfo")]),
    .testTarget(
      name: "HouseTests", dependencies: ["Programs", "Screens", "Support", "ringside"], swiftSettings: strict),
    .executableTarget(
      name: "benchmark",
      dependencies: [
        "Laboratory", "Exploration", "Watching", "MessagePassing", "Screens", "Terminal", "BaselineFrames", "Support",
        "ringside",
        "baseline",
      ],
      path: "Tests/Benchmark", exclude: ["README.md"], swiftSettings: strict),
    .testTarget(
      name: "EndToEndTests", dependencies: ["CRegion", "Exploration", "Lessons", "Programs", "Support", "ringside"],
      swiftSettings: strict),
  ],
  swiftLanguageModes: [.v6],
  cLanguageStandard: .gnu11
)
