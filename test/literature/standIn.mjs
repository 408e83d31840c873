// The services that know the literature, played by one server on loopback: OpenAlex below /openalex, Crossref below /crossref, DataCite below
// /datacite, Semantic Scholar below /semanticscholar, arXiv below /arxiv. The answers are our own, in the forms that the services document, with
// all that is unpleasant in them. Nothing here is a real work.
import { createServer } from 'node:http';

/** A DOI's own letters in an address. */
const decoded = (text) => {
	try {
		return decodeURIComponent(text);
	} catch {
		return text;
	}
};

/** Words of a text, folded. */
const wordsOf = (text) => text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];

/** `{word: [places]}` of a text (OpenAlex, `abstract_inverted_index`). */
function invertedIndex(text) {
	const index = {};
	text.split(' ').forEach((word, place) => {
		index[word] ??= [];
		index[word].push(place);
	});
	return index;
}

export class LiteratureStandIn {
	/** Every request, in order: the path with its parameters, and the headers. */
	requests = [];
	/** The works, as `add` was given them. */
	works = [];
	/** Called with each request before it is answered; answers it itself where it returns true. */
	intercept = () => false;
	/** So many milliseconds pass before each answer. */
	delay = 0;
	/** What OpenAlex still answers today, in dollars; below a request's price it refuses. */
	budget = 0.1;
	#server = createServer((request, response) => this.#receive(request, response));
	#mostAtOnce = 0;
	#now = 0;

	/** Starts on a port of loopback, a free one where none is given. */
	async start(port = 0) {
		await new Promise((resolve, reject) => {
			this.#server.once('error', reject);
			this.#server.listen(port, '127.0.0.1', resolve);
		});
		return this;
	}

	async stop() {
		this.#server.closeAllConnections();
		await new Promise((resolve) => this.#server.close(resolve));
	}

	get port() {
		return this.#server.address().port;
	}

	/** So many requests were unanswered at one time, at most. */
	get mostAtOnce() {
		return this.#mostAtOnce;
	}

	/** The addresses of all services, for `lectern.addPaper.services`; at another host or port where a proxy knows that. */
	addresses(host = `127.0.0.1:${this.port}`) {
		return Object.fromEntries(
			['openalex', 'crossref', 'datacite', 'semanticscholar', 'arxiv', 'doi'].map((name) => [name, `http://${host}/${name}`]),
		);
	}

	/**
	 * Adds a work: `id` (`W1`), `title`, `authors` (`[["Ann", "Roe"], …]`), `year`, and where wanted `doi`, `arxiv`, `venue`, `citedBy`, `cites`
	 * (ids), `abstract`, `isRetracted`, `isOpen`, `isPreprint`, `updates` (Crossref's `updated-by`).
	 */
	add(work) {
		this.works.push({ authors: [], cites: [], citedBy: 0, type: work.isPreprint ? 'preprint' : 'article', ...work });
		return work;
	}

	/** The paths of the requests to one service, without what is behind the question mark where `isShort`. */
	asked(service, isShort = false) {
		return this.requests
			.filter(({ path }) => path.startsWith(`/${service}/`))
			.map(({ path }) => (isShort ? path.split('?', 1)[0] : path).slice(service.length + 1));
	}

	#receive(request, response) {
		this.requests.push({ method: request.method, path: request.url, headers: request.headers });
		this.#now++;
		this.#mostAtOnce = Math.max(this.#mostAtOnce, this.#now);
		response.once('close', () => this.#now--);
		const answer = () => {
			if (response.destroyed || this.intercept(request, response)) return;
			this.#answer(new URL(request.url, 'http://stand.in'), response);
		};
		if (this.delay > 0) setTimeout(answer, this.delay);
		else answer();
	}

	#answer(url, response) {
		const [, service, ...rest] = url.pathname.split('/');
		const path = rest.join('/');
		if (service === 'openalex') return this.#openAlex(path, url.searchParams, response);
		if (service === 'crossref') return this.#crossref(path, url.searchParams, response);
		if (service === 'datacite') return this.#dataCite(path, response);
		if (service === 'semanticscholar') return this.#semanticScholar(path, response);
		if (service === 'doi') return this.#agency(path, response);
		response.writeHead(404).end('Resource not found.');
	}

