import Foundation
import LoyaltyAnalytics
import TestSupport
import Testing

/// The program ends as the page says: the exit status of every kind of damage, and the document and
/// the byte that its message names.
@Suite struct BadInputProgramTests {
  private static func run(_ bytes: [UInt8]) throws -> ShellCommand.Outcome {
    try ShellCommand(
      "analyze - --format json", in: BuiltProducts.path, input: bytes,
      environment: ["PATH": "\(BuiltProducts.path):/usr/bin:/bin", "LC_ALL": "C.UTF-8"]
    ).run()
  }

  /// Those that need no option, and are not so large that the test would take long.
  private static let cases = BadInput.all.filter { $0.isDefault && $0.bytes.count < 1 << 20 }

  @Test(arguments: BadInput.sections.indices)
  func program(_ section: Int) throws {
    let rows = BadInputPage.rows()
    for input in BadInput.sections[section].cases
    where Self.cases.contains(where: { $0.id == input.id }) {
      let cells = try #require(rows[input.id]).replacing("\\|", with: "/").split(
        separator: "|", omittingEmptySubsequences: false
      ).map { $0.trimmingCharacters(in: .whitespaces) }
      let outcome = try Self.run(input.bytes)
      let message = String(decoding: outcome.error, as: UTF8.self)
      #expect(String(outcome.status) == cells[8], "\(input.id): \(message)")
      #expect(outcome.output.isEmpty == (cells[8] == "1"), "\(input.id)")
      guard let document = Int(cells[4]) else { continue }
      let place = cells[5].split(separator: " + ").compactMap { Int($0) }
      // Text has lines as well: "document 1,204 at line 1310, byte 88231". Offsets can be pasted.
      let start = try #require(
        message.firstRange(of: "document \(Self.grouped(document)) at "), "\(input.id): \(message)")
      let found = message[start.upperBound...].prefix { $0 != ":" && $0 != "(" }
      #expect(
        found.split(separator: ", ").last?.hasPrefix("byte \(place[0])") == true,
        "\(input.id): \(message)")
      if place.count > 1 {
        #expect(message.contains("(+\(place[1])"), "\(input.id): \(message)")
      }
    }
  }

  /// `1,234,567`
  private static func grouped(_ number: Int) -> String {
    var text = ""
    for (index, digit) in String(number).reversed().enumerated() {
      if index > 0, index % 3 == 0 { text.append(",") }
      text.append(digit)
    }
    return String(text.reversed())
  }
}
