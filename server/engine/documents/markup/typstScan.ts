import { finder } from '../../base/finder.js';
import type { Span } from '../../base/span.js';
import type { Include, Label, NamedFile } from './markup.js';
import { filesAgain, readBlocksAgain } from './rereading.js';
import { type DocumentScan, Findings, isInside, lineEnd, matchAt, patternFinder, type ReadText } from './scan.js';
import { movedSpan, spliced, withMovedSpan } from './splice.js';
import type { CitingFunctions } from './typstCiting.js';
import { type Closer, type Frame, Frames } from './typstFrames.js';
import { isTypstLabel, lineLabels, TypstLabels } from './typstLabels.js';

/** A reference's label; a full stop or colon at its end belongs to the sentence (Typst reference, "Reference"). */
const reference = /@([\p{L}\p{N}_](?:[\p{L}\p{M}\p{N}_-]|[.:](?=[.:]*[\p{L}\p{N}_-]))*)/uy;
const label = /<([\p{L}\p{N}_][\p{L}\p{M}\p{N}_:.-]*)>/uy;
const identifier = /[\p{L}_][\p{L}\p{M}\p{N}_-]*/uy;
const statement = /^(?:let|set|show|import|include|if|for|while|return|context)$/;
const address = /https?:\/\/[^\s[\]()"<>]*/y;

/** The signs that may begin something other than plain text in markup. */
const special = /[\\#[\]<h@/`$]/g;

interface TypstScan extends DocumentScan {
	/** In order. */
	readonly labels: readonly Label[];
	/** The `.bib` files among the values of variables, parameters and arguments, in order: by such a name a template's file may name them. */
	readonly given: readonly NamedFile[];
	/** The brackets and code that go over a blank line, in order, without those within others. */
	readonly reaching: readonly Span[];
	/** Whether something is opened that never closes: what comes later may close it. */
	readonly isOpenEnded: boolean;
}

/** Reads a Typst text in one pass, by its three modes: markup, code and maths (Typst reference, "Syntax"). The functions of `own` cite as well. */
export function readTypst(text: string, own: CitingFunctions): TypstScan {
	return new TypstReader(text, own).read();
}

/** The terms of a glossary, which are found wherever they are. */
const glossary = /:\s{0,4}\(\s{0,40}(?:short|long|description)/;

/** Returns what `readTypst` returns, from the reading of the text before an edit; `undefined` where the edit may reach beyond its blocks. */
export function readTypstAgain(before: ReadText<TypstScan>, text: string, own: CitingFunctions): TypstScan | undefined {
	const { reading } = before;
	if (reading.isOpenEnded) return undefined;
	const found = readBlocksAgain(before, text, (piece) => readTypst(piece, own), glossary);
	if (!found || found.again.isOpenEnded) return undefined;
	const { again, splice, scan } = found;
	const { start, oldEnd } = splice;
	if (isInside(reading.reaching, start) || isInside(reading.reaching, oldEnd)) return undefined;
	// What is a reference to a label depends on all labels of the text.
	const old = reading.labels.filter(({ span }) => span.start >= start && span.start < oldEnd);
	if (old.length !== again.labels.length || old.some(({ name }, index) => name !== again.labels[index]!.name)) return undefined;
	const names = new Set(reading.labels.map(({ name }) => name));
	return {
		...scan,
		...filesAgain(reading, found),
		citations: scan.citations.filter(({ key }) => !isTypstLabel(key, names)),
		labels: spliced(reading.labels, again.labels, splice, withMovedSpan),
		given: spliced(reading.given, again.given, splice, withMovedSpan),
		reaching: spliced(reading.reaching, again.reaching, splice, movedSpan),
		isOpenEnded: false,
	};
}

/** Reads a text. The methods named `read…` take the offset of a construct's first character and return where reading continues. */
class TypstReader {
	readonly #text: string;
	readonly #findings = new Findings();
	readonly #bibliographies: NamedFile[] = [];
	readonly #includes: Include[] = [];
	readonly #given: NamedFile[] = [];
	/** The labels that the text itself defines. */
	readonly #labels: TypstLabels;
	readonly #find: ReturnType<typeof finder>;
	readonly #closingDollar: ReturnType<typeof patternFinder>;
	readonly #frames: Frames;
	readonly #own: CitingFunctions;
	#isOpenEnded = false;

	constructor(text: string, own: CitingFunctions) {
		this.#text = text;
		this.#own = own;
		this.#labels = new TypstLabels(text);
		this.#find = finder(text);
		this.#closingDollar = patternFinder(text, /(?<!\\)\$/g);
		this.#frames = new Frames(text, this.#findings);
	}

	read(): TypstScan {
		const text = this.#text;
		const frames = this.#frames;
		let at = 0;
		while (at < text.length) {
			if (!frames.isCode) {
				special.lastIndex = at;
				at = special.exec(text)?.index ?? text.length;
				if (at >= text.length) break;
			}
			const behind = this.#readHidden(at);
			at = behind > at ? behind : frames.isCode ? this.#readCode(at) : this.#readMarkup(at);
		}
		const isOpenEnded = this.#isOpenEnded || frames.top !== undefined;
		frames.end();
		for (const citation of frames.citations) if (!this.#labels.has(citation.key)) this.#findings.cite(citation);
		return {
			...this.#findings.scanOf(text.length),
			bibliographies: this.#bibliographies,
			includes: this.#includes,
			labels: this.#labels.all,
			given: this.#given,
			reaching: frames.reaching,
			isOpenEnded,
		};
	}

	/** Reads a comment, raw text or maths; returns `at` where none begins there. */
	#readHidden(at: number): number {
		switch (this.#text.charCodeAt(at)) {
			case 47 /* / */:
				return this.#readComment(at);
			case 96 /* ` */:
				return this.#readRaw(at);
			case 36 /* $ */:
				{
					const close = this.#closing(this.#closingDollar(at + 1));
					return close < 0 ? at + 1 : this.#findings.markOpaque(at, close + 1);
				}
			default:
				return at;
		}
	}

	/** Takes note of where something closes; −1 where it does not. */
	#closing(close: number): number {
		if (close < 0) this.#isOpenEnded = true;
		return close;
	}

	#readComment(at: number): number {
		const next = this.#text.charCodeAt(at + 1);
		if (next === 47) return this.#findings.markOpaque(at, lineEnd(this.#text, at));
		if (next !== 42) return at;
		const close = this.#closing(this.#find('*/', at + 2));
		return this.#findings.markOpaque(at, close < 0 ? this.#text.length : close + 2);
	}

	#readRaw(at: number): number {
		let ticks = 1;
		while (this.#text.charCodeAt(at + ticks) === 96) ticks++;
		if (ticks === 2) return this.#findings.markOpaque(at, at + 2);
		const close = this.#closing(this.#find('`'.repeat(Math.min(ticks, 64)), at + ticks));
		if (close >= 0 && ticks > 2) this.#labels.add(...lineLabels(this.#text, at + ticks, close));
		return close < 0 ? at + ticks : this.#findings.markOpaque(at, close + ticks);
	}

	/** Reads one step of markup. */
	#readMarkup(at: number): number {
		switch (this.#text[at]) {
			case '\\':
				return at + 2;
			case '#':
				return this.#readHash(at);
			case ']':
				return this.#close(']', at);
			case '[':
				this.#frames.push(at, { closer: ']', start: at, isText: true });
				return at + 1;
			case '<':
				return this.#readOwnLabel(at);
			case 'h':
				return this.#findings.markMatch(address, this.#text, at) ?? at + 1;
			case '@':
				return this.#readReference(at);
			default:
				return at + 1;
		}
	}

	/** A label that the text defines. */
	#readOwnLabel(at: number): number {
		const found = matchAt(label, this.#text, at);
		if (!found) return at + 1;
		const end = at + found[0].length;
		this.#labels.add({ start: at + 1, end: end - 1 });
		this.#findings.markSyntax(at, end);
		return end;
	}

	/** A reference `@a`, with its supplement. Typst's compiler takes an `@` after a letter for one as well. */
	#readReference(at: number): number {
		const found = matchAt(reference, this.#text, at);
		if (!found) return at + 1;
		const end = at + found[0].length;
		const span = { start: at + 1, end };
		this.#findings.markSyntax(at, end);
		if (this.#text[end] !== '[') {
			this.#frames.citations.push({ key: found[1]!, span, group: { start: at, end } });
			return end;
		}
		const supplements: Frame = { closer: ']', start: at, keys: [span] };
		this.#frames.push(end + 1, { closer: ']', start: end, supplements, isText: true });
		return end + 1;
	}

	/** The code that a hash begins in markup. */
	#readHash(at: number): number {
		const text = this.#text;
		const next = text[at + 1] ?? '';
		if (next === '{' || next === '(' || next === '[') {
			this.#findings.markSyntax(at, at + 1);
			return this.#open(at + 1, undefined, at);
		}
		if (next === '"') return this.#readString(at + 1);
		const name = matchAt(identifier, text, at + 1)?.[0];
		if (name === undefined) return at + 1;
		const after = at + 1 + name.length;
		if (statement.test(name)) {
			this.#frames.push(at, { closer: '\n', start: at, word: name });
			return after;
		}
		this.#findings.markSyntax(at, after);
		const end = this.#readFields(after);
		const called = text
			.slice(at + 1, end)
			.split('.')
			.at(-1)!;
		if (text[end] === '(') return this.#open(end, this.#callOf(called), at, false, this.#own.get(called));
		return text[end] === '[' ? this.#open(end, undefined, at) : end;
	}

	/** The fields and methods after a name, `.a.b`. */
	#readFields(at: number): number {
		let end = at;
		while (this.#text[end] === '.') {
			const name = matchAt(identifier, this.#text, end + 1)?.[0];
			if (name === undefined) break;
			this.#findings.markSyntax(end, end + 1 + name.length);
			end += 1 + name.length;
		}
		return end;
	}

	/** Reads one step of code. */
	#readCode(at: number): number {
		const sign = this.#text[at]!;
		const top = this.#frames.top!;
		switch (sign) {
			case '"':
				return this.#readString(at);
			case '(':
			case '[':
			case '{':
				return this.#open(at, undefined, at);
			case ')':
			case ']':
			case '}':
				return this.#close(sign, at);
			case ',':
				if (top.argument === undefined) top.place = (top.place ?? 0) + 1;
				top.argument = undefined;
				return at + 1;
			case '\n':
			case ';':
				return top.closer === '\n' ? this.#close('\n', at) : at + 1;
			case '<':
				return this.#readNamedLabel(at, top);
			default:
				return /[\p{L}_]/u.test(sign) ? this.#readWord(at) : at + 1;
		}
	}

	/** A label in code, which `cite` takes as a key. */
	#readNamedLabel(at: number, top: Frame): number {
		const found = matchAt(label, this.#text, at);
		if (!found) return at + 1;
		const span = { start: at + 1, end: at + 1 + found[1]!.length };
		if (top.call === 'cite' || (top.call === 'own cite' && takesKey(top))) top.keys.push(span);
		// A quotation in a block cites whom it is attributed to (Typst reference, "Quote").
		else if (top.argument === 'attribution') this.#findings.cite({ key: found[1]!, span, group: span });
		else if (!isLookedUp(this.#text, at)) this.#labels.give(span, calledWith(this.#text, top));
		return at + found[0].length;
	}

	/** A word of code: the name of an argument, a function, a variable. */
	#readWord(at: number): number {
		const text = this.#text;
		const name = matchAt(identifier, text, at)?.[0];
		if (name === undefined) return at + 1;
		const end = at + name.length;
		const { top } = this.#frames;
		if (text[end] === ':' && top) top.argument = name;
		// Only Typst knows which file a variable or function names.
		else if (top?.call === 'bibliography' && top.argument === undefined && text[at - 1] !== '.') this.#nameUnknown({ start: at, end });
		// The arguments are those of the later call.
		if (name === 'bibliography' && text.startsWith('.with(', end)) return this.#open(end + '.with'.length, this.#callOf(name), at, true);
		return text[end] === '(' ? this.#open(end, this.#callOf(name), at, true, this.#own.get(name)) : end;
	}

	#readString(at: number): number {
		const text = this.#text;
		let end = at + 1;
		while (end < text.length && text[end] !== '"') end += text[end] === '\\' ? 2 : 1;
		if (end >= text.length) this.#isOpenEnded = true;
		end = Math.min(end, text.length);
		if (end > at + 1) this.#takeString(at + 1, end);
		return this.#findings.markOpaque(at, Math.min(end + 1, text.length));
	}

	/** Takes the content of a string for the path or key that its place makes it. */
	#takeString(start: number, end: number): void {
		const path = this.#text.slice(start, end);
		if (path.includes('\n')) return;
		const { top, parent } = this.#frames;
		const span = { start, end };
		if (this.#labels.isMade(start, end)) this.#labels.add(span);
		const before = this.#text.slice(Math.max(0, start - 20), start - 1);
		const word = fileWord.exec(before)?.[1];
		// What is read as data may be a glossary, whose terms are referred to like labels.
		if (dataCall.test(before)) this.#includes.push({ path, span, role: 'part' });
		if (word !== undefined && !(word === 'import' && path.startsWith('@'))) this.#includes.push({ path, span, role: 'part' });
		if (path.endsWith('.bib') && top?.call === undefined && word === undefined) this.#given.push({ path, span });
		if (top?.argument !== undefined || word !== undefined) return;
		if (top?.call === 'bibliography') {
			if (this.#isWholeArgument(start - 1, end + 1)) this.#bibliographies.push({ path, span });
			else this.#nameUnknown(span);
		} else if (top?.call === 'cite' || (top?.call === 'own cite' && top.shape !== undefined && takesKey(top))) top.keys.push(span);
		else if (parent?.call === 'cite' && this.#text.endsWith('label(', start - 1)) parent.keys.push(span);
	}

	/** Takes a part of an expression for what names a bibliography; what is joined to it is the same one. */
	#nameUnknown(span: Span): void {
		const last = this.#bibliographies.at(-1);
		const isJoined = last?.kind === 'unknown' && /^"?\s*\+\s*"?$/.test(this.#text.slice(last.span.end, span.start).slice(0, 200));
		if (isJoined) this.#bibliographies.pop();
		const whole = isJoined ? { start: last.span.start, end: span.end } : span;
		this.#bibliographies.push({ path: this.#text.slice(whole.start, whole.end), span: whole, kind: 'unknown' });
	}

	/** Whether the text between two offsets is a whole argument or item of a list: joined to something else, it is part of another string. */
	#isWholeArgument(start: number, end: number): boolean {
		const text = this.#text;
		return /[(,]\s*$/.test(text.slice(Math.max(0, start - 200), start)) && /^\s*[,)]/.test(text.slice(end, end + 200));
	}

	/** Opens the bracket at `at` of the expression that begins at `start`; `isCall` where it holds the arguments of a function in code. */
	#open(at: number, call: Frame['call'], start: number, isCall = false, shape?: Frame['shape']): number {
		const { top } = this.#frames;
		const isFree = top?.argument === undefined;
		if (this.#text[at] === '[') {
			const supplements = top?.call === 'cite' && top.argument === 'supplement' ? top : undefined;
			this.#findings.markSyntax(at, at + 1);
			this.#frames.push(at + 1, { closer: ']', call, start: at, supplements });
		} else if (this.#text[at] === '(') {
			// A list of paths.
			const isList = !isCall && top?.call === 'bibliography' && isFree;
			// A list of keys.
			const isKeys = !isCall && call === undefined && top?.shape !== undefined && takesKey(top);
			if (isKeys) this.#frames.push(at, { closer: ')', call: 'own cite', shape: 'keys', start });
			else this.#frames.push(at, { closer: ')', call: call ?? (isList ? 'bibliography' : undefined), shape, start });
		} else this.#frames.push(at, { closer: '}', call, start });
		return at + 1;
	}

	/** What a function's arguments are read as: `ref` cites as well, where its target is an entry (Typst reference, "Reference"). */
	#callOf(name: string): Frame['call'] {
		if (name === 'cite' || name === 'ref') return 'cite';
		if (name === 'bibliography') return name;
		return this.#own.has(name) || ownCite.test(name) ? 'own cite' : undefined;
	}

	/** Closes the innermost construct that this sign closes, with everything left open in it. */
	#close(sign: Closer, at: number): number {
		const frames = this.#frames;
		if (!frames.isOpen(sign)) return at + 1;
		frames.popTo(sign, at);
		const isText = frames.top!.isText === true;
		if (sign === ']' && !isText) this.#findings.markSyntax(at, at + 1);
		const next = at + 1;
		frames.pop(next);
		if (sign !== ')' && this.#endsStatement(next)) frames.pop(next);
		const after = isText || sign === '}' ? next : this.#readFurtherArguments(next);
		frames.noteMode(after);
		return after;
	}

	/** Whether the statement that is being read ends with the block that ends before `at`. */
	#endsStatement(at: number): boolean {
		const { top } = this.#frames;
		if (top?.closer !== '\n' || !/^(?:if|for|while)$/.test(top.word!)) return false;
		return !/^[ \t]*else\b/.test(this.#text.slice(at, at + 40));
	}

	/** Opens the brackets that follow others in markup: further arguments of a function. */
	#readFurtherArguments(at: number): number {
		const sign = this.#text[at];
		return !this.#frames.isCode && (sign === '(' || sign === '[') ? this.#open(at, undefined, at) : at;
	}
}

