import Aggregator
import Bytes
import Syndication

/// Writes and reads reports as lines of JSON, in which the daemon sends them to `feedd poll`.
extension PollReport {
    var line: [UInt8] {
        var writer = JSONWriter()
        writer.beginObject()
        writer.key("source")
        writer.string(source)
        func put(_ outcome: String, new: Int = 0, updated: Int = 0, why: String = "", until: Timestamp? = nil) {
            writer.key("outcome")
            writer.string(outcome)
            writer.key("new")
            writer.integer(new)
            writer.key("updated")
            writer.integer(updated)
            writer.key("why")
            writer.string(why)
            writer.key("until")
            writer.integer(until?.milliseconds ?? 0)
        }
        switch outcome {
        case .unchanged: put("unchanged")
        case .read(let new, let updated): put("read", new: new, updated: updated)
        case .cutShort(let new, let updated, let why): put("cut short", new: new, updated: updated, why: why)
        case .failed(let why): put("failed", why: why)
        case .deferred(let until): put("deferred", until: until)
        case .stopped: put("stopped")
        case .unwritable(let why): put("unwritable", why: why)
        case .cancelled: put("cancelled")
        }
        if filtered > 0 {
            writer.key("filtered")
            writer.integer(filtered)
        }
        writer.endObject()
        writer.endLine()
        return writer.bytes
    }

    /// nil where the line is not a report.
    init?(line: [UInt8]) {
        guard let value = try? JSONValue.parse(line), let source = value["source"]?.string, let outcome = value["outcome"]?.string
        else { return nil }
        let new = Int(value["new"]?.integer ?? 0)
        let updated = Int(value["updated"]?.integer ?? 0)
        let why = value["why"]?.string ?? ""
        switch outcome {
        case "unchanged": self.init(source: source, outcome: .unchanged)
        case "read": self.init(source: source, outcome: .read(new: new, updated: updated))
        case "cut short": self.init(source: source, outcome: .cutShort(new: new, updated: updated, why: why))
        case "failed": self.init(source: source, outcome: .failed(why))
        case "deferred":
            self.init(source: source, outcome: .deferred(until: Timestamp(milliseconds: value["until"]?.integer ?? 0)))
        case "stopped": self.init(source: source, outcome: .stopped)
        case "unwritable": self.init(source: source, outcome: .unwritable(why))
        default: self.init(source: source, outcome: .cancelled)
        }
        filtered = Int(value["filtered"]?.integer ?? 0)
    }
}
