import { languageOfFile } from './languages.js';
import { markupOf } from './markup/languages.js';
import type { Passage } from './markup/markup.js';

/** What begins a comment, by language id; `#` also begins one in the YAML of a Markdown document. */
const openings: Readonly<Record<string, string>> = {
	markdown: '<!--|^[ \\t]*%|(?<=^|[ \\t])#',
	quarto: '<!--|(?<=^|[ \\t])#',
	rmd: '<!--|(?<=^|[ \\t])#',
	latex: '(?<!\\\\)%',
	tex: '(?<!\\\\)%',
	typst: '//|/\\*',
	org: '^[ \\t]*#(?= )',
	restructuredtext: '^[ \\t]*\\.\\.(?= )',
	rst: '^[ \\t]*\\.\\.(?= )',
	bibtex: '%|@comment[ \\t]*\\{',
};

/** The comments of YAML and Python, in which project files are written. */
const others = '(?<=^|[ \\t])#';

/** Which problems of a text its author has switched off. */
interface Ignores {
	/** Whether a problem of this code that begins at `offset` (UTF-16, from zero) is switched off. */
	has(code: string, offset: number): boolean;
	/** Whether problems of this code are switched off for the whole text. */
	inFile(code: string): boolean;
}

const nothing: Ignores = { has: () => false, inFile: () => false };

/**
 * The off-switches in a text's comments: `lectern-ignore-file` with codes, for the whole text, and `lectern-ignore-line` with codes,
 * for its own line or, where the comment is alone on it, for the next. Without codes either holds for all.
 */
export function ignoresIn(text: string, uri: string, languageId?: string): Ignores {
	if (!text.includes('lectern-ignore-')) return nothing;
	const passages = markupOf(languageId ?? languageOfFile(uri) ?? '')?.passages?.(text);
	if (passages) return ofPassages(passages);
	const language = languageId ?? (uri.toLowerCase().endsWith('.bib') ? 'bibtex' : (languageOfFile(uri) ?? ''));
	const opening = Object.hasOwn(openings, language) ? openings[language]! : others;
	const pattern = new RegExp(`(?:${opening})[ \\t]*lectern-ignore-(line|file)(?![\\w-])((?:[ \\t,]+[a-z]+(?:-[a-z]+)*)*)`, 'gm');
	const inFile = new Set<string>();
	const inLines: { readonly start: number; readonly end: number; readonly codes: readonly string[] }[] = [];
	for (const { 0: all, 1: scope, 2: list = '', index } of text.matchAll(pattern)) {
		const codes = list.split(/[ \t,]+/).filter((code) => code !== '');
		if (codes.length === 0) codes.push('*');
		if (scope === 'file') {
			for (const code of codes) inFile.add(code);
			continue;
		}
		const start = text.lastIndexOf('\n', index - 1) + 1;
		const end = lineEnd(text, index);
		const behind = text.slice(index + all.length, end);
		const isAlone = text.slice(start, index).trim() === '' && /^(?:-->|\*\/|\})?$/.test(behind.trim());
		inLines.push({ start, end: isAlone && end < text.length ? lineEnd(text, end + 1) : end, codes });
	}
	const holds = (codes: { has(code: string): boolean }, code: string) => codes.has(code) || codes.has('*');
	return {
		inFile: (code) => holds(inFile, code),
		has: (code, offset) =>
			holds(inFile, code) || inLines.some(({ start, end, codes }) => start <= offset && offset <= end && holds(new Set(codes), code)),
	};
}

/** What the parts of a file switch off: a line in its own part, the file in all of them. */
function ofPassages(passages: readonly Passage[]): Ignores {
	const parts = passages.map((passage) => ({ passage, ignores: ignoresIn(passage.text, '', 'markdown') }));
	return {
		has: (code, offset) =>
			parts.some(({ passage, ignores }) => {
				const own = passage.offsetOf(offset);
				return ignores.inFile(code) || (own !== undefined && ignores.has(code, own));
			}),

		inFile: (code) => parts.some(({ ignores }) => ignores.inFile(code)),
	};
}

function lineEnd(text: string, from: number): number {
	const end = text.indexOf('\n', from);
	return end < 0 ? text.length : end;
}
