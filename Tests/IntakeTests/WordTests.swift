// Tests features that only Word writes: fields, tracked changes, notes, styles, text boxes.

import Intake
import Testing

@Suite struct WordTests {
  private static let styles = """
    <w:style w:type="paragraph" w:default="1" w:styleId="Standaard"><w:name w:val="Normal"/></w:style>
    <w:style w:type="paragraph" w:styleId="Titel"><w:name w:val="Title"/></w:style>
    <w:style w:type="paragraph" w:styleId="Kop2"><w:name w:val="heading 2"/><w:pPr><w:outlineLvl w:val="1"/></w:pPr>
      <w:rPr><w:b/></w:rPr></w:style>
    <w:style w:type="paragraph" w:styleId="Eigen"><w:basedOn w:val="Kop2"/><w:name w:val="Huisstijl"/></w:style>
    <w:style w:type="paragraph" w:styleId="Vet"><w:name w:val="Vet"/><w:rPr><w:b w:val="true"/></w:rPr></w:style>
    <w:style w:type="character" w:styleId="Nadruk"><w:name w:val="Strong"/><w:rPr><w:b/></w:rPr></w:style>
    <w:style w:type="paragraph" w:styleId="Rond"><w:basedOn w:val="Rond"/><w:name w:val="round"/></w:style>
    """

  private static let numbering = """
    <w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/></w:lvl></w:abstractNum>
    <w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:numFmt w:val="decimal"/></w:lvl>
      <w:lvl w:ilvl="1"><w:numFmt w:val="none"/></w:lvl></w:abstractNum>
    <w:num w:numId="5"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="6"><w:abstractNumId w:val="1"/></w:num>
    """

  private static let notes = """
    <w:footnote w:type="separator" w:id="0"><w:p><w:r><w:t>---</w:t></w:r></w:p></w:footnote>
    <w:footnote w:id="2"><w:p><w:r><w:t>Bron: </w:t></w:r><w:r><w:t>de Raad.</w:t></w:r></w:p></w:footnote>
    """

  private static func item(_ text: String, list: Int, level: Int = 0) -> String {
    """
    <w:p><w:pPr><w:numPr><w:ilvl w:val="\(level)"/><w:numId w:val="\(list)"/></w:numPr></w:pPr>
    <w:r><w:t>\(text)</w:t></w:r></w:p>
    """
  }

