import type { MapAnswer } from '../../../../server/protocol/index.js';

/** The marks of points: with the colours they make so many signs that differ in shape as well. */
export const shapes = ['circle', 'square', 'triangle', 'diamond', 'cross', 'wedge'] as const;
export type Shape = (typeof shapes)[number];

/** The theme's chart colours, by the names of their variables. */
export const colours = ['blue', 'orange', 'green', 'purple', 'red', 'yellow'] as const;
export type Colour = (typeof colours)[number];

/** A line of the legend: papers of one topic, by one sign. */
export interface TopicSign {
	/** The topic's name; empty for papers without a topic, null for those whose topics have no sign of their own, `guests` for bundled ones. */
	readonly id: string | null;
	readonly title: string;
	readonly count: number;
	/** Grey where left out. */
	readonly colour?: Colour;
	readonly shape: Shape;
}

/** Where the user has papers of their own, bundled ones share a sign. No topic's name begins with a blank. */
const guests = ' guests';

/** Works around a paper that the library has not. */
const elsewhere = ' elsewhere';

/** What the legend calls papers without a topic's sign. */
export interface LegendNames {
	readonly other: string;
	readonly none: string;
	readonly bundled: string;
	readonly elsewhere: string;
}

/** Whether a sign is that of a topic, and not of papers that have none. */
export const isTopic = ({ colour }: TopicSign): boolean => colour !== undefined;

/** More signs than this cannot be distinguished. */
const mostSigns = 24;

/**
 * The topics that the map distinguishes, and for each point its sign's index. Few topics that cover most papers are chosen; a paper of
 * several goes with the one that its neighbours share, so that papers close together look alike. Bundled papers beside the user's own have no colour.
 */
export function signTopics(
	{ points, neighbours, topics }: Pick<MapAnswer, 'points' | 'neighbours' | 'topics'>,
	names: LegendNames,
): { readonly signs: readonly TopicSign[]; readonly signOf: readonly number[] } {
	const chosen = covering(points.filter(({ isGuest, isElsewhere }) => !isGuest && !isElsewhere).map((point) => point.topics));
	const topicOf = points.map((point, index) => {
		if (point.isElsewhere) return elsewhere;
		if (point.isGuest) return guests;
		if (point.topics.length === 0) return '';
		const candidates = point.topics.filter((topic) => chosen.includes(topic));
		const votes = candidates.map((topic) => {
			const near = neighbours[index] ?? [];
			let vote = 0;
			for (let place = 0; place < near.length; place += 2) if (points[near[place]!]?.topics.includes(topic)) vote += near[place + 1]!;
			return vote;
		});
		return candidates[votes.indexOf(Math.max(...votes))] ?? null;
	});
	const counts = new Map<string | null, number>();
	for (const topic of topicOf) counts.set(topic, (counts.get(topic) ?? 0) + 1);
	const own = chosen.filter((topic) => counts.has(topic)).sort((a, b) => counts.get(b)! - counts.get(a)! || (a < b ? -1 : 1));
	const signs: TopicSign[] = own.map((id, index) => ({
		id,
		title: (Object.hasOwn(topics, id) && topics[id]) || id,
		count: counts.get(id)!,
		colour: colours[index % colours.length]!,
		shape: shapes[(index + Math.floor(index / colours.length)) % shapes.length]!,
	}));
	const others = [
		[null, names.other, 'circle'],
		['', names.none, 'circle'],
		[guests, names.bundled, 'diamond'],
		[elsewhere, names.elsewhere, 'diamond'],
	] as const;
	for (const [id, title, shape] of others) if (counts.has(id)) signs.push({ id, title, count: counts.get(id)!, shape });
	const indices = new Map(signs.map(({ id }, index) => [id, index]));
	return { signs, signOf: topicOf.map((topic) => indices.get(topic)!) };
}

/** Topics that cover as many papers as so few can: each the one that most of the papers left have, by name where even. */
function covering(topicsOf: readonly (readonly string[])[]): readonly string[] {
	const chosen: string[] = [];
	let left = topicsOf.filter((topics) => topics.length > 0);
	while (left.length > 0 && chosen.length < mostSigns) {
		const counts = new Map<string, number>();
		for (const topic of left.flat()) counts.set(topic, (counts.get(topic) ?? 0) + 1);
		const [best] = [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
		chosen.push(best![0]);
		left = left.filter((topics) => !topics.includes(best![0]));
	}
	return chosen;
}

/** First and last year of the middle nine tenths of the papers, if it spans five years or more: a few old ones make no timeline. */
export function timeline(years: readonly (number | undefined)[]): { readonly from: number; readonly to: number } | undefined {
	const known = years.filter((year) => year !== undefined).sort((a, b) => a - b);
	if (known.length < 3) return undefined;
	const cut = Math.floor(known.length * 0.05);
	return known[known.length - 1 - cut]! - known[cut]! >= 4 ? { from: known[0]!, to: known.at(-1)! } : undefined;
}
