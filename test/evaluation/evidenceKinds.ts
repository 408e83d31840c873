import type { Document } from '../../server/engine/documents/document.js';
import { foldedWords } from '../../server/engine/documents/mentions/topics.js';
import type { Library } from '../../server/engine/library/library.js';
import type { Paper } from '../../server/engine/library/paper.js';
import type { Stretch } from './labels.js';

// By what evidence a mention was accepted, worked out from the text and the paper alone: it does not ask recognition, so that it stays the same when
// recognition changes.

/** How many UTF-16 units from a mention a citation is beside it, and near it. */
const beside = 12;
const near = 60;

/** What words are of a paper, how they are written, and where the paper is cited: `head | Capitals | near`. */
export function evidenceKind(document: Document, stretch: Stretch, paper: Paper, library: Library): string {
	const words = document.text.slice(stretch.start, stretch.end);
	return [nameKind(words, paper), shapeOf(words), citedWhere(document, stretch, paper, library)].join(' | ');
}

/** What words are of a paper. */
function nameKind(words: string, { names, otherNames = [], title, alsoTitles, authors, editors, key }: Paper): string {
	if (/arxiv|doi|https?:|10\.\d{4}|\d{4}\.\d{4}/i.test(words)) return 'identifier';
	const folded = foldedWords(words);
	const singular = folded.replace(/s$/, '');
	const isIt = (name: string): boolean => {
		const other = foldedWords(name);
		return joined(other) === joined(folded) || joined(other) === joined(singular) || joined(other.replace(/s$/, '')) === joined(folded);
	};
	if (names.some(isIt)) return 'given name';
	const titles = [title, ...alsoTitles];
	const [first] = [...authors, ...editors];
	const family = first && foldedWords(first.family).split(' ').at(-1);
	const isAuthors = family !== undefined && ` ${folded} `.includes(` ${family} `);
	if (titles.some((each) => isIt(each) || isIt(each.replace(/^(?:an?|the) /i, '')))) return 'title';
	const heads = titles.flatMap((each) => each.split(/: | [-–—] |[?!] /, 1));
	if (heads.some(isIt)) return 'head';
	if (isAuthors && /(?:1[89]|20)\d\d|n\.d|o\.\s?J/.test(words)) return 'authors and year';
	const other = otherNames.find(({ name }) => isIt(name));
	if (other) return other.isGuess ? 'guess' : `listed${other.asks ? ` (${other.asks})` : ''}`;
	if (isAuthors) return 'authors';
	if (isIt(key) || joined(foldedWords(key)).endsWith(joined(folded))) return 'key';
	if (titles.some((each) => ` ${foldedWords(each)} `.includes(` ${folded} `) || ` ${foldedWords(each)} `.includes(` ${singular} `)))
		return 'within title';
	return 'other';
}

const joined = (folded: string): string => folded.replaceAll(' ', '');

/** How words are written. */
function shapeOf(words: string): string {
	const count = words.trim().split(/\s+/).length;
	const isMarked = /\p{L}\p{Lu}|\d|\p{L}-\p{Lu}/u.test(words);
	if (count > 4) return '5+ words';
	if (count > 1) return `${isMarked ? 'Marked' : /^\p{Lu}/u.test(words) ? 'Capital' : 'small'} words`;
	if (/^[\p{Lu}-]{2,}s?$/u.test(words)) return 'CAPITALS';
	return isMarked ? 'MarkedWord' : /^\p{Lu}/u.test(words) ? 'Capital' : 'small';
}

/** Where the text cites a paper, as seen from some words. */
function citedWhere({ citations, text }: Document, { start, end }: Stretch, paper: Paper, library: Library): string {
	const own = citations.filter(({ key }) => library.byKey(key).includes(paper));
	if (own.length === 0) return 'uncited';
	const gaps = own.map(({ group }) => (group.start >= end ? group.start - end : start >= group.end ? start - group.end : 0));
	const isBehind = own.some(
		({ group }) => group.start >= end && group.start - end <= beside && !/\n\s*\n/.test(text.slice(end, group.start)),
	);
	if (isBehind) return 'beside';
	return Math.min(...gaps) <= near ? 'near' : 'cited';
}
