import Foundation
import TestSupport
import Testing

/// A sample with its right totals, beside it or in a file for all.
struct ProposalSample: Sendable, CustomTestStringConvertible {
  let path: String
  let totals: JSONValue

  var testDescription: String { path }

  static let all: [ProposalSample] = shapes + presets

  private static let shapes: [ProposalSample] = {
    guard case .object(let members)? = json("samples/shapes/totals.json") else { return [] }
    return members.map {
      ProposalSample(
        path: "samples/shapes/" + String(decoding: $0.name, as: UTF8.self), totals: $0.value)
    }
  }()

  private static let presets: [ProposalSample] = {
    let root = "samples/presets"
    let files = FileManager.default
    func list(_ path: String) -> [String] {
      ((try? files.contentsOfDirectory(atPath: Package.root.appendingPathComponent(path).path))
        ?? [])
        .sorted()
    }
    return list(root).flatMap { name -> [ProposalSample] in
      let names = list("\(root)/\(name)")
      return names.filter { !$0.hasSuffix(".totals.json") }.compactMap { file in
        let stem = file.prefix { $0 != "." }
        return json("\(root)/\(name)/\(stem).totals.json").map {
          ProposalSample(path: "\(root)/\(name)/\(file)", totals: $0)
        }
      }
    }
  }()

  private static func json(_ path: String) -> JSONValue? {
    let url = Package.root.appendingPathComponent(path)
    return (try? String(contentsOf: url, encoding: .utf8)).flatMap { JSONValue($0) }
  }
}

/// What `inspect` proposes has to be right when it is pasted.
@Suite("Proposals")
struct ProposalTests {
  @Test("There are samples")
  func presence() {
    #expect(ProposalSample.all.count > 40)
  }

  @Test("The proposed command gives the right totals", arguments: ProposalSample.all)
  func totals(_ sample: ProposalSample) throws {
    let inspection = try run("analyze inspect --format json \(sample.path)")
    let command = try #require(JSONValue(inspection)?["command"]?.text, "no command")
    let result = try run(command + " --all --format json")
    let answer = try #require(JSONValue(result), "no result of \(command)")
    let amounts = ["awarded", "redeemed", "deducted"]
    if let totals = sample.totals["totals"] {
      // Nothing says whose they are.
      for name in amounts {
        #expect(
          answer["totals"]?["\(name)_points"].map(text) == totals[name].map(text), "\(command)")
      }
      #expect(answer["totals"]?["transactions"].map(text) == totals["transactions"].map(text))
      return
    }
    let rows = try #require(answer["top_users"], "no rows of \(command)")
    #expect(
      users(rows, "awarded_points", "redeemed_points", "deducted_points")
        == users(sample.totals["users"], "awarded", "redeemed", "deducted"), "\(command)")
  }

  /// What each user has, by key.
  private func users(_ rows: JSONValue?, _ amounts: String...) -> [String: [String]] {
    guard case .array(let rows)? = rows else { return [:] }
    var users: [String: [String]] = [:]
    for row in rows {
      guard case .object(let members) = row else { continue }
      // The key comes first, under the name of its field.
      let key = members.first.map { text($0.value) } ?? ""
      users[key] = (amounts + ["transactions"]).map { text(row[$0]) }
    }
    return users
  }

  private func text(_ value: JSONValue?) -> String {
    switch value {
    case .number(let number): number
    case .string(let bytes): String(decoding: bytes, as: UTF8.self)
    case .object(let members): members.map { text($0.value) }.joined()
    case .null, nil: "null"
    default: "?"
    }
  }

  private func run(_ line: String) throws -> String {
    let outcome = try ShellCommand(
      line, in: Package.root.path,
      environment: [
        "PATH": "\(Package.products.path):/usr/bin:/bin", "LC_ALL": "C.UTF-8", "TZ": "UTC",
      ]
    ).run()
    return String(decoding: outcome.output, as: UTF8.self)
  }
}
