// swift-tools-version: 6.2
import PackageDescription

// A package of its own, so that nothing of it reaches those who use the product. It needs no
// benchmark framework: what is a gate is counted by valgrind from outside (gates), and times are
// compared within one run (report), which frameworks do not do.
let package = Package(
  name: "benchmarks",
  platforms: [.macOS(.v26)],
  dependencies: [.package(name: "analyze", path: "../..")],
  targets: [
    // Times the parts of the engine, and the streaming loop beside one that loads the file first.
    .executableTarget(
      name: "micro",
      dependencies: [
        .product(name: "DumpReader", package: "analyze"),
        .product(name: "LoyaltyAnalytics", package: "analyze"),
        .product(name: "_SampleData", package: "analyze"),
      ],
      swiftSettings: [
        .enableUpcomingFeature("ExistentialAny"),
        .enableUpcomingFeature("MemberImportVisibility"),
        .enableUpcomingFeature("InternalImportsByDefault"),
        .enableExperimentalFeature("Lifetimes"),
        .strictMemorySafety(),
      ],
      linkerSettings: [.unsafeFlags(["-static-stdlib"], .when(platforms: [.linux]))]),
    // Runs commands in turns and tells the median time and the peak memory of each.
    .executableTarget(
      name: "rounds",
      swiftSettings: [.strictMemorySafety()],
      linkerSettings: [.unsafeFlags(["-static-stdlib"], .when(platforms: [.linux]))]),
  ],
  swiftLanguageModes: [.v6]
)
