import { append } from '../engine/index.js';

/** What replaces a span of a text (UTF-16 offsets). */
interface Edit {
	readonly span: { readonly start: number; readonly end: number };
	readonly text: string;
}

/** So many unchanged lines are shown around a change. */
const around = 3;

/** Lines that change, by their numbers from zero: `from` up to `to`, which is left out, become `lines`. */
interface ChangedLines {
	readonly from: number;
	readonly to: number;
	readonly lines: readonly string[];
}

/** A text after edits, which are in the order of the text and do not overlap. */
export function afterEdits(text: string, edits: readonly Edit[]): string {
	let end = 0;
	let after = '';
	for (const { span, text: written } of edits) {
		after += text.slice(end, span.start) + written;
		end = span.end;
	}
	return after + text.slice(end);
}

/** What edits change in a text, as `diff -u` and `git apply` write and read it (GNU diffutils manual, "Unified Format"). */
export function unifiedDiff(file: string, text: string, edits: readonly Edit[]): string {
	const before = linesOf(text);
	const changes = changedLines(text, before, edits);
	const hunks: ChangedLines[][] = [];
	for (const change of changes) {
		const hunk = hunks.at(-1);
		if (hunk && change.from - hunk.at(-1)!.to <= 2 * around) hunk.push(change);
		else hunks.push([change]);
	}
	let shift = 0;
	const written = hunks.map((hunk) => {
		const first = Math.max(0, hunk[0]!.from - around);
		const last = Math.min(before.length, hunk.at(-1)!.to + around);
		const body: string[] = [];
		let at = first;
		for (const { from, to, lines } of hunk) {
			append(
				body,
				before.slice(at, from).map((line) => ` ${line}`),
			);
			append(
				body,
				before.slice(from, to).map((line) => `-${line}`),
			);
			append(
				body,
				lines.map((line) => `+${line}`),
			);
			at = to;
		}
		append(
			body,
			before.slice(at, last).map((line) => ` ${line}`),
		);
		const grown = hunk.reduce((sum, { from, to, lines }) => sum + lines.length - (to - from), 0);
		const head = `@@ -${range(first, last - first)} +${range(first + shift, last - first + grown)} @@\n`;
		shift += grown;
		return head + body.map((line) => (line.endsWith('\n') ? line : `${line}\n\\ No newline at end of file\n`)).join('');
	});
	return written.length === 0 ? '' : `--- a/${file}\n+++ b/${file}\n${written.join('')}`;
}

/** Lines count from one; an empty range begins behind the line that it names. */
const range = (from: number, count: number): string => `${count === 0 ? from : from + 1},${count}`;

/** The lines of a text with their line feeds. */
const linesOf = (text: string): readonly string[] => text.match(/[^\n]*\n|[^\n]+/g) ?? [];

/** The lines that edits touch; edits on the same line, or on the next, are one change. */
function changedLines(text: string, lines: readonly string[], edits: readonly Edit[]): readonly ChangedLines[] {
	const starts = [0];
	for (const line of lines) starts.push(starts.at(-1)! + line.length);
	const lineAt = (offset: number, from: number): number => {
		let line = from;
		while (line < lines.length - 1 && starts[line + 1]! <= offset) line++;
		return line;
	};
	const groups: { from: number; to: number; edits: Edit[] }[] = [];
	for (const edit of edits) {
		const from = lineAt(edit.span.start, groups.at(-1)?.from ?? 0);
		const to = lines.length === 0 ? 0 : lineAt(edit.span.end, from) + 1;
		const last = groups.at(-1);
		if (last && from < last.to) {
			last.to = Math.max(last.to, to);
			last.edits.push(edit);
		} else groups.push({ from, to, edits: [edit] });
	}
	return groups.map(({ from, to, edits: own }) => {
		const start = starts[from]!;
		const shifted = own.map(({ span, text: written }) => ({ span: { start: span.start - start, end: span.end - start }, text: written }));
		return { from, to, lines: linesOf(afterEdits(text.slice(start, starts[to]), shifted)) };
	});
}
