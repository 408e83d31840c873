// What VS Code itself says about the extensions that run.

/**
 * The folder of an extension that starts VS Code's own Markdown extension, to have beside. VS Code loads the extensions that one event starts one
 * after the other, and counts for each what those before it took: a Markdown file starts its own with ours.
 */
export const markdownFirst = 'test/host/markdownFirst';

/**
 * The rows of the extensions that run and whose names match: name and times.
 * @param {import('./workbench.mjs').Workbench} code
 * @param {RegExp} name
 */
export async function runningExtensions(code, name) {
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
}

/** How long an extension took to activate, by its row; nothing where it has not yet. @param {string | undefined} row */
export function millisecondsIn(row) {
	const [, milliseconds] = /Activation: (\d+) ?ms/i.exec(row ?? '') ?? [];
	return milliseconds === undefined ? undefined : Number(milliseconds);
}
