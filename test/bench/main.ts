import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { passes, tableOf } from './measure.js';
import { measureOverStdio } from './overStdio.js';

// Prints what was measured, with pass or miss against each budget, and keeps it in bench/results.json.
const rows = [...(await measureOverStdio(10_000))];
console.log(`Node ${process.version}, ${cpus().length} × ${cpus()[0]?.model}\n`);
console.log(tableOf(rows));
console.log(`\n${rows.filter(passes).length} of ${rows.length} rows within budget or without one`);
mkdirSync('bench', { recursive: true });
writeFileSync('bench/results.json', JSON.stringify({ node: process.version, rows }, null, '\t'));
