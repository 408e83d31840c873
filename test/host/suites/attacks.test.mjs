// Attacks on all pages in the real workbench: nothing happens; and some of them in a build without guards, where each does harm (`npm run attacks` has all).
import assert from 'node:assert/strict';
import { dropOnPage } from '../attacks/pages.mjs';
import { testAttacks } from '../attacks/run.mjs';
import { attacks } from '../attacks/table.mjs';

suite('attacks on the pages in VS Code', function () {
	this.timeout(300_000);
	const stage = testAttacks({ isGuarded: true });

	test('what is dropped on a page is not opened, loaded or shown', async () => {
		assert.deepEqual(await dropOnPage(stage), []);
	});

	test('there are attacks of every kind', () => {
		assert.ok(attacks.length >= 80, `${attacks.length} attacks`);
		assert.equal(new Set(attacks.map(({ page, kind, name }) => `${page}, ${kind}, ${name}`)).size, attacks.length);
	});
});

suite('attacks on pages without guards in VS Code', function () {
	this.timeout(300_000);
	testAttacks({ isGuarded: false, names: ['comparison', 'map', 'status'] });
});
