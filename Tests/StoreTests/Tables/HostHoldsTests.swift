import Bytes
import TestSupport
import Testing

@testable import Store

@Suite("Holds of hosts in the store")
struct HostHoldsTests {
    private func hold(_ host: String, _ since: Int64, _ until: Int64) -> HostHold {
        HostHold(host: host, since: Timestamp(milliseconds: since), until: Timestamp(milliseconds: until))
    }

    @Test("outlive the process, the longest of each host, until they are over or lifted")
    func holds() throws {
        let directory = try TemporaryDirectory()
        let path = directory.path + "/" + Store.fileName
        do {
            let store = try Store(path: path)
            try store.write { store in
                for hold in [hold("a", 0, 50), hold("b", 1, 500), hold("b", 2, 400), hold("c", 3, 300), hold("c", 4, 350)] {
                    try store.note(hold)
                }
            }
            store.close()
        }
        let store = try Store(path: path)
        #expect(try store.read { try $0.hostHolds() } == [hold("a", 0, 50), hold("b", 1, 500), hold("c", 4, 350)])
        try store.write { store in
            try store.lift(host: "c")
            try store.note(hold("d", 50, 60))
        }
        #expect(try store.read { try $0.hostHolds() } == [hold("b", 1, 500), hold("d", 50, 60)])
    }
}
