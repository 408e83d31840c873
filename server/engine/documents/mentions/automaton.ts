import { ampersand, checkOfText, codeClass, extended, firstLetter, ignored, isUnspaced, placeOf } from './codes.js';
import { isUpper } from './spelling.js';

/** At a place of the table: names begin with these letters. */
const begins = 0;
/** Names longer than the table follows begin like this: read on to their end, whatever the table says of the letters in between. */
export const continuesUnlisted = 1;
/** A family name ends here. */
export const endsFamily = 2;

/** One-word names up to this length may be split anywhere. */
const longestParted = 14;

/** Marks a kind whose entered letters lack the name's last "s". */
export const lacksS = 128;

/** Boundaries of a name that are entered one by one; of a longer name only its whole follows. */
const followed = 4;

/**
 * Written names by the hash of their letters, and the hashes with which they begin. Since a hash runs over letters
 * only, whatever separates them, `V-Net`, `V Net` and `VNet` are one. A name is followed from each place where its
 * text may be split (blanks, hyphens, where letters turn into capitals or digits).
 */
export class Automaton {
	#bits: number;
	#hashes: Int32Array;
	/** Per place: 0 where it is free, else 1 + (first name + 1) * 4 + flags. */
	#values: Int32Array;
	#used = 0;
	/** The next name with the same letters, + 1. */
	#next: Int32Array;
	/** One bit for each of the hashes, to turn away most words at once. */
	#filter: Int32Array;
	#count = 0;
	/** What the name belongs to, as the caller numbers it. */
	owners: Int32Array;
	/** What kind of name it is, as the caller numbers them; `lacksS` is added where the entered letters lack the name's last "s". */
	kinds: Uint8Array;
	/** A second hash of the entered letters: no word that happens to have the first one is taken for the name. */
	checks: Int32Array;
	/** As it is written, where the caller wanted that kept. */
	readonly written: (string | undefined)[] = [];
	/** The most boundaries of any name. */
	longest = 0;

	constructor(expected: number) {
		this.#bits = Math.max(10, Math.ceil(Math.log2(Math.max(1, expected) * 4)));
		this.#hashes = new Int32Array(1 << this.#bits);
		this.#values = new Int32Array(1 << this.#bits);
		this.#filter = filterFor(this.#bits);
		this.#next = new Int32Array(Math.max(16, expected));
		this.owners = new Int32Array(Math.max(16, expected));
		this.kinds = new Uint8Array(Math.max(16, expected));
		this.checks = new Int32Array(Math.max(16, expected));
	}

	get count(): number {
		return this.#count;
	}

	/** Enters a name. Its plural without the last "s" goes in as well where `withSingular`. `isKept` where the text is to be had again. */
	addName(written: string, owner: number, kind: number, withSingular: boolean, isKept: boolean): void {
		const whole = this.#follow(written, true);
		if (whole === 0) return;
		const singular = withSingular ? this.#beforeLast : 0;
		const kept = isKept ? written : undefined;
		this.#addEnd(whole, owner, kind, checkOfText(written, false), kept);
		if (singular !== 0) this.#addEnd(singular, owner, kind | lacksS, checkOfText(written, true), kept);
	}

	/** Enters a family name. */
	addFamily(written: string): number {
		const whole = this.#follow(written, false);
		if (whole !== 0) this.#mark(whole, endsFamily);
		return whole;
	}

	/** What is known of letters with this hash: nothing (-1), or the flags above. */
	at(hash: number): number {
		const spot = placeOf(hash, 21);
		if ((this.#filter[(spot >>> 5) & (this.#filter.length - 1)]! & (1 << (spot & 31))) === 0) return -1;
		const place = this.#find(hash);
		const value = this.#values[place]!;
		return value === 0 ? -1 : (value - 1) & 3;
	}

	/** Whether a family name has this hash. */
	isFamily(hash: number): boolean {
		const state = this.at(hash);
		return state >= 0 && (state & endsFamily) !== 0;
	}

	/** The first name with this hash, or -1. */
	firstName(hash: number): number {
		const value = this.#values[this.#find(hash)]!;
		return value === 0 ? -1 : ((value - 1) >>> 2) - 1;
	}

	/** The next name with the same hash, or -1. */
	nextName(name: number): number {
		return this.#next[name]! - 1;
	}

	/** The hash of the last followed name without its last letter, where that is a lower-case "s" after a letter other than "s". */
	#beforeLast = 0;

	/** Marks the beginnings of a name up to where it may be split. Returns the hash of the whole, 0 if it has no letters. */
	#follow(written: string, isName: boolean): number {
		let hash = 0;
		let previous = 0;
		let boundaries = 0;
		let beforeLast = 0;
		let lastCode = 0;
		let codeBefore = 0;
		const { length } = written;
		// People put hyphens into short names where they like: `PVA-NET` for PVANET.
		const isShort = isName && length <= longestParted && !written.includes(' ');
		for (let index = 0; index < length; index++) {
			const code = written.charCodeAt(index);
			const letter = codeClass(code);
			if (letter >= firstLetter) {
				const kind = kindOf(code, letter);
				if (hash !== 0 && (isShort || previous === gapKind || isParted(previous, kind, written, index)))
					this.#markBoundary(hash, ++boundaries, isShort);
				beforeLast = hash;
				hash = extended(hash, letter);
				previous = kind;
				codeBefore = lastCode;
				lastCode = code;
			} else if (letter === ampersand) {
				if (hash !== 0) this.#markBoundary(hash, ++boundaries, false);
				hash = extended(extended(extended(hash, 97), 110), 100);
				previous = gapKind;
				lastCode = 0;
			} else if (letter !== ignored) previous = gapKind;
		}
		if (boundaries + 1 > this.longest) this.longest = boundaries + 1;
		this.#beforeLast = lastCode === 115 && codeBefore !== 115 ? beforeLast : 0;
		return hash;
	}

	/** Marks the end of a name's part. Of a long name only the first parts are marked, and from the last of them on any letters may follow. */
	#markBoundary(hash: number, boundary: number, isShort: boolean): void {
		if (isShort) this.#mark(hash, begins);
		else if (boundary <= followed) this.#mark(hash, boundary >= followed - 1 ? continuesUnlisted : begins);
	}

