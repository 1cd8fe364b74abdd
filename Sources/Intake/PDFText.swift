// Reads the text of a PDF with poppler's pdftotext, in a separate process because PDF readers are easy to attack.

enum PDFText {
  static let signature = Array("%PDF-".utf8)
  private static let seconds = 10

  static func read(_ bytes: [UInt8]) throws(Unreadable) -> String {
    // Readers accept a signature within the first kilobyte (PDF 1.7, implementation note 13).
    guard Array(bytes.prefix(1024)).firstRange(of: signature) != nil else { throw .otherType }
    let program = Program("pdftotext", ["-enc", "UTF-8", "-eol", "unix", "-nopgbrk", "-", "-"], seconds: seconds)
    switch try program.run(bytes) {
    case .success(let output): return String(String(decoding: output, as: UTF8.self).trimmed)
    case .failure:
      // The name is in the trailer, which is never encrypted.
      throw bytes.firstRange(of: Array("/Encrypt".utf8)) == nil ? .broken : .encrypted
    }
  }
}
