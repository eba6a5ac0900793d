import LoyaltyAnalytics

extension PresetShape {
  /// Fields beside those that are read, of presets whose own names are everybody's.
  private static let marksByName: [String: Set<String>] = [
    "stripe-customer-balance": ["ending_balance"]
  ]

  /// What all presets read, in the order in which they are listed.
  static let all: [PresetShape] = Preset.all.compactMap(shape)

  private static func shape(of preset: Preset) -> PresetShape? {
    guard let file = try? TOMLFile(path: preset.name, text: preset.text) else { return nil }
    var shape = PresetShape(name: preset.name, fields: [:], types: [])
    for entry in file.entries {
      switch entry.value {
      case .table(let fields) where entry.name == "fields":
        for field in fields { shape.fields[field.name] = alternatives(field.value) }
      case .table(let types) where entry.name == "types":
        for type in types {
          let words = texts(type.value)
          shape.types.formUnion(words)
          if words.contains("*") { shape.anyType = TypeMeaning(name: type.name) }
        }
      case .text(let path) where entry.name == "records":
        shape.records = path
      case .text(let path) where entry.name == "unwind":
        shape.unwind = path
      default: break
      }
    }
    // Any type at all.
    if shape.anyType != nil {
      shape.namedTypes = shape.types.subtracting(["*"])
      shape.types = []
    }
    shape.marks = marksByName[preset.name] ?? []
    var settings = MappingSettings()
    guard (try? MappingFile(preset: preset).apply(to: &settings)) != nil else { return nil }
    shape.amounts = settings.amounts
    shape.negative = settings.fields.negative
    shape.timeFormats = settings.timeFormats
    shape.statuses = settings.fields.statuses.map { Set($0.map { $0.lowercased() }) }
    shape.conditionFields = Set(settings.conditions.compactMap { Query.Condition($0)?.field })
    return shape
  }

  /// The paths of a field, the first that has a value counts.
  private static func alternatives(_ value: TOMLFile.Value) -> [String] {
    guard case .text(let paths) = value else { return [] }
    return paths.split(separator: "|").map { path in
      String(path.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
    }
  }

  private static func texts(_ value: TOMLFile.Value) -> [String] {
    switch value {
    case .text(let text), .number(let text): [text]
    case .list(let values): values.flatMap(texts)
    default: []
    }
  }
}
