extension Text {
    /// The text as one line of plain text, as for titles.
    var line: String { TextLine(self).plain }
}
