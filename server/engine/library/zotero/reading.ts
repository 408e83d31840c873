import { append } from '../../base/append.js';
import { yieldToEventLoop } from '../../base/yieldToEventLoop.js';
import type { SourceRecord } from '../formats/record.js';
import type { ZoteroConnection } from './connection.js';
import {
	collectionNames,
	isWork,
	keyOfCslItem,
	savedSearches,
	statedKey,
	type ZoteroItem,
	type ZoteroLibrary,
	zoteroItem,
	zoteroRecord,
} from './items.js';

/** An item with its record, which has no collections yet. */
export interface ReadItem {
	readonly item: ZoteroItem;
	/** Under a key that was made of author, year and title. */
	readonly record: SourceRecord;
	/** Empty where neither the item nor Better BibTeX has one. */
	readonly citationKey: string;
}

/** The state of a library that shows, asked for again later, whether anything in it has changed. */
export type ReadMark =
	/** Zotero 10 and later: every change raises the version, which is that of one server. */
	| { readonly serverId: string; readonly version: number }
	/**
	 * Zotero 9 and earlier, whose versions are those of the last sync: the number of all items, the item that was changed last, and the
	 * version. Putting an item into a collection changes none of them before the next sync.
	 */
	| { readonly total: number; readonly lastKey: string; readonly lastDate: string; readonly version: number };

/** The names of a library's collections and saved searches, and what the latter find. */
export interface Shelves {
	/** By the collections' keys. */
	readonly collections: ReadonlyMap<string, string>;
	/** By the items' keys: the names of the saved searches that find it. */
	readonly searches: ReadonlyMap<string, readonly string[]>;
}

/** What a library has become since a mark. */
export interface Changes {
	readonly mark: ReadMark;
	readonly shelves: Shelves;
	/** Items that are new or were changed. */
	readonly changed: readonly ReadItem[];
	/** Items whose file may be another one now. */
	readonly files: readonly ZoteroItem[];
	/** The keys of all items that are there. */
	readonly present: ReadonlySet<string>;
}

/** So many items come in one answer: what is parsed in one go takes some milliseconds. */
const pageSize = 500;

/** So many items are asked for by their keys in one address. */
const keysAtOnce = 50;

/** So many records are made in one go. */
const recordsAtOnce = 100;

/** More changes than this are read with all the rest. */
const mostChanges = 500;

/** So many saved searches are run: each costs Zotero a look at its whole library. */
const mostSearches = 20;

const worksOnly = 'itemType=-attachment&itemType=-note';

const versionOf = (headers: Readonly<Record<string, string>>): number => Number(headers['last-modified-version'] ?? 0) || 0;
const totalOf = (headers: Readonly<Record<string, string>>): number => Number(headers['total-results'] ?? 0) || 0;

/** The whole of a library, page by page, oldest items first. `report` is called with the share that is read, from 0 to 1. */
export async function readWhole(
	connection: ZoteroConnection,
	library: ZoteroLibrary,
	report: (share: number) => void = () => undefined,
): Promise<{ readonly mark: ReadMark; readonly shelves: Shelves; readonly items: readonly ReadItem[] }> {
	const mark = await markOf(connection, library);
	report(0);
	const shelves = await readShelves(connection, library);
	const items: ReadItem[] = [];
	const place = `${library.path}/items/top?${worksOnly}&sort=dateAdded&direction=asc&limit=${pageSize}`;
	for (let start = 0; ; start += pageSize) {
		const { text, headers } = await connection.get(`${place}&start=${start}&format=json`);
		const page = itemsOf(JSON.parse(text));
		append(items, await withCsl(connection, library, page, await connection.list(`${place}&start=${start}&format=csljson`)));
		const total = totalOf(headers);
		report(total === 0 ? 1 : Math.min(1, (start + pageSize) / total));
		if (start + pageSize >= total) break;
	}
	return { mark, shelves, items: await withKeys(connection, library, items) };
}

const itemsOf = (json: unknown): readonly ZoteroItem[] =>
	(Array.isArray(json) ? json : [json]).flatMap((each) => {
		const item = zoteroItem(each);
		return item && isWork(item) ? [item] : [];
	});

