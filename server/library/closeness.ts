import type { Cancellation } from '../base/cancellation.js';
import { foldedWords } from '../base/fold.js';
import { pause } from '../base/pause.js';

/** What of a paper tells how near it is to others. */
export interface Traits {
	/** Every key it goes by. */
	readonly keys: readonly string[];
	readonly topics: readonly string[];
	/** Keys of the papers that its summary links. */
	readonly related: readonly string[];
	/** URIs of the notes that cite or name it. */
	readonly notes: readonly string[];
	readonly title: string;
	/** Its abstract or summary; empty where there is none. */
	readonly text: string;
}

/** A paper's neighbour: its index and how near it is, from 0 (nothing in common) upward; the same both ways. */
export interface Neighbour {
	readonly index: number;
	readonly closeness: number;
}

/** How much each kind of sign counts at most: the same topics, the same words, the same notes, a link from a summary. */
const shares = { topics: 0.5, words: 0.6, notes: 0.35, related: 0.7 } as const;

/** A paper speaks through so many words, those that tell most. */
const mostWords = 60;

/** Of a long text so much is read: what a paper is about stands at its beginning. */
const mostText = 6000;

/** A word of the title says as much as so many in the text. */
const titleWeight = 3;

/** How long a step may take, in milliseconds: half of what nothing may hold the thread for. */
const step = 5;

/**
 * The `count` nearest of each paper, nearest first: by the cosine of their weighted topics, words and notes (each the rarer, the
 * heavier) and by the links of their summaries. Papers with nothing in common are not neighbours, so a list may be short or empty.
 * Works in steps of a few milliseconds; nothing once cancelled. `paperAt` is asked for each paper once, in order.
 */
export async function nearest(
	size: number,
	paperAt: (index: number) => Traits | Promise<Traits>,
	count: number,
	token: Cancellation,
): Promise<readonly (readonly Neighbour[])[] | undefined> {
	let since = Date.now();
	/** Whether to go on; others have had their turn where it was theirs. */
	const goesOn = async (): Promise<boolean> => {
		if (Date.now() - since >= step) {
			await pause();
			since = Date.now();
		}
		return !token.isCancellationRequested;
	};

	const signs = new Signs();
	const byKey = new Map<string, number>();
	const related: (readonly string[])[] = [];
	for (let index = 0; index < size; index++) {
		const paper = await paperAt(index);
		signs.add(paper);
		for (const key of paper.keys) if (!byKey.has(key)) byKey.set(key, index);
		related.push(paper.related);
		if (!(await goesOn())) return undefined;
	}
	const links = related.map(() => new Set<number>());
	for (const [index, keys] of related.entries())
		for (const key of keys) {
			const other = byKey.get(key);
			if (other === undefined || other === index) continue;
			links[index]!.add(other);
			links[other]!.add(index);
		}
	for (let index = 0; index < size; index++) {
		signs.weigh(index);
		if (!(await goesOn())) return undefined;
	}
	const found: (readonly Neighbour[])[] = [];
	const scores = new Float64Array(size);
	for (let index = 0; index < size; index++) {
		found.push(nearestOf(index, signs, links[index]!, scores, count));
		if (!(await goesOn())) return undefined;
	}
	return found;
}

/** `scores` is all zeros, before and after. */
function nearestOf(index: number, signs: Signs, links: ReadonlySet<number>, scores: Float64Array, count: number): readonly Neighbour[] {
	const touched: number[] = [];
	const add = (other: number, score: number) => {
		if (scores[other] === 0) touched.push(other);
		scores[other]! += score;
	};
	signs.compare(index, add);
	for (const other of links) add(other, shares.related);
	const best: Neighbour[] = [];
	for (const other of touched) {
		const closeness = scores[other]!;
		scores[other] = 0;
		if (other === index) continue;
		const last = best[count - 1];
		if (last && (closeness < last.closeness || (closeness === last.closeness && other > last.index))) continue;
		// Few are kept, so that a place among them is soon found.
		let place = best.length;
		while (place > 0 && isNearer({ index: other, closeness }, best[place - 1]!)) place--;
		best.splice(place, 0, { index: other, closeness });
		if (best.length > count) best.pop();
	}
	return best;
}

const isNearer = (a: Neighbour, b: Neighbour): boolean => a.closeness > b.closeness || (a.closeness === b.closeness && a.index < b.index);

type Kind = 'topics' | 'words' | 'notes';
const kinds: readonly Kind[] = ['topics', 'words', 'notes'];

/** The signs of all papers, each with the papers that bear it. */
class Signs {
	readonly #numbers = new Map<string, number>();
	/** How many papers bear a sign. */
	readonly #papers: number[] = [];
	/** Papers and their weights by sign, once weighed. */
	readonly #bearers: { readonly papers: number[]; readonly weights: number[] }[] = [];
	/** Per paper and kind the signs and how often it bears each. */
	readonly #borne: Record<Kind, ReadonlyMap<number, number>>[] = [];
	readonly #weighed: (readonly (readonly [sign: number, weight: number])[])[] = [];

