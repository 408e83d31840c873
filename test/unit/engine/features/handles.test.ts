import assert from 'node:assert/strict';
import { Document } from '../../../../server/engine/documents/document.js';
import type { Context } from '../../../../server/engine/features/context.js';
import { problemsOfDocument } from '../../../../server/engine/features/diagnostics.js';
import { hover } from '../../../../server/engine/features/hover.js';
import { inDocument } from '../../../../server/engine/features/inDocument.js';
import { suggestKeys } from '../../../../server/engine/features/suggestKeys.js';
import { readBibtex } from '../../../../server/engine/library/formats/bibtex/read.js';
import { createLibraryStore } from '../../../../server/engine/library/store.js';
import { contextOf } from '../../note.js';
import { source } from '../library/fixtures.js';

const entry = (key: string, title: string) => `@article{${key}, author = {Doe, Jane}, title = {${title}}, year = {1999}}\n`;

/** A context of files; the document cites from `named`. */
function contextWith(files: Readonly<Record<string, string>>, named: readonly string[]): Context {
	const store = createLibraryStore();
	for (const [name, text] of Object.entries(files)) store.replace(source(`file:///${name}`), readBibtex(text));
	return { ...contextOf(store.current), bibliographiesOf: () => named.map((name) => `file:///${name}`) };
}

/** The words of a text that are shown as unknown keys: by the diagnostics, by a card, in the list and by a quick fix that has something to say. */
function unknownIn(context: Context, text: string, languageId = 'markdown'): readonly (readonly string[])[] {
	const document = new Document('file:///n.md', languageId, 1, text);
	const words = document.citations.map(({ span }) => span);
	const isOnCard = (at: number) => hover(context, document, at)?.papers.length === 0;
	return [
		problemsOfDocument(context, document).map(({ span }) => document.textOf(span)),
		words.filter(({ start }) => isOnCard(start)).map((span) => document.textOf(span)),
		inDocument(context, document).flatMap(({ key, paper }) => (paper ? [] : [key])),
	];
}

const three = (...words: readonly string[]) => [words, words, words];
const shaped = { 'a.bib': entry('doe1999lakes', 'Sampling Lakes') + entry('roe2001moors', 'Moors in Winter') };
const plain = { 'a.bib': entry('knuth', 'Literate Programs') + entry('turing', 'Computing Numbers') };

suite('a citing command of LaTeX in Markdown', () => {
	test('is a citation where there is a bibliography', () =>
		assert.deepEqual(unknownIn(contextWith(shaped, ['a.bib']), 'See \\cite{key}.'), three('key')));

	test('is an example where there is none', () =>
		assert.deepEqual(unknownIn(contextWith(shaped, []), 'Write \\cite{key} to cite.').slice(0, 2), [[], []]));
});

