import type { Span } from '../../base/span.js';
import { keysIn, type Pairs, readKeyList, skipArguments, skipGap } from './latexArguments.js';
import type { Include, NamedFile } from './markup.js';
import { trimmed } from './ranges.js';
import { matchAt } from './scan.js';

const naming =
	/\\(?:(?<bibtex>bibliography|nobibliography)|(?<resource>addbibresource|addglobalbib|addsectionbib)|(?<part>input|include|subfile|subfileinclude|import|subimport)|(?<main>documentclass)|(?<section>newrefsection|begin[ \t]*\{refsection\}))(?![A-Za-z])\*?/g;
const root = /^[ \t]*%[ \t]*!T[Ee]X[ \t]+root[ \t]*=[ \t]*([^\r\n]*)/gm;
const bareName = /[ \t]+([^\s\\{}%]+)/y;

/** Endings that LaTeX leaves as they are; to any other name it adds `.tex`. */
const known = /\.(?:tex|ltx|latex|tikz|pgf|sty|cls|def|bbl|inc|txt|[RS]nw)$/i;

/** The files that a LaTeX text names. */
export interface LatexFiles {
	/**
	 * The bibliographies of `\bibliography{a,b}` (to which BibTeX adds `.bib`), `\addbibresource{a.bib}` and `\begin{refsection}[a.bib]`
	 * (biblatex manual, "Resources", "Bibliography Sections"), in order.
	 */
	readonly bibliographies: readonly NamedFile[];
	/** The parts of `\input`, `\include`, `\subfile` and `\import`, and the roots of `% !TeX root` and of `\documentclass[…]{subfiles}`, in order. */
	readonly includes: readonly Include[];
}

/** Which files a LaTeX text names; `source` is the text masked. */
export function filesInLatex(text: string, source: string, pairs: Pairs): LatexFiles {
	const found: NamedFile[] = [];
	const documents: Include[] = [];
	for (const { 0: all, 1: name = '', index } of text.matchAll(root)) {
		const start = index + all.length - name.length;
		const span = trimmed(text, start, start + name.length);
		if (span) documents.push({ path: withTex(text.slice(span.start, span.end)), span, role: 'root' });
	}
	if (!/\\(?:bibliography|nobibliography|add|in|sub|import|documentclass|newrefsection|begin[ \t]*\{refsection)/.test(text))
		return { bibliographies: found, includes: documents };

	for (const { 0: command, index, groups } of source.matchAll(naming)) {
		const { bibtex, part, main, section } = groups!;
		const at = index + command.length;
		if (section) {
			found.push(...resourcesOf(source, pairs, at));
			continue;
		}
		const behindOptions = skipArguments(source, pairs, at, 0);
		let list = readKeyList(source, behindOptions);
		if (part && !list) {
			const bare = part === 'input' ? matchAt(bareName, source, at) : null;
			if (bare) list = { start: at + bare[0].length - bare[1]!.length, end: at + bare[0].length };
		}
		if (!list) continue;
		const named = source.slice(list.start, list.end);
		if (main) {
			const options = trimmed(source, source.indexOf('[', at) + 1, behindOptions - 1);
			const isPart = named.trim() === 'subfiles' && behindOptions > at && options;
			if (isPart) documents.push({ path: withTex(source.slice(options.start, options.end)), span: options, role: 'root' });
		} else if (part) {
			const folder = part === 'import' || part === 'subimport' ? named.trim() : '';
			const span = folder === '' ? trimmed(source, list.start, list.end) : trimmedList(source, list.end + 1);
			const path = span ? source.slice(span.start, span.end) : '';
			if (span && isPath(path))
				documents.push({ path: withTex(folder ? `${folder.replace(/\/$/, '')}/${path}` : path), span, role: 'part' });
		} else {
			for (const span of bibtex ? keysIn(source, list) : [trimmed(source, list.start, list.end)]) {
				const path = span ? source.slice(span.start, span.end) : '';
				if (span && isPath(path)) found.push({ path: bibtex && !/\.bib$/i.test(path) ? `${path}.bib` : path, span });
			}
		}
	}
	return { bibliographies: found, includes: documents.sort((a, b) => a.span.start - b.span.start) };
}

/** The files in the brackets of a reference section; what has no ending is the label of a resource named elsewhere. */
function resourcesOf(source: string, pairs: Pairs, at: number): NamedFile[] {
	const start = skipGap(source, at);
	const close = source[start] === '[' ? pairs.endOf(start) : undefined;
	if (close === undefined) return [];
	return keysIn(source, { start: start + 1, end: close })
		.map((span) => ({ path: source.slice(span.start, span.end), span }))
		.filter(({ path }) => isPath(path) && /\.bib$/i.test(path));
}

const isPath = (path: string): boolean => path !== '' && !/[#\n]|^https?:/.test(path);
const withTex = (path: string): string => (known.test(path) ? path : `${path}.tex`);

function trimmedList(source: string, at: number): Span | undefined {
	const list = readKeyList(source, at);
	return list && trimmed(source, list.start, list.end);
}
