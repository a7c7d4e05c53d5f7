import Bytes

/// What values of style properties mean that have several lengths, or are functions of lengths.
enum StyleFunction {
    /// Whether a `margin` moves an element out of the screen, to the top or to the left. Margins at its other sides move what is beside it.
    static func isMarginFarOff(_ value: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
        let numbers = numbers(value)
        switch numbers.count {
        case 0: return false
        case 4: return isFarOff(numbers[0]) || isFarOff(numbers[3])
        default: return isFarOff(numbers[0]) || isFarOff(numbers[min(1, numbers.count - 1)])
        }
    }

    /// Whether a `transform` leaves nothing of an element, or moves it out of the screen.
    static func removes(byTransform value: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
        let name = name(value)
        // The first function alone is read.
        let numbers = numbers(value.prefix { $0 != UInt8(ascii: ")") }.drop { $0 != UInt8(ascii: "(") })
        if scales.contains(name) { return numbers.first == 0 || name != scaleX && name != scaleY && numbers.dropFirst().first == 0 }
        return moves.contains(name) && numbers.contains(where: isFarOff)
    }

    /// Whether the shape that is left of an element by `clip` or `clip-path` has no area.
    static func leavesNothing(_ value: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
        let numbers = numbers(value.prefix { $0 != UInt8(ascii: ")") }.drop { $0 != UInt8(ascii: "(") })
        guard let first = numbers.first else { return false }
        switch name(value) {
        case rect:
            // The edges from the top and from the left: top, right, bottom, left.
            return numbers.count == 4 && (numbers[2] <= first || numbers[1] <= numbers[3])
        case inset:
            // Distances from the edges, which are of unknown length unless they are percentages.
            guard value.contains(UInt8(ascii: "%")) else { return false }
            let right = numbers.count > 1 ? numbers[1] : first
            let bottom = numbers.count > 2 ? numbers[2] : first
            return first + bottom >= 100 || right + (numbers.count > 3 ? numbers[3] : right) >= 100
        case circle: return first == 0
        case ellipse: return first == 0 || numbers.count > 1 && numbers[1] == 0
        case polygon: return numbers.allSatisfy { $0 == first }
        default: return false
        }
    }

    private static let scaleX = PackedName("scalex")
    private static let scaleY = PackedName("scaley")
    private static let scales = [PackedName("scale"), PackedName("scale3d"), scaleX, scaleY]
    private static let moves = ["translate", "translatex", "translatey", "translate3d"].map { PackedName($0) }
    private static let rect = PackedName("rect")
    private static let inset = PackedName("inset")
    private static let circle = PackedName("circle")
    private static let ellipse = PackedName("ellipse")
    private static let polygon = PackedName("polygon")

    private static func isFarOff(_ pixels: Double) -> Bool { pixels <= -999 }

    private static func name(_ value: Slice<UnsafeBufferPointer<UInt8>>) -> PackedName {
        var name = PackedName()
        for byte in value {
            if byte == UInt8(ascii: "(") { break }
            name.append(byte)
        }
        return name
    }

    private static let mostNumbers = 16

    /// The numbers in a value, without their units, of which up to 16 are read.
    private static func numbers(_ value: Slice<UnsafeBufferPointer<UInt8>>) -> [Double] {
        var numbers: [Double] = []
        for word in value.split(whereSeparator: { $0 <= 0x20 || $0 == UInt8(ascii: ",") || $0 == UInt8(ascii: "(") }) {
            if numbers.count == mostNumbers || word.first == UInt8(ascii: "!") { break }
            let read = InlineStyle.Value(UnsafeBufferPointer(rebasing: word), 0, word.count)
            if let thousandths = read.thousandths { numbers.append(Double(thousandths) / 1000) }
        }
        return numbers
    }
}
