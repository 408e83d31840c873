import { type LocalizableMessage, localizable } from '../../../base/localizableMessage.js';
import { mostMistakes, tooManyEntries, tooManyMistakes, unread } from '../enough.js';
import type { Fault, Problem } from '../record.js';
import { type BibtexEntry, type BibtexField, type BibtexKind, Shape } from './entry.js';
import { allEntryTypes, knownFields } from './entryTypes.js';
import { fieldNameAt } from './fieldName.js';
import {
	apostrophe,
	at,
	beginsLine,
	brace,
	breaksOff,
	carriageReturn,
	closingBrace,
	closingParenthesis,
	closingQuote,
	comma,
	continuesEntry,
	dash,
	delimiters,
	endOfBare,
	endOfEntry,
	endOfLine,
	endOfWord,
	equals,
	hash,
	isCommentedOut,
	isSpace,
	matches,
	nameAndEquals,
	newline,
	notable,
	parenthesis,
	percent,
	quote,
	skipSpace,
	startsEntry,
	tab,
} from './syntax.js';

export interface BibtexScan {
	readonly entries: readonly BibtexEntry[];
	/** Positions here count from the start of the file: `base` is added. */
	readonly problems: readonly Problem[];
	/** How much of the text is dealt with. Less than all only where `last` is false. */
	readonly end: number;
}

interface ScanOptions {
	/** Where the text begins in its file. Zero where left out. */
	readonly base?: number;
	/**
	 * False where more text follows: an entry that doesn't end in this piece is left for the next one, which is to
	 * begin at `end`. Pieces may be cut anywhere; before an `@` that begins a line nothing needs to be read twice.
	 */
	readonly last?: boolean;
}

/**
 * The entries of a BibTeX or biblatex text: bounds, keys and fields, values undecoded. One pass; never throws. A
 * mistake is a problem `broken-entry` at its place and costs at most the rest of its entry: a line that begins with
 * `@type{` begins a new one (BibTeX itself, bibtex.web §§ 236–276, skips to the next `@` as well).
 */
export function scanBibtex(text: string, options: ScanOptions = {}): BibtexScan {
	return new Scanner(text, options.base ?? 0, options.last ?? true).scan();
}

/** The entry that begins at `start` of the text; nothing where none does. */
export function scanEntryAt(text: string, start: number): BibtexEntry | undefined {
	return text.charCodeAt(start) === at ? new Scanner(text, 0, true).entryAt(start) : undefined;
}

/** How far a `@comment` may reach past a line that looks like an entry, in search of its closing brace. */
const commentReach = 1 << 16;

/**
 * So many entries are read in one scan: a large file is scanned in pieces of some hundred, unless none of its lines begins with an `@`. Each takes some 300 bytes,
 * and more once it is decoded.
 */
const mostEntries = 500_000;

/** So many characters are read in vain, in search of closing delimiters, before nothing is read twice any more. */
const rescanBudget = 1 << 24;

class Scanner {
	private readonly entries: BibtexEntry[] = [];
	private readonly problems: Problem[] = [];
	/** Where the text goes on. */
	private at = 0;
	private readonly length: number;
	/** One complaint per stretch of nonsense. */
	private silent = false;
	/** The text ran out inside an entry. */
	private ranOutOfInput = false;
	/** Of the value being read. */
	private shape = 0;
	/** Where the last part without its closing delimiter begins. */
	private openStart = 0;
	/** Characters that had to be read again. */
	private wasted = 0;

	constructor(
		private readonly text: string,
		private readonly base: number,
		private readonly last: boolean,
	) {
		this.length = text.length;
	}

	scan(): BibtexScan {
		while (this.at < this.length) {
			const start = this.text.indexOf('@', this.at);
			if (start < 0) break;
			if (this.isEnough(start)) break;
			const problems = this.problems.length;
			const entry = this.entryAt(start);
			if (this.ranOutOfInput && !this.last) {
				this.problems.length = problems;
				return { entries: this.entries, problems: this.problems, end: start };
			}
			if (entry) this.entries.push(entry);
		}
		return { entries: this.entries, problems: this.problems, end: this.length };
	}

