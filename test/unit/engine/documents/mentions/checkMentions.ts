import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { Document } from '../../../../../server/engine/documents/document.js';
import { readBibtex } from '../../../../../server/engine/library/formats/bibtex/read.js';
import { createLibraryStore } from '../../../../../server/engine/library/store.js';
import { wellKnownNames } from '../../../../../server/engine/library/wellKnownNames.js';
import { marked } from '../../../marked.js';

const wellKnown = wellKnownNames(readFileSync('corpus/names.tsv', 'utf8'));

/** Asserts that the mentions of a text with marks are those that its marks say, in a library of its own with the entries of `bibliography`. */
export function checkMentions(bibliography: string, source: string, languageId = 'markdown'): void {
	const { text, mentions } = marked(source);
	const document = new Document('file:///note', languageId, 1, text);
	const store = createLibraryStore(wellKnown);
	store.replace({ uri: 'file:///refs.bib', origin: 'workspace', format: 'bibtex' }, readBibtex(bibliography));
	const shown = (all: readonly { readonly start: number; readonly end: number; readonly keys: readonly string[] }[]) =>
		all.map(({ start, end, keys }) => `${start} ${text.slice(start, end)} ${[...keys].sort().join()}`);
	assert.deepEqual(
		shown(document.mentions(store.current).map(({ span, papers }) => ({ ...span, keys: papers.map(({ key }) => key) }))),
		shown(mentions),
	);
}
