import Bytes
import Testing

@Suite("Byte strings in one")
struct ByteFramesTests {
    @Test("come apart again", arguments: [[], [""], ["a"], ["", "ab", "", "c"]])
    func roundTrip(texts: [String]) {
        var frames = ByteFrames()
        for text in texts { frames.append(Array(text.utf8)) }
        #expect(ByteFrames.split(frames.bytes).map { $0.map { String(decoding: $0, as: UTF8.self) } } == texts)
    }

    @Test("are told from any other document")
    func otherDocuments() {
        #expect(ByteFrames.split([]) == nil)
        #expect(ByteFrames.split(Array("<rss/>".utf8)) == nil)
    }

    @Test("are read as far as they are whole, whatever their lengths say")
    func damaged() {
        var frames = ByteFrames()
        frames.append([1, 2, 3])
        frames.append([4, 5, 6])
        for count in frames.bytes.indices {
            let whole = ByteFrames.split(Array(frames.bytes[..<count]))
            #expect(whole.map { $0.count <= 1 } ?? true)
        }
        var bytes = frames.bytes
        bytes[bytes.count - 4] = 0xFF
        #expect(ByteFrames.split(bytes)?.count == 1)
    }
}
