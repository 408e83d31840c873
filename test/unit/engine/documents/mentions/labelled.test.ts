import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import type { Span } from '../../../../../server/engine/base/span.js';
import { Document } from '../../../../../server/engine/documents/document.js';
import { languageOfFile } from '../../../../../server/engine/documents/languages.js';
import { corpusStore } from '../../../corpusLibrary.js';
import { marked } from '../../../marked.js';

const folder = 'test/fixtures/mentions';

/** What the recogniser does with a folder's notes that their marks contradict. */
interface Errors {
	/** Mentions that no mark has, or that mean other papers. */
	readonly wrong: readonly string[];
	/** Marks of which no mention was found. */
	readonly missed: readonly string[];
}

/**
 * The errors that are known, by file, line and words. A new error fails the test; an error that is fixed must be removed from the list.
 */
const known: Readonly<Record<string, Errors>> = {
	open: {
		// Other people of the same name, in the same year.
		wrong: ['tutorial.rst:57 Li et al. (2016) (li2016combining,li2016precomputed)'],
		missed: [
			// A title of three words without capitals in a sentence.
			'journal.org:10 Deep information propagation (schoenholz2016deep)',
			// An abbreviation in small letters.
			'poster.typ:33 gcn (kipf2016semisupervised)',
			// A part of a title.
			'slides.md:29 Molecular Graph Convolutions (kearnes2016molecular)',
			// The address of an API.
			'tutorial.rst:57 https://api.semanticscholar.org/arXiv:1608.04644 (carlini2016towards)',
		],
	},
	'held-out': {
		wrong: ['notes.rst:41 Yang et al. (2016) (yang2016joint)', 'referee.md:29 Yang et al., 2016 (yang2016joint)'],
		missed: [],
	},
};

/** Compares what the recogniser finds in a folder's notes with their marks: place and papers must be as marked. */
function errorsIn(part: string): Errors {
	const library = corpusStore().current;
	const wrong: string[] = [];
	const missed: string[] = [];
	for (const name of readdirSync(`${folder}/${part}`)) {
		const { text, mentions } = marked(readFileSync(`${folder}/${part}/${name}`, 'utf8'));
		const document = new Document(`file:///${name}`, languageOfFile(name) ?? 'markdown', 1, text);
		const shown = ({ start, end }: Span, keys: readonly string[]) =>
			`${name}:${text.slice(0, start).split('\n').length} ${text.slice(start, end)} (${[...keys].sort().join()})`;
		const found = document.mentions(library).map(({ span, papers }) => ({ ...span, keys: papers.map(({ key }) => key) }));
		const idOf = ({ start, end, keys }: Span & { readonly keys: readonly string[] }) => `${start} ${end} ${[...keys].sort().join()}`;
		const marks = new Set(mentions.map(idOf));
		const finds = new Set(found.map(idOf));
		wrong.push(...found.filter((each) => !marks.has(idOf(each))).map((each) => shown(each, each.keys)));
		missed.push(...mentions.filter((each) => !finds.has(idOf(each))).map((each) => shown(each, each.keys)));
	}
	return { wrong, missed };
}

suite('the labelled notes', () => {
	for (const part of readdirSync(folder).filter((name) => !name.includes('.')))
		test(`have no other errors than the known ones in ${part}`, () => assert.deepEqual(errorsIn(part), known[part]));
});
