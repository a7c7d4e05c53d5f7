/// Receives the events of an ``XMLStream``. Subclass it and override the three methods.
///
/// This is a class and not a protocol so that libxml2's callbacks can call it without reference counting.
open class XMLReceiver {
    public init() {}

    /// An element begins. An empty-element tag is reported as a start and an end.
    ///
    /// - Parameter isUnclosed: whether its end tag is missing. What is reported inside it follows it in the document.
    /// - Returns: false to stop the stream: no further event is reported.
    open func startElement(_ name: XMLName, _ attributes: XMLAttributes, isUnclosed: Bool) -> Bool { true }
    /// An element ends.
    open func endElement(_ name: XMLName) {}
    /// Reports character data in UTF-8, with its references expanded. The text between two tags may arrive in several pieces.
    open func characters(_ text: UnsafeBufferPointer<UInt8>) {}
}
