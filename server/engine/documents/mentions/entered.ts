import { namesOf, type SourceRecord, stated } from '../../library/formats/record.js';
import { hashOf } from '../../library/index/hashes.js';
import type { Library } from '../../library/library.js';
import { AuthorYears } from './authorYear.js';
import { Automaton, lacksS } from './automaton.js';
import { isBeyondDoubt } from './bundled.js';
import { codeClass, firstLetter } from './codes.js';
import { eachForm, isPlaced, kindOfOther } from './forms.js';
import { comparableAddress } from './identifiers.js';
import { isTitleKind, nickname, type Strictness, strictnessOf } from './strictness.js';

/** The most records whose names are entered; more would take too much memory. */
const mostRecords = 1_000_000;

/** The most names of which is cached how they must be met. */
const mostKept = 8192;

/** Marks the kind of a name that matches in any spelling: a title so long that its words suffice. */
const easy = 64;
/** Marks the kind of a name that a library's choices give to a paper: it is one while they do. */
const given = 32;
/** What is left of a kind without marks. */
const plainKind = given - 1;

/** The names of a store's records. Each record is entered once, even if other records come and go. */
export class Names {
	readonly automaton = new Automaton(1024);
	readonly authorYears = new AuthorYears(this.automaton);
	readonly #addresses = new Map<string, number[]>();
	/** By base, how many records of a block are entered, and what they say. */
	readonly #blocks = new Map<number, { readonly done: number; readonly hash: number }>();
	#count = 0;
	readonly #strictness = new Map<number, Strictness>();
	readonly #beyondDoubt = new Map<number, boolean>();
	/** What was entered of the names that choices give: record and name. */
	readonly #given = new Set<string>();
	/** The libraries whose choices were entered. None is kept in memory by its names. */
	readonly #givenFor = new WeakSet<Library>();
	/** The libraries whose records are all entered: each note asks, and there may be as many blocks as files. */
	readonly #whole = new WeakSet<Library>();
	/** How many records libraries have. */
	readonly #live = new WeakMap<Library, number>();

	/** Identifies the content of a library's entered records: the same in every session, in whatever order they were entered. */
	versionFor(library: Library): string {
		let sum = 0;
		let count = 0;
		for (const { base } of library.blocks) {
			const block = this.#blocks.get(base);
			if (!block) continue;
			sum = (sum + block.hash) | 0;
			count += block.done;
		}
		return `${sum >>> 0}.${count}${library.choices.version && `.${library.choices.version}`}`;
	}

