import { latexText } from './escape.js';
import { endOfGroup, lengthOfDeclaration, plainPiece } from './latex.js';

/** Opens and closes a stretch whose letters keep their case, in the rich text that is made here. */
export const keepsCase: readonly [open: string, close: string] = ['<span class="nocase">', '</span>'];

/** Commands that set off their argument, with the tags of CSL-JSON (CSL 1.0.2, "Rich text") that do the same; empty for those without. */
const commands: ReadonlyMap<string, readonly [open: string, close: string]> = new Map([
	...pairsOf('emph textit textsl mkbibemph mkbibitalic', '<i>', '</i>'),
	...pairsOf('textbf mkbibbold', '<b>', '</b>'),
	...pairsOf('textsuperscript mkbibsuperscript', '<sup>', '</sup>'),
	...pairsOf('textsubscript mkbibsubscript', '<sub>', '</sub>'),
	...pairsOf('textsc mkbibacro', '<span style="font-variant:small-caps;">', '</span>'),
	...pairsOf('enquote', '“', '”'),
	// Quotes a title, which is written as its author has it.
	...pairsOf('mkbibquote', `“${keepsCase[0]}`, `${keepsCase[1]}”`),
	...pairsOf('textnormal textup textrm textsf', '', ''),
]);

/** Declarations that set off the rest of their group. */
const declarations: ReadonlyMap<string, readonly [open: string, close: string]> = new Map([
	...pairsOf('em it itshape sl slshape', '<i>', '</i>'),
	...pairsOf('bf bfseries', '<b>', '</b>'),
	...pairsOf('sc scshape', '<span style="font-variant:small-caps;">', '</span>'),
	...pairsOf('rm rmfamily tt ttfamily sf sffamily normalfont upshape relax', '', ''),
]);

function pairsOf(names: string, open: string, close: string): (readonly [string, readonly [string, string]])[] {
	return names.split(' ').map((name) => [name, [open, close]] as const);
}

/** Groups within groups, deeper than any title has them. */
const deepest = 40;

/**
 * LaTeX as the rich text of CSL-JSON: emphasis as tags, what is in braces of its own, and maths, as text that keeps its case. All else as
 * plain text. Never throws.
 */
export const richText = (latex: string): string => richOf(latex, 0).replace(/\s+/g, ' ').trim();

function richOf(latex: string, depth: number): string {
	if (depth > deepest) return plainPiece(latex);
	let out = '';
	let plain = 0;
	for (let at = 0; at < latex.length; ) {
		const piece = pieceAt(latex, at, depth);
		if (piece.rich !== undefined) {
			out += plainPiece(latex.slice(plain, at)) + piece.rich;
			plain = piece.end;
		}
		at = piece.end;
	}
	return out + plainPiece(latex.slice(plain));
}

/** What begins at an offset, to its end; without rich text where it is plain. */
function pieceAt(latex: string, at: number, depth: number): { readonly end: number; readonly rich?: string } {
	const sign = latex[at];
	if (sign === '{') {
		const end = endOfGroup(latex, at);
		return { end, rich: groupOf(latex.slice(at + 1, latex[end - 1] === '}' && end > at + 1 ? end - 1 : end), depth) };
	}
	if (sign === '$') {
		const end = endOfMaths(latex, at);
		return end === undefined ? { end: at + 1 } : { end, rich: keepsCase[0] + plainPiece(latex.slice(at, end)) + keepsCase[1] };
	}
	if (sign !== '\\') return { end: at + 1 };
	const name = commandAt(latex, at);
	let end = at + 1 + name.length;
	const marks = commands.get(name);
	const argument = marks ? groupAt(latex, end) : undefined;
	if (marks && argument) return { end: argument.end, rich: marks[0] + richOf(argument.inner, depth + 1) + marks[1] };
	// What an accent or another command takes goes with it.
	for (let group = groupAt(latex, end); group; group = groupAt(latex, end)) end = group.end;
	return { end };
}

