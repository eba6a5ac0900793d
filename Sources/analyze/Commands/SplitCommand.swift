import ArgumentParser
import DumpReader
import LoyaltyAnalytics

/// `analyze split FILE…`: cuts dumps into ranges for several machines.
struct SplitCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "split",
    abstract: "Cut dumps into splits for several machines.",
    usage: "analyze split [<options>] <file> ...",
    discussion: """
      EXAMPLES:
        analyze split dump.bson > splits.jsonl
        analyze map --splits splits.jsonl > part.jsonl
        analyze reduce part.jsonl

      A split is a range of bytes of a file, one JSON line each; nothing but the beginning of each file is \
      read. Files that cannot be cut (compressed ones, archives, arrays, tables) are one split each.
      """)

  @Argument(
    help: ArgumentHelp("Dumps to cut, in this order.", valueName: "file"), completion: .file())
  var files: [String] = []

  @Option(
    name: .long,
    help: ArgumentHelp("The size of a split; 64MiB without it.", valueName: "size"),
    transform: ByteCount.parse)
  var splitSize = ByteCount(64 << 20)

  @Option(
    name: .long,
    help: ArgumentHelp(
      "bson, jsonl, json, csv or archive; recognised by content without it.",
      valueName: "format"),
    completion: .list(InputFormat.allCases.map(\.rawValue)), transform: choice)
  var inputFormat: InputFormat?

  @Option(
    name: .long,
    help: ArgumentHelp("The collection to read of an archive or directory.", valueName: "db.coll"))
  var namespace: String?

  /// How many files that cannot be cut are named.
  private static let shownFiles = 20

  func run() throws {
    guard splitSize.bytes >= 1 else { throw ValidationError("--split-size must be at least 1") }
    guard !files.isEmpty else {
      throw ValidationError("no file to cut; analyze split takes the files that are to be read")
    }
    let options = InputOptions(forcedFormat: inputFormat, namespace: namespace)
    try OverwriteGuard(inputs: files, options).check(output: nil, rejects: nil)
    do {
      let found = try SplittableFile.files(named: files, options: options)
      tell(found)
      try write(found)
    } catch let error as DumpError {
      Diagnostics.error(Advice.message(for: error))
      throw error.code == .usage ? ExitStatus.usage : ExitStatus.failed
    }
  }

  /// Says which files are one split each because they cannot be cut.
  private func tell(_ found: [SplittableFile]) {
    let whole = found.filter { !$0.isCuttable && $0.size > 0 }
    for file in whole.prefix(Self.shownFiles) {
      Diagnostics.warn(
        "\(PlatformPath.shown(file.path)): \(file.format) cannot be cut; it is one split of "
          + "\(file.size.grouped) bytes")
    }
    if whole.count > Self.shownFiles {
      Diagnostics.warn(
        "\((whole.count - Self.shownFiles).grouped) more files cannot be cut, and are one split each"
      )
    }
  }

  private func write(_ found: [SplittableFile]) throws {
    let size = splitSize.bytes
    var count = 0
    for file in found {
      let (sum, overflow) = count.addingReportingOverflow(file.rangeCount(ofSize: size))
      guard !overflow, sum < 1 << 40 else {
        throw ValidationError("--split-size \(splitSize) makes too many splits")
      }
      count = sum
    }
    var output = DescriptorOutput.standardOutput
    var number = 0
    var lines = ""
    for (index, file) in found.enumerated() {
      for range in 0..<file.rangeCount(ofSize: size) {
        let line = SplitLine(
          number: number, count: count, file: index, format: file.format,
          range: file.range(range, ofSize: size))
        lines += line.json
        number += 1
        if lines.utf8.count > 64 << 10 {
          try output.write(Array(lines.utf8).span)
          lines = ""
        }
      }
    }
    try output.write(Array(lines.utf8).span)
  }
}
