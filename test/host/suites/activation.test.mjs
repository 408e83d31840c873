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
			return { folder, beside: 'test/host/markdownFirst', settings: { 'workbench.startupEditor': 'none' } };
		},
		(opened) => {
			code = opened.code;
		},
	);
	teardown(() => closeAll(code));

	/** What VS Code says of the extensions that run and whose names match: name and times. */
	const running = async (name) => {
		await code.run('Developer: Show Running Extensions');
		const rows = code.page.locator('.runtime-extensions-editor .monaco-list-row');
		await rows.first().waitFor();
		await rows.first().hover();
		await code.page.mouse.wheel(0, -100_000);
		const found = new Map();
		// The list has the rows that show, and those that took least are the last.
		await code.eventually(
			async () => {
				const seen = await rows.evaluateAll((all) =>
					all.map((row) => ({ place: row.ariaPosInSet, text: row.textContent ?? '', size: row.ariaSetSize })),
				);
				for (const { place, text } of seen) found.set(place, text);
				await code.page.mouse.wheel(0, 300);
				return Number(seen[0]?.size);
			},
			(size) => found.size >= size,
		);
		return [...found.values()].filter((text) => name.test(text) && !/driver/i.test(text));
	};
	const lectern = () => running(/lectern/i);

	test('does not happen for a file that Lectern has nothing to do with', async () => {
		await code.open('plain.txt');
		assert.deepEqual(await lectern(), []);
	});

	test('happens for a Markdown file, and VS Code says how long it took', async () => {
		// VS Code loads the extensions that one event starts one after the other, and counts for each what those before it took. Its own Markdown
		// extension, which a Markdown file starts with ours, runs before therefore.
		await code.eventually(
			() => running(/markdown language features/i),
			(rows) => rows.some((text) => /\d+ ?ms/.test(text)),
		);
		await code.open('note.md');
		const [row] = await code.eventually(lectern, (rows) => rows.some((text) => /\d+ ?ms/.test(text)));
		await code.shot('runningExtensions');
		const [, milliseconds] = /Activation: (\d+) ?ms/i.exec(row ?? '') ?? [];
		console.log(`      activated in ${milliseconds} ms: ${row}`);
		assert.ok(milliseconds !== undefined, row);
	});
});
