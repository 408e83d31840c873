import type { Span } from '../../base/span.js';
import { keysIn } from './latexArguments.js';
import { allCitingCommands } from './latexClassCommands.js';
import type { CommandShape } from './latexCommands.js';
import { masked, maskSign } from './latexHidden.js';
import type { Completing } from './markup.js';
import { clipped } from './ranges.js';
import { isInside } from './scan.js';

/** How far before and after the cursor a citation may reach. */
const reach = 2000;

/** What the cursor completes in LaTeX, of which `hidden` is not read as text: a key in the braces of a citing command. */
export function completingInLatex(
	text: string,
	hidden: readonly Span[],
	offset: number,
	commands: ReadonlyMap<string, CommandShape>,
): Completing | undefined {
	if (isInside(hidden, offset)) return undefined;
	const from = Math.max(0, offset - reach);
	const to = Math.min(text.length, offset + reach);
	const masks = clipped(hidden, from, to).map(({ start, end }) => ({ start: start - from, end: end - from }));
	const source = masked(text.slice(from, to), masks);
	const before = source.slice(0, offset - from);
	if (before.endsWith(maskSign)) return undefined;
	const brace = before.lastIndexOf('{');
	if (brace < 0) return undefined;
	const written = before.slice(brace + 1);
	if (/[}\\]|\n[ \t\r]*\n/.test(written) || !takesKeys(before.slice(0, brace), commands)) return undefined;

	// A star before a key puts it into one entry with the key before it.
	const query = written.slice(written.lastIndexOf(',') + 1).replace(/^\s*\*?\s*/, '');
	const typed = { start: offset - query.length, end: offset };
	const behind = source.slice(offset - from);
	const rest = /^[^,{}\\%\n\v]*/.exec(behind)![0];
	const isClosed = behind[rest.length] === '}' || behind[rest.length] === ',' || /^\s*[,}]/.test(behind.slice(rest.length));
	const length = isClosed ? rest.trimEnd().length : /^[^\s\]()]*/.exec(rest)![0].length;
	const others = (from: string) => keysIn(from, { start: 0, end: from.length }).map(({ start, end }) => from.slice(start, end));
	return {
		kind: 'citation',
		query,
		typed,
		replaced: { start: typed.start, end: offset + length },
		bracketed: true,
		keys: [
			...others(written.slice(0, written.length - query.length)),
			...(isClosed ? others(/^[^{}\\]*(?=\})/.exec(behind.slice(length))?.[0] ?? '') : []),
		],
	};
}

/** A citing command up to a key in its braces, at the end of a line. */
const openCommand = /\\[A-Za-z]{1,40}\*?(?:\[[^[\]\n]{0,200}\]|\{[^{}\n]{0,200}\}){0,8}\{[^{}\n\\]{0,200}$/;

/** The same in a text of another markup that has LaTeX's commands in it. */
export function completingInText(text: string, hidden: readonly Span[], offset: number): Completing | undefined {
	const line = text.slice(Math.max(0, text.lastIndexOf('\n', offset - 1) + 1, offset - reach), offset);
	return line.includes('\\') && openCommand.test(line) ? completingInLatex(text, hidden, offset, allCitingCommands) : undefined;
}

/** Whether a brace that follows `before` contains keys: a citing command precedes it, with the arguments it may have by then. */
function takesKeys(before: string, commands: ReadonlyMap<string, CommandShape>): boolean {
	let end = before.length;
	let groups = 0;
	for (;;) {
		end = before.slice(0, end).trimEnd().length;
		const open = openingOf(before, end - 1);
		if (open < 0) break;
		if (before[end - 1] === '}') groups++;
		end = open;
	}
	const name = /\\([A-Za-z@]+)\*?$/.exec(before.slice(0, end))?.[1];
	const shape = name === undefined ? undefined : commands.get(name);
	if (shape === 'keys') return groups === 0;
	if (typeof shape === 'number') return groups === shape - 1;
	if (shape === 'several') return true;
	return (shape === 'volume' && groups === 1) || (shape === 'volumes' && groups % 2 === 1);
}

const openings: Readonly<Record<string, string>> = { ']': '[', '}': '{', ')': '(', '>': '<' };

/** Where the bracket that closes at `at` opens; −1 where none closes there or it does not open. */
function openingOf(text: string, at: number): number {
	const close = text[at];
	const open = close === undefined ? undefined : openings[close];
	if (!open) return -1;
	let depth = 0;
	for (let from = at; from >= 0; from--) {
		if (text[from] === close) depth++;
		else if (text[from] === open && --depth === 0) return from;
	}
	return -1;
}
