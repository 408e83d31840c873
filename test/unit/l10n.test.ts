import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';

const read = (path: string): Readonly<Record<string, string>> => JSON.parse(readFileSync(path, 'utf8'));

/** Every English text that the client shows: what `l10n.t` is first given. */
function shownTexts(): string[] {
	const texts = readdirSync('client', { recursive: true, encoding: 'utf8' })
		.filter((name) => name.endsWith('.ts'))
		.flatMap((name) =>
			Array.from(readFileSync(`client/${name}`, 'utf8').matchAll(/l10n\.t\(\s*'((?:[^'\\]|\\.)*)'/g), ([, text]) => text!),
		);
	return [...new Set(texts)].sort();
}

const placeholders = (text: string): string => (text.match(/\{\d\}|\$\{\w+\}|\(command:[\w.]+\)/g) ?? []).sort().join();

suite('the German translation', () => {
	for (const [what, english, german] of [
		['what the manifest says', read('package.nls.json'), read('package.nls.de.json')],
		['what the client shows', Object.fromEntries(shownTexts().map((text) => [text, text])), read('l10n/bundle.l10n.de.json')],
	] as const) {
		test(`has ${what}, all of it and nothing else`, () => {
			assert.ok(Object.keys(english).length > 50);
			assert.deepEqual(Object.keys(german).sort(), Object.keys(english).sort());
		});

		test(`keeps the places to be filled in ${what}`, () => {
			for (const [key, text] of Object.entries(german)) {
				assert.notEqual(text.trim(), '', key);
				assert.equal(placeholders(text), placeholders(english[key]!), key);
			}
		});
	}
});
