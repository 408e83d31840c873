import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { allEntryTypes, knownFields } from '../../server/engine/library/formats/bibtex/entryTypes.js';
import { fieldExplained, typeExplained } from '../../server/engine/library/formats/bibtex/explained.js';
import { summaryFields } from '../../server/engine/library/formats/summary.js';

type Texts = Readonly<Record<string, string>>;

const read = (path: string): Texts => JSON.parse(readFileSync(path, 'utf8'));

/** What says a text: `l10n.t('…')`, `l10n.t({ message: '…', comment: '…' })`, and the server's `localizable('…')`, which is localized later. */
const said = /\b(?:l10n\.t|localizable)\(\s*(?:\{\s*message:\s*)?'((?:[^'\\]|\\.)*)'(?:,\s*comment:\s*'([^']*)')?/g;

/** The English texts in a folder's code by their keys in a translation: a comment distinguishes those that mean different things. */
const textsIn = (folder: string): Texts =>
	Object.fromEntries(
		readdirSync(folder, { recursive: true, encoding: 'utf8' })
			.filter((name) => name.endsWith('.ts'))
			.flatMap((name) => Array.from(readFileSync(`${folder}/${name}`, 'utf8').matchAll(said)))
			.map(([, text = '', comment]) => {
				const written = text.replaceAll("\\'", "'").replaceAll('\\\\', '\\');
				return [comment === undefined ? written : `${written}/${comment}`, written];
			}),
	);

/** What the server says of names of entry types, fields and topics. */
const explanations = (): readonly string[] =>
	[
		...Array.from(allEntryTypes, typeExplained),
		...Array.from(knownFields, fieldExplained),
		...Object.values(summaryFields),
		...Object.values(parse(readFileSync('corpus/topics.yaml', 'utf8')) as Texts),
	].filter((text) => text !== undefined);

const placeholders = (text: string): string => (text.match(/\{\d\}|\$\{\w+\}|\(command:[\w.]+\)|\*\*/g) ?? []).sort().join();

const shown = { ...textsIn('client'), ...textsIn('server'), ...Object.fromEntries(explanations().map((text) => [text, text])) };

/** Texts of several words, and words of HTML, that code would show as they are, whatever the language. */
function untranslated(code: string): readonly string[] {
	const bare = code
		.replace(/\/\*[\s\S]*?\*\/|(?<=^|[\s;{}(])\/\/.*$/gm, '')
		.replace(/^import .*$/gm, '')
		// Logs and errors that are logged are not translated.
		.replace(/\b(?:console\.\w+|log(?:\.\w+)?|inBackground|Error)\(\s*(?:[\w.]*log,\s*)?(?:`[^`]*`|'[^'\n]*')/g, '')
		.replaceAll(said, '');
	const html = Array.from(bare.matchAll(/>(\s*[A-Z][a-z]+[\w ]*)<\//g), ([, text]) => text!);
	const texts = bare.matchAll(/'([A-Z“](?:[^'\\\n]|\\.)* (?:[^'\\\n]|\\.)*)'|`([A-Z“][^`]* [^`]*)`/g);
	return [...Array.from(texts, ([, plain, template]) => plain ?? template!).filter((text) => !(text in shown)), ...html];
}

suite('what the server shows', () => {
	test('is asked of the translation, all of it', () => {
		// What a style prints goes into the user's files, in the language of the document.
		const printed = 'bibstrings.ts';
		for (const folder of ['engine/features', 'lsp', 'engine/render'])
			for (const name of readdirSync(`server/${folder}`))
				if (name !== printed) assert.deepEqual(untranslated(readFileSync(`server/${folder}/${name}`, 'utf8')), [], `${folder}/${name}`);
	});

	test('would be found where it is not', () => {
		assert.deepEqual(untranslated("const title = 'Change to the publication';"), ['Change to the publication']);
		assert.deepEqual(untranslated('return `“knuth” has no year.`;'), ['“knuth” has no year.']);
		assert.deepEqual(untranslated('return `<h2>Abstract</h2>`;'), ['Abstract']);
	});
});

/** Every language that there is a file of texts for. */
const languages = readdirSync('l10n').flatMap((name) => /^bundle\.l10n\.([\w-]+)\.json$/.exec(name)?.[1] ?? []);

test('there are translations into two languages at least, each of the manifest as well', () => {
	assert.ok(languages.length >= 2, languages.join());
	const manifests = readdirSync('.').flatMap((name) => /^package\.nls\.([\w-]+)\.json$/.exec(name)?.[1] ?? []);
	assert.deepEqual(manifests.sort(), [...languages].sort());
});

for (const language of languages)
	suite(`the translation into ${language}`, () => {
		for (const [what, english, translation] of [
			['what the manifest says', read('package.nls.json'), read(`package.nls.${language}.json`)],
			['what client and server say', shown, read(`l10n/bundle.l10n.${language}.json`)],
		] as const) {
			test(`has ${what}, all of it and nothing else`, () => {
				assert.ok(Object.keys(english).length > 50);
				assert.deepEqual(Object.keys(translation).sort(), Object.keys(english).sort());
			});

			test(`keeps the places to be filled in ${what}`, () => {
				for (const [key, text] of Object.entries(translation)) {
					assert.notEqual(text.trim(), '', key);
					assert.equal(placeholders(text), placeholders(english[key]!), key);
				}
			});
		}
	});
