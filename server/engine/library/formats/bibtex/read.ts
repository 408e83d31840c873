import { append } from '../../../base/append.js';
import { type LocalizableMessage, localizable } from '../../../base/localizableMessage.js';
import type { Fault, Problem, Reading, SourceRecord } from '../record.js';
import { RecordDecoder } from './decode.js';
import { type BibtexEntry, type BibtexField, Shape } from './entry.js';
import {
	deepestInheritance,
	type EntryFields,
	type InheritanceLimit,
	inheritedFields,
	mostAncestors,
	mostFields,
	mostInherited,
} from './inherit.js';
import { scanBibtex, scanEntryAt } from './scan.js';
import { keysOf, latexOf, longestMacro, type Macros, noMacros } from './values.js';

/** Types whose entries others inherit from as a rule: kept from piece to piece, since a child may follow. */
const parentTypes = new Set(
	'book collection proceedings reference periodical mvbook mvcollection mvproceedings mvreference xdata'.split(' '),
);

/** What is carried over to the next piece at most, when an entry doesn't end in one. Longer ones are given up as not closed. */
const longestEntry = 1 << 22;

/** Records whose parents are missing, in one step of reading in slices. */
const orphansAtOnce = 250;

/** An entry that waits for its parents: its own text, cut out, and where that was. */
interface Waiting {
	readonly text: string;
	readonly base: number;
	readonly parents: readonly string[];
}

/** All records and problems of a BibTeX or biblatex text. Never throws. */
export function readBibtex(text: string): Reading {
	return new BibtexReader().read(text, true);
}

/**
 * The record of the entry at an offset of a text with its long fields, which the library does not keep, and what it inherits; nothing where no
 * entry begins there.
 */
export function readWholeBibtex(text: string, start: number): SourceRecord | undefined {
	const entry = scanEntryAt(text, start);
	if (entry?.kind !== 'entry') return undefined;
	// What it inherits and the macros that it uses may be anywhere.
	const hasParents = entry.fields.some(({ name }) => name === 'crossref' || name === 'xdata');
	const hasMacros = entry.fields.some(({ shape }) => (shape & (Shape.bare | Shape.joined)) !== 0);
	const entries = hasParents || hasMacros ? scanBibtex(text).entries : [];
	const macros = new Map<string, string>();
	for (const { kind, fields } of entries)
		if (kind === 'string') for (const field of fields) macros.set(field.name, latexOf(text, field, macros));
	const local = byKey(entries);
	const { fields } = inheritedFields(
		{ type: entry.type, text, fields: entry.fields },
		entry.key,
		(key) => {
			const parent = local.get(key.toLowerCase());
			return parent && { type: parent.type, text, fields: parent.fields };
		},
		(parent) => keysOf(parent.text, parent.field, macros),
	);
	return new RecordDecoder(true).recordOf(fields, entry, macros);
}

/**
 * The same in steps, each a reading of about `length` characters or fewer, for a caller that has other things to do in
 * between (10 ms hold about 400,000 once the code has run a while). Records that inherit from a later entry come when that
 * is read; those whose parent never comes, last. Strings may share memory with `text`.
 */
export function* readBibtexInSlices(text: string, length = 1 << 17): Generator<Reading, void, void> {
	const reader = new BibtexReader();
	// The first ones are shorter: an engine takes its time with code it hasn't run often.
	let size = Math.min(length, 1 << 13);
	for (let start = 0; start < text.length; size = Math.min(length, size * 2)) {
		const cut = text.indexOf('\n@', start + size);
		const end = cut < 0 ? text.length : cut + 1;
		yield reader.read(text.slice(start, end), end === text.length);
		start = end;
	}
	for (let rest = reader.orphans(orphansAtOnce); rest.records.length > 0; rest = reader.orphans(orphansAtOnce)) yield rest;
}

/**
 * Reads a file that comes in pieces, cut anywhere, best before an `@` that begins a line. The records of each piece are
 * complete; what they inherit is found in the same piece, in earlier ones (books, proceedings and other types that have
 * children by rule), or in later ones, with which they are then given.
 */
