// Compiles the contracts of the local chain into one JSON file per contract.
// Use: node compile.mjs <folder with node_modules> <folder for the artifacts>
import { createRequire } from 'node:module';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, posix, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const [packages, artifacts] = process.argv.slice(2).map((path) => resolve(path));
const require = createRequire(join(packages, 'package.json'));
const vendor = '@chainlink/contracts/src';

const jobs = [
  { solc: 'solc-04', source: `${vendor}/v0.4/LinkToken.sol`, contracts: ['LinkToken'], runs: 200 },
  { solc: 'solc-04', source: `${vendor}/v0.4/Oracle.sol`, contracts: ['Oracle'], runs: 200 },
  { solc: 'solc-07', source: `${vendor}/v0.7/Operator.sol`, contracts: ['Operator'], runs: 1000000 },
  { solc: 'solc-05', source: `${vendor}/v0.5/dev/SchnorrSECP256K1.sol`, contracts: ['SchnorrSECP256K1'], runs: 200 },
  { solc: 'solc-06', source: `${vendor}/v0.6/tests/VRFTestHelper.sol`, contracts: ['VRFTestHelper'], suffix: 'V1', runs: 200 },
  { solc: 'solc-08', source: `${vendor}/v0.8/vrf/testhelpers/VRFTestHelper.sol`, contracts: ['VRFTestHelper'], suffix: 'V2', runs: 200 },
  { solc: 'solc-08', source: 'PriceConsumer.sol', contracts: ['PriceConsumer'], runs: 200 },
  { solc: 'solc-08', source: 'Probe.sol', contracts: ['Probe'], runs: 200 },
];

const read = (name) => readFileSync(!name.includes('/') ? join(here, name) : join(packages, 'node_modules', name), 'utf8');

// The compilers are asked for sources up front: their import callbacks differ between versions.
function collect(name, sources = {}) {
  if (sources[name]) return sources;
  const content = read(name);
  sources[name] = { content };
  for (const [, path] of content.matchAll(/^\s*import\s+(?:[^"';]*?from\s+)?["']([^"']+)["']/gm)) {
    collect(path.startsWith('.') ? posix.normalize(posix.join(posix.dirname(name), path)) : path, sources);
  }
  return sources;
}

mkdirSync(artifacts, { recursive: true });
for (const { solc: alias, source, contracts, suffix = '', runs } of jobs) {
  const solc = require(alias);
  const compile = solc.compileStandardWrapper ?? solc.compile;
  const output = JSON.parse(compile(JSON.stringify({
    language: 'Solidity',
    sources: collect(source),
    settings: { optimizer: { enabled: true, runs }, outputSelection: { '*': { '*': ['abi', 'evm.bytecode.object'] } } },
  })));
  const faults = (output.errors ?? []).filter((e) => e.severity === 'error');
  if (faults.length > 0) {
    console.error(faults.map((e) => e.formattedMessage ?? e.message).join('\n'));
    process.exit(1);
  }
  for (const contract of contracts) {
    const { abi, evm } = output.contracts[source][contract];
    writeFileSync(join(artifacts, `${contract}${suffix}.json`), JSON.stringify({ contract, abi, bytecode: `0x${evm.bytecode.object}` }));
  }
}
// solc leaves handlers behind that keep the process alive in some versions.
process.exit(0);
