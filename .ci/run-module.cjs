// Runs a lesson in the WebAssembly module and prints its transcript: node run-module.cjs nnlearn.wasm lesson.md DATA
// DATA is the folder of iris.csv and digits.csv.
const fs = require('fs');
const [modulePath, lesson, data] = process.argv.slice(2);
let memory;
let end = 0; // the end of what was allocated: this host never frees

function allocate(place, alignment, size) {
  const start = Math.ceil((end || heapBase) / alignment) * alignment;
  end = start + size;
  const missing = end - memory.buffer.byteLength;
  if (missing > 0) memory.grow(Math.ceil(missing / 65536));
  new DataView(memory.buffer).setUint32(place, start, true);
  return 0;
}

function compare(a, b, count) {
  const bytes = new Uint8Array(memory.buffer);
  for (let i = 0; i < count; i++) {
    if (bytes[a + i] !== bytes[b + i]) return bytes[a + i] - bytes[b + i];
  }
  return 0;
}

// strtod: reads a decimal number, stores it and returns the end of its text, or 0.
function parse(text, result) {
  const bytes = new Uint8Array(memory.buffer);
  let stop = text;
  while (bytes[stop] !== 0) stop += 1;
  const number = Number(Buffer.from(bytes.slice(text, stop)).toString());
  if (stop === text || Number.isNaN(number)) return 0;
  new DataView(memory.buffer).setFloat64(result, number, true);
  return stop;
}

// The 128-bit product of two 128-bit numbers.
function multiply(result, aLow, aHigh, bLow, bHigh) {
  const unsigned = (x) => BigInt.asUintN(64, x);
  const product = (unsigned(aLow) + (unsigned(aHigh) << 64n)) * (unsigned(bLow) + (unsigned(bHigh) << 64n));
  const view = new DataView(memory.buffer);
  view.setBigUint64(result, BigInt.asUintN(64, product), true);
  view.setBigUint64(result + 8, BigInt.asUintN(64, product >> 64n), true);
}

const host = {
  posix_memalign: allocate,
  free: () => {},
  memcmp: compare,
  arc4random_buf: (start, count) => new Uint8Array(memory.buffer, start, count).fill(7),
  putchar: (byte) => { process.stderr.write(String.fromCharCode(byte)); return byte; },
  __multi3: multiply,
  _swift_stdlib_strtod_clocale: parse,
  round: (x) => Math.sign(x) * Math.round(Math.abs(x)),
  fmod: (a, b) => a % b,
  exp: Math.exp, log: Math.log, log1p: Math.log1p, sin: Math.sin, cos: Math.cos, tanh: Math.tanh, pow: Math.pow,
};

let heapBase = 0;
const instance = new WebAssembly.Instance(new WebAssembly.Module(fs.readFileSync(modulePath)), { env: host });
memory = instance.exports.memory;
heapBase = memory.buffer.byteLength;

// Hands a file to the module; returns its length.
function write(path) {
  const bytes = fs.readFileSync(path);
  const input = instance.exports.nnlearn_input(bytes.length);
  new Uint8Array(memory.buffer, input, bytes.length).set(bytes);
  return bytes.length;
}

['iris.csv', 'digits.csv'].forEach((name, set) => instance.exports.nnlearn_data(set, write(`${data}/${name}`)));
const length = instance.exports.nnlearn_run(write(lesson), 80);
const start = instance.exports.nnlearn_output();
process.stdout.write(Buffer.from(memory.buffer.slice(start, start + length)));
