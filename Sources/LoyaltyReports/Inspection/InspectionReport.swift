package import DumpReader
package import LoyaltyAnalytics

/// What an inspection has found out, ready to be printed.
package struct InspectionReport: Sendable {
  /// What became of the inputs.
  package var inputs: [InputOutcome]
  /// How many documents each input had.
  package var inputDocuments: [Int]
  /// How many documents were read, malformed ones included.
  package var documents: DocumentCounts
  /// The fields.
  package var inspection: Inspection
  /// What the fields seem to be.
  package var proposal: MappingProposal
  /// The command line that follows, as words that a shell makes of it; nil where nothing fits.
  package var command: [String]?
  /// How a word of the command line is written for a shell.
  package var quote: @Sendable (String) -> String
  /// Whether values that name a person are shown.
  package var showsPersons: Bool

  /// Puts a report together.
  package init(
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

  /// A field with what of it may be shown: of one that may name a person neither values nor the first
  /// and last of them.
  func shown(_ field: Inspection.Field) -> Inspection.Field {
    guard !showsPersons else { return field }
    var shown = field
    if isPersonal(field) {
      (shown.values, shown.numbers, shown.dates) = (nil, nil, nil)
    } else if field.values?.contains(where: { $0.text.looksLikeAddress }) == true {
      shown.values = nil
    }
    return shown
  }

  /// Whether a field may name a person: by its role, or by its name where it has no role.
  private func isPersonal(_ field: Inspection.Field) -> Bool {
    proposal.personalPaths.contains(field.path) || field.isNamedLikePerson
  }
}

extension ValueText {
  /// Whether it is text with an e-mail address in it, whatever the field is called.
  fileprivate var looksLikeAddress: Bool {
    guard isText else { return false }
    let bytes = Array(plain.utf8)
    return bytes.indices.contains { i in
      guard bytes[i] == UInt8(ascii: "@"), i > 0, i + 1 < bytes.count else { return false }
      return bytes[i - 1] > 0x20 && bytes[i + 1] > 0x20
    }
  }
}
