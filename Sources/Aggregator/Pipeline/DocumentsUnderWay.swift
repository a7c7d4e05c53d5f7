import Bytes
import Glibc
import Synchronization
import Transfer

/// Notes in the state directory which documents are being read, so that one that brings feedd down is known when it starts again.
///
/// A document that was being read at three crashes running is set aside: it is read again when its bytes change, or when its source is polled by name.
/// At a crash every document that is being read is a suspect, and one of them is guilty; suspects are read one at a time, so that the next crash
/// tells.
final class DocumentsUnderWay: Sendable {
    /// A document of a source, or a page.
    struct Document: Sendable {
        /// For people: the source, or the host of the page.
        let name: String
        /// A hash of the source's name, or of the page's URL.
        let place: UInt64
        /// A hash of the bytes.
        let digest: UInt64

        fileprivate init(name: String, place: UInt64, digest: UInt64) {
            (self.name, self.place, self.digest) = (name, place, digest)
        }

        init(of source: String, digest: UInt64) {
            self.init(name: source, place: StableHash.hash(source), digest: digest)
        }

        init(page url: String, host: String, digest: UInt64) {
            self.init(name: host, place: StableHash.hash(url, seed: 1), digest: digest)
        }
    }

    /// A document that is being read.
    struct Reading: Sendable {
        fileprivate let slot: Int
        fileprivate let place: UInt64
        fileprivate let isSuspect: Bool
    }

    /// That a file of the state directory cannot be written.
    struct Unwritable: Error {
        let path: String
        let code: Int32
    }

    /// That a document is set aside.
    struct SetAside: Error, CustomStringConvertible {
        let crashes: Int

        var description: String {
            """
            the document was being read when feedd crashed or was killed, \(crashes) times running, and is set aside: it is read again when it changes, \
            or by `feedd poll` with the source's name
            """
        }
    }

    private struct Suspect: Equatable {
        var name: String
        var digest: UInt64
        var crashes: Int
        /// When the last crash was found.
        var at: Timestamp
    }

    private struct State {
        var suspects: [UInt64: Suspect]
        var freeSlots: [Int] = []
        var slots = 0
        /// The names of the documents that are being read, by slot.
        var names: [Int: String] = [:]
    }

    /// A document is set aside after so many crashes running.
    static let mostCrashes = 3
    /// How long a suspect is remembered that was never read again, as a page that nobody links to any more.
    private static let memory = Duration.seconds(30 * 86_400)
    /// The size in bytes of the note of one document: its kind, two hashes and its name.
    private static let slotSize = 256
    private static let fileName = "documents-under-way"
    private static let suspectsName = "suspected-documents"

    private let directory: String
    private let descriptor: Int32
    private let state: Mutex<State>
    private let suspectsTurn = AsyncSemaphore(1)

