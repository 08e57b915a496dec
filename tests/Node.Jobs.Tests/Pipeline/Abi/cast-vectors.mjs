// Writes cast-vectors.jsonl: random ABI types and values, with what cast makes of them. Run in this folder, after the packages
// of samples/DevChain/npm are installed there:
//
//   node cast-vectors.mjs ../../../../samples/DevChain/npm/node_modules/@foundry-rs/cast-linux-amd64/bin/cast > cast-vectors.jsonl
//
// The seed is fixed, so the same version of cast gives the same file.
import { spawnSync } from "node:child_process";

const cast = process.argv[2];
const count = 640;

// mulberry32
let state = 20260101;
function next() {
  state = (state + 0x6d2b79f5) | 0;
  let t = Math.imul(state ^ (state >>> 15), 1 | state);
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
  return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
}
const below = (n) => Math.floor(next() * n);
const pick = (list) => list[below(list.length)];
const many = (n, make) => Array.from({ length: n }, make);
const hex = (n) => "0x" + many(n, () => below(256).toString(16).padStart(2, "0")).join("");

function type(depth) {
  const kind = depth === 0 ? below(8) : below(14);
  switch (kind) {
    case 0: case 1: return { kind: "uint", bits: 8 * (1 + below(32)) };
    case 2: return { kind: "int", bits: 8 * (1 + below(32)) };
    case 3: return { kind: "bool" };
    case 4: return { kind: "address" };
    case 5: return { kind: "fixed", bytes: 1 + below(32) };
    case 6: return { kind: "bytes" };
    case 7: return { kind: "string" };
    case 8: case 9: return { kind: "array", of: type(depth - 1) };
    case 10: case 11: return { kind: "array", of: type(depth - 1), length: 1 + below(3) };
    default: return { kind: "tuple", parts: many(1 + below(4), () => type(depth - 1)) };
  }
}

function text(t) {
  switch (t.kind) {
    case "uint": case "int": return t.kind + t.bits;
    case "fixed": return "bytes" + t.bytes;
    case "array": return `${text(t.of)}[${t.length ?? ""}]`;
    case "tuple": return `(${t.parts.map(text).join(",")})`;
    default: return t.kind;
  }
}

function number(bits, signed) {
  const top = 1n << BigInt(signed ? bits - 1 : bits);
  switch (below(5)) {
    case 0: return 0n;
    case 1: return top - 1n;
    case 2: return signed ? -top : 1n;
    case 3: return signed ? -1n : top >> 1n;
    default: return BigInt(hex(32)) % (signed ? 2n * top : top) - (signed ? top : 0n);
  }
}

// A value in the form that cast reads.
function value(t) {
  switch (t.kind) {
    case "uint": case "int": return number(t.bits, t.kind === "int").toString();
    case "bool": return String(next() < 0.5);
    case "address": return hex(20);
    case "fixed": return hex(t.bytes);
    case "bytes": return hex(below(70));
    case "string": return `"${many(below(40), () => pick([..."abcXYZ019 .,-é€😀"])).join("")}"`;
    case "tuple": return `(${t.parts.map(value).join(",")})`;
    default: return `[${many(t.length ?? below(4), () => value(t.of)).join(",")}]`;
  }
}

function run(...args) {
  const done = spawnSync(cast, args, { encoding: "utf8", env: { ...process.env, FOUNDRY_DISABLE_NIGHTLY_WARNING: "1" } });
  if (done.status !== 0) throw new Error(`cast ${args.join(" ")}: ${done.stderr}`);
  return done.stdout.trim();
}

for (let i = 0; i < count; i++) {
  const types = many(1 + below(4), () => type(i % 6));
  const list = types.map(text).join(",");
  const args = types.map(value);
  const data = run("abi-encode", `f(${list})`, "--", ...args);
  const shown = run("abi-decode", "--json", `f()(${list})`, data);
  const decoded = JSON.parse(shown.replace(/^(\s*)(-?\d+)(,?)$/gm, '$1"$2"$3')); // numbers as text, since JavaScript's are not exact
  console.log(JSON.stringify({ types: list, args, data, decoded }));
}
