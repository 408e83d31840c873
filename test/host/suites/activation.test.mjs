// When the extension starts, and what that costs VS Code, by VS Code's own figures.
import assert from 'node:assert/strict';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { inVSCode } from '../inVSCode.mjs';
import { markdownFirst, millisecondsIn, runningExtensions } from '../runningExtensions.mjs';
import { closeAll } from '../stage.mjs';

suite('activation in VS Code', function () {
	this.timeout(180_000);
	// Without a library, whose presence starts the extension.
	const folder = mkdtempSync(path.join(tmpdir(), 'lec-plain-'));
	let code;
	inVSCode(
		() => {
			writeFileSync(path.join(folder, 'plain.txt'), 'Nothing is cited here.\n');
			writeFileSync(path.join(folder, 'note.md'), 'InfoGAN is named here.\n');
			return { folder, beside: markdownFirst, settings: { 'workbench.startupEditor': 'none' } };
		},
		(opened) => {
			code = opened.code;
		},
	);
	teardown(() => closeAll(code));

	const running = (name) => runningExtensions(code, name);
	const lectern = () => running(/lectern/i);

	test('does not happen for a file that Lectern has nothing to do with', async () => {
		await code.open('plain.txt');
		assert.deepEqual(await lectern(), []);
	});

	test('happens for a Markdown file, and VS Code says how long it took', async () => {
		await code.eventually(
			() => running(/markdown language features/i),
			(rows) => rows.some((text) => millisecondsIn(text) !== undefined),
		);
		await code.open('note.md');
		const [row] = await code.eventually(lectern, (rows) => rows.some((text) => millisecondsIn(text) !== undefined));
		await code.shot('runningExtensions');
		const milliseconds = millisecondsIn(row);
		console.log(`      activated in ${milliseconds} ms: ${row}`);
		assert.ok(milliseconds !== undefined, row);
	});
});
