/// A place on earth in degrees (WGS 84): GeoRSS and W3C Geo.
public struct Location: Sendable, Hashable {
    /// -90 (south) to 90; the center of a shape.
    public var latitude: Double
    /// -180 (west) to 180; the center of a shape.
    public var longitude: Double
    /// `georss:featurename`, as an element or an attribute: the name of the place.
    public var name: String?
    /// `georss:elev`, as an element or an attribute; `geo:alt`; the third number of a `gml:pos`.
    public var elevationInMeters: Double?
    /// The radius of a `georss:circle`; `georss:radius`, as an element or an attribute.
    public var radiusInMeters: Double?
    /// The form of a place that is no point or circle.
    public var shape: Shape?

    public init(latitude: Double, longitude: Double) {
        self.latitude = latitude
        self.longitude = longitude
    }

    /// A line, a polygon, or a box of two opposite corners, the one in the southwest first: `georss:line`, `georss:polygon`, `georss:box` and
    /// their forms in GML.
    public struct Shape: Sendable, Hashable {
        public var kind: Kind
        /// At least two. A shape of more than 256 points is reduced to its center.
        public var points: [Point]

        public enum Kind: String, Sendable {
            case line
            case polygon
            case box
        }

        public struct Point: Sendable, Hashable {
            public var latitude: Double
            public var longitude: Double
        }
    }
}
