internal import DumpReader

/// Where the value of a field may be: in the slot of its path; if that has none, in those of the same
/// path as a key with dots in it (`{"customer.id": …}`); and if there is none or null, in those of the
/// alternative paths.
struct FieldSlots: Sendable {
  /// The slot that nearly always has the value.
  let first: Int
  /// All slots, the alternatives in order, of each the nested field first; nil when there is only one.
  fileprivate let alternatives: Alternatives?

  /// A class, so that what is rarely looked at takes a single word.
  fileprivate final class Alternatives: Sendable {
    let slots: [[Int]]
    init(_ slots: [[Int]]) { self.slots = slots }
  }
}

extension FieldValues {
  /// The value of a field, nil when the document does not have it.
  @inline(__always)
  func value(of field: FieldSlots) -> RawValue? {
    let value = self[field.first]
    if let value, value.type != .null { return value }
    guard let alternatives = field.alternatives else { return value }
    return self.value(among: alternatives)
  }

  @inline(never)
  private func value(among alternatives: FieldSlots.Alternatives) -> RawValue? {
    var result: RawValue?
    for slots in alternatives.slots {
      guard let slot = slots.first(where: { self[$0] != nil }), let value = self[slot] else {
        continue
      }
      if value.type != .null { return value }
      result = value
    }
    return result
  }
}

extension FieldSlots {
  /// Gives slots to fields: first to all paths, then, as far as there are any left, to the forms of
  /// keys with dots.
  struct Builder {
    private var fields: [(paths: [String], isUnique: Bool)] = []
    /// The names of the path that is unwound; nil when there is none.
    private let unwound: [String]?

    /// A builder of slots for a question.
    ///
    /// - Parameter path: The array that is unwound: paths that begin with it are of its elements.
    init(unwinding path: String?) {
      unwound = path.map(FieldSelection.parts)
    }

    /// Adds a field, and returns its number.
    mutating func insert(_ path: String, isUnique: Bool) -> Int {
      fields.append((FieldMapping.alternatives(path), isUnique))
      return fields.count - 1
    }

    /// The slots of the fields, in the order in which they were added.
    func finish(into selection: inout FieldSelection) -> [FieldSlots] {
      var slots = fields.map { field in
        field.paths.map { path in
          let parts = FieldSelection.parts(of: path)
          // The caller has seen to it that there are enough.
          return [insert(parts, path: path, field.isUnique, into: &selection) ?? 0]
        }
      }
      for (i, field) in fields.enumerated() {
        for (j, path) in field.paths.enumerated() {
          for parts in Self.dottedForms(of: path) where isOfElement(parts) == isOfElement(path) {
            let slot = insert(parts, path: path, field.isUnique, into: &selection)
            if let slot, slot != slots[i][j][0] { slots[i][j].append(slot) }
          }
        }
      }
      return slots.map { slots in
        let isOnly = slots.count == 1 && slots[0].count == 1
        return FieldSlots(
          first: slots[0][0], alternatives: isOnly ? nil : Alternatives(slots))
      }
    }

    private func isOfElement(_ path: String) -> Bool {
      isOfElement(FieldSelection.parts(of: path))
    }

    private func isOfElement(_ parts: [String]) -> Bool {
      unwound.map(parts.starts(with:)) ?? false
    }

    private func insert(
      _ parts: [String], path: String, _ isUnique: Bool, into selection: inout FieldSelection
    ) -> Int? {
      if let unwound, isOfElement(parts) {
        return selection.insertElementField(
          Array(parts.dropFirst(unwound.count)), path: path, unique: isUnique)
      }
      return selection.insert(parts, path: path, unique: isUnique)
    }

    /// The path with some or all of its names joined: `a.b.c` as `a.b.c`, `a.b` and `c`, `a` and `b.c`.
    private static func dottedForms(of path: String) -> [[String]] {
      let names = path.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
      guard names.count > 1 else { return [] }
      // A set bit joins a name to the one before it. Of a deep path only the whole is tried.
      let all = 1 << min(names.count - 1, 30)
      let masks = names.count <= 4 ? Array((1..<all).reversed()) : []
      return masks.map { mask in
        var parts = [names[0]]
        for (i, name) in names.dropFirst().enumerated() {
          if mask >> i & 1 == 1 { parts[parts.count - 1] += "." + name } else { parts.append(name) }
        }
        return parts
      } + (names.count > 4 ? [[path]] : [])
    }
  }
}
