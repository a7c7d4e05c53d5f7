public import Bytes

/// Writes JSON (RFC 8259) as UTF-8, value by value, and inserts the commas.
///
/// The text contains no line breaks and no raw control characters: C0, DEL, C1, U+2028 and U+2029 are escaped. Whether the calls nest
/// properly is not checked.
public struct JSONWriter: Sendable {
    /// The text so far.
    public private(set) var bytes: [UInt8]
    private var needsComma = false

    /// - Parameter capacity: the number of bytes to reserve.
    public init(reserving capacity: Int = 0) {
        bytes = []
        bytes.reserveCapacity(capacity)
    }

    /// Where the text ends, for going back to it.
    struct Mark {
        fileprivate var count: Int
        fileprivate var needsComma: Bool
    }

    var mark: Mark { Mark(count: bytes.count, needsComma: needsComma) }

    /// Removes everything that was written after `mark` was taken.
    mutating func rollBack(to mark: Mark) {
        bytes.removeLast(max(0, bytes.count - mark.count))
        needsComma = mark.needsComma
    }

    /// Begins an object.
    public mutating func beginObject() { open(UInt8(ascii: "{")) }

    /// Ends the innermost object.
    public mutating func endObject() { close(UInt8(ascii: "}")) }

    /// Begins an array.
    public mutating func beginArray() { open(UInt8(ascii: "[")) }

    /// Ends the innermost array.
    public mutating func endArray() { close(UInt8(ascii: "]")) }

    /// Writes the name of the member whose value is written next.
    ///
    /// - Parameter name: a literal without characters that JSON escapes.
    public mutating func key(_ name: StaticString) {
        guard name.hasPointerRepresentation else { return key(name.description) }
        let isFollowing = needsComma
        needsComma = false
        let length = name.utf8CodeUnitCount
        bytes.append(addingCapacity: length &+ 4) { output in
            if isFollowing { output.append(UInt8(ascii: ",")) }
            output.append(UInt8(ascii: "\""))
            output.withUnsafeMutableBufferPointer { output, count in
                // `addingCapacity` has reserved the room.
                _ = output[count...].update(fromContentsOf: UnsafeBufferPointer(start: name.utf8Start, count: length))
                count &+= length
            }
            output.append(UInt8(ascii: "\""))
            output.append(UInt8(ascii: ":"))
        }
    }

    /// Writes the name of the member whose value is written next. For a literal, the faster overload for `StaticString` is chosen.
    @_disfavoredOverload
    public mutating func key(_ name: String) {
        separate()
        appendQuoted(name)
        bytes.append(UInt8(ascii: ":"))
    }

    /// Writes a string.
    public mutating func string(_ value: String) {
        separate()
        appendQuoted(value)
        needsComma = true
    }

    /// Writes a string.
    /// - Parameter utf8: valid UTF-8.
    public mutating func string(utf8: UnsafeBufferPointer<UInt8>) {
        separate()
        appendQuoted(utf8)
        needsComma = true
    }

    /// Writes a number.
    public mutating func integer(_ value: Int64) {
        separate()
        if value < 0 { bytes.append(UInt8(ascii: "-")) }
        appendDigits(value.magnitude)
        needsComma = true
    }

    /// Writes a number.
    public mutating func integer(_ value: Int) { integer(Int64(value)) }

    /// Writes a number.
    public mutating func integer(_ value: UInt64) {
        separate()
        appendDigits(value)
        needsComma = true
    }

    /// Writes the shortest digits that are read back as `value`, without a fraction if it is whole. NaN and the infinities, which JSON
    /// lacks, become `null`.
    public mutating func double(_ value: Double) {
        guard value.isFinite else { return null() }
        separate()
        let digits = value.description
        let isWhole = digits.hasSuffix(".0") && (value != 0 || value.sign == .plus)
        bytes.append(contentsOf: (isWhole ? digits.dropLast(2) : digits[...]).utf8)
        needsComma = true
    }

    /// Writes a string with the date in the form of RFC 3339.
    public mutating func timestamp(_ value: Timestamp) {
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 24) { buffer in
            let count = value.write(into: buffer)
            string(utf8: UnsafeBufferPointer(rebasing: buffer[..<count]))
        }
    }

    /// Writes `true` or `false`.
    public mutating func bool(_ value: Bool) { literal(value ? "true" : "false") }

    /// Writes `null`.
    public mutating func null() { literal("null") }

    /// Writes a value that is JSON already, unchanged.
    public mutating func raw(_ json: [UInt8]) {
        separate()
        bytes.append(contentsOf: json)
        needsComma = true
    }

    /// Writes members that are JSON already, unchanged. Each begins with a comma, so the object must have a member before them.
    public mutating func rawMembers(_ json: [UInt8]) {
        bytes.append(contentsOf: json)
        needsComma = true
    }

    /// Ends a line of JSON Lines: no comma is written before the next value.
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
            // Usually enough for the escapes too, so that the buffer grows once.
            bytes.append(addingCapacity: rest &+ rest / 8 &+ 2 * JSONEscaping.longest) { output in
                output.withUnsafeMutableBufferPointer { output, count in
                    place = JSONEscaping.copy(utf8, from: place, to: output, &count)
                }
            }
        }
        bytes.append(UInt8(ascii: "\""))
    }
}
