import Foundation

/// A WebAssembly module in two parts, which are a sixth smaller in LZMA than the module: the indices of local variables in its
/// instructions, and everything else but the sizes of its functions. `restore.js` puts them together again.
///
/// Each index is written as its variable's rank among those of the function, the last used first, since common ranks are small.
/// The numbers are those of WebAssembly's binary format.
struct SplitModule {
  let size: Int
  private(set) var ranks: [UInt8] = []
  private(set) var rest: [UInt8] = []

  private let module: [UInt8]
  private var place = 0
  private var variables: [Int] = []

  init(_ module: Data) throws {
    self.module = [UInt8](module)
    size = module.count
    copy(8)
    while place < size {
      let section = self.module[place]
      copy(1)
      let length = number()
      if section == 10 { try copyFunctions() } else { copy(length) }
    }
  }

  private mutating func copyFunctions() throws {
    for _ in 0..<number() {
      let end = readNumber() + place
      for _ in 0..<number() {  // a count and a type
        number()
        copy(1)
      }
      variables = []
      while place < end { try copyInstruction() }
    }
  }

  private mutating func copyInstruction() throws {
    let code = module[place]
    copy(1)
    switch code {
    case 0x20...0x22: moveIndex()  // local.get, local.set, local.tee
    case 0x11, 0x28...0x3e: numbers(2)  // call_indirect, loads, stores
    // block, loop, if, br, br_if, call, global.get, global.set, memory.size, memory.grow, i32.const, i64.const
    case 0x02...0x04, 0x0c, 0x0d, 0x10, 0x23, 0x24, 0x3f...0x42: number()
    case 0x0e: numbers(number() + 1)  // br_table
    case 0x43: copy(4)  // f32.const
    case 0x44: copy(8)  // f64.const
    case 0xfc:
      let kind = number()
      switch kind {
      case 0...7: break  // conversions
      case 10: numbers(2)  // memory.copy
      case 11: number()  // memory.fill
      default: throw PageError("the page cannot pack instruction 252 \(kind) of the module")
      }
    case 0xfd:  // vectors
      let kind = number()
      if kind <= 11 || (84...93).contains(kind) { numbers(2) }  // loads, stores
      if kind == 12 || kind == 13 { copy(16) }  // v128.const, i8x16.shuffle
      if (21...34).contains(kind) || (84...91).contains(kind) { copy(1) }  // the number of a lane
    case 0x00, 0x01, 0x05, 0x0b, 0x0f, 0x1a, 0x1b, 0x45...0xc4: break
    default: throw PageError("the page cannot pack instruction \(code) of the module")
    }
  }

  private mutating func moveIndex() {
    let index = readNumber()
    while variables.count <= index { variables.append(variables.count) }
    var rank = variables.firstIndex(of: index)!
    variables.remove(at: rank)
    variables.insert(index, at: 0)
    while rank >= 0x80 {
      ranks.append(UInt8(rank & 0x7f) | 0x80)
      rank >>= 7
    }
    ranks.append(UInt8(rank))
  }

  private mutating func copy(_ count: Int) {
    rest += module[place..<place + count]
    place += count
  }

  /// Copies a number in LEB128, and returns it.
  @discardableResult private mutating func number() -> Int {
    let start = place
    let value = readNumber()
    rest += module[start..<place]
    return value
  }

  private mutating func numbers(_ count: Int) { for _ in 0..<count { number() } }

  private mutating func readNumber() -> Int {
    var (value, shift) = (0, 0)
    while true {
      let byte = module[place]
      place += 1
      value |= Int(byte & 0x7f) << shift
      if byte < 0x80 { return value }
      shift += 7
    }
  }
}
