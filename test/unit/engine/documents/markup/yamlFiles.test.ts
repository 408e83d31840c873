import assert from 'node:assert/strict';
import { yamlFiles, yamlFilesOfEach } from '../../../../../server/engine/documents/markup/yamlFiles.js';

/** More than is read as a whole. */
const long = `a: &a [${'x,'.repeat(60_000)}]\n`;

/** The files that a text names, and what is at their places. */
function named(text: string): readonly (readonly string[])[] {
	const all = [...(yamlFiles(text, ['bibliography'], 3)?.files ?? []), ...yamlFilesOfEach(text, 'format', 'bibliography', 3)];
	return all.map(({ path, span }) => [path, text.slice(span.start - 3, span.end - 3)]);
}

suite('the files that a YAML text names', () => {
	for (const [text, ...paths] of [
		['bibliography: a.bib\n', 'a.bib'],
		['bibliography: [a.bib,\n  "b.bib"\n]\n', 'a.bib', 'b.bib'],
		["'bibliography':\r\n- a.bib\r\n# more\r\n\r\n- b.bib\r\nother: c.bib\r\n", 'a.bib', 'b.bib'],
		['bibliography:\n  x: a.bib\n  y: b.bib\n', 'a.bib', 'b.bib'],
		['format:\n  html:\n    bibliography: a.bib\n  pdf:\n    bibliography: [b.bib]\ntoc: true\n', 'a.bib', 'b.bib'],
		['x:\n  bibliography: a.bib\n'],
		['note: |\n  bibliography: a.bib\n'],
		['bibliography:\n--- \nb: c.bib\n'],
	] as const)
		test(`are the same in a long one: ${JSON.stringify(text)}`, () => {
			assert.deepEqual(
				named(text),
				paths.map((path) => [path, path]),
			);
			for (const whole of [long + text, text + long]) assert.deepEqual(named(whole), named(text));
		});

	test('are found in the lines of their field alone where the text is long: what else is in it may be given up', () => {
		const broken = `${'['.repeat(200)}\n`;
		assert.deepEqual(named(`b: ${broken}bibliography: a.bib\n`), []);
		assert.deepEqual(named(`${long}b: ${broken}bibliography: a.bib\n`), [['a.bib', 'a.bib']]);
	});
});
