import assert from 'node:assert/strict';
import { Names } from '../../../../../server/engine/documents/mentions/entered.js';
import { nickname, otherNameAsWritten } from '../../../../../server/engine/documents/mentions/strictness.js';
import { readBibtex } from '../../../../../server/engine/library/formats/bibtex/read.js';
import type { Library } from '../../../../../server/engine/library/library.js';
import { type GivenName, NameChoices } from '../../../../../server/engine/library/nameChoices.js';
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

/** A library with what notes, or the user, call the paper `a`. */
function libraryWith(entries: Entries, notes: readonly GivenName[], said: readonly string[] = []): Library {
	const store = createLibraryStore();
	store.replace(sourceOf('refs'), readBibtex(bibliographyOf(entries)));
	store.useChoices(choicesOf(notes, said));
	return store.current;
}

function choicesOf(notes: readonly GivenName[], said: readonly string[] = []): NameChoices {
	const file = { names: new Map([['a', said]]), never: new Map(), notHere: new Map() };
	return new NameChoices(
		said.length === 0 ? new Map() : new Map([['file:///w', file]]),
		notes.length === 0 ? new Map() : new Map([['a', notes]]),
	);
}

const writtenIn = ({ automaton }: Names): readonly string[] => automaton.written.filter((written) => written !== undefined);

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

	test('are entered from one bibliography after the other', () => {
		const library = libraryOf({ a: 'names={QumNet}', b: 'names={Zorla}' }, { c: 'names={Tiro}', d: 'names={Miro}' });
		const names = new Names();
		const steps = [2, 0, 1, 1, 0].map((records) => [
			names.enter(library, records),
			writtenIn(names).filter((written) => /^(?:QumNet|Zorla|Tiro|Miro)$/.test(written)).length,
		]);
		assert.deepEqual(steps, [
			[false, 2],
			[false, 2],
			[false, 3],
			[true, 4],
			[true, 4],
		]);
	});

	test('have a version with how many records there are, and what is said about names', () => {
		const library = libraryOf({ a: one }, { b: one });
		assert.match(namesOf(library).versionFor(library), /^\d+\.2$/);
		const versionWith = (given: string | undefined) => {
			const withChoices = libraryWith({ a: one }, given === undefined ? [] : [{ name: given }]);
			return namesOf(withChoices).versionFor(withChoices);
		};
		assert.equal(versionWith(undefined), versionOf({ a: one }));
		assert.match(versionWith('QumNet'), /^\d+\.1\.\w+$/);
		assert.equal(new Set([versionWith(undefined), versionWith('QumNet'), versionWith('Zorla')]).size, 3);
	});

	test('are not mostly gone where they are few, or half of them are left', () => {
		const store = createLibraryStore();
		for (const [name, count] of [
			['a', 2047],
			['b', 1],
			['c', 2048],
		] as const) {
			const entries = Array.from({ length: count }, (_, index) => [`${name}${index}`, '']);
			store.replace(sourceOf(name), readBibtex(bibliographyOf(Object.fromEntries(entries))));
		}
		const names = new Names();
		const none = libraryOf();
		names.enter(store.current, 4095);
		assert.equal(names.isMostlyGone(none), false, 'few');
		names.enter(store.current, 1);
		assert.equal(names.isMostlyGone(none), true);
		assert.equal(names.isMostlyGone(store.current), false);
		store.remove('file:///c.bib');
		assert.equal(names.isMostlyGone(store.current), false, 'half');
		store.remove('file:///b.bib');
		assert.equal(names.isMostlyGone(store.current), true, 'less than half');
	});

	test('are none that a text could not have for it', () => {
		const written = writtenIn(namesOf(libraryOf({ a: 'names={the, QumNet}' })));
		assert.deepEqual([written.includes('the'), written.includes('QumNet')], [false, true]);
	});

	test('match in any spelling where they are titles of five words that are not short, or of as many that mean something', () => {
		const isEasy = (written: string, field = 'title') => {
			const names = namesOf(libraryOf({ a: `${field}={${written}}` }));
			return names.automaton.count > 0 && names.strictness(0) === undefined && names.automaton.written[0] === undefined;
		};
		assert.deepEqual(
			[
				'Weaving-colour-basket-water-light',
				'Weaving-colour-basket-water-li0ht',
				'Weaving-colour-basket-water-light-ovens',
				'Weaving-colour-basket-water-light oven',
				'Warm nets, blue oven, cold lamp',
			].filter((title) => !isEasy(title)),
			[],
		);
		assert.deepEqual(
			['Weaving-colour-basket-water-oven', 'Weaving of colour-basket waters', 'Warm nets of blue'].filter((title) => isEasy(title)),
			[],
		);
		assert.equal(isEasy('Weaving colour basket water light', 'names'), false, 'a nickname');
	});

	test('are judged once, and again after some thousand others', () => {
		const names = new Names();
		const many = Array.from({ length: 8193 }, (_, index) => `QumNet${index}`);
		names.enter(libraryOf({ a: `names={${many.join(', ')}}` }), 1);
		const strictnessOf = (index: number) => names.strictness(names.automaton.written.indexOf(many[index]!));
		const first = strictnessOf(0);
		for (let index = 1; index < 8192; index++) strictnessOf(index);
		assert.equal(strictnessOf(0), first);
		strictnessOf(8192);
		assert.notEqual(strictnessOf(0), first);
		assert.deepEqual(strictnessOf(0), first);
	});

	test('have the addresses of pages, each with all its records', () => {
		const url = 'url={https://openreview.net/forum?id=Qum1}';
		const names = namesOf(libraryOf({ a: url, b: url, c: 'url={https://example.org/x}' }));
		assert.equal(names.recordsAt('https://openreview.net/forum?id=Qum1').length, 2);
		assert.deepEqual(names.recordsAt('https://example.org/x'), []);
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
		assert.deepEqual([enter('a', 1500), enter('a', 1500), enter('a', 1800)], [false, false, true]);
		assert.equal(namesOf(libraryOf({ a: one })).isMostlyGone(libraryOf()), false, 'few');
	});
});