/** Whether a label in code is only looked up there: `ref(<a>)`, `query(<a>)`. */
const isLookedUp = (text: string, at: number): boolean =>
	/(?:\b(?:ref|link|query|locate|cite)\(\s*|\btarget:\s*)$/.test(text.slice(Math.max(0, at - 40), at));

/** Whether the argument that is being read is a key. */
const takesKey = ({ shape, argument, place = 0 }: Frame): boolean =>
	shape === undefined || (argument === undefined && (shape === 'keys' || shape === place + 1));

/** The function whose argument is read in a frame; empty where it is none. */
const calledWith = (text: string, { closer, start }: Frame): string => {
	if (closer !== ')') return '';
	const [head = ''] = /^#?[\p{L}\p{M}\p{N}_.-]{1,100}(?=\()/u.exec(text.slice(start, start + 110)) ?? [];
	return head.slice(head.lastIndexOf('.') + 1).replace('#', '');
};

/** What precedes the path of a file that a text includes or imports, in markup and in code (Typst reference, "Scripting", "Modules"). */
const fileWord = /(?:^|[^\w.-])(include|import)[ \t]*(?:\([ \t]*)?$/;

/** A call that reads a file as data (Typst reference, "Data Loading"). */
const dataCall = /(?:^|[^\w.-])yaml\([ \t]*$/;

/** Names of functions around `cite` that templates and packages make: `bib_cite`, `parencite`, `citet`. */
const ownCite = /(?:^|[-_])cite[a-z]{0,6}$|[a-z]cite$/i;
