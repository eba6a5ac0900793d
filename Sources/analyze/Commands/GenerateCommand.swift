public import ArgumentParser
import LoyaltyReports
public import SampleData

/// Writes sample transactions; hidden, for tests and benchmarks.
struct GenerateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "generate",
    abstract: "Write made-up loyalty transactions, the same for the same seed.",
    usage: "analyze generate [<options>]",
    shouldDisplay: false)

  @Option(help: "How many transactions.") var documents = 1000
  @Option(help: "How many users.") var users = 200
  @Option(help: "Decides everything that is left to chance.") var seed: UInt64 = 1
  @Option(help: "How they are written.") var form = SampleForm.bson
  @Option(help: "What they are.") var pattern = SampleRecipe.Pattern.programme
  @Option(help: "What the users are called.") var keys = SampleKeys.hex
  @Flag(help: "JSON as one array.") var jsonArray = false
  @Flag(help: "JSON over several lines.") var pretty = false
  @Flag(help: "Print the totals of --pattern closed-form instead.") var totals = false
  @Option(help: "Write all files of samples/ below a folder instead.") var samples: String?
  @Option(name: .shortAndLong, help: "Where to; - is standard output.") var output = "-"

  func validate() throws {
    guard documents >= 0, users > 0 else {
      throw ValidationError("There must be users, and no fewer than no documents.")
    }
    guard users <= keys.limit else {
      throw ValidationError("There are only \(keys.limit) keys of this kind.")
    }
    guard !totals || pattern == .closedForm else {
      throw ValidationError("Only --pattern closed-form has totals that are known beforehand.")
    }
  }

  func run() throws {
    if let samples { return try Self.writeSamples(below: samples) }
    if totals { return try printTotals() }
    let recipe = SampleRecipe(
      pattern, documents: documents, users: users, seed: seed, keys: keys)
    var layout: JSONLayout = []
    if jsonArray { layout.insert(.array) }
    if pretty { layout.insert(.pretty) }
    var stream = SampleStream(recipe, as: form, layout: layout)
    try OverwriteGuard([]).check(output: output, rejects: nil)
    let target = try OutputDestination(output)
    if form == .bson || form == .archive, target.isTerminal {
      throw ValidationError(
        "\(form.rawValue) is nothing that a terminal shows; name a file: -o sample.\(form.rawValue)"
      )
    }
    switch target {
    case .standardOutput:
      var place = DescriptorOutput.standardOutput
      try Self.write(&stream, to: &place)
    case .descriptor(let descriptor, let name):
      var place = DescriptorOutput(descriptor, name: name, isStyled: false)
      try Self.write(&stream, to: &place)
    case .stream(let path):
      var place = try DescriptorOutput(opening: path)
      try Self.write(&stream, to: &place)
    case .file(let path):
      var file = try AtomicOutputFile(replacing: path)
      try Self.write(&stream, to: &file)
      try file.commit()
    }
  }

  private static func write<Output: ReportOutput & ~Copyable>(
    _ stream: inout SampleStream, to output: inout Output
  ) throws {
    let pieceSize = 256 << 10
    var bytes = OutputBytes(capacity: 2 * pieceSize)
    while stream.write(to: &bytes, upTo: pieceSize) {
      try output.write(bytes.span)
      bytes.truncate()
    }
  }

  /// The totals of all users, in points, as one JSON object.
  private func printTotals() throws {
    let form = ClosedForm(documents: documents, users: users)
    let sums = form.totals
    func points(_ quarters: Int128) -> String {
      let fraction = ["", ".25", ".5", ".75"][Int(quarters & 3)]
      return "\(quarters / 4)\(fraction)"
    }
    var place = DescriptorOutput.standardOutput
    try place.write(
      """
      {"total": \(form.activeUsers), "awarded_points": \(points(sums.awarded)), \
      "redeemed_points": \(points(sums.redeemed)), "deducted_points": \(points(sums.deducted)), \
      "net_points": \(Self.net(sums, points)), "transactions": \(sums.transactions)}
      """)
  }

  private static func net(
    _ sums: ClosedForm.Totals, _ points: (Int128) -> String
  ) -> String {
    let net = sums.awarded - sums.redeemed - sums.deducted
    return (net < 0 ? "-" : "") + points(Int128(net.magnitude))
  }

  private static func writeSamples(below folder: String) throws {
    for sample in SampleFile.all {
      var file = try DescriptorOutput(creating: "\(folder)/\(sample.path)")
      try file.write(sample.bytes().span)
      try file.close()
    }
  }
}

extension SampleForm: ExpressibleByArgument {}
extension SampleKeys: ExpressibleByArgument {}
extension SampleRecipe.Pattern: ExpressibleByArgument {}
