public import DumpReader
public import LoyaltyAnalytics

/// What an inspection has found out, ready to be printed.
public struct InspectionReport: Sendable {
  /// What became of the inputs.
  public var inputs: [InputOutcome]
  /// How many documents each input had.
  public var inputDocuments: [Int]
  /// How many documents were read, malformed ones included.
  public var documents: DocumentCounts
  /// The fields.
  public var inspection: Inspection
  /// What the fields seem to be.
  public var proposal: MappingProposal
  /// The command line that follows, as words that a shell makes of it; nil where nothing fits.
  public var command: [String]?
  /// How a word of the command line is written for a shell.
  public var quote: @Sendable (String) -> String
  /// Whether values that name a person are shown.
  public var showsPersons: Bool

  /// Puts a report together.
  public init(
    _ result: Inspector.Result, _ proposal: MappingProposal, command: [String]?,
    quote: @escaping @Sendable (String) -> String, showsPersons: Bool
  ) {
    inputs = result.inputs
    inputDocuments = result.inputDocuments
    documents = result.documents
    inspection = result.inspection
    self.proposal = proposal
    self.command = command
    self.quote = quote
    self.showsPersons = showsPersons
  }

  /// The values of a field that may be shown.
  func values(_ field: Inspection.Field) -> [(text: ValueText, count: Int)]? {
    guard showsPersons || !isPersonal(field) else { return nil }
    return field.values
  }

  /// Whether a field may name a person: by its role, or by its name where it has no role.
  private func isPersonal(_ field: Inspection.Field) -> Bool {
    proposal.personalPaths.contains(field.path) || field.isNamedLikePerson
  }
}
