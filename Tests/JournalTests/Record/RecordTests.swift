import Syndication
import Testing

@testable import Journal

@Suite struct RecordTests {
    @Test("a record is one line: feedd's members, the feed's own, the id, the item")
    func line() {
        var head = record(7).head
        head.operation = .update
        head.revision = 3
        head.version = 0xB07A_4C1D_5E6F_7A8B
        head.duplicateOf = ItemKey(high: 0x51AA, low: 0)
        head.similarity = 0.93
        var bytes = Array("before\n".utf8)
        Record(head: head, item: EncodedItem(extensionMembers: Array(#","guid":"7""#.utf8), members: Array(#","title":"T""#.utf8)))
            .append(to: &bytes)
        #expect(
            String(decoding: bytes, as: UTF8.self) == """
                before
                {"_feedd":{"seq":7,"at":"2026-11-22T10:00:00.007Z","op":"update","source":"wire","key":"0000000000000abc0000000000000007",\
                "revision":3,"version":"b07a4c1d5e6f7a8b","feed":{"title":"Wire","url":"https://wire.example/feed"},"guid":"7",\
                "duplicate_of":"00000000000051aa0000000000000000","similarity":0.93},"id":"urn:feedd:wire:7","title":"T"}

                """)
    }

    @Test("a feed without title and URL is left out")
    func noFeed() {
        var head = record(1).head
        head.feedTitle = nil
        head.feedURL = nil
        var bytes: [UInt8] = []
        Record(head: head, item: EncodedItem(extensionMembers: [], members: [])).append(to: &bytes)
        #expect(String(decoding: bytes, as: UTF8.self).hasSuffix(#""version":"0000000000000001"},"id":"urn:feedd:wire:1"}"# + "\n"))
    }

    @Test("a record reads back as it was written")
    func replay() throws {
        var head = record(7).head
        head.feedTitle = "“Wire” \n\u{7F}"
        head.duplicateOf = key(3)
        head.similarity = 1
        let members = #""url":"u","external_url":"e","title":"t","content_html":"<p>\"x\"</p>","content_text":"x\n\ny","summary":"s""#
        let dates = #""date_published":"2026-11-22T10:00:00Z","date_modified":"2026-11-22T11:00:00+01:00","tags":["a",{"b":[1]}]"#
        var bytes: [UInt8] = []
        let item = EncodedItem(
            extensionMembers: Array(#","guid":"g","links":[{"url":"x"}]"#.utf8), members: Array(",\(members),\(dates)".utf8))
        Record(head: head, item: item).append(to: &bytes)
        let replayed = try #require(ReplayedRecord(line: Array(bytes.dropLast())))
        #expect(replayed.head == head)
        #expect(replayed.guid == "g")
        #expect(replayed.links == ["x"])
        #expect(replayed.url == "u")
        #expect(replayed.externalURL == "e")
        #expect(replayed.title == "t")
        #expect(replayed.contentHTML == "<p>\"x\"</p>")
        #expect(replayed.contentText == "x\n\ny")
        #expect(replayed.summary == "s")
        #expect(replayed.published?.rfc3339 == "2026-11-22T10:00:00Z")
        #expect(replayed.modified == replayed.published)
        #expect(replayed.lineLength == bytes.count)
    }

    @Test("no part of a line is a record, and none with a byte more")
    func damage() {
        let line = Array(lines([1]).dropLast())
        for end in line.indices { #expect(ReplayedRecord(line: Array(line[..<end])) == nil) }
        for byte: UInt8 in [0, 0x7D, 0x31, 0xFF] { #expect(ReplayedRecord(line: line + [byte]) == nil) }
        #expect(ReplayedRecord(line: line) != nil)
    }

    @Test("a line that lacks what every record has is none", arguments: ["seq", "at", "op", "source", "key", "revision", "version", "id"])
    func missing(member: String) {
        let line = String(decoding: lines([1]).dropLast(), as: UTF8.self)
        #expect(ReplayedRecord(line: Array(line.replacing("\"\(member)\":", with: "\"x\":").utf8)) == nil)
        #expect(ReplayedRecord(line: Array(line.replacing("\"\(member)\":", with: "\"\(member)\":null,\"x\":").utf8)) == nil)
    }

    @Test("numbers count from 1", arguments: [(0, false), (1, true), (UInt64(Int64.max), true)] as [(UInt64, Bool)])
    func number(seq: UInt64, isRecord: Bool) {
        #expect((ReplayedRecord(line: Array(lines([seq]).dropLast())) != nil) == isRecord)
    }

    @Test("a key is 32 hexadecimal digits")
    func keys() {
        #expect(ItemKey(hex: "9f2c6d0b1e8a4c77A3D5F0E1B2C3D4E5")?.hex == "9f2c6d0b1e8a4c77a3d5f0e1b2c3d4e5")
        for hex in ["", "9f2c", "9f2c6d0b1e8a4c77a3d5f0e1b2c3d4e", "9f2c6d0b1e8a4c77a3d5f0e1b2c3d4e5a", "+f2c6d0b1e8a4c77a3d5f0e1b2c3d4e5"]
        {
            #expect(ItemKey(hex: hex) == nil)
        }
    }
}