export class BibtexReader implements Macros {
	/** What `@string` has defined so far in what was read, by name in lower case. */
	readonly defined = new Map<string, string>();
	private readonly decoder = new RecordDecoder();
	/** Texts of possible parents by key in lower case (BibTeX compares the keys in `crossref` so). */
	private readonly parents = new Map<string, string>();
	private readonly waiting = new Map<string, Waiting[]>();
	private rest = '';
	private base = 0;
	/** Of entries that do not inherit all they might, and of macros that are too long; given with the next records. */
	private limits: Problem[] = [];

	/**
	 * A reader of a file from its start, or of a piece on its own: then `macros` are what `@string` defined before, and
	 * `given` the texts of entries elsewhere that others inherit from, by key in lower case. `longParents` are the long ones among the parents that were
	 * scanned, by their texts: it is added to, so that they are not scanned for each child or piece.
	 */
	constructor(
		private readonly macros: Macros = noMacros,
		private readonly given: ReadonlyMap<string, string> = new Map(),
		private readonly longParents = new Map<string, BibtexEntry>(),
	) {}

	/** Whether the last piece ended within an entry. */
	get endsWithin(): boolean {
		return this.rest !== '';
	}

	/** The value of a macro. Those from before are not copied: each piece of a file has a reader of its own. */
	get(name: string): string | undefined {
		return this.defined.get(name) ?? this.macros.get(name);
	}

	/**
	 * The records and problems of the next piece, positions counted from the start of the file. `last` ends the file; then
	 * `orphans` has the rest.
	 */
	read(piece: string, last: boolean): Reading {
		const text = this.rest === '' ? piece : this.rest + piece;
		const scan = scanBibtex(text, { base: this.base, last: last || text.length - piece.length > longestEntry });
		const records: SourceRecord[] = [];
		const { problems } = scan;
		const whole = last && this.base === 0;
		let local: Map<string, BibtexEntry> | undefined;
		const find = (key: string): EntryFields | undefined => {
			local ??= byKey(scan.entries);
			const entry = local.get(key.toLowerCase());
			return entry ? { type: entry.type, text, fields: entry.fields } : this.keptParent(key);
		};
		const answered: Waiting[] = [];
		for (const entry of scan.entries) {
			if (entry.kind === 'string') this.define(text, entry);
			if (entry.kind !== 'entry') continue;
			if (!whole) this.keep(text, entry, answered);
			if (entry.type.length === 5 && entry.type.toLowerCase() === 'xdata') continue;
			const wanted = parentsOf(text, entry, this);
			if (wanted.length === 0) records.push(this.decoder.record(text, entry, this, this.base));
			else if (last || wanted.every((key) => find(key) !== undefined)) records.push(this.inheriting(text, entry, this.base, find));
			else this.wait({ text: detached(text.slice(entry.start, entry.end)), base: this.base + entry.start, parents: wanted }, find);
		}
		for (const child of answered) this.tryAgain(child, find, records);
		this.base += scan.end;
		this.rest = scan.end === text.length ? '' : detached(text.slice(scan.end));
		return { records, problems: [...problems, ...this.limitsNow()] };
	}

	/**
	 * After the last piece: records whose parents never came, `limit` of them at most, with what else they inherit. To be
	 * asked for until there are none.
	 */
	orphans(limit: number): Reading {
		const records: SourceRecord[] = [];
		const find = (key: string): EntryFields | undefined => this.keptParent(key);
		for (const [key, children] of this.waiting) {
			while (children.length > 0 && records.length < limit) {
				const child = children.pop()!;
				const entry = scanEntryAt(child.text, 0);
				if (entry) records.push(this.inheriting(child.text, entry, child.base, find));
			}
			if (children.length > 0) break;
			this.waiting.delete(key);
		}
		return { records, problems: this.limitsNow() };
	}

	private limitsNow(): readonly Problem[] {
		const problems = this.limits;
		this.limits = [];
		return problems;
	}

	private define(text: string, entry: BibtexEntry): void {
		for (const field of entry.fields) {
			const value = detached(latexOf(text, field, this));
			this.defined.set(field.name, value);
			if (value.length > longestMacro) this.limits.push(longMacro(field, this.base));
		}
	}

	/** Keeps an entry that others may inherit from, and notes who waits for it. */
	private keep(text: string, entry: BibtexEntry, answered: Waiting[]): void {
		const key = entry.key.toLowerCase();
		const children = this.waiting.size > 0 ? this.waiting.get(key) : undefined;
		if (!children && !parentTypes.has(entry.type.toLowerCase())) return;
		if (!this.parents.has(key)) this.parents.set(key, detached(text.slice(entry.start, entry.end)));
		if (!children) return;
		this.waiting.delete(key);
		append(answered, children);
	}