suite('the names that are given to a paper', () => {
	/** The names that are current, each with its kind. */
	function currentIn(names: Names, library: Library): readonly (readonly [written: string | undefined, kind: number])[] {
		const { count, written, kinds } = names.automaton;
		const all = Array.from({ length: count }, (_, name) => name).filter((name) => names.isCurrent(name, library));
		return all.map((name) => [written[name], kinds[name]! & 31] as const).filter(([each]) => each?.startsWith('Qum'));
	}

	test('are names as long as they are given, and the paper is there', () => {
		const store = createLibraryStore();
		const names = new Names();
		const currentWith = (choices: NameChoices) => {
			store.useChoices(choices);
			names.enter(store.current, 10);
			names.enterGiven(store.current);
			return currentIn(names, store.current);
		};
		store.replace(sourceOf('refs'), readBibtex(bibliographyOf({ a: one })));
		assert.deepEqual(currentWith(choicesOf([])), []);
		assert.deepEqual(currentWith(choicesOf([{ name: 'QumNet', asks: 'capitals' }])), [['QumNet', otherNameAsWritten]]);
		assert.deepEqual(
			currentWith(choicesOf([{ name: 'QumTiro' }])).map(([written]) => written),
			['QumTiro'],
		);
		assert.deepEqual(currentWith(choicesOf([])), []);
		assert.deepEqual(currentWith(choicesOf([], ['QumNet'])), [
			['QumNet', otherNameAsWritten],
			['QumNet', nickname],
		]);
		store.replace(sourceOf('refs'), readBibtex(bibliographyOf({ b: one })));
		assert.deepEqual(currentIn(names, store.current), []);
		store.remove('file:///refs.bib');
		assert.deepEqual(currentIn(names, store.current), []);
	});

	test('are entered once, however often the library changes', () => {
		const store = createLibraryStore();
		const names = new Names();
		store.replace(sourceOf('refs'), readBibtex(bibliographyOf({ a: one })));
		store.useChoices(choicesOf([{ name: 'QumNet' }]));
		for (const other of ['b', 'c']) {
			names.enterGiven(store.current);
			store.replace(sourceOf(other), readBibtex(bibliographyOf({ [other]: one })));
		}
		assert.deepEqual(writtenIn(names), ['QumNet']);
	});

	test('may lack their last “s” if they have several words', () => {
		const writtenWith = (name: string) => {
			const names = new Names();
			names.enterGiven(libraryWith({ a: one }, [{ name }]));
			return writtenIn(names);
		};
		assert.deepEqual(writtenWith('Qum Nets'), ['Qum Nets', 'Qum Nets']);
		assert.deepEqual(writtenWith('QumNets'), ['QumNets']);
		assert.deepEqual(writtenWith('the'), []);
	});

	test('are not looked through again in a library of which all are entered, however many files it has', () => {
		const library = libraryOf({ a: 'QumNets' });
		let reads = 0;
		const counted = Object.create(library, {
			blocks: {
				get() {
					reads++;
					return library.blocks;
				},
			},
		}) as Library;
		const names = namesOf(counted);
		for (let index = 0; index < 100; index++) names.enter(counted, 10);
		assert.equal(reads, 1);
	});
});
