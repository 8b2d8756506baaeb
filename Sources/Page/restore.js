// Puts the module together again that `SplitModule.swift` of the plugin has split, so that it is a sixth smaller in LZMA. The
// numbers are those of WebAssembly's binary format.

/** Returns a module of `size` bytes. `module` lacks the sizes of its functions, and the indices of local variables in its
 * instructions; `ranks` has each index as its variable's rank among those of the function, the last used first. */
function restored(module, ranks, size) {
  const output = new Uint8Array(size + 5);
  let [from, to, nextRank] = [0, 0, 0];
  const copy = (count) => {
    for (; count > 0; count -= 1) output[to++] = module[from++];
  };
  /** Copies a number in LEB128 and returns it. */
  const number = () => {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = output[to++] = module[from++];
      value |= (byte & 0x7f) << shift;
      if (byte < 0x80) return value;
    }
  };
  const numbers = (count) => {
    for (; count > 0; count -= 1) number();
  };

  const write = (value) => { // in LEB128
    for (; value >= 0x80; value >>= 7) output[to++] = value | 0x80;
    output[to++] = value;
  };

  const ordered = Uint16Array.from({ length: 0x10000 }, (_, index) => index);
  const variables = ordered.slice();
  let farthest = 0;
  const index = () => {
    let [rank, shift] = [0, 0];
    do rank |= (ranks[nextRank] & 0x7f) << shift, shift += 7; while (ranks[nextRank++] >= 0x80);
    const variable = variables[rank];
    variables.copyWithin(1, 0, rank);
    variables[0] = variable;
    if (rank > farthest) farthest = rank;
    write(variable);
  };

  const operands = (code) => {
    if (code >= 0x20 && code <= 0x22) index(); // local.get, local.set, local.tee
    else if (code >= 0x28 && code <= 0x3e || code === 0x11) numbers(2); // loads, stores, call_indirect
    else if (code === 0x0e) numbers(number() + 1); // br_table
    else if (code === 0x43) copy(4); // f32.const
    else if (code === 0x44) copy(8); // f64.const
    else if (code === 0xfc) { // memory.copy, memory.fill
      const kind = number();
      numbers(kind === 10 ? 2 : kind === 11 ? 1 : 0);
    } else if (code === 0xfd) { // vectors
      const kind = number();
      if (kind <= 11 || kind >= 84 && kind <= 93) numbers(2); // loads, stores
      if (kind === 12 || kind === 13) copy(16); // v128.const, i8x16.shuffle
      if (kind >= 21 && kind <= 34 || kind >= 84 && kind <= 91) copy(1); // the number of a lane
    } else if (hasNumber[code]) number();
  };
  // block, loop, if, br, br_if, call, global.get, global.set, memory.size, memory.grow, i32.const, i64.const
  const hasNumber = [];
  for (const code of [0x02, 0x03, 0x04, 0x0c, 0x0d, 0x10, 0x23, 0x24, 0x3f, 0x40, 0x41, 0x42]) hasNumber[code] = true;

  copy(8);
  while (to < size) {
    const section = module[from];
    copy(1);
    const length = number();
    if (section !== 10) {
      copy(length);
      continue;
    }
    for (let functions = number(); functions > 0; functions -= 1) {
      const start = to;
      to += 5; // room for the size
      for (let groups = number(); groups > 0; groups -= 1) { // a count and a type
        number();
        copy(1);
      }
      variables.set(ordered.subarray(0, farthest + 1));
      farthest = 0;
      for (let depth = 1; depth > 0;) {
        const code = module[from];
        copy(1);
        operands(code);
        if (code >= 0x02 && code <= 0x04) depth += 1; // block, loop, if
        if (code === 0x0b) depth -= 1; // end
      }
      const end = to;
      to = start;
      write(end - start - 5);
      output.copyWithin(to, start + 5, end);
      to += end - start - 5;
    }
  }
  return output.subarray(0, size);
}

if (typeof exports === 'object') exports.restored = restored;
