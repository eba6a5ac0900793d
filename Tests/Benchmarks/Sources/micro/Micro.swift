import DumpReader
import LoyaltyAnalytics
import SampleData

#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

/// Times the parts of the engine; or does the whole work on a file in one of two ways, for `rounds`
/// to compare.
///
///     micro               a table of nanoseconds
///     micro stream FILE   one transaction at a time, as the program does
///     micro eager FILE    the whole BSON file first
@main
struct Micro {
  static func main() throws {
    let arguments = CommandLine.arguments.dropFirst()
    switch (arguments.first, arguments.dropFirst().first) {
    case ("stream", let path?):
      try stream(path)
    case ("eager", let path?):
      let result = try EagerAnalysis.run(contents(of: path))
      print(result.users, result.awarded)
    case (nil, _):
      try printTable()
    default:
      print("usage: micro [stream FILE | eager FILE]")
      exit(2)
    }
  }

  private static func stream(_ path: String) throws {
    var query = Query()
    query.statuses = .any
    var reader = TransactionReader(paths: [path], query: query)
    var reducer = Reducer()
    while let transaction = try reader.next() { reducer.update(with: transaction) }
    let groups = try reducer.finish(by: Ranking())
    print(groups.total, groups.totals.awarded)
  }

  /// The bytes of a file, with the padding behind them that the walkers need.
  private static func contents(of path: String) -> [UInt8] {
    guard let file = unsafe fopen(path, "rb") else { return [] }
    defer { unsafe fclose(file) }
    unsafe fseek(file, 0, SEEK_END)
    let size = unsafe ftell(file)
    unsafe rewind(file)
    var bytes = [UInt8](repeating: 0, count: size + Chunk.padding)
    let count = unsafe bytes.withUnsafeMutableBytes { unsafe fread($0.baseAddress, 1, size, file) }
    return count == size ? bytes : []
  }

  private static func printTable() throws {
    let documents = 50_000
    guard let bson = SampleInput(documents: documents, users: 20_000, as: .bson),
      let json = SampleInput(documents: documents, users: 20_000, as: .jsonl)
    else {
      print("The files for the benchmarks could not be written.")
      exit(1)
    }
    print("| what | best of 5, CPU time |\n|---|---|")
    var all = [
      try EngineBenchmarks.framing(bson, "BSON"), try EngineBenchmarks.framing(json, "JSON lines"),
      try EngineBenchmarks.walking(bson), try EngineBenchmarks.scanning(json),
    ]
    all += try EngineBenchmarks.reading(bson, "BSON")
    all += try EngineBenchmarks.reading(json, "JSON lines")
    all += ValueBenchmarks.dates() + ValueBenchmarks.points()
    for measurement in all { print(measurement.row) }
    print(try EngineBenchmarks.combining(bson))
  }
}
