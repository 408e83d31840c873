import { type Pack, packRecords, packSize } from '../index/pack.js';
import type { WordCollector } from '../index/words.js';
import type { HttpItem } from './items.js';

/** Fetched records that are packed together. */
interface Chunk {
	readonly items: readonly HttpItem[];
	readonly pack: Pack;
}

/** So many records are kept; those that were fetched first go first. */
export const mostKept = 20_000;

/** The records that were fetched, packed for the library. What has not changed is not packed again. */
export class HttpShelf {
	#chunks: readonly Chunk[] = [];

	constructor(private readonly words: WordCollector) {}

	get items(): readonly HttpItem[] {
		return this.#chunks.flatMap(({ items }) => items);
	}

	get packs(): readonly Pack[] {
		return this.#chunks.map(({ pack }) => pack);
	}

	/** Takes in records, each in place of the one that had its key, and takes out those with the keys in `removed`. */
	change(fresh: readonly HttpItem[], removed: ReadonlySet<string> = new Set()): void {
		const waiting = new Map(fresh.map((item) => [item.key, item]));
		const chunks: Chunk[] = [];
		for (const chunk of this.#chunks) {
			if (!chunk.items.some(({ key }) => waiting.has(key) || removed.has(key))) {
				chunks.push(chunk);
				continue;
			}
			const items = chunk.items.flatMap((old): readonly HttpItem[] => {
				const now = waiting.get(old.key);
				waiting.delete(old.key);
				return now ? [now] : removed.has(old.key) ? [] : [old];
			});
			if (items.length > 0) chunks.push(this.#packed(items));
		}
		let added = [...waiting.values()];
		const last = chunks.at(-1);
		if (added.length > 0 && last && last.items.length < packSize) {
			const room = packSize - last.items.length;
			chunks[chunks.length - 1] = this.#packed([...last.items, ...added.slice(0, room)]);
			added = added.slice(room);
		}
		for (let start = 0; start < added.length; start += packSize) chunks.push(this.#packed(added.slice(start, start + packSize)));
		while (chunks.reduce((sum, { items }) => sum + items.length, 0) > mostKept) chunks.shift();
		this.#chunks = chunks;
	}

	/** Each record takes two code units of a text that does not exist, so that every one has a place of its own. */
	#packed(items: readonly HttpItem[]): Chunk {
		const records = items.map(({ record }, index) => {
			const start = index * 2;
			return { ...record, span: { start, end: start + 1 }, keySpan: { start, end: start + 1 } };
		});
		return { items, pack: packRecords(records, [], this.words, 0, packSize * 2) };
	}
}
