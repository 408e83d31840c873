import type { CancellationToken } from '../base/cancellation.js';
import { yieldToEventLoop } from '../base/yieldToEventLoop.js';
import { indexedPapers } from '../library/indexedPaper.js';
import { familyName, type Paper, printedYear } from '../library/paper.js';
import { parseQuery, searchLibrary } from '../library/query.js';
import { type Neighbour, nearest } from '../library/similarity.js';
import { isOwn } from '../library/topics/paperTopics.js';
import { isolated } from '../render/escape.js';
import { plainSentence } from '../render/markdown.js';
import { type PaperFace, paperRow, shownTitle } from '../render/paperRow.js';
import { type Context, titleOfTopic } from './context.js';

/** A paper as a point of the map. */
export interface MapPoint extends PaperFace {
	/** Names of its topics. */
	readonly topics: readonly string[];
	/** Only bundled, on the map of somebody who has papers of their own. Left out for all others. */
	readonly isGuest?: true;
	/** Not in the library: a work of the literature around a paper that is. Left out for all others. */
	readonly isElsewhere?: true;
	/** Every key it goes by, where it has more than one. */
	readonly keys?: readonly string[];
}

/** Which papers belong together, to be laid out as a map. */
export interface MapAnswer {
	readonly points: readonly MapPoint[];
	/** The titles of the points' topics by their names. */
	readonly topics: Readonly<Record<string, string>>;
	/** For each point its nearest, nearest first: the other's index, then their closeness in thousandths, and so on in turn. */
	readonly neighbours: readonly (readonly number[])[];
	/** Pairs of indices, flat: a summary links the other. */
	readonly related: readonly number[];
	/** Pairs of indices, flat: a note mentions both. */
	readonly mentioned: readonly number[];
	/** How many papers the library has; the map may hold fewer. */
	readonly total: number;
}

/** So many papers a map holds: more can neither be distinguished nor drawn fluently. */
const mostOnMap = 10_000;

/** So many neighbours of a paper pull it. */
const nearestCount = 8;

/** A note that mentions more papers than this is a list, and says nothing of any two of them. */
const mostInNote = 12;

/** From so many own papers on, these are what the map is about. */
const enoughOwn = 12;

/** What a card on the map says about a paper, as plain text. */
export interface MapCard {
	readonly key: string;
	readonly title: string;
	/** "Chen, Duan, Houthooft et al." */
	readonly authors: string;
	/** "NIPS 2016". */
	readonly venue: string;
	/** The first sentence of its summary; empty where there is none. */
	readonly sentence: string;
}

/** So many authors are named on a card. */
const mostNamed = 3;

/** The card of a paper on the map. */
export function mapCard(
	paper: Pick<Paper, 'key' | 'title' | 'authors' | 'editors' | 'andOthers' | 'venue' | 'claim' | 'year' | 'published' | 'entryYear'>,
): MapCard {
	const people = (paper.authors.length > 0 ? paper.authors : paper.editors).map(familyName);
	const isCut = people.length > mostNamed || (paper.andOthers && people.length > 0);
	return {
		key: paper.key,
		title: shownTitle(paper),
		authors: isolated(people.slice(0, mostNamed).join(', ')) + (isCut ? ' et al.' : ''),
		venue: isolated([paper.venue?.short ?? paper.venue?.full, printedYear(paper)].filter(Boolean).join(' ')),
		sentence: paper.claim === undefined ? '' : isolated(plainSentence(paper.claim)),
	};
}

/** How long a step may take, in milliseconds. */
const step = 5;

/**
 * The papers of the library with their neighbours and links. `textOf` gives a paper's abstract or summary. Works in steps of a few
 * milliseconds; nothing once cancelled.
 */
export async function libraryMap(
	context: Context,
	filter: string,
	textOf: (paper: Paper) => string | Promise<string>,
	token: CancellationToken,
): Promise<MapAnswer | undefined> {
	const { library, notes, topics, paperTopics, beside } = context;
	const chosen = await papersOnMap(context, filter, token);
	if (!chosen) return undefined;
	const points: MapPoint[] = [];
	const listed = indexedPapers(library);
	const hasGuests = hasMoreThan(enoughOwn - 1, chosen, (number) => isOwn(listed.of(number)));
	const indices = new Map<string, number>();
	const papersIn = new Map<string, number[]>();
	const linked: [from: number, key: string][] = [];
	const neighbours = await nearest(
		chosen.length,
		async (index) => {
			const paper = library.paperOf(chosen[index]!)!;
			const { key, title, authors, year } = paperRow(paper, beside);
			const indexed = listed.of(chosen[index]!);
			const about = paperTopics?.of(indexed) ?? paper.topics;
			const isGuest = hasGuests && !isOwn(indexed);
			points.push({
				key,
				title,
				authors,
				year,
				topics: about,
				...(isGuest && { isGuest }),
				...(paper.keys.length > 1 ? { keys: paper.keys } : {}),
			});
			for (const each of paper.keys) if (!indices.has(each)) indices.set(each, index);
			for (const other of paper.related) linked.push([index, other]);
			const mentions = [...notes.mentioning(paper)].sort();
			for (const uri of mentions) {
				const all = papersIn.get(uri);
				if (all) all.push(index);
				else papersIn.set(uri, [index]);
			}
			return { ...paper, notes: mentions, text: `${paper.claim ?? ''} ${await textOf(paper)}` };
		},
		nearestCount,
		token,
	);
	if (!neighbours) return undefined;
	await yieldToEventLoop();
	const related = pairs(linked.map(([from, key]) => [from, indices.get(key)] as const));
	const mentioned = pairs([...papersIn.values()].flatMap((all) => [...pairsIn(all)]));
	const names = new Set<string>();
	for (const point of points) for (const topic of point.topics) names.add(topic);
	const titles = Object.fromEntries(Array.from(names, (topic) => [topic, titleOfTopic(topic, topics)]));
	return { points, topics: titles, neighbours: neighbours.map(flat), related, mentioned, total: library.size };
}

