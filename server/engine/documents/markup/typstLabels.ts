import type { Span } from '../../base/span.js';
import { isCrossReference } from './crossReferences.js';
import type { Label } from './markup.js';

/** Prefixes that people give to the labels of their own figures, tables and chapters. */
const ownPrefix = /^(?:tab|fig|tbl|eqt|app|ch|chap|alg|def|lst|thm)[:-]/i;
/** What packages append to a label: the number of a line of code; a form of a glossary term (`@html:pl`). */
const suffix = /:(?:\d+|[A-Za-z]+)$/;
/** A label at the end of a line of code. */
const lineLabel = /<([\p{L}\p{N}_][\p{L}\p{M}\p{N}_:.-]*)>[ \t]*\r?$/gmu;
/** A string is a label behind this: `label("a")` and an argument `label: "a"` or `label-name: "a"`; a glossary term's key. */
const made = /\blabel(?:\(|[\w-]{0,20}:)\s*"$/;
const term = /[(,{]\s*key:\s*"$/;
/** `label("a")` that only looks its label up. */
const lookedUp = /\b(?:cite|ref|link|query|locate)\(\s*label\(\s*"$/;
/** A term in a glossary that is a dictionary, `html: (short: …)`. */
const dictionaryTerm =
	/(?:^|[(,{])\s{0,40}(?:"([^"\n]{1,100})"|([\p{L}_][\p{L}\p{M}\p{N}_-]{0,100}))\s{0,4}:\s{0,4}\(\s{0,40}(?:short|long|description)\s{0,4}:/gu;

/** The labels that a Typst text defines (Typst reference, "Label"), and the terms of its glossaries, which are referred to in the same way. */
export class TypstLabels {
	readonly #text: string;
	readonly #labels: Label[] = [];
	#names: Set<string> | undefined;

	constructor(text: string) {
		this.#text = text;
		for (const { 0: all, 1: quoted, 2: plain, index } of text.matchAll(dictionaryTerm)) {
			const name = quoted ?? plain!;
			const start = index + all.indexOf(name);
			this.add({ start, end: start + name.length });
		}
	}

	/** In the order of the text. */
	get all(): readonly Label[] {
		return [...this.#labels].sort((a, b) => a.span.start - b.span.start);
	}

	add(...spans: readonly Span[]): void {
		for (const span of spans) this.#labels.push({ name: this.#text.slice(span.start, span.end), span });
		this.#names = undefined;
	}

	/** Adds a label that a function is called with; no name where none is. */
	give(span: Span, givenTo: string): void {
		this.add(span);
		if (givenTo !== '') this.#labels[this.#labels.length - 1] = { ...this.#labels.at(-1)!, givenTo };
	}

	/** Whether the string with this content makes a label or a term. */
	isMade(start: number, end: number): boolean {
		const before = this.#text.slice(Math.max(0, start - 60), start);
		if (made.test(before)) return !lookedUp.test(before);
		return term.test(before) && /^"\s*,\s*(?:short|long|name|description|plural|first|text)\b/.test(this.#text.slice(end, end + 60));
	}

	/** Whether a reference to this name is to something in the document rather than to a bibliography's entry. */
	has(name: string): boolean {
		this.#names ??= new Set(this.#labels.map((label) => label.name));
		return isTypstLabel(name, this.#names);
	}
}

/** Whether a name is one of the labels, with or without what packages append to them, or has a prefix that only labels have. */
export const isTypstLabel = (name: string, labels: Pick<ReadonlySet<string>, 'has'>): boolean =>
	labels.has(name) || labels.has(name.replace(suffix, '')) || isCrossReference(name) || ownPrefix.test(name);

/** The labels of the lines of code between two offsets. */
export const lineLabels = (text: string, start: number, end: number): readonly Span[] =>
	Array.from(text.slice(start, end).matchAll(lineLabel), ({ 1: name = '', index }) => ({
		start: start + index + 1,
		end: start + index + 1 + name.length,
	}));

/** A term at the margin of a glossary in YAML, or one of a list (glossarium's `key`). */
const yamlTerm = /^(?:- +)?(?:key:[ \t]*["']?([^\s"'#:]+)["']?[ \t]*\r?$|["']?([^\s"'#:-][^\s"'#:]*)["']?:[ \t]*\r?$)/gm;

/** Whether a YAML text has terms with a short or long form. */
export const isGlossary = (yaml: string): boolean => /^[ \t]+["']?(?:short|long|description)["']?[ \t]*:/m.test(yaml);

/** The terms of a glossary in YAML that a Typst document reads as data, in order. */
export const glossaryTerms = (yaml: string): readonly Label[] =>
	Array.from(yaml.matchAll(yamlTerm), ({ 0: all, 1: listed, 2: margin, index }) => {
		const name = (listed ?? margin)!;
		const start = index + all.indexOf(name, listed === undefined ? 0 : all.indexOf(':'));
		return { name, span: { start, end: start + name.length } };
	});
