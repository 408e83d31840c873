import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { fixEntry } from '../../../../server/engine/features/fixEntry.js';
import { scanBibtex } from '../../../../server/engine/library/formats/bibtex/scan.js';
import type { Fault } from '../../../../server/engine/library/formats/record.js';
import { readRis } from '../../../../server/engine/library/formats/ris.js';
import { readSummary } from '../../../../server/engine/library/formats/summary.js';
import { readYamlLibrary } from '../../../../server/engine/library/formats/yamlLibrary.js';
import { note } from '../../note.js';

/** The file after the one fix at the mark; `undefined` where none is offered. */
function fixed(marked: string, fixesAt = fixEntry): string | undefined {
	const { document, offset } = note(marked, 'bibtex');
	const [fix, ...others] = fixesAt(document, offset);
	assert.deepEqual(others, []);
	return fix?.edits.reduce((text, { span, text: by }) => text.slice(0, span.start) + by + text.slice(span.end), document.text);
}

/** `fixEntry` of a build in which each mistake of a BibTeX file has the same message. */
async function fixEntryOfOtherWords(): Promise<typeof fixEntry> {
	const folder = resolve('dist-test/reworded');
	mkdirSync(folder, { recursive: true });
	const outfile = resolve(folder, 'fixEntry.mjs');
	let replaced = 0;
	try {
		await build({
			entryPoints: ['server/engine/features/fixEntry.ts'],
			bundle: true,
			format: 'esm',
			platform: 'node',
			packages: 'external',
			outfile,
			logLevel: 'error',
			plugins: [
				{
					name: 'other words',
					setup: ({ onLoad }) =>
						onLoad({ filter: /bibtex[\\/]scan\.ts$/ }, ({ path }) => ({
							loader: 'ts',
							contents: readFileSync(path, 'utf8').replace(/\blocalizable\('[^']*'/g, () => {
								replaced++;
								return "localizable('Please look here.'";
							}),
						})),
				},
			],
		});
		assert.ok(replaced > 10, String(replaced));
		return ((await import(pathToFileURL(outfile).href)) as { readonly fixEntry: typeof fixEntry }).fixEntry;
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
}

const faultsOf = (text: string): readonly (Fault | undefined)[] => scanBibtex(text).problems.map(({ fault }) => fault);

suite('fixing an entry', () => {
	const fixes: readonly (readonly [Fault, marked: string, expected: string])[] = [
		['missing-comma', '@book{b|\n  title = {T}\n}\n', '@book{b,\n  title = {T}\n}\n'],
		['missing-comma', '@book{b,\n  author = {A}|\n  title = {T}\n}\n', '@book{b,\n  author = {A},\n  title = {T}\n}\n'],
		['missing-equals', '@book{b,\n  auth|or {A}\n}\n', '@book{b,\n  author = {A}\n}\n'],
		['extra-delimiter', '@book{b,\n  title = {T}}|, year = 1999\n}\n', '@book{b,\n  title = {T}, year = 1999\n}\n'],
		['unclosed-brace', '@book{b,\n  author = |{A,\n  title = {T}\n}\n', '@book{b,\n  author = {A},\n  title = {T}\n}\n'],
		['unclosed-quote', '@book{b,\n  author = |"A,\n  title = {T}\n}\n', '@book{b,\n  author = "A",\n  title = {T}\n}\n'],
		['unclosed-entry', '@bo|ok{b,\r\n  title = {T}\r\n', '@book{b,\r\n  title = {T}\r\n}\r\n'],
		['unclosed-entry', '@bo|ok(b, title = {T}', '@book(b, title = {T})'],
	];
	for (const [fault, marked, expected] of fixes)
		test(`fixes ${fault} in ${JSON.stringify(marked)}`, () => {
			assert.deepEqual(faultsOf(marked.replace('|', '')), [fault]);
			assert.equal(fixed(marked), expected);
		});

	for (const [, marked] of fixes)
		test(`leaves nothing to fix in ${JSON.stringify(marked)}`, () => {
			assert.deepEqual(faultsOf(fixed(marked)!), []);
		});

	test('is chosen by what is wrong, however the messages are worded', async () => {
		const reworded = await fixEntryOfOtherWords();
		for (const [, marked, expected] of fixes) assert.equal(fixed(marked, reworded), expected);
	});

	test('is offered at the mistake and nowhere else', () => {
		assert.equal(fixed('@bo|ok{b, title = {T} year = 1999}'), undefined);
	});

	test('is a quick fix that an editor may apply without asking', () => {
		const { document, offset } = note('@book{b| title = {T}}', 'bibtex');
		const [fix] = fixEntry(document, offset);
		assert.deepEqual([fix?.kind, fix?.isPreferred], ['quickfix', true]);
	});

	const unclear: readonly (readonly [Fault, marked: string])[] = [
		['missing-brace', '@bo|ok\n'],
		['missing-key', '@book{|, title = {T}}'],
		['missing-field-name', '@book{b, |= {T}}'],
		['missing-value', '@book{b, tit|le}'],
		['stray-text', '@book{b, |) title = {T}}'],
		['mismatched-delimiter', '@book{b, title = {T},\n|)\n'],
		['undelimited-value', '@book{b, title = |A title, year = 1}'],
		['unprotected-quote', '@book{b,\n title = |"A "b" c",\n year = 1}'],
		['unclosed-comment', '@comment|{a\n'],
	];
	for (const [fault, marked] of unclear)
		test(`offers nothing for ${fault} in ${JSON.stringify(marked)}`, () => {
			assert.deepEqual(faultsOf(marked.replace('|', '')), [fault]);
			assert.equal(fixed(marked), undefined);
		});
});

suite('the mistakes of other files', () => {
	test('have names of their own', () => {
		const faults = [
			...readRis('TY  - BOOK\nTI  - A\n').problems,
			...readYamlLibrary('a:\n  type: book\n  title: A\nb:\n').problems,
			...readSummary('---\nkey: a b\nnames: {}\nyear: soon\nvenue: []\nyear: 2001\n---\n').problems,
		].map(({ fault }) => fault);
		assert.deepEqual(faults, ['unclosed-record', 'missing-fields', 'duplicate-field', 'invalid-key', 'missing-title']);
	});
});
