import ArgumentParser
import LoyaltyAnalytics

/// Which transactions count.
struct FilterOptions: ParsableArguments {
  @Option(
    name: .long, parsing: .singleValue,
    help: ArgumentHelp("Only this store; may be repeated.", valueName: "id"))
  var store: [String] = []

  @Option(
    name: .long, parsing: .singleValue,
    help: ArgumentHelp(
      "Only these statuses, or any; may be repeated. Without it: \(StatusRule.standardValues.joined(separator: ", ")), or none at all.",
      valueName: "a,b|any"))
  var status: [String] = []

  @Option(
    name: .long,
    help: ArgumentHelp("From this day, month, year or instant on.", valueName: "date"))
  var from: String?

  @Option(
    name: .long,
    help: ArgumentHelp(
      "Through the end of this day, month or year, or before this instant.", valueName: "date"))
  var to: String?

  @Option(
    name: .long, parsing: .unconditional,
    help: ArgumentHelp(
      "The zone of dates, such as Europe/Vienna or +02:00.", valueName: "name"))
  var timezone = "UTC"

  @Option(
    name: .customLong("where"), parsing: .singleValue,
    help: ArgumentHelp(
      "Only where a field equals a value; may be repeated, all must hold.",
      valueName: "field=value"))
  var conditions: [String] = []

  @Option(
    name: .long,
    help: ArgumentHelp(
      "Field names and type values of another product: \(FieldMapping.presetNames.dropFirst().joined(separator: ", ")).",
      valueName: "name"),
    completion: .list(FieldMapping.presetNames))
  var preset: String?

  @Option(
    name: .long,
    help: ArgumentHelp("Such names and values from a TOML file.", valueName: "file"),
    completion: .file(extensions: ["toml"]))
  var mapping: String?

  @Option(
    name: .long, parsing: .singleValue,
    help: ArgumentHelp(
      "Other fields, as in user=customer.id; may be repeated. The names: user, email, first_name, last_name, type, points, status, store, time.",
      valueName: "name=path"))
  var fields: [String] = []

  @Option(
    name: .long, parsing: .singleValue,
    help: ArgumentHelp(
      "What a further value of the type field means, award, redeem or deduct; may be repeated.",
      valueName: "expire=deduct"))
  var type: [String] = []
}
