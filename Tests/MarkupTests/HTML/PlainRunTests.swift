import TestSupport
import Testing

@testable import Markup

@Suite("Runs of plain text")
struct PlainRunTests {
    /// As `HTMLByteClass.endOfPlain` says it, byte by byte.
    static func endOfPlain(_ bytes: UnsafeBufferPointer<UInt8>, from: Int, to: Int) -> Int {
        func isOrdinary(_ place: Int) -> Bool { place < to && HTMLByteClass.of(bytes[place]) == HTMLByteClass.ordinary }
        var place = from
        while isOrdinary(place) || place > from && place < to && bytes[place] == 0x20 && isOrdinary(place + 1) { place += 1 }
        return place
    }

    @Test("a run ends where a byte is not plain or a space is not between two that are", arguments: 0..<300)
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
                    #expect(HTMLByteClass.endOfPlain(bytes, from: from, to: to) == Self.endOfPlain(bytes, from: from, to: to))
                }
            }
        }
    }

    @Test("what plain text must not have raw in markup is escaped wherever it stands", arguments: 0..<40)
    func escapes(place: Int) {
        let before = String(repeating: "a", count: place)
        #expect(HTMLCleaner(base: nil).clean(plain: before + "<b> & c").html == before + "&lt;b&gt; &amp; c")
        #expect(
            HTMLCleaner(base: nil).clean("<p title='\(before)\">\u{1}\t&amp;z'>x</p>").html
                == "<p title=\"\(before)&quot;&gt;\t&amp;z\">x</p>")
    }
}
