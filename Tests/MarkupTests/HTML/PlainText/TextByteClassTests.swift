import Bytes
import TestSupport
import Testing

@testable import Markup

@Suite("Runs of plain text")
struct TextByteClassTests {
    /// The same result as `TextByteClass.endOfPlain`, byte by byte.
    static func endOfPlain(_ bytes: UnsafeBufferPointer<UInt8>, from: Int, to: Int) -> Int {
        func isOrdinary(_ place: Int) -> Bool { place < to && TextByteClass.of(bytes[place]) == TextByteClass.ordinary }
        var place = from
        while isOrdinary(place) || place > from && place < to && bytes[place] == 0x20 && isOrdinary(place + 1) { place += 1 }
        return place
    }

    @Test("plain text ends at the first byte that is not ordinary and at a space that is not single", arguments: 0..<300)
    func ends(seed: Int) {
        var noise = Noise(seed: UInt64(seed))
        let odd = Array(" \n\t<>&\u{7F}\u{1}".utf8) + [0xC2, 0xE2, 0xEF]
        let bytes = (0..<noise.next(60)).map { _ -> UInt8 in
            switch noise.next(12) {
            case 0: odd[noise.next(odd.count)]
            case 1, 2: 0x20
            default: [UInt8(ascii: "a"), 0xD0, 0xA0, UInt8(ascii: "=")][noise.next(4)]
            }
        }
        withGuarded(bytes) { bytes in
            for from in 0...bytes.count {
                for to in from...bytes.count {
                    var copy = [UInt8](repeating: 0, count: bytes.count + ByteBlock.count)
                    let end = TextByteClass.endOfPlain(bytes, from: from, to: to) { block, offset in
                        copy.withUnsafeMutableBufferPointer { copy in
                            if let start = copy.baseAddress { block.store(to: start + offset) }
                        }
                    }
                    #expect(end == Self.endOfPlain(bytes, from: from, to: to))
                    #expect(copy.prefix(end - from).elementsEqual(bytes[from..<end]))
                }
            }
        }
    }

    @Test("characters of markup are escaped at every offset within a block", arguments: 0..<40)
    func escapes(place: Int) {
        let before = String(repeating: "a", count: place)
        #expect(HTMLSanitizer(base: nil).sanitize(plain: before + "<b> & c").html == before + "&lt;b&gt; &amp; c")
        #expect(
            HTMLSanitizer(base: nil).sanitize("<p title='\(before)\">\u{1}\t&amp;z'>x</p>").html
                == "<p title=\"\(before)&quot;&gt;\t&amp;z\">x</p>")
    }
}
