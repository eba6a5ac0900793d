// swift-tools-version: 6.2
import PackageDescription

#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

// libbson 2 calls itself bson2 there, libbson 1 libbson-1.0. The header in Sources/CLibBSON is good
// for both; this looks for the description of the newer one where pkg-config would.
let pkgConfigFolders =
  (Context.environment["PKG_CONFIG_PATH"] ?? "").split(separator: ":").map(String.init) + [
    "/usr/lib/x86_64-linux-gnu/pkgconfig", "/usr/lib/aarch64-linux-gnu/pkgconfig",
    "/usr/lib64/pkgconfig", "/usr/lib/pkgconfig", "/usr/share/pkgconfig",
    "/usr/local/lib/pkgconfig", "/usr/local/lib64/pkgconfig", "/opt/homebrew/lib/pkgconfig",
  ]
// For `analyze --version`; of a release only, so that a commit costs no build while one works.
let commit =
  Context.environment["ANALYZE_COMMIT"]
  ?? Context.gitInformation.map {
    $0.currentCommit.prefix(9) + ($0.hasUncommittedChanges ? "+" : "")
  }
  ?? ""
// For `analyze --help`: where the program lives, which whoever publishes it knows.
let homepage = Context.environment["ANALYZE_HOMEPAGE"] ?? ""
let hasLibBSON2 = pkgConfigFolders.contains { unsafe access("\($0)/bson2.pc", R_OK) == 0 }

// The folders below Sources read like the data flows:
// bytes → documents (DumpReader) → transactions → totals (LoyaltyAnalytics) → report (LoyaltyReports)
// → analyze.
let package = Package(
  name: "analyze",
  platforms: [.macOS(.v26)],
  products: [
    .executable(name: "analyze", targets: ["analyze"]),
    .library(name: "DumpReader", targets: ["DumpReader"]),
    .library(name: "LoyaltyAnalytics", targets: ["LoyaltyAnalytics"]),
    .library(name: "LoyaltyReports", targets: ["LoyaltyReports"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-collections", from: "1.6.0"),
    .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
    .package(url: "https://github.com/apple/swift-system", from: "1.8.1"),
    .package(url: "https://github.com/LebJe/TOMLKit", from: "0.6.0"),
  ],
  targets: [
    .target(name: "CIntrinsics"),
    .target(
      name: "CProcess", dependencies: ["CISAL"],
      cSettings: [
        .define("ANALYZE_COMMIT", to: "\"\(commit)\"", .when(configuration: .release)),
        .define("ANALYZE_HOMEPAGE", to: "\"\(homepage)\"", .when(configuration: .release)),
      ]),
    .systemLibrary(
      name: "CISAL", pkgConfig: "libisal",
      providers: [.apt(["libisal-dev"]), .brew(["isa-l"])]),
    .systemLibrary(
      name: "CLibBSON", pkgConfig: hasLibBSON2 ? "bson2" : "libbson-1.0",
      providers: [.apt(["libbson-dev"]), .brew(["mongo-c-driver"])]),
    .systemLibrary(
      name: "CLibZstd", pkgConfig: "libzstd",
      providers: [.apt(["libzstd-dev"]), .brew(["zstd"])]),
    // Without pkg-config: it would link the library, which is loaded only where a workbook is made.
    .systemLibrary(
      name: "CXLSXWriter",
      providers: [.apt(["libxlsxwriter-dev"]), .brew(["libxlsxwriter"])]),
    .target(
      name: "DumpReader",
      dependencies: [
        "CIntrinsics", "CISAL", "CLibBSON", "CLibZstd",
        .product(name: "BasicContainers", package: "swift-collections"),
        .product(name: "SystemPackage", package: "swift-system"),
      ]),
    .target(
      name: "LoyaltyAnalytics",
      dependencies: [
        "CIntrinsics", "DumpReader",
        .product(name: "BasicContainers", package: "swift-collections"),
        .product(name: "HeapModule", package: "swift-collections"),
        .product(name: "SystemPackage", package: "swift-system"),
      ]),
    .target(
      name: "LoyaltyReports", dependencies: ["CXLSXWriter", "DumpReader", "LoyaltyAnalytics"]),
    // Makes transactions for samples, tests and benchmarks; knows nothing of the rest.
    .target(name: "SampleData"),
    .executableTarget(
      name: "analyze",
      dependencies: [
        "CISAL", "CLibBSON", "CLibZstd", "CProcess", "DumpReader", "LoyaltyAnalytics",
        "LoyaltyReports",
        "SampleData",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
        .product(name: "Crypto", package: "swift-crypto"),
        .product(name: "SystemPackage", package: "swift-system"),
        .product(name: "TOMLKit", package: "TOMLKit"),
      ],
      // Presets are data in the program, which stays one file.
      resources: [.embedInCode("Presets")],
      // The Swift runtime goes into the binary: it then starts in a few milliseconds, and runs on
      // machines that have no Swift.
      linkerSettings: [
        .unsafeFlags(
          ["-static-stdlib", "-l_FoundationCollections", "-l_FoundationCShims"],
          .when(platforms: [.linux]))
      ]),
    .target(name: "TestSupport", dependencies: ["DumpReader"], path: "Tests/TestSupport"),
    .testTarget(name: "DumpReaderTests", dependencies: ["DumpReader", "TestSupport"]),
    .testTarget(
      name: "LoyaltyAnalyticsTests",
      dependencies: [
        "DumpReader", "LoyaltyAnalytics", "LoyaltyReports", "SampleData", "TestSupport",
      ]),
    .testTarget(
      name: "LoyaltyReportsTests",
      dependencies: [
        "DumpReader", "LoyaltyAnalytics", "LoyaltyReports", "TestSupport",
        // The page names digests of its style sheet and its script.
        .product(name: "Crypto", package: "swift-crypto"),
      ]),
    .testTarget(
      name: "SampleDataTests",
      dependencies: [
        "DumpReader", "SampleData", .product(name: "SystemPackage", package: "swift-system"),
      ]),
    .testTarget(
      name: "HostileTests",
      dependencies: ["DumpReader", "LoyaltyAnalytics", "SampleData", "TestSupport"]),
    // Runs the program, which is built whenever tests are. It must not depend on it: the tests
    // would be linked with the static Foundation of the program, beside their own.
    .testTarget(name: "AnalyzeTests", dependencies: ["TestSupport"], exclude: ["Cases"]),
  ],
  swiftLanguageModes: [.v6]
)

// Only for `Tests/Benchmarks/report`: times the parts, which it reaches because it is in the package.
if Context.environment["ANALYZE_BENCHMARKS"] != nil {
  package.targets.append(
    .executableTarget(
      name: "micro", dependencies: ["DumpReader", "LoyaltyAnalytics", "SampleData"],
      path: "Tests/Benchmarks/Sources/micro",
      linkerSettings: [.unsafeFlags(["-static-stdlib"], .when(platforms: [.linux]))]))
}

for target in package.targets {
  guard [.regular, .executable, .test].contains(target.type), !target.name.hasPrefix("C") else {
    continue
  }
  target.swiftSettings = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableExperimentalFeature("Lifetimes"),
    .strictMemorySafety(),
  ]
  if Context.environment["CI"] != nil {
    target.swiftSettings?.append(.treatAllWarnings(as: .error))
  }
}

// Only for `packaging/documentation`: a build of the program does not need it.
if Context.environment["ANALYZE_DOCUMENTATION"] != nil {
  package.dependencies.append(
    .package(url: "https://github.com/swiftlang/swift-docc-plugin", from: "1.4.0"))
}
