import DumpReader
import LoyaltyAnalytics

/// How far a run has got, as one line for a terminal.
///
///     1.2 GB of 4.8 GB   25%   1,204,331 documents   412 MB/s   2,412,000/s   8 s left
struct ProgressLine {
  /// Bytes read.
  var consumed: Int
  /// Bytes that there are, where that is known.
  var size: Int?
  /// Documents decided about.
  var documents: Int
  /// Since the run began.
  var seconds: Double

  /// The line, without what does not fit.
  ///
  /// - Parameter width: columns that it may take.
  func text(width: Int) -> String {
    // The last ones go first.
    let parts = [share, bytes, timeLeft, throughput, count, pace]
    let order = [1, 0, 4, 3, 5, 2]
    for kept in stride(from: parts.count, to: 0, by: -1) {
      let line = order.filter { $0 < kept }.compactMap { parts[$0] }.joined(separator: "   ")
      if line.utf8.count <= width { return line }
    }
    return ""
  }

  private var bytes: String {
    let read = Self.size(consumed)
    return size.map { "\(read) of \(Self.size($0))" } ?? read
  }

  private var fraction: Double? {
    guard let size, size > 0 else { return nil }
    return min(1, Double(consumed) / Double(size))
  }

  private var share: String? { fraction.map { "\(Int($0 * 100))%" } }
  private var count: String { "\(documents.grouped) documents" }

  private var throughput: String? {
    rate(consumed).map { "\(Self.size($0))/s" }
  }

  private var pace: String? {
    rate(documents).map { "\($0.grouped)/s" }
  }

  private func rate(_ amount: Int) -> Int? {
    seconds > 0 ? Int(exactly: (Double(amount) / seconds).rounded()) : nil
  }

  private var timeLeft: String? {
    guard let fraction, fraction > 0,
      let left = Int(exactly: (seconds / fraction * (1 - fraction)).rounded(.up))
    else { return nil }
    if left < 60 { return "\(left) s left" }
    if left < 3600 { return "\(left / 60) min \(left % 60) s left" }
    return "\(left / 3600) h \(left % 3600 / 60) min left"
  }

  /// A size with three digits and a decimal unit: `999 B`, `1.20 GB`.
  static func size(_ bytes: Int) -> String {
    var value = Double(bytes)
    var unit = 0
    let units = ["B", "kB", "MB", "GB", "TB", "PB", "EB"]
    while value >= 999.5, unit < units.count - 1 {
      value /= 1000
      unit += 1
    }
    guard unit > 0 else { return "\(bytes) B" }
    let digits = value < 9.995 ? 2 : value < 99.95 ? 1 : 0
    let scale = [1, 10, 100][digits]
    let scaled = Int((value * Double(scale)).rounded())
    guard digits > 0 else { return "\(scaled) \(units[unit])" }
    let fraction = String(scaled % scale + scale).dropFirst()
    return "\(scaled / scale).\(fraction) \(units[unit])"
  }
}
