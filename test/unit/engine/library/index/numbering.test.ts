import assert from 'node:assert/strict';
import { packRecords } from '../../../../../server/engine/library/index/pack.js';
import type { LibraryStore } from '../../../../../server/engine/library/library.js';
import { createLibraryStore } from '../../../../../server/engine/library/store.js';
import { record, source } from '../fixtures.js';

const churning = source('file:///churning.bib');
const harbour = record('lang2021', { title: 'Harbour lights as a learning signal', year: 2021 });

/** A word of letters alone for each number. */
const wordOf = (number: number): string => `w${number.toString(26).replace(/\d/g, (digit) => String.fromCharCode(113 + Number(digit)))}`;

/** Puts files of ever new words into the store, so often that most of its words are in no record any more. */
function churn(store: LibraryStore): void {
	for (let time = 0; time < 40; time++) {
		const records = Array.from({ length: 400 }, (_, index) => {
			const words = Array.from({ length: 6 }, (_, word) => wordOf((time * 400 + index) * 6 + word));
			return record(`key${time}x${index}`, { title: words.join(' ') });
		});
		store.replace(churning, { records, problems: [] });
	}
	store.remove(churning.uri);
}

const found = (store: LibraryStore, query: string): readonly string[] => store.current.find(query, {}).map(({ paper }) => paper.key);

suite('the words of a library whose files change', () => {
	test('are forgotten once most of them are in no record', () => {
		const store = createLibraryStore();
		store.replace(source('file:///refs.bib'), { records: [harbour], problems: [] });
		const numbering = store.words.numbering;
		churn(store);
		assert.ok(store.words.numbering > numbering);
		assert.ok(store.words.vocabulary.size < 110_000, `${store.words.vocabulary.size} words`);
	});

	test('find the papers that stayed, come back or are new', () => {
		const store = createLibraryStore();
		const [refs, later] = [source('file:///refs.bib'), source('file:///later.bib')];
		const kept = packRecords([harbour], [], store.words, 0, 100);
		const unmounted = packRecords([record('marsh2020', { title: 'Tides of a quiet marsh' })], [], store.words, 0, 100);
		store.put(refs, [kept]);
		const before = store.current;
		churn(store);
		store.put(later, [unmounted]);
		assert.deepEqual(found(store, 'harbour sig'), ['lang2021']);
		assert.deepEqual(found(store, 'marsh quiet'), ['marsh2020']);
		assert.deepEqual(found(store, 'hxrbour'), ['lang2021']);
		assert.deepEqual(
			before.find('harbour sig', {}).map(({ paper }) => paper.key),
			['lang2021'],
		);
		store.replace(churning, { records: [record('new', { title: 'Harbour of reeds' })], problems: [] });
		assert.deepEqual([...found(store, 'harbour')].sort(), ['lang2021', 'new']);
	});

	test('keep the records of a file that is put again as it was', () => {
		const store = createLibraryStore();
		const refs = source('file:///refs.bib');
		const pack = packRecords([harbour], [], store.words, 0, 100);
		store.put(refs, [pack]);
		churn(store);
		const number = store.current.numberAt(0);
		store.put(refs, [pack]);
		assert.equal(store.current.numberAt(0), number);
		churn(store);
		store.put(refs, [pack]);
		assert.equal(store.current.numberAt(0), number);
		assert.deepEqual(found(store, 'lights'), ['lang2021']);
	});
});
