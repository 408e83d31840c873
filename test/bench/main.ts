import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { dirname, join } from 'node:path';
import { measureActivation } from './activation.js';
import { generateBibtex } from './generate.js';
import { measureMap } from './map.js';
import { growthOf, passes, type Row, tableOf } from './measure.js';
import { measureNames } from './names.js';
import { measureNavigation } from './navigation.js';
import { listOfNeighbours } from './neighbours.js';
import { measureNotes } from './notes.js';
import { measureOverStdio } from './overStdio.js';
import { measurePeers } from './peers.js';
import { measureReader } from './reader.js';
import { measureScale } from './scale.js';
import { measureSidebar } from './sidebar.js';
import { measureStall } from './stall.js';
import { measureThesis } from './thesis.js';
import { measureWords } from './words.js';
import { measureZotero } from './zotero.js';

// Prints what was measured, with pass or miss against each budget, and keeps it in bench/results.json, or in the file behind `--results`, for
// `medians.mjs`. `--real FILE` adds a file of real entries, `--small` leaves out the million, `--texlab PATH` measures texlab on the same files, and `--only NAME` measures one thing of those below. For the activation and the
// reader VS Code is installed as for the tests, where it is not yet.
const { argv } = process;
const real = argv.includes('--real') ? argv[argv.indexOf('--real') + 1] : undefined;
const small = argv.includes('--small');
const results = argv.includes('--results') ? argv[argv.indexOf('--results') + 1]! : join('bench', 'results.json');
const only = argv.includes('--only') ? argv[argv.indexOf('--only') + 1] : undefined;

const budgets = {
	tenThousand: { cold: 0.9, warm: 0.35, completion: 3, hover: 2, memory: 95, change: 60 },
	hundredThousand: { cold: 4, warm: 0.8, completion: 6, hover: 2, memory: 160, change: 150 },
	million: { cold: 25, warm: 2, completion: 30, hover: 3, memory: 700, change: 1500 },
};
const navigation = { definition: 2, references: 8, rename: 25 };

console.log(`Node ${process.version}, ${cpus().length} × ${cpus()[0]?.model}\n`);
const rows: Row[] = [];
const add = (more: readonly Row[]) => {
	rows.push(...more);
	console.log(tableOf(more));
	console.log();
};
const texlab = argv.includes('--texlab') ? [argv[argv.indexOf('--texlab') + 1]!] : undefined;
const tenThousand = () => generateBibtex(10_000);
const realText = real === undefined ? undefined : readFileSync(real, 'utf8');

/** What is measured, by its name for `--only`, in this order. */
const groups: Readonly<Record<string, () => Promise<void> | void>> = {
	server: async () => add(await measureOverStdio(10_000)),
	names: () => add(measureNames()),
	notes: async () => {
		const sizes = [];
		for (const size of [100, 1000, 10_000]) {
			const found = await measureNotes(size);
			add(found);
			sizes.push({ size, rows: found });
		}
		add(growthOf('notes', sizes));
	},
	stall: async () => add(await measureStall()),
	navigation: async () => {
		add(
			await measureNavigation(realText === undefined ? '10,000 entries' : 'the real file', realText ?? tenThousand(), navigation, texlab),
		);
		add(await measureNavigation('100,000 entries', generateBibtex(100_000), { definition: 3 }, texlab));
	},
	sidebar: async () => add(await measureSidebar()),
	map: async () => {
		add(await measureMap());
		if (only !== undefined) console.log(await listOfNeighbours());
	},
	thesis: async () => add(await measureThesis()),
	zotero: async () => add(await measureZotero()),
	activation: () => add(measureActivation()),
	reader: () => add(measureReader()),
	words: () =>
		add(realText === undefined ? measureWords(tenThousand(), '10,000 entries', false) : measureWords(realText, 'the real file', true)),
	peers: () => add(realText === undefined ? measurePeers(tenThousand(), '10,000 entries') : measurePeers(realText, 'the real file')),
	scale: async () => {
		if (realText !== undefined) add(await measureScale('real', realText, budgets.tenThousand));
		const sizes = [];
		for (const [size, budget] of [
			[1000, budgets.tenThousand],
			[10_000, budgets.tenThousand],
			[100_000, budgets.hundredThousand],
			[1_000_000, budgets.million],
		] as const) {
			if (small && size === 1_000_000) continue;
			const found = await measureScale(size.toLocaleString('en'), size === 10_000 ? tenThousand() : generateBibtex(size), budget);
			add(found);
			sizes.push({ size, rows: found });
		}
		add(growthOf('entries', sizes));
	},
};

/** Those for which VS Code is run. */
const inVSCode: ReadonlySet<string> = new Set(['activation', 'reader']);

if (only !== undefined && !Object.hasOwn(groups, only)) {
	console.log(`Nothing is measured by the name of “${only}”; there are ${Object.keys(groups).join(', ')}.`);
	process.exit(1);
}
for (const [name, measure] of Object.entries(groups)) {
	if (only !== undefined && only !== name) continue;
	try {
		await measure();
	} catch (error) {
		if (!inVSCode.has(name) || only !== undefined) throw error;
		console.log(`The ${name} is not measured, since VS Code cannot be run here: ${error instanceof Error ? error.message : error}\n`);
	}
}
if (only !== undefined) process.exit();
console.log(`${rows.filter(passes).length} of ${rows.length} rows within budget or without one`);
mkdirSync(dirname(results), { recursive: true });
writeFileSync(results, JSON.stringify({ node: process.version, rows }, null, '\t'));
