package import BasicContainers

/// Reads the documents of chunks with all that is in them.
///
///     let directory = PathDirectory()
///     var reader = ElementReader(directory)
///     while try input.next(into: &chunk) {
///       reader.begin(chunk)
///       while try reader.nextDocument(chunk.bytes) {
///         while reader.nextElements(chunk.bytes) {
///           for i in reader.elements.indices { … }
///         }
///       }
///       directory.complete(chunk.sequence)
///     }
///
/// Whether a document is well-formed is decided by the same walkers that read the fields of
/// transactions.
package struct ElementReader: ~Copyable {
  private var bson = BSONWalker(FieldSelection())
  private var json = JSONWalker(FieldSelection())
  private var csv = CSVWalker(FieldSelection())
  private var values = FieldValues(slots: FieldSelection.maximumCount)
  private var visitor: ElementVisitor

  private var encoding = DocumentEncoding.bson
  private var offset = 0
  private var end = 0
  /// Where the last document stands; empty, at its start, when it is malformed.
  package private(set) var range = 0..<0
  /// The paths of the columns of comma-separated lines.
  private var columns: [Int32] = []
  /// The columns whose cells come next.
  private var window = 0..<0
  /// The rewritten text of a document in the notation of the shells; else empty.
  private var text: [UInt8] = []

  /// A reader that numbers paths by a directory, which several readers may share.
  package init(_ directory: PathDirectory) {
    visitor = ElementVisitor(directory)
  }

  /// The elements that the last call of ``nextElements(_:)`` has read.
  package var elements: RigidArray<Element> {
    _read { yield visitor.elements }
  }

  /// Bytes of their values that do not stand in the chunk as they are.
  package var scratch: RawSpan {
    @_lifetime(borrow self) get { visitor.scratch.rawBytes }
  }

  /// Goes to the beginning of a chunk.
  package mutating func begin(_ chunk: borrowing Chunk) {
    encoding = chunk.encoding
    offset = 0
    end = chunk.count
    visitor.paths.sequence = chunk.sequence
    json.begin(chunk)
    bson.acceptsInvalidUTF8 = chunk.acceptsInvalidUTF8
    csv.acceptsInvalidUTF8 = chunk.acceptsInvalidUTF8
    if let header = chunk.columns {
      csv.begin(header, at: chunk.offset)
      columns = visitor.columns(header.names)
    }
  }

  /// What has been passed over between documents since the last call, of the chunk that was begun.
  package mutating func takePassed() -> PassedBytes {
    var passed = json.takePassed()
    passed.combine(csv.takePassed())
    return passed
  }

  /// Goes on to the next document of the chunk, and validates it.
  ///
  /// - Returns: Whether there was one.
  /// - Throws: ``MalformedDocument`` for one that is not well-formed; the next call goes on behind it.
  package mutating func nextDocument(_ bytes: RawSpan) throws(MalformedDocument) -> Bool {
    guard offset < end else { return false }
    range = offset..<end
    text = []
    switch encoding {
    case .bson:
      range = offset..<offset &+ Int(bytes.load(offset, as: Int32.self))
      offset = range.upperBound
      do throws(MalformedDocument) {
        try bson.walk(bytes, range, into: &values)
      } catch {
        offset = bson.resumption(after: error, in: bytes, range)
        range = range.lowerBound..<range.lowerBound
        throw error
      }
    case .jsonLines, .jsonValues, .jsonMembers:
      let translations = json.translation.rewrites
      let invalidTexts = json.invalidTextCount
      do throws(MalformedDocument) {
        guard try json.next(bytes, &offset, end: end, into: &values, range: &range) else {
          return false
        }
      } catch {
        offset = json.resumption(bytes, from: range.lowerBound, end: end)
        range = range.lowerBound..<range.lowerBound
        throw error
      }
      if json.invalidTextCount != invalidTexts {
        text = json.validText
      } else if json.translation.rewrites != translations {
        text = json.translation.text
      }
    case .csv:
      window = 0..<min(columns.count, FieldSelection.maximumCount)
      csv.select(window)
      values.clearScratch()
      guard try csv.next(bytes, &offset, end: end, into: &values, range: &range) else {
        return false
      }
      return true
    }
    visitor.begin(text.isEmpty ? range.lowerBound : 0, encoding: encoding)
    return true
  }

  /// Reads the next piece of the document's elements; false when it has no more.
  package mutating func nextElements(_ bytes: RawSpan) -> Bool {
    visitor.clear()
    if encoding == .csv { return nextCells(bytes) }
    guard visitor.state != .end else { return false }
    switch encoding {
    case .bson:
      visitor.visitBSON(bytes)
    case .jsonLines, .jsonValues, .jsonMembers:
      do throws(MalformedDocument) {
        if text.isEmpty {
          try visitor.visitJSON(bytes)
        } else {
          let text = text
          try visitor.visitJSON(text.rawBytes)
          visitor.keepText(text.rawBytes)
        }
      } catch {
        preconditionFailure("The document has been validated: \(error)")
      }
    case .csv: return false
    }
    return !visitor.elements.isEmpty
  }

  /// Takes the cells of the window, then reads those of the next one: a walker keeps as many columns
  /// as a selection may have fields, and reads a record of more columns several times. Columns that
  /// nobody tells apart are left out.
  private mutating func nextCells(_ bytes: RawSpan) -> Bool {
    guard !window.isEmpty else { return false }
    for slot in 0..<window.count {
      if let value = values[slot] { visitor.append(columns[window.lowerBound + slot], value) }
    }
    swap(&visitor.scratch, &values.scratchBytes)
    window = window.upperBound..<min(columns.count, window.upperBound + FieldSelection.maximumCount)
    if let first = window.first, columns[first] == visitor.paths.directory.other { window = 0..<0 }
    guard !window.isEmpty else { return true }
    csv.select(window)
    values.clearScratch()
    do throws(MalformedDocument) {
      var start = range.lowerBound
      _ = try csv.next(bytes, &start, end: end, into: &values, range: &range)
    } catch {
      preconditionFailure("The record has been validated: \(error)")
    }
    return true
  }
}

extension ElementVisitor {
  /// Copies texts that stand in a rewritten document to the scratch bytes.
  mutating func keepText(_ text: RawSpan) {
    for i in elements.indices where !elements[i].value.inScratch && elements[i].value.count > 0 {
      let start = Int(elements[i].value.offset)
      let kept = scratch.count
      for j in start..<start + Int(elements[i].value.count) { scratch.append(text[j]) }
      setOffset(kept, at: i)
    }
  }
}
