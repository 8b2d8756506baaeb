'use strict';
// Unpacks what is embedded in the page: LZMA, a third smaller than what a browser can unpack by itself, in the characters of a
// text. `Packing.swift` of the plugin packs it.

/** Returns the bytes of a text: each character is two, low byte first. One that a document cannot hold follows U+E000, with its
 * highest bit changed. */
function decoded(text) {
  const units = new Uint16Array(text.length);
  let count = 0;
  for (let place = 0; place < text.length; place += 1) {
    const unit = text.charCodeAt(place);
    units[count++] = unit === 0xe000 ? text.charCodeAt(place += 1) ^ 0x8000 : unit;
  }
  return new Uint8Array(units.buffer, 0, 2 * count);
}

/** Returns the contents of a file in the format of `xz --format=lzma`, with an end mark. The names are those of its
 * specification. */
function decompressed(source) {
  const lc = source[0] % 9;
  const lp = Math.floor(source[0] / 9) % 5;
  const pb = Math.floor(source[0] / 45);
  let output = new Uint8Array(1 << 22);
  let count = 0;
  const write = (byte) => {
    if (count === output.length) {
      const larger = new Uint8Array(2 * count);
      larger.set(output);
      output = larger;
    }
    output[count++] = byte;
  };

  // The range decoder
  let place = 18; // after the header and the first five bytes of the code, of which the first is 0
  let code = new DataView(source.buffer).getUint32(14);
  let range = 0xffffffff;
  const normalize = () => {
    if (range >= 1 << 24) return;
    range = (range << 8) >>> 0;
    code = ((code << 8) | source[place++]) >>> 0;
  };
  // The first index of each kind of probability
  const [isMatch, isRep, isRepG0, isRepG1, isRepG2, isRep0Long] = [0, 192, 204, 216, 228, 240];
  const [posSlot, posSpecial, align, matchLength, repLength, literal] = [432, 688, 816, 832, 1346, 1860];
  const probabilities = new Uint16Array(literal + (0x300 << (lc + lp))).fill(1024);
  const bit = (index) => {
    const probability = probabilities[index];
    const bound = (range >>> 11) * probability;
    const isOne = code >= bound;
    if (isOne) {
      range -= bound;
      code -= bound;
      probabilities[index] = probability - (probability >> 5);
    } else {
      range = bound;
      probabilities[index] = probability + ((2048 - probability) >> 5);
    }
    normalize();
    return isOne ? 1 : 0;
  };
  const tree = (index, bits) => {
    let node = 1;
    for (let i = 0; i < bits; i += 1) node = (node << 1) | bit(index + node);
    return node - (1 << bits);
  };
  const reversedTree = (index, bits) => {
    let [node, value] = [1, 0];
    for (let i = 0; i < bits; i += 1) {
      const next = bit(index + node);
      node = (node << 1) | next;
      value |= next << i;
    }
    return value;
  };
  const directBits = (bits) => {
    let value = 0;
    for (let i = 0; i < bits; i += 1) {
      range >>>= 1;
      const isOne = code >= range;
      if (isOne) code -= range;
      value = 2 * value + (isOne ? 1 : 0);
      normalize();
    }
    return value;
  };
  const length = (index, position) => {
    if (!bit(index)) return 2 + tree(index + 2 + 8 * position, 3);
    if (!bit(index + 1)) return 10 + tree(index + 130 + 8 * position, 3);
    return 18 + tree(index + 258, 8);
  };
  const distance = (length) => {
    const slot = tree(posSlot + 64 * Math.min(length - 2, 3), 6);
    if (slot < 4) return slot;
    const bits = (slot >> 1) - 1;
    const start = (2 | (slot & 1)) * 2 ** bits;
    if (slot < 14) return start + reversedTree(posSpecial + start - slot, bits);
    return start + 16 * directBits(bits - 4) + reversedTree(align, 4);
  };

  let state = 0;
  let rep = [0, 0, 0, 0]; // the last four distances, less 1
  for (;;) {
    const position = count & ((1 << pb) - 1);
    if (!bit(isMatch + 16 * state + position)) {
      const before = count ? output[count - 1] : 0;
      const index = literal + 0x300 * (((count & ((1 << lp) - 1)) << lc) + (before >> (8 - lc)));
      let symbol = 1;
      if (state >= 7) {
        let expected = output[count - rep[0] - 1];
        while (symbol < 256) {
          const guess = expected >> 7 & 1;
          expected <<= 1;
          const next = bit(index + 256 * (1 + guess) + symbol);
          symbol = (symbol << 1) | next;
          if (next !== guess) break;
        }
      }
      while (symbol < 256) symbol = (symbol << 1) | bit(index + symbol);
      write(symbol);
      state = state < 4 ? 0 : state < 10 ? state - 3 : state - 6;
      continue;
    }
    let left;
    if (!bit(isRep + state)) {
      left = length(matchLength, position);
      rep = [distance(left), rep[0], rep[1], rep[2]];
      if (rep[0] === 0xffffffff) return output.subarray(0, count);
      state = state < 7 ? 7 : 10;
    } else if (bit(isRepG0 + state) === 0) {
      const isLong = bit(isRep0Long + 16 * state + position);
      left = isLong ? length(repLength, position) : 1;
      state = isLong ? (state < 7 ? 8 : 11) : (state < 7 ? 9 : 11);
    } else {
      const which = bit(isRepG1 + state) === 0 ? 1 : 2 + bit(isRepG2 + state);
      rep.unshift(...rep.splice(which, 1));
      left = length(repLength, position);
      state = state < 7 ? 8 : 11;
    }
    for (; left > 0; left -= 1) write(output[count - rep[0] - 1]);
  }
}

if (typeof exports === 'object') Object.assign(exports, { decoded, decompressed });
