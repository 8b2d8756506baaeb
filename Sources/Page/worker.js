'use strict';
// The host of the WebAssembly module, in a worker of the page, and in Node.js for the tests.

// Starts the module. `tell` receives its progress. Returns a function from a request to its response, both objects.
function startModule(module, tell) {
  const encoder = new TextEncoder();
  const decoder = new TextDecoder();
  let memory;
  const bytes = (start, count) => new Uint8Array(memory.buffer, start, count);
  const text = (start, count) => decoder.decode(bytes(start, count));
  let printed = ''; // only a fatal error prints

  const env = {
    exp: Math.exp, log: Math.log, log1p: Math.log1p, sin: Math.sin, cos: Math.cos, tanh: Math.tanh, pow: Math.pow,
    fmod: (a, b) => a % b,
    // C rounds halves away from zero.
    round: (x) => Math.sign(x) * Math.round(Math.abs(x)),
    // The seed of hash tables; nothing depends on their order.
    arc4random_buf: (start, count) => bytes(start, count).fill(7),
    putchar: (code) => {
      printed += String.fromCharCode(code);
      return code;
    },
    // strtod: stores the number and returns the end of its text, or 0.
    _swift_stdlib_strtod_clocale: (start, result) => {
      const all = bytes(start, memory.buffer.byteLength - start);
      const count = all.indexOf(0);
      const number = Number(text(start, count));
      if (count === 0 || Number.isNaN(number)) return 0;
      new DataView(memory.buffer).setFloat64(result, number, true);
      return start + count;
    },
    nnlearn_now: () => performance.now(),
    nnlearn_tell: (start, count) => tell(JSON.parse(text(start, count))),
  };

  const instance = new WebAssembly.Instance(module, { env });
  memory = instance.exports.memory;
  // A request is a line of JSON, followed by the bytes of its file, if any.
  return ({ file = new Uint8Array(), ...request }) => {
    const line = encoder.encode(JSON.stringify(request) + '\n');
    const count = line.length + file.length;
    const input = instance.exports.nnlearn_input(count);
    bytes(input, line.length).set(line);
    bytes(input + line.length, file.length).set(file);
    try {
      const count = instance.exports.nnlearn_answer();
      return JSON.parse(text(instance.exports.nnlearn_output(), count));
    } catch (error) {
      throw new Error(printed || error.message);
    }
  };
}

if (typeof exports === 'object') {
  exports.startModule = startModule;
} else {
  let answer;
  let isHalted = false;
  let last = Promise.resolve();
  const turn = () => new Promise((resolve) => { setTimeout(resolve); });

  // Asks again while a move is unfinished. Between two times the page can halt it.
  const complete = async (request) => {
    isHalted = false;
    for (;;) {
      const response = answer({ ...request, within: 200 });
      if (!response.unfinished) return response;
      await turn();
      if (isHalted) return answer({ do: 'stay' });
    }
  };

  const handle = async ({ id, module, request }) => {
    try {
      if (module) answer = startModule(module, (news) => self.postMessage({ news }));
      self.postMessage({ id, response: request ? await complete(request) : {} });
    } catch (error) {
      self.postMessage({ id, failure: error.message });
    }
  };

  self.onmessage = ({ data }) => {
    if (data.halt) isHalted = true; else last = last.then(() => handle(data));
  };
}
