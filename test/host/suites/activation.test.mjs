// When the extension starts, and what that costs VS Code, by VS Code's own figures.
import assert from 'node:assert/strict';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { inVSCode } from '../inVSCode.mjs';
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
			return { folder, settings: { 'workbench.startupEditor': 'none' } };
		},
		(opened) => {
			code = opened.code;
		},
	);
	teardown(() => closeAll(code));

	/** What VS Code says of each extension that runs: name and times. */
	const running = async () => {
		await code.run('Developer: Show Running Extensions');
		const rows = code.page.locator('.runtime-extensions-editor .extension');
		await rows.first().waitFor();
		const all = await rows.evaluateAll((each) => each.map((row) => row.textContent ?? ''));
		return all.filter((text) => /lectern/i.test(text) && !/driver/i.test(text));
	};

	test('does not happen for a file that Lectern has nothing to do with', async () => {
		await code.open('plain.txt');
		assert.deepEqual(await running(), []);
	});

	test('happens for a Markdown file, and VS Code says how long it took', async () => {
		await code.open('note.md');
		const [row] = await code.eventually(running, (rows) => rows.some((text) => /\d+ ?ms/.test(text)));
		await code.shot('runningExtensions');
		const [, milliseconds] = /Activation: (\d+) ?ms/i.exec(row ?? '') ?? [];
		console.log(`      activated in ${milliseconds} ms: ${row}`);
		assert.ok(milliseconds !== undefined, row);
	});
});
