/// What an ``XMLStream`` reports to: subclass it and override the three events.
///
/// A class to inherit from and not a protocol, so that libxml2's callbacks reach it without reference counting.
open class XMLReceiver {
    public init() {}

    /// - Returns: false to end the stream here.
    open func startElement(_ name: XMLName, _ attributes: XMLAttributes) -> Bool { true }
    open func endElement(_ name: XMLName) {}
    /// A piece of text; where it is cut is arbitrary.
    open func characters(_ text: UnsafeBufferPointer<UInt8>) {}
}
