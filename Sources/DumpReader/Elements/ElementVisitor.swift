package import BasicContainers

/// Goes through all elements of a document that has been validated, whatever its encoding.
///
/// The walkers check a document and keep the fields that were asked for; this goes through it again
/// and keeps everything, in pieces of ``capacity`` elements, so that memory does not depend on the
/// size of a document. Every encoding gives the same elements for the same document.
///
///     {"user":"d485","items":[{"price":5},{"price":7}]}
///
///     user              string
///     items             array
///     items[]           document      twice, each before its price
///     items[].price     int32
///
/// Nesting is followed by loops with a stack of the open documents and arrays.
package struct ElementVisitor: ~Copyable {
  /// How many elements a piece has at most.
  package static let capacity = 1024

  /// The elements of this piece. Bytes of their values are in the document's bytes or in `scratch`.
  package private(set) var elements = RigidArray<Element>(capacity: ElementVisitor.capacity)
  /// Bytes of values that do not stand in the document as they are; of this piece.
  package internal(set) var scratch: [UInt8] = []

  var paths: PathCache
  private var stack = RigidArray<Level>(
    repeating: Level(path: PathDirectory.root, elements: -1), count: ElementVisitor.maximumDepth)
  var depth = 0
  var level = Level(path: PathDirectory.root, elements: -1)
  /// The path that was met last.
  var previous = PathDirectory.root
  /// Where to read on.
  var offset = 0
  /// What comes next.
  var state = State.end

  /// More than any well-formed document has: wrappers of Extended JSON that are none count as
  /// documents here, and not for the walkers.
  static let maximumDepth = 128

  /// What is open.
  struct Level: BitwiseCopyable {
    /// The path of the document or array.
    var path: Int32
    /// The path of its elements; -1 in a document.
    var elements: Int32
  }

  /// What comes next.
  enum State {
    /// An element, or the end of what is open.
    case first
    /// The same, behind an element: in JSON a comma or bracket.
    case next
    /// Nothing.
    case end
  }

  /// A visitor that numbers paths by a directory.
  init(_ directory: PathDirectory) {
    paths = PathCache(directory)
  }

  /// Prepares for a document.
  ///
  /// - Parameter start: The length field of a BSON document, the opening brace of one in JSON.
  mutating func begin(_ start: Int, encoding: DocumentEncoding) {
    depth = 0
    level = Level(path: PathDirectory.root, elements: -1)
    previous = PathDirectory.root
    offset = encoding == .bson ? start + 4 : start + 1
    state = .first
  }

  /// Prepares for the next piece.
  mutating func clear() {
    elements.removeAll()
    if !scratch.isEmpty { scratch.removeAll(keepingCapacity: true) }
  }

  /// The paths of columns, whose names are taken as they stand.
  mutating func columns(_ names: [String]) -> [Int32] {
    var previous = PathDirectory.root
    return names.map { name in
      let bytes = Array(name.utf8)
      previous = paths.find(bytes.rawBytes, in: PathDirectory.root, after: previous)
      return previous
    }
  }

  /// Whether the piece is full.
  @inline(__always)
  var isFull: Bool { elements.count == Self.capacity }

  @inline(__always)
  mutating func append(_ path: Int32, _ value: RawValue) {
    elements.append(Element(path, value))
    previous = path
  }

  /// Says that the bytes of a value are in the scratch bytes.
  mutating func setOffset(_ offset: Int, at index: Int) {
    elements[index].value.offset = UInt32(truncatingIfNeeded: offset)
    elements[index].value.inScratch = true
  }

  /// Goes into a document or an array; false where there are too many levels.
  mutating func open(_ path: Int32, isArray: Bool) -> Bool {
    guard depth < Self.maximumDepth else { return false }
    stack[depth] = level
    depth &+= 1
    level = Level(path: path, elements: isArray ? paths.elements(of: path) : -1)
    state = .first
    return true
  }

  /// Goes on behind the innermost document or array.
  @inline(__always)
  mutating func close() {
    if depth == 0 {
      state = .end
    } else {
      depth &-= 1
      level = stack[depth]
      state = .next
    }
  }
}
