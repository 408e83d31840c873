import { uniqueKey } from '../formats/bibtex/write.js';
import type { SourceRecord } from '../formats/record.js';
import { type Pack, packRecords, packSize, unpackRecord } from '../index/pack.js';
import type { WordCollector } from '../index/words.js';
import { withEarlier } from './changed.js';
import type { ZoteroItem, ZoteroLibrary } from './items.js';
import type { Changes, ReadItem, ReadMark, Shelves } from './reading.js';

/** What is kept of an item beside its record, to follow its changes. */
export interface KeptItem {
	readonly key: string;
	readonly citationKey: string;
	/** The key is ours: Zotero has none for it. */
	readonly hasMadeKey: boolean;
	/** Keys of collections. */
	readonly collections: readonly string[];
}

/** Items that are packed together. */
export interface Chunk {
	readonly items: readonly KeptItem[];
	readonly pack: Pack;
}

/** A library of Zotero's as it was read last. It never changes: what is read later makes another one. */
export interface ReadLibrary {
	readonly library: ZoteroLibrary;
	readonly mark: ReadMark;
	/** Milliseconds since the epoch. */
	readonly readAt: number;
	readonly chunks: readonly Chunk[];
}

/** An item that is to be packed. */
interface Fresh {
	readonly kept: KeptItem;
	readonly record: SourceRecord;
}

/**
 * Each record takes two code units of a text that does not exist: so every one has a place of its own. The second is its key's, where it has
 * one that is not ours.
 */
const placed = ({ kept, record }: Fresh, index: number): SourceRecord => {
	const start = index * 2;
	return { ...record, span: { start, end: start + 1 }, keySpan: { start, end: kept.hasMadeKey ? start : start + 1 } };
};

const chunkOf = (items: readonly Fresh[], words: WordCollector): Chunk => ({
	items: items.map(({ kept }) => kept),
	pack: packRecords(items.map(placed), [], words, 0, packSize * 2),
});

/** The items of a chunk with their records. */
export const freshOf = ({ items, pack }: Chunk): readonly Fresh[] =>
	items.map((kept, index) => ({ kept, record: unpackRecord(pack, index, 0) }));

/** Keys of ours are unlike all others of the library; in lower case. */
class Keys {
	readonly #taken = new Set<string>();
	readonly #tried = new Map<string, number>();

	take(key: string): void {
		this.#taken.add(key.toLowerCase());
	}

