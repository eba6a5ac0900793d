// swift-tools-version: 6.2
import PackageDescription

// Programs that use the libraries: a package of its own, so that the program costs nobody a build of
// them. Run one with `swift run --package-path samples/examples totals samples/transactions.bson`.
let libraries: [Target.Dependency] = ["DumpReader", "LoyaltyAnalytics", "LoyaltyReports"].map {
  .product(name: $0, package: "analyze")
}

let package = Package(
  name: "examples",
  platforms: [.macOS(.v26)],
  dependencies: [.package(name: "analyze", path: "../..")],
  targets: ["totals", "weekdays", "lines", "biggest", "report"].map {
    .executableTarget(name: $0, dependencies: libraries)
  },
  swiftLanguageModes: [.v6]
)
