import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';

suite('the arguments with which the server is started', () => {
	const start = (...args: readonly string[]) => spawnSync(process.execPath, ['dist/server.js', ...args], { encoding: 'utf8', input: '' });

	for (const [unknown, args] of [
		['--bogus', ['--stdio', '--bogus']],
		['--studio', ['--studio']],
		['notes', ['notes']],
		['7001', ['--socket', '7000', '7001']],
	] as const)
		test(`are named where they mean nothing: ${args.join(' ')}`, () => {
			const { status, stdout, stderr } = start(...args);
			assert.equal(status, 2);
			assert.equal(stdout, '');
			assert.ok(stderr.includes(`does not know “${unknown}”`), stderr);
			assert.match(stderr, /Usage: lectern-language-server --stdio/);
		});

	test('may be those that client libraries add', () => {
		assert.equal(start('--stdio', '--clientProcessId=1').stderr, '');
		assert.equal(start('--stdio', '--clientProcessId', '1', '--client=eglot').stderr, '');
	});
});
