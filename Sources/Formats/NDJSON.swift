// One JSON text per line (NDJSON): each line is an item as in the collection.

import Bytes

extension ListRepresentation {
  static var ndjson: ListRepresentation {
    Representation(
      suffix: "ndjson", mediaType: "application/x-ndjson", disposition: .attachment,
      rendering: .every { _, _ in ExportFormat { NDJSONWriter() } })
  }
}

private final class NDJSONWriter: RowWriter {
  func append(_ json: UnsafeRawBufferPointer, to output: inout OutputBuffer) {
    output.append(json)
    output.append(UInt8(ascii: "\n"))
  }
}
