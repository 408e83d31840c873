// A library over HTTP for tests: answers as Lectern's own contract says, or as Meilisearch, OpenSearch and PostgREST do, each with documents of
// another shape. Built-in modules only.
import { createServer } from 'node:http';

/** A record as each kind of library keeps it. `papers` are CSL-JSON items. */
const shapes = {
	csl: (item) => item,
	meilisearch: ({ id, title, author = [], issued, DOI, 'container-title': journal }) => ({
		citekey: id,
		title,
		authors: author.map(({ family, given }) => `${given} ${family}`),
		year: issued?.['date-parts'][0][0],
		doi: DOI,
		journal,
	}),
	opensearch: ({ title, author = [], issued, DOI, 'container-title': journal }) => ({
		paper: { title, doi: DOI },
		people: author,
		published: issued?.['date-parts'][0].join('-'),
		venue: [journal],
	}),
	postgrest: ({ id, title, author = [], issued, DOI, 'container-title': journal }) => ({
		key: id,
		title,
		authors: author.map(({ family, given }) => `${family}, ${given}`).join('; '),
		year: String(issued?.['date-parts'][0][0] ?? ''),
		doi: DOI ?? null,
		journal: journal ?? null,
	}),
};

/** The field map that belongs to each shape, as the documentation has it. */
export const fieldsOf = {
	csl: {},
	meilisearch: { id: 'citekey', title: 'title', author: 'authors', issued: 'year', DOI: 'doi', 'container-title': 'journal' },
	opensearch: { title: 'paper.title', author: 'people', issued: 'published', DOI: 'paper.doi', 'container-title': 'venue' },
	postgrest: { id: 'key', title: 'title', author: 'authors', issued: 'year', DOI: 'doi', 'container-title': 'journal' },
};

const wordsOf = (text) => text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];

export class HttpLibraryStandIn {
	constructor({ kind = 'csl', papers = [], token } = {}) {
		Object.assign(this, { kind, token, papers: [...papers], requests: [], version: 1, changes: [], delay: 0, odd: undefined });
	}

	/** Listens at a port of its own. */
	start() {
		this.server = createServer((request, response) => {
			const parts = [];
			request.on('data', (part) => parts.push(part));
			request.on('end', () => this.#answer(request, Buffer.concat(parts).toString(), response));
		});
		return new Promise((resolve) => {
			this.server.listen(0, '127.0.0.1', () => resolve(this));
		});
	}

	stop() {
		this.server.closeAllConnections();
		return new Promise((resolve) => this.server.close(resolve));
	}

	get url() {
		const index = { meilisearch: '/indexes/papers', opensearch: '/papers' }[this.kind] ?? '';
		return `http://127.0.0.1:${this.server.address().port}${index}`;
	}

	/** The setting that names it. */
	get setting() {
		return { url: this.url, kind: this.kind, name: 'Lab', fields: fieldsOf[this.kind] };
	}

	/** Puts a record in the place of the one with its id. */
	put(item) {
		this.papers = [...this.papers.filter(({ id }) => id !== item.id), item];
		this.changes.push({ version: ++this.version, changed: item.id });
	}

	remove(id) {
		this.papers = this.papers.filter((each) => each.id !== id);
		this.changes.push({ version: ++this.version, removed: id });
	}

	#find(text, limit) {
		const wanted = wordsOf(text);
		const fits = ({ id, title, author = [], issued }) => {
			const words = wordsOf([id, title, ...author.map(({ family }) => family), issued?.['date-parts'][0][0]].join(' '));
			return wanted.every((word) => words.some((other) => other.startsWith(word)));
		};
		return this.papers.filter(fits).slice(0, limit);
	}

	#byIds(ids) {
		return this.papers.filter(({ id }) => ids.includes(id));
	}

	async #answer({ method, url, headers }, text, response) {
		this.requests.push({ method, url, headers, body: text });
		if (this.delay > 0) await new Promise((resolve) => setTimeout(resolve, this.delay));
		const end = (status, body, more = {}) => {
			response.writeHead(status, { 'content-type': 'application/json', ...more });
			response.end(typeof body === 'string' ? body : JSON.stringify(body));
		};
		if (this.odd) return this.odd(response, end);
		if (this.token !== undefined && headers.authorization !== `Bearer ${this.token}`) return end(401, { error: 'no token' });
		const answer = this[this.kind](new URL(url, 'http://x'), text === '' ? undefined : JSON.parse(text), method);
		return answer === undefined ? end(404, { error: 'not found' }) : end(200, answer);
	}

	csl({ pathname, searchParams }) {
		const { version } = this;
		if (pathname === '/search') return { items: this.#find(searchParams.get('q'), Number(searchParams.get('limit'))), version };
		if (pathname === '/items') return { items: this.#byIds(searchParams.getAll('id')), version };
		if (pathname !== '/changes') return undefined;
		const since = this.changes.filter((each) => each.version > Number(searchParams.get('since')));
		const of = (name) => since.flatMap((each) => each[name] ?? []);
		return { version, changed: of('changed'), removed: of('removed') };
	}

	meilisearch({ pathname }, { q, limit, filter }, method) {
		if (pathname !== '/indexes/papers/search' || method !== 'POST') return undefined;
		const [, name, list] = /^(\w+) IN (\[.*\])$/.exec(filter ?? '') ?? [];
		const found = name === 'citekey' ? this.#byIds(JSON.parse(list)).slice(0, limit) : this.#find(q, limit);
		return { hits: found.map(shapes.meilisearch), estimatedTotalHits: found.length, processingTimeMs: 1, query: q, limit, offset: 0 };
	}

	opensearch({ pathname }, { size, query }, method) {
		if (pathname !== '/papers/_search' || method !== 'POST') return undefined;
		const wordIn = (clause) => clause.multi_match?.query ?? clause.bool.should[0].multi_match.query;
		const found = query.ids ? this.#byIds(query.ids.values) : this.#find(query.bool.must.map(wordIn).join(' '), size);
		const hits = found.map((item) => ({ _index: 'papers', _id: item.id, _score: 1, _source: shapes.opensearch(item) }));
		return { took: 1, timed_out: false, hits: { total: { value: hits.length, relation: 'eq' }, max_score: 1, hits } };
	}

	postgrest({ pathname }, { q, n, ids }, method) {
		if (method !== 'POST') return undefined;
		if (pathname === '/rpc/search') return this.#find(q, n).map(shapes.postgrest);
		return pathname === '/rpc/items' ? this.#byIds(ids).map(shapes.postgrest) : undefined;
	}
}
