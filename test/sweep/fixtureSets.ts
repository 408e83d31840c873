import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runInNewContext } from 'node:vm';
import { parse } from 'yaml';
import { readBibtex, readWholeBibtex } from '../../server/engine/library/formats/bibtex/read.js';
import { readPubMed } from '../../server/engine/library/formats/pubmed.js';
import type { Name, Reading, SourceRecord } from '../../server/engine/library/formats/record.js';
import { readRis } from '../../server/engine/library/formats/ris.js';
import { readYamlLibrary } from '../../server/engine/library/formats/yamlLibrary.js';
import { cslItemOf } from '../../server/engine/render/cslItem.js';
import { compared, cslVariables, type FixtureCase, foldedTitles, plain, said, withLooseNames, withoutMaths } from './fixtureCase.js';
import { expectedOfBiber } from './fixturesOfBiber.js';
import { expectedOfZotero, zoteroVariables } from './fixturesOfZotero.js';

type Item = Readonly<Record<string, unknown>>;

/** The cases of each project, from a copy of its repository. */
export const fixtureSets: Readonly<Record<string, (folder: string) => Generator<FixtureCase>>> = {
	pandoc,
	betterBibtex,
	citationJs,
	jabref,
	biber,
	hayagriva,
};

/** The Markdown of pandoc's tests: a `.bib` text, and the metadata that pandoc makes of it. */
function* pandoc(repository: string): Generator<FixtureCase> {
	const folder = join(repository, 'test/command');
	for (const name of filesIn(folder, /^biblatex-.*\.md$/)) {
		const text = readFileSync(join(folder, name), 'utf8');
		for (const [, bibtex = '', yaml = ''] of text.matchAll(/% pandoc[^\n]*-f biblatex[^\n]*\n([\s\S]*?)\n\^D\n---\n([\s\S]*?)\n---/g)) {
			const expected = new Map(((parse(yaml) as { references?: Item[] }).references ?? []).map((item) => [String(item.id), item]));
			for (const record of readBibtex(bibtex).records) {
				const theirs = expected.get(record.key);
				if (theirs) yield* compared(`${name} ${record.key}`, cslItemOf(record), theirs, cslVariables);
			}
		}
	}
}

/** `.bib` files, and the items of Zotero that Better BibTeX makes of them. It changes the case of titles,
 * which does not count; nor does what Zotero has no field for in an item of the type. */
function* betterBibtex(repository: string): Generator<FixtureCase> {
	const folder = join(repository, 'test/fixtures/import');
	for (const name of filesIn(folder, /\.bib$/)) {
		const json = join(folder, name.replace(/\.bib$/, '.json'));
		if (!existsSync(json)) continue;
		const { items = [] } = JSON.parse(readFileSync(json, 'utf8')) as { items?: Item[] };
		const itemsByKey = new Map(once(items.map((item) => [keyOfZotero(item), item] as const)));
		const text = readFileSync(join(folder, name), 'utf8');
		const records = once(readBibtex(text).records.map((record) => [record.key, record] as const));
		for (const [key, record] of records) {
			const theirs = itemsByKey.get(key);
			if (!theirs) continue;
			const whole = readWholeBibtex(text, record.span.start) ?? record;
			const ours = loose({ ...cslItemOf(record), keyword: wordList(record.topics), abstract: whole.fields.abstract });
			const expected = expectedOfZotero(theirs);
			const wanted = loose({ ...expected, keyword: wordList(expected.keyword as string[]) });
			for (const each of compared(`${name} ${key}`, ours, wanted, zoteroVariables)) {
				if (each.theirs === '') continue;
				// Better BibTeX replaces abbreviations by a list of its own, and keeps them beside.
				const isShort = each.variable === 'container-title' && each.ours === said(loose({ title: theirs.journalAbbreviation }).title);
				yield isShort ? { ...each, theirs: each.ours } : each;
			}
		}
	}
}

/** An item for the comparison with tools whose words for the same are others. */
const loose = (item: Item): Item => withLooseNames(foldedTitles(withoutMaths(item)));

/** Keywords in one order, each once in any case. */
const wordList = (words: readonly string[]): string => [...new Set(words.map((word) => plain(word).toLowerCase()))].sort().join('; ');

const keyOfZotero = (item: Item): string =>
	String(
		item.citationKey ??
			/^Citation Key: *(.*)$/m.exec(Array.isArray(item.extra) ? item.extra.join('\n') : String(item.extra ?? ''))?.[1] ??
			'',
	);

