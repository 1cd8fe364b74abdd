// Unique 128-bit trace ids that are cheap to generate.

/// A sequence of trace ids (SplitMix64 from a random start). They are unique, but not secret.
struct TraceIDs {
  private var state = UInt64.random(in: .min ... .max)
  private let first = UInt64.random(in: .min ... .max)

  mutating func next() -> (UInt64, UInt64) {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return (first, mixed ^ (mixed >> 31))
  }
}
