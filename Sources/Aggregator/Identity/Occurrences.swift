/// How often an address or guid stands in a document, in its strict and its loose form.
struct Occurrences {
    private var strict: [UInt64: Int] = [:]
    private var loose: [UInt64: Int] = [:]

    mutating func add(strict: UInt64, loose: UInt64) {
        self.strict[strict, default: 0] += 1
        self.loose[loose, default: 0] += 1
    }

    var areAllAlike: Bool { strict.count == 1 && strict.values.allSatisfy { $0 > 1 } }
    func isAlone(strict value: UInt64) -> Bool { strict[value, default: 0] <= 1 }
    func isAlone(loose value: UInt64) -> Bool { loose[value, default: 0] <= 1 }
}
