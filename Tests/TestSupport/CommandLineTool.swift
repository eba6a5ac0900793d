internal import Foundation

/// Runs a filter such as `gzip -c` on bytes.
///
/// - Returns: nil when the tool is not installed, or fails.
public func filter(_ bytes: [UInt8], through command: [String]) -> [UInt8]? {
  let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
  defer { try? FileManager.default.removeItem(at: folder) }
  do {
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let input = folder.appendingPathComponent("input")
    let output = folder.appendingPathComponent("output")
    try Data(bytes).write(to: input)
    try Data().write(to: output)
    let status = try ChildProcess(
      arguments: ["/usr/bin/env"] + command,
      streams: (input: input.path, output: output.path, error: "/dev/null")
    ).run()
    guard status == 0 else { return nil }
    return try Array(Data(contentsOf: output))
  } catch {
    return nil
  }
}
