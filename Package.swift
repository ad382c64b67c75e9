// swift-tools-version: 6.2
import PackageDescription

/// Nothing is allowed to warn, in any target.
let strict: [SwiftSetting] = [.treatAllWarnings(as: .error)]

let package = Package(
  name: "ringside",
  dependencies: [
    .package(url: "https://github.com/apple/swift-system", from: "1.4.0"),
  ],
  targets: [
    // What everyone speaks.
    .target(name: "Model", swiftSettings: strict),

    // Memory, and the processes that share it.
    .target(name: "CRegion", cSettings: [.define("_GNU_SOURCE")]),
    .target(
      name: "SharedMemory",
      dependencies: ["CRegion", .product(name: "SystemPackage", package: "swift-system")],
      swiftSettings: strict),
    .target(name: "Programs", dependencies: ["Model", "SharedMemory"], swiftSettings: strict),
    .target(name: "Laboratory", dependencies: ["Programs"], swiftSettings: strict),
  ],
  swiftLanguageModes: [.v6]
)
