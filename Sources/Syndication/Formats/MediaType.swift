/// MIME types of attachments.
enum MediaType {
    /// The type that the extension of a URL's path stands for; `application/octet-stream` where it stands for none.
    static func guess(from url: String) -> String {
        let path = url.prefix { $0 != "?" && $0 != "#" }
        guard let dot = path.lastIndex(of: "."), let slash = path.lastIndex(of: "/"), dot > slash else { return unknown }
        return types[path[path.index(after: dot)...].lowercased()] ?? unknown
    }

    /// The declared type if it has the form of a MIME type, else the type of the file extension that it is (`mp3`); nil for anything else
    /// (`audio`).
    static func valid(_ declared: String) -> String? {
        let parts = declared.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 2, parts.allSatisfy({ !$0.isEmpty }), declared.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7f }) else {
            return types[declared.lowercased()]
        }
        return declared
    }

    static let unknown = "application/octet-stream"

    private static let types: [String: String] = [
        "mp3": "audio/mpeg", "m4a": "audio/mp4", "m4b": "audio/mp4", "aac": "audio/aac", "ogg": "audio/ogg", "oga": "audio/ogg",
        "opus": "audio/ogg",
        "flac": "audio/flac", "wav": "audio/wav", "weba": "audio/webm", "mid": "audio/midi", "wma": "audio/x-ms-wma", "aif": "audio/aiff",
        "mp4": "video/mp4", "m4v": "video/mp4", "mov": "video/quicktime", "webm": "video/webm", "avi": "video/x-msvideo",
        "mkv": "video/x-matroska",
        "mpg": "video/mpeg", "mpeg": "video/mpeg", "ogv": "video/ogg", "wmv": "video/x-ms-wmv", "flv": "video/x-flv", "3gp": "video/3gpp",
        "m3u8": "application/vnd.apple.mpegurl", "jpg": "image/jpeg", "jpeg": "image/jpeg", "png": "image/png", "gif": "image/gif",
        "webp": "image/webp", "avif": "image/avif", "svg": "image/svg+xml", "bmp": "image/bmp", "tif": "image/tiff", "tiff": "image/tiff",
        "heic": "image/heic", "ico": "image/x-icon", "pdf": "application/pdf", "epub": "application/epub+zip", "zip": "application/zip",
        "gz": "application/gzip", "torrent": "application/x-bittorrent", "json": "application/json", "xml": "application/xml",
        "txt": "text/plain",
        "html": "text/html", "htm": "text/html", "vtt": "text/vtt", "srt": "application/x-subrip", "doc": "application/msword",
        "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "apk": "application/vnd.android.package-archive",
    ]
}
