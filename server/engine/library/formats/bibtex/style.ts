import { type BibtexEntry, Shape } from './entry.js';
import { type BibtexScan, scanBibtex } from './scan.js';

/** How a file writes its entries. */
export interface BibtexStyle {
	/** What is before a field's name in its line. */
	readonly indent: string;
	readonly lineEnd: '\n' | '\r\n';
	/** `author       = {…}`: the column, from the start of the name, that all `=` are in. Zero where they follow the name. */
	readonly equalsColumn: number;
	/** `author =    {…}`: the column that all values begin in. Zero where they follow the `=`. */
	readonly valueColumn: number;
	readonly beforeEquals: string;
	readonly afterEquals: string;
	readonly quotes: boolean;
	/** `year = 2016` */
	readonly bareNumbers: boolean;
	/** `title = {{…}}` */
	readonly doubleBracedTitles: boolean;
	readonly parentheses: boolean;
	readonly trailingComma: boolean;
	/** What is before the closing delimiter: a line end and blanks, or nothing. */
	readonly beforeClosing: string;
	readonly fieldCase: LetterCase;
	readonly typeCase: LetterCase;
	/** Empty lines between two entries. */
	readonly emptyLines: number;
	/** Entries are in the order of their keys. */
	readonly sorted: boolean;
	/** Names of the fields that the file uses, in lower case, in the order it writes them. */
	readonly order: readonly string[];
	/** Written for biblatex rather than for classic BibTeX. */
	readonly biblatex: boolean;
	/** For which of the two, where names of fields or types show it. */
	readonly dialect?: 'biblatex' | 'classic';
	/** Letters outside ASCII are written as LaTeX commands. */
	readonly ascii: boolean;
}

export type LetterCase = 'lower' | 'upper' | 'title';

/** For a file without entries. Its field names are classic BibTeX's, which biblatex and pandoc read as well. */
export const defaultStyle: BibtexStyle = {
	indent: '  ',
	lineEnd: '\n',
	equalsColumn: 0,
	valueColumn: 0,
	beforeEquals: ' ',
	afterEquals: ' ',
	quotes: false,
	bareNumbers: false,
	doubleBracedTitles: false,
	parentheses: false,
	trailingComma: true,
	beforeClosing: '\n',
	fieldCase: 'lower',
	typeCase: 'lower',
	emptyLines: 1,
	sorted: false,
	order: [],
	biblatex: false,
	ascii: false,
};

/** So many entries, spread over the file, show its style. */
const sampleSize = 200;

const biblatexOnly = new Set(['journaltitle', 'date', 'location', 'eprinttype', 'eprintclass', 'online', 'thesis', 'report']);
const classicOnly = new Set([
	'journal',
	'year',
	'address',
	'school',
	'archiveprefix',
	'primaryclass',
	'phdthesis',
	'mastersthesis',
	'techreport',
]);

/** biblatex's names, too, which Zotero and others also write for classic BibTeX: they count only where nothing else says more. */
const mostlyBiblatex = new Set(['institution', 'urldate', 'langid']);

