import { finder } from '../../base/finder.js';
import type { Span } from '../../base/span.js';
import { isAccentCommand } from './latexAccents.js';
import { keysIn, type Notes, type Pairs, readKeyList, readNotes, skipArguments, skipGap, skipParentheses } from './latexArguments.js';
import { type CommandShape, citingEnvironments, environmentArguments, mathEnvironments, silentArguments } from './latexCommands.js';
import type { MaskedLatex } from './latexHidden.js';
import { Findings, matchAt, type Scan } from './scan.js';

const token = /\\(?<command>[A-Za-z@]+)|\\[\s\S]|\$\$?|\n[ \t\r]*?\n\s*?(?=\S|$)/g;
const environmentName = /[ \t]*\{([A-Za-z]+\*?)\}/y;

/** Reads a masked LaTeX text; `commands` are those that cite. */
export function scanLatex({ hidden, source }: MaskedLatex, pairs: Pairs, commands: ReadonlyMap<string, CommandShape>): Scan {
	const findings = new Findings();
	for (const { start, end } of hidden) findings.markOpaque(start, end);
	const body = source.indexOf('\\begin{document}');
	if (body >= 0) findings.markSyntax(0, body);
	const find = finder(source);
	const maths = new Maths(findings);
	for (const { 0: sign, index, groups } of source.matchAll(token)) {
		const name = groups!.command;
		const after = index + sign.length;
		const shape = name === undefined ? undefined : commands.get(name);
		if (name === undefined) maths.meet(index, sign);
		else if (shape) findings.markSyntax(index, cite(source, pairs, index, after, shape, findings));
		else if (name === 'begin') readBegin(source, pairs, { start: index, end: after }, find, findings);
		else if (!isAccentCommand(name)) {
			const end = skipSilent(source, pairs, after, silentArguments.get(name));
			if (name === 'lstinputlisting') markWithCaptions(source, index, end, findings);
			else findings.markSyntax(index, end);
		}
	}
	return findings.scanOf(source.length);
}

/** The maths of a text between signs: `$…$`, `$$…$$`, `\(…\)`, `\[…\]`. It never extends over a blank line. */
class Maths {
	readonly #findings: Findings;
	/** Where the maths that is open begins, and the sign that closes it. */
	#open: { readonly start: number; readonly close: string } | undefined;

	constructor(findings: Findings) {
		this.#findings = findings;
	}

	/** Takes the next sign, which may open or close maths. */
	meet(at: number, sign: string): void {
		if (sign[0] === '\n') this.#open = undefined;
		else if (sign === '\\(') this.#toggle(at, sign, '\\)');
		else if (sign === '\\[') this.#toggle(at, sign, '\\]');
		else if (sign === '\\)' || sign === '\\]') this.#close(at, sign);
		else if (sign[0] === '$') {
			const own = this.#open?.close === '$' ? '$' : sign;
			this.#toggle(at, own, sign);
		}
	}

	#toggle(at: number, sign: string, close: string): void {
		if (!this.#close(at, sign)) this.#open ??= { start: at, close };
	}

	/** Closes the maths that is open if `sign` does so. */
	#close(at: number, sign: string): boolean {
		if (this.#open?.close !== sign) return false;
		this.#findings.markSyntax(this.#open.start, at + sign.length);
		this.#open = undefined;
		return true;
	}
}

/** The options of listings and boxes whose values are text. */
const captionOption = /[[,][ \t\n]*(?:caption|title)[ \t]*=[ \t]*(?:\{((?:[^{}]|\{[^{}]*\})*)\}|([^,\][{}]+))/g;

/** Marks a command with its arguments as syntax, but not the captions and titles among its options. */
function markWithCaptions(source: string, start: number, end: number, findings: Findings): void {
	let from = start;
	for (const found of source.slice(start, end).matchAll(captionOption)) {
		const value = found[1] ?? found[2]!;
		const to = start + found.index + found[0].length - (found[1] === undefined ? 0 : 1);
		findings.markSyntax(from, to - value.length);
		from = to;
	}
	findings.markSyntax(from, end);
}

/** Reads a `\\begin`, which may cite, with the arguments of its environment. */
function readBegin(source: string, pairs: Pairs, { start, end: after }: Span, find: ReturnType<typeof finder>, findings: Findings): void {
	const name = matchAt(environmentName, source, after);
	const shape = name ? citingEnvironments.get(name[1]!) : undefined;
	if (name && shape !== undefined) findings.markSyntax(start, cite(source, pairs, start, after + name[0].length, shape, findings));
	else markWithCaptions(source, start, skipBegin(source, pairs, after, find), findings);
}

/** Some lists are as wide as the label in their option. */
const theoremNote = /[ \t]*\{(?!acronym|labeling|glossary)[A-Za-z]+\*?\}\[(?=[^\]\n]*[^\]\n\s]{4})[^=\]\n]+\]/y;