  @Test(arguments: [
    // Runs may be cut anywhere, with spaces inside the marks.
    (
      #"<w:r><w:t>Een </w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t xml:space="preserve">vet </w:t></w:r>"#
        + #"<w:r><w:rPr><w:b/></w:rPr><w:t>woord</w:t></w:r><w:r><w:rPr><w:b w:val="0"/></w:rPr><w:t>.</w:t></w:r>"#,
      "Een **vet woord**."
    ),
    (
      #"<w:r><w:rPr><w:b/></w:rPr><w:t>a </w:t></w:r><w:r><w:rPr><w:b/><w:i/></w:rPr><w:t>b</w:t></w:r>"#
        + "<w:r><w:t>!</w:t></w:r>",
      "**a _b_**!"
    ),
    (#"<w:r><w:t>Her</w:t></w:r><w:r><w:rPr><w:i/></w:rPr><w:t>lees</w:t></w:r>"#, "Her*lees*"),
    (#"<w:r><w:rPr><w:rStyle w:val="Nadruk"/></w:rPr><w:t>Sterk</w:t></w:r>"#, "**Sterk**"),
    (
      #"<w:hyperlink r:id="rId4"><w:r><w:t>het [grote] advies</w:t></w:r></w:hyperlink>"#,
      #"[het \[grote\] advies](https://example.org/a_%28b%29)"#
    ),
    (#"<w:hyperlink w:anchor="_Toc1"><w:r><w:t>Inhoud</w:t></w:r></w:hyperlink>"#, "Inhoud"),
    (
      #"<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> HYPERLINK "https://exa</w:instrText></w:r>"#
        + #"<w:r><w:instrText>mple.org/" </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>"#
        + #"<w:r><w:t>hier</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r><w:r><w:t> lezen</w:t></w:r>"#,
      "[hier](https://example.org/) lezen"
    ),
    (
      #"<w:fldSimple w:instr=" HYPERLINK &quot;mailto:an@example.org&quot; "><w:r><w:t>An</w:t></w:r></w:fldSimple>"#,
      "[An](mailto:an@example.org)"
    ),
    (
      #"<w:del><w:r><w:delText>Oud</w:delText></w:r></w:del><w:ins><w:r><w:t>Nieuw</w:t></w:r></w:ins>"#
        + #"<w:r><w:rPr><w:vanish/></w:rPr><w:t>geheim</w:t></w:r>"#, "Nieuw"
    ),
    (#"<w:r><w:t>Zin.</w:t></w:r><w:r><w:footnoteReference w:id="2"/></w:r>"#, "Zin. (Bron: de Raad.)"),
    (#"<w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t><w:noBreakHyphen/><w:t>d</w:t></w:r>"#, "a b\nc-d"),
    (
      "<w:r><w:t>Tekst</w:t><mc:AlternateContent><mc:Choice><wps:txbx><w:txbxContent><w:p><w:r><w:t>Kader</w:t></w:r>"
        + "</w:p></w:txbxContent></wps:txbx></mc:Choice><mc:Fallback><w:pict><w:txbxContent><w:p><w:r><w:t>Kader</w:t>"
        + "</w:r></w:p></w:txbxContent></w:pict></mc:Fallback></mc:AlternateContent></w:r>", "Tekst\n\nKader"
    ),
    ("<w:sdt><w:sdtContent><w:r><w:t>Veld</w:t></w:r></w:sdtContent></w:sdt>", "Veld"),
    ("<w:r><w:t>&lt;b&gt; &amp; **x** blijven</w:t></w:r>", "<b> & **x** blijven"),
  ])
  func `inline markup in a paragraph becomes Markdown`(runs: String, markdown: String) throws {
    let bytes = try ZIPFile.document("<w:p>\(runs)</w:p>", styles: Self.styles, notes: Self.notes)
    #expect(try FileType.word.markdown(of: bytes) == markdown)
  }

  @Test func `headings are recognized by their styles, with any names`() throws {
    func paragraph(_ style: String, _ text: String) -> String {
      #"<w:p><w:pPr><w:pStyle w:val="\#(style)"/></w:pPr><w:r><w:t>\#(text)</w:t></w:r></w:p>"#
    }
    let body =
      paragraph("Titel", "Titel") + paragraph("Kop2", "Kop") + paragraph("Eigen", "Eigen kop")
      + paragraph("Vet", "Vetjes") + paragraph("Rond", "Rond") + paragraph("Onbekend", "Gewoon")
    let text = try FileType.word.markdown(of: ZIPFile.document(body, styles: Self.styles))
    #expect(text == "# Titel\n\n## Kop\n\n## Eigen kop\n\n**Vetjes**\n\nRond\n\nGewoon")
  }

  @Test func `lists are recognized by their numbering, and counted`() throws {
    let body =
      Self.item("een", list: 5) + Self.item("twee", list: 5) + Self.item("a", list: 6) + Self.item("b", list: 6)
      + Self.item("zonder", list: 6, level: 1) + Self.item("uit", list: 0) + Self.item("niets", list: 9)
    let text = try FileType.word.markdown(of: ZIPFile.document(body, numbering: Self.numbering))
    #expect(text == "- een\n- twee\n\n1. a\n2. b\n\nzonder\n\nuit\n\nniets")
  }

  @Test func `a table row is one line when its cells are short`() throws {
    func cell(_ paragraphs: String...) -> String {
      "<w:tc>" + paragraphs.map { "<w:p><w:r><w:t>\($0)</w:t></w:r></w:p>" }.joined() + "</w:tc>"
    }
    let rows = [cell("Tel.") + cell("02/205.68.68"), cell("An", "Ben") + cell("Chris")]
    let body = "<w:tbl>" + rows.map { "<w:tr>\($0)</w:tr>" }.joined() + "</w:tbl>"
    #expect(try FileType.word.markdown(of: ZIPFile.document(body)) == "Tel. | 02/205.68.68\n\nAn\n\nBen\n\nChris")
  }
}
