import { distance } from '../base/distance.js';
import type { Library } from '../library/library.js';
import type { Document } from './document.js';
import type { Citation } from './markup/markup.js';

/** The shapes of a bibliography's keys are those of so many of its first entries. */
const mostShapes = 500;

/** A key has to be as near as this to be what a word of so many letters was to be. */
const nearEnough = (letters: number): number => (letters < 5 ? 1 : 2);

/** Languages in whose texts LaTeX's commands may be there as examples. */
const markdownLanguages: ReadonlySet<string> = new Set(['markdown', 'quarto', 'rmd', 'ipynb']);

/**
 * Whether a citation whose key no paper has is meant as one. A bare `@word` is as often a person or a package: it is a citation only where the
 * document has a bibliography (`bibliographies`, or files of the workspace that it cites from where it names none) and the word looks like the keys in there,
 * by its shape or because one of them is spelled nearly so, or where the document has an identifier of that name (`{#word}`), which only references of
 * other names lead to. In braces, it need not look like them. Every other form is a citation.
 */
export function isMeantAsCitation(
	document: Document,
	{ key, group, kind, isListed }: Citation,
	library: Library,
	bibliographies: readonly string[],
): boolean {
	if (kind !== undefined) return false;
	const written = document.textOf(group);
	// The documentation of Org's packages writes `cite:key` as well.
	if (document.languageId === 'org' && written.endsWith(`:${key}`) && bibliographies.length === 0 && !isDistinctive(shapeOf(key)))
		return false;
	// So has that of LaTeX's; without a bibliography it says nothing to pandoc either.
	if (written.startsWith('\\') && markdownLanguages.has(document.languageId) && bibliographies.length === 0) return false;
	if (isListed) return true;
	const isBraced = written === `@{${key}}`;
	if (document.markup?.citesByBareKey || !(isBraced || written === `@${key}`)) return true;
	const sources = bibliographies.length > 0 ? bibliographies : citedFiles(document, library);
	if (isBraced || sources.length === 0) return sources.length > 0;
	// What the document has an identifier for is no person; with a prefix of the tool's it would have been a cross-reference.
	if (hasIdentifier(document, key)) return true;
	const shape = shapeOf(key);
	const all = sources.map((uri) => shapesIn(library, uri));
	// Of a bibliography that is still empty nothing is known but that most keys have a year.
	if (all.every(({ size }) => size === 0)) return shape.includes('Y');
	return (isDistinctive(shape) && all.some((shapes) => shapes.has(shape))) || isNearKey(library, key, sources);
}

const identifiers = new WeakMap<Document, ReadonlySet<string>>();

/** Whether a heading, figure or other part of a document has a name as its identifier. */
function hasIdentifier(document: Document, name: string): boolean {
	const known = identifiers.get(document);
	const names = known ?? new Set((document.markup?.labels?.(document.text) ?? []).map((label) => label.name));
	if (!known) identifiers.set(document, names);
	return names.has(name);
}

const cited = new WeakMap<Library, WeakMap<Document, readonly string[]>>();

/** The files of the workspace that have entries which the document cites. They are the same for all of its citations, and looked for once. */
function citedFiles(document: Document, library: Library): readonly string[] {
	const ofLibrary = cited.get(library) ?? new WeakMap<Document, readonly string[]>();
	cited.set(library, ofLibrary);
	const known = ofLibrary.get(document);
	if (known) return known;
	const keys = new Set(document.citations.map(({ key }) => key));
	const places = Array.from(keys).flatMap((key) => library.byKey(key).flatMap((paper) => paper.places));
	const files = [...new Set(places.filter(({ origin, isSummary }) => origin === 'workspace' && !isSummary).map(({ source }) => source))];
	ofLibrary.set(document, files);
	return files;
}

/** A key with its letters as `a`, years as `Y` and other numbers as `0`: `chen2016infogan` is `aYa`. All words of letters have one shape. */
function shapeOf(key: string): string {
	const shape = key.replace(/\p{L}+|\d+/gu, (run) => (/^(?:1[5-9]|20)\d\d$/.test(run) ? 'Y' : /^\d/.test(run) ? '0' : 'a'));
	// "lang2019a" is the second key of "lang2019", and where titles' words follow the year some keys lack them.
	return shape.includes('Y') ? `${shape.slice(0, shape.indexOf('Y'))}Y` : shape;
}

/** Words of letters, numbers and single hyphens without a year are as good names as keys: GitHub's are made of these. */
const isDistinctive = (shape: string): boolean => !/^(?:[a0]+(?:-[a0]+)*)?$/.test(shape);

const known = new WeakMap<Library, Map<string, ReadonlySet<string>>>();

function shapesIn(library: Library, uri: string): ReadonlySet<string> {
	const files = known.get(library) ?? new Map<string, ReadonlySet<string>>();
	known.set(library, files);
	const found = files.get(uri);
	if (found) return found;
	const shapes = new Set<string>();
	let count = 0;
	for (const { record } of library.entriesOf(uri)) {
		shapes.add(shapeOf(record.key));
		if (++count === mostShapes) break;
	}
	files.set(uri, shapes);
	return shapes;
}

const near = new WeakMap<Library, Map<string, boolean>>();

/** So many different words are compared with the keys of a library: where there are more, they are people. */
const mostCompared = 1000;

/** Whether a key of some files is nearly a word. A text may have the same word thousands of times: each is looked for once. */
function isNearKey(library: Library, word: string, sources: readonly string[]): boolean {
	const answers = near.get(library) ?? new Map<string, boolean>();
	near.set(library, answers);
	const question = [word, ...sources].join('\n');
	const isNear = answers.get(question) ?? (answers.size < mostCompared && hasNearKey(library, word, sources));
	answers.set(question, isNear);
	return isNear;
}

function hasNearKey(library: Library, word: string, sources: readonly string[]): boolean {
	const wanted = word.toLowerCase();
	return library.find(word, { limit: 10, bibliographies: sources }).some(({ paper }) =>
		paper.places.some(({ source, key, aliases = [] }) => {
			const keys = sources.includes(source) ? [key, ...aliases] : [];
			return keys.some((each) => distance(each.toLowerCase(), wanted) <= nearEnough(Math.min(each.length, word.length)));
		}),
	);
}
