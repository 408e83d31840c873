// A stand-in for Zotero's local server: our own, behaving as Zotero 7 to 10 do, for tests. Node's modules only.
//
// What it keeps to: answers in HTTP/1.0 without a length, connections closed after each; the Host header is checked (9 and later); a browser's
// requests are dropped without an answer (403 in 7); 403 while the local API is switched off; other API versions get 501, other users 400;
// one request is answered after the other, and none before the library is loaded; versions are those of the last sync up to 9, and local with
// a server id from 10 on; trashed items appear in the trash alone; HEAD answers 200 and OPTIONS nothing of CORS.
import { randomBytes } from 'node:crypto';
import { createServer } from 'node:net';

/** Zotero's item types for CSL's, as far as the tests need them. */
const cslTypes = {
	book: 'book',
	bookSection: 'chapter',
	conferencePaper: 'paper-conference',
	journalArticle: 'article-journal',
	preprint: 'article',
	report: 'report',
	thesis: 'thesis',
	webpage: 'webpage',
};

const biblatexTypes = {
	book: 'book',
	bookSection: 'incollection',
	conferencePaper: 'inproceedings',
	journalArticle: 'article',
	preprint: 'online',
};

/** Children are what belongs to an item and is none of its own. */
const isChildType = (type) => type === 'attachment' || type === 'note' || type === 'annotation';

class StandInLibrary {
	items = new Map();
	collections = new Map();
	searches = new Map();
	/** The first PDF of each item. */
	pdfs = new Map();
	/** The library's version: of the last sync up to Zotero 9, of the last change from 10 on. */
	version = 100;

	constructor(path, name, id) {
		Object.assign(this, { path, name, id });
	}
}

export class ZoteroStandIn {
	/** Each request: method, path with its parameters, and headers in lower case. */
	requests = [];
	/** The local API is switched off, as it is after installing. */
	isOff = false;
	/** Every answer takes so many milliseconds. */
	delay = 0;
	/** So many requests are dropped without an answer. */
	drops = 0;
	/** The name under which requests arrive, as where a bridge in between changes the Host header. */
	arrivesAs = undefined;
	/** A request after which Zotero is gone, by a part of its path. */
	diesAt = undefined;
	#sockets = new Set();
	#queue = Promise.resolve();
	#loading = Promise.resolve();
	#loaded = () => undefined;
	#clock = Date.parse('2026-03-01T00:00:00Z');
	#keys = 0;

	constructor({ version = 10, betterBibtex = false, user = 'Library' } = {}) {
		this.version = version;
		this.betterBibtex = betterBibtex;
		this.user = new StandInLibrary('users/0', user, 1);
		this.groups = new Map();
		this.serverId = randomBytes(6).toString('hex');
	}

	/** Listens on a free port of 127.0.0.1, or on the one given. */
	async start(port = 0) {
		this.server = createServer((socket) => this.#serve(socket));
		await new Promise((resolve, reject) => {
			this.server.once('error', reject);
			this.server.listen(port, '127.0.0.1', resolve);
		});
		this.port = this.server.address().port;
		return this;
	}

	/** Ends as a crash does: whatever is being answered is cut off. */
	async stop() {
		for (const socket of this.#sockets) socket.destroy();
		await new Promise((resolve) => (this.server?.listening ? this.server.close(resolve) : resolve()));
	}

	/** From here on nothing is answered before `finishLoading`. */
	startLoading() {
		this.#loading = new Promise((resolve) => {
			this.#loaded = resolve;
		});
	}

	finishLoading() {
		this.#loaded();
	}

	/** A library of a group. */
	group(id, name) {
		const library = new StandInLibrary(`groups/${id}`, name, id + 1000);
		this.groups.set(id, library);
		return library;
	}

