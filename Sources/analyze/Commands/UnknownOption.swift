import ArgumentParser

/// Says what may have been meant by an option that there is none of.
///
/// The parser's own guess is the nearest name, however far it is: `--json` gives `--from`. Here a name
/// is suggested that is really near, or what another program calls by this name.
enum UnknownOption {
  /// What other programs call things, and what to write here; without the dashes of the option that
  /// follows, a sentence.
  private static let others: [(names: String, here: String)] = [
    ("--json", "--format json"), ("--jsonl --ndjson --jsonlines", "--format jsonl"),
    ("--csv", "--format csv"), ("--tsv", "--format tsv"), ("--md --markdown", "--format markdown"),
    ("--html", "--format html"), ("--xlsx --excel", "--format xlsx"),
    ("-f --output-format --out-format --outformat", "--format"),
    ("--out --outfile --output-file --file-out --to-file", "--output"),
    ("--tz --time-zone --zone --timezone-name", "--timezone"), ("--utc", "--timezone UTC"),
    (
      "--user",
      "one user is shown by 'analyze transactions --user KEY', and --by names the field of the key"
    ),
    ("--group --group-by --groupby --per -g -b", "--by"),
    ("--limit --head --count --first --max-rows --rows -n", "--top"),
    ("--offset --start-index", "--skip"),
    ("--no-limit --unlimited", "--all"),
    ("--since --start-date --from-date --begin --date-from", "--from"),
    ("--until --end --end-date --to-date --till --date-to", "--to"),
    ("--filter --match --query --only --condition", "--where"),
    ("--order --order-by --orderby --sort-by --rank --rank-by", "--sort"),
    ("--asc --reverse -r", "--ascending"),
    ("--jobs --workers --parallel --cores --cpus -j", "--threads"),
    ("--mem --memory-limit --max-memory --ram", "--memory"),
    ("--tmp --tmpdir --temp --temp-directory --temporary-directory", "--temp-dir"),
    ("--collection --coll --ns -c", "--namespace"), ("--type-map --types", "--type"),
    ("--statuses --state --states", "--status"), ("--stores --shop --location", "--store"),
    ("--field --map --rename", "--fields"),
    ("--input-type --from-format --in-format -i", "--input-format"),
    ("--silent -s", "--quiet"), ("--debug --info", "--verbose"),
    ("--no-color --no-colour --nocolor --plain", "--color never"), ("--colour --colors", "--color"),
    ("--no-progress", "--progress never"),
    ("--anonymize --anonymise --pseudonymize --hash --mask --redact", "--pseudonymise"),
    ("--fail-fast --exit-on-error --abort-on-error", "--strict"),
    ("--errors --error-file", "--rejects"),
    ("--settings --conf --config-file", "--config"), ("--ignore-config --no-rc", "--no-config"),
    ("--graph --plot --charts", "--chart"), ("--timing --time --profile --benchmark", "--stats"),
    ("--unique --distinct --dedup --deduplicate", "--dedupe"),
    (
      "--sep --separator --delim -d -F",
      "--delimiter"
    ),
    ("--usage -?", "--help"), ("-V", "--version"),
    ("--raw-cells --raw", "csv and tsv have every text as it is; leave it out"),
    ("--input --in --file --files", "name the file without an option"),
    ("--desc --descending", "amounts and counts stand from the largest down without it"),
    ("--start", "a day is named by --from, and how many groups are left out first by --skip"),
    (
      "--gzip --gunzip --zstd --compress --decompress -z",
      "compressed input is recognised; -o FILE.gz and -o FILE.zst compress"
    ),
    (
      "--tail --bottom --last",
      "the smallest come first with --ascending, and --top N shows N of them"
    ),
    ("--after", "write --from; the day it names counts as well"),
    ("--before", "write --to; a day it names counts as well"),
    ("--columns --select", "each row has all columns; --fields says where the dump has them"),
  ]

  /// Looks at the options of a command line in turn.
  ///
  /// - Returns: What is wrong with the first one that there is none of, nil when there are all.
  static func message(for arguments: [String], of command: CommandDescription) -> String? {
    var isValue = false
    for argument in arguments.prefix(while: { $0 != "--" }) {
      if isValue {
        isValue = false
        continue
      }
      guard argument.hasPrefix("-"), argument != "-" else { continue }
      if argument.hasPrefix("--") {
        let name = String(argument.prefix { $0 != "=" })
        guard let option = command.option(named: name) else {
          return sentence(name, argument, command)
        }
        isValue = option.takesValue && !argument.contains("=")
        continue
      }
      for (index, letter) in argument.dropFirst().enumerated() {
        guard let option = command.option(named: "-\(letter)") else {
          return sentence("-\(letter)", argument, command)
        }
        if option.takesValue {
          isValue = index + 2 == argument.count
          break
        }
      }
    }
    return nil
  }

  private static func sentence(
    _ name: String, _ argument: String, _ command: CommandDescription
  ) -> String {
    let unknown = "there is no option \(name)"
    let known = command.options.flatMap(\.spellings)
    let other = others.first { $0.names.split(separator: " ").contains { $0 == name } }?.here
    if let other {
      if !other.hasPrefix("-") { return "\(unknown): \(other)" }
      if takes(command, other) { return "\(unknown); write \(other)" }
    }
    let long = known.filter { $0.hasPrefix("--") }
    if name.hasPrefix("--"), let near = SpellingSuggestion.nearest(to: name, among: long) {
      return "\(unknown); did you mean \(near)?"
    }
    let isProgram = command.commandName == Analyze.configuration.commandName
    let help = isProgram ? "analyze --help" : "analyze \(command.commandName) --help"
    return "\(unknown); '\(help)' lists all"
  }

  /// Whether a command has an option, and takes the word behind it.
  private static func takes(_ command: CommandDescription, _ words: String) -> Bool {
    let words = words.split(separator: " ")
    guard let option = command.options.first(where: { $0.spellings.contains(String(words[0])) })
    else { return false }
    guard words.count > 1, case .words(let values) = option.values else { return true }
    return values.contains(String(words[1]))
  }
}
