import { compareTexts } from '../base/compareTexts.js';
import { yieldToEventLoop } from '../base/yieldToEventLoop.js';
import { decodeField } from '../library/formats/bibtex/decode.js';
import { frontMatterOf } from '../library/formats/summary.js';
import type { Paper } from '../library/paper.js';
import type { ToolWorkspace } from './toolWorkspace.js';

/** Texts beyond this length are not searched for abstracts. */
const longestSearched = 64 << 20;

/** So many places where the texts have the words are turned into papers. */
const mostPlaces = 2000;

/** What a paper's summary says after its front matter; nothing where it has none, or its file cannot be read. */
export async function summaryOf({ textAt }: ToolWorkspace, { summary }: Paper): Promise<string | undefined> {
	const text = summary && (await textAt(summary.source).catch(() => undefined));
	return text?.slice(frontMatterOf(text)?.end ?? 0).trim();
}

/** The abstract in one of a paper's BibTeX entries: abstracts are not held in memory. */
export async function abstractOf({ textAt }: ToolWorkspace, { hasAbstract, places }: Paper): Promise<string | undefined> {
	if (!hasAbstract) return undefined;
	for (const { source, span } of places.slice(0, 20)) {
		const text = source.endsWith('.bib') ? await textAt(source).catch(() => undefined) : undefined;
		const abstract = text && decodeField(text, span.start, 'abstract');
		if (abstract) return abstract;
	}
	return undefined;
}

/** A paper whose summary or entry says some words. */
export interface TextHit {
	readonly paper: Paper;
	/** How often the words are said; more where they are said as one phrase. */
	readonly points: number;
	/** The text around one place, not yet fit to be shown; empty where only the front matter has the words. */
	readonly excerpt: string;
}

/**
 * The papers whose summaries, abstracts or other fields have all of some words (beginnings of words, lower case), best first. Reads the
 * library's files as they are now, in slices.
 */
export async function papersSaying(workspace: ToolWorkspace, words: readonly string[]): Promise<readonly TextHit[]> {
	const { library } = workspace.context;
	const hits = new Map<number, TextHit>();
	let places = 0;
	for (const { uri, format } of library.sources) {
		if (workspace.token.isCancellationRequested || places >= mostPlaces) break;
		if (format !== 'summary' && format !== 'bibtex') continue;
		// A source that cannot be read is shown as such in the status; here it says nothing.
		const text = await workspace.textAt(uri).catch(() => '');
		if (text.length > longestSearched) continue;
		for (const { start, said } of placesIn(text, format, words)) {
			if (places++ >= mostPlaces) break;
			for (const paper of library.recordsIn(uri, start + 1)) {
				const known = hits.get(library.numberOf(paper));
				if (!known || known.points < said.points) hits.set(library.numberOf(paper), { paper, ...said });
			}
		}
		await yieldToEventLoop();
	}
	return [...hits.values()].sort((a, b) => b.points - a.points || compareTexts(a.paper.key, b.paper.key));
}

/** Where the records of a text that say all the words begin: a summary is one record. */
function* placesIn(
	text: string,
	format: 'summary' | 'bibtex',
	words: readonly string[],
): Generator<{ readonly start: number; readonly said: Omit<TextHit, 'paper'> }> {
	const isSummary = format === 'summary';
	const body = isSummary ? (frontMatterOf(text)?.end ?? 0) : 0;
	for (const { start, end } of isSummary ? [{ start: 0, end: text.length }] : entriesOf(text)) {
		const said = saidIn(text.slice(start, end), words, body);
		if (said) yield { start, said };
	}
}

/** Where the entries of a BibTeX file begin and end, roughly: from one `@` at a line's beginning to the next. */
function* entriesOf(text: string): Generator<{ readonly start: number; readonly end: number }> {
	for (let start = text.startsWith('@') ? 0 : text.indexOf('\n@') + 1; start >= 0 && text[start] === '@'; ) {
		const next = text.indexOf('\n@', start);
		yield { start, end: next < 0 ? text.length : next };
		if (next < 0) return;
		start = next + 1;
	}
}

/** Whether a text has all the words, and how much it is about them. An excerpt is of what follows `body`. */
function saidIn(text: string, words: readonly string[], body: number): Omit<TextHit, 'paper'> | undefined {
	const lower = text.toLowerCase();
	let points = 0;
	let shown = -1;
	for (const word of words) {
		let count = 0;
		for (let at = lower.indexOf(word); at >= 0; at = lower.indexOf(word, at + word.length)) {
			if (/[\p{L}\p{N}]/u.test(lower.charAt(at - 1))) continue;
			count++;
			if (shown < 0 && at >= body) shown = at;
		}
		if (count === 0) return undefined;
		points += Math.min(count, 5);
	}
	const phrase = lower.indexOf(words.join(' '), body);
	if (phrase >= 0 && words.length > 1) points += 10;
	const at = phrase >= 0 ? phrase : shown;
	return { points, excerpt: at < 0 ? '' : text.slice(Math.max(body, at - 60), at + 100) };
}
