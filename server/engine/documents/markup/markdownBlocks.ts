import { finder } from '../../base/finder.js';
import type { Span } from '../../base/span.js';
import { markEnvironment } from './latexWithin.js';
import { type Findings, lineEnd, matchAt } from './scan.js';

/**
 * Reads a run: the lines within which inline markup opens and closes (a paragraph, a heading, a list item's first paragraph). Returns
 * the offset at which reading continues: the end of the run, or later where a comment or raw element extends beyond it.
 */
type InlineReader = (run: Span) => number;

/** MyST directives whose argument and content are Markdown (MyST guide, "Directives"). */
const titled = new Set([
	'admonition',
	'card',
	'dropdown',
	'epigraph',
	'grid-item-card',
	'list-table',
	'table',
	'tab-item',
	'topic',
	'sidebar',
]);
/** MyST directives whose content is Markdown. */
const proseDirectives = new Set([
	...titled,
	...['attention', 'aside', 'blockquote', 'caution', 'danger', 'details', 'div', 'error', 'exercise', 'figure', 'footnote', 'grid', 'hint'],
	...['important', 'margin', 'note', 'pull-quote', 'seealso', 'solution', 'tab-set', 'tip', 'warning'],
	// Those of docutils and Sphinx that have content.
	...['compound', 'container', 'deprecated', 'highlights', 'hlist', 'only', 'todo', 'toggle', 'versionadded', 'versionchanged'],
]);

/** The opening of a chunk of code may hold backticks in its options, as knitr reads it; that of other code may not. */
const fencePattern = /(`{3,})(?:[^`\n]*|[ \t]*\{[A-Za-z][^\n]*\}[ \t\r]*)$|(~{3,})(?:[^~\n][^\n]*)?/my;
const listMarker = /(?:[-*+]|#[.)]|\(?\d{1,9}[.)])(?=[ \t]|$)/my;
/** Markers that cannot interrupt a paragraph: letters, and labels of numbered examples. */
const paragraphMarker = /\(?[a-zA-Z][.)](?=[ \t]|$)|\(@[\w-]*\)(?=[ \t]+\S)/my;
/** A marker of those that begins the next item even where no blank line precedes it. */
const exampleMarker = /\(@[\w-]*\)(?=[ \t]+\S)/y;
const linkDefinition = /\[(?!\^)[^\]\n]+\]:[ \t]*\S/y;
const footnoteDefinition = /\[\^[^\]\s]+\]:/y;
const environment = /\\begin\{([A-Za-z]+\*?)\}/y;
const directive = /\{([A-Za-z][\w:-]*)\}[ \t]*/y;
const option = /:[\w-]+:[^\n]*/y;
const target = /\([^()\n]+\)=[ \t]*$/my;
const div = /:{3,}[ \t]*(?:\{[^}\n]*\}|[\w-]*)/y;

/** A code fence or directive that is open. */
interface Fence {
	readonly sign: string;
	readonly length: number;
	/** How many block quotes it is in. */
	readonly quotes: number;
	readonly start: number;
}

/** Deeper lists are read as text. */
const deepestList = 64;

/**
 * Reads the block structure of a Markdown text from `start`: marks code, definitions and raw TeX as opaque, and passes each run of
 * inline text to `readInline`. `metadata` are later blocks of metadata, which are opaque. Returns the labels of numbered examples (`(@good) …`), whose references look like citations.
 */
export function readBlocks(
	text: string,
	start: number,
	findings: Findings,
	readInline: InlineReader,
	metadata: readonly Span[],
): ReadonlySet<string> {
	return new BlockReader(text, findings, readInline, metadata).read(start);
}

/** Reads a text line by line. The methods named `read…` return whether they consumed the line. */
class BlockReader {
	readonly #text: string;
	readonly #findings: Findings;
	readonly #readInline: InlineReader;
	readonly #find: ReturnType<typeof finder>;
	readonly #examples = new Set<string>();
	/** The ends of later blocks of metadata by where they begin. */
	readonly #metadata = new Map<number, number>();

	/** Where the next line begins. */
	#position = 0;
	#lineStart = 0;
	#lineEnd = 0;
	/** How many block quotes the line is in. */
	#quotes = 0;
	/** The column of the line's text; of its content once list markers are read. */
	#indent = 0;
	/** Where the line's own text begins, after quote signs and list markers. */
	#body = 0;

	/** The columns at which the contents of the open list items begin. */
	readonly #contents: number[] = [];
	readonly #directives: Fence[] = [];
	#fence: Fence | undefined;
	/** The open run of inline text; −1 where none is open. */
	#runStart = -1;
	#runEnd = -1;
	#isAfterBlank = true;
	#isAfterCode = false;
	/** Whether the paragraph that is being read is a list item's first. */
	#isItem = false;
	#isAfterDirective = false;

	constructor(text: string, findings: Findings, readInline: InlineReader, metadata: readonly Span[]) {
		this.#text = text;
		this.#findings = findings;
		this.#readInline = readInline;
		this.#find = finder(text);
		for (const block of metadata) this.#metadata.set(block.start, block.end);
	}