/** Returns the end of the arguments of a `\begin` whose name ends at `after`; of the environment if that is maths or a drawing. */
function skipBegin(source: string, pairs: Pairs, after: number, find: ReturnType<typeof finder>): number {
	const environment = matchAt(environmentName, source, after)?.[1];
	const close = environment && mathEnvironments.has(environment) ? find(`\\end{${environment}}`, after) : -1;
	const own = environmentArguments.get(environment ?? '') ?? 0;
	// The note of a theorem is text: no list of options, nor letters for a place.
	if (environment !== undefined && own === 0 && matchAt(theoremNote, source, after)) return source.indexOf('}', after) + 1;
	return Math.max(close, skipArguments(source, pairs, after, 1 + own));
}

const skipSilent = (source: string, pairs: Pairs, after: number, count: number | undefined): number =>
	count === undefined ? after : skipArguments(source, pairs, after, count);

/** Returns the end of `count` arguments in braces and the optional ones before each; of fewer where there are fewer. */
function skipGroups(source: string, pairs: Pairs, at: number, count: number): number {
	let end = at;
	for (let left = count; left > 0; left--) {
		const open = skipGap(source, readNotes(source, pairs, end).end);
		const close = source[open] === '{' ? pairs.endOf(open) : undefined;
		if (close === undefined) return end;
		end = close + 1;
	}
	return end;
}

/** One list of keys with its notes. */
interface CitedList {
	readonly notes: Notes;
	readonly keys: readonly Span[];
	/** After the list. */
	readonly end: number;
}

/** Adds the citations of the command from `start`, whose name ends at `after`. Returns where its last argument ends. */
export function cite(source: string, pairs: Pairs, start: number, after: number, shape: CommandShape, findings: Findings): number {
	const isRepeated = shape === 'several' || shape === 'volumes';
	const hasVolume = shape === 'volume' || shape === 'volumes';
	let end = source[after] === '*' ? after + 1 : after;
	if (isRepeated) end = skipParentheses(source, end);
	if (typeof shape === 'number') end = skipGroups(source, pairs, end, shape - 1);
	const lists: CitedList[] = [];
	do {
		const list = citedListAt(source, pairs, end, hasVolume);
		if (!list) break;
		lists.push(list);
		end = list.end;
	} while (isRepeated);

	const group = { start, end };
	for (const { notes, keys } of lists)
		for (const [index, span] of keys.entries()) {
			const prefix = index === 0 ? notes.before : undefined;
			const locator = index === keys.length - 1 ? notes.after : undefined;
			findings.cite({ key: source.slice(span.start, span.end), span, group, ...(prefix && { prefix }), ...(locator && { locator }) });
		}
	return end;
}

/** Returns the list of keys at `at` with the notes before it; `undefined` where there is no list. */
function citedListAt(source: string, pairs: Pairs, at: number, hasVolume: boolean): CitedList | undefined {
	const first = readNotes(source, pairs, at);
	const notes = hasVolume ? notesBehindVolume(source, pairs, first) : first;
	const list = notes && readKeyList(source, notes.end);
	return list && { notes, keys: keysIn(source, list), end: list.end + 1 };
}

/** The notes around a volume, `[pre]{volume}[post]`, of which `first` are those before it; `undefined` where no volume follows them. */
function notesBehindVolume(source: string, pairs: Pairs, first: Notes): Notes | undefined {
	const volume = skipGap(source, first.end);
	const close = source[volume] === '{' ? pairs.endOf(volume) : undefined;
	if (close === undefined) return undefined;
	const behind = readNotes(source, pairs, close + 1);
	return { before: behind.before ?? first.after, after: behind.after, end: behind.end };
}
