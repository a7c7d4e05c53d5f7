import Bytes

/// Integers and floats by TOML's grammar, which is stricter than Swift's: no leading zeros, underscores only between digits.
enum TOMLNumber {
    /// Whether `text` begins as a number does, so that it was probably meant as one.
    static func begins(_ text: ArraySlice<UInt8>) -> Bool {
        let unsigned = withoutSign(text)
        if unsigned.first == UInt8(ascii: ".") { return isDigit(unsigned.dropFirst().first) }
        return isDigit(unsigned.first) || ["inf", "nan"].contains(String(decoding: unsigned.prefix(4), as: UTF8.self).lowercased())
    }

    /// - Parameter text: a whole value, without white space.
    static func parse(_ text: ArraySlice<UInt8>) throws(TOMLMistake) -> TOMLValue {
        guard let value = value(text) else { throw mistake(text) }
        return value
    }

    // MARK: - Grammar

    /// Nil where `text` is not a number, or an integer that 64 bits cannot hold.
    private static func value(_ text: ArraySlice<UInt8>) -> TOMLValue? {
        switch integer(text) {
        case .number(let number): .integer(number)
        case .tooLarge: nil
        case nil: float(text).map { .float($0) }
        }
    }

    private enum Integer {
        case number(Int64)
        case tooLarge
    }

    /// Nil where `text` is not an integer.
    private static func integer(_ text: ArraySlice<UInt8>) -> Integer? {
        let radix = radix(text)
        let digits = radix == nil ? withoutSign(text) : text.dropFirst(2)
        guard radix != nil || isDecimal(digits) else { return nil }
        return integer(digits, radix: radix ?? 10, isNegative: text.first == UInt8(ascii: "-"))
    }

    private static func integer(_ digits: ArraySlice<UInt8>, radix: Int64, isNegative: Bool) -> Integer? {
        var number: Int64 = 0
        var isTooLarge = false
        var isAfterDigit = false
        for byte in digits {
            if byte == UInt8(ascii: "_"), isAfterDigit {
                isAfterDigit = false
                continue
            }
            guard let digit = Character(Unicode.Scalar(byte)).hexDigitValue.map(Int64.init), digit < radix else { return nil }
            let (product, isProductTooLarge) = number.multipliedReportingOverflow(by: radix)
            let (sum, isSumTooLarge) = isNegative ? product.subtractingReportingOverflow(digit) : product.addingReportingOverflow(digit)
            number = sum
            isTooLarge = isTooLarge || isProductTooLarge || isSumTooLarge
            isAfterDigit = true
        }
        guard isAfterDigit else { return nil }
        return isTooLarge ? .tooLarge : .number(number)
    }

    /// Nil where the number has no prefix, which makes it decimal.
    private static func radix(_ text: ArraySlice<UInt8>) -> Int64? {
        guard text.first == UInt8(ascii: "0") else { return nil }
        switch text.dropFirst().first {
        case UInt8(ascii: "x"): return 16
        case UInt8(ascii: "o"): return 8
        case UInt8(ascii: "b"): return 2
        default: return nil
        }
    }

    private static func float(_ text: ArraySlice<UInt8>) -> Double? {
        let isNegative = text.first == UInt8(ascii: "-")
        var rest = withoutSign(text)
        if rest.elementsEqual("inf".utf8) { return isNegative ? -.infinity : .infinity }
        if rest.elementsEqual("nan".utf8) { return .nan }
        let whole = rest.prefix { $0 != UInt8(ascii: ".") && $0 | 0x20 != UInt8(ascii: "e") }
        guard isDecimal(whole), var number = digits(whole) else { return nil }
        rest = rest.dropFirst(whole.count)
        if rest.first == UInt8(ascii: ".") {
            let fraction = rest.dropFirst().prefix { $0 | 0x20 != UInt8(ascii: "e") }
            guard let digits = digits(fraction) else { return nil }
            number += "." + digits
            rest = rest.dropFirst(1 + fraction.count)
        }
        if let letter = rest.first, letter | 0x20 == UInt8(ascii: "e") {
            let exponent = rest.dropFirst()
            guard let digits = digits(withoutSign(exponent)) else { return nil }
            number += (exponent.first == UInt8(ascii: "-") ? "e-" : "e") + digits
            rest = []
        }
        return rest.isEmpty ? Double((isNegative ? "-" : "") + number) : nil
    }

    /// At least one decimal digit, with single underscores between digits, which are left out; nil where `text` is anything else.
    private static func digits(_ text: ArraySlice<UInt8>) -> String? {
        let parts = text.split(separator: UInt8(ascii: "_"), omittingEmptySubsequences: false)
        guard parts.allSatisfy({ !$0.isEmpty && $0.allSatisfy(isDigit) }) else { return nil }
        return String(decoding: parts.joined(), as: UTF8.self)
    }

    private static func withoutSign(_ text: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        text.first == UInt8(ascii: "-") || text.first == UInt8(ascii: "+") ? text.dropFirst() : text
    }

    /// Whether `text` may be the whole part of a decimal number: no leading zero.
    private static func isDecimal(_ text: ArraySlice<UInt8>) -> Bool {
        text.count == 1 || text.first != UInt8(ascii: "0")
    }

    private static func isDigit(_ byte: UInt8?) -> Bool {
        byte.map { $0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9") } ?? false
    }

    // MARK: - Mistakes

    /// What is wrong with a text that was meant as a number.
    private static func mistake(_ text: ArraySlice<UInt8>) -> TOMLMistake {
        let word = shown(text)
        if case .tooLarge? = integer(text) {
            return TOMLMistake("the number \(word) does not fit into 64 bits", "write one from \(Int64.min) to \(Int64.max)")
        }
        let plain = text.filter { $0 != UInt8(ascii: "_") }
        if plain.count < text.count, value(plain[...]) != nil {
            return TOMLMistake("underscores in a number stand between digits", "write \(shown(plain[...]))")
        }
        let lowercased = plain.map { $0 >= UInt8(ascii: "A") && $0 <= UInt8(ascii: "Z") ? $0 | 0x20 : $0 }
        if lowercased != plain, value(lowercased[...]) != nil {
            return TOMLMistake("'\(word)' is not a number", "write \(shown(lowercased[...]))")
        }
        let unsigned = withoutSign(plain[...])
        let sign = String(decoding: plain.prefix(plain.count - unsigned.count), as: UTF8.self)
        let significant = unsigned.drop { $0 == UInt8(ascii: "0") }
        if significant.count < unsigned.count, value(significant) != nil {
            return TOMLMistake("a number has no leading zeros", "write \(sign)\(shown(significant))")
        }
        if unsigned.first == UInt8(ascii: "."), value([UInt8(ascii: "0")] + unsigned) != nil {
            return TOMLMistake("a number begins with a digit", "write \(sign)0\(shown(unsigned))")
        }
        if unsigned.last == UInt8(ascii: "."), value(unsigned + [UInt8(ascii: "0")]) != nil {
            return TOMLMistake("digits must follow the decimal point", "write \(sign)\(shown(unsigned))0")
        }
        return TOMLMistake("'\(word)' is not a number", "put a string in quotes: \"\(word)\"")
    }

    private static func shown(_ text: ArraySlice<UInt8>) -> String {
        String(decoding: text, as: UTF8.self).printable
    }
}