	read(start: number): ReadonlySet<string> {
		const { length } = this.#text;
		this.#position = start;
		while (this.#position < length) {
			this.#beginLine();
			this.#readLine();
		}
		if (this.#fence) this.#findings.markOpaque(this.#fence.start, length);
		this.#endRun(length);
		return this.#examples;
	}

	/** Moves to the next line, after its quote signs and indentation. */
	#beginLine(): void {
		const text = this.#text;
		const start = this.#position;
		const end = lineEnd(text, start);
		let quotes = 0;
		let indent = 0;
		let at = start;
		for (; at < end; at++) {
			const code = text.charCodeAt(at);
			if (code === 32) indent++;
			else if (code === 9) indent += 4 - (indent % 4);
			else if (code === 62 && indent < 4) {
				quotes++;
				indent = text[at + 1] === ' ' ? -1 : 0;
			} else if (code !== 13) break;
		}
		this.#lineStart = start;
		this.#lineEnd = end;
		this.#quotes = quotes;
		this.#indent = indent;
		this.#body = at;
		this.#position = end + 1;
	}

	#readLine(): void {
		if (this.#fence && this.#readFenced(this.#fence)) return;
		const metadataEnd = this.#metadata.get(this.#lineStart);
		if (metadataEnd !== undefined) {
			this.#position = Math.max(this.#endRun(this.#lineStart), this.#findings.markOpaque(this.#lineStart, metadataEnd));
			this.#isAfterBlank = true;
			return;
		}
		if (this.#body >= this.#lineEnd) {
			this.#position = this.#endRun(this.#position);
			this.#isAfterBlank = true;
			this.#isItem = false;
			this.#isAfterDirective = false;
			return;
		}
		const isInParagraph = !this.#isAfterBlank && !this.#isAfterCode;
		if (this.#readIndentedCode(isInParagraph) || this.#readListMarkers(isInParagraph)) return;
		if (this.#readBlock()) return;
		this.#readText();
	}

	/** Reads a line while a fence is open. A line outside the fence's block quote ends the fence without belonging to it. */
	#readFenced(fence: Fence): boolean {
		const end = this.#lineEnd;
		const isInside = fence.quotes <= this.#quotes || this.#body === end;
		if (!isInside) this.#findings.markOpaque(fence.start, this.#lineStart);
		else if (this.#text[this.#body] === fence.sign && closes(this.#text, this.#body, end, fence))
			this.#findings.markOpaque(fence.start, end);
		else return true;
		this.#fence = undefined;
		return isInside;
	}

	#readIndentedCode(isInParagraph: boolean): boolean {
		if (this.#isAfterBlank) this.#closeLists();
		const isCode = !isInParagraph && this.#indent - (this.#contents.at(-1) ?? 0) >= 4;
		if (isCode) this.#findings.markOpaque(this.#body, this.#lineEnd);
		this.#isAfterBlank = false;
		this.#isAfterCode = isCode;
		return isCode;
	}

	/** Closes the list items whose content begins after the line's column. */
	#closeLists(): void {
		while (this.#contents.length > 0 && this.#contents.at(-1)! > this.#indent) this.#contents.pop();
	}

	/** Reads the list markers that the line begins with. Consumes the line if nothing follows them. */
	#readListMarkers(isInParagraph: boolean): boolean {
		const text = this.#text;
		const first = this.#body;
		const end = this.#lineEnd;
		while (this.#contents.length < deepestList) {
			const start = this.#body;
			const inner = isInParagraph ? (this.#isItem ? exampleMarker : undefined) : paragraphMarker;
			const marker = matchAt(listMarker, text, start) ?? (inner ? matchAt(inner, text, start) : null);
			if (!marker) break;
			const after = start + marker[0].length;
			const label = /^\(@([\w-]+)\)/.exec(marker[0])?.[1];
			if (label) {
				this.#examples.add(label);
				this.#findings.markOpaque(start, after);
			}
			if (start === first) this.#closeLists();
			let next = after;
			while (next < end && (text[next] === ' ' || text[next] === '\t') && next - after < 4) next++;
			this.#indent += next - start;
			this.#contents.push(this.#indent);
			this.#body = next;
			this.#isItem = true;
		}
		return (this.#body > first && this.#endRunBefore()) || this.#body >= end;
	}

	/** Reads the block that begins on the line, unless that is a paragraph or heading. */
	#readBlock(): boolean {
		switch (this.#text[this.#body]) {
			case '`':
			case '~':
				return this.#readFence();
			case ':':
				return this.#readColon();
			case '[':
				return this.#readDefinition();
			case '(':
				return this.#readTarget();
			case '\\':
				return this.#readEnvironment();
			default:
				return false;
		}
	}

	/** The beginning of a code block or directive, or the end of a directive. */
	#readFence(): boolean {
		const text = this.#text;
		const start = this.#body;
		const end = this.#lineEnd;
		const found = matchAt(fencePattern, text, start);
		const marks = found?.[1] ?? found?.[2];
		if (!marks) return false;
		if (this.#endRunBefore()) return true;
		const opened: Fence = { sign: text[start]!, length: marks.length, quotes: this.#quotes, start };
		const open = this.#directives.at(-1);
		const name = matchAt(directive, text, start + marks.length);
		if (open && closes(text, start, end, open)) {
			this.#directives.pop();
			this.#findings.markOpaque(start, end);
		} else if (name && hasProse(name[1]!)) this.#openDirective(opened, name[1]!, start + marks.length + name[0].length);
		else this.#fence = opened;
		return true;
	}

	/** Opens a directive whose content is Markdown. */
	#openDirective(opened: Fence, name: string, argument: number): void {
		const end = this.#lineEnd;
		this.#directives.push(opened);
		this.#isAfterDirective = true;
		const isText = hasTextArgument(name);
		this.#findings.markOpaque(opened.start, isText ? argument : end);
		if (isText && argument < end) this.#readInline({ start: argument, end });
	}

	/** A directive's option, a div's fence, or the definition of a term. */
	#readColon(): boolean {
		const text = this.#text;
		const start = this.#body;
		const end = this.#lineEnd;
		const found = (this.#isAfterDirective ? matchAt(option, text, start) : null) ?? matchAt(div, text, start);
		if (!found) {
			const next = text.charCodeAt(start + 1);
			if (next === 32 || next === 9) this.#contents.push(this.#indent + 4);
			return false;
		}
		const after = start + found[0].length;
		this.#position = this.#endRun(this.#position);
		this.#findings.markOpaque(start, after);
		if (after < end) this.#readInline({ start: after, end });
		this.#isAfterDirective ||= found[0].startsWith(':::') && found[0].includes('{');
		return true;
	}

	/** The definition of a footnote or of a link. */
	#readDefinition(): boolean {
		const start = this.#body;
		const note = matchAt(footnoteDefinition, this.#text, start);
		if (!note) return matchAt(linkDefinition, this.#text, start) !== null && this.#readOpaqueLine();
		if (this.#endRunBefore()) return true;
		this.#findings.markOpaque(start, start + note[0].length);
		this.#contents.push(this.#indent + 4);
		this.#runStart = start + note[0].length;
		this.#runEnd = this.#lineEnd;
		return true;
	}

	/** The target of cross-references, `(name)=`. */
	#readTarget(): boolean {
		return matchAt(target, this.#text, this.#body) !== null && this.#readOpaqueLine();
	}

	#readOpaqueLine(): true {
		this.#position = this.#endRun(this.#position);
		this.#findings.markOpaque(this.#body, this.#lineEnd);
		return true;
	}

	/** A raw LaTeX environment, up to its end. */
	#readEnvironment(): boolean {
		const name = matchAt(environment, this.#text, this.#body)?.[1];
		const close = name === undefined ? -1 : this.#find(`\\end{${name}}`, this.#body);
		if (name === undefined || close < 0) return false;
		const resumed = this.#endRun(this.#lineStart);
		const after = close + name.length + 6;
		this.#position = Math.max(resumed, markEnvironment(this.#text, name, this.#body, after, this.#findings));
		return true;
	}

	/** A heading, or a line of a paragraph. */
	#readText(): void {
		this.#isAfterDirective = false;
		const isHeading = this.#text[this.#body] === '#';
		if (isHeading && this.#endRunBefore()) return;
		if (this.#runStart < 0) this.#runStart = this.#body;
		this.#runEnd = this.#lineEnd;
		if (isHeading) this.#position = this.#endRun(this.#position);
	}

	/** Ends the run of inline text, if one is open. Returns the offset at which reading continues, at least `next`. */
	#endRun(next: number): number {
		if (this.#runStart < 0) return next;
		const end = this.#runEnd;
		const reached = this.#readInline({ start: this.#runStart, end });
		this.#runStart = -1;
		return Math.max(next, reached > end ? reached : next);
	}

	/** Ends the run before this line. Returns whether a comment in it extends into this line, so that reading continues after the comment. */
	#endRunBefore(): boolean {
		const reached = this.#endRun(this.#lineStart);
		if (reached <= this.#lineStart) return false;
		this.#position = reached;
		return true;
	}
}

const isProof = (name: string): boolean => name.startsWith('prf:');
/** Whether the content of a MyST directive is Markdown. */
const hasProse = (name: string): boolean => proseDirectives.has(name) || isProof(name);
/** Whether the argument of a MyST directive is Markdown as well. */
const hasTextArgument = (name: string): boolean => titled.has(name) || isProof(name);

/** Whether the line from `at` closes the fence: at least as many of its signs, and nothing else. */
function closes(text: string, at: number, end: number, fence: Fence): boolean {
	let after = at;
	while (after < end && text[after] === fence.sign) after++;
	return after - at >= fence.length && text.slice(after, end).trim() === '';
}
