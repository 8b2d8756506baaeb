// Unpacks the module from the page and compares it with the module as it was linked: check_module.cjs PAGE MODULE.
const assert = require('assert');
const fs = require('fs');
const { decoded, decompressed } = require('../../Sources/Page/unpack.js');
const { restored } = require('../../Sources/Page/restore.js');
const [page, linked] = process.argv.slice(2);

const [, packed] = fs.readFileSync(page, 'utf16le').match(/ id="packed">([^<]*)/);
const bytes = decompressed(decoded(packed));
const end = bytes.indexOf(0);
const { ranks, size } = JSON.parse(new TextDecoder().decode(bytes.subarray(0, end)));
const rest = bytes.subarray(end + 1);
const unpacked = restored(rest.subarray(ranks), rest.subarray(0, ranks), size);
assert(Buffer.from(unpacked).equals(fs.readFileSync(linked)), 'the module in the page differs from the one that was linked');
