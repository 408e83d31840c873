import { plainText } from '../base/plainLetters.js';
import { type OtherName, type SourceRecord, stated } from './formats/record.js';
import { finishedHash, hashedOn, hashedOnCode, startedHash } from './index/hashes.js';
import { familyName, yearsOf } from './paper.js';

/** The names that well-known works go by: those of the work that a record is of. */
export type WellKnownNames = (record: SourceRecord) => readonly OtherName[];

/** How a line of the list writes what a name asks for. */
export const askSigns = { c: 'capitals', e: 'evidence', r: 'rarity' } as const;

/** The year of a preprint and that of the journal may be this far apart. */
const farthestYear = 2;

/** A title's part before the colon identifies a work only from this many words on. */
const fewestHeadWords = 4;

const none: readonly OtherName[] = [];

/**
 * Hashes of a title together with its first author's family name, of letters and digits alone; two where the part before the colon is long
 * enough to identify the work. None without a title or author.
 */
export function workHashes(title: string, families: readonly string[]): readonly number[] {
	const head = title.includes(':') ? title.slice(0, title.indexOf(':')) : '';
	const titles = head.trim().split(/\s+/).length >= fewestHeadWords ? [title, head] : [title];
	return titles.flatMap((each) => {
		const start = startedHash();
		const ofTitle = hashedLetters(start, each);
		return ofTitle === start ? [] : families.map((family) => finishedHash(hashedLetters(hashedOnCode(ofTitle, 32), family)));
	});
}

/** Goes on with a hash over the letters and digits of a text: without a copy of it where it is ASCII. */
function hashedLetters(before: number, text: string): number {
	let hash = before;
	for (let index = 0; index < text.length; index++) {
		const code = text.charCodeAt(index);
		if (code > 127) return hashedOn(before, lettersOf(text));
		if ((code >= 97 && code <= 122) || (code >= 48 && code <= 57)) hash = hashedOnCode(hash, code);
		else if (code >= 65 && code <= 90) hash = hashedOnCode(hash, code + 32);
	}
	return hash;
}

const lettersOf = (text: string): string => plainText(text).replace(/[^\p{L}\p{N}]/gu, '');

/**
 * Reads the list of well-known names, `corpus/names.tsv`: a line for each work with the hashes of its title and first author, the year, and its
 * names. The lines are found when the first record asks; until a work of theirs is met, the list is all that is kept of them.
 */
export function wellKnownNames(list: string): WellKnownNames {
	let lines: Lines | undefined;
	return (record) => {
		const title = stated(record, 'title');
		const [author] = record.authors;
		if (!title || !author) return none;
		lines ??= new Lines(list);
		const families = author.particle ? [author.family, familyName(author)] : [author.family];
		for (const hash of workHashes(title, families)) {
			const [, year, names] = lines.byHash(hash)?.split('\t') ?? [];
			if (names && isOf(record, Number(year))) return namesIn(names);
		}
		return none;
	};
}

const isOf = (record: SourceRecord, ofWork: number): boolean => yearsOf(record).some((each) => Math.abs(each - ofWork) <= farthestYear);

/** The lines of the list by their hashes, as numbers in one table: objects for them would be many times as large. */
class Lines {
	/** Pairs of a hash and where its line begins, counted from one; an offset of zero is an empty place. */
	readonly #places: Uint32Array;

	constructor(private readonly list: string) {
		const found: number[] = [];
		for (let start = 0; start < list.length; ) {
			const end = endOfLine(list, start);
			const tab = list.indexOf('\t', start);
			if (tab !== -1 && tab < end && list[start] !== '#')
				for (const hash of list.slice(start, tab).split(',')) if (hash) found.push(Number.parseInt(hash, 36), start + 1);
			start = end + 1;
		}
		this.#places = new Uint32Array(2 ** Math.ceil(Math.log2(2 * found.length + 2)));
		for (let index = 0; index < found.length; index += 2) {
			const place = this.#placeOf(found[index]!);
			this.#places[place] = found[index]!;
			this.#places[place + 1] = found[index + 1]!;
		}
	}

	/** The last line that has a hash of 32 bits; nothing where none has. */
	byHash(hash: number): string | undefined {
		const start = this.#places[this.#placeOf(hash) + 1]!;
		return start === 0 ? undefined : this.list.slice(start - 1, endOfLine(this.list, start - 1));
	}

	/** Where a hash is, or would be. */
	#placeOf(hash: number): number {
		const last = this.#places.length - 1;
		let place = (hash * 2) & last;
		while (this.#places[place + 1] !== 0 && this.#places[place] !== hash >>> 0) place = (place + 2) & last;
		return place;
	}
}

const endOfLine = (list: string, start: number): number => {
	const end = list.indexOf('\n', start);
	return end === -1 ? list.length : end;
};

/** `c~RAFT|Raft consensus`: each name with the sign of what it asks for. The build writes some letters as escapes: `Hardy\u2013Weinberg`. */
const namesIn = (names: string): readonly OtherName[] =>
	withLetters(names)
		.split('|')
		.map((written) => {
			const asks = written[1] === '~' ? askSigns[written[0] as keyof typeof askSigns] : undefined;
			return asks ? { name: written.slice(2), asks } : { name: written };
		});

const withLetters = (text: string): string =>
	text.replace(/\\u([0-9a-f]{4})/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));
