import { fold } from '../base/fold.js';
import type { PdfLine, PdfReading } from '../base/pdf.js';
import { arxivIdentifier, doiIn } from '../library/formats/identifiers.js';
import type { SourceRecord } from '../library/formats/record.js';
import type { Identifier } from '../library/formats/services/services.js';
import { indexedPapers } from '../library/indexedPaper.js';
import { knownPaper } from '../library/knownPaper.js';
import type { Library } from '../library/library.js';
import { originRank, type Paper } from '../library/paper.js';

/** What a PDF is found to be. */
export interface RecognisedPdf {
	/** What the file seems to be called; nothing where its first page has no letters. */
	readonly title?: string;
	/** The paper of the library that it is; nothing where none is, or several may be. */
	readonly paper?: Paper;
	/** What identifies it where the library lacks it, most likely first. A service's answer counts only where `isPaperOf` says so. */
	readonly identifiers: readonly Identifier[];
}

/** A title of so many lines at most. */
const mostLines = 8;
/** A title in letters of the text's own size is among so many lines. */
const mostAhead = 3;
/** So many identifiers are worth a question. */
const mostIdentifiers = 3;
/** Titles of fewer letters say too little, and those of fewer than `sure` need an author on the page. */
const fewestLetters = 10;
const sure = 30;

/**
 * The paper that a PDF is, from its first pages: by arXiv's stamp at the margin, by an identifier whose paper has the title on the page, or by a
 * title of the library that is there together with an author. A DOI alone says nothing: most of those on a first page are of references. Each
 * step takes some milliseconds.
 */
export function* recognisingPdf(library: Library, reading: PdfReading, fileName: string): Generator<undefined, RecognisedPdf> {
	const candidates = identifiersIn(reading, fileName);
	const title = titleIn(reading);
	const known = candidates.flatMap((identifier) => knownPaper(library, identifier) ?? []);
	const paper = known.find((each) => isPaperOf(reading, each)) ?? (yield* paperByTitle(library, reading));
	const identifiers = candidates.filter((identifier) => !knownPaper(library, identifier)).slice(0, mostIdentifiers);
	return { ...(title !== undefined && { title }), ...(paper && { paper }), identifiers: paper ? [] : identifiers };
}

/** Whether a PDF shows the title of a work at the head of one of its first pages, and one of its authors. A scan without letters shows anything. */
export function isPaperOf(reading: PdfReading, { title, authors, editors }: Pick<SourceRecord, 'title' | 'authors' | 'editors'>): boolean {
	if (reading.pages.every((page) => !page.some(({ isUpright }) => isUpright))) return true;
	const wanted = lettersOf(title);
	if (wanted.length < fewestLetters) return false;
	const people = authors.length > 0 ? authors : editors;
	if (people.length === 0 && wanted.length < sure) return false;
	const page = reading.pages.find((lines) => showsTitle(lines, wanted));
	if (!page) return false;
	const head = beforeReferences(page).slice(0, mostOfHead);
	const words = ` ${fold(head.map(({ text }) => text).join(' '))} `;
	// A name that is in the title, too, says nothing: "American Mathematical Society", by that society.
	const isNamed = ({ family }: (typeof people)[number]): boolean =>
		family !== '' && !wanted.includes(lettersOf(family)) && words.includes(` ${fold(family)} `);
	return people.length === 0 || people.slice(0, mostAuthors).some(isNamed);
}

/** Authors are named in so many lines of a page: further down others are cited. */
const mostOfHead = 40;

/** So many of a work's authors are looked for. */
const mostAuthors = 10;

/** A text's letters and digits alone: hyphens and blanks come and go with the lines. */
const lettersOf = (text: string): string => fold(text).replaceAll(' ', '');

/** So many letters of a title may be lost. */
const mostLost = 6;

/** Words before a title that say that the work is another one, on it. */
const aboutOther =
	/^(?:(?:online |electronic )?(?:supplement(?:ary|al)?|supporting)\b.*|appendix\b.*|(?:a )?(?:comments?|reply|response|rejoinder|discussion|review|erratum|errata|corrigendum|correction|retraction|author correction|publisher correction)(?: (?:on|to|of|for|from))?)$/;

