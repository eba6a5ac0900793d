import Foundation
import TestSupport
import Testing

@Suite("Interrupts")
struct InterruptTests {
  /// Interrupts a run that waits for more input, as soon as its file of rejects is there and empty.
  private static func interrupt(before: String) throws -> (
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
      kill -TERM $!; wait $!; status=$?; exec 3>&-; exit $status
      """
    let outcome = try ShellCommand(
      line, in: Package.root.path,
      environment: ["PATH": "\(Package.products.path):/usr/local/bin:/usr/bin:/bin"]
    ).run()
    return (outcome, try files.contentsOfDirectory(atPath: folder.path).sorted())
  }

  @Test("An interrupted run leaves no file behind")
  func noFile() throws {
    let (outcome, left) = try Self.interrupt(before: ":")
    #expect(outcome.status == 128 + 15)
    #expect(String(decoding: outcome.error, as: UTF8.self).contains("interrupted after"))
    #expect(left == ["input"])
  }

  @Test("A file of rejects that was there before is not taken away")
  func fileOfOthers() throws {
    let (outcome, left) = try Self.interrupt(before: "echo before > rejects")
    #expect(outcome.status == 128 + 15)
    #expect(left == ["input", "rejects"])
  }
}
