// Prints the medians of several runs of the bench, with pass or miss against each budget, and each run's value where one of them misses.
// usage: node medians.mjs RESULTS.json …
import { readFileSync } from 'node:fs';
import { mediansOf, passes, type Row, tableOf } from './measure.js';

const files = process.argv.slice(2);
if (files.length === 0) throw new Error('usage: medians.mjs RESULTS.json …');
const runs = files.map((file) => (JSON.parse(readFileSync(file, 'utf8')) as { readonly rows: readonly Row[] }).rows);
const medians = mediansOf(runs);
console.log(tableOf(medians));
const valuesOf = ({ name }: Row): string =>
	runs.map((rows) => rows.find((row) => row.name === name)?.value.toFixed(2) ?? 'not measured').join(', ');
const missing = medians.filter(({ name }) => runs.some((rows) => rows.some((row) => row.name === name && !passes(row))));
console.log(
	`\nNot within budget in at least one run:\n${missing.map((row) => `${row.name}: ${valuesOf(row)} (budget ${row.budget})`).join('\n')}`,
);
console.log(`\n${medians.filter(passes).length} of ${medians.length} medians of ${runs.length} runs within budget or without one`);
