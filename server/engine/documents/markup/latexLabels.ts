import { finder } from '../../base/finder.js';
import { shiftedSpan } from '../../base/span.js';
import { scanBibtex } from '../../library/formats/bibtex/scan.js';
import { keysIn, pairsOf, readKeyList, skipArguments, skipGap } from './latexArguments.js';
import { commentTest } from './latexComments.js';
import { maskedLatex, maskSign } from './latexHidden.js';
import type { Label } from './markup.js';
import { trimmed } from './ranges.js';
import { containing } from './scan.js';

const defining = /\\(?<command>bibitem|defbibentryset|harvarditem|bib|entry)(?![A-Za-z@])/g;
/**
 * Environments that write their content into the file that they name: of LaTeX, filecontentsdef, fancyvrb, moreverb, sverb and tcolorbox. As a pattern;
 * each name ends with an optional star.
 */
const writing = '(?:filecontents(?:g?def|here)?|VerbatimOut|verbatimwrite|writeverbatim|tcbverbatimwrite)\\*?';
/** Whether a text may make keys. */
const mayDefine = containing(new RegExp(`\\\\(?:bibitem|defbibentryset|harvarditem|bib\\b|entry\\b)|\\{${writing}\\}`, 'g'), 32);
const mayWrite = new RegExp(`\\{${writing}\\}`);
const contents = new RegExp(`\\\\begin\\{(?<environment>${writing})\\}`, 'g');

/** What each command's key follows: so many arguments in braces, not counting optional ones. */
const argumentsBefore: Readonly<Record<string, number>> = { bibitem: 0, defbibentryset: 0, harvarditem: 2, bib: 0, entry: 0 };

/** An entry as printed is cut after so many characters. */
const longestAbout = 400;

/**
 * The keys that a LaTeX text makes by itself, in order: of `\bibitem` (LaTeX), `\harvarditem` (harvard), `\bib` (amsrefs), biblatex's
 * `\defbibentryset` and, in `.bbl` files, `\entry`, and of the entries in `filecontents` and similar environments for a `.bib` file.
 */
export function labelsInLatex(text: string): readonly Label[] {
	if (!mayDefine(text)) return [];
	const { source } = maskedLatex(text);
	const pairs = pairsOf(source);
	const labels = contentsOf(text).flatMap(({ name, start, body }) => (/\.bib$/i.test(name) ? entriesIn(body, start) : []));
	for (const { 0: all, index, groups } of source.matchAll(defining)) {
		const { command = '' } = groups!;
		const at = skipArguments(source, pairs, index + all.length, argumentsBefore[command]!);
		// Hidden text, such as a comment at the end of a line, may come before the key.
		const list = readKeyList(source, skipMasked(source, skipArguments(source, pairs, skipMasked(source, at), 0)));
		const span = list && trimmed(source, list.start, list.end);
		const name = span && source.slice(span.start, span.end);
		if (!span || !name || name.includes('#')) continue;
		if ((command === 'bib' || command === 'entry') && source[skipGap(source, list.end + 1)] !== '{') continue;
		const about = command === 'bibitem' || command === 'harvarditem' ? printed(source, list.end + 1) : membersOf(source, list.end + 1);
		labels.push({ name, span, ...(about && { about }) });
	}
	return labels.sort((a, b) => a.span.start - b.span.start);
}

/** The names of the files that a text writes by `filecontents` and similar environments. */
export const filesMadeBy = (text: string): readonly string[] => (mayWrite.test(text) ? contentsOf(text).map(({ name }) => name) : []);

/** The `filecontents` and similar environments of a text that no comment hides: the file's name, and the content with its offset. */
function contentsOf(text: string): readonly { readonly name: string; readonly start: number; readonly body: string }[] {
	const isCommented = commentTest(text);
	const findEnd = finder(text);
	const found: { readonly name: string; readonly start: number; readonly body: string }[] = [];
	let last = 0;
	for (const { 0: all, index, groups } of text.matchAll(contents)) {
		// What begins within the content of another one is a part of that file.
		if (index < last || isCommented(index)) continue;
		const after = index + all.length;
		const options = bracketed(text, after, '[', ']');
		const name = bracketed(text, options?.end ?? after, '{', '}');
		if (!name) continue;
		const end = findEnd(`\\end{${groups!.environment}}`, name.end);
		if (end < 0) continue;
		found.push({ name: name.inside.trim(), start: name.end, body: text.slice(name.end, end) });
		last = end;
	}
	return found;
}

/** A file's name and the options of its environment are no longer than this. */
const longestArgument = 1000;

/** What is between two brackets at an offset, on one line, and the offset after them; nothing where none open there or where it is too long. */
function bracketed(text: string, at: number, open: string, close: string): { readonly inside: string; readonly end: number } | undefined {
	if (text[at] !== open) return undefined;
	const inside = text.slice(at + 1, at + longestArgument);
	const end = inside.indexOf(close);
	return end < 0 || inside.lastIndexOf('\n', end) >= 0 ? undefined : { inside: inside.slice(0, end), end: at + 1 + end + 1 };
}

function entriesIn(body: string, offset: number): Label[] {
	return scanBibtex(body).entries.flatMap((entry): Label[] => {
		if (entry.kind !== 'entry' || entry.key === '') return [];
		const title = entry.fields.find(({ name }) => name.toLowerCase() === 'title');
		const about = title && plain(body.slice(title.valueStart, title.valueEnd));
		return [{ name: entry.key, span: shiftedSpan({ start: entry.keyStart, end: entry.keyEnd }, offset), ...(about && { about }) }];
	});
}

/** What is printed for an entry from `start` on. */
function printed(source: string, start: number): string | undefined {
	const body = source.slice(start, start + 3 * longestAbout);
	const end = /\\bibitem|\\harvarditem|\\end[ \t]*\{thebibliography|\n[ \t\r]*\n/.exec(body)?.index ?? body.length;
	return plain(body.slice(0, end));
}

/** The members of an entry set, where a list follows. */
function membersOf(source: string, at: number): string | undefined {
	const list = readKeyList(source, at);
	const keys = list ? keysIn(source, list).map((span) => source.slice(span.start, span.end)) : [];
	return keys.length > 0 ? keys.join(', ') : undefined;
}

/** A text without LaTeX's commands and braces, its blanks narrowed; `undefined` where nothing is left. */
function plain(text: string): string | undefined {
	const words = text
		.replaceAll(maskSign, ' ')
		.replace(/\\newblock(?![A-Za-z])/g, ' ')
		.replace(/\\[A-Za-z@]+\*?\s*|[{}"]|\\(?=[&%$#_])/g, '')
		.replace(/[~\s]+/g, ' ')
		.trim();
	return words === '' ? undefined : words.length > longestAbout ? `${words.slice(0, longestAbout)}…` : words;
}

function skipMasked(source: string, at: number): number {
	let end = at;
	while (source[end] === maskSign || source[end] === '\n' || source[end] === ' ' || source[end] === '\t') end++;
	return end;
}
