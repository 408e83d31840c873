// Scores recognition of papers in real notes against what a reader says: see README.md here.
// usage: node mentions.mjs FOLDER [--half tune|final|check|fresh|last|sixth|seventh|eighth|ninth|tenth] [--errors FILE] [--kinds] [--sample FILE [--most N] [--seed N]]
// FOLDER holds the collections of collections.tsv, each in a folder named OWNER+NAME. Collections that are not there are left out.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type Collection, readCollection } from './collection.js';
import { evidenceKind } from './evidenceKinds.js';
import { halves, kinds, readLabels } from './labels.js';
import { foundIn, grouped, type Outcome, sampleOf, share, wantedIn } from './score.js';

const { values, positionals } = parseArgs({
	allowPositionals: true,
	options: {
		half: { type: 'string' },
		errors: { type: 'string' },
		kinds: { type: 'boolean', default: false },
		sample: { type: 'string' },
		most: { type: 'string', default: '16' },
		seed: { type: 'string', default: '1' },
	},
});
const [folder] = positionals;
if (folder === undefined)
	throw new Error(
		'usage: mentions.mjs FOLDER [--half tune|final|check|fresh|last|sixth|seventh|eighth|ninth|tenth] [--errors FILE] [--sample FILE]',
	);

const here = join(process.cwd(), 'test/evaluation');
const read = (path: string): string => readFileSync(path, 'utf8');
const names = read('corpus/names.tsv');
const found: Outcome[] = [];
const wanted: Outcome[] = [];
const contexts = new Map<Outcome, string>();
const evidence = new Map<Outcome, string>();
for (const labelled of readLabels(read(join(here, 'collections.tsv')), read(join(here, 'labels.tsv')))) {
	const at = join(folder, labelled.repository.replace('/', '+'));
	if (values.half !== undefined && labelled.half !== values.half) continue;
	if (!existsSync(at)) {
		console.log(`not there: ${at}`);
		continue;
	}
	const { library, pages } = await readCollection(at, names);
	const own = foundIn(labelled, pages);
	found.push(...own);
	wanted.push(...wantedIn(labelled, pages));
	if (values.sample !== undefined) for (const each of own) contexts.set(each, contextOf(each, pages));
	if (values.kinds)
		for (const each of own) {
			const { document } = pages.find(({ path }) => path === each.path)!;
			const [paper] = library.byKey(each.keys[0]!);
			if (paper && each.verdict !== 'unjudged') evidence.set(each, evidenceKind(document, each, paper, library));
		}
}

for (const half of halves) {
	const ofHalf = ({ collection }: Outcome): boolean => collection.half === half;
	if (found.some(ofHalf)) report(half, found.filter(ofHalf), wanted.filter(ofHalf));
}
if (values.kinds) reportKinds();
if (values.errors !== undefined) writeFileSync(values.errors, errorList());
if (values.sample !== undefined) {
	const unjudged = found.filter(({ verdict }) => verdict === 'unjudged');
	const sample = sampleOf(unjudged, Number(values.most), Number(values.seed));
	writeFileSync(
		values.sample,
		sample.map((each) => [...placeOf(each), each.keys.join(' '), each.shown.join(' | '), contexts.get(each)].join('\t')).join('\n'),
	);
	console.log(`\n${sample.length} of ${unjudged.length} found mentions that nobody has judged: ${values.sample}`);
}

/** Prints precision and recall of a half. */
function report(half: string, foundHere: readonly Outcome[], wantedHere: readonly Outcome[]): void {
	const judged = foundHere.filter(({ verdict }) => verdict !== 'unjudged');
	const precision = (of: readonly Outcome[]): string => share(of.filter(({ verdict }) => verdict === 'right').length, of.length);
	const recall = (of: readonly Outcome[]): string => share(of.filter(({ verdict }) => verdict === 'found').length, of.length);
	console.log(
		`\n${half}: ${new Set(foundHere.map(({ collection }) => collection)).size} collections, ${foundHere.length} found, ${judged.length} judged`,
	);
	console.log(`  precision                ${precision(judged)}`);
	console.log(`    on pages read whole    ${precision(judged.filter(({ isOnPage }) => isOnPage))}`);
	console.log(`    elsewhere, by sample   ${precision(judged.filter(({ isOnPage }) => !isOnPage))}`);
	for (const [field, of] of grouped(judged, ({ collection }) => collection.field)) console.log(`    ${field.padEnd(22)} ${precision(of)}`);
	console.log(`  recall of all            ${recall(wantedHere)}`);
	console.log(`  recall of promised       ${recall(wantedHere.filter(({ label }) => label?.expected === 'promised'))}`);
	for (const kind of kinds) console.log(`    ${kind.padEnd(22)} ${recall(wantedHere.filter(({ label }) => label?.kind === kind))}`);
}

/**
 * Prints by kind of evidence how many judged mentions are right and wrong, and how many different names: the same words in one collection count
 * once. Kinds with the most wrong names come first.
 */
function reportKinds(): void {
	const rows = grouped([...evidence.keys()], (each) => evidence.get(each)!).map(([kind, of]) => {
		const names = grouped(of, ({ collection, text }) => `${collection.repository} ${text.toLowerCase()}`);
		const wrongNames = names.filter(([, each]) => each.some(({ verdict }) => verdict === 'wrong'));
		const collections = new Set(of.map(({ collection }) => collection));
		const wrong = of.filter(({ verdict }) => verdict === 'wrong');
		return { kind, of, names, wrongNames, collections, wrong, wrongIn: new Set(wrong.map(({ collection }) => collection)) };
	});
	rows.sort((a, b) => b.wrongNames.length - a.wrongNames.length || b.names.length - a.names.length);
	console.log(`\n${'kind of evidence'.padEnd(46)} right wrong  names (wrong)  collections (wrong)`);
	for (const { kind, of, names, wrongNames, collections, wrong, wrongIn } of rows)
		console.log(
			`${kind.padEnd(46)} ${String(of.length - wrong.length).padStart(5)} ${String(wrong.length).padStart(5)}  ${String(names.length).padStart(5)} (${wrongNames.length})${' '.repeat(8)}${collections.size} (${wrongIn.size})`,
		);
}

/** All wrong and missed mentions, as Markdown. */
function errorList(): string {
	const lines = (verdict: Outcome['verdict'], of: readonly Outcome[]): string[] =>
		of
			.filter((each) => each.verdict === verdict)
			.map((each) => {
				const what =
					each.shown.length > 0
						? `shown: ${each.shown.join(' | ')}`
						: `is: ${each.label?.keys.join(' or ')} (${each.label?.kind}${each.label?.expected === 'promised' ? ', promised' : ''})`;
				return `- ${each.collection.half} ${each.collection.repository} ${each.path}:${each.start} “${each.text}” ${what}`;
			});
	return ['# Wrong', '', ...lines('wrong', found), '', '# Missed', '', ...lines('missed', wanted), ''].join('\n');
}

function placeOf({ collection, path, start, end }: Outcome): readonly (string | number)[] {
	return [collection.repository, path, start, end];
}

/** The text around a mention with the mention in brackets, on one line. */
function contextOf({ path, start, end }: Outcome, pages: Collection['pages']): string {
	const text = pages.find((page) => page.path === path)?.document.text ?? '';
	return `${text.slice(Math.max(0, start - 200), start)}⟦${text.slice(start, end)}⟧${text.slice(end, end + 150)}`.replace(/\s+/g, ' ');
}
