/// The best of several timings of a body, per item that it works on.
///
/// The best and not the mean: what disturbs a timing only ever makes it longer.
struct Measurement {
  let name: String
  /// CPU nanoseconds per item.
  let nanoseconds: Double
  /// What an item is.
  let item: String

  /// Times a body until it has run for long enough to tell.
  ///
  /// - Parameters:
  ///   - name: What the table calls it.
  ///   - item: What is counted, in the singular.
  ///   - rounds: How many timings to take.
  ///   - body: The work; returns on how many items. Called once beforehand, to warm up.
  init(
    _ name: String, per item: String, rounds: Int = 5, body: () throws -> Int
  ) rethrows {
    self.name = name
    self.item = item
    var best = Double.infinity
    _ = try body()
    for _ in 0..<rounds {
      var items = 0
      let start = cpuSeconds()
      var seconds = 0.0
      repeat {
        items += try body()
        seconds = cpuSeconds() - start
      } while seconds < 0.05
      best = min(best, seconds * 1e9 / Double(max(1, items)))
    }
    nanoseconds = best
  }

  /// The row of a Markdown table.
  var row: String {
    let tenths = Int((nanoseconds * 10).rounded())
    return "| \(name) | \(tenths / 10).\(tenths % 10) ns per \(item) |"
  }
}

/// Keeps a result alive, so that the work for it is not optimised away.
@inline(never)
func keep<T>(_ value: T) {}
