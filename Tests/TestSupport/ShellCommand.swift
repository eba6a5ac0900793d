internal import Foundation

/// A shell line with everything that it depends on: where it runs, what it reads, its environment.
public struct ShellCommand: Sendable {
  /// The line, for `/bin/sh -c`.
  public var line: String
  /// The directory that it runs in.
  public var directory: String
  /// Standard input.
  public var input: [UInt8]
  /// The whole environment: nothing is inherited.
  public var environment: [String: String]

  /// A command that reads nothing.
  public init(
    _ line: String, in directory: String, input: [UInt8] = [], environment: [String: String]
  ) {
    self.line = line
    self.directory = directory
    self.input = input
    self.environment = environment
  }

  /// What a command did.
  public struct Outcome: Sendable, Equatable {
    /// Standard output.
    public var output: [UInt8]
    /// Standard error.
    public var error: [UInt8]
    /// The exit status, 128 + n for signal n.
    public var status: Int
  }

  /// Runs the command and waits for its end.
  ///
  /// The three streams are files, so that no pipe can fill up. `TMPDIR` is a directory of its own
  /// that is removed afterwards; what the command left there fails nothing.
  public func run() throws -> Outcome {
    let files = FileManager.default
    let scratch = files.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    let temporary = scratch.appendingPathComponent("tmp")
    try files.createDirectory(at: temporary, withIntermediateDirectories: true)
    defer { try? files.removeItem(at: scratch) }
    let names = ["stdin", "stdout", "stderr"].map { scratch.appendingPathComponent($0) }
    try Data(input).write(to: names[0])
    try Data().write(to: names[1])
    try Data().write(to: names[2])

    let variables = environment.merging(["TMPDIR": temporary.path]) { $1 }
    let status = try ChildProcess(
      arguments: ["/bin/sh", "-c", #"cd "$1" && exec /bin/sh -c "$2""#, "sh", directory, line],
      environment: variables.map { "\($0)=\($1)" },
      streams: (input: names[0].path, output: names[1].path, error: names[2].path)
    ).run()
    return Outcome(
      output: try Array(Data(contentsOf: names[1])), error: try Array(Data(contentsOf: names[2])),
      status: status)
  }
}
