import DumpReader
import LoyaltyAnalytics

/// What `--stats` tells: seconds and bytes per stage.
enum StatsText {
  static func write(_ answer: Analysis.Result, seconds all: Double) {
    let stats = answer.stats
    let read = answer.inputs.reduce(0) { $0 + $1.bytesRead }
    let decoded = answer.inputs.reduce(0) { $0 + $1.bytes }
    var lines = [
      line("read", stats.readSeconds, "\(read.grouped) bytes, \(decoded.grouped) decoded"),
      line(
        "scan", stats.scanSeconds,
        "\(answer.documents.read.grouped) documents, \(stats.tableBytes.grouped) bytes of tables"),
      line("merge", stats.mergeSeconds, "\(stats.users.grouped) groups"),
      line("rank", stats.rankSeconds, "\(answer.rows.count.grouped) rows"),
      line(
        "total", all,
        "\(Int(Double(answer.documents.read) / max(all, 1e-9)).grouped) documents/s, "
          + "\(Int(Double(decoded) / 1e6 / max(all, 1e-9)).grouped) MB/s, "
          + "peak memory \(Machine.peakResidentBytes.grouped) bytes"),
    ]
    if stats.spillPasses > 0 {
      lines.insert(
        line(
          "spill", stats.mergeSeconds,
          "\(stats.spilledBytes.grouped) bytes, \(stats.partitions.grouped) partitions, "
            + "\(stats.spillPasses.grouped) passes"), at: 2)
    }
    Diagnostics.write(lines.joined(separator: "\n"))
  }

  private static func line(_ stage: String, _ seconds: Double, _ rest: String) -> String {
    let milliseconds = Int((seconds * 10_000).rounded())
    let time = "\(milliseconds / 10_000).\(String(milliseconds % 10_000 + 10_000).dropFirst())"
    let pad = String(repeating: " ", count: max(1, 12 - time.count))
    return
      "analyze: \(stage)\(String(repeating: " ", count: 6 - stage.count))\(pad)\(time) s  \(rest)"
  }
}
