import Foundation
import TestSupport
import Testing

@Suite("Interrupts")
struct InterruptTests {
  /// Interrupts a run that waits for more input, as soon as its file of rejects is there and empty.
  ///
  /// - Parameter before: what is done first, in the same shell.
  private static func interrupt(by signals: [String] = ["TERM"], before: String = ":") throws -> (
    outcome: ShellCommand.Outcome, left: [String]
  ) {
    let files = FileManager.default
    let folder = files.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try files.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? files.removeItem(at: folder) }
    let line = """
      cd '\(folder.path)' && mkfifo input && \(before)
      analyze input --rejects rejects -o totals.csv & exec 3>input
      echo 'not a document' >&3
      n=0; until { [ -e rejects ] && ! grep -q before rejects; } || [ $n -ge 1000 ]
      do sleep 0.02; n=$((n + 1)); done
      for signal in \(signals.joined(separator: " ")); do kill -$signal $!; sleep 0.2; done
      exec 3>&-; wait $!; exit $?
      """
    let outcome = try ShellCommand(
      line, in: Package.root.path,
      environment: ["PATH": "\(Package.products.path):/usr/local/bin:/usr/bin:/bin"]
    ).run()
    return (outcome, try files.contentsOfDirectory(atPath: folder.path).sorted())
  }

  @Test("An interrupted run leaves no file behind", arguments: [("TERM", 15), ("HUP", 1)])
  func noFile(signal: String, number: Int) throws {
    let (outcome, left) = try Self.interrupt(by: [signal])
    #expect(outcome.status == 128 + number)
    #expect(String(decoding: outcome.error, as: UTF8.self).contains("interrupted after"))
    #expect(left == ["input"])
  }

  #if os(Linux)
  // A file system may have no files without a name; those that tests run on do.
  @Test("A killed run leaves no hidden file behind")
  func killed() throws {
    for before in [":", "echo before > totals.csv"] {
      let (outcome, left) = try Self.interrupt(by: ["KILL"], before: before)
      #expect(outcome.status == 128 + 9)
      #expect(left == ["input", "rejects"] + (before == ":" ? [] : ["totals.csv"]))
    }
  }
  #endif

  @Test("A file of rejects that was there before is not taken away")
  func fileOfOthers() throws {
    let (outcome, left) = try Self.interrupt(before: "echo before > rejects")
    #expect(outcome.status == 128 + 15)
    #expect(left == ["input", "rejects"])
  }

  // A shell that is not interactive starts what it does not wait for with this one ignored.
  @Test("What is ignored from the start stays so", arguments: ["INT", "HUP"])
  func ignored(signal: String) throws {
    let (outcome, left) = try Self.interrupt(by: [signal], before: "trap '' \(signal)")
    #expect(outcome.status == 1)
    #expect(!String(decoding: outcome.error, as: UTF8.self).contains("interrupted"))
    #expect(left == ["input", "rejects"])
  }

  @Test("A second signal ends a run whose messages nobody reads")
  func nobodyReads() throws {
    let fillsStandardError = """
      mkfifo messages; exec 4<>messages
      dd if=/dev/zero of=messages bs=4096 oflag=nonblock 2>/dev/null; exec 2>messages
      """
    let (outcome, left) = try Self.interrupt(by: ["TERM", "TERM"], before: fillsStandardError)
    #expect(outcome.status == 128 + 15)
    #expect(left == ["input", "messages"])
  }

  @Test("A standard error that is closed ends nothing")
  func closedError() throws {
    let outcome = try ShellCommand(
      "{ analyze samples/damaged/bad-lines.jsonl -v 2>&1 >&3 | true; } 3>&1", in: Package.root.path,
      environment: ["PATH": "\(Package.products.path):/usr/local/bin:/usr/bin:/bin"]
    ).run()
    #expect(String(decoding: outcome.output, as: UTF8.self).contains("INCOMPLETE"))
  }
}
