import Bytes
import Glibc
import Identity
import Syndication

/// Signs items, looks them up among a million, and adds them: prints items a CPU second, and what the million takes.
///
/// usage: NearDuplicateSpeed [SIGNATURES]
@main
struct NearDuplicateSpeed {
    private static let measured = 20_000

    static func main() {
        let count = CommandLine.arguments.dropFirst().first.flatMap { Int($0) } ?? 1_000_000
        var texts = Texts()
        let pool = (0..<measured).map { _ in texts.next() }
        let words = pool.reduce(0) { $0 + TextFolding($1).words } / measured
        // So that nothing else grows while the index does.
        _ = signature(pool[0])
        let before = resident()
        var index = SignatureIndex(window: .seconds(7 * 86_400))
        var now = Timestamp(milliseconds: 1_795_000_000_000)
        for row in 0..<count {
            if let signature = signature(texts.next()) {
                index.insert(signature, row: Int64(row), source: Int64(row % 5_000), at: now)
            }
            now = Timestamp(milliseconds: now.milliseconds + 600)
        }
        print("\(index.count) signatures of texts of \(words) words on average")
        print("resident: \((resident() - before) / index.count) bytes each; the index says \(index.size / index.count)")

        var found = 0
        let signing = seconds { for text in pool { found += signature(text)?.shingles ?? 0 } }
        let signatures = pool.compactMap(signature)
        var candidates = 0
        let looking = seconds { for signature in signatures { candidates += index.candidates(for: signature, source: -1).count } }
        let adding = seconds {
            for (place, signature) in signatures.enumerated() {
                index.insert(signature, row: Int64(count + place), source: 7, at: now)
            }
        }
        let stored = signatures.map(\.bytes)
        let reading = seconds { for bytes in stored { found += bytes.withUnsafeBytes(Signature.init(bytes:))?.shingles ?? 0 } }
        // A copy with one word in twenty replaced is to be found.
        var copies = 0
        for text in pool.prefix(1_000) {
            if let signature = signature(texts.copy(of: text)), !index.candidates(for: signature, source: -1).isEmpty { copies += 1 }
        }
        print("signing \(rate(signing)), looking up \(rate(looking)), adding \(rate(adding))")
        print("at a start, read back from the store's bytes and added: \(rate(reading + adding))")
        print("together: \(rate(signing + looking + adding)) items a CPU second")
        print("of a thousand copies \(copies) find something; of \(measured) items without one, \(candidates) are given to look at")
    }

    private static func signature(_ text: String) -> Signature? {
        let folded = TextFolding(text)
        return Signature(title: nil, text: folded.bytes, words: folded.words)
    }

    private static func rate(_ seconds: Double) -> Int { Int(Double(measured) / seconds) }

    private static func seconds(_ body: () -> Void) -> Double {
        let start = now()
        body()
        return now() - start
    }

    private static func now() -> Double {
        var time = timespec()
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
    }

    /// Bytes that the process has in memory.
    private static func resident() -> Int {
        guard let file = fopen("/proc/self/statm", "r") else { return 0 }
        defer { fclose(file) }
        var line = [CChar](repeating: 0, count: 128)
        guard fgets(&line, 128, file) != nil else { return 0 }
        let fields = String(decoding: line.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self).split(separator: " ")
        return (fields.count > 1 ? Int(fields[1]) ?? 0 : 0) * Int(sysconf(Int32(_SC_PAGESIZE)))
    }
}

/// Items of words that are as often as words are: the n-th with a probability of 1/n (Zipf).
private struct Texts {
    private var state: UInt64 = 1
    private let vocabulary: [String] = (0..<100_000).map { rank in
        let syllables = ["ba", "ko", "ri", "tan", "mel", "os", "vi", "dra", "nu", "pe", "sil", "gor"]
        var (rest, word) = (rank, "")
        repeat {
            word += syllables[rest % 12]
            rest /= 12
        } while rest > 0
        return word
    }

    /// From 40 to 460 words.
    mutating func next() -> String {
        var text = ""
        for place in 0..<(40 + Int(random() % 421)) {
            text += word()
            text += place % 15 == 14 ? ". " : " "
        }
        return text
    }

    mutating func copy(of text: String) -> String {
        text.split(separator: " ").map { random() % 20 == 0 ? word() : String($0) }.joined(separator: " ")
    }

    private mutating func word() -> String {
        vocabulary[min(vocabulary.count - 1, Int(exp(Double(random() >> 11) * 0x1p-53 * log(100_000))) - 1)]
    }

    /// splitmix64 (Vigna).
    private mutating func random() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}