	/** Whether most of what was entered is no longer in the library. */
	isMostlyGone(library: Library): boolean {
		if (this.#count < 4096) return false;
		let live = this.#live.get(library);
		if (live === undefined) {
			live = 0;
			for (const { count } of library.blocks) live += count;
			this.#live.set(library, live);
		}
		return this.#count > 2 * live;
	}

	/** Enters at most about `records` new records. Returns whether none is left. */
	enter(library: Library, records: number): boolean {
		if (this.#whole.has(library)) return true;
		let left = records;
		for (const { base, count } of library.blocks) {
			const { done, hash } = this.#blocks.get(base) ?? { done: 0, hash: 0 };
			if (done === count) continue;
			const until = Math.min(count, done + left);
			let sum = hash;
			for (let index = done; index < until && this.#count < mostRecords; index++) {
				const record = library.record(base + index);
				if (record) sum = (sum + this.#enter(record, base + index)) | 0;
			}
			this.#blocks.set(base, { done: until, hash: sum });
			left -= until - done;
			if (until < count) return false;
		}
		this.#whole.add(library);
		return true;
	}

	/** Enters the names that a library's choices give to papers. */
	enterGiven(library: Library): void {
		if (this.#givenFor.has(library)) return;
		this.#givenFor.add(library);
		for (const [key, names] of library.choices.given)
			for (const paper of library.byKey(key)) {
				const number = library.numberOf(paper);
				for (const { name, asks, isSaid } of names) {
					const id = `${number} ${asks ?? isSaid ?? ''} ${name}`;
					if (this.#given.has(id)) continue;
					this.#given.add(id);
					const kind = isSaid ? nickname : kindOfOther(asks);
					if (strictnessOf(name, kind).manner !== 'never') this.automaton.addName(name, number, kind | given, name.includes(' '), true);
				}
			}
	}

	/** Whether a name that was entered is one of the paper of its record still. */
	isCurrent(name: number, library: Library): boolean {
		const number = this.automaton.owners[name]!;
		if (!(this.automaton.kinds[name]! & given)) return library.has(number);
		const paper = library.choices.given.size === 0 ? undefined : library.paperOf(number);
		return paper !== undefined && namesOf(paper).includes(this.automaton.written[name]!);
	}

	/** Enters a record. Returns a hash of its content. */
	#enter(record: SourceRecord, number: number): number {
		this.#count++;
		eachForm(record, (written, kind, withSingular) => {
			const isLongTitle = isTitleKind(kind) && hasManyWords(written);
			const strictness = isLongTitle ? undefined : strictnessOf(written, kind);
			if (strictness?.manner === 'never') return;
			const isEasy = !strictness || (strictness.isLong && strictness.manner === 'anyhow');
			this.automaton.addName(written, number, isEasy ? kind | easy : kind, withSingular, !isEasy);
		});
		this.authorYears.add(record, number);
		const url = stated(record, 'url');
		if (url !== undefined && isPlaced(url)) {
			const address = comparableAddress(url);
			const known = this.#addresses.get(address);
			if (known) known.push(number);
			else this.#addresses.set(address, [number]);
		}
		let hash = (record.year ?? 0) * 31 + (record.published ?? 0);
		for (const text of [
			record.key,
			record.type,
			record.title,
			...record.alsoTitles,
			...namesOf(record),
			record.doi,
			record.arxiv,
			...(record.inherited ?? []),
		])
			if (text !== undefined) hash = (Math.imul(hash, 31) + hashOf(text)) | 0;
		for (const { family } of record.authors) hash = (Math.imul(hash, 31) + hashOf(family)) | 0;
		return hash;
	}

	/** Returns how strictly a name must be spelled; `undefined` if any spelling matches. */
	strictness(name: number): Strictness | undefined {
		const kind = this.automaton.kinds[name]!;
		if (kind & easy) return undefined;
		const known = this.#strictness.get(name);
		if (known) return known;
		if (this.#strictness.size >= mostKept) this.#strictness.clear();
		const strictness = strictnessOf(this.automaton.written[name]!, kind & plainKind);
		this.#strictness.set(name, strictness);
		return strictness;
	}

	/** Whether a name means a bundled paper wherever it is. */
	isBeyondDoubt(name: number): boolean {
		const kind = this.automaton.kinds[name]!;
		if (kind & easy) return true;
		let known = this.#beyondDoubt.get(name);
		if (known === undefined) {
			known = isBeyondDoubt(this.automaton.written[name]!, kind & ~lacksS);
			if (this.#beyondDoubt.size >= mostKept) this.#beyondDoubt.clear();
			this.#beyondDoubt.set(name, known);
		}
		return known;
	}

	/** The records that an address in a text leads to. */
	recordsAt(address: string): readonly number[] {
		return this.#addresses.get(comparableAddress(address)) ?? [];
	}
}

/** Whether a title has five words that are not short: such a title matches in any spelling. */
function hasManyWords(written: string): boolean {
	let words = 0;
	let letters = 0;
	for (let index = 0; index <= written.length; index++) {
		const letter = index < written.length ? codeClass(written.charCodeAt(index)) : 0;
		if (letter >= firstLetter) letters++;
		else {
			if (letters > 4) words++;
			letters = 0;
		}
	}
	return words >= 5;
}
