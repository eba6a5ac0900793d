internal import DumpReader

extension Inspector {
  /// Reads the inputs and looks for the fields of a transaction in them; where each input is one object
  /// around rows, in the rows.
  ///
  /// - Parameters:
  ///   - paths: Files and directories; `-` is standard input.
  ///   - canReadAgain: Whether the inputs are the same when they are read a second time.
  ///   - presets: Mappings that are proposed where they fit.
  ///   - progress: Where the run tells how far it has got.
  /// - Throws: As ``run(paths:progress:)``.
  package func look(
    _ paths: [String], canReadAgain: Bool, presets: [PresetShape],
    progress: ScanProgress = ScanProgress()
  ) throws -> (result: Result, proposal: MappingProposal) {
    var finder = self
    finder.input.findsRecords = input.records == nil
    let result = try finder.run(paths: paths, progress: progress)
    let inputs = result.inputs.filter { !$0.isEmpty }
    let found = inputs.map { $0.isOfRecords ? $0.recordsPath ?? input.records?.names : nil }
    let isAlike = found.allSatisfy { $0 == found[0] }
    let records = isAlike ? found.first ?? nil : nil
    var proposal = result.proposal(records: records, presets: presets)
    if isAlike, proposal.isCertain || records == nil || input.records != nil {
      return (result, proposal)
    }
    // Whose rows they are may stand beside them, in an object that can be read as a document; and rows
    // at different places are no question for one command.
    if canReadAgain {
      // What is refused has been told.
      var again = self
      again.rejects.onReject = nil
      let whole = try again.run(paths: paths, progress: progress)
      let other = whole.proposal(presets: presets)
      if other.isCertain || !proposal.isComplete && other.isComplete || !isAlike {
        return (whole, other)
      }
    } else if !isAlike {
      proposal.isComplete = false
      proposal.choices = ["Some inputs are one object around rows, and others are not."]
    } else if let path = records.flatMap({ RecordsPath($0).text }) {
      proposal.choices.append(
        "Only the rows at \(path) in the one object that the input is were looked at; in a file, which "
          + "can be read twice, what is around them is as well.")
    }
    return (result, proposal)
  }
}