	/** Whether no entry is read from `start` on, which then is the last problem. */
	private isEnough(start: number): boolean {
		const isFaulty = this.problems.length >= mostMistakes;
		if (!isFaulty && this.entries.length < mostEntries) return false;
		this.problems.push(unread(this.base + start, isFaulty ? tooManyMistakes : tooManyEntries(mostEntries)));
		return true;
	}

	/** The entry whose `@` is at `start`; nothing where the `@` is part of a text between entries. */
	entryAt(start: number): BibtexEntry | undefined {
		this.at = start + 1;
		this.ranOutOfInput = false;
		this.silent = false;
		if (isCommentedOut(this.text, start)) return undefined;
		const typeStart = skipSpace(this.text, start + 1);
		const typeEnd = endOfWord(this.text, typeStart);
		this.at = skipSpace(this.text, typeEnd);
		const type = this.text.slice(typeStart, typeEnd);
		const kind = kindOf(type);
		const opening = this.text.charCodeAt(this.at);
		if (typeEnd === typeStart || (opening !== brace && opening !== parenthesis)) {
			if (this.at >= this.length) this.ranOutOfInput = true;
			if (kind === 'comment') this.at = endOfLine(this.text, typeEnd);
			else this.halfTyped(start, typeEnd, type);
			return undefined;
		}
		this.at++;
		const head = { type, start, typeStart, typeEnd };
		const nowhere = { key: '', keyStart: this.at, keyEnd: this.at };
		if (kind === 'comment') return { kind, ...head, ...nowhere, fields: [], closed: this.comment(opening), end: this.at };
		const closing = opening === brace ? closingBrace : closingParenthesis;
		const fields: BibtexField[] = [];
		if (kind === 'preamble') this.value(fields, this.at, this.at, '', closing);
		const { key, keyStart, keyEnd } = kind === 'entry' ? this.key(closing) : nowhere;
		const closed = this.fields(fields, closing, start, typeEnd);
		return { kind, type, key, start, end: this.at, typeStart, typeEnd, keyStart, keyEnd, fields, closed };
	}

	private halfTyped(start: number, typeEnd: number, type: string): void {
		this.at = Math.max(typeEnd, start + 1);
		if (!beginsLine(this.text, start)) return;
		const rest = this.text.slice(typeEnd, endOfLine(this.text, typeEnd)).trim();
		if ((rest === '' && type !== '') || allEntryTypes.has(type.toLowerCase())) {
			this.problem(start, typeEnd, 'missing-brace', localizable('An entry needs a brace after its type: `@{0}{key, …}`.', type));
		}
	}

	/** Reads the key and the comma behind it. */
	private key(closing: number): { key: string; keyStart: number; keyEnd: number } {
		const { text } = this;
		const start = skipSpace(this.text, this.at);
		let end = start;
		for (; end < this.length; end++) {
			const code = text.charCodeAt(end);
			if (code === comma || code === brace || code === closingBrace || code === equals || code === quote) break;
			if (code === closing || code === newline || code === carriageReturn) break;
			if (code === at && startsEntry(this.text, end, false)) break;
		}
		const stop = text.charCodeAt(end);
		if (stop === equals || stop === brace || stop === quote) {
			// What is before the `=` is a field's name; a word before that is a key without its comma.
			const words = /^([^\s=]+)\s+\S/.exec(text.slice(start, end));
			const whole = words ? undefined : keyWithEquals(text, start, end);
			end = whole ?? (words ? start + words[1]!.length : start);
		}
		let keyEnd = end;
		while (keyEnd > start && isSpace(text.charCodeAt(keyEnd - 1))) keyEnd--;
		const next = skipSpace(this.text, end);
		if (keyEnd === start) this.problem(this.at - 1, Math.min(start + 1, this.length), 'missing-key', localizable('The entry has no key.'));
		else if (next < this.length && text.charCodeAt(next) !== comma && text.charCodeAt(next) !== closing) {
			this.problem(keyEnd - 1, keyEnd, 'missing-comma', localizable('A comma is missing after the key.'));
		}
		const key = text.slice(start, keyEnd);
		// BibTeX leaves out such an entry (bibtex.web § 267), and Biber the whole file.
		if (/\s/.test(key)) this.problem(start, keyEnd, 'invalid-key', localizable('“{0}” cannot be a citation key: it has a blank.', key));
		this.at = text.charCodeAt(next) === comma ? next + 1 : end;
		return { key, keyStart: start, keyEnd };
	}

