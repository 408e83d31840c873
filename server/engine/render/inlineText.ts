import katex from 'katex';
import { append } from '../base/append.js';
import { clipped, codeSpan, withoutDeception } from './escape.js';
import { isTypesettable, limits, mathGuards } from './guards.js';
import { createMarkdown } from './markdown.js';
import { plainMath } from './math.js';
import { cutAtAddresses, type Emphasis, type Run, writeRuns } from './referenceRuns.js';

/** A piece of a line: text, a formula, or code. */
export type Piece = Run | { readonly tex: string } | { readonly code: string };

let markdown: ReturnType<typeof createMarkdown> | undefined;

type Token = ReturnType<ReturnType<typeof createMarkdown>['parse']>[number];

const emphases: Readonly<Record<string, Emphasis>> = { em: 'italic', strong: 'bold' };

/** Markdown from a file as one line of pieces: items and paragraphs follow each other, links and pictures are their text. */
export function piecesIn(source: string): readonly Piece[] {
	markdown ??= createMarkdown();
	const pieces: Piece[] = [];
	for (const { type, content, children } of markdown.parse(clipped(source, limits.paragraph), {})) {
		const isFormula = type.startsWith('math');
		if (!isFormula && type !== 'inline' && type !== 'fence' && type !== 'code_block') continue;
		const last = pieces.at(-1);
		if (last) pieces.push(textPiece(!isFormula && 'text' in last && /[^\s.!?:;,…]["”’)]?$/.test(last.text) ? '; ' : ' '));
		if (isFormula) pieces.push({ tex: content });
		else if (type !== 'inline') pieces.push({ code: content });
		append(pieces, inlinePieces(children ?? []));
	}
	return pieces;
}

const textPiece = (text: string, emphases: readonly Emphasis[] = []): Piece => ({ text: withoutDeception(text), emphases: [...emphases] });

function inlinePieces(tokens: readonly Token[]): readonly Piece[] {
	const open: Emphasis[] = [];
	return tokens.flatMap(({ type, content }): Piece[] => {
		const [, name = '', side] = /^(em|strong)_(open|close)$/.exec(type) ?? [];
		if (side === 'open') open.push(emphases[name]!);
		else if (side === 'close') open.splice(open.lastIndexOf(emphases[name]!), 1);
		else if (type.startsWith('math')) return [{ tex: content }];
		else if (type === 'code_inline') return [{ code: content }];
		else if (type === 'softbreak' || type === 'hardbreak') return [textPiece(' ', open)];
		else if (content !== '') return [textPiece(content, open)];
		return [];
	});
}

/** Plain text as a piece. */
export const plainPiece = (text: string): Piece => ({ text: flat(clipped(text, limits.paragraph)), emphases: [] });

/** How a markup writes formulas, and code within a cell of a table; nothing for what it cannot. */
interface Signs {
	math(tex: string): string | undefined;
	/** A bar within a formula would end the cell of a table. */
	readonly barsEndCells?: true;
	code(code: string): string | undefined;
	/** Written text without what the cell or the viewer would take for more than text. */
	guard?(written: string): string;
}

/** A bar would end the cell, in formulas of some tools and escaped in others: TeX has other names for it. */
function withoutBars(tex: string): string | undefined {
	if (!tex.includes('|')) return tex;
	if (tex.includes('\\begin{array}')) return undefined;
	return tex.replace(/\\[\s\S]|\|/g, (sign) => (sign === '|' ? '\\vert ' : sign === '\\|' ? '\\Vert ' : sign)).trim();
}

/** A viewer that knows no formulas must not see a tag or an address in one: a blank and an empty group change nothing of it. */
const withoutMarkup = (tex: string): string => tex.replace(/<(?=[a-zA-Z/!?])/g, '< ').replace(/\/(?=\/)/g, '/{}');

const around = (before: string, text: string | undefined, after: string): string | undefined =>
	text === undefined ? undefined : before + text + after;
const without = (sign: string, text: string): string | undefined => (text.includes(sign) ? undefined : text);

const inMarkdown: Signs = {
	math: (tex) => `$${withoutMarkup(tex)}$`,
	barsEndCells: true,
	code: (code) => without('|', codeSpan(code)),
	// Some viewers make links of addresses without a scheme.
	guard: (written) => written.replace(/(?<![:\\])\/\/(?=\w)/g, '/\\/'),
};
const inLatex: Signs = {
	math: (tex) => `$${tex}$`,
	code: (code) => `\\texttt{${writeRuns([{ text: code, emphases: [] }], 'latex', false)}}`,
};
const inRestructuredText: Signs = {
	math: (tex) => around('\\ :math:`', without('`', tex), '`\\ '),
	code: (code) => around('\\ ``', without('`', code), '``\\ '),
};
const signs: Readonly<Record<string, Signs>> = {
	markdown: inMarkdown,
	quarto: inMarkdown,
	rmd: inMarkdown,
	latex: inLatex,
	tex: inLatex,
	typst: { math: () => undefined, code: (code) => `#raw(${JSON.stringify(code)});` },
	org: {
		math: (tex) => `\\(${tex}\\)`,
		barsEndCells: true,
		code: (code) => around('=', /[|=]/.test(code) ? undefined : code, '='),
		guard: (written) => written.replace(/\|/g, '\\vert{}'),
	},
	restructuredtext: inRestructuredText,
	rst: inRestructuredText,
};

/**
 * Pieces as one line in the markup of a language id, fit for the cell of a table. A formula that the markup or KaTeX cannot take, or that
 * would define or load something, is written as Unicode, else as code.
 */
export function writePieces(pieces: readonly Piece[], languageId: string): string {
	const writing = signs[languageId] ?? inMarkdown;
	const { code, guard = same } = writing;
	const plain = (text: string, emphases: readonly Emphasis[] = []) => guard(writeRuns([{ text, emphases }], languageId, false));
	const written = pieces.map((piece) => {
		if ('text' in piece) return plain(piece.text, piece.emphases);
		if ('code' in piece) return code(flat(piece.code)) ?? plain(flat(piece.code));
		const tex = flat(piece.tex);
		const unicode = plainMath(tex);
		return (
			formula(writing, writing.barsEndCells ? withoutBars(tex) : tex) ?? (unicode === undefined ? code(tex) : plain(unicode)) ?? plain(tex)
		);
	});
	return joined(written, writing);
}

/**
 * A reference in the markup of a language id, as `writeRuns`, but with its `$…$` as formulas of that markup; where that has none, as Unicode,
 * and else as the text that it is. Not for what a viewer shows at once, such as a card: TeX is not escaped.
 */
export function writeReference(runs: readonly Run[], languageId: string): string {
	const writing = Object.hasOwn(signs, languageId) ? signs[languageId] : undefined;
	if (!writing) return writeRuns(runs, languageId);
	const written: string[] = [];
	for (const { text, emphases } of runs) {
		let plain = '';
		const write = () => {
			written.push(writeRuns([{ text: plain, emphases }], languageId));
			plain = '';
		};
		const take = (part: string, isFormula: boolean) => {
			const tex = isFormula ? withPrimes(flat(part)) : undefined;
			const maths = formula(writing, tex);
			if (tex === undefined) plain += part;
			else if (maths === undefined) plain += plainMath(tex) ?? `$${part}$`;
			else {
				write();
				written.push(maths);
			}
		};
		// An address may have dollars of its own.
		for (const [index, stretch] of cutAtAddresses(text).entries())
			if (index % 2 === 1) take(stretch, false);
			else for (const [turn, part] of stretch.split(formulas).entries()) take(part, turn % 2 === 1);
		write();
	}
	return joined(written, writing);
}

/** A style's processor makes quotation marks of a formula's primes. */
const withPrimes = (tex: string): string => tex.replace(/[‘’]/g, "'").replace(/[“”]/g, "''");

/** What is between dollars as Pandoc reads them ("Extension: tex_math_dollars"), so that prices are none. Split by it, texts and formulas take turns. */
const formulas = /(?<![\\$])\$(?=[^\s$])((?:\\[\s\S]|[^$\\])+?)(?<!\s)\$(?![\d$])/;

const formula = ({ math }: Signs, tex: string | undefined): string | undefined =>
	tex !== undefined && isPlainTex(tex) ? math(tex) : undefined;

/** A backslash that is left at the end would take the line break with it. */
const joined = (written: readonly string[], writing: Signs): string =>
	written
		.join('')
		.trim()
		.replace(writing === inRestructuredText ? /\\$/ : /$^/, '');

const same = (text: string): string => text;

const flat = (text: string): string => withoutDeception(text).replace(/\s+/g, ' ').trim();

/** What TeX could define, read or load: no formula in a note needs it. */
const powerful =
	/\\(?:[egx]?def|let|futurelet|global|(?:re)?newcommand|providecommand|newenvironment|input|include\w*|openin|openout|read|write|immediate|catcode|csname|directlua|special|href|url|html\w*)(?![a-zA-Z])/;

/** Whether TeX is a formula and nothing more, on one line and between single dollars. */
function isPlainTex(tex: string): boolean {
	if (tex === '' || powerful.test(tex) || /\$|(?<!\\)%/.test(tex) || tex.length > limits.cardFormula || !isTypesettable(tex)) return false;
	try {
		katex.renderToString(tex, { output: 'mathml', throwOnError: true, displayMode: true, ...mathGuards });
		return true;
	} catch {
		// KaTeX throws on what it does not understand.
		return false;
	}
}
