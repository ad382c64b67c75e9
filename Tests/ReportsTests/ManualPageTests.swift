import Reports
import Testing

@Suite("Manual pages as values")
struct ManualPageTests {
  private let page = ManualPage(
    name: "ringside-x", summary: "do x", synopsis: ["ringside x [OPTIONS]"],
    sections: [
      ManualPage.Section(
        "Options",
        [
          .terms([
            ManualPage.Term("0", "all is well"),
            ManualPage.Term("--long-option N", "a number that's in `a\\b`, -1 by default"),
          ])
        ]),
      ManualPage.Section("Notes", [.paragraph(".hidden and 'quoted' stay text"), .lines([".dot", "a ~ ^"])]),
    ], version: "Ringside 1")

  @Test("the source escapes what roff would read")
  func source() {
    #expect(
      page.source == #"""
        .\" Made by ringside from the tables of its own help.
        .TH "RINGSIDE\-X" 1 "" "Ringside 1" "Ringside"
        .nh
        .ad l
        .SH "NAME"
        .PP
        ringside\-x \- do x
        .SH "SYNOPSIS"
        .PP
        .nf
        .RS 4
        ringside x [OPTIONS]
        .RE
        .fi
        .SH "OPTIONS"
        .TP
        \fB0\fR
        all is well
        .TP
        \fB\-\-long\-option N\fR
        a number that\(aqs in \fBa\eb\fR, \-1 by default
        .SH "NOTES"
        .PP
        \&.hidden and \(aqquoted\(aq stay text
        .PP
        .nf
        .RS 4
        \&.dot
        a \(ti \(ha
        .RE
        .fi

        """#)
  }

  @Test("the text is wrapped, with short names beside their explanations")
  func text() {
    #expect(
      page.text(width: 30) == """
        NAME
            ringside-x - do x

        SYNOPSIS
            ringside x [OPTIONS]

        OPTIONS
            0   all is well
            --long-option N
                a number that's in
                `a\\b`, -1 by default

        NOTES
            .hidden and 'quoted' stay
            text

            .dot
            a ~ ^

        """)
  }
}