    /// Reads what was being read when the last process ended without a word.
    ///
    /// - Parameters:
    ///   - directory: the state directory, of which this process has the lock.
    /// - Throws: where the note cannot be opened.
    init(in directory: String, now: Timestamp) throws(Unwritable) {
        self.directory = directory
        let path = "\(directory)/\(Self.fileName)"
        descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o640)
        guard descriptor >= 0 else { throw Unwritable(path: path, code: errno) }
        var suspects = Self.read(suspectsOf: directory).filter { $0.value.crashes >= Self.mostCrashes || now < $0.value.at + Self.memory }
        let left = Self.readSlots(descriptor)
        // A page that two rounds read has two notes.
        var counted: Set<UInt64> = []
        for document in left where counted.insert(document.place).inserted {
            let crashes = suspects[document.place]?.crashes ?? 0
            suspects[document.place] = Suspect(name: document.name, digest: document.digest, crashes: crashes + 1, at: now)
        }
        state = Mutex(State(suspects: suspects))
        // The notes stay where the count could not be written, as on a full disk.
        if !left.isEmpty, save(suspects) { ftruncate(descriptor, 0) }
    }

    deinit {
        close(descriptor)
    }

    /// For people: the names of the documents that were being read when the last process ended without a word, and how often that was so.
    var suspects: [(name: String, crashes: Int)] {
        state.withLock { state in state.suspects.values.map { ($0.name, $0.crashes) }.sorted { $0.0 < $1.0 } }
    }

    /// For people: the names of the documents that are being read. May be asked by any thread, whatever the others do.
    var names: [String] { state.withLock { $0.names.values.sorted() } }

    /// Notes that a document is being read, until ``end(_:)``. Suspects wait for each other.
    ///
    /// - Parameter isForced: whether a person has named it: it is read though it is set aside.
    func begin(_ document: Document, isForced: Bool, now: Timestamp) async throws(SetAside) -> Reading {
        let suspect = state.withLock { $0.suspects[document.place] }
        if let suspect, !isForced, isSetAside(suspect, document, now: now) { throw SetAside(crashes: suspect.crashes) }
        if suspect != nil { await suspectsTurn.wait() }
        let slot = state.withLock { state in
            let slot = state.freeSlots.popLast() ?? state.slots
            state.slots = max(state.slots, slot + 1)
            state.names[slot] = document.name
            return slot
        }
        write(document, to: slot)
        return Reading(slot: slot, place: document.place, isSuspect: suspect != nil)
    }

    /// Notes that a document was read, whatever came of it: it is no suspect any more.
    func end(_ reading: Reading) {
        var none: UInt8 = UInt8(ascii: "\n")
        _ = pwrite(descriptor, &none, 1, off_t(reading.slot * Self.slotSize))
        let cleared = state.withLock { state -> [UInt64: Suspect]? in
            state.freeSlots.append(reading.slot)
            state.names[reading.slot] = nil
            return reading.isSuspect && state.suspects.removeValue(forKey: reading.place) != nil ? state.suspects : nil
        }
        if let cleared { save(cleared) }
        if reading.isSuspect { suspectsTurn.signal() }
    }

    /// The process is about to be ended on purpose: what is being read is no suspect for that.
    func forgive() {
        ftruncate(descriptor, 0)
    }

    /// A document with other bytes gets another chance: at once the first time, and after further crashes ever more rarely, a day apart at last.
    private func isSetAside(_ suspect: Suspect, _ document: Document, now: Timestamp) -> Bool {
        if suspect.crashes < Self.mostCrashes { return false }
        if suspect.digest == document.digest { return true }
        let further = suspect.crashes - Self.mostCrashes
        guard further > 0 else { return false }
        let pause = Duration.seconds(min(86_400, 3_600 << min(further, 10)))
        return now < suspect.at + pause && now >= suspect.at
    }

    // MARK: Files

    /// `+`, the place and the digest as hexadecimal digits, and the beginning of the name; the rest of the slot is filled up with spaces. A slot whose
    /// first byte is another one is free.
    private func write(_ document: Document, to slot: Int) {
        var bytes = Array("+\(document.place.hexDigits) \(document.digest.hexDigits) \(document.name)".utf8.prefix(Self.slotSize - 1))
        bytes += [UInt8](repeating: 0x20, count: Self.slotSize - 1 - bytes.count) + [0x0A]
        // Where it cannot be written, as on a full disk, the document is read without a note.
        _ = pwrite(descriptor, bytes, bytes.count, off_t(slot * Self.slotSize))
    }

    private static func readSlots(_ descriptor: Int32) -> [Document] {
        var documents: [Document] = []
        var bytes = [UInt8](repeating: 0, count: slotSize)
        var slot = 0
        while slot < 4096, pread(descriptor, &bytes, slotSize, off_t(slot * slotSize)) == slotSize {
            slot += 1
            guard bytes[0] == UInt8(ascii: "+") else { continue }
            let words = String(decoding: bytes[1..<slotSize - 1], as: UTF8.self).split(separator: " ")
            guard words.count == 3, let place = UInt64(hexDigits: words[0].utf8), let digest = UInt64(hexDigits: words[1].utf8) else {
                continue
            }
            documents.append(Document(name: String(words[2]), place: place, digest: digest))
        }
        return documents
    }

    /// One line a suspect: the place and the digest, the number of crashes, the time of the last in milliseconds, and the name.
    ///
    /// - Returns: whether it was written.
    @discardableResult
    private func save(_ suspects: [UInt64: Suspect]) -> Bool {
        let lines = suspects.map { place, suspect in
            "\(place.hexDigits) \(suspect.digest.hexDigits) \(suspect.crashes) \(suspect.at.milliseconds) \(suspect.name)\n"
        }
        let path = "\(directory)/\(Self.suspectsName)"
        if suspects.isEmpty {
            return unlink(path) == 0 || errno == ENOENT
        }
        let fresh = open("\(path).new", O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0o640)
        guard fresh >= 0 else { return false }
        let bytes = Array(lines.joined().utf8)
        let isWritten = Glibc.write(fresh, bytes, bytes.count) == bytes.count && fsync(fresh) == 0
        close(fresh)
        return isWritten && rename("\(path).new", path) == 0
    }

    private static func read(suspectsOf directory: String) -> [UInt64: Suspect] {
        let descriptor = open("\(directory)/\(suspectsName)", O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
        guard descriptor >= 0 else { return [:] }
        defer { close(descriptor) }
        var bytes = [UInt8](repeating: 0, count: 1 << 20)
        let count = Glibc.read(descriptor, &bytes, bytes.count)
        guard count > 0 else { return [:] }
        var suspects: [UInt64: Suspect] = [:]
        for line in String(decoding: bytes[..<count], as: UTF8.self).split(separator: "\n") {
            let words = line.split(separator: " ", maxSplits: 4)
            guard words.count == 5, let place = UInt64(hexDigits: words[0].utf8), let digest = UInt64(hexDigits: words[1].utf8),
                let crashes = Int(words[2]), let at = Int64(words[3])
            else { continue }
            suspects[place] = Suspect(name: String(words[4]), digest: digest, crashes: crashes, at: Timestamp(milliseconds: at))
        }
        return suspects
    }
}
