import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { Document } from '../../../../../server/engine/documents/document.js';
import { readBibtex } from '../../../../../server/engine/library/formats/bibtex/read.js';
import type { Library } from '../../../../../server/engine/library/library.js';
import { createLibraryStore } from '../../../../../server/engine/library/store.js';
import { wellKnownNames, workHashes } from '../../../../../server/engine/library/wellKnownNames.js';

interface Work {
	readonly key: string;
	readonly name: string;
	readonly title: string;
	readonly author: string;
	readonly year: string;
}

const works: readonly Work[] = readFileSync('test/fixtures/names/well-known.tsv', 'utf8')
	.trimEnd()
	.split('\n')
	.slice(1)
	.map((line, index) => {
		const [name, title, author, year] = line.split('\t') as [string, string, string, string];
		return { key: `work${index}`, name, title, author, year };
	});

/** A title as Google Scholar writes it: small letters but for the first. */
const inSmallLetters = (title: string): string => title.charAt(0).toUpperCase() + title.slice(1).toLowerCase();

function libraryOf(entries: readonly Work[], names: string): Library {
	const store = createLibraryStore(wellKnownNames(names));
	const text = entries
		.map(
			({ key, title, author, year }) =>
				`@article{${key},\n title={${inSmallLetters(title)}},\n author={${author}, A. and Else, B.},\n year={${year}}\n}`,
		)
		.join('\n');
	store.replace({ uri: 'file:///refs.bib', origin: 'workspace', format: 'bibtex' }, readBibtex(text));
	return store.current;
}

const sentences: readonly ((name: string) => string)[] = [
	(name) => `We compare the results of ${name} with our own on two data sets.`,
	(name) => `Following ${name}, the second experiment is repeated.`,
	(name) => `Most of it builds on ${name} and later work.`,
];

const mentioned = (library: Library, text: string): readonly string[] =>
	new Document('file:///note.md', 'markdown', 1, text).mentions(library).flatMap(({ papers }) => papers.map(({ key }) => key));

suite('three hundred well-known works in a bibliography without capitals', () => {
	const list = readFileSync('corpus/names.tsv', 'utf8');
	const sentenceOn = ({ name }: Work, index: number) => sentences[index % sentences.length]!(name);

	test('are recognised by the names that people use, nine in ten at least', () => {
		const library = libraryOf(works, list);
		const found = works.filter((work, index) => mentioned(library, sentenceOn(work, index)).includes(work.key));
		assert.ok(found.length >= 270, `${found.length} of ${works.length}`);
	});

	test('are not recognised where the bibliography does not have them', () => {
		const library = libraryOf([], list);
		assert.deepEqual(
			works.flatMap((work, index) => mentioned(library, sentenceOn(work, index))),
			[],
		);
	});

	test('are found by these names when a citation is searched', () => {
		const library = libraryOf(works, list);
		const found = works.filter(({ name, key }) => library.find(name, { limit: 5 }).some(({ paper }) => paper.key === key));
		assert.ok(found.length >= 285, `${found.length} of ${works.length}`);
	});
});

suite('a well-known name', () => {
	const list = readFileSync('corpus/names.tsv', 'utf8');
	const resnet = { key: 'he', name: 'ResNet', title: 'Deep residual learning for image recognition', author: 'He', year: '2016' };

	test('is that of the work with the title and first author, one year off', () => {
		assert.deepEqual(mentioned(libraryOf([resnet], list), 'A ResNet is enough.'), ['he']);
	});

	test('is not that of a work with the same title by others', () => {
		assert.deepEqual(mentioned(libraryOf([{ ...resnet, author: 'Who' }], list), 'A ResNet is enough.'), []);
	});

	test('is not that of a work with the same title ten years later', () => {
		assert.deepEqual(mentioned(libraryOf([{ ...resnet, year: '2026' }], list), 'A ResNet is enough.'), []);
	});

	test('has the letters that the build writes as escapes', () => {
		const work: Work = { key: 'hardy', name: '', title: 'Mendelian proportions in a mixed population', author: 'Hardy', year: '1908' };
		const hashes = workHashes(work.title, [work.author]).map((hash) => hash.toString(36));
		const library = libraryOf([work], `# A comment.\n${hashes}\t1908\tHardy\\u2013Weinberg equilibrium\n`);
		assert.deepEqual(mentioned(library, 'The Hardy–Weinberg equilibrium holds.'), ['hardy']);
	});
});