/** Items with the records of their CSL items, by `csl` and for those that lack theirs (pages may shift while somebody works in Zotero) by asking again. */
async function withCsl(
	connection: ZoteroConnection,
	library: ZoteroLibrary,
	items: readonly ZoteroItem[],
	csl: readonly unknown[],
): Promise<readonly ReadItem[]> {
	const byKey = new Map(csl.map((each) => [keyOfCslItem(each), each]));
	const missing = items.filter(({ key }) => !byKey.has(key)).map(({ key }) => key);
	for (const keys of inGroups(missing, keysAtOnce))
		for (const each of await connection.list(`${library.path}/items/top?itemKey=${keys.join(',')}&format=csljson`))
			byKey.set(keyOfCslItem(each), each);
	const read: ReadItem[] = [];
	for (const [index, item] of items.entries()) {
		const found = byKey.get(item.key);
		const record = found === undefined ? undefined : zoteroRecord(item, found, library);
		if (record) read.push({ item, record, citationKey: statedKey(item, found) });
		// Some milliseconds of work.
		if (index % recordsAtOnce === recordsAtOnce - 1) await yieldToEventLoop();
	}
	return read;
}

/** The same items, those without a key with the one that Better BibTeX has for them. */
async function withKeys(
	connection: ZoteroConnection,
	{ path, name }: ZoteroLibrary,
	items: readonly ReadItem[],
): Promise<readonly ReadItem[]> {
	const keyless = items.filter(({ citationKey }) => citationKey === '');
	if (keyless.length === 0) return items;
	const libraryId = path.startsWith('groups/') ? await libraryIdOf(connection, name) : '';
	if (libraryId === undefined) return items;
	const found = new Map<string, string>();
	for (const group of inGroups(keyless, pageSize)) {
		const names = group.map(({ item }) => `${libraryId}${item.key}`);
		const answer = await connection.betterBibtex('item.citationkey', [names]);
		if (typeof answer !== 'object' || answer === null) return items;
		for (const [each, key] of Object.entries(answer)) if (typeof key === 'string') found.set(each, key.trim());
	}
	return items.map((each) => (each.citationKey === '' ? { ...each, citationKey: found.get(`${libraryId}${each.item.key}`) ?? '' } : each));
}

/** How Better BibTeX's keys of a group's items begin: its own number for the library; nothing where it is not there, or two groups share a name. */
async function libraryIdOf(connection: ZoteroConnection, name: string): Promise<string | undefined> {
	const id = await betterBibtexLibrary(connection, name);
	return id === undefined ? undefined : `${id}:`;
}

/** The number that Better BibTeX has for a group's library. */
export async function betterBibtexLibrary(connection: ZoteroConnection, name: string): Promise<number | undefined> {
	const groups = await connection.betterBibtex('user.groups', []);
	const fitting = (Array.isArray(groups) ? groups : []).filter((each) => each?.name === name && typeof each.id === 'number');
	return fitting.length === 1 ? fitting[0].id : undefined;
}

/** The collections and saved searches of a library. */
async function readShelves(connection: ZoteroConnection, { path }: ZoteroLibrary): Promise<Shelves> {
	const collections = collectionNames(await connection.list(`${path}/collections?format=json`));
	const searches = new Map<string, string[]>();
	for (const { key, name } of savedSearches(await connection.list(`${path}/searches?format=json`)).slice(0, mostSearches))
		for (const item of await connection.keys(`${path}/searches/${key}/items?format=keys`)) {
			const names = searches.get(item);
			if (names) names.push(name);
			else searches.set(item, [name]);
		}
	return { collections, searches };
}

/** How a library is now. */
async function markOf(connection: ZoteroConnection, { path }: ZoteroLibrary): Promise<ReadMark> {
	const { text, headers } = await connection.get(`${path}/items?sort=dateModified&direction=desc&limit=1&format=json`);
	return markIn(text, headers);
}