	/** @see https://docs.openalex.org: lists, single works, autocomplete, and what remains of the day. */
	#openAlex(path, parameters, response) {
		const price = path.startsWith('works/') ? 0 : parameters.has('search') ? 0.001 : 0.0001;
		const limit = parameters.has('api_key') ? 1 : 0.1;
		const headers = () => ({
			'content-type': 'application/json',
			'access-control-allow-origin': '*',
			'x-ratelimit-limit-usd': String(limit),
			'x-ratelimit-remaining-usd': String(Number(this.budget.toFixed(6))),
			'x-ratelimit-cost-usd': String(price),
		});
		if (price > this.budget) {
			this.budget = 0;
			response.writeHead(429, { ...headers(), 'retry-after': '3600' }).end('{"error": "Rate limit exceeded"}');
			return;
		}
		this.budget -= price;
		const send = (body) => response.writeHead(200, headers()).end(JSON.stringify(body));
		if (path === 'autocomplete/works') {
			const typed = (parameters.get('q') ?? '').toLowerCase();
			const results = this.works.filter(({ title }) => wordsOf(title).join(' ').includes(wordsOf(typed).join(' '))).slice(0, 10);
			return send({ meta: { count: results.length }, results: results.map((work) => this.#completed(work)) });
		}
		if (path.startsWith('works/')) {
			const id = decoded(path.slice('works/'.length));
			const moved = this.works.find(({ mergedFrom }) => mergedFrom === id);
			if (moved) return response.writeHead(301, { location: `/openalex/works/${moved.id}?${parameters}` }).end();
			const work = this.works.find((each) => each.id === id || (id.startsWith('doi:') && this.#hasDoi(each, id.slice(4))));
			return work ? send(this.#openAlexWork(work)) : response.writeHead(404, headers()).end('<!doctype html><title>404</title>');
		}
		let found = this.works;
		const [, name, value = ''] = /^(\w+):(.*)$/.exec(parameters.get('filter') ?? '') ?? [];
		if (name === 'cites') found = found.filter(({ cites }) => cites.includes(value));
		if (name === 'cited_by') {
			const { cites = [] } = this.works.find(({ id }) => id === value) ?? {};
			found = found.filter(({ id }) => cites.includes(id));
		}
		if (name === 'doi') found = found.filter((work) => value.split('|').some((doi) => this.#hasDoi(work, decoded(doi))));
		const query = parameters.get('search');
		if (query !== null) found = this.#ranked(query, ({ title, abstract = '' }) => `${title} ${abstract}`);
		const [by] = (parameters.get('sort') ?? '').split(':');
		if (by === 'cited_by_count') found = found.toSorted((a, b) => b.citedBy - a.citedBy);
		if (by === 'publication_date') found = found.toSorted((a, b) => b.year - a.year);
		const page = found.slice(0, Number(parameters.get('per_page') ?? 25));
		send({ meta: { count: found.length }, results: page.map((work) => this.#openAlexWork(work, 100)) });
	}

	#hasDoi = ({ doi, arxiv }, wanted) =>
		[doi, arxiv && `10.48550/arXiv.${arxiv}`].some((each) => each?.toLowerCase() === wanted.toLowerCase());

	/** Works with all words of a query in a text of theirs, those cited most first. */
	#ranked(query, textOf) {
		const words = wordsOf(query);
		return this.works
			.filter((work) => {
				const own = new Set(wordsOf(textOf(work).replace(/<[^>]*>/g, '')));
				return words.every((word) => own.has(word));
			})
			.toSorted((a, b) => b.citedBy - a.citedBy);
	}

	#completed = ({ id, title, authors, citedBy, doi }) => ({
		id: `https://openalex.org/${id}`,
		display_name: title,
		hint: authors.map((name) => name.join(' ')).join(', '),
		cited_by_count: citedBy,
		works_count: null,
		entity_type: 'work',
		external_id: doi ? `https://doi.org/${doi}` : null,
	});

	#openAlexWork(
		{ id, title, authors, year, doi, arxiv, venue, citedBy, cites, abstract, isRetracted = false, isOpen = false, type },
		most = 1e4,
	) {
		const own = arxiv && `https://doi.org/10.48550/arxiv.${arxiv}`;
		return {
			id: `https://openalex.org/${id}`,
			doi: doi ? `https://doi.org/${doi}` : (own ?? null),
			display_name: title,
			publication_year: year,
			publication_date: `${year}-03-01`,
			type,
			authorships: authors.slice(0, most).map((name) => ({
				author_position: 'middle',
				author: { id: 'https://openalex.org/A1', display_name: name.join(' ') },
				raw_author_name: name.join(' '),
			})),
			primary_location: venue ? { source: { display_name: venue, type: 'journal' }, version: 'publishedVersion' } : null,
			best_oa_location: isOpen ? { landing_page_url: `https://example.org/${id}`, pdf_url: null } : null,
			locations: arxiv ? [{ landing_page_url: `https://arxiv.org/abs/${arxiv}`, version: 'submittedVersion' }] : [],
			open_access: { is_oa: isOpen },
			biblio: { volume: null, issue: null, first_page: null, last_page: null },
			cited_by_count: citedBy,
			referenced_works_count: cites.length,
			is_retracted: isRetracted,
			abstract_inverted_index: abstract === undefined ? null : invertedIndex(abstract),
		};
	}

	/** @see https://github.com/CrossRef/rest-api-doc: works by words, and one by its DOI. */
	#crossref(path, parameters, response) {
		const headers = {
			'content-type': 'application/json',
			'access-control-allow-origin': '*',
			'x-rate-limit-limit': '50',
			'x-rate-limit-interval': '1s',
		};
		const send = (type, message) =>
			response.writeHead(200, headers).end(JSON.stringify({ status: 'ok', 'message-type': type, 'message-version': '1.0.0', message }));
		const registered = ({ doi, registry = 'crossref' }) => doi !== undefined && registry === 'crossref';
		if (path.startsWith('works/')) {
			const doi = decoded(path.slice('works/'.length));
			const work = this.works.find((each) => registered(each) && each.doi.toLowerCase() === doi.toLowerCase());
			return work
				? send('work', this.#crossrefWork(work))
				: response.writeHead(404, { 'access-control-allow-origin': '*' }).end('Resource not found.');
		}
		const query = parameters.get('query.bibliographic') ?? '';
		const textOf = ({ title, authors, year }) => `${title} ${authors.flat().join(' ')} ${year}`;
		const items = this.#ranked(query, textOf)
			.filter(registered)
			.slice(0, Number(parameters.get('rows') ?? 20));
		send('work-list', { 'total-results': items.length, items: items.map((work) => this.#crossrefWork(work)) });
	}

	#crossrefWork = ({ doi, title, authors, year, venue, citedBy, cites, abstract, type, updates, fields = {} }) => ({
		DOI: doi,
		type: type === 'preprint' ? 'posted-content' : 'journal-article',
		title: [title],
		author: authors.map(([given, family], place) => ({ given, family, sequence: place === 0 ? 'first' : 'additional', affiliation: [] })),
		...(venue && { 'container-title': [venue] }),
		issued: { 'date-parts': [[year, 3]] },
		publisher: 'Harbour Press',
		...(abstract && { abstract: `<jats:p>${abstract.replace(/&/g, '&amp;').replace(/</g, '&lt;')}</jats:p>` }),
		'references-count': cites.length,
		'is-referenced-by-count': Math.floor(citedBy / 2),
		...(updates && { 'updated-by': updates }),
		...fields,
	});

	/** @see https://support.datacite.org/docs/api: one work by its DOI. */
	#dataCite(path, response) {
		const doi = decoded(path.replace(/^dois\//, ''));
		const work = this.works.find((each) => (each.registry === 'datacite' || each.arxiv) && this.#hasDoi(each, doi));
		if (!work)
			return response.writeHead(404).end('{"errors":[{"status":"404","title":"The resource you are looking for doesn\'t exist."}]}');
		const { title, authors, year, arxiv } = work;
		const attributes = {
			doi: doi.toLowerCase(),
			identifiers: arxiv ? [{ identifier: arxiv, identifierType: 'arXiv' }] : [],
			creators: authors.map(([givenName, familyName]) => ({
				name: `${familyName}, ${givenName}`,
				nameType: 'Personal',
				givenName,
				familyName,
			})),
			titles: [{ title }],
			publisher: arxiv ? 'arXiv' : 'Harbour Data',
			container: {},
			publicationYear: year,
			dates: [{ date: `${year}-02`, dateType: 'Issued' }],
			types: { resourceTypeGeneral: arxiv ? 'Preprint' : 'Dataset' },
			...work.attributes,
		};
		response
			.writeHead(200, { 'content-type': 'application/vnd.api+json', 'access-control-allow-origin': '*' })
			.end(JSON.stringify({ data: { id: doi.toLowerCase(), type: 'dois', attributes } }));
	}

	/** @see https://www.doi.org/doi-handbook/HTML/which-ra_.html: which registry has a DOI. */
	#agency(path, response) {
		const doi = decoded(path.replace(/^ra\//, ''));
		const work = this.works.find((each) => this.#hasDoi(each, doi));
		const agency = { crossref: 'Crossref', datacite: 'DataCite' }[work?.registry ?? 'crossref'] ?? work?.registry;
		response
			.writeHead(200, { 'content-type': 'application/json' })
			.end(JSON.stringify([work ? { DOI: doi, RA: agency } : { DOI: doi, status: 'DOI does not exist' }]));
	}

	/** @see https://api.semanticscholar.org/api-docs/graph: a paper by its DOI. */
	#semanticScholar(path, response) {
		const doi = decoded(path.replace(/^paper\//, '')).replace(/^DOI:/, '');
		const work = this.works.find((each) => this.#hasDoi(each, doi));
		if (!work) return response.writeHead(404).end('{"error":"Paper with id not found"}');
		response
			.writeHead(200, { 'content-type': 'application/json' })
			.end(JSON.stringify({ paperId: '0'.repeat(40), title: work.title, abstract: work.scholarAbstract ?? null }));
	}
}

/** A small literature: harbours, lanterns and fog, with everything that titles and authors may hold. */
export function fillLiterature(standIn) {
	standIn.add({
		id: 'W1',
		title: 'Lanterns and fog: a study of <i>dim</i> light &amp; H<sub>2</sub>O',
		authors: [
			['Ann B.', 'Roe'],
			['Ludwig', 'van Beek'],
		],
		year: 2019,
		doi: '10.1234/lamp.5',
		venue: 'Journal of Dim Light',
		citedBy: 420,
		cites: ['W2', 'W4'],
		isOpen: true,
		abstract: 'Lanterns are seen through fog at less than 200 m. We show why.',
	});
	standIn.add({
		id: 'W2',
		title: 'Lanterns in the harbour',
		authors: [['Mira', 'Lang']],
		year: 2011,
		doi: '10.1234/lights',
		venue: 'Harbour Review',
		citedBy: 88,
	});
	standIn.add({
		id: 'W3',
		title: 'Mirrors in the Attic',
		authors: [['Aaron', 'van den Oord']],
		year: 2020,
		arxiv: '2001.00010',
		isPreprint: true,
		citedBy: 7,
		cites: ['W1', 'W2'],
		abstract: 'Reflection helps.',
		isOpen: true,
	});
	standIn.add({
		id: 'W4',
		title: 'On <mml:math><mml:mi>n</mml:mi><mml:annotation encoding="application/x-tex">n</mml:annotation></mml:math>-fold fog',
		authors: Array.from({ length: 130 }, (_, number) => [`Author${number}`, `Number${number}`]),
		year: 2003,
		doi: '10.1234/fog.1',
		venue: 'Fog Letters',
		citedBy: 1200,
		scholarAbstract: 'Fog has folds.',
	});
	standIn.add({
		id: 'W5',
		title: 'Lanterns reconsidered',
		authors: [['Edgar A.', 'Poe']],
		year: 2022,
		doi: '10.1234/lamp.9',
		venue: 'Journal of Dim Light',
		citedBy: 3,
		cites: ['W1', 'W3'],
		isRetracted: true,
		updates: [
			{
				type: 'retraction',
				DOI: '10.1234/lamp.9r',
				source: 'retraction-watch',
				updated: { 'date-parts': [[2023, 5, 2]], 'date-time': '2023-05-02T00:00:00Z' },
			},
		],
	});
	standIn.add({ id: 'W6', title: 'A lighthouse keeper’s almanac', authors: [['Ida', 'Stone']], year: 1887, citedBy: 12, cites: [] });
	standIn.add({
		id: 'W7',
		title: 'A table of tides',
		authors: [['Tom', 'Ebb']],
		year: 2018,
		doi: '10.5281/zenodo.77',
		registry: 'datacite',
		type: 'dataset',
		citedBy: 2,
	});
	return standIn;
}
