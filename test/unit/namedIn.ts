import assert from 'node:assert/strict';
import { Document } from '../../server/engine/documents/document.js';
import { readBibtex } from '../../server/engine/library/formats/bibtex/read.js';
import { createLibraryStore } from '../../server/engine/library/store.js';
import { marked } from './marked.js';

/** What entries have, by key or by `type key`. Where no title or authors are given, no text names them. */
export type Entries = Readonly<Record<string, string>>;

/** A bibliography with these entries. */
export const bibliographyOf = (entries: Entries): string =>
	Object.entries(entries)
		.map(([key, fields], index) => {
			const [type, name] = key.includes(' ') ? key.split(' ') : ['article', key];
			const title = fields.includes('title=') ? '' : `title={On nothing, part ${index + 1}}, `;
			const author = fields.includes('author=') ? '' : 'author={Quist, A. and Borla, B.}, year={2018}, ';
			return `@${type}{${name}, ${title}${author}${fields}}`;
		})
		.join('\n');

/** The mentions of a marked Markdown text in a library with these entries are those that its marks say. */
export function assertNamed(entries: Entries, source: string): void {
	const { text, mentions } = marked(source);
	const store = createLibraryStore();
	const reading = readBibtex(bibliographyOf(entries));
	assert.deepEqual(reading.problems, []);
	store.replace({ uri: 'file:///refs.bib', origin: 'workspace', format: 'bibtex' }, reading);
	const shown = (all: readonly { readonly start: number; readonly end: number; readonly keys: readonly string[] }[]) =>
		all.map(({ start, end, keys }) => `${start} ${text.slice(start, end)} ${[...keys].sort().join()}`);
	const found = new Document('file:///n.md', 'markdown', 1, text).mentions(store.current);
	assert.deepEqual(shown(found.map(({ span, papers }) => ({ ...span, keys: papers.map(({ key }) => key) }))), shown(mentions));
}
