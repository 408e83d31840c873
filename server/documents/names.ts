import { fold, foldedWords } from '../base/fold.js';
import type { Span } from '../base/span.js';
import type { Library } from '../library/library.js';
import type { Paper } from '../library/paper.js';

/** A paper named in prose. */
export interface Mention {
	/** Exactly the name. */
	readonly span: Span;
	/** The papers it may mean: several where an author–year fits more than one. */
	readonly papers: readonly Paper[];
}

/** Finds the papers of one library snapshot in prose. */
export interface Recogniser {
	mentionsIn(text: string, prose: readonly Span[]): readonly Mention[];
}

const recognisers = new WeakMap<Library, Recogniser>();

/** The recogniser of a library snapshot, built when first asked for. */
export function recogniserOf(library: Library): Recogniser {
	let recogniser = recognisers.get(library);
	if (!recogniser) {
		recogniser = buildRecogniser(library);
		recognisers.set(library, recogniser);
	}
	return recogniser;
}

interface Node {
	readonly next: Map<string, Node>;
	/** Written forms that end here, with the paper each names. */
	names?: { readonly written: string; readonly paper: Paper }[];
}

/** Of a larger library only so many papers are recognised by name. */
const mostPapers = 20_000;

function buildRecogniser(library: Library): Recogniser {
	const root: Node = { next: new Map() };
	const add = (written: string, paper: Paper) => {
		const words = foldedWords(written);
		if (words.length === 0) return;
		let node = root;
		for (const word of words) {
			let next = node.next.get(word);
			if (!next) {
				next = { next: new Map() };
				node.next.set(word, next);
			}
			node = next;
		}
		node.names ??= [];
		node.names.push({ written, paper });
	};
	for (let index = 0; index < Math.min(library.size, mostPapers); index++) {
		const paper = library.at(index);
		for (const name of paper.names) add(name, paper);
		for (const title of [paper.title, ...paper.alsoTitles]) if (foldedWords(title).length > 2) add(title, paper);
	}
	return { mentionsIn: (text, prose) => prose.flatMap((span) => mentionsIn(text, span, root)) };
}

function mentionsIn(text: string, prose: Span, root: Node): Mention[] {
	const words = Array.from(text.slice(prose.start, prose.end).matchAll(/[\p{L}\p{N}\p{M}]+/gu), (match) => ({
		folded: fold(match[0]),
		start: prose.start + match.index,
		end: prose.start + match.index + match[0].length,
	}));
	const mentions: Mention[] = [];
	for (let first = 0; first < words.length; first++) {
		let node = root;
		let found: { readonly papers: readonly Paper[]; readonly last: number } | undefined;
		for (let last = first; last < words.length; last++) {
			const next = node.next.get(words[last]!.folded);
			if (!next) break;
			node = next;
			const written = text.slice(words[first]!.start, words[last]!.end);
			const papers = (node.names ?? []).filter((name) => fits(name.written, written)).map((name) => name.paper);
			if (papers.length > 0) found = { papers: [...new Set(papers)], last };
		}
		if (!found) continue;
		mentions.push({ span: { start: words[first]!.start, end: words[found.last]!.end }, papers: found.papers });
		first = found.last;
	}
	return mentions;
}

/** A one-word name is met only with its own capitals; longer ones in any case. */
function fits(name: string, written: string): boolean {
	return /\s/.test(name) || name === written || name.replace(/-/g, '') === written.replace(/-/g, '');
}
