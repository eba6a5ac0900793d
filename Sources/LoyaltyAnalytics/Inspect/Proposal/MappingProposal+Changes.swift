extension MappingProposal {
  /// The same question of what an oplog inserted together, as in a transaction: the fields are those of
  /// the elements of ``innerChanges``. Nil where there are none, or not all fields are of the change.
  package var ofInnerChanges: MappingProposal? {
    guard let array = innerChanges, unwind == nil, preset == nil else { return nil }
    var inner = self
    inner.innerChanges = nil
    inner.choices = []
    inner.unwind = array
    inner.plainPaths[array] = array
    /// What a field of a change is in an element; what is of the document around it stays.
    func moved(_ path: String) -> String {
      guard path.hasPrefix("o.") || path == "op" || path == "ns" else { return path }
      let moved = "\(array)[].\(path)"
      inner.plainPaths[moved] = plainPath(path).map { "\(array).\($0)" }
      return moved
    }
    inner.assignments = assignments.map {
      Assignment(role: $0.role, path: moved($0.path), reason: $0.reason)
    }
    inner.conditions = conditions.map { (moved($0.path), $0.value) }
    inner.exclusions = exclusions.map { (moved($0.path), $0.value) }
    return inner
  }
}