/** Whether lines that follow each other at the head of a page are a title, given by its letters: whole, or all but a subtitle. */
function showsTitle(lines: readonly PdfLine[], wanted: string): boolean {
	const upright = lines.filter(({ isUpright, text }) => isUpright && lettersOf(text) !== '');
	const body = bodySize(upright);
	return upright.some((first, index) => {
		const isHead = first.size > 1.1 * body || (index < mostAhead && first.top < 0.45);
		if (!isHead || first.top > 0.75) return false;
		const before = upright.slice(Math.max(0, index - 2), index).map(({ text }) => fold(text));
		if (before.some((text) => aboutOther.test(text))) return false;
		let letters = '';
		let lost = '';
		for (const { text, size } of upright.slice(index, index + mostLines)) {
			// A title does not go on in letters that are much smaller; raised signs are such.
			if (size < 0.6 * first.size || (size < 0.85 * first.size && lettersOf(text).length < 4)) {
				lost += lettersOf(text).slice(0, 3);
			} else {
				letters += lettersOf(text);
				lost += text.replace(/[^\ufffd]/g, '');
			}
			if (isAlmost(letters, wanted, lost.slice(0, mostLost))) return true;
			if (letters.length > wanted.length + 3) return isMainTitle(first.text, wanted);
		}
		return false;
	});
}

/** Whether a line is a title and a subtitle that the library's title lacks. */
function isMainTitle(line: string, wanted: string): boolean {
	const [main = '', ...rest] = line.split(/[:.?!–—]\s/);
	return rest.length > 0 && wanted.length >= 20 && lettersOf(main) === wanted;
}

/**
 * Whether letters of a page are those of a title but for what got lost: `lost` are small signs of formulas that were left out, and a `\ufffd` for
 * each letter that a font says nothing about. Letters that the title lacks make it another one.
 */
function isAlmost(letters: string, wanted: string, lost: string): boolean {
	if (letters === wanted) return true;
	if (letters.length > wanted.length || wanted.length - letters.length > lost.length) return false;
	const spare = [...lost];
	let at = 0;
	for (const letter of wanted) {
		if (letter === letters[at]) {
			at++;
			continue;
		}
		const own = spare.indexOf(letter);
		const index = own < 0 ? spare.indexOf(unknown) : own;
		if (index < 0) return false;
		spare.splice(index, 1);
	}
	return at === letters.length;
}

/** What a PDF's text has for a letter that its font says nothing about. */
const unknown = '\ufffd';

/** The size in which most of a page's letters are. */
function bodySize(lines: readonly PdfLine[]): number {
	const counts = new Map<number, number>();
	for (const { size, text } of lines) {
		const rounded = Math.round(size * 2) / 2;
		counts.set(rounded, (counts.get(rounded) ?? 0) + text.length);
	}
	let [usual, most] = [0, 0];
	for (const [size, count] of counts) if (count > most) [usual, most] = [size, count];
	return usual;
}

/** Stretches of a page's lines in one size, as they may be titles: largest first, then what the page begins with. */
function blocksOf(lines: readonly PdfLine[]): readonly string[] {
	const blocks: { text: string; readonly size: number; lines: number }[] = [];
	for (const { text, size } of lines.filter(({ isUpright, top }) => isUpright && top < 0.75)) {
		const last = blocks.at(-1);
		if (last && Math.abs(size - last.size) < 0.08 * last.size && last.lines < mostLines) {
			last.text = /\p{Ll}-$/u.test(last.text) ? last.text.slice(0, -1) + text : `${last.text} ${text}`;
			last.lines++;
		} else blocks.push({ text, size, lines: 1 });
	}
	const said = blocks.filter(({ text }) => lettersOf(text).length >= fewestLetters);
	const largest = [...said].sort((a, b) => b.size - a.size).slice(0, 4);
	const firstLines = lines.filter(({ isUpright, text }) => isUpright && lettersOf(text).length >= fewestLetters).slice(0, 3);
	return [...new Set([...largest, ...said.slice(0, 2), ...firstLines].map(({ text }) => text))].slice(0, 5);
}

