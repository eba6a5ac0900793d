extension Inspector {
  /// Reads the inputs and looks for the fields of a transaction in them.
  ///
  /// - Parameters:
  ///   - paths: Files and directories; `-` is standard input.
  ///   - records: Where the rows are read from in the one object that the input is.
  ///   - presets: Mappings that are proposed where they fit.
  ///   - progress: Where the run tells how far it has got.
  /// - Throws: As ``run(paths:progress:)``.
  public func look(
    _ paths: [String], records: [String]? = nil, presets: [PresetShape],
    progress: ScanProgress = ScanProgress()
  ) throws -> (result: Result, proposal: MappingProposal) {
    let result = try run(paths: paths, progress: progress)
    return (result, result.proposal(records: records, presets: presets))
  }
}
