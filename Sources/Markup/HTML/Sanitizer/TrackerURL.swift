import Bytes

/// Recognizes URLs from which images are requested only to count readers.
package enum TrackerURL {
    enum Kind: Equatable {
        /// A service that only counts.
        case collector
        /// It has the form of a counter's URL, or the file has such a name. Pictures may have one by chance.
        case likely
        /// The file is named as what it is, `pixel` or `tracker`. What it is described with is then the name of the service.
        case named
        /// A file that fills a space, or stands for what it says: `spacer.gif`, `1x1.png`.
        case spacer
    }

    /// What an absolute URL says; nil where it is none, or says nothing.
    static func kind(of url: UnsafeBufferPointer<UInt8>) -> Kind? {
        guard let parts = Parts(url) else { return nil }
        if Collectors.shared.contains(parts) { return .collector }
        return shape(parts)
    }

    /// Whether images at the URL only count readers, whatever is said about them.
    package static func isCollector(_ url: String) -> Bool {
        var url = url
        return url.withUTF8 { url in Parts(url).map { Collectors.shared.contains($0) } ?? false }
    }

    // MARK: Parts

    struct Parts {
        let url: UnsafeBufferPointer<UInt8>
        /// Without user name, password and port.
        let host: Range<Int>
        let path: Range<Int>
        var hasQuery: Bool { path.upperBound < url.count && url[path.upperBound] == UInt8(ascii: "?") }

        init?(_ url: UnsafeBufferPointer<UInt8>) {
            let colon = url.firstPlace { $0.equal(UInt8(ascii: ":")) }
            guard colon &+ 3 < url.count, url[colon &+ 1] == UInt8(ascii: "/"), url[colon &+ 2] == UInt8(ascii: "/") else { return nil }
            var start = colon &+ 3
            let hostEnd = url.firstPlace(from: start) { $0.equal(UInt8(ascii: "/")) }
            let pathEnd = url.firstPlace(from: hostEnd) { $0.equal(UInt8(ascii: "?")) | $0.equal(UInt8(ascii: "#")) }
            var end = hostEnd
            for place in start..<hostEnd {
                if url[place] == UInt8(ascii: "@") {
                    start = place &+ 1
                    end = hostEnd
                } else if url[place] == UInt8(ascii: ":") {
                    end = place
                }
            }
            guard start <= end else { return nil }
            self.url = url
            host = start..<end
            path = hostEnd..<pathEnd
        }
    }

    // MARK: Shapes

    /// File names that say what the file is, without their extensions.
    private static let named = [
        "pixel", "px", "pxl", "1px", "beacon", "track", "tracking", "tracker", "tracking-pixel", "trackingpixel", "tracking_pixel",
        "webbug",
    ].map { PackedName($0) }
    /// Other file names of tracking pixels.
    private static let files = [
        "b",
        "count", "counter", "open", "opened", "mf", "stat", "impression", "imp", "imgping", "__utm", "__ptq", "emailopened",
        "email_opened",
    ].map { PackedName($0) }
    /// Names of files that fill a space.
    private static let spacers = ["spacer", "blank", "clear", "cleardot", "transparent", "1x1"].map { PackedName($0) }
    /// File names of which a GIF file is a pixel only with a query.
    private static let queried = ["a", "c", "e", "g", "i", "o", "p", "t", "ping", "hit", "hits", "log", "utm", "collect", "trk"].map {
        PackedName($0)
    }
    /// Names of programs that return a pixel, beside those of files.
    private static let counters = [
        "collect", "piwik", "matomo", "hit", "trk", "eo", "gen_204", "mark_read",
    ].map { PackedName($0) }
    /// Programs of such a name that are in a directory of the other.
    private static let nested: [(directory: PackedName, file: PackedName)] = [
        ("e", "o"), ("t", "o"), ("wf", "open"), ("tr", "op"), ("tr", "p"), ("via", "o"),
    ].map { (PackedName($0), PackedName($1)) }
    /// Extensions of pixel files. Photographs, which may have such a name too, are JPEG files.
    private static let gif = PackedName("gif")
    private static let png = PackedName("png")
    private static let zero = PackedName("0")
    /// Extensions of programs that return a pixel and count its readers by a query.
    private static let programs = ["", "php", "aspx", "ashx", "cgi", "jsp", "html"].map { PackedName($0) }
    /// Extensions of files that no counter has. Those with one are told from their names alone.
    private static let photographs = ["jpg", "jpeg", "webp", "avif", "svg", "bmp", "heic"].map { PackedName($0) }
    /// First labels of the names of hosts that only count readers.
    private static let hosts = [
        "pixel", "pixels", "beacon", "beacons", "tracking", "tracker", "counter", "trk", "analytics", "telemetry", "smetrics",
    ].map { PackedName($0) }
    /// Beginnings of paths at which newsletter services, which work under the names of their customers' hosts, count readers.
    private static let paths = [
        "/~r/", "/wf/open/", "/track/open/", "/track/open.", "/api/track/open/", "/api/v1/track/email/", "/e1t/o/", "/e2t/o/", "/e2t/to/",
        "/e3t/o/", "/tr/op/", "/ss/o/",
        "/b/ss/", "/notifications/beacon/", "/tracking/1/open/", "/api/mailings/opened/",
    ].map { Array($0.utf8) }
    private static let longestName = 15
    /// A name, a dot and an extension.
    private static let longestFile = longestName + 6

    /// Whether the URL has the form of a tracking pixel's, by its file name, by its path, or by its host with a query.
    private static func shape(_ parts: Parts) -> Kind? {
        let (url, path) = (parts.url, parts.path)
        var file = path.upperBound
        while file > path.lowerBound, path.upperBound &- file < longestFile, url[file &- 1] != UInt8(ascii: "/") { file &-= 1 }
        var isPhotograph = false
        if file > path.lowerBound, url[file &- 1] == UInt8(ascii: "/") {
            let dot = min(url.firstPlace(from: file) { $0.equal(UInt8(ascii: ".")) }, path.upperBound)
            if path.upperBound &- dot <= 5 {
                let type = name(url, min(dot &+ 1, path.upperBound)..<path.upperBound)
                isPhotograph = photographs.contains(type) || type == png && !parts.hasQuery
                if dot &- file <= longestName, let kind = kind(url, file..<dot, type, parts) { return kind }
            }
        } else if let dot = url[path].suffix(5).lastIndex(of: UInt8(ascii: ".")) {
            let type = name(url, dot &+ 1..<path.upperBound)
            isPhotograph = photographs.contains(type) || type == png && !parts.hasQuery
        }
        if isPhotograph { return nil }
        if paths.contains(where: { begins(url, path, with: $0) }) { return .likely }
        guard parts.hasQuery else { return nil }
        let label = url[parts.host].prefix(longestName + 1).prefix { $0 != UInt8(ascii: ".") }
        return label.count <= longestName && hosts.contains(name(url, label.startIndex..<label.endIndex)) ? .likely : nil
    }

    private static func kind(_ url: UnsafeBufferPointer<UInt8>, _ file: Range<Int>, _ type: PackedName, _ parts: Parts) -> Kind? {
        let isPicture = type == gif || type == png
        // A program of that name is a tracking pixel only with a query, which says what to count.
        let isProgram = !isPicture && parts.hasQuery && programs.contains(type)
        guard isPicture || isProgram else { return nil }
        let stem = name(url, file)
        if spacers.contains(stem) { return .spacer }
        if named.contains(stem) { return .named }
        if files.contains(stem) { return .likely }
        if isPicture { return type == gif && (stem == zero || parts.hasQuery && queried.contains(stem)) ? .likely : nil }
        if counters.contains(stem) { return .likely }
        var directory = file.lowerBound &- 1
        let end = directory
        while directory > parts.path.lowerBound, end &- directory < 8, url[directory &- 1] != UInt8(ascii: "/") { directory &-= 1 }
        let parent = name(url, directory..<end)
        return nested.contains { $0.file == stem && $0.directory == parent } ? .likely : nil
    }

    private static func begins(_ url: UnsafeBufferPointer<UInt8>, _ path: Range<Int>, with prefix: [UInt8]) -> Bool {
        guard path.count >= prefix.count else { return false }
        // Both begin with a slash.
        for place in 1..<prefix.count where url[path.lowerBound &+ place] != prefix[place] { return false }
        return true
    }

    private static func name(_ url: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> PackedName {
        var name = PackedName()
        for place in range { name.append(url[place]) }
        return name
    }
}
