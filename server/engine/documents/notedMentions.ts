import { append } from '../base/append.js';
import type { Span } from '../base/span.js';

/** Papers that a note names at one place, by all their keys. */
export interface NotedMention {
	readonly keys: readonly string[];
	readonly span: Span;
}

/**
 * A note's mentions in two lists of values. A workspace has tens of thousands of them: as objects, those of 2,000 notes were a third of what the server
 * had in use.
 */
export interface NotedMentions {
	/** The keys of those papers, group by group; a group that is named at several places is here once. */
	readonly keys: readonly string[];
	/** Four numbers for each mention, in the order of the text: where its group begins in `keys`, how many keys it has, start and end. */
	readonly places: readonly number[];
}

export const noMentions: NotedMentions = { keys: [], places: [] };

export function packMentions(mentions: readonly NotedMention[]): NotedMentions {
	const keys: string[] = [];
	const places: number[] = [];
	const groups = new Map<string, number>();
	for (const { keys: named, span } of mentions) {
		const group = named.join('\n');
		const known = groups.get(group);
		const first = known ?? keys.length;
		if (known === undefined) {
			groups.set(group, first);
			append(keys, named);
		}
		places.push(first, named.length, span.start, span.end);
	}
	// A list that grew has room for more; a copy has none.
	return { keys: keys.slice(), places: places.slice() };
}

/** Where papers are named that have a key that is wanted, in the order of the text. */
export function spansNaming({ keys, places }: NotedMentions, isWanted: (key: string) => boolean): Span[] {
	const wanted = keys.map(isWanted);
	const found: Span[] = [];
	for (let index = 0; index < places.length; index += 4) {
		const first = places[index]!;
		if (!wanted.slice(first, first + places[index + 1]!).includes(true)) continue;
		found.push({ start: places[index + 2]!, end: places[index + 3]! });
	}
	return found;
}
