import assert from 'node:assert/strict';
import { Names } from '../../../../../server/engine/documents/mentions/entered.js';
import { readBibtex } from '../../../../../server/engine/library/formats/bibtex/read.js';
import type { Library } from '../../../../../server/engine/library/library.js';
import { createLibraryStore } from '../../../../../server/engine/library/store.js';
import { bibliographyOf, type Entries } from '../../../namedIn.js';

const sourceOf = (name: string) => ({ uri: `file:///${name}.bib`, origin: 'workspace', format: 'bibtex' }) as const;

/** A library with a bibliography for each group of entries. */
function libraryOf(...groups: readonly Entries[]): Library {
	const store = createLibraryStore();
	for (const [index, entries] of groups.entries()) store.replace(sourceOf(String(index)), readBibtex(bibliographyOf(entries)));
	return store.current;
}

/** The names of a library, all entered. */
function namesOf(library: Library): Names {
	const names = new Names();
	assert.equal(names.enter(library, Number.POSITIVE_INFINITY), true);
	return names;
}

const versionOf = (...groups: readonly Entries[]): string => {
	const library = libraryOf(...groups);
	return namesOf(library).versionFor(library);
};

const one = 'title={Weaving}, author={Quist, A.}, year={2018}';

suite('the names of a library', () => {
	test('are entered some records at a time, until none is left', () => {
		const library = libraryOf({ a: 'names={QumNet}', b: 'names={Zorla}', c: 'names={Tiro}' }, { d: 'names={Miro}' });
		const names = new Names();
		const steps: (readonly [isDone: boolean, names: number])[] = [];
		for (let step = 0; step < 4; step++) {
			const isDone = names.enter(library, 2);
			steps.push([isDone, names.automaton.written.filter((written) => /^(?:QumNet|Zorla|Tiro|Miro)$/.test(written ?? '')).length]);
		}
		assert.deepEqual(steps, [
			[false, 2],
			[true, 4],
			[true, 4],
			[true, 4],
		]);
	});

	test('have a version that says what was entered, in whatever order', () => {
		const [first, second] = [{ a: one }, { b: 'title={Glowing}, author={Borla, B.}, year={2019}' }];
		assert.equal(versionOf(first, second), versionOf(second, first));
		assert.notEqual(versionOf(first), versionOf(first, second));
		assert.equal(versionOf(first), versionOf(first));
	});

	for (const [what, fields] of [
		['another title', 'title={Knitting}, author={Quist, A.}, year={2018}'],
		['another author', 'title={Weaving}, author={Borla, A.}, year={2018}'],
		['another year', 'title={Weaving}, author={Quist, A.}, year={2019}'],
		['a name', `${one}, names={QumNet}`],
		['a DOI', `${one}, doi={10.1000/q.1}`],
		['an arXiv identifier', `${one}, eprint={1606.03657}, eprinttype={arxiv}`],
	])
		test(`have another version with ${what}`, () => assert.notEqual(versionOf({ a: fields! }), versionOf({ a: one })));

	test('have another version with another key or type', () => {
		assert.notEqual(versionOf({ b: one }), versionOf({ a: one }));
		assert.notEqual(versionOf({ 'book a': one }), versionOf({ a: one }));
	});

	test('have a version only of what a library still has', () => {
		const store = createLibraryStore();
		store.replace(sourceOf('a'), readBibtex(bibliographyOf({ a: one })));
		const names = namesOf(store.current);
		const before = names.versionFor(store.current);
		store.replace(sourceOf('b'), readBibtex(bibliographyOf({ b: 'names={QumNet}' })));
		assert.equal(names.versionFor(store.current), before, 'not entered yet');
		names.enter(store.current, 10);
		assert.notEqual(names.versionFor(store.current), before);
		store.remove('file:///b.bib');
		assert.equal(names.versionFor(store.current), before);
	});

	test('are mostly gone once more than half of some thousand are', () => {
		const many = (count: number): Entries => Object.fromEntries(Array.from({ length: count }, (_, index) => [`k${index}`, one]));
		const store = createLibraryStore();
		const names = new Names();
		const enter = (name: string, count: number) => {
			store.replace(sourceOf(name), readBibtex(bibliographyOf(many(count))));
			names.enter(store.current, Number.POSITIVE_INFINITY);
			return names.isMostlyGone(store.current);
		};
		assert.deepEqual([enter('a', 2000), enter('a', 2000), enter('a', 100)], [false, false, true]);
		assert.equal(namesOf(libraryOf({ a: one })).isMostlyGone(libraryOf()), false, 'few');
	});
});
