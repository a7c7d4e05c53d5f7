extension MediaDetails {
    /// What they take as a member of an item, in bytes.
    var encodedSize: Int {
        var writer = MemberWriter()
        writer.member("media_details", self)
        return writer.count
    }
}
