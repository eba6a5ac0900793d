package import DumpReader

/// Finds out what is in a list of inputs.
///
///     let result = try Inspector().run(paths: ["dump.bson"])
///     for field in result.inspection.fields { print(field.path, field.documents) }
///
/// One pass on all cores, in bounded memory; the result is the same for every number of threads.
package struct Inspector: Sendable {
  /// The largest window of a zstd frame, in bytes: what fields and values may take is as much.
  private static let largestWindow = 64 << 20

  /// How the inputs are to be read.
  package var input = InputOptions()
  /// What to do about documents that are refused.
  package var rejects = RejectPolicy()
  /// How many threads work.
  package var threads = 1
  /// How many documents to read; nil for all.
  package var sample: Int?
  /// Called with each input that has been opened, in order, on one of the threads.
  package var onOpen: (@Sendable (InputOutcome) -> Void)?

  /// Reads everything, on one thread.
  package init() {}

  /// What was found.
  package struct Result: Sendable {
    /// The fields.
    package var inspection: Inspection
    /// What became of the documents: those that were read, and those that were rejected.
    package var documents: DocumentCounts
    /// What became of the inputs.
    package var inputs: [InputOutcome]
    /// How many documents each input had, as far as it was read.
    package var inputDocuments: [Int]
    /// The first refused documents.
    package var firstRejects: [LocatedReject]
    let samples: [ChunkPrefix]
    let directory: PathDirectory

    /// Looks for the fields of a transaction.
    ///
    /// - Parameters:
    ///   - records: Where the rows were read from in the one object that the input is.
    ///   - presets: Mappings that are proposed where they fit.
    /// - Complexity: A second look at a few thousand documents.
    package func proposal(
      records: [String]? = nil, presets: [PresetShape] = []
    ) -> MappingProposal {
      ProposalSearch.proposal(
        inspection.fields, samples, directory,
        isTable: inputs.allSatisfy { $0.format.hasPrefix(InputFormat.csv.rawValue) },
        records: records, presets: presets)
    }
  }

  /// Reads the inputs.
  ///
  /// - Parameters:
  ///   - paths: Files and directories; `-` is standard input.
  ///   - progress: Where the run tells how far it has got.
  /// - Throws: `DumpError` for an input that cannot be read, ``RejectLimitReached`` when the policy on
  ///   rejects ends the run.
  package func run(paths: [String], progress: ScanProgress = ScanProgress()) throws -> Result {
    var input = input
    input.windowLimit = min(input.windowLimit, Self.largestWindow)
    if let sample { return try run(paths: paths, input, sample: sample) }
    var scan = Scan()
    scan.input = input
    // Which documents are looked at twice depends on the chunks.
    scan.input.rangeSize = 0
    scan.rejects = rejects
    scan.threads = threads
    scan.onOpen = onOpen
    let reduction = InspectReduction()
    let outcome = try scan.run(paths: paths, progress: progress, reduction)
    return result(
      outcome.output, reduction.directory, outcome.tally.counts, outcome.inputs,
      outcome.firstRejects)
  }

  /// Reads the first documents, on one thread.
  private func run(paths: [String], _ input: InputOptions, sample: Int) throws -> Result {
    let directory = PathDirectory()
    let state = InspectState(FieldInspector(directory), rejectLimit: rejects.limitPerChunk)
    let outcomes = ReorderBuffer(rejects)
    var reader = InputReader(paths: paths, options: input)
    var chunk = Chunk(capacity: 256 << 10)
    var opened = 0
    while state.tally.counts.read < sample, try reader.next(into: &chunk) {
      while opened < reader.records.count {
        onOpen?(reader.records[opened])
        opened += 1
      }
      var outcome = state.sink(chunk, limit: sample - state.tally.counts.read)
      outcome.record = reader.records[chunk.input]
      outcomes.append(outcome)
    }
    return result(
      state, directory, state.tally.counts, state.tally.completed(reader.records),
      try outcomes.finish())
  }

  private func result(
    _ state: InspectState, _ directory: PathDirectory, _ counts: DocumentCounts,
    _ inputs: [InputOutcome], _ firstRejects: [LocatedReject]
  ) -> Result {
    var documents = counts
    documents.counted = documents.read - documents.rejected.total
    return Result(
      inspection: state.inspection(directory), documents: documents, inputs: inputs,
      inputDocuments: inputs.indices.map { state.documents[$0] ?? 0 },
      firstRejects: firstRejects, samples: state.samples, directory: directory)
  }
}