/** The largest letters of the first page that has any. */
function titleIn({ pages }: PdfReading): string | undefined {
	const first = pages.find((lines) => lines.some(({ isUpright }) => isUpright));
	return first && blocksOf(first)[0]?.replaceAll(unknown, '').slice(0, 300);
}

/** So many letters of a title are looked up first. */
const begunBy = 4;
/** So many papers are looked through in one step: some milliseconds. */
const inOneStep = 100;

/** The one paper of the library whose title and author the first pages show; nothing where several may be. */
function* paperByTitle(library: Library, reading: PdfReading): Generator<undefined, Paper | undefined> {
	const beginning = (letters: string): string => letters.slice(0, begunBy);
	const begun = new Set(
		reading.pages.flatMap((lines) => lines.flatMap(({ isUpright, text }) => (isUpright ? [beginning(lettersOf(text))] : []))),
	);
	const listed = indexedPapers(library);
	const found: Paper[] = [];
	for (let index = 0; index < library.size; index++) {
		const { title, number } = listed.at(index);
		const paper = begun.has(beginning(title.replaceAll(' ', ''))) ? library.paperOf(number) : undefined;
		if (paper && isPaperOf(reading, paper)) found.push(paper);
		if (index % inOneStep === inOneStep - 1) yield;
	}
	const [best, ...others] = found.sort((a, b) => rankOf(a) - rankOf(b));
	// A preprint and its publication may be two papers of one title: the user's own comes first.
	return best && others.every(({ title }) => lettersOf(title) === lettersOf(best.title)) ? best : undefined;
}

const rankOf = ({ places: [strongest] }: Paper): number => (strongest ? originRank[strongest.origin] : Infinity);

/** The identifiers that may be the file's own, most likely first. */
function identifiersIn({ pages, notes }: PdfReading, fileName: string): readonly Identifier[] {
	const [first = []] = pages;
	const found: Identifier[] = [];
	const add = (kind: Identifier['kind'], value: string | undefined) => {
		const isNew = value !== undefined && !found.some((each) => each.value.toLowerCase() === value.toLowerCase());
		if (isNew) found.push({ kind, value });
	};
	for (const { text, isUpright, left } of first) if (!isUpright && left < 0.2 && /^arxiv:/i.test(text)) add('arxiv', arxivIdentifier(text));
	for (const note of notes) add('doi', /\bdoi\b|\b10\.\d{4}/i.test(note) ? doiIn(withoutMarkup(note)) : undefined);
	for (const { text } of beforeReferences(first)) {
		if (/\bdoi\b/i.test(text)) add('doi', doiIn(text));
		const [, stamp] = /\barxiv:\s?(\S+)/i.exec(text) ?? [];
		if (stamp !== undefined) add('arxiv', arxivIdentifier(stamp));
	}
	const stem = fileName.replace(/\.pdf$/i, '');
	if (/^(?:arxiv[-_. ]?)?(?:\d{4}\.\d{4,5}|[a-z-]+[-_]\d{7})(?:v\d+)?$/i.test(stem))
		add('arxiv', arxivIdentifier(stem.replace(/_(?=\d{7})/, '/')));
	return found;
}

/** Metadata are XML: a tag ends what is before it. */
const withoutMarkup = (note: string): string => note.replace(/<[^<>]*>/g, ' ');

/** What is above the references, and upright. A heading among the first lines is the last word of a title. */
function beforeReferences(lines: readonly PdfLine[]): readonly PdfLine[] {
	const upright = lines.filter(({ isUpright }) => isUpright);
	const end = upright.findIndex(
		({ text }, index) =>
			index >= firstOfBody &&
			/^(?:\d+\.?\s)?(?:references|bibliography|works cited|literature cited|literatur|bibliographie)$/i.test(text.trim()),
	);
	return end < 0 ? upright : upright.slice(0, end);
}

/** Title, authors and their places take more lines than this. */
const firstOfBody = 4;