/** The style of a file's entries, by what most of a sample do; the default's where they don't show it. */
export function styleOf(text: string, scan: BibtexScan = scanBibtex(text)): BibtexStyle {
	const lineEnd = text.includes('\r\n') ? '\r\n' : defaultStyle.lineEnd;
	const entries = scan.entries.filter((entry) => entry.kind === 'entry' && entry.closed && entry.fields.length > 0);
	if (entries.length === 0) return { ...defaultStyle, lineEnd, beforeClosing: lineEnd };
	const step = Math.max(1, Math.floor(entries.length / sampleSize));
	const sample = entries.filter((_, i) => i % step === 0);
	const votes = new Votes();
	for (const entry of sample) vote(text, entry, votes);
	for (let i = 1; i < entries.length; i += step) {
		const between = text.slice(entries[i - 1]!.end, entries[i]!.start);
		if (between.trim() === '') votes.add('emptyLines', String(Math.max(0, between.split('\n').length - 2)));
	}
	const alignment = votes.winner('alignment', 'none').split(':');
	const dialect = dialectOf(sample);
	return {
		indent: votes.winner('indent', defaultStyle.indent),
		lineEnd,
		equalsColumn: alignment[0] === 'equals' ? Number(alignment[1]) : 0,
		valueColumn: alignment[0] === 'value' ? Number(alignment[1]) : 0,
		beforeEquals: alignment[0] === 'equals' ? ' ' : votes.winner('before', ' '),
		afterEquals: alignment[0] === 'value' ? ' ' : votes.winner('after', ' '),
		quotes: votes.winner('quotes', 'false') === 'true',
		bareNumbers: votes.winner('bareNumbers', 'false') === 'true',
		doubleBracedTitles: votes.winner('doubleBraced', 'false') === 'true',
		parentheses: votes.winner('parentheses', 'false') === 'true',
		trailingComma: votes.winner('trailingComma', 'true') === 'true',
		beforeClosing: votes.winner('beforeClosing', lineEnd),
		fieldCase: votes.winner('fieldCase', 'lower') as LetterCase,
		typeCase: votes.winner('typeCase', 'lower') as LetterCase,
		emptyLines: Number(votes.winner('emptyLines', '1')),
		sorted: isSorted(entries),
		order: orderOf(sample),
		biblatex: dialect === 'biblatex',
		...(dialect && { dialect }),
		ascii: isAscii(text, sample),
	};
}

/** Compares keys as a sorted file does: without regard to case. */
export function compareKeys(a: string, b: string): number {
	const [first, second] = [a.toLowerCase(), b.toLowerCase()];
	return first < second ? -1 : first > second ? 1 : 0;
}

class Votes {
	readonly #counts = new Map<string, Map<string, number>>();

	add(question: string, answer: string): void {
		const answers = this.#counts.get(question) ?? new Map<string, number>();
		this.#counts.set(question, answers.set(answer, (answers.get(answer) ?? 0) + 1));
	}

	winner(question: string, otherwise: string): string {
		let best = otherwise;
		let most = 0;
		for (const [answer, count] of this.#counts.get(question) ?? []) {
			if (count > most) [best, most] = [answer, count];
		}
		return best;
	}
}

function vote(text: string, entry: BibtexEntry, votes: Votes): void {
	votes.add('typeCase', caseOf(entry.type));
	votes.add('parentheses', String(text[entry.end - 1] === ')'));
	const last = entry.fields.at(-1)!;
	const tail = text.slice(last.valueEnd, entry.end - 1);
	votes.add('trailingComma', String(tail.includes(',')));
	const closing = /\r?\n[ \t]*$/.exec(tail);
	votes.add('beforeClosing', closing ? closing[0] : '');

	const columns: { readonly length: number; readonly equals: number; readonly value: number }[] = [];
	for (const field of entry.fields) {
		const lineStart = text.lastIndexOf('\n', field.nameStart - 1) + 1;
		const indent = text.slice(lineStart, field.nameStart);
		if (indent.trim() === '') votes.add('indent', indent);
		votes.add('fieldCase', caseOf(text.slice(field.nameStart, field.nameEnd)));
		const value = text.slice(field.valueStart, field.valueEnd);
		const isNumber = /^[{"]?\d{1,4}["}]?$/.test(value);
		if (isNumber) votes.add('bareNumbers', String((field.shape & Shape.bare) !== 0));
		if ((field.shape & Shape.joined) === 0 && (field.shape & Shape.bare) === 0)
			votes.add('quotes', String((field.shape & Shape.quoted) !== 0));
		if (field.name === 'title') votes.add('doubleBraced', String(value.startsWith('{{') && value.endsWith('}}')));
		const sign = text.slice(field.nameEnd, field.valueStart);
		const equals = sign.indexOf('=');
		if (equals < 0 || sign.includes('\n')) continue;
		columns.push({
			length: field.nameEnd - field.nameStart,
			equals: field.nameEnd - field.nameStart + equals,
			value: field.valueStart - field.nameStart,
		});
		votes.add('before', sign.slice(0, equals));
		votes.add('after', sign.slice(equals + 1));
	}
	votes.add('alignment', alignmentOf(columns));
}

