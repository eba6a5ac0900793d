import Foundation
import TestSupport
import Testing

/// What `analyze` tells machines about its command line.
struct CommandHelp: Decodable {
  struct Command: Decodable {
    var abstract: String?
    var arguments: [Argument]?
    var subcommands: [Command]?
    var shouldDisplay: Bool?
  }
  struct Argument: Decodable {
    struct Name: Decodable {
      var kind: String
      var name: String
      /// As it is typed.
      var option: String { kind == "short" ? "-\(name)" : "--\(name)" }
    }
    var kind: String?
    var names: [Name]?
    var abstract: String?
    var shouldDisplay: Bool?
  }
  var command: Command

  /// Asks the program.
  static func read() throws -> CommandHelp {
    let command = ShellCommand(
      "analyze --experimental-dump-help", in: Package.root.path,
      environment: ["PATH": "\(Package.products.path):/usr/bin:/bin"])
    let outcome = try command.run()
    try #require(outcome.status == 0)
    return try JSONDecoder().decode(CommandHelp.self, from: Data(outcome.output))
  }

  /// The names of the default command's options that take a value, as they are typed.
  static func optionsWithValue() throws -> [String] {
    try read().command.arguments?.filter { $0.kind == "option" && $0.shouldDisplay != false }
      .flatMap { $0.names ?? [] }.map(\.option) ?? []
  }
}