	/** Reads fields up to the closing delimiter. Whether it is there. */
	private fields(fields: BibtexField[], closing: number, start: number, typeEnd: number): boolean {
		const { text } = this;
		let end = this.at;
		for (;;) {
			const p = skipSpace(text, this.at);
			if (p >= this.length) {
				this.ranOutOfInput = true;
				return this.unclosed(end, start, typeEnd);
			}
			const code = text.charCodeAt(p);
			this.at = p + 1;
			if (code === closing) {
				if (!continuesEntry(text, p + 1)) return true;
				this.problem(p, p + 1, 'extra-delimiter', localizable('A closing delimiter too many.'));
			} else if (code === at && startsEntry(text, p, false)) {
				return this.unclosed(end, start, typeEnd);
			} else if (closesWrongly(text, p, code)) {
				this.problem(p, p + 1, 'mismatched-delimiter', localizable('The entry opens with another delimiter than it closes with.'));
				return true;
			} else if (code === percent) {
				this.at = endOfLine(text, p);
			} else if (code === equals || code === brace || code === quote) {
				this.problem(p, p + 1, 'missing-field-name', localizable('A field needs a name.'));
				this.at = code === equals ? p + 1 : p;
				this.value([], p, p, '', closing);
			} else if (code !== comma) {
				this.field(fields, p, closing);
			}
			if (code !== comma) end = this.at;
		}
	}

	/** The entry, whose type is given, ends at `end` without its closing delimiter. */
	private unclosed(end: number, start: number, typeEnd: number): false {
		this.at = end;
		this.problem(start, typeEnd, 'unclosed-entry', localizable('The entry is not closed.'));
		return false;
	}

	/** Reads `name = value` at `start`, where there is something other than white space. */
	private field(fields: BibtexField[], start: number, closing: number): void {
		const { text } = this;
		let nameEnd = start;
		let code = 0;
		for (; nameEnd < this.length; nameEnd++) {
			code = text.charCodeAt(nameEnd);
			if (isSpace(code) || (code < 128 && delimiters[code] === 1)) break;
		}
		if (nameEnd === start) {
			this.problem(start, start + 1, 'stray-text', localizable('This is not part of a field.'));
			return;
		}
		const name = fieldNameAt(text, start, nameEnd);
		this.at = skipSpace(this.text, nameEnd);
		code = this.at < this.length ? text.charCodeAt(this.at) : 0;
		if (code === equals) {
			this.at++;
			this.value(fields, start, nameEnd, name, closing);
		} else if (code === brace || code === quote) {
			this.problem(start, nameEnd, 'missing-equals', localizable('`=` is missing after `{0}`.', text.slice(start, nameEnd)));
			this.value(fields, start, nameEnd, name, closing);
		} else {
			this.at = nameEnd;
			this.problem(start, nameEnd, 'missing-value', localizable('`{0}` has no value.', text.slice(start, nameEnd)));
			if (knownFields.has(name))
				fields.push({ name, nameStart: start, nameEnd, valueStart: nameEnd, valueEnd: nameEnd, shape: Shape.bare });
		}
	}