function alignmentOf(columns: readonly { readonly length: number; readonly equals: number; readonly value: number }[]): string {
	if (new Set(columns.map(({ length }) => length)).size < 2) return 'none';
	// A name longer than the column pushes its own sign further.
	const mostly = (numbers: readonly number[]): number | undefined => {
		const smallest = Math.min(...numbers);
		const same = numbers.filter((number) => number === smallest).length;
		return same > 1 && numbers.every((number, i) => number === smallest || columns[i]!.length >= smallest - 1) ? smallest : undefined;
	};
	const equals = mostly(columns.map((column) => column.equals));
	if (equals !== undefined) return `equals:${equals}`;
	const value = mostly(columns.map((column) => column.value));
	return value === undefined ? 'none' : `value:${value}`;
}

function caseOf(word: string): LetterCase {
	if (word === word.toLowerCase()) return 'lower';
	return word.length > 1 && word === word.toUpperCase() ? 'upper' : 'title';
}

function isSorted(entries: readonly BibtexEntry[]): boolean {
	if (entries.length < 3) return false;
	return entries.every((entry, i) => i === 0 || compareKeys(entries[i - 1]!.key, entry.key) <= 0);
}

/**
 * Field names in the order that most entries have them in: each, the most used first, at the place where it is before and behind most of those that it
 * should be. Places of entries with other fields than most say nothing by themselves.
 */
function orderOf(entries: readonly BibtexEntry[]): readonly string[] {
	const uses = new Map<string, number>();
	/** How many entries have the first of two names, with a blank between them, before the second. */
	const before = new Map<string, number>();
	const count = (counts: Map<string, number>, name: string): Map<string, number> => counts.set(name, (counts.get(name) ?? 0) + 1);
	for (const { fields } of entries)
		fields.slice(0, longestOrdered).forEach(({ name }, i, all) => {
			count(uses, name);
			for (const later of all.slice(i + 1)) count(before, `${name} ${later.name}`);
		});
	const order: string[] = [];
	for (const [name] of [...uses].sort(([, a], [, b]) => b - a)) {
		const agreement = (other: string): number => (before.get(`${other} ${name}`) ?? 0) - (before.get(`${name} ${other}`) ?? 0);
		let [best, most, sum] = [0, 0, 0];
		order.forEach((other, i) => {
			sum += agreement(other);
			if (sum > most) [best, most] = [i + 1, sum];
		});
		order.splice(best, 0, name);
	}
	return order;
}

/** So many fields of an entry show the order. */
const longestOrdered = 40;

/** The program that entries were written for, by the names of their types and fields; nothing where these are the same for both. */
export function dialectOf(entries: readonly BibtexEntry[]): BibtexStyle['dialect'] {
	let [balance, hints] = [0, 0];
	for (const { type, fields } of entries) {
		for (const name of [type.toLowerCase(), ...fields.map((field) => field.name)]) {
			if (biblatexOnly.has(name)) balance++;
			else if (classicOnly.has(name)) balance--;
			else if (mostlyBiblatex.has(name)) hints++;
		}
	}
	if (balance === 0) balance = hints;
	return balance > 0 ? 'biblatex' : balance < 0 ? 'classic' : undefined;
}

/** Accents as commands somewhere in the sample, and no letter outside ASCII. */
function isAscii(text: string, entries: readonly BibtexEntry[]): boolean {
	let commands = false;
	for (const { start, end } of entries) {
		const entry = text.slice(start, end);
		if (/[^\0-\x7f]/.test(entry)) return false;
		commands ||= /\\["'`^~=.]\s*\{?\\?[A-Za-z]|\\(?:[vcuHkr]\s*\{|ss\b|[oOlL]\b|aa\b|ae\b)/.test(entry);
	}
	return commands;
}