	add({ topics, notes, title, text }: Traits): void {
		const words = new Map<number, number>();
		const bear = (word: string, times: number) => {
			if (word.length < 3 || /^\d+$/.test(word) || common.has(word)) return;
			const sign = this.#numberOf(`w${stem(word)}`);
			words.set(sign, (words.get(sign) ?? 0) + times);
		};
		for (const word of foldedWords(title)) bear(word, titleWeight);
		for (const word of foldedWords(withoutMarkup(text.slice(0, mostText)))) bear(word, 1);
		const once = (prefix: string, items: readonly string[]) =>
			new Map(items.map((item): [number, number] => [this.#numberOf(prefix + item), 1]));
		const borne = { words, topics: once('t', topics), notes: once('n', notes) };
		for (const kind of kinds) for (const sign of borne[kind].keys()) this.#papers[sign]!++;
		this.#borne.push(borne);
	}

	/** Gives each sign of a paper its weight, once all papers are there. */
	weigh(paper: number): void {
		const size = this.#borne.length;
		const weighed: (readonly [number, number])[] = [];
		for (const kind of kinds) {
			// A sign that only one paper bears brings it near to nobody, but still says that the paper is about something else.
			let own = Array.from(this.#borne[paper]![kind], ([sign, times]): [number, number] => [
				sign,
				(1 + Math.log(times)) * Math.log(1 + size / this.#papers[sign]!),
			]);
			if (kind === 'words' && own.length > mostWords) own = own.sort((a, b) => b[1] - a[1] || a[0] - b[0]).slice(0, mostWords);
			const length = Math.hypot(...own.map(([, weight]) => weight));
			const scale = Math.sqrt(shares[kind]) / length;
			for (const [sign, weight] of own) {
				if (this.#papers[sign]! < 2) continue;
				weighed.push([sign, weight * scale]);
				this.#bearers[sign] ??= { papers: [], weights: [] };
				const bearers = this.#bearers[sign];
				bearers.papers.push(paper);
				bearers.weights.push(weight * scale);
			}
		}
		this.#weighed[paper] = weighed;
	}

	/** Tells of each sign that a paper shares with another what it brings the two nearer. */
	compare(paper: number, add: (other: number, score: number) => void): void {
		for (const [sign, weight] of this.#weighed[paper]!) {
			const { papers, weights } = this.#bearers[sign]!;
			for (let place = 0; place < papers.length; place++) add(papers[place]!, weight * weights[place]!);
		}
	}

	#numberOf(sign: string): number {
		const known = this.#numbers.get(sign);
		if (known !== undefined) return known;
		this.#numbers.set(sign, this.#papers.length);
		this.#papers.push(0);
		return this.#papers.length - 1;
	}
}

/** The text without code, maths, addresses and the names of commands, whose letters are no words. */
const withoutMarkup = (text: string): string =>
	text
		.replace(/```[\s\S]*?(?:```|$)/g, ' ')
		.replace(/\$\$[\s\S]*?(?:\$\$|$)/g, ' ')
		.replace(/\$[^$\n]*\$/g, ' ')
		.replace(/\]\([^)\s]*\)/g, ' ')
		.replace(/https?:\S+/g, ' ')
		.replace(/\\[a-z]+/gi, ' ');

/** An English word without its plural, so that networks and network are one. */
function stem(word: string): string {
	if (word.length > 4 && word.endsWith('ies')) return `${word.slice(0, -3)}y`;
	return word.length > 3 && word.endsWith('s') && !word.endsWith('ss') && !word.endsWith('us') && !word.endsWith('is')
		? word.slice(0, -1)
		: word;
}

/** Words that papers have whatever they are about. */
const common = new Set(
	`about above after again against all almost along also although always among and another any are around based because become been before
being below best better between both but can cannot case cases come could data different does done down during each either else enough even
every everything example few find first five following for found four from further gain gains get give given gives goes good great had half
has have having here high how however idea into its itself just keep kind known large larger last later least leave less let like little long
look low made main make makes making many may mean means method methods model models more most much must named near need needs neither never new
next nor not nothing now number off often one ones only onto other others our out over own paper papers part parts per point problem proposed
put rather result results same say says second see seen several shall she should show shown shows similar simple since single small smaller some
something stay still such take taken takes than that the their them themselves then there therefore these they thing this those though three
through thus time times together too toward two under until upon use used uses using usual value values very via want was way ways well were what
when where whether which while who whole whose why will with within without work works would yet you your
aber als auch auf aus bei bis das dass dem den der des die durch ein eine einem einen einer eines für hat ich ist kann mit nach nicht noch nur
oder sich sie sind über und von vor war was wenn wie wird wir zum zur`.split(/\s+/),
);