/** A paper of the map, or a work beside it, with the works that it cites or that cite it. */
export interface Surrounding {
	readonly key: string;
	readonly works: readonly (Pick<PaperFace, 'title' | 'authors' | 'year'> & {
		readonly id: string;
		/** The library's own paper that it is. */
		readonly key?: string;
	})[];
}

/** Next to works around it, a paper of its own text is as close as this (thousandths). */
const closeness = 600;

/**
 * The map with the works around some of its papers: each a point beside the paper, linked to it; papers of the map that are among them are linked. What
 * surrounds no paper of the map is left out, and works that a map does not hold any more.
 */
export function grownBy(map: MapAnswer, surroundings: readonly Surrounding[]): MapAnswer {
	const points = [...map.points];
	const neighbours = [...map.neighbours];
	const indices = new Map<string, number>();
	for (const [index, { key, keys = [key] }] of points.entries()) for (const each of keys) indices.set(each, index);
	const linked: (readonly [number, number | undefined])[] = [];
	for (let place = 0; place < map.related.length; place += 2) linked.push([map.related[place]!, map.related[place + 1]!]);
	for (const { key, works } of surroundings) {
		const center = indices.get(key);
		if (center === undefined) continue;
		for (const { id, key: own = id, title, authors, year } of works) {
			let index = indices.get(own);
			if (index === undefined && points.length < mostOnMap) {
				index = points.length;
				indices.set(own, index);
				points.push({ key: own, title: isolated(title), authors: isolated(authors), year, topics: [], isElsewhere: true });
				neighbours.push([center, closeness]);
			}
			linked.push([center, index]);
		}
	}
	const total = map.total + points.length - map.points.length;
	return { ...map, points, neighbours, related: pairs(linked), total };
}

/** Whether a condition holds for more of some numbers than this; looks no further than needed. */
function hasMoreThan(count: number, numbers: readonly number[], holds: (number: number) => boolean): boolean {
	let found = 0;
	for (const number of numbers) if (holds(number) && ++found > count) return true;
	return false;
}

function flat(all: readonly Neighbour[]): number[] {
	const numbers: number[] = [];
	for (const { index, similarity: closeness } of all) numbers.push(index, Math.round(closeness * 1000));
	return numbers;
}

/** Pairs without those that lack an end, are twice there or lead to themselves, flat. */
function pairs(all: Iterable<readonly [number, number | undefined]>): number[] {
	const seen = new Set<number>();
	const numbers: number[] = [];
	for (const [a, b] of all) {
		if (b === undefined || a === b) continue;
		const [first, second] = [Math.min(a, b), Math.max(a, b)];
		const pair = first * mostOnMap + second;
		if (seen.has(pair)) continue;
		seen.add(pair);
		numbers.push(first, second);
	}
	return numbers;
}

/** All pairs of the papers that a note mentions. */
function* pairsIn(papers: readonly number[]): Generator<readonly [number, number]> {
	if (papers.length > mostInNote) return;
	for (const [place, from] of papers.entries()) for (const to of papers.slice(place + 1)) yield [from, to];
}

/** The numbers of the papers that the map shows, in the library's order: all, or those that fit the filter and then the newest. */
async function papersOnMap({ library, beside }: Context, filter: string, token: CancellationToken): Promise<readonly number[] | undefined> {
	if (library.size <= mostOnMap) return Array.from({ length: library.size }, (_, index) => library.numberAt(index));
	const first = filter.trim() === '' ? [] : searchLibrary(library, parseQuery(filter), mostOnMap, beside);
	const chosen = new Set(first.map((paper) => library.numberOf(paper)));
	const years = new Map<number, number[]>();
	let since = Date.now();
	const papers = indexedPapers(library);
	for (let index = 0; index < library.size; index++) {
		const { number, year } = papers.at(index);
		const all = years.get(year);
		if (all) all.push(number);
		else years.set(year, [number]);
		if (index % 64 !== 0 || Date.now() - since < step) continue;
		await yieldToEventLoop();
		if (token.isCancellationRequested) return undefined;
		since = Date.now();
	}
	for (const year of [...years.keys()].sort((a, b) => b - a))
		for (const number of years.get(year)!) {
			if (chosen.size >= mostOnMap) break;
			chosen.add(number);
		}
	return [...chosen].sort((a, b) => library.inOrder(a, b));
}

/** The keys of the papers that fit a filter, at most as many as a map holds. */
export const fitting = ({ library, beside }: Pick<Context, 'library' | 'beside'>, filter: string): readonly string[] =>
	searchLibrary(library, parseQuery(filter), mostOnMap, beside).map(({ key }) => key);
