import assert from 'node:assert/strict';
import { Document } from '../../../server/engine/documents/document.js';
import { markupOf } from '../../../server/engine/documents/markup/languages.js';
import { mystMarkdown } from '../../../server/engine/documents/markup/mystMarkdown.js';
import { problemsOfDocument, sharedKeys } from '../../../server/engine/features/diagnostics.js';
import { readBetterBibtex } from '../../../server/engine/library/formats/betterBibtex.js';
import { readBibtex } from '../../../server/engine/library/formats/bibtex/read.js';
import { readCslJson } from '../../../server/engine/library/formats/cslJson.js';
import { formatOf } from '../../../server/engine/library/formats/formats.js';
import { parseNameChoices } from '../../../server/engine/library/namesYaml.js';
import { createLibraryStore } from '../../../server/engine/library/store.js';
import { safeFixes } from '../../../server/engine/tools/safeFixes.js';
import { formatShapes, markupShapes, type Shape } from '../../chaos/growth/shapes.js';
import { contextOf } from '../note.js';

// `npm run chaos:growth` measures all shapes; these are those that were read in quadratic time once. Eight times the text takes about
// eight times as long, and took sixty-four times: the limit is far from both, since only the processor's time of this process counts.
suite('the time that a text costs', function () {
	this.timeout(120_000);

	const most = 30;
	const library = createLibraryStore().current;

	const asked = (languageId: string) => (text: string) => {
		const document = new Document('file:///text', languageId, 1, text);
		document.mentions(library);
		markupOf(languageId)!.definitions?.(text);
		markupOf(languageId)!.labels?.(text);
		return document.citations;
	};

	const libraryOf = (text: string) => {
		const store = createLibraryStore();
		store.replace({ uri: 'file:///a.bib', origin: 'workspace', format: 'bibtex' }, readBibtex(text));
		return store.current;
	};

	const fixesOfKeys = (text: string) => {
		const document = new Document('file:///text', 'markdown', 1, text);
		return safeFixes(contextOf(library), document, problemsOfDocument(contextOf(library), document));
	};

	const timeOf = (work: (text: string) => unknown, text: string): number => {
		let least = Number.POSITIVE_INFINITY;
		for (let run = 0; run < 3; run++) {
			for (const other of ['a', 'b', 'c', 'd', 'e']) work(other);
			const started = process.cpuUsage();
			work(text);
			const { user, system } = process.cpuUsage(started);
			least = Math.min(least, user + system);
		}
		return least;
	};

	test('is not that of macros that double with each one', () => {
		const text = `${formatShapes['BibTeX (a.bib)']!['strings that double']!(64_000)}@book{a, title = s2000 # s1999}\n@book{b, title = {Kites}}`;
		const { records } = readBibtex(text);
		assert.deepEqual(
			records.map(({ key }) => key),
			['a', 'b'],
		);
		assert.ok(records[0]!.title.length < 10_000, String(records[0]!.title.length));
	});

	test('is not that of a long macro in each value that names it', () => {
		const text = `@string{long = {${'words '.repeat(10_000)}}}\n@string{copy = long}\n@book{a, title = long}\n@book{b, title = copy # { of kites}}\n`;
		const { records, problems } = readBibtex(text);
		assert.deepEqual(
			records.map(({ title }) => title),
			['long', 'long of kites'],
		);
		assert.deepEqual(
			problems.map(({ fault, span }) => [fault, text.slice(span.start, span.end)]),
			[['long-macro', 'long']],
		);
	});

	test('is not that of a long parent in each of its children', () => {
		const long = `note = {${'words '.repeat(10_000)}}, keywords = {sea}`;
		const many = Array.from({ length: 10_000 }, (_, index) => `f${index} = {x}`).join(', ');
		const child = '@inbook{a, title = {A}, crossref = {p}}\n';
		for (const [fields, keywords] of [
			[long, ['sea']],
			[`${many}, keywords = {sea}`, []],
		] as const) {
			const { records, problems } = readBibtex(`${child}@book{p, title = {P}, year = 1990, ${fields}}\n`);
			const { venue, year, topics, fields: others } = records.find(({ key }) => key === 'a')!;
			assert.deepEqual([venue?.full, year, topics, others?.note], ['P', 1990, keywords, undefined]);
			assert.deepEqual(
				problems.map(({ fault, span }) => [fault, span.start]),
				[['wide-inheritance', child.indexOf('{p}')]],
			);
		}
	});

	test('is not that of a macro again and again in one value', () => {
		const text = `@string{s = {${'word '.repeat(300)}}}\n@book{a, title = ${'s # '.repeat(10_000)}{}}\n`;
		const { title } = readBibtex(text).records[0]!;
		assert.ok(title.length < 40_000, String(title.length));
		assert.ok(title.endsWith('sss'));
	});

	for (const [name, work, shape] of [
		['addresses in one line of Markdown', asked('markdown'), markupShapes.markdown!.addresses!],
		['definitions in one line of LaTeX', asked('latex'), markupShapes.latex!['definitions that open']!],
		[
			'citations of many groups in LaTeX',
			markupOf('latex')!.citations,
			(size) => markupShapes.latex!['citations of many groups']!(2 * size),
		],
		[
			'authors of one paper',
			(text) => createLibraryStore().replace({ uri: 'file:///a.json', origin: 'workspace', format: 'cslJson' }, readCslJson(text)),
			formatShapes['CSL-JSON (a.json)']!['authors of one item']!,
		],
		['authors of one item of Better BibTeX', readBetterBibtex, formatShapes['Better BibTeX JSON (b.json)']!['authors of one item']!],
		['files within one file of LaTeX', asked('latex'), markupShapes.latex!['files in the text']!],
		[
			'citations without a bibliography',
			(text) => problemsOfDocument(contextOf(library), new Document('file:///text', 'markdown', 1, text)),
			markupShapes.markdown!['bare citations']!,
		],
		[
			'formats in front matter',
			// The last text is kept.
			(text) => ['---\nbibliography: a.bib\n---\n', text].map((each) => markupOf('markdown')!.bibliographies(each)),
			(size) => markupShapes.markdown!['formats in front matter']!(size / 4),
		],
		['keys of names.yaml', parseNameChoices, formatShapes['names.yaml']!['keys without values']!],
		[
			'fixes of mistakes in what is no entry',
			(text) => safeFixes(contextOf(library), new Document('file:///a.bib', 'bibtex', 1, text), readBibtex(text).problems),
			(size) => '@a{'.repeat(size / 10),
		],
		['fixes of keys that nobody has', fixesOfKeys, (size) => 'See [@nobody2001].\n\n'.repeat(size / 200)],
		[
			'aliases of one entry that are keys of others',
			(text) => sharedKeys(libraryOf(text), 'file:///a.bib'),
			(size) => {
				const keys = Array.from({ length: size / 40 }, (_, index) => `key${index}`);
				return `@book{all, title = {All}, ids = {${keys.join()}}}\n${keys.map((key) => `@book{${key}, title = {On ${key}}}\n`).join('')}`;
			},
		],
		['citations in one line of MyST', mystMarkdown.citations, markupShapes.markdown!['bare citations']!],
	] as readonly (readonly [string, (text: string) => unknown, Shape])[])
		test(`grows with it: ${name}`, () => {
			const size = 100_000;
			const [once, eight] = [timeOf(work, shape(size)), timeOf(work, shape(8 * size))];
			assert.ok(eight < most * once, `${once / 1000} ms, and ${eight / 1000} ms for eight times the text`);
		});
});

/** What has no entry, and is not taken for one. */
const withoutEntries = new Set([
	'at signs',
	'at signs on lines of their own',
	'strings that name the ones before',
	'strings that double',
	'comments',
	'a comment without end',
	'percent signs',
	'ends alone',
	'text before any record',
	'blank lines',
	'blanks',
	'NUL',
]);

suite('the shapes that are measured', () => {
	for (const [name, shapes] of Object.entries(formatShapes)) {
		const file = /\((.*)\)/.exec(name)?.[1];
		if (file === undefined || /\.(?:yaml|md)$/.test(file)) continue;
		test(`have an entry each, or are known to have none: ${name}`, () => {
			const { read } = formatOf(`file:///${file}`)!;
			const isJson = file.endsWith('.json');
			const without = Object.entries(shapes).filter(([, shape]) => read(shape(10_000)).records.length === 0);
			assert.deepEqual(
				without.map(([shape]) => shape).filter((shape) => isJson || !withoutEntries.has(shape)),
				[],
			);
		});
	}
});
