/// A place on earth in degrees (WGS 84): GeoRSS and W3C Geo.
public struct Location: Sendable, Hashable {
    /// -90 (south) to 90.
    public var latitude: Double
    /// -180 (west) to 180.
    public var longitude: Double

    public init(latitude: Double, longitude: Double) {
        self.latitude = latitude
        self.longitude = longitude
    }
}
