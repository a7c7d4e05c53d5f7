/// The identifiers of YouTube in a feed or an item.
public struct YouTube: Sendable, Hashable {
    /// `yt:videoId`.
    public var video: String?
    /// `yt:channelId`.
    public var channel: String?
    /// `yt:playlistId`.
    public var playlist: String?

    public init(video: String? = nil, channel: String? = nil, playlist: String? = nil) {
        self.video = video
        self.channel = channel
        self.playlist = playlist
    }
}