	/** Reads a value, its parts and the `#` between them, and adds the field. */
	private value(fields: BibtexField[], nameStart: number, nameEnd: number, name: string, closing: number): void {
		const { text } = this;
		const valueStart = skipSpace(this.text, this.at);
		const problems = this.problems.length;
		this.shape = 0;
		let valueEnd = valueStart;
		this.at = valueStart;
		for (;;) {
			const code = this.at < this.length ? text.charCodeAt(this.at) : 0;
			if (code === brace) valueEnd = this.delimited(closing, false);
			else if (code === quote) valueEnd = this.delimited(closing, true);
			else valueEnd = this.bare(closing, name);
			this.at = valueEnd;
			const next = skipSpace(this.text, valueEnd);
			if (next >= this.length || text.charCodeAt(next) !== hash) break;
			this.shape |= Shape.joined;
			this.at = skipSpace(this.text, next + 1);
		}
		if (this.problems.length === problems) {
			const next = skipSpace(this.text, valueEnd);
			const code = next < this.length ? text.charCodeAt(next) : comma;
			this.silent = false;
			if (code !== comma && code !== closing && code !== percent && code !== at) {
				this.problem(Math.max(valueStart, valueEnd - 1), valueEnd, 'missing-comma', localizable('A comma is missing after the value.'));
				this.silent = false;
			}
		}
		const field = { name, nameStart, nameEnd, valueStart, valueEnd, shape: this.shape };
		fields.push((this.shape & Shape.open) === 0 ? field : { ...field, openStart: this.openStart });
	}

	/**
	 * The end of the braced or quoted part at `this.at`. Where the text behind it cannot follow a value, or the next
	 * entry comes before its end, it is read again, and ends before the first line that looks like a field.
	 */
	private delimited(closing: number, quoted: boolean): number {
		const start = this.at;
		const shape = this.shape | (quoted ? Shape.quoted : Shape.braced);
		this.shape = shape;
		const patient = this.wasted < rescanBudget;
		const end = this.endOfText(start, quoted, !patient);
		if (end >= 0 && (!patient || this.mayEndAt(end, closing))) return end;
		this.wasted += (end < 0 ? ~end : end) - start;
		const first = this.shape;
		this.shape = shape;
		const careful = this.endOfText(start, quoted, true);
		if (careful === end && end >= 0) {
			this.shape = first;
			return end;
		}
		if (careful >= 0) {
			if (quoted)
				this.problem(
					start,
					careful,
					'unprotected-quote',
					localizable('A quotation mark inside a value in quotation marks needs braces around it.'),
				);
			return careful;
		}
		let stop = ~careful;
		while (stop > start + 1 && (isSpace(this.text.charCodeAt(stop - 1)) || this.text.charCodeAt(stop - 1) === comma)) stop--;
		this.shape |= Shape.open;
		this.openStart = start;
		this.problem(
			start,
			start + 1,
			quoted ? 'unclosed-quote' : 'unclosed-brace',
			quoted ? localizable('The quotation mark is not closed.') : localizable('The brace is not closed.'),
		);
		return stop;
	}

	/** Whether a value may end here: what follows goes on with the entry or closes it. */
	private mayEndAt(end: number, closing: number): boolean {
		const next = skipSpace(this.text, end);
		if (next >= this.length) {
			this.ranOutOfInput = true;
			return false;
		}
		const code = this.text.charCodeAt(next);
		if (code === closing) return true;
		return code === comma || code === hash || code === percent;
	}

	/**
	 * The end of the braced or quoted text at `start`; the complement of the place where it breaks off: the next entry or the end of the text,
	 * in careful reading a field too. Braces count even behind a backslash (BibTeX, "scan_balanced_braces"). A quotation mark ends the text
	 * only outside braces; in careful reading it must end its line or field.
	 */
	private endOfText(start: number, quoted: boolean, careful: boolean): number {
		const { text, length } = this;
		let depth = quoted ? 0 : 1;
		let shape = 0;
		let end = ~length;
		for (let p = start + 1; p < length; p++) {
			const code = text.charCodeAt(p);
			if (code > 127 || notable[code] === 0) continue;
			if (code === quote) {
				if (!quoted || depth > 0 || (careful && !matches(closingQuote, text, p))) continue;
				end = p + 1;
				break;
			}
			if (code === brace) depth++;
			else if (code === closingBrace && --depth === 0 && !quoted) {
				end = p + 1;
				break;
			}
			shape |= shapeAt(text, p, code);
			if ((code === newline || code === carriageReturn) && breaksOff(text, p + 1, careful)) {
				end = ~p;
				break;
			}
		}
		if (end === ~length) this.ranOutOfInput = true;
		this.shape |= shape;
		return end;
	}