	#addEnd(hash: number, owner: number, kind: number, check: number, written: string | undefined): void {
		const name = this.#count++;
		if (name >= this.#next.length) {
			this.#next = doubled(this.#next);
			this.owners = doubled(this.owners);
			this.checks = doubled(this.checks);
			const kinds = new Uint8Array(this.kinds.length * 2);
			kinds.set(this.kinds);
			this.kinds = kinds;
		}
		this.owners[name] = owner;
		this.kinds[name] = kind;
		this.checks[name] = check;
		if (written !== undefined) this.written[name] = written;
		const place = this.#mark(hash, begins);
		const value = this.#values[place]! - 1;
		this.#next[name] = value >>> 2;
		this.#values[place] = 1 + (name + 1) * 4 + (value & 3);
	}

	#mark(hash: number, flags: number): number {
		if (this.#used * 2 > this.#values.length) this.#grow();
		const place = this.#find(hash);
		if (this.#values[place] === 0) {
			this.#used++;
			this.#hashes[place] = hash;
			this.#values[place] = 1 + flags;
			this.#note(hash);
		} else this.#values[place] = ((this.#values[place]! - 1) | flags) + 1;
		return place;
	}

	#find(hash: number): number {
		const mask = this.#values.length - 1;
		let place = placeOf(hash, this.#bits);
		while (this.#values[place] !== 0 && this.#hashes[place] !== hash) place = (place + 1) & mask;
		return place;
	}

	#grow(): void {
		const hashes = this.#hashes;
		const values = this.#values;
		this.#bits++;
		this.#hashes = new Int32Array(1 << this.#bits);
		this.#values = new Int32Array(1 << this.#bits);
		this.#filter = filterFor(this.#bits);
		for (let old = 0; old < values.length; old++) {
			if (values[old] === 0) continue;
			const place = this.#find(hashes[old]!);
			this.#hashes[place] = hashes[old]!;
			this.#values[place] = values[old]!;
			this.#note(hashes[old]!);
		}
	}

	/** Notes in the filter that a hash is known. */
	#note(hash: number): void {
		const spot = placeOf(hash, 21);
		this.#filter[(spot >>> 5) & (this.#filter.length - 1)]! |= 1 << (spot & 31);
	}
}

const filterFor = (bits: number): Int32Array => new Int32Array(1 << Math.max(5, Math.min(16, bits - 3)));

const gapKind = 0;
const digitKind = 1;
const smallKind = 2;
const capitalKind = 3;

/** The kind of a char code whose folded letter is `letter`. */
const kindOf = (code: number, letter: number): number => (code <= 57 ? digitKind : isUpper(code, letter) ? capitalKind : smallKind);

/** Whether a word may be split before the letter at `index`: `Info|GAN`, `V|Net`, `FlowNet|2`, `R|FCN`, `Net|模型`. */
function isParted(previous: number, kind: number, written: string, index: number): boolean {
	if (isUnspaced(written.charCodeAt(index)) !== isUnspaced(written.charCodeAt(index - 1))) return true;
	if ((previous === digitKind) !== (kind === digitKind)) return true;
	if (kind !== capitalKind) return false;
	if (previous === smallKind) return true;
	if (index === 1) return true;
	const next = written.charCodeAt(index + 1);
	return Number.isNaN(next) || (next > 57 && codeClass(next) >= firstLetter && !isUpper(next, codeClass(next)));
}

function doubled(column: Int32Array): Int32Array {
	const larger = new Int32Array(column.length * 2);
	larger.set(column);
	return larger;
}
