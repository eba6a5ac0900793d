/// Which fields are wanted out of every document: a set of dotted paths, each with a slot.
///
///     var selection = FieldSelection()
///     let id = selection.insert("_id", unique: true)
///     let city = selection.insert("customer.address.city", unique: false)
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
    /// Whether a path goes through here whose field may occur only once in a document.
    var isOnTheWay = false
    /// Below which node the elements of an array here are looked up by number, where not below this
    /// one: an array on the way to the one that is unwound is as if missing.
    var arrayNode: Int?
  }

  /// Node 0 is the document itself.
  private(set) var nodes: [Node] = [Node(name: [], parent: -1, slot: -1)]
  /// The paths in slot order.
  public private(set) var paths: [String] = []
  /// Slots that may occur only once in a document.
  private(set) var unique: UInt64 = 0
  /// The array whose elements are walked one by one, if there is one.
  private(set) var unwound: Unwound?

  /// An array whose elements are documents of their own.
  struct Unwound: Sendable {
    /// The node of the array.
    let node: Int
    /// What is wanted out of an element: one selection, whose slots are of the outer one. Its node 0,
    /// which may have a slot, is the element itself.
    var elements = [FieldSelection()]
  }

  /// An empty selection.
  public init() {}

  /// Adds a path and returns its slot; a path that is there already keeps the slot it has.
  ///
  /// - Parameters:
  ///   - path: Field names joined by dots.
  ///   - isUnique: Whether a document that has the field twice is malformed.
  /// - Returns: The slot, from 0 on.
  /// - Precondition: Fewer than ``maximumCount`` paths.
  public mutating func insert(_ path: String, unique isUnique: Bool) -> Int {
    guard let slot = insert(Self.parts(of: path), path: path, unique: isUnique) else {
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
    guard let slot = claim(parts, next: paths.count, unique: isUnique) else { return nil }
    if slot == paths.count { paths.append(path) }
    return slot
  }

  /// The field names of a path.
  package static func parts(of path: String) -> [String] {
    path.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
  }

  /// Gives a slot to the node at the end of a path, unless it has one.
  private mutating func claim(_ parts: [String], next: Int, unique isUnique: Bool) -> Int? {
    let node = node(at: parts)
    if nodes[node].slot < 0 {
      guard next < Self.maximumCount else { return nil }
      nodes[node].slot = next
    }
    let slot = nodes[node].slot
    if isUnique {
      unique |= 1 << UInt64(slot)
      var parent = nodes[node].parent
      while parent > 0 {
        nodes[parent].isOnTheWay = true
        parent = nodes[parent].parent
      }
    }
    claimInArrays(parts, slot)
    return slot
  }

  /// Gives the slot of a path to the same path through arrays whose elements have nodes of their own.
  private mutating func claimInArrays(_ parts: [String], _ slot: Int) {
    guard unwound != nil else { return }
    for count in parts.indices.dropFirst() {
      guard let array = nodes[node(at: Array(parts[..<count]))].arrayNode else { continue }
      let inner = node(at: Array(parts[count...]), below: array)
      nodes[inner].slot = slot
    }
  }

  /// The node below one at the end of a path, which is added where it is not there.
  private mutating func node(at parts: [String], below start: Int = 0) -> Int {
    var node = start
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
    return node
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

extension FieldSelection {
  /// Makes the elements of the array at a path documents of their own: readers walk them one by one,
  /// into an ``ElementTable``.
  ///
  /// - Returns: The slot of the array.
  /// - Precondition: Fewer than ``maximumCount`` paths, and no path that goes through the array.
  package mutating func unwind(_ path: String) -> Int {
    let slot = insert(path, unique: true)
    let parts = Self.parts(of: path)
    unwound = Unwound(node: node(at: parts))
    for count in parts.indices.dropFirst() where Self.isIndex(parts[count]) {
      let way = node(at: Array(parts[..<count]))
      nodes.append(Node(name: [], parent: -1, slot: -1))
      nodes[way].arrayNode = nodes.count - 1
    }
    return slot
  }

  /// Whether a name may be the number of an array's element.
  private static func isIndex(_ name: String) -> Bool {
    !name.isEmpty && name.utf8.allSatisfy(\.isDigit)
  }

  /// The node whose fields are in a document, or an array, at a node.
  func node(inside node: Int32, isArray: Bool) -> Int32 {
    guard isArray, node >= 0, let array = nodes[Int(node)].arrayNode else { return node }
    return Int32(array)
  }

  /// Adds a field of the elements, and returns its slot.
  ///
  /// - Parameters:
  ///   - parts: The field names, of none for the element itself.
  ///   - path: What it is called in ``paths``, which is its path in a table.
  ///   - isUnique: Whether a document is malformed one of whose elements has the field twice.
  /// - Returns: nil when there are ``maximumCount`` paths already.
  package mutating func insertElementField(
    _ parts: [String], path: String, unique isUnique: Bool
  ) -> Int? {
    guard var elements = unwound?.elements.first,
      let slot = elements.claim(parts, next: paths.count, unique: isUnique)
    else { return nil }
    if slot == paths.count { paths.append(path) }
    unwound?.elements = [elements]
    return slot
  }

  /// The slot of the element itself; nil when nobody asks for it.
  package var elementSlot: Int? {
    unwound?.elements.first.flatMap { $0.nodes[0].slot < 0 ? nil : $0.nodes[0].slot }
  }

  /// The slots of the elements' fields; nil when nothing is unwound.
  var elementSlots: [Int]? {
    unwound?.elements.first?.nodes.map(\.slot).filter { $0 >= 0 }.sorted()
  }
}