suite('a bare @word', () => {
	test('is a person where there is no bibliography', () => {
		assert.deepEqual(unknownIn(contextWith({}, []), 'Mail me @john, or @doe1999lakes and @types/node.'), three());
	});

	test('is a key in nocite, where there are no persons', () => {
		const head = (value: string): string => `---\nbibliography: a.bib\nnocite: ${value}\n---\n`;
		assert.deepEqual(unknownIn(contextWith(plain, ['a.bib']), `${head('"@knuth, @ghost"')}Thanks to @jane.`), three('ghost'));
		assert.deepEqual(unknownIn(contextWith(plain, ['a.bib']), head('|\n  @turing, @ghost\n  @*')), three('ghost'));
	});

	test('is an example in a link of Org whose document has no bibliography', () => {
		assert.deepEqual(unknownIn(contextWith({}, []), 'of the form cite:key, or cite:moor1999', 'org'), three('moor1999'));
		assert.deepEqual(unknownIn(contextWith(shaped, ['a.bib']), 'See cite:key.', 'org'), three('key'));
	});

	test('is a person where words with hyphens are keys as well', () => {
		const keys = { 'a.bib': entry('lamps-at-sea', 'Lamps') + entry('fog-moor', 'Fog') };
		assert.deepEqual(unknownIn(contextWith(keys, ['a.bib']), 'Thanks to @jane-roe and @j-r2.'), three());
	});

	test('is a person where it looks like none of the keys, also next to a citation', () => {
		const text = 'See [@doe1999lakes]. Thanks to @john, @historyguy, @jane_roe and @user42.';
		assert.deepEqual(unknownIn(contextWith(shaped, ['a.bib']), text), three());
		assert.deepEqual(unknownIn(contextWith(plain, ['a.bib']), 'See [@knuth] and @john, @somebody.'), three());
	});

	test('is a citation where it has the shape of the keys', () => {
		assert.deepEqual(unknownIn(contextWith(shaped, ['a.bib']), 'As @lang2019tides and @poe2020 say.'), three('lang2019tides', 'poe2020'));
		const colons = { 'a.bib': entry('doe:lakes', 'Sampling Lakes') };
		assert.deepEqual(unknownIn(contextWith(colons, ['a.bib']), 'As @roe:moors says, @roe.'), three('roe:moors'));
	});

	test('is a citation where a key is spelled nearly so', () => {
		assert.deepEqual(unknownIn(contextWith(plain, ['a.bib']), 'As @turign says.'), three('turign'));
	});

	test('is compared with the keys of files that are cited where the document names no bibliography', () => {
		assert.deepEqual(unknownIn(contextWith(shaped, []), '[@doe1999lakes] As @lang2019tides says to @john.'), three('lang2019tides'));
		assert.deepEqual(unknownIn(contextWith(shaped, []), 'As @lang2019tides says.'), three());
	});

	test('is a citation where the document has an identifier of that name, which nothing else leads to', () => {
		const text = '@tab-lakes shows what @tab-moors does not, @jane.\n\n::: {#tab-lakes}\n| a |\n:::\n\n# Jane {#jane .unnumbered}\n';
		assert.deepEqual(unknownIn(contextWith(shaped, ['a.bib']), text), three('tab-lakes', 'jane'));
		assert.deepEqual(unknownIn(contextWith({}, []), text), three());
		assert.deepEqual(unknownIn(contextWith(shaped, ['a.bib']), '@fig-lakes\n\n::: {#fig-lakes}\nx\n:::\n'), three());
	});

	test('is a citation where it has a year and the bibliography is still empty', () => {
		assert.deepEqual(unknownIn(contextWith({ 'a.bib': '' }, ['a.bib']), 'As @lang2019 says to @john.'), three('lang2019'));
	});

	test('is a citation in brackets, in braces, with a locator, and in Typst', () => {
		const context = contextWith(shaped, ['a.bib']);
		assert.deepEqual(unknownIn(context, '[@john] @{jim} @jack [p. 3]'), three('john', 'jim', 'jack'));
		assert.deepEqual(unknownIn(context, 'See @john.', 'typst'), three('john'));
	});
});

suite('a key that only another bibliography has', () => {
	const files = { 'a.bib': entry('doe1999lakes', 'Sampling Lakes'), 'old.bib': entry('zz', 'Another') + entry('lakes', 'Sampling Lakes') };
	const problems = (named: readonly string[], text: string) => {
		const document = new Document('file:///n.md', 'markdown', 1, text);
		return problemsOfDocument(contextWith(files, named), document).map(({ code, severity, span }) => [
			code,
			severity,
			document.textOf(span),
		]);
	};

	test('is reported as information', () => {
		assert.deepEqual(problems(['a.bib'], '[@zz; @doe1999lakes]'), [['key-elsewhere', 'information', 'zz']]);
	});

	test('is reported where the bibliography has the paper under another key, which is offered', () => {
		assert.deepEqual(problems(['a.bib'], '[@lakes]'), [['key-elsewhere', 'information', 'lakes']]);
		const document = new Document('file:///n.md', 'markdown', 1, '[@lakes]');
		const [fix] = suggestKeys(contextWith(files, ['a.bib']), document, 3);
		assert.deepEqual([fix?.fixes, fix?.edits[0]?.text], ['key-elsewhere', 'doe1999lakes']);
	});

	test('is not reported where a link that the document names leads to it: the one is read after the other', () => {
		const document = new Document('file:///n.md', 'markdown', 1, '[@zz]');
		const context = contextWith(files, ['a.bib']);
		const linkedFiles = (uri: string) => (uri === 'file:///a.bib' ? ['file:///old.bib'] : []);
		assert.equal(problemsOfDocument(context, document).length, 1);
		assert.deepEqual(problemsOfDocument({ ...context, linkedFiles }, document), []);
	});

	test('is not reported where the document names no bibliography, one that is not known, or both files', () => {
		assert.deepEqual(problems([], '[@zz]'), []);
		assert.deepEqual(problems(['a.bib', 'gone.bib'], '[@zz]'), []);
		assert.deepEqual(problems(['a.bib', 'old.bib'], '[@zz]'), []);
	});
});