	/** The key, or it with `a`, `b` … behind it. */
	make(key: string): string {
		const made = uniqueKey(key, this.#taken, this.#tried);
		this.take(made);
		return made;
	}
}

function namesOf(item: Pick<ZoteroItem, 'key' | 'collections'>, { collections, searches }: Shelves): readonly string[] {
	const names = item.collections.flatMap((key) => collections.get(key) ?? []);
	return [...new Set([...names, ...(searches.get(item.key) ?? [])])];
}

/** An item to be packed. A key that was made for it before stays. */
function freshItem({ item, record, citationKey }: ReadItem, shelves: Shelves, keys: Keys, before?: KeptItem): Fresh {
	const hasMadeKey = citationKey === '';
	const key = !hasMadeKey ? citationKey : before?.hasMadeKey ? before.citationKey : keys.make(record.key);
	const collections = namesOf(item, shelves);
	return {
		kept: { key: item.key, citationKey: key, hasMadeKey, collections: item.collections },
		record: { ...record, key, ...(collections.length > 0 && { collections }) },
	};
}

/** A library that was read as a whole, in steps of a few milliseconds. Keys that were made for the same items before stay. */
export function* shelved(
	library: ZoteroLibrary,
	read: { readonly mark: ReadMark; readonly shelves: Shelves; readonly items: readonly ReadItem[] },
	words: WordCollector,
	readAt: number,
	before?: ReadLibrary,
): Generator<undefined, ReadLibrary> {
	const keys = new Keys();
	for (const { citationKey } of read.items) if (citationKey !== '') keys.take(citationKey);
	const known = new Map<string, { readonly kept: KeptItem; record(): SourceRecord }>();
	for (const { items, pack } of before?.chunks ?? [])
		for (const [index, kept] of items.entries()) {
			known.set(kept.key, { kept, record: () => unpackRecord(pack, index, 0) });
			if (kept.hasMadeKey) keys.take(kept.citationKey);
		}
	const chunks: Chunk[] = [];
	let fresh: Fresh[] = [];
	for (const each of read.items) {
		const old = known.get(each.item.key);
		const now = freshItem(each, read.shelves, keys, old?.kept);
		fresh.push(old ? { ...now, record: withEarlier(now.record, old.record()) } : now);
		if (fresh.length < packSize) continue;
		chunks.push(chunkOf(fresh, words));
		fresh = [];
		yield;
	}
	if (fresh.length > 0) chunks.push(chunkOf(fresh, words));
	return { library, mark: read.mark, readAt, chunks };
}

const areSame = (a: readonly string[] = [], b: readonly string[] = []): boolean =>
	a.length === b.length && a.every((each, index) => each === b[index]);

/** A library with what has changed in it, in steps: what an unchanged chunk holds is not packed again. */
export function* withChanges(
	before: ReadLibrary,
	{ mark, shelves, changed, files, present }: Changes,
	words: WordCollector,
	readAt: number,
): Generator<undefined, ReadLibrary> {
	const { library } = before;
	const keys = new Keys();
	for (const { items } of before.chunks) for (const { citationKey } of items) keys.take(citationKey);
	for (const { citationKey } of changed) if (citationKey !== '') keys.take(citationKey);
	const waiting = new Map(changed.map((each) => [each.item.key, each]));
	const filesOf = new Map(files.map((item) => [item.key, item]));
	const chunks: Chunk[] = [];
	for (const chunk of before.chunks) {
		let isSame = true;
		const items = freshOf(chunk).flatMap((old): Fresh[] => {
			const now = nowOf(old, library, shelves, keys, waiting.get(old.kept.key), filesOf.get(old.kept.key), present);
			waiting.delete(old.kept.key);
			if (now !== old) isSame = false;
			return now ? [now] : [];
		});
		if (isSame) chunks.push(chunk);
		else if (items.length > 0) chunks.push(chunkOf(items, words));
		yield;
	}
	const added = Array.from(waiting.values(), (each) => freshItem(each, shelves, keys));
	const last = chunks.at(-1);
	if (added.length > 0 && last && last.items.length + added.length <= packSize)
		chunks[chunks.length - 1] = chunkOf([...freshOf(last), ...added], words);
	else for (let start = 0; start < added.length; start += packSize) chunks.push(chunkOf(added.slice(start, start + packSize), words));
	return { library, mark, readAt, chunks };
}

/** An item as it is now: the same object where nothing of it has changed, nothing where it is gone. */
function nowOf(
	old: Fresh,
	library: ZoteroLibrary,
	shelves: Shelves,
	keys: Keys,
	read: ReadItem | undefined,
	file: ZoteroItem | undefined,
	present: ReadonlySet<string>,
): Fresh | undefined {
	const { kept, record } = old;
	if (!present.has(kept.key)) return undefined;
	if (read) {
		const now = freshItem(read, shelves, keys, kept);
		return { ...now, record: withEarlier(now.record, record) };
	}
	const collections = namesOf(kept, shelves);
	const isShelvedAsBefore = areSame(collections, record.collections);
	if (isShelvedAsBefore && !file) return old;
	const { collections: _, zotero, ...rest } = record;
	const ofFile = file && {
		...(file.attachment !== undefined && { attachment: `${library.linkPath}/items/${file.attachment}` }),
		...(file.hasPdf && { hasPdf: true }),
	};
	return {
		kept,
		record: {
			...rest,
			...(collections.length > 0 && { collections }),
			...(zotero && { zotero: ofFile ? { item: zotero.item, ...ofFile } : zotero }),
		},
	};
}

/** The keys of all items of a library. */
export const keysIn = ({ chunks }: ReadLibrary): ReadonlySet<string> => new Set(chunks.flatMap(({ items }) => items.map(({ key }) => key)));
