internal import BasicContainers
package import DumpReader

/// What is in a dump: its fields with their types, ranges and values.
package struct Inspection: Sendable {
  /// How many well-formed documents were read.
  package var documents: Int
  /// The fields in the order in which they first appear.
  package var fields: [Field]
  /// Fields beyond the limit, counted together; nil where there are none.
  package var others: Field?

  /// What is known of one field.
  package struct Field: Sendable {
    /// The number of its path; see `PathDirectory`.
    package var number: Int32
    /// The path: names joined by dots, `[]` behind an array.
    package var path: String
    /// The names of the path.
    package var steps: [FieldPath]
    /// In how many documents it is.
    package var documents: Int
    /// How many values of each type there are, by the names of MongoDB's `$type`, the most frequent
    /// first.
    package var types: [TypeCount]
    /// The smallest and the largest number.
    package var numbers: (minimum: InspectedNumber, maximum: InspectedNumber)?
    /// The earliest and the latest date, in milliseconds since 1970.
    package var dates: ClosedRange<Int64>?
    /// The shortest and the longest text, in characters.
    package var lengths: ClosedRange<Int>?
    /// How many distinct values there are, null, documents and arrays aside.
    package var distinct: Int
    /// Whether that is no estimate.
    package var distinctIsExact: Bool
    /// The values, the most frequent first; nil where there are more than 20.
    package var values: [(text: ValueText, count: Int)]?

    /// How many values it has in all, null included.
    package var count: Int { types.reduce(0) { $0 + $1.count } }

    /// How many values of one type it has.
    package func count(of type: BSONType) -> Int {
      types.first { $0.type == type }?.count ?? 0
    }
  }

  /// How many values of a type there are.
  package struct TypeCount: Sendable, Equatable {
    /// The type.
    package var type: BSONType
    /// How many.
    package var count: Int
    /// Its name in MongoDB's `$type`.
    package var name: String { type.mongoName }
  }

  /// Puts together what the readers have found out.
  init(_ tally: borrowing FieldTally, _ directory: PathDirectory) {
    documents = tally.documents
    let paths = directory.paths
    fields = []
    for number in 1..<max(1, min(paths.count, tally.statistics.count)) {
      fields.append(Field(Int32(number), paths, tally))
    }
    let other = Int(directory.other)
    if other < tally.statistics.count, tally.statistics[other].documents > 0 {
      others = Field(directory.other, paths, tally)
      others?.path = "(other)"
    }
  }
}

extension Inspection.Field {
  fileprivate init(_ number: Int32, _ paths: [FieldPath], _ tally: borrowing FieldTally) {
    let statistics = tally.statistics[Int(number)]
    self.number = number
    path = paths.text(of: number)
    steps = paths.steps(of: number)
    documents = statistics.documents
    types = FieldStatistics.listedTypes.indices
      .map {
        Inspection.TypeCount(type: FieldStatistics.listedTypes[$0], count: statistics.types[$0])
      }
      .filter { $0.count > 0 }
      .sorted { $0.count > $1.count }
    var bounds: [NumberKey] = []
    if statistics.integers.minimum <= statistics.integers.maximum {
      bounds += [NumberKey(statistics.integers.minimum), NumberKey(statistics.integers.maximum)]
    }
    if statistics.hasDoubles {
      bounds += [NumberKey(statistics.doubles.minimum), NumberKey(statistics.doubles.maximum)]
    }
    if let decimals = tally.decimals[number] { bounds += [decimals.minimum, decimals.maximum] }
    if let minimum = bounds.min(), let maximum = bounds.max() {
      numbers = (InspectedNumber(key: minimum), InspectedNumber(key: maximum))
    }
    if let written = tally.written[number] {
      numbers = (
        numbers.map { $0.minimum.smaller(written.minimum) } ?? InspectedNumber(written.minimum),
        numbers.map { $0.maximum.larger(written.maximum) } ?? InspectedNumber(written.maximum)
      )
    }
    if statistics.dates.minimum <= statistics.dates.maximum {
      dates = statistics.dates.minimum...statistics.dates.maximum
    }
    if statistics.lengths.minimum <= statistics.lengths.maximum {
      lengths = statistics.lengths.minimum...statistics.lengths.maximum
    }
    (distinct, distinctIsExact) = tally.values[Int(number)].distinct
    // A field without a value that could be told apart has no list of them either.
    values = distinct > 0 ? tally.values[Int(number)].values : nil
  }
}
