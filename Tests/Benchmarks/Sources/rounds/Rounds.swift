/// Runs commands in turns, so that a busy moment of the machine hits all of them alike.
///
///     printf 'one\tsleep 0.1\ntwo\tsleep 0.2\n' | rounds 5
///
/// Standard input has one command per line: a name, a tab, and what the shell is to run. After one
/// round that warms up come as many as asked for. Printed is one line per command, separated by
/// tabs: name, median and smallest seconds, median of user and system CPU seconds, the median of
/// the ratios of its seconds to those of the first command in the same round, peak memory in MB.
@main
struct Rounds {
  static func main() {
    let count = CommandLine.arguments.dropFirst().first.flatMap { Int($0) } ?? 5
    var commands: [Command] = []
    while let line = readLine() {
      let parts = line.split(separator: "\t", maxSplits: 1)
      guard parts.count == 2 else { continue }
      commands.append(Command(name: String(parts[0]), line: String(parts[1])))
    }
    for round in 0...max(1, count) {
      for i in commands.indices where commands[i].run(recording: round > 0) != 0 {
        print("\(commands[i].name)\tfailed")
        return
      }
    }
    guard let first = commands.first else { return }
    for command in commands {
      let ratios = zip(command.seconds, first.seconds).map { $0 / $1 }
      let columns = [
        decimal(median(command.seconds), 4), decimal(command.seconds.min() ?? 0, 4),
        decimal(median(command.cpuSeconds), 4), decimal(median(ratios), 2),
        decimal(Double(command.peakBytes) / 1e6, 1),
      ]
      print(([command.name] + columns).joined(separator: "\t"))
    }
  }

  static func median(_ values: [Double]) -> Double {
    let sorted = values.sorted()
    guard let middle = sorted.dropFirst(sorted.count / 2).first else { return 0 }
    return sorted.count % 2 == 1 ? middle : (middle + sorted[sorted.count / 2 - 1]) / 2
  }

  /// A number with so many digits behind the point.
  static func decimal(_ value: Double, _ digits: Int) -> String {
    var scale = 1.0
    for _ in 0..<digits { scale *= 10 }
    let scaled = Int((value * scale).rounded())
    let fraction = String(scaled % Int(scale) + Int(scale)).dropFirst()
    return "\(scaled / Int(scale)).\(fraction)"
  }
}
