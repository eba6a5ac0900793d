// The engine without the program around it, for ThreadSanitizer: see `Tests/Checks/threads`. It is
// compiled as one module with the sources of DumpReader and LoyaltyAnalytics.

/// `threads FILE THREADS [USERS]`: a run with so many threads, spilling at so many users.
@main enum Threads {
  static func main() throws {
    let arguments = CommandLine.arguments
    var analysis = Analysis(Query())
    analysis.threads = arguments.count > 2 ? Int(arguments[2]) ?? 2 : 2
    analysis.memory.forcedUsers = arguments.count > 3 ? Int(arguments[3]) : nil
    analysis.addsUpMonths = true
    var result = try analysis.run(paths: [arguments[1]])
    var count = 0
    while try result.rows.next() != nil { count += 1 }
    print(result.documents.read, result.documents.counted, count)
  }
}
