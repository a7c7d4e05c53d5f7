public import Bytes

/// Writes JSON (RFC 8259) as UTF-8 bytes, one value after another, and places the commas itself.
///
/// The text holds no line break and never a raw control character: C0, DEL, C1, U+2028 and U+2029 are escaped. That the calls nest properly is the caller's business.
public struct JSONWriter: Sendable {
    /// What has been written so far.
    public private(set) var bytes: [UInt8]
    private var needsComma = false

    /// - Parameter capacity: bytes to reserve.
    public init(reserving capacity: Int = 0) {
        bytes = []
        bytes.reserveCapacity(capacity)
    }

    public mutating func beginObject() { open(UInt8(ascii: "{")) }

    public mutating func endObject() { close(UInt8(ascii: "}")) }

    public mutating func beginArray() { open(UInt8(ascii: "[")) }

    public mutating func endArray() { close(UInt8(ascii: "]")) }

    /// The name of the member whose value is written next.
    ///
    /// - Parameter name: a literal in which nothing is to be escaped.
    public mutating func key(_ name: StaticString) {
        guard name.hasPointerRepresentation else { return key(name.description) }
        let isFollowing = needsComma
        needsComma = false
        let length = name.utf8CodeUnitCount
        bytes.append(addingCapacity: length &+ 4) { output in
            if isFollowing { output.append(UInt8(ascii: ",")) }
            output.append(UInt8(ascii: "\""))
            output.withUnsafeMutableBufferPointer { output, count in
                // Room for that has just been made.
                _ = output[count...].update(fromContentsOf: UnsafeBufferPointer(start: name.utf8Start, count: length))
                count &+= length
            }
            output.append(UInt8(ascii: "\""))
            output.append(UInt8(ascii: ":"))
        }
    }

    /// The name of the member whose value is written next. A literal takes the quicker form for `StaticString`.
    @_disfavoredOverload
    public mutating func key(_ name: String) {
        separate()
        appendQuoted(name)
        bytes.append(UInt8(ascii: ":"))
    }

    public mutating func string(_ value: String) {
        separate()
        appendQuoted(value)
        needsComma = true
    }

    /// - Parameter utf8: valid UTF-8.
    public mutating func string(utf8: UnsafeBufferPointer<UInt8>) {
        separate()
        appendQuoted(utf8)
        needsComma = true
    }

    public mutating func integer(_ value: Int64) {
        separate()
        if value < 0 { bytes.append(UInt8(ascii: "-")) }
        appendDigits(value.magnitude)
        needsComma = true
    }

    public mutating func integer(_ value: Int) { integer(Int64(value)) }

    public mutating func integer(_ value: UInt64) {
        separate()
        appendDigits(value)
        needsComma = true
    }

    /// The shortest digits that read back as `value`, without a fraction where it has none. NaN and the infinities, which JSON lacks, are `null`.
    public mutating func double(_ value: Double) {
        guard value.isFinite else { return null() }
        separate()
        let digits = value.description
        let isWhole = digits.hasSuffix(".0") && (value != 0 || value.sign == .plus)
        bytes.append(contentsOf: (isWhole ? digits.dropLast(2) : digits[...]).utf8)
        needsComma = true
    }

    /// As RFC 3339 has it.
    public mutating func timestamp(_ value: Timestamp) {
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 24) { buffer in
            let count = value.write(into: buffer)
            string(utf8: UnsafeBufferPointer(rebasing: buffer[..<count]))
        }
    }

    public mutating func bool(_ value: Bool) { literal(value ? "true" : "false") }

    public mutating func null() { literal("null") }

    /// A whole value that is JSON already.
    public mutating func raw(_ json: [UInt8]) {
        separate()
        bytes.append(contentsOf: json)
        needsComma = true
    }

    /// Whole members, JSON already, each preceded by its comma. At least one member must stand before them in the object.
    public mutating func rawMembers(_ json: [UInt8]) {
        bytes.append(contentsOf: json)
        needsComma = true
    }

    /// Ends a line of JSON lines: nothing stands before the next value.
    public mutating func endLine() {
        bytes.append(UInt8(ascii: "\n"))
        needsComma = false
    }

    // MARK: - Structure

    private mutating func separate() {
        if needsComma { bytes.append(UInt8(ascii: ",")) }
        needsComma = false
    }

    private mutating func open(_ bracket: UInt8) {
        separate()
        bytes.append(bracket)
    }

    private mutating func close(_ bracket: UInt8) {
        bytes.append(bracket)
        needsComma = true
    }

    private mutating func literal(_ word: String) {
        separate()
        bytes.append(contentsOf: word.utf8)
        needsComma = true
    }

    private mutating func appendDigits(_ value: UInt64) {
        var place = bytes.count
        var rest = value
        repeat {
            bytes.append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10))
            rest /= 10
        } while rest > 0
        var last = bytes.count - 1
        while place < last {
            bytes.swapAt(place, last)
            place += 1
            last -= 1
        }
    }

    // MARK: - Strings

    private mutating func appendQuoted(_ value: String) {
        var value = value
        value.withUTF8 { appendQuoted($0) }
    }

    private mutating func appendQuoted(_ utf8: UnsafeBufferPointer<UInt8>) {
        bytes.append(UInt8(ascii: "\""))
        var place = 0
        while place < utf8.count {
            let rest = utf8.count &- place
            // As a rule that is enough for the escapes, too.
            bytes.append(addingCapacity: rest &+ rest / 8 &+ 2 * JSONEscaping.longest) { output in
                output.withUnsafeMutableBufferPointer { output, count in
                    place = JSONEscaping.copy(utf8, from: place, to: output, &count)
                }
            }
        }
        bytes.append(UInt8(ascii: "\""))
    }
}
