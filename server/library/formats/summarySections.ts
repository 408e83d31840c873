/** What stands in a summary's text below a heading, up to the next heading of its rank or above. */
export interface Section {
	/** The heading without its marks. */
	readonly title: string;
	/** The Markdown below it; what stands below lesser headings is part of it. */
	readonly text: string;
}

/** A stretch of Markdown between blank lines, or one item of a list. */
export interface Block {
	readonly kind: 'paragraph' | 'item' | 'table' | 'formula' | 'heading' | 'other';
	readonly text: string;
}

/** The beginning of a text, and whether that is all of it. */
export interface Lead {
	/** Markdown of whole sentences and items. */
	readonly text: string;
	readonly isAll: boolean;
}

const headingLine = /^ {0,3}(#{1,6})[ \t]+(.*?)[ \t]*#*[ \t]*$/;
const fenceLine = /^ {0,3}(`{3,}|~{3,})/;
const itemLine = /^[ \t]*(?:[-*+]|\d{1,9}[.)])[ \t]+\S/;

/** The sections of a summary's text, in order; one of a lesser heading follows the one that it is part of. */
export function sectionsOf(body: string): readonly Section[] {
	const open: { readonly title: string; readonly rank: number; readonly lines: string[] }[] = [];
	const all: typeof open = [];
	for (const { kind, text } of linesOf(body)) {
		const heading = kind === 'heading' ? headingLine.exec(text) : null;
		if (heading) {
			const rank = heading[1]!.length;
			while (open.length > 0 && open.at(-1)!.rank >= rank) open.pop();
		}
		for (const { lines } of open) lines.push(text);
		if (!heading) continue;
		const section = { title: heading[2]!.replace(/[*_`]/g, ''), rank: heading[1]!.length, lines: [] };
		open.push(section);
		all.push(section);
	}
	return all.map(({ title, lines }) => ({ title, text: lines.join('\n').trim() }));
}

/** The blocks of a text, in order. */
export function blocksOf(text: string): readonly Block[] {
	const blocks: { kind: Block['kind']; lines: string[] }[] = [];
	let isOpen = false;
	for (const { kind, text: line } of linesOf(text)) {
		if (kind === 'blank') {
			isOpen = false;
			continue;
		}
		const last = blocks.at(-1);
		const goesOn = isOpen && last !== undefined && (last.kind === kind || (kind === 'paragraph' && last.kind === 'item'));
		if (goesOn && kind !== 'item' && kind !== 'heading') last.lines.push(line);
		else blocks.push({ kind, lines: [line] });
		isOpen = true;
	}
	return blocks.map(({ kind, lines }) => ({ kind, text: lines.join('\n').trim() }));
}