function markIn(text: string, headers: Readonly<Record<string, string>>): ReadMark {
	const version = versionOf(headers);
	const serverId = headers['zotero-server-id'];
	if (serverId !== undefined) return { serverId, version };
	const last = zoteroItem((JSON.parse(text) as readonly unknown[])[0]);
	return { total: totalOf(headers), lastKey: last?.key ?? '', lastDate: last?.dateModified ?? '', version };
}

const isSame = (a: ReadMark, b: ReadMark): boolean => JSON.stringify(a) === JSON.stringify(b);

/**
 * What has changed in a library since a mark: `unchanged` after one request where nothing has, `whole` where all of it has to be read again:
 * after very many changes, from another Zotero, or after a sync of Zotero 9 and earlier, which may have moved items between collections
 * without a trace.
 */
export async function readChanges(
	connection: ZoteroConnection,
	library: ZoteroLibrary,
	before: ReadMark,
	known: ReadonlySet<string>,
): Promise<Changes | 'unchanged' | 'whole'> {
	const { path } = library;
	const isLocal = 'serverId' in before;
	const { text, headers, status } = await connection.get(
		`${path}/items?sort=dateModified&direction=desc&limit=1&format=json`,
		isLocal ? { 'if-modified-since-version': String(before.version), 'zotero-server-id': before.serverId } : {},
	);
	if (status === 304) return 'unchanged';
	if (status !== 200) return 'whole';
	const mark = markIn(text, headers);
	if (isSame(mark, before)) return 'unchanged';
	if ('serverId' in mark !== isLocal || (!isLocal && mark.version !== before.version)) return 'whole';
	const changed = isLocal ? await changedSince(connection, path, before.version) : await changedAfter(connection, path, before.lastDate);
	if (!changed) return 'whole';
	const present = new Set(await connection.keys(`${path}/items/top?${worksOnly}&format=keys`));
	const works = new Map(changed.filter(isWork).map((item) => [item.key, item]));
	// An item that came back from the trash may be as it was.
	const others = [...present].filter((key) => !known.has(key) && !works.has(key));
	if (others.length > mostChanges) return 'whole';
	for (const item of await itemsByKey(connection, path, others)) works.set(item.key, item);
	const parents = new Set(changed.flatMap(({ parent }) => parent ?? []).filter((key) => present.has(key) && !works.has(key)));
	const items = [...works.values()].filter(({ key }) => present.has(key));
	return {
		mark,
		shelves: await readShelves(connection, library),
		changed: await withKeys(connection, library, await withCsl(connection, library, items, [])),
		files: await itemsByKey(connection, path, [...parents]),
		present,
	};
}

/** The items of Zotero 10 and later that were changed since a version; nothing where they are very many. */
async function changedSince(connection: ZoteroConnection, path: string, version: number): Promise<readonly ZoteroItem[] | undefined> {
	const json = await connection.list(`${path}/items?since=${version}&limit=${mostChanges + 1}&format=json`);
	return json.length > mostChanges ? undefined : json.flatMap((each) => zoteroItem(each) ?? []);
}

/** The items of Zotero 9 and earlier that were changed at a time or later; nothing where they are very many. */
async function changedAfter(connection: ZoteroConnection, path: string, date: string): Promise<readonly ZoteroItem[] | undefined> {
	const items: ZoteroItem[] = [];
	for (let start = 0; ; start += 100) {
		const page = await connection.list(`${path}/items?sort=dateModified&direction=desc&limit=100&start=${start}&format=json`);
		for (const each of page) {
			const item = zoteroItem(each);
			if (item && item.dateModified < date) return items;
			if (item) items.push(item);
		}
		if (page.length < 100) return items;
		if (items.length > mostChanges) return undefined;
	}
}

async function itemsByKey(connection: ZoteroConnection, path: string, keys: readonly string[]): Promise<readonly ZoteroItem[]> {
	const found: ZoteroItem[] = [];
	for (const group of inGroups(keys, keysAtOnce))
		append(found, itemsOf(await connection.list(`${path}/items/top?itemKey=${group.join(',')}&format=json`)));
	return found;
}

function* inGroups<T>(items: readonly T[], size: number): Generator<readonly T[]> {
	for (let start = 0; start < items.length; start += size) yield items.slice(start, start + size);
}
