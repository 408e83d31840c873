import assert from 'node:assert/strict';
import { keyInQuery, queryFor } from '../../../../client/reader/link.js';

/** As VS Code hands it over. */
const followed = (key: string, more = '') => keyInQuery(decodeURIComponent(queryFor(key)) + more);

suite('A link to a paper', () => {
	for (const key of ['chen2016infogan', 'ABC+12', 'a&b', 'a=b', '50%', 'a%2Bb', 'DBLP:conf/nips/Chen', 'Łukasz 2020', 'x&windowId'])
		test(`leads to ${key}`, () => {
			assert.equal(followed(key), key);
		});

	test('leads to its paper with the window that VS Code adds', () => {
		assert.equal(followed('ABC+12', '&windowId=_blank'), 'ABC+12');
		assert.equal(followed('a&b', '&windowId=3'), 'a&b');
	});

	for (const query of ['', 'key=', 'paper=chen2016infogan'])
		test(`leads nowhere with “${query}”`, () => {
			assert.equal(keyInQuery(query), undefined);
		});
});
