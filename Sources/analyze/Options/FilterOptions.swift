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
      "The zone of dates, and of times that name none; UTC without it.",
      valueName: "name"))
  var timezone: String?

  @Option(
    name: .customLong("where"), parsing: .singleValue,
    help: ArgumentHelp(
      "Only where a field equals a value, or with !=, <, <=, >, >=. May be repeated, all must hold.",
      valueName: "field=value"))
  var conditions: [String] = []

  @Option(
    name: .long,
    help: ArgumentHelp(
      "Field names and type values of another product, such as voucherify or square.",
      valueName: "name"),
    completion: .list(Preset.names))
  var preset: String?

  @Option(
    name: .long,
    help: ArgumentHelp("Such names and values from a TOML file.", valueName: "file"),
    completion: .file(extensions: ["toml"]))
  var mapping: String?

  @Option(
    name: .long, parsing: .singleValue,
    help: ArgumentHelp(
      "Other fields, as in user=customer.id, with alternatives as in points=amount|value. May be repeated.",
      valueName: "name=path"))
  var fields: [String] = []

  @Option(
    name: .long, parsing: .singleValue,
    help: ArgumentHelp(
      "What a type means: award, redeem, deduct, -redeem (gives back), ignore; * is any other type. May be repeated.",
      valueName: "expire=deduct"))
  var type: [String] = []

  @Option(
    name: .long,
    help: ArgumentHelp(
      "What an award below zero is: redeem, deduct, award.",
      valueName: "kind"),
    completion: .list(TransactionKind.names),
    transform: { text in
      guard let kind = TransactionKind(name: text) else {
        throw ValidationError(
          "it is one of \(TransactionKind.names.joined(separator: ", "))"
            + SpellingSuggestion.question(text, among: TransactionKind.names))
      }
      return kind
    })
  var negative: TransactionKind?

  @Option(
    name: .long,
    help: ArgumentHelp(
      "Amounts in text: numbers (default), text (1,234.50), comma (1.234,50).",
      valueName: "format"),
    completion: .list(AmountFormat.allCases.map(\.rawValue)), transform: choice)
  var amounts: AmountFormat?

  @Option(
    name: .long, parsing: .singleValue,
    help: ArgumentHelp(
      "Times in text, as in %d.%m.%Y, or what numbers count, such as seconds or excel. May be repeated.",
      valueName: "format"))
  var timeFormat: [String] = []

  @Option(
    name: .long,
    help: ArgumentHelp(
      "An array whose elements are transactions; their fields are PATH.field.", valueName: "path"))
  var unwind: String?

  @Flag(
    name: .long,
    help:
      "Of documents with the same id, by --fields id=PATH or _id, count the last one only; not for a page of html."
  )
  var dedupe = false

  @Flag(name: .long, help: "Print the mapping in force.")
  var printMapping = false

  @Option(
    name: .long, parsing: .unconditional,
    help: ArgumentHelp(
      "What separates cells: comma, semicolon, tab, bar, or another character.", valueName: "name"),
    completion: .list(Delimiter.names))
  var delimiter: String?

  @Flag(name: .long, help: "Take off the blanks around texts.")
  var trim = false
}
