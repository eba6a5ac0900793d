/// Which fields are wanted out of every document: a set of dotted paths, each with a slot.
///
/// Documents have dozens of fields of which a handful are used; the readers validate all of them
/// and keep only these. `customer.id` is the field `id` of the document `customer`; `items.0` is the
/// first element of the array `items`.
public struct FieldSelection: Sendable {
  /// The most slots that a selection can have: presence is a bit in a 64-bit word.
  public static let maximumCount = 64

  /// A step of a path: a field name below one parent.
  struct Node: Sendable {
    var name: [UInt8]
    var parent: Int
    /// The slot of the path that ends here, -1 if none does.
    var slot: Int
    /// Whether a longer path goes through here.
    var hasChildren = false
  }

  /// Node 0 is the document itself.
  private(set) var nodes: [Node] = [Node(name: [], parent: -1, slot: -1)]
  /// The paths in slot order.
  public private(set) var paths: [String] = []
  /// Slots that may occur only once in a document.
  private(set) var unique: UInt64 = 0

  /// An empty selection.
  public init() {}

  /// Adds a path and returns its slot; a path that is there already keeps the slot it has.
  ///
  /// - Parameters:
  ///   - path: Field names joined by dots.
  ///   - isUnique: Whether a document that has the field twice is malformed.
  /// - Precondition: Fewer than ``maximumCount`` paths.
  public mutating func insert(_ path: String, unique isUnique: Bool) -> Int {
    let parts = path.split(separator: ".", omittingEmptySubsequences: false)
    guard let slot = insert(parts.map(String.init), path: path, unique: isUnique) else {
      preconditionFailure("A selection has \(Self.maximumCount) paths at most.")
    }
    return slot
  }

  /// Adds a path of field names that may have dots in them, and returns its slot.
  ///
  /// - Parameters:
  ///   - parts: The field names.
  ///   - path: What the path is called in ``paths``.
  ///   - isUnique: Whether a document that has the field twice is malformed.
  /// - Returns: nil when there are ``maximumCount`` paths already.
  package mutating func insert(
    _ parts: [String], path: String, unique isUnique: Bool
  ) -> Int? {
    var node = 0
    for part in parts {
      let name = Array(part.utf8)
      if let known = child(of: node, named: name.rawBytes) {
        node = known
      } else {
        nodes[node].hasChildren = true
        nodes.append(Node(name: name, parent: node, slot: -1))
        node = nodes.count - 1
      }
    }
    if nodes[node].slot < 0 {
      guard paths.count < Self.maximumCount else { return nil }
      nodes[node].slot = paths.count
      paths.append(path)
    }
    let slot = nodes[node].slot
    if isUnique { unique |= 1 << UInt64(slot) }
    return slot
  }

  /// The node for a field name below a node. Linear: selections are small, and the readers remember
  /// the answer for each place in the document.
  func child(of parent: Int, named name: RawSpan) -> Int? {
    guard nodes[parent].hasChildren else { return nil }
    for i in nodes.indices where nodes[i].parent == parent {
      let candidate = nodes[i].name
      if name.elementsEqual(candidate.rawBytes) { return i }
    }
    return nil
  }
}
