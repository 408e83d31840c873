import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { withVersion } from '../../../scripts/setVersion.mjs';

const { version }: { readonly version: string } = JSON.parse(readFileSync('package.json', 'utf8'));

suite('the version of package.json', () => {
	test('is that of the action and the hook in docs/check.md', () => {
		const page = readFileSync('docs/check.md', 'utf8');
		const named = Array.from(page.matchAll(/\bv(\d+\.\d+\.\d+[\w.+-]*)/g), ([, each]) => each);
		assert.deepEqual(named, [version, version]);
	});

	test('is that of the lock file', () => {
		const lock = JSON.parse(readFileSync('package-lock.json', 'utf8'));
		assert.deepEqual([lock.version, lock.packages[''].version], [version, version]);
	});

	test('is the first of the changelog', () => {
		assert.equal(/^## (\S+?),/m.exec(readFileSync('CHANGELOG.md', 'utf8'))?.[1], version);
	});

	test('is written wherever one was named, also over one with a suffix', () => {
		assert.equal(
			withVersion('- uses: lectern/lectern@v0.2.0-rc.1\n- uses: actions/checkout@v4\n  rev: v0.1.0\n', '1.0.0'),
			'- uses: lectern/lectern@v1.0.0\n- uses: actions/checkout@v4\n  rev: v1.0.0\n',
		);
	});
});
