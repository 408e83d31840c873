import { wellFormed } from '../../base/uri.js';
import { asObject, type Json } from '../formats/services/answer.js';
import type { FieldMap, HttpLibraryKind } from './options.js';

/** What is asked: what follows the library's address, and what is sent by POST. */
export interface HttpQuestion {
	readonly path: string;
	readonly body?: Json;
}

/** What has changed since a version, by citation keys. */
export interface HttpChanges {
	readonly changed: readonly string[];
	readonly removed: readonly string[];
	readonly version: string;
}

/** How one kind of library is asked and read. */
interface Kind {
	/** The best records for what somebody types; its last word may be half a word. */
	search(text: string, limit: number, fields: FieldMap): HttpQuestion;
	/** The records with these keys; those that are not there are left out of the answer. */
	items(keys: readonly string[], fields: FieldMap): HttpQuestion;
	/** Which records have changed since a version; kinds without are asked for the records themselves again. */
	changes?(since: string): HttpQuestion;
	/** The documents of an answer, in its order; nothing where it is none. */
	documentsIn(answer: unknown): readonly unknown[] | undefined;
}

const encoded = (text: string): string => encodeURIComponent(wellFormed(text));

const listIn = (answer: unknown, name: string): readonly unknown[] | undefined => {
	const list = asObject(answer)?.[name];
	return Array.isArray(list) ? list : undefined;
};

/** Lectern's own contract (docs/http-library.md). */
const csl: Kind = {
	search: (text, limit) => ({ path: `/search?q=${encoded(text)}&limit=${limit}` }),
	items: (keys) => ({ path: `/items?${keys.map((key) => `id=${encoded(key)}`).join('&')}` }),
	changes: (since) => ({ path: `/changes?since=${encoded(since)}` }),
	documentsIn: (answer) => listIn(answer, 'items'),
};

/** Meilisearch 1.x, "Search with POST"; the address is that of an index. Its filter needs the key as a filterable attribute. */
const meilisearch: Kind = {
	search: (q, limit) => ({ path: '/search', body: { q, limit } }),
	items: (keys, { id = 'id' }) => ({
		path: '/search',
		body: { q: '', limit: keys.length, filter: `${id} IN [${keys.map((key) => JSON.stringify(key)).join(', ')}]` },
	}),
	documentsIn: (answer) => listIn(answer, 'hits'),
};

/** What is searched where no fields are named: where CSL-JSON has these. */
const searchedInCsl = ['title', 'author.family', 'author.literal', 'container-title', 'issued.date-parts'];
const searchedVariables = ['title', 'author', 'container-title', 'issued'];

/** OpenSearch and Elasticsearch, "Multi-match"; the address is that of an index. Documents are kept under their keys unless `id` is named. */
const opensearch: Kind = {
	search: (text, size, fields) => {
		const named = searchedVariables.flatMap((variable) => fields[variable] ?? []);
		const searched = [...(named.length > 0 ? named : searchedInCsl), ...(fields.id === undefined ? [] : [fields.id])];
		const words = text.split(/\s+/).filter((word) => word !== '');
		const must = words.map((query, index) => {
			// A number's field takes no words: those are left out, not refused.
			const whole = { multi_match: { query, fields: searched, fuzziness: 'AUTO', lenient: true } };
			const begun = { multi_match: { query, fields: searched, type: 'bool_prefix', lenient: true } };
			return index === words.length - 1 ? { bool: { should: [whole, begun] } } : whole;
		});
		return { path: '/_search', body: { size, query: { bool: { must } } } };
	},
	items: (keys, { id }) => ({
		path: '/_search',
		body: { size: keys.length, query: id === undefined ? { ids: { values: keys } } : { terms: { [id]: keys } } },
	}),
	documentsIn: (answer) =>
		listIn(asObject(answer)?.hits, 'hits')?.map((hit) => {
			const found = asObject(hit);
			const source = asObject(found?._source);
			return source && { ...source, ...(source.id === undefined && { id: found?._id }) };
		}),
};

/** PostgREST, "Functions as RPC": two functions of the database, which answer lists. */
const postgrest: Kind = {
	search: (q, n) => ({ path: '/rpc/search', body: { q, n } }),
	items: (ids) => ({ path: '/rpc/items', body: { ids } }),
	documentsIn: (answer) => (Array.isArray(answer) ? answer : undefined),
};

export const kinds: Readonly<Record<HttpLibraryKind, Kind>> = { csl, meilisearch, opensearch, postgrest };

/** The version that an answer of the contract names; nothing where it names none. */
export function versionIn(answer: unknown): string | undefined {
	const version = asObject(answer)?.version;
	return typeof version === 'string' || typeof version === 'number' ? String(version) : undefined;
}

/** The changes that an answer of the contract reports; nothing where it is none. */
export function changesIn(answer: unknown): HttpChanges | undefined {
	const changed = listIn(answer, 'changed');
	const removed = listIn(answer, 'removed');
	const version = versionIn(answer);
	if (!changed || !removed || version === undefined) return undefined;
	const texts = (list: readonly unknown[]): readonly string[] => list.flatMap((each) => (typeof each === 'string' ? [each] : []));
	return { changed: texts(changed), removed: texts(removed), version };
}