/** The lines of a text, each with the kind of block that it can be part of. */
function* linesOf(text: string): Generator<{ readonly kind: Block['kind'] | 'blank'; readonly text: string }> {
	let fence: string | undefined;
	let isFormula = false;
	for (const line of text.split(/\r?\n/)) {
		if (fence !== undefined) {
			yield { kind: 'other', text: line };
			const closing = fenceLine.exec(line)?.[1];
			if (closing?.startsWith(fence) && line.trim() === closing) fence = undefined;
		} else if (isFormula) {
			yield { kind: 'formula', text: line };
			isFormula = !line.includes('$$');
		} else if (line.trim() === '') yield { kind: 'blank', text: line };
		else if (fenceLine.test(line)) {
			fence = fenceLine.exec(line)![1]!;
			yield { kind: 'other', text: line };
		} else if (/^\s*\$\$/.test(line)) {
			yield { kind: 'formula', text: line };
			isFormula = line.indexOf('$$') === line.lastIndexOf('$$');
		} else if (headingLine.test(line)) yield { kind: 'heading', text: line };
		else if (itemLine.test(line)) yield { kind: 'item', text: line };
		else if (/^ {0,3}\|/.test(line)) yield { kind: 'table', text: line };
		else if (/^ {0,3}(?:>|!\[|<)/.test(line)) yield { kind: 'other', text: line };
		else yield { kind: 'paragraph', text: line };
	}
}

/** A sentence of more letters than this is cut. */
const longestSentence = 700;

/**
 * What a text says first: whole sentences and items up to about `length` letters, at least one, with the formula that a sentence leads
 * to. Tables, code and quotes are passed over, unless there is nothing else.
 */
export function leadOf(text: string, length: number): Lead {
	const blocks = blocksOf(text);
	const taken: { readonly kind: Block['kind']; readonly text: string }[] = [];
	let total = 0;
	let isAll = true;
	let isFull = false;
	for (const { kind, text } of blocks) {
		const last = taken.at(-1);
		const isAwaited = (kind === 'formula' || kind === 'item') && /[:,]$/.test(last?.text ?? '');
		const all = kind === 'paragraph' || kind === 'item' ? sentencesOf(text) : [text];
		let fitting: readonly string[] = [];
		if (isAwaited) fitting = all;
		else if (!isFull && (kind === 'paragraph' || kind === 'item')) fitting = fittingIn(all, length - total, taken.length === 0);
		else if (!isFull && kind === 'formula' && last?.kind === 'paragraph' && total < length) fitting = all;
		const cut = fitting.map(shortened).join(' ');
		if (cut !== '') taken.push({ kind, text: cut });
		else if (last && (kind === 'table' || kind === 'other')) taken[taken.length - 1] = { ...last, text: last.text.replace(/:$/, '.') };
		else if (last) isFull = true;
		total += cut.length;
		if (fitting.length < all.length || cut.length < fitting.join(' ').length) isAll = false;
		if (fitting.length < all.length && (kind === 'paragraph' || kind === 'item')) isFull = true;
	}
	const [only] = blocks.filter(({ kind }) => kind !== 'heading');
	if (taken.length === 0) return { text: only?.text ?? '', isAll: blocks.length <= 1 };
	const lead = taken.reduce((before, { kind, text }, index) => {
		if (index === 0) return text;
		return `${before}${kind === 'item' && taken[index - 1]!.kind === 'item' ? '\n' : '\n\n'}${text}`;
	}, '');
	return { text: isAll ? lead : lead.replace(/[:,;]$/, ' …'), isAll };
}

/** The first sentences that fit into so many letters, the very first in any case where there `mustBeOne`. */
function fittingIn(sentences: readonly string[], length: number, mustBeOne: boolean): readonly string[] {
	let total = 0;
	const end = sentences.findIndex((sentence, index) => {
		total += sentence.length + 1;
		return total > length && !(mustBeOne && index === 0);
	});
	return end < 0 ? sentences : sentences.slice(0, end);
}

/** The sentences of a paragraph or item, each as it is written. Maths, code and addresses end none, nor do the usual abbreviations. */
export function sentencesOf(text: string): readonly string[] {
	const seen = veiled(text);
	const sentences: string[] = [];
	let start = 0;
	for (const { 0: gap, index } of seen.matchAll(
		/(?<=[.!?]["”’)\]]{0,2})(?<!\b(?:[Aa]l|e\.g|i\.e|Figs?|Eqs?|Secs?|vs|cf|approx|resp|[A-Z])\.)\s+(?=[\p{Lu}\p{N}"“(*_[x])/gu,
	)) {
		// An item's own number is no sentence.
		if (/^\s*\d+[.)]$/.test(seen.slice(start, index))) continue;
		sentences.push(text.slice(start, index));
		start = index + gap.length;
	}
	return [...sentences, text.slice(start)].map((sentence) => sentence.trim());
}

/** The text with maths, code and links' targets as so many x. */
const veiled = (text: string): string =>
	text.replace(/\$\$[\s\S]*?\$\$|\$[^$\n]+\$|`[^`\n]*`|\]\([^()\n]*\)/g, (hidden) => 'x'.repeat(hidden.length));

/** A sentence without end up to a blank outside its maths. */
function shortened(sentence: string): string {
	if (sentence.length <= longestSentence) return sentence;
	const at = veiled(sentence).lastIndexOf(' ', longestSentence);
	return `${sentence.slice(0, at > 0 ? at : longestSentence)} …`;
}