	private keptParent(key: string): EntryFields | undefined {
		const text = this.parents.get(key.toLowerCase()) ?? this.given.get(key.toLowerCase());
		if (text === undefined) return undefined;
		const known = this.longParents.get(text);
		const entry = known ?? scanEntryAt(text, 0);
		if (entry && !known && text.length > mostInherited) this.longParents.set(text, entry);
		return entry && { type: entry.type, text, fields: entry.fields };
	}

	private wait(child: Waiting, find: (key: string) => EntryFields | undefined): void {
		const missing = child.parents.find((key) => find(key) === undefined)!.toLowerCase();
		const others = this.waiting.get(missing);
		if (others) others.push(child);
		else this.waiting.set(missing, [child]);
	}

	private tryAgain(child: Waiting, find: (key: string) => EntryFields | undefined, records: SourceRecord[]): void {
		if (child.parents.some((key) => find(key) === undefined)) {
			this.wait(child, find);
			return;
		}
		const entry = scanEntryAt(child.text, 0);
		if (entry) records.push(this.inheriting(child.text, entry, child.base, find));
	}

	private inheriting(text: string, entry: BibtexEntry, base: number, find: (key: string) => EntryFields | undefined): SourceRecord {
		const { fields, limit } = inheritedFields({ type: entry.type, text, fields: entry.fields }, entry.key, find, (parent) =>
			keysOf(parent.text, parent.field, this),
		);
		if (limit !== undefined) this.limits.push(limitProblem(entry, limit, base));
		return this.decoder.recordOf(fields, entry, this, base);
	}
}

/** What keeps an entry from inheriting all it might, at the field that names its parent. */
function limitProblem(entry: BibtexEntry, limit: InheritanceLimit, base: number): Problem {
	const field = entry.fields.find(({ name }) => name === 'crossref') ?? entry.fields.find(({ name }) => name === 'xdata');
	const { valueStart, valueEnd } = field ?? { valueStart: entry.keyStart, valueEnd: entry.keyEnd };
	return {
		code: 'broken-entry',
		fault: limitFaults[limit],
		severity: 'warning',
		message: limitMessages[limit],
		span: { start: base + valueStart, end: base + valueEnd },
	};
}

const longMacro = (field: BibtexField, base: number): Problem => ({
	code: 'broken-entry',
	fault: 'long-macro',
	severity: 'warning',
	message: localizable('The macro is longer than {0} characters: its name is shown instead.', longestMacro),
	span: { start: base + field.nameStart, end: base + field.nameEnd },
});

const limitFaults: Readonly<Record<InheritanceLimit, Fault>> = {
	circle: 'circular-inheritance',
	depth: 'deep-inheritance',
	number: 'wide-inheritance',
	length: 'wide-inheritance',
};

const limitMessages: Readonly<Record<InheritanceLimit, LocalizableMessage>> = {
	circle: localizable('The entries that this one inherits from come back to one of them.'),
	depth: localizable('More than {0} entries inherit from one another here; what the others say is left out.', deepestInheritance),
	number: localizable('The entry inherits from more than {0} others; what the rest say is left out.', mostAncestors),
	length: localizable('The entry inherits more than {0} characters or {1} fields; the rest is left out.', mostInherited, mostFields),
};

function byKey(entries: readonly BibtexEntry[]): Map<string, BibtexEntry> {
	const found = new Map<string, BibtexEntry>();
	for (const entry of entries) {
		const key = entry.key.toLowerCase();
		if (entry.kind === 'entry' && !found.has(key)) found.set(key, entry);
	}
	return found;
}

const none: readonly string[] = [];

function parentsOf(text: string, entry: BibtexEntry, macros: Macros): readonly string[] {
	let found: string[] | undefined;
	for (const field of entry.fields) {
		if (field.name !== 'crossref' && field.name !== 'xdata') continue;
		found ??= [];
		append(found, keysOf(text, field, macros));
	}
	return found ?? none;
}

/** The same text with memory of its own, so that it doesn't keep the large one it was cut from. */
function detached(text: string): string {
	return ` ${text}`.slice(1);
}
