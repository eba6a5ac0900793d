import Foundation
import Testing

/// Every kind of damage has the outcome that `docs/bad-input.md` says, with one thread and with more.
@Suite struct BadInputTests {
  @Test func pageSaysWhatHappens() throws {
    var outcomes: [String: BadInputOutcome] = [:]
    for input in BadInput.all {
      #expect(outcomes[input.id] == nil, "two cases are called \(input.id)")
      outcomes[input.id] = try BadInputOutcome(of: input)
    }
    let page = BadInputPage.text(outcomes)
    let known = try? String(contentsOf: BadInputPage.file, encoding: .utf8)
    if ProcessInfo.processInfo.environment["ANALYZE_RECORD"] != nil {
      try Data(page.utf8).write(to: BadInputPage.file)
      Issue.record("the page was written anew; run again to check it")
      return
    }
    let rows = BadInputPage.rows()
    for line in page.split(separator: "\n") where line.hasPrefix("| ") {
      let id = String(line.dropFirst(2).prefix { $0 != " " })
      #expect(rows[id] == String(line), "docs/bad-input.md")
    }
    #expect(known == page, "docs/bad-input.md is not up to date")
  }

  @Test func threadsDoNotMatter() throws {
    for input in BadInput.all where input.bytes.count < 1 << 20 {
      #expect(
        try BadInputOutcome(of: input, threads: 3) == BadInputOutcome(of: input), "\(input.id)")
    }
  }

  @Test func thereAreEnough() {
    #expect(BadInput.sections.map(\.cases.count).elementsEqual([50, 40, 25, 15]) { $0 >= $1 })
  }
}