	/** A key as Zotero makes them, eight characters. */
	#newKey() {
		this.#keys++;
		const digits = '23456789ABCDEFGHIJKLMNPQRSTUVWXYZ';
		let key = '';
		for (let rest = this.#keys; key.length < 7; rest = Math.floor(rest / digits.length)) key = digits[rest % digits.length] + key;
		return `K${key}`;
	}

	#now() {
		this.#clock += 1000;
		return `${new Date(this.#clock).toISOString().slice(0, 19)}Z`;
	}

	/** Adds an item as its JSON's `data`, with `trashed` and `bbtKey` beside; a missing key is made. Returns the key. */
	add({ trashed = false, bbtKey, ...data }, library = this.user) {
		const key = data.key ?? this.#newKey();
		const now = this.#now();
		const item = {
			data: {
				itemType: 'journalArticle',
				title: '',
				creators: [],
				tags: [],
				collections: [],
				dateAdded: now,
				dateModified: now,
				...data,
				key,
			},
			trashed,
			bbtKey,
			version: 0,
		};
		library.items.set(key, item);
		if (data.parentItem && data.contentType === 'application/pdf' && !library.pdfs.has(data.parentItem))
			library.pdfs.set(data.parentItem, key);
		this.#touch(library, item);
		return key;
	}

	/** Changes fields of an item, as its user does in the window. `keepsDate`: as adding to a collection does, which leaves `dateModified`. */
	change(key, changes, { library = this.user, keepsDate = false } = {}) {
		const item = library.items.get(key);
		const { trashed, bbtKey, ...data } = changes;
		if (trashed !== undefined) item.trashed = trashed;
		if (bbtKey !== undefined) item.bbtKey = bbtKey;
		item.data = { ...item.data, ...data, ...(keepsDate ? {} : { dateModified: this.#now() }) };
		this.#touch(library, item);
	}

	/** Removes an item for good. */
	remove(key, library = this.user) {
		library.items.delete(key);
		if (this.version >= 10) library.version++;
	}

	collection(name, parent, library = this.user) {
		const key = this.#newKey();
		library.collections.set(key, { key, name, parentCollection: parent ?? false });
		if (this.version >= 10) library.version++;
		return key;
	}

	renameCollection(key, name, library = this.user) {
		library.collections.get(key).name = name;
		if (this.version >= 10) library.version++;
	}

	/** A saved search; `finds` says of an item's data whether it does. */
	search(name, finds, library = this.user) {
		const key = this.#newKey();
		library.searches.set(key, { key, name, finds });
		if (this.version >= 10) library.version++;
		return key;
	}

	/** Puts `count` articles of the kind that fills libraries into the user's. */
	fill(count, library = this.user) {
		for (let number = 0; number < count; number++)
			this.add(
				{
					title: `Observations on ${topics[number % topics.length]} at station ${number}`,
					creators: [
						{ creatorType: 'author', firstName: 'Ada', lastName: `Family${number % 997}` },
						{ creatorType: 'author', firstName: 'Ben', lastName: `Other${number % 311}` },
					],
					date: `${1980 + (number % 45)}-05-01`,
					publicationTitle: `Journal of ${topics[(number * 7) % topics.length]}`,
					DOI: `10.5555/station.${number}`,
					abstractNote:
						`We watch ${topics[number % topics.length]} for ${number} days and report what was seen, with figures and tables. `.repeat(6),
					citationKey: `family${number % 997}station${number}`,
					tags: [{ tag: topics[number % topics.length] }],
				},
				library,
			);
	}

	#touch(library, item) {
		// Up to 9 a version is that of the last sync: what was never synced has 0, what was edited keeps its old one.
		if (this.version >= 10) item.version = ++library.version;
	}

	/** As a sync does in Zotero 9 and older: every item has the library's new version. */
	sync(library = this.user) {
		library.version++;
		for (const item of library.items.values()) item.version = library.version;
	}

	#serve(socket) {
		this.#sockets.add(socket);
		socket.on('close', () => this.#sockets.delete(socket));
		socket.on('error', () => undefined);
		let bytes = Buffer.alloc(0);
		socket.on('data', (chunk) => {
			bytes = Buffer.concat([bytes, chunk]);
			const end = bytes.indexOf('\r\n\r\n');
			if (end < 0) return;
			const [first, ...lines] = bytes.subarray(0, end).toString('latin1').split('\r\n');
			const headers = Object.fromEntries(
				lines.map((line) => [line.slice(0, line.indexOf(':')).toLowerCase(), line.slice(line.indexOf(':') + 1).trim()]),
			);
			const length = Number(headers['content-length'] ?? 0);
			if (bytes.length < end + 4 + length) return;
			socket.removeAllListeners('data');
			const [method, path] = first.split(' ');
			const body = bytes.subarray(end + 4, end + 4 + length).toString('utf8');
			this.requests.push({ method, path, headers, body });
			// One request after the other.
			this.#queue = this.#queue.then(() => this.#answer(socket, { method, path, headers, body })).catch(() => socket.destroy());
		});
	}

	async #answer(socket, request) {
		if (socket.destroyed) return;
		const { method, path, headers } = request;
		if (this.diesAt !== undefined && path.includes(this.diesAt)) {
			socket.write(this.#written(200, 'application/json', '[\n    {\n        "key": "HALF', { 'Zotero-API-Version': 3 }));
			await new Promise((resolve) => setTimeout(resolve, 20));
			void this.stop();
			return;
		}
		if (this.drops > 0) {
			this.drops--;
			socket.destroy();
			return;
		}
		if (this.version >= 9 && !/^(?:127\.0\.0\.1|\[::1\]|localhost)(?::\d+)?$/.test(this.arrivesAs ?? headers.host ?? ''))
			return this.#send(socket, 400, 'text/plain', 'Invalid Host header');
		const isBrowser = /^Mozilla\//.test(headers['user-agent'] ?? '') || headers.origin !== undefined;
		if (isBrowser && !headers['zotero-allowed-request'] && !headers['x-zotero-connector-api-version']) {
			if (this.version === 7) return this.#send(socket, 403, 'text/plain', 'Request not allowed');
			socket.destroy();
			return;
		}
		if (method === 'OPTIONS' || method === 'HEAD') return this.#send(socket, 200, 'text/plain', '');
		if (path.startsWith('/connector/ping')) return this.#send(socket, 200, 'text/html', 'Zotero is running');
		if (path.startsWith('/better-bibtex/')) {
			if (!this.betterBibtex) return this.#send(socket, 404, 'text/plain', 'No endpoint found');
			await this.#loading;
			return this.#betterBibtex(socket, request);
		}
		if (!path.startsWith('/api/')) return this.#send(socket, 404, 'text/plain', 'No endpoint found');
		if (this.isOff) return this.#send(socket, 403, 'text/plain', 'Local API is not enabled');
		await this.#loading;
		if (this.delay > 0) await new Promise((resolve) => setTimeout(resolve, this.delay));
		return this.#api(socket, request);
	}

	#send(socket, status, type, text, headers = {}) {
		socket.end(this.#written(status, type, text, headers));
	}

	#written(status, type, text, headers) {
		const all = {
			'X-Zotero-Version': `${this.version}.0.0`,
			'X-Zotero-Connector-API-Version': '3',
			'Content-Type': type,
			...headers,
		};
		const head = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`);
		return `HTTP/1.0 ${status} ${reasons[status] ?? 'OK'}\r\n${head.join('')}\r\n${text}`;
	}

	#api(socket, { method, path, headers }) {
		const own = {
			'Zotero-API-Version': 3,
			'Zotero-Schema-Version': 41,
			...(this.version >= 10 ? { 'Zotero-Server-ID': this.serverId } : {}),
		};
		const send = (status, type, text, more = {}) => this.#send(socket, status, type, text, { ...own, ...more });
		if (method !== 'GET') return send(400, 'text/plain', 'Endpoint does not support method');
		const sent = headers['zotero-server-id'];
		if (this.version >= 10 && sent !== undefined && sent !== this.serverId) return send(412, 'text/plain', 'Wrong server');
		const { pathname, searchParams } = new URL(path, 'http://127.0.0.1');
		if (pathname === '/api/') return send(200, 'text/plain', 'Nothing to see here.');
		if ((headers['zotero-api-version'] ?? '3') !== '3') return send(501, 'text/plain', 'API version not implemented');
		const [, root, id, ...rest] = pathname.split('/').slice(1);
		if (root === 'users' && id !== '0') return send(400, 'text/plain', 'Only data for the logged-in user is available locally');
		const library = root === 'users' ? this.user : this.groups.get(Number(id));
		if (!library) return send(404, 'text/plain', 'Not found');
		const found = this.#find(library, rest, searchParams);
		if (found === undefined) return send(404, 'text/plain', 'Not found');
		if (typeof found === 'string') return send(200, 'text/plain', found);
		return this.#sendObjects(send, library, found, searchParams, headers['if-modified-since-version']);
	}

	/** The objects that a path names: several, one, a text, or nothing. */
	#find(library, [kind, key, part, more], parameters) {
		const all = [...library.items.values()];
		const parentOf = ({ data }) => data.parentItem;
		const present = all.filter((item) => parameters.get('includeTrashed') === '1' || !this.#isTrashed(library, item));
		switch (kind) {
			case 'groups':
				return [...this.groups.entries()].map(([id, { name, version }]) => ({ group: { id, version, data: { id, name } } }));
			case 'collections':
				return [...library.collections.values()].map((data) => ({ other: data }));
			case 'searches':
				if (key === undefined)
					return [...library.searches.values()].map(({ key: own, name }) => ({ other: { key: own, name, conditions: [] } }));
				return part === 'items' ? present.filter(({ data }) => library.searches.get(key)?.finds(data)) : undefined;
			case 'items': {
				if (key === 'top') return present.filter((item) => parentOf(item) === undefined);
				if (key === 'trash') return all.filter(({ trashed }) => trashed);
				if (key === undefined) return present;
				if (part === 'children') return present.filter((item) => parentOf(item) === key);
				const item = library.items.get(key);
				if (part === 'file' && more === 'view') return item?.data.localFile === undefined ? undefined : item.data.localFile;
				return part === undefined ? item : undefined;
			}
		}
		return undefined;
	}

	#isTrashed(library, { trashed, data }) {
		const parent = data.parentItem && library.items.get(data.parentItem);
		return trashed || (parent ? this.#isTrashed(library, parent) : false);
	}

	#sendObjects(send, library, found, parameters, since) {
		let items = Array.isArray(found) ? found : [found];
		const isList = Array.isArray(found);
		if (isList) {
			for (const wanted of parameters.getAll('itemType')) items = items.filter(({ data }) => data && fits(wanted, data.itemType));
			const keys = parameters.get('itemKey')?.split(',');
			if (keys) items = items.filter(({ data }) => keys.includes(data?.key));
			const after = Number(parameters.get('since') ?? 0);
			if (after > 0) items = items.filter(({ version = 0 }) => version > after);
			const sort = parameters.get('sort') ?? 'dateModified';
			const direction = (parameters.get('direction') ?? (sort.startsWith('date') ? 'desc' : 'asc')) === 'asc' ? 1 : -1;
			items = [...items].sort((a, b) => {
				const [one = '', other = ''] = [a.data?.[sort], b.data?.[sort]];
				return one < other ? -direction : one > other ? direction : 0;
			});
		}
		const total = items.length;
		const start = Number(parameters.get('start') ?? 0);
		items = items.slice(start, start + (Number(parameters.get('limit') ?? 0) || total));
		const version = isList ? library.version : (found.version ?? 0);
		const headers = { 'Total-Results': total, 'Last-Modified-Version': version };
		if (since !== undefined && Number(since) !== 0 && version <= Number(since)) return send(304, 'text/plain', '', headers);
		switch (parameters.get('format')) {
			case 'keys':
				return send(200, 'text/plain', items.map(({ data, other }) => (data ?? other).key).join('\n'), headers);
			case 'versions':
				return send(
					200,
					'application/json',
					JSON.stringify(Object.fromEntries(items.map(({ data, version: own }) => [data.key, own])), null, 4),
					headers,
				);
			case 'csljson':
				return send(
					200,
					'text/plain',
					JSON.stringify(
						items.flatMap((item) => this.#csl(library, item) ?? []),
						null,
						'\t',
					),
					headers,
				);
			case 'biblatex':
				return send(200, 'text/plain', items.map((item) => this.#biblatex(item, this.#translatorKey(item))).join('\n'), headers);
			default: {
				const json = items.map((item) => this.#json(library, item));
				return send(200, 'application/json', JSON.stringify(isList ? json : json[0], null, 4), headers);
			}
		}
	}

	#json(library, { data, other, group, version }) {
		if (group) return group;
		if (other) return { key: other.key, version: library.version, library: { type: 'user', id: 0, name: library.name }, data: other };
		const attachment = library.pdfs.get(data.key);
		const self = `http://localhost:${this.port}/api/${library.path}/items/${data.key}`;
		const { citationKey, localFile, ...rest } = data;
		return {
			key: data.key,
			version,
			library: { type: library.path.startsWith('users') ? 'user' : 'group', id: 0, name: library.name },
			links: {
				self: { href: self, type: 'application/json' },
				...(attachment
					? {
							attachment: {
								href: `http://localhost:${this.port}/api/${library.path}/items/${attachment}`,
								type: 'application/json',
								attachmentType: 'application/pdf',
							},
						}
					: {}),
				...(localFile && data.linkMode !== 'linked_file'
					? { enclosure: { type: data.contentType, href: localFile, title: data.title } }
					: {}),
			},
			meta: { numChildren: 0 },
			// The field came with Zotero 8.
			data: { ...rest, version, ...(this.version >= 8 && !isChildType(data.itemType) ? { citationKey: citationKey ?? '' } : {}) },
		};
	}

	#csl(library, { data }) {
		const type = cslTypes[data.itemType];
		if (type === undefined) return undefined;
		const of = (kind) => {
			const people = data.creators.filter(({ creatorType }) => creatorType === kind);
			return people.map(({ firstName, lastName, name }) =>
				name ? { literal: name } : { family: lastName, ...(firstName ? { given: firstName } : {}) },
			);
		};
		const dates = /^(\d{4})(?:-(\d\d))?(?:-(\d\d))?/.exec(data.date ?? '');
		const container = data.publicationTitle ?? data.proceedingsTitle ?? data.bookTitle;
		const all = {
			id: `http://zotero.org/${library.path.startsWith('users') ? 'users/local/Ab1Cd2' : library.path}/items/${data.key}`,
			type,
			title: data.title,
			abstract: data.abstractNote,
			'container-title': container,
			DOI: data.DOI,
			URL: data.url,
			ISBN: data.ISBN,
			volume: data.volume,
			issue: data.issue,
			page: data.pages,
			publisher: data.publisher,
			note: data.extra,
			author: of('author'),
			editor: of('editor'),
			issued: dates ? { 'date-parts': [dates.slice(1).filter((part) => part !== undefined)] } : undefined,
			...(this.version >= 8 && data.citationKey ? { 'citation-key': data.citationKey } : {}),
		};
		return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined && value !== '' && value.length !== 0));
	}

	/** What Zotero's own translator calls an item where it has no field for a key. */
	#translatorKey({ data, bbtKey }) {
		if (this.version >= 8 && data.citationKey) return data.citationKey;
		if (this.betterBibtex && bbtKey) return bbtKey;
		const [first] = data.creators;
		return `${(first?.lastName ?? first?.name ?? 'anon').toLowerCase()}_${(data.title.split(' ')[0] ?? '').toLowerCase()}_${(data.date ?? '').slice(0, 4)}`;
	}

	#biblatex({ data }, key) {
		const author = data.creators
			.filter(({ creatorType }) => creatorType === 'author')
			.map(({ firstName, lastName, name }) => (name ? `{${name}}` : `${lastName}, ${firstName}`))
			.join(' and ');
		const fields = {
			title: data.title,
			author,
			date: data.date,
			journaltitle: data.publicationTitle,
			booktitle: data.proceedingsTitle,
			doi: data.DOI,
			url: data.url,
			abstract: data.abstractNote,
			keywords: data.tags.map(({ tag }) => tag).join(', '),
			file: `Full Text:/home/ada/Zotero/storage/${data.key}/paper.pdf:application/pdf`,
		};
		const lines = Object.entries(fields).flatMap(([name, value]) => (value ? [`\t${name} = {${value}},`] : []));
		return `\n@${biblatexTypes[data.itemType] ?? 'misc'}{${key},\n${lines.join('\n')}\n}\n`;
	}

	/** Better BibTeX's JSON-RPC: 200 even for errors. */
	#betterBibtex(socket, { path, body }) {
		const answer = (content) => this.#send(socket, 200, 'application/json', JSON.stringify(content));
		if (!path.startsWith('/better-bibtex/json-rpc')) return this.#send(socket, 404, 'text/plain', 'No endpoint found');
		const { id, method, params = [] } = JSON.parse(body);
		const result = (value) => answer({ jsonrpc: '2.0', id, result: value });
		const error = (message) => answer({ jsonrpc: '2.0', error: { code: -32603, message }, id: null });
		const libraries = [this.user, ...this.groups.values()];
		const keyOf = ({ data, bbtKey }) => data.citationKey || bbtKey;
		switch (method) {
			case 'api.ready':
				return result({ zotero: `${this.version}.0.0`, betterbibtex: this.version >= 8 ? '9.0.57' : '7.0.1' });
			case 'user.groups':
				return result(libraries.map(({ id: own, name }) => ({ id: own, name })));
			case 'item.citationkey': {
				const found = {};
				for (const name of params[0]) {
					const [libraryId, key] = name.includes(':') ? name.split(':') : ['1', name];
					const item = libraries.find(({ id: own }) => own === Number(libraryId))?.items.get(key);
					found[name] = item ? (keyOf(item) ?? null) : null;
				}
				return result(found);
			}
			case 'item.export': {
				const [keys, , libraryId = 1] = params;
				const items = [...(libraries.find(({ id: own }) => own === Number(libraryId))?.items.values() ?? [])];
				const found = keys.map((key) => items.find((item) => keyOf(item) === key));
				if (found.includes(undefined)) return error(`not found: ${keys.filter((_, index) => !found[index]).join(', ')}`);
				return result(found.map((item) => this.#biblatex(item, keyOf(item))).join('\n'));
			}
			default:
				return error(`method not found: ${method}`);
		}
	}
}

/** Zotero's search syntax for one parameter: `a || b` is or, `-a` is not, `-a || b` is not a or not b. */
function fits(wanted, type) {
	const negates = wanted.startsWith('-');
	const names = (negates ? wanted.slice(1) : wanted).split('||').map((name) => name.trim());
	return names.some((name) => (name === type) !== negates);
}

const reasons = {
	200: 'OK',
	304: 'Not Modified',
	400: 'Bad Request',
	403: 'Forbidden',
	404: 'Not Found',
	412: 'Precondition Failed',
	501: 'Not Implemented',
};

const topics = [
	'harbour seals',
	'peat bogs',
	'slow lanterns',
	'tidal mills',
	'glass eels',
	'north winds',
	'dry walls',
	'moth traps',
	'ice roads',
];
