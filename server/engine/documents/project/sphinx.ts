import { append } from '../../base/append.js';
import type { NamedFile } from '../markup/markup.js';

const assignment = /^bibtex_bibfiles[ \t]*(?:(?::[^=\r\n\u2028\u2029]*)?\+?=[ \t]*[[(]|\.(?:append|extend|insert)[ \t]*\([ \t]*\[?)/gm;
/** Calls that join their arguments to one path. */
const joining = /(?:\bos\.path\.join|\bjoin|\bPath)[ \t]*$/;
/** Within a list: a comment, a string of one line or several, a bracket. */
const token = /#[^\n]*|("""([\s\S]*?)"""|'''([\s\S]*?)''')|"((?:\\[\s\S]|[^"\\\n])*)"|'((?:\\[\s\S]|[^'\\\n])*)'|[[({]|[\])}]/g;

const anyToken = new RegExp(token.source, 'g');

/** The most characters of a list that are read: where quotes do not close, matching strings takes time quadratic in that. */
const longestList = 10_000;

/**
 * The files of `bibtex_bibfiles = [...]` in a Sphinx project's `conf.py` (sphinxcontrib-bibtex, "Configuration"), relative to its
 * folder. The file is read, never run: string literals count, anything else in the list does not.
 */
export function sphinxBibliographies(python: string): readonly NamedFile[] {
	return Array.from(python.matchAll(assignment)).flatMap(({ 0: opening, index }) => {
		const start = index + opening.length;
		return filesInList(python.slice(start, start + longestList), start);
	});
}

/**
 * The string literals at the top level of the list whose inside begins with `list`, which is at `offset` in its file, and what calls such as
 * `os.path.join` join to one path.
 */
function filesInList(list: string, offset: number): NamedFile[] {
	const files: NamedFile[] = [];
	token.lastIndex = 0;
	let depth = 1;
	/** Where the arguments of a call begin whose strings are joined. */
	let joinedFrom = -1;
	for (let found = token.exec(list); found && depth > 0; found = token.exec(list)) {
		const sign = found[0][0]!;
		if ('[({'.includes(sign)) {
			const isJoining = depth === 1 && joining.test(list.slice(Math.max(0, found.index - 20), found.index));
			joinedFrom = isJoining ? found.index + 1 : -1;
			depth++;
		} else if ('])}'.includes(sign)) {
			depth--;
			if (joinedFrom >= 0) append(files, joinedIn(list.slice(joinedFrom, found.index), offset + joinedFrom));
			joinedFrom = -1;
		} else if (depth === 1 && sign !== '#') append(files, stringOf(found, offset));
	}
	return files;
}

/** The string that a token is, at its place; nothing for an empty one. */
function stringOf({ 0: all, 1: quotes, index, ...rest }: RegExpExecArray, offset: number): readonly NamedFile[] {
	const written = [rest[2], rest[3], rest[4], rest[5]].find((text) => text !== undefined) ?? '';
	const path = written.replace(/\\(.)/g, '$1');
	const end = offset + index + all.length - (quotes === undefined ? 1 : 3);
	return path === '' ? [] : [{ path, span: { start: end - path.length, end } }];
}

/** The path that arguments are joined to, at the place of the last; nothing where some are no string literals, which only Python knows. */
function joinedIn(joined: string, offset: number): readonly NamedFile[] {
	const tokens = Array.from(joined.matchAll(anyToken)).filter(([all]) => /^["']/.test(all));
	const parts = tokens.flatMap((each) => stringOf(each, offset));
	const last = parts.at(-1);
	if (!last || /\w/.test(joined.replace(anyToken, ''))) return [];
	return [{ path: parts.map(({ path }) => path).join('/'), span: last.span }];
}