	/** The end of the number or macro name at `this.at`. Several words are taken for a value without its delimiters. */
	private bare(closing: number, name: string): number {
		const start = this.at;
		const end = endOfBare(this.text, start);
		this.shape |= Shape.bare;
		if (end === start) {
			this.problem(
				start,
				Math.min(start + 1, this.length),
				'missing-value',
				name === '' ? localizable('A value is missing.') : localizable('`{0}` has no value.', name),
			);
			return end;
		}
		const next = skipSpace(this.text, end);
		if (next >= this.length || this.mayEndAt(end, closing) || this.text.charCodeAt(next) === at) return end;
		if (matches(nameAndEquals, this.text, next)) return end;
		const lineEnd = endOfLine(this.text, end);
		if (next >= lineEnd) return end;
		let stop = end;
		for (let p = end; p < lineEnd; p++) {
			const code = this.text.charCodeAt(p);
			if (code === comma || code === closing || code === at) break;
			if (!isSpace(code)) stop = p + 1;
		}
		this.shape |= Shape.latex;
		this.problem(start, stop, 'undelimited-value', localizable('A text needs braces or quotation marks around it.'));
		return stop;
	}

	/**
	 * Skips a comment. It ends at its closing brace (Biber; BibTeX has no comments, only text between entries), or, where
	 * that doesn't come, before the first line in it that begins an entry, or else with its line.
	 */
	private comment(opening: number): boolean {
		const { text, length } = this;
		const closing = opening === brace ? closingBrace : closingParenthesis;
		const start = this.at;
		const hasty = this.wasted > rescanBudget;
		const reach = hasty ? 1 << 10 : commentReach;
		let nextEntry = -1;
		let depth = 1;
		for (let p = start; p < length; p++) {
			const code = text.charCodeAt(p);
			if (code === opening) depth++;
			else if (code === closing && --depth === 0) {
				this.at = p + 1;
				return true;
			} else if (nextEntry < 0) {
				if (code === at && beginsLine(this.text, p) && startsEntry(this.text, p, true)) nextEntry = p;
			} else if (p - nextEntry > reach) break;
			if (hasty && p - start > reach) break;
		}
		this.wasted += Math.min(length - start, reach);
		this.ranOutOfInput = true;
		this.at = nextEntry < 0 ? endOfLine(this.text, start) : nextEntry;
		this.problem(start - 1, start, 'unclosed-comment', localizable('The comment is not closed.'));
		return false;
	}

	private problem(start: number, end: number, fault: Fault, message: LocalizableMessage): void {
		if (this.silent) return;
		this.silent = true;
		this.problems.push({
			code: 'broken-entry',
			fault,
			message,
			severity: 'error',
			span: { start: this.base + start, end: this.base + Math.max(start, end) },
		});
	}
}

/** What a notable character within a value says of the value's shape. */
function shapeAt(text: string, offset: number, code: number): number {
	if (code === newline || code === carriageReturn || code === tab) return Shape.spaced;
	if (code === dash || code === apostrophe) return text.charCodeAt(offset - 1) === code ? Shape.latex : 0;
	return Shape.latex;
}

/** Whether a delimiter closes an entry that opened with the other one: nothing but the next entry follows. */
const closesWrongly = (text: string, offset: number, code: number): boolean =>
	(code === closingBrace || code === closingParenthesis) && matches(endOfEntry, text, offset + 1);

function kindOf(type: string): BibtexKind {
	if (type.length > 8 || type.length < 6) return 'entry';
	const lower = type.toLowerCase();
	return lower === 'comment' || lower === 'string' || lower === 'preamble' ? lower : 'entry';
}

/** Returns where a key ends that has an `=` in it, at `equals`: `k=1,`. `undefined` where that looks like a field. */
function keyWithEquals(text: string, start: number, at: number): number | undefined {
	const found = /^([^\s={}"]+)=[^\s{}",]*(?=,)/.exec(text.slice(start, Math.min(text.length, at + 200)));
	return found && !knownFields.has(found[1]!.toLowerCase()) ? start + found[0].length : undefined;
}