/** The keys that are there once, with what they are of. */
function once<Value>(pairs: readonly (readonly [string, Value])[]): readonly (readonly [string, Value])[] {
	const counts = new Map<string, number>();
	for (const [key] of pairs) counts.set(key, (counts.get(key) ?? 0) + 1);
	return pairs.filter(([key]) => key !== '' && counts.get(key) === 1);
}

/** BibTeX, biblatex and RIS, and the items that citation-js makes of them. */
function* citationJs(repository: string): Generator<FixtureCase> {
	const bibtex = join(repository, 'packages/plugin-bibtex/test');
	const inputs = (JSON.parse(readFileSync(join(bibtex, 'input.json'), 'utf8')) as Record<string, Record<string, [unknown, Item[]]>>)[
		'@biblatex/text'
	];
	for (const [name, [given, expected]] of Object.entries(inputs ?? {})) {
		const text = typeof given === 'string' ? given : readFileSync(join(bibtex, 'input', `${name.replace(/^with /, '')}.bib`), 'utf8');
		yield* pairsByOrder(name, readBibtex(text), expected, true);
	}
	for (const dialect of ['bibtex', 'biblatex']) {
		const expected = JSON.parse(readFileSync(join(bibtex, 'mapping', `${dialect}-csl.json`), 'utf8')) as Item[];
		yield* pairsByOrder(
			`${dialect}-input.bib`,
			readBibtex(readFileSync(join(bibtex, 'mapping', `${dialect}-input.bib`), 'utf8')),
			expected,
			true,
		);
	}
	// A module that only exports data: it is read without access to anything.
	const module: { exports: Record<string, Record<string, [Record<string, string | string[]>, Item[]]>> } = { exports: {} };
	runInNewContext(readFileSync(join(repository, 'packages/plugin-ris/test/input.js'), 'utf8'), { module }, { timeout: 1000 });
	for (const [name, [tags, expected]] of Object.entries(module.exports['@ris/record'] ?? {})) {
		const lines = Object.entries(tags).flatMap(([tag, values]) => [values].flat().map((value) => `${tag}  - ${value}`));
		yield* pairsByOrder(`ris ${name}`, readRis([...lines, 'ER  - ', ''].join('\n')), expected, false);
	}
}

/** Records and items of which each is the other's counterpart in turn, or by key where entries have one. */
function* pairsByOrder(name: string, { records }: Reading, expected: readonly Item[], byKey: boolean): Generator<FixtureCase> {
	for (const [index, item] of expected.entries()) {
		const record = byKey ? records.find(({ key }) => key === item.id) : records[index];
		if (record) yield* compared(`${name} ${byKey ? record.key : index + 1}`, loose(cslItemOf(record)), loose(item), cslVariables);
		else yield { entry: `${name} ${index + 1}`, variable: 'record', ours: '', theirs: said(item.title) };
	}
}