/** The name of the command whose backslash is at an offset: letters, or one sign. */
const commandAt = (latex: string, at: number): string => /^(?:[A-Za-z]+|[\s\S])?/.exec(latex.slice(at + 1, at + 40))![0];

/** A group in braces of its own: emphasis where it begins with a declaration; its letters keep their case in any case. */
function groupOf(inner: string, depth: number): string {
	const [head, name = ''] = /^\s*\\([A-Za-z]+)\s*/.exec(inner) ?? [''];
	const marks = declarations.get(name);
	const text = marks
		? marks[0] + richOf(inner.slice(head.length), depth + 1) + marks[1]
		: richOf(inner.slice(lengthOfDeclaration(inner)), depth + 1);
	return text === '' ? '' : keepsCase[0] + text + keepsCase[1];
}

/** The group that begins at an offset, blanks before it left out. */
function groupAt(latex: string, start: number): { readonly inner: string; readonly end: number } | undefined {
	let at = start;
	while (latex[at] === ' ') at++;
	if (latex[at] !== '{') return undefined;
	const end = endOfGroup(latex, at);
	return { inner: latex.slice(at + 1, latex[end - 1] === '}' ? end - 1 : end), end };
}

function endOfMaths(latex: string, start: number): number | undefined {
	for (let at = start + 1; at < latex.length; at++) {
		if (latex[at] === '\\') at++;
		else if (latex[at] === '$' && at > start + 1) return at + 1;
	}
	return undefined;
}

/** Whether rich text says more than the plain text of the same LaTeX: by a look at its braces and commands. */
export function isMarked(latex: string): boolean {
	for (let at = 0; at < latex.length; at++) {
		const sign = latex[at];
		if (sign === '\\') {
			const name = commandAt(latex, at);
			if (commands.has(name)) return true;
			at += name.length;
			// The argument of an accent protects nothing.
			if (latex[at + 1] === '{') at = endOfGroup(latex, at + 1) - 1;
		} else if (sign === '{') {
			const end = endOfGroup(latex, at);
			const inner = latex.slice(at + 1, end - 1);
			// `{\"o}` and `{\ss}` are letters, which only a capital among them tells from others.
			if (
				!/^\\(?:[^A-Za-z]|[a-zA-Z]{1,2}\b)/.test(inner) ||
				/^\\[^A-Za-z]\s{0,3}\{?\s{0,3}[A-Z]|^\\(?:AE|OE|AA|O|L|DH|TH|DJ)\b/.test(inner)
			)
				return inner !== '';
			at = end - 1;
		} else if (sign === '$') return true;
	}
	return false;
}

/** The commands for the elements of CSL's rich text. */
const elements: Readonly<Record<string, string>> = {
	i: '\\emph',
	b: '\\textbf',
	sup: '\\textsuperscript',
	sub: '\\textsubscript',
	sc: '\\textsc',
};

/**
 * The rich text of CSL-JSON as LaTeX that `richText` reads as the same. What is not closed is closed at the end. `read` makes plain text of what is
 * between the tags, for formats that write some characters in other ways.
 */
export function latexOfRich(rich: string, read: (piece: string) => string = (piece) => piece): string {
	let out = '';
	let open = 0;
	for (const [piece, closing, name, attributes = ''] of rich.matchAll(/<(\/?)(i|b|sup|sub|sc|span)\b([^<>]*)>|<|[^<]+/gi)) {
		if (name === undefined) {
			const [blank = ''] = /^\s+/.exec(piece) ?? [];
			out += (blank === '' ? '' : ' ') + latexText(read(piece), { ascii: false }) + (/\S\s+$/.test(piece) ? ' ' : '');
		} else if (closing) {
			if (open === 0) continue;
			open--;
			out += '}';
		} else {
			open++;
			out += `${name.toLowerCase() === 'span' ? (/small-caps/.test(attributes) ? '\\textsc' : '') : elements[name.toLowerCase()]}{`;
		}
	}
	return (out + '}'.repeat(open)).trim();
}
