import type { Span } from '../../base/span.js';
import type { Include, NamedFile } from './markup.js';
import { type Findings, lineEnd, matchAt } from './scan.js';

/** Directives whose content is running text (docutils, "reStructuredText Directives"; Sphinx, "Directives"; Sphinx Design). */
const proseDirectives = new Set([
	...['attention', 'caution', 'danger', 'error', 'hint', 'important', 'note', 'tip', 'warning', 'admonition', 'seealso', 'todo'],
	...[
		'topic',
		'sidebar',
		'epigraph',
		'highlights',
		'pull-quote',
		'compound',
		'container',
		'class',
		'figure',
		'table',
		'list-table',
		'csv-table',
		'replace',
	],
	...['grid', 'grid-item', 'grid-item-card', 'card', 'card-carousel', 'div', 'dropdown', 'tab-set', 'tab-item'],
	...['rubric', 'centered', 'versionadded', 'versionchanged', 'deprecated', 'only', 'line-block', 'header', 'footer', 'glossary'],
]);
/** The names of other directives whose content is no running text. Any other's is, such as a theorem's or what documents a function, but its argument is none. */
const otherContent =
	/code|literal|listing|math|equation|algorithm|raw|include|image|bibliography|toctree|index|graph|plot|chart|diagram|uml|mermaid|tikz|figure-md|doctest|test|ipython|jupyter|nb|exec|run|program|command|output|console|prompt|terminal|shell|script|html|latex|css|json|yaml|grammar|production|default-role|^role$|unicode|date|meta|highlight|contents|sectnum|autosummary|inheritance|swagger|openapi|video|youtube|parameter|argparse|click|sphinx-/i;

/** Those of them whose argument is no text. */
const namedArgument = new Set(['figure', 'class', 'container', 'only', 'grid', 'div', 'card-carousel']);

const explicit = /\.\.(?=[ \t]|\r?$)[ \t]*/my;
const directive = /(?:\|[^|\n]+\|[ \t]+)?([A-Za-z][\w.+:-]*?)[ \t]?::(?=[ \t]|\r?$)[ \t]*/my;
const note = /\[[^\]\n]+\][ \t]+/y;
const option = /[ \t]*:[\w-]+:[^\n]*/y;

/** The files that a text names. */
interface BlockFiles {
	readonly bibliographies: NamedFile[];
	readonly includes: Include[];
}

/**
 * Marks the blocks that are no running text as opaque: comments, targets, literal blocks, doctests, options, and directives of code,
 * maths and the like. Returns the files that directives name (docutils, "reStructuredText Markup Specification").
 */
export function readBlocks(text: string, findings: Findings): BlockFiles {
	return new BlockReader(text, findings).read();
}

/** Reads a text line by line. */
class BlockReader {
	readonly #text: string;
	readonly #findings: Findings;
	readonly #files: BlockFiles = { bibliographies: [], includes: [] };
	/** The indentation of the opaque block whose content is being read; −1 outside of such. */
	#base = -1;
	/** Whether the line may be an option of the directive before it. */
	#awaitsOptions = false;
	/** The indentation of the line before, if that announced a literal block; −1 otherwise. */
	#literal = -1;
	#isDoctest = false;

	constructor(text: string, findings: Findings) {
		this.#text = text;
		this.#findings = findings;
	}

	read(): BlockFiles {
		const text = this.#text;
		for (let start = 0; start < text.length; ) {
			const end = lineEnd(text, start);
			let at = start;
			while (at < end && (text[at] === ' ' || text[at] === '\t')) at++;
			if (at === end || text[at] === '\r') {
				this.#awaitsOptions = false;
				this.#isDoctest = false;
			} else this.#readLine(start, at, end);
			start = end + 1;
		}
		return this.#files;
	}

	/** Reads a line that is not blank and whose text begins at `at`. */
	#readLine(start: number, at: number, end: number): void {
		const text = this.#text;
		const indent = at - start;
		if (this.#isInOpaqueBlock(indent) || this.#isDoctestOrOption(at)) {
			this.#findings.markOpaque(at, end);
			return;
		}
		const opened = matchAt(explicit, text, at);
		if (opened) this.#readExplicit(at, at + opened[0].length, end, indent);
		else if (endsLiteral(text, start, end)) this.#literal = indent;
	}

	#isInOpaqueBlock(indent: number): boolean {
		if (this.#literal >= 0) {
			if (this.#base < 0 && indent > this.#literal) this.#base = this.#literal;
			this.#literal = -1;
		}
		if (this.#base >= 0 && indent <= this.#base) this.#base = -1;
		return this.#base >= 0;
	}

	#isDoctestOrOption(at: number): boolean {
		this.#isDoctest ||= this.#text.startsWith('>>> ', at);
		if (this.#isDoctest || (this.#awaitsOptions && matchAt(option, this.#text, at))) return true;
		this.#awaitsOptions = false;
		return false;
	}

	/** Reads the line of explicit markup at `at`, whose body begins after its two dots. */
	#readExplicit(at: number, body: number, end: number, indent: number): void {
		const text = this.#text;
		const footnote = matchAt(note, text, body);
		if (footnote) {
			this.#findings.markOpaque(at, body + footnote[0].length);
			return;
		}
		const named = matchAt(directive, text, body);
		const name = named ? named[1]!.toLowerCase() : '';
		const argument = body + (named ? named[0].length : 0);
		if (proseDirectives.has(name)) {
			this.#findings.markOpaque(at, namedArgument.has(name) ? end : argument);
			this.#awaitsOptions = true;
			return;
		}
		if (named && !otherContent.test(name)) {
			this.#findings.markOpaque(at, end);
			this.#awaitsOptions = true;
			return;
		}
		if (named) nameFiles(text, named[1]!, { start: argument, end }, this.#files);
		this.#findings.markOpaque(at, end);
		this.#base = indent;
	}
}

/** Whether a line ends with the two colons that announce a literal block. */
function endsLiteral(text: string, start: number, end: number): boolean {
	let last = end;
	while (last > start && /[ \t\r]/.test(text[last - 1]!)) last--;
	return text.endsWith('::', last) && last - start >= 2 && text.slice(Math.max(start, last - 2), last) === '::';
}

/** Adds the files in a directive's argument: `.. bibliography:: a.bib b.bib`, `.. include:: a.rst`. */
function nameFiles(text: string, name: string, argument: Span, { bibliographies, includes }: BlockFiles): void {
	if (!/^(?:bibliography|include)$/.test(name)) return;
	for (const { 0: path, index } of text.slice(argument.start, argument.end).matchAll(/\S+/g)) {
		const span = { start: argument.start + index, end: argument.start + index + path.length };
		if (name === 'bibliography') bibliographies.push({ path, span });
		else if (!path.startsWith('<')) includes.push({ path, span, role: 'part' });
	}
}
