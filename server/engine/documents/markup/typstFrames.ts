import type { Span } from '../../base/span.js';
import type { CitingCommand } from './latexDefinitions.js';
import type { Citation } from './markup.js';
import { trimmed } from './ranges.js';
import type { Findings } from './scan.js';

/** What ends a construct: its closing bracket; the end of the line for a statement. */
export type Closer = ']' | ')' | '}' | '\n';

/** A construct that is open: a content block `[…]`, code in parentheses or braces, or the statement on a line. */
export interface Frame {
	readonly closer: Closer;
	/** The call whose arguments it holds; `own cite`: of a function by whose name it cites, which takes labels as keys. */
	readonly call?: 'cite' | 'own cite' | 'bibliography' | undefined;
	/** How the function of an `own cite` takes its keys; by labels, whichever argument they are, where it is known by its name alone. */
	readonly shape?: CitingCommand['shape'] | undefined;
	readonly start: number;
	/** The keys that a call of `cite` names. */
	readonly keys: Span[];
	/** The citation whose supplement the block is. */
	readonly supplements?: Frame | undefined;
	/** The call's `supplement`. */
	locator?: Span | undefined;
	/** The name of the argument that is being read. */
	argument?: string | undefined;
	/** How many arguments without a name came before it. */
	place?: number;
	/** Whether it is text in brackets or the supplement of a reference, neither of which another argument can follow. */
	readonly isText?: boolean;
	/** The word that begins a statement. */
	readonly word?: string;
}

/** The constructs that are open in a Typst text, what is code in it, and what the constructs cite. */
export class Frames {
	/** In the order in which their constructs end. */
	readonly citations: Citation[] = [];
	/** The outermost constructs that go over a blank line, in order. */
	readonly reaching: Span[] = [];
	readonly #text: string;
	readonly #findings: Findings;
	readonly #stack: Frame[] = [];
	/** How many constructs are open, by what ends them. */
	readonly #open: Record<Closer, number> = { ']': 0, ')': 0, '}': 0, '\n': 0 };
	/** Where the code that is being read begins; −1 in markup. */
	#codeStart = -1;

	constructor(text: string, findings: Findings) {
		this.#text = text;
		this.#findings = findings;
	}

	/** The innermost construct. */
	get top(): Frame | undefined {
		return this.#stack.at(-1);
	}

	/** The construct around the innermost one. */
	get parent(): Frame | undefined {
		return this.#stack.at(-2);
	}

	/** Whether the text continues with code rather than with markup. */
	get isCode(): boolean {
		const { length } = this.#stack;
		return length > 0 && this.#stack[length - 1]!.closer !== ']';
	}

	isOpen(closer: Closer): boolean {
		return this.#open[closer] > 0;
	}

	push(at: number, frame: Omit<Frame, 'keys'>): void {
		this.#stack.push({ ...frame, keys: [] });
		this.#open[frame.closer]++;
		this.noteMode(at);
	}

	/** Ends the innermost construct at `end`. */
	pop(end: number): void {
		const frame = this.#stack.pop()!;
		this.#open[frame.closer]--;
		if (this.#stack.length === 0 && /\n[ \t\r]*\n/.test(this.#text.slice(frame.start, end)))
			this.reaching.push({ start: frame.start, end });
		this.#cite(frame, end);
	}

	/** Ends at `end` all constructs within the innermost one that `closer` ends. */
	popTo(closer: Closer, end: number): void {
		while (this.#stack.at(-1)!.closer !== closer) this.pop(end);
	}

	/** Ends everything at the end of the text. */
	end(): void {
		const { length } = this.#text;
		while (this.#stack.length > 0) this.pop(length);
		this.noteMode(length);
	}

	/** Notes that code or markup, whichever the innermost construct holds, continues at this offset. */
	noteMode(at: number): void {
		if (this.isCode) {
			if (this.#codeStart < 0) this.#codeStart = at;
		} else if (this.#codeStart >= 0) {
			this.#findings.markSyntax(this.#codeStart, at);
			this.#codeStart = -1;
		}
	}

	/** Cites what a construct that ends at `end` names. */
	#cite(frame: Frame, end: number): void {
		const { supplements } = frame;
		if (supplements) supplements.locator = trimmed(this.#text, frame.start + 1, end - 1);
		const isReference = supplements !== undefined && supplements.call === undefined;
		if (!isReference && frame.call !== 'cite' && frame.call !== 'own cite') return;
		const { start, keys, locator } = isReference ? supplements : frame;
		const group = { start, end };
		for (const [index, span] of keys.entries()) {
			const own = index === keys.length - 1 ? locator : undefined;
			this.citations.push({ key: this.#text.slice(span.start, span.end), span, group, ...(own && { locator: own }) });
		}
	}
}
