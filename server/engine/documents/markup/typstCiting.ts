import type { CitingCommand } from './latexDefinitions.js';
import { containing, matchAt } from './scan.js';

/** The functions that cite with their arguments, each with the place of the argument that is the key, from one, or `keys` where all are. */
export type CitingFunctions = ReadonlyMap<string, CitingCommand['shape']>;

const definition = /\blet[ \t]+(?=[\p{L}_])/gu;
const word = /[\p{L}_][\p{L}\p{M}\p{N}_-]*/gu;
const oneWord = new RegExp(word, 'uy');
const parametersOfClosure = /\(([^()\n]*)\)[ \t]*=>/y;
/** What is between a function and the variable that it is called with: `cite(k)`, `cite(label(k))`, `cite(..keys)`. */
const calling = /\(\s{0,20}(?:label\(\s{0,20}(?:str\(\s{0,20})?)?(?:\.\.)?/y;
const mapping = /(?:\.pos\(\))?\.map\(\s{0,20}\(?/y;
const arrow = /\)?\s{0,20}=>/y;
const inLoop = /\s{1,20}in\s{1,20}/y;
/** `cite` and `ref` as words, with the signs around them: whether a text contains them is then known from what an edit touched. */
const namesCiting = containing(/\W(?:cite|ref)\W/g, 6);
const endsWithCiting = /\W(?:cite|ref)$/;
/** Longer definitions are read up to here. */
const longest = 2000;

/**
 * The functions that a Typst text makes of `cite` (`#let f(k) = cite(k)`, `#let c = cite.with(form: "prose")`), of `ref`, or of functions that do, in order.
 * Those of `known` cite already.
 */
export function citingFunctions(text: string, known: CitingFunctions): readonly CitingCommand[] {
	if (known.size === 0 && !namesCiting(text) && !endsWithCiting.test(text.slice(-6))) return [];
	const found = new Map<string, CitingCommand['shape']>();
	const shapeOf = (name: string): CitingCommand['shape'] | undefined =>
		name === 'cite' || name === 'ref' ? 1 : (found.get(name) ?? known.get(name));
	for (const { 0: all, index } of text.matchAll(definition)) {
		const name = matchAt(oneWord, text, index + all.length)![0];
		const start = index + all.length + name.length;
		const shape = shapeIn(text.slice(start, start + longest), shapeOf);
		if (shape !== undefined) found.set(name, shape);
	}
	return Array.from(found, ([name, shape]) => ({ name, shape }));
}

/** How a function takes keys, by what follows its name in its definition; nothing where it takes none. */
function shapeIn(piece: string, shapeOf: (name: string) => CitingCommand['shape'] | undefined): CitingCommand['shape'] | undefined {
	const own = piece.startsWith('(') ? ending(piece, 1) : 0;
	const equals = matchAt(/\s{0,20}=(?![=>])\s{0,20}/y, piece, own);
	if (!equals) return undefined;
	let start = own + equals[0].length;
	let parameters = own > 0 ? piece.slice(1, own - 1) : undefined;
	if (parameters === undefined) {
		const first = matchAt(oneWord, piece, start)?.[0];
		const closure = first === undefined ? matchAt(parametersOfClosure, piece, start) : null;
		const behind = start + (closure?.[0] ?? first ?? '').length;
		if (first !== undefined && !matchAt(arrow, piece, behind))
			return matchAt(/\.with\(|[ \t\r]{0,20}(?:[\n;\])]|$)/y, piece, behind) ? shapeOf(first) : undefined;
		parameters = closure?.[1] ?? first;
		if (parameters === undefined) return undefined;
		start = behind;
	}
	return shapeOfBody(piece.slice(start, statementEnd(piece, start)), placesOf(parameters), shapeOf);
}

/** How a function with this body takes keys, by the places of its parameters. */
function shapeOfBody(
	body: string,
	places: ReadonlyMap<string, CitingCommand['shape']>,
	shapeOf: (name: string) => CitingCommand['shape'] | undefined,
): CitingCommand['shape'] | undefined {
	/** What the variables of loops and closures go through. */
	const sources = new Map<string, string>();
	const given: string[] = [];
	for (const { 0: name, index } of body.matchAll(word)) {
		const behind = index + name.length;
		const after = (pattern: RegExp, from = behind): readonly [name: string, end: number] | undefined => {
			const between = matchAt(pattern, body, from)?.[0].length;
			const next = between === undefined ? undefined : matchAt(oneWord, body, from + between)?.[0];
			return next === undefined ? undefined : [next, from + between! + next.length];
		};
		const called = shapeOf(name) === undefined ? undefined : after(calling);
		if (called) given.push(called[0]);
		const looped = body.endsWith('for ', index) && after(inLoop);
		if (looped) sources.set(name, looped[0]);
		const mapped = after(mapping);
		if (!mapped) continue;
		if (matchAt(arrow, body, mapped[1])) sources.set(mapped[0], name);
		else if (shapeOf(mapped[0]) !== undefined) given.push(name);
	}
	for (const name of given) {
		const shape = places.get(name) ?? places.get(sources.get(name) ?? '');
		if (shape !== undefined) return shape;
	}
	return undefined;
}

/** The places of the parameters that are given without a name. */
function placesOf(parameters: string): ReadonlyMap<string, CitingCommand['shape']> {
	const positional = parameters.split(',').filter((each) => each.trim() !== '' && !each.includes(':'));
	return new Map(
		positional.map((each, index): [string, CitingCommand['shape']] => {
			const name = each.trim();
			return name.startsWith('..') ? [name.slice(2), 'keys'] : [name, index + 1];
		}),
	);
}

/** The offset behind the bracket that closes the one before `from`; zero where none does. */
function ending(piece: string, from: number): number {
	let depth = 1;
	for (let at = from; at < piece.length; at++) {
		if ('([{'.includes(piece[at]!)) depth++;
		else if (')]}'.includes(piece[at]!) && --depth === 0) return at + 1;
	}
	return 0;
}

/** Where the statement that is read at `from` ends: at the end of a line outside brackets. */
function statementEnd(piece: string, from: number): number {
	let depth = 0;
	for (let at = from; at < piece.length; at++) {
		const sign = piece[at]!;
		if ('([{'.includes(sign)) depth++;
		else if (')]}'.includes(sign)) depth--;
		if (depth < 0 || (depth === 0 && (sign === '\n' || sign === ';'))) return at;
	}
	return piece.length;
}
