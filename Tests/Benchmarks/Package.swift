// swift-tools-version: 6.2
import PackageDescription

// A package of its own, so that nothing of it reaches those who use the product. It needs no
// benchmark framework: what is a gate is counted by valgrind from outside (gates), and times are
// compared within one run (report), which frameworks do not do. What times the parts of the engine,
// `micro`, is a target of the product's package where ANALYZE_BENCHMARKS is set.
let package = Package(
  name: "benchmarks",
  platforms: [.macOS(.v26)],
  targets: [
    // Runs commands in turns and tells the median time and the peak memory of each.
    .executableTarget(
      name: "rounds",
      swiftSettings: [.strictMemorySafety()],
      linkerSettings: [.unsafeFlags(["-static-stdlib"], .when(platforms: [.linux]))])
  ],
  swiftLanguageModes: [.v6]
)