/** RIS and PubMed, and the BibTeX that JabRef makes of them; the library's own fields of JabRef are not compared. */
function* jabref(repository: string): Generator<FixtureCase> {
	const folder = join(repository, 'jablib/src/test/resources/org/jabref/logic/importer/fileformat');
	for (const name of filesIn(folder, /\.(?:ris|nbib)$|^MedlinePlain.*\.txt$/)) {
		const target = join(folder, name.replace(/\.\w+$/, '.bib'));
		if (!existsSync(target)) continue;
		const text = readFileSync(join(folder, name), 'utf8');
		const { records } = name.endsWith('.ris') ? readRis(text) : readPubMed(text);
		const expected = readBibtex(readFileSync(target, 'utf8').replace(/^(@\w+\{),/gm, (_, start: string) => `${start}nokey,`)).records;
		for (const [index, record] of expected.entries()) {
			const ours = records[index];
			const entry = `${name} ${index + 1}`;
			if (ours) yield* compared(entry, foldedTitles(cslItemOf(ours)), foldedTitles(cslItemOf(record)), cslVariables);
			else yield { entry, variable: 'record', ours: '', theirs: record.title };
		}
	}
}

/** Biber's tests of names and dates. */
function* biber(repository: string): Generator<FixtureCase> {
	for (const name of ['names', 'dateformats']) {
		const records = new Map(
			readBibtex(readFileSync(join(repository, `t/tdata/${name}.bib`), 'utf8')).records.map((each) => [each.key, each]),
		);
		for (const { key, bibtex, expected } of expectedOfBiber(readFileSync(join(repository, `t/${name}.t`), 'utf8'))) {
			const record = bibtex === undefined ? records.get(key) : readBibtex(bibtex).records[0];
			if (record) yield* compared(`${name}.t ${key}`, biberWordsOf(record), expected, Object.keys(expected));
		}
	}
}

/** A record in the words of Biber's tests. */
function biberWordsOf(record: SourceRecord): Item {
	const name = ({ family, given, particle, suffix }: Name): string => [particle, family, given, suffix].map((part) => part ?? '').join('|');
	const item = cslItemOf(record);
	return {
		author: record.authors.map(name).join('; '),
		editor: record.editors.map(name).join('; '),
		date: item.issued,
		origdate: item['original-date'],
		eventdate: item['event-date'],
		urldate: item.accessed,
	};
}

/** Hayagriva's own example library, with the values that its YAML has. */
function* hayagriva(repository: string): Generator<FixtureCase> {
	const text = readFileSync(join(repository, 'tests/data/basic.yml'), 'utf8');
	const entries = parse(text, { schema: 'failsafe' }) as Readonly<Record<string, Item>>;
	const records = new Map(readYamlLibrary(text).records.map((record) => [record.key, record]));
	for (const [key, entry] of Object.entries(entries)) {
		const record = records.get(key);
		if (!record) yield { entry: key, variable: 'record', ours: '', theirs: key };
		else {
			const theirs = hayagrivaValues(entry);
			yield* compared(key, cslItemOf(record), theirs, Object.keys(theirs));
		}
	}
}

/** What a Hayagriva entry says for variables of CSL; of a part, its parents' where it has none (Hayagriva, "File format"). */
function hayagrivaValues(entry: Item): Item {
	const above = [entry, ...parentsOf(entry), ...parentsOf(entry).flatMap(parentsOf)];
	const first = (of: (each: Item) => unknown): string | undefined =>
		above.map((each) => hayagrivaText(of(each))).find((text) => text !== '');
	const numbers = (each: Item): Item => (isItem(each['serial-number']) ? each['serial-number'] : {});
	const date = first((each) => each.date);
	return {
		title: hayagrivaText(entry.title),
		'container-title': parentsOf(entry).map((each) => hayagrivaText(each.title))[0] ?? '',
		author: hayagrivaNames(entry.author),
		editor: above.map((each) => hayagrivaNames(each.editor)).find((names) => names !== '') ?? '',
		issued: date === undefined ? '' : date.startsWith('~') ? `${date.slice(1)}~` : date,
		page: hayagrivaText(entry['page-range']),
		volume: first((each) => each.volume) ?? '',
		publisher: first((each) => each.publisher) ?? hayagrivaText(entry.organization),
		URL: hayagrivaText(entry.url),
		accessed: isItem(entry.url) ? hayagrivaText(entry.url.date) : '',
		DOI: hayagrivaText(numbers(entry).doi),
		ISBN: first((each) => numbers(each).isbn) ?? '',
		ISSN: first((each) => numbers(each).issn) ?? '',
		language: hayagrivaText(entry.language),
		genre: hayagrivaText(entry.genre),
		note: hayagrivaText(entry.note),
		'number-of-pages': hayagrivaText(entry['page-total']),
		'number-of-volumes': hayagrivaText(entry['volume-total']),
	};
}

const isItem = (value: unknown): value is Item => typeof value === 'object' && value !== null && !Array.isArray(value);

const parentsOf = (entry: Item): readonly Item[] => [entry.parent].flat().filter(isItem);

function hayagrivaText(value: unknown): string {
	if (isItem(value)) return hayagrivaText(value.value ?? value.name);
	return typeof value === 'string' ? value.replace(/[{}]/g, '') : '';
}

/** Names as `said` has them: `||family|given|suffix`; a name without a comma stays whole. */
function hayagrivaNames(value: unknown): string {
	return [value ?? []]
		.flat()
		.map((each: unknown) => {
			if (isItem(each)) return `||${hayagrivaText(each.prefix)}|${hayagrivaText(each.name)}|${hayagrivaText(each['given-name'])}|`;
			const [family = '', given] = String(each).split(', ');
			return given === undefined ? `${family}|||||` : `|||${family}|${given}|`;
		})
		.join('; ');
}

const filesIn = (folder: string, pattern: RegExp): readonly string[] =>
	readdirSync(folder)
		.filter((name) => pattern.test(name))
		.sort();
