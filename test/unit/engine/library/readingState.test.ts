import assert from 'node:assert/strict';
import {
	marking,
	parseReadings,
	type ReadingChange,
	type Readings,
	readingOf,
	withReadings,
} from '../../../../server/engine/library/readingState.js';

const file = '# Ours\nchen2016infogan: read 2026-11-02\nkipf2016semisupervised: reading # slowly\nodd: perhaps\n';

suite('reading states', () => {
	test('are read from a plain file, odd lines aside', () => {
		assert.deepEqual(
			[...parseReadings(file)],
			[
				['chen2016infogan', { state: 'read', date: '2026-11-02' }],
				['kipf2016semisupervised', { state: 'reading' }],
			],
		);
	});

	test('are none in a file that is no YAML', () => {
		assert.deepEqual([...parseReadings('a: [')], []);
		assert.deepEqual([...parseReadings('- a\n- b')], []);
	});

	test('are those that can be read beside anything else, which is neither followed nor called', () => {
		const odd = ['a: *b', 'a: &x [*x]', 'k: {toString: x}', '? [a, b]\n: read', '!!js/function x: read', '__proto__: read'];
		for (const text of odd) assert.doesNotThrow(() => parseReadings(text), text);
		assert.deepEqual([...parseReadings('a: *b\nk: {toString: x}\nlang2021: read\n').keys()], ['lang2021']);
		assert.deepEqual([...parseReadings('['.repeat(50_000))], []);
	});

	test('are not written where an alias has no anchor or expands to too much', () => {
		const changes = new Map([['new2020', { state: 'read' }]] as const);
		const bomb = `a0: &a0 [x]\n${Array.from({ length: 20 }, (_, n) => `a${n + 1}: &a${n + 1} [${`*a${n}, `.repeat(9)}]\n`).join('')}`;
		assert.deepEqual([withReadings('a: *b\n', changes), withReadings(bomb, changes)], [undefined, undefined]);
	});

	test('belong to a paper by any of its keys, and are unread where no file says', () => {
		const readings = parseReadings(file);
		assert.equal(readingOf(readings, { keys: ['other', 'chen2016infogan'] }).state, 'read');
		assert.equal(readingOf(readings, { keys: ['other'] }).state, 'unread');
	});

	test('are written into what the file holds, its comments and others’ entries as they were', () => {
		const text = withReadings(file, new Map([['new2020', { state: 'reading', date: '2026-11-23' }]]));
		assert.equal(text, `${file}new2020: reading 2026-11-23\n`);
	});

	test('are taken out of the file where a paper is unread again', () => {
		assert.equal(withReadings('a: read 2026-01-01\n', new Map([['a', { state: 'unread' }]])), '');
		assert.equal(withReadings('', new Map([['a', { state: 'read', date: '2026-01-01' }]])), 'a: read 2026-01-01\n');
	});

	const read = (key: string): Readings => new Map([[key, { state: 'read', date: '2026-01-01' }]]);

	test('leave line ends, indentation and blank lines of the file as they are', () => {
		const text = '# Ours\r\na:   reading # why\r\nlist:\r\n    - x\r\n\r\n# Ends here\r\n';
		assert.equal(withReadings(text, read('a')), text.replace('reading', 'read 2026-01-01'));
		assert.equal(withReadings(text, read('b')), text.replace('    - x\r\n', '    - x\r\nb: read 2026-01-01\r\n'));
		assert.equal(withReadings('  a: read', read('b')), '  a: read\n  b: read 2026-01-01\n');
		assert.equal(withReadings('\uFEFF---\na:\n...\n', read('a')), '\uFEFF---\na: read 2026-01-01\n...\n');
	});

	test('leave a comment above the only entry where it was', () => {
		assert.equal(withReadings('# head\na: read\n', new Map([['a', { state: 'unread' }]])), '# head\n');
		assert.equal(withReadings('\uFEFFa: read\nb: read\n', new Map([['a', { state: 'unread' }]])), '\uFEFFb: read\n');
		assert.equal(withReadings('# head\n', read('a')), '# head\na: read 2026-01-01\n');
	});

	test('change together, wherever each is in the file', () => {
		const changes: Readings = new Map([...read('new'), ...read('a'), ...read('a: b')]).set('b', { state: 'unread' });
		assert.equal(
			withReadings('b: read\na: reading\nc: read', changes),
			'a: read 2026-01-01\nc: read\nnew: read 2026-01-01\n"a: b": read 2026-01-01\n',
		);
	});

	test('are written into YAML of any other make, too', () => {
		assert.deepEqual(parseReadings(withReadings('{a: read}', read('b'))!).get('b'), read('b').get('b'));
		assert.deepEqual(parseReadings(withReadings('a: |\n  read\nc: read\n', read('a'))!).get('a'), read('a').get('a'));
		assert.equal(withReadings('a: |\n  read\nc: read\n', new Map([['a', { state: 'unread' }]])), 'c: read\n');
	});

	test('are written under the key that the file has for a paper', () => {
		const own = parseReadings('old: reading 2026-01-01\n');
		const papers = [{ keys: ['new', 'old'] }, { keys: ['other'] }];
		const read = { state: 'read', date: '2026-02-02' } as const;
		assert.deepEqual(
			[...marking(papers, read, own, new Map())],
			[
				['old', read],
				['other', read],
			],
		);
		assert.deepEqual([...marking(papers, { state: 'unread', date: '2026-02-02' }, own, new Map())][0], ['old', { state: 'unread' }]);
	});

	test('say that a paper is unread where a weaker file says otherwise', () => {
		const weaker = parseReadings('a: read 2026-01-01\n');
		const unread = { state: 'unread', date: '2026-02-02' } as const;
		assert.deepEqual([...marking([{ keys: ['a'] }], unread, new Map(), weaker)], [['a', unread]]);
		assert.equal(withReadings('', new Map([['a', unread]])), 'a: unread 2026-02-02\n');
	});

	suite('with stars', () => {
		const after = (text: string, change: ReadingChange, weaker = '') => {
			const changes = marking([{ keys: ['a'] }], change, parseReadings(text), parseReadings(weaker));
			return withReadings(text, changes);
		};

		for (const [line, entry] of [
			['starred', { state: 'unread', isStarred: true }],
			['read starred', { state: 'read', isStarred: true }],
			['reading 2026-01-01 starred', { state: 'reading', date: '2026-01-01', isStarred: true }],
			['starred read', undefined],
			['2026-01-01 starred', undefined],
		] as const)
			test(`read “${line}”`, () => {
				assert.deepEqual(parseReadings(`a: ${line}\n`).get('a'), entry);
			});

		test('keep the state and its date when a star comes or goes', () => {
			assert.equal(after('a: read 2026-01-01 # mine\n', { isStarred: true, date: '2026-02-02' }), 'a: read 2026-01-01 starred # mine\n');
			assert.equal(after('a: read 2026-01-01 starred\n', { isStarred: false, date: '2026-02-02' }), 'a: read 2026-01-01\n');
		});

		test('keep the star when the state changes', () => {
			assert.equal(after('a: starred\n', { state: 'read', date: '2026-02-02' }), 'a: read 2026-02-02 starred\n');
			assert.equal(after('a: read 2026-01-01 starred\n', { state: 'unread', date: '2026-02-02' }), 'a: starred\n');
		});

		test('need a line for a star alone, and none without', () => {
			assert.equal(after('', { isStarred: true, date: '2026-02-02' }), 'a: starred\n');
			assert.equal(after('a: starred\n', { isStarred: false, date: '2026-02-02' }), '');
		});

		test('say that there is no star where a weaker file has one', () => {
			assert.equal(after('', { isStarred: false, date: '2026-02-02' }, 'a: starred\n'), 'a: unread 2026-02-02\n');
			assert.equal(after('', { isStarred: false, date: '2026-02-02' }, 'a: read 2026-01-01 starred\n'), 'a: read 2026-01-01\n');
		});
	});

	test('are never written over a file that is no YAML', () => {
		assert.equal(withReadings('a: [', new Map([['a', { state: 'read' }]])), undefined);
	});
});
