import {
	abstractText,
	append,
	type CancellationSignal,
	type Clock,
	citedPath,
	citingPath,
	completedRow,
	completePath,
	crossrefSearchPath,
	type Followed,
	type HostName,
	hosts,
	type Identifier,
	identifierIn,
	idOfWork,
	isAuthorYear,
	type Library,
	l10n,
	mergeWorks,
	type OpenAlexId,
	ordered,
	type Paper,
	readCompleted,
	readCrossrefList,
	readOpenAlexList,
	readOpenAlexWork,
	registriesFor,
	type SourceRecord,
	type Surrounding,
	searchPath,
	services,
	systemClock,
	type Work,
	type WorkRow,
	workPath,
	workRow,
} from '../engine/index.js';
import type { LiteratureAnswer } from '../protocol/index.js';
import type { LiteratureService } from './literatureService.js';

/** So many works that were found are remembered. */
const mostRemembered = 3000;

/** What services said about a work, and about what is around it. */
interface Found {
	readonly rows: readonly WorkRow[];
	readonly failures: readonly string[];
}

/** What a question found, or why it found nothing. */
interface FoundWorks {
	readonly works: readonly Work[];
	readonly failures: readonly string[];
}

/** So many works on either side of a paper are drawn on the map. */
const mostDrawn = 12;

/** So long (ms) a late service is waited for once another has found something. */
const latePatience = 1500;

/** So long (ms) titles that go on from what is typed are waited for. */
const completionPatience = 8000;

/** The works that services have reported in this session, and the questions that find more. */
export class LiteratureWorks {
	readonly #works = new Map<string, Work>();
	readonly #followed = new Map<
		string,
		{ readonly id: string; readonly cites: readonly Work[]; readonly mostCited: readonly Work[]; readonly newest: readonly Work[] } & Pick<
			Followed,
			'citesCount' | 'citedByCount' | 'failures'
		>
	>();

	constructor(
		private readonly service: LiteratureService,
		private readonly clock: Clock = systemClock,
	) {}

	/** The work that a row was about; nothing where it has not been found in this session. */
	workOf(id: string): Work | undefined {
		return this.#works.get(id);
	}

	/** Titles that go on from what is typed. */
	async complete(library: Library, query: string, token: CancellationSignal): Promise<LiteratureAnswer> {
		const typed = query.trim();
		if (typed.length < 4 || !this.service.isOn('openalex') || identifierIn(typed)) return this.#answer({ rows: [], failures: [] });
		const answer = await this.service.ask('openalex', completePath(typed), token, { milliseconds: completionPatience });
		if ('failure' in answer) return this.#answer({ rows: [], failures: messagesOf(answer.failure) });
		const found = readCompleted(answer.text);
		return this.#answer(found ? { rows: found.map((each) => completedRow(library, each)), failures: [] } : odd('openalex'));
	}

	/**
	 * The best works for a query, from all services that are on. Where one is late, what the others found is answered as a part, unless all are to be
	 * waited for: their questions go on, and asking again gets their answers.
	 */
	async search(library: Library, query: string, token: CancellationSignal, waits = false): Promise<LiteratureAnswer> {
		const typed = query.trim();
		if (typed === '') return this.#answer({ rows: [], failures: [] });
		const identifier = identifierIn(typed);
		const asked = identifier
			? [this.#identified(identifier, token)]
			: [
					this.#list('openalex', searchPath(typed), (text) => readOpenAlexList(text)?.works, token),
					this.#list('crossref', crossrefSearchPath(typed), readCrossrefList, token),
				];
		const given: (FoundWorks | undefined)[] = asked.map(() => undefined);
		asked.forEach((each, index) => {
			// None of them rejects.
			each.then(
				(found) => {
					given[index] = found;
				},
				() => undefined,
			);
		});
		const all = Promise.all(asked);
		const anyFound = Promise.any(
			asked.map((each) => each.then(({ works }) => (works.length > 0 ? true : Promise.reject(new Error('none'))))),
		);
		if (waits) await all;
		else await Promise.race([all, anyFound.then(() => this.clock.wait(latePatience)).catch(() => all)]);
		const lists = given.filter((each) => each !== undefined);
		const failures = lists.flatMap((each) => each.failures);
		const found = lists.map((each) => each.works);
		const works = mergeWorks(isAuthorYear(typed) ? found.reverse() : found);
		const answer = this.#answer({ rows: this.#rows(library, works), failures });
		return lists.length < asked.length ? { ...answer, isPartial: true } : answer;
	}

	/** The work with an identifier, from OpenAlex, else from the registry. */
	async #identified({ kind, value }: Identifier, token: CancellationSignal): Promise<FoundWorks> {
		const found = await this.#single(kind === 'doi' ? { doi: value } : { arxiv: value }, token);
		if (found.works.length > 0) return found;
		const registered = await this.#registered(kind === 'doi' ? { doi: value } : { arxiv: value }, token);
		if (!('record' in registered)) return { works: [], failures: [...found.failures, ...registered.failures] };
		const { record, source } = registered;
		return { works: [{ record, isCut: false, isSaidRetracted: false, from: [source] }], failures: [] };
	}

	/** The record that the registry of a DOI, or of arXiv's own, has; or why it could not be asked. */
	async #registered(
		named: Pick<SourceRecord, 'doi' | 'arxiv'>,
		token: CancellationSignal,
	): Promise<
		{ readonly record: SourceRecord; readonly source: HostName } | { readonly failures: readonly string[]; readonly isCancelled: boolean }
	> {
		const failures: string[] = [];
		for (const { service: host, doi } of registriesFor(named)) {
			if (!this.service.isOn(host)) continue;
			const answer = await this.service.ask(host, services[host].path(doi), token, { isSingle: true });
			if ('failure' in answer) {
				if (answer.failure.code === 'cancelled') return { failures: [answer.failure.message], isCancelled: true };
				failures.push(answer.failure.message);
				continue;
			}
			const record = answer.status === 404 ? undefined : services[host].read(answer.text);
			if (record) return { record, source: host };
		}
		return { failures, isCancelled: false };
	}

	/** A work by what it is known by, from OpenAlex, which knows what is around it; remembered. */
	async #single(id: OpenAlexId, token: CancellationSignal): Promise<FoundWorks> {
		if (!this.service.isOn('openalex')) return { works: [], failures: [] };
		const answer = await this.service.ask('openalex', workPath(id), token, { isSingle: true });
		if ('failure' in answer) return { works: [], failures: messagesOf(answer.failure) };
		if (answer.status === 404) return { works: [], failures: [] };
		const work = readOpenAlexWork(answer.text);
		if (!work) return { works: [], failures: odd('openalex').failures };
		this.#remember(work);
		return { works: [work], failures: [] };
	}

	async #list(
		host: HostName,
		path: string,
		read: (text: string) => readonly Work[] | undefined,
		token: CancellationSignal,
	): Promise<FoundWorks> {
		if (!this.service.isOn(host)) return { works: [], failures: [] };
		const answer = await this.service.ask(host, path, token);
		if ('failure' in answer) return { works: [], failures: messagesOf(answer.failure) };
		const works = answer.status === 404 ? [] : read(answer.text);
		return works ? { works, failures: [] } : { works: [], failures: odd(host).failures };
	}

	/** The record of a work for its entry: from the registry of its DOI, else from the service that found it. */
	async recordOf(
		id: string,
		token: CancellationSignal,
	): Promise<{ readonly record: SourceRecord; readonly source: HostName; readonly isRegistered: boolean } | { readonly failure: string }> {
		const work = await this.#whole(id, token);
		if ('failure' in work) return work;
		const registered = await this.#registered(work.record, token);
		if ('record' in registered) return { ...registered, isRegistered: true };
		// A registry that cannot be asked now is no reason for a poorer entry.
		if (registered.failures.length > 0) return { failure: registered.failures.join(' ') };
		return { record: work.record, source: work.from[0] ?? 'openalex', isRegistered: false };
	}

	/** Gets to know a work, of which only the title or the DOI may be known so far: what the reader knows it by, or why that failed. */
	async open(id: string, token: CancellationSignal): Promise<{ readonly key: string } | { readonly failure: string }> {
		if (!this.service.isOn('openalex')) return { failure: l10n.t('{0} is not turned on.', hosts.openalex.title) };
		if (id.startsWith('openalex:') && this.#works.has(id)) return { key: id };
		const doi = /^doi:(.+)$/.exec(id)?.[1];
		const openAlex = /^openalex:(W\d+)$/.exec(id)?.[1];
		const named: OpenAlexId | undefined = doi !== undefined ? { doi } : openAlex !== undefined ? { openAlex } : undefined;
		const found = named && (await this.#single(named, token));
		const key = found?.works[0] && idOfWork(found.works[0]);
		return key === undefined ? { failure: found?.failures[0] ?? l10n.t('{0} does not know this work.', hosts.openalex.title) } : { key };
	}

	/** A work with all that the service says about it; lists cut the authors, and completed titles have next to nothing. */
	async #whole(id: string, token: CancellationSignal): Promise<Work | { readonly failure: string }> {
		const known = this.#works.get(id);
		if (known && !known.isCut) return known;
		const openAlex = /^openalex:(W\d+)$/.exec(id)?.[1];
		if (openAlex === undefined) return known ?? { failure: l10n.t('This work has not been found in this session. Search for it again.') };
		const { works, failures } = await this.#single({ openAlex }, token);
		const [work] = works;
		if (work) return work;
		return { failure: failures[0] ?? l10n.t('{0} does not know this work any more.', hosts.openalex.title) };
	}

	/** What a paper or work is known by to OpenAlex; nothing where it has neither DOI nor arXiv identifier nor number. */
	idFor(key: string, paper: Paper | undefined): OpenAlexId | undefined {
		const openAlex = /^openalex:(W\d+)$/.exec(key)?.[1];
		if (openAlex !== undefined) return { openAlex };
		if (paper?.doi !== undefined) return { doi: paper.doi };
		return paper?.arxiv === undefined ? undefined : { arxiv: paper.arxiv };
	}

	/** Finds out what a paper or work cites and what cites it. Why that is not known, or nothing. */
	async follow(key: string, paper: Paper | undefined, token: CancellationSignal): Promise<string | undefined> {
		const id = this.idFor(key, paper);
		if (!id) return l10n.t('This paper has neither a DOI nor an arXiv identifier, by which OpenAlex would know it.');
		const { works, failures: reasons } = await this.#single(id, token);
		const [work] = works;
		if (!work?.openAlex) return reasons[0] ?? l10n.t('{0} does not know this work.', hosts.openalex.title);
		await this.#addAbstract(work, token);
		const failures: string[] = [];
		const list = async (path: string) => {
			const answer = await this.service.ask('openalex', path, token);
			const found = 'failure' in answer ? undefined : readOpenAlexList(answer.text);
			if (found) return found;
			append(failures, 'failure' in answer ? messagesOf(answer.failure) : odd('openalex').failures);
			return { works: [], count: 0 };
		};
		const cites = await list(citedPath(work.openAlex, 100));
		const mostCited = await list(citingPath(work.openAlex, 'cited', 100));
		const newest = mostCited.count > mostCited.works.length ? await list(citingPath(work.openAlex, 'new', 25)) : mostCited;
		if (token.isCancellationRequested) return l10n.t('Cancelled.');
		for (const each of [...cites.works, ...mostCited.works, ...newest.works]) this.#remember(each);
		this.#followed.set(key, {
			id: `openalex:${work.openAlex}`,
			cites: cites.works,
			citesCount: cites.count,
			mostCited: mostCited.works,
			newest: newest === mostCited ? byYear(newest.works) : newest.works,
			citedByCount: mostCited.count,
			failures: [...new Set(failures)],
		});
		return undefined;
	}

	/** The abstract of a paper that was followed, as services have it; nothing where none has. */
	abstractOf(key: string): string | undefined {
		const id = this.#followed.get(key)?.id;
		return id === undefined ? undefined : this.#works.get(id)?.abstract;
	}

	/** The abstract of a work that OpenAlex has none of, from Semantic Scholar where that is on. */
	async #addAbstract(work: Work, token: CancellationSignal): Promise<void> {
		const { doi } = work.record;
		if (work.abstract !== undefined || doi === undefined || !this.service.isOn('semanticscholar')) return;
		const path = `/paper/DOI:${encodeURIComponent(doi)}?fields=abstract`;
		const answer = await this.service.ask('semanticscholar', path, token, { isSingle: true });
		if ('failure' in answer || answer.status !== 200) return;
		const abstract = abstractIn(answer.text);
		if (abstract !== undefined) this.#remember({ ...work, abstract, from: [...work.from, 'semanticscholar'] });
	}

	/** What is known around a paper or work, with the papers of the library marked; nothing before the user has asked for it. */
	followed(key: string, library: Library): Followed | undefined {
		const found = this.#followed.get(key);
		if (!found) return undefined;
		const { id: _, cites, mostCited, newest, ...rest } = found;
		const rows = (works: readonly Work[]) => works.flatMap((work) => workRow(library, work) ?? []);
		return {
			...rest,
			cites: ordered({ mostCited: rows(cites), newest: [] }),
			citedBy: ordered({ mostCited: rows(mostCited), newest: rows(newest) }),
		};
	}

	/** What is known around the papers and works that were followed, as the map draws it: some of what each cites and of what cites it. */
	surroundings(library: Library): readonly Surrounding[] {
		return [...this.#followed.keys()].map((key) => {
			const { cites = [], citedBy = [] } = this.followed(key, library) ?? {};
			return { key, works: [...cites.slice(0, mostDrawn), ...citedBy.slice(0, mostDrawn)] };
		});
	}

	#rows(library: Library, works: readonly Work[]): readonly WorkRow[] {
		return works.flatMap((work) => {
			this.#remember(work);
			return workRow(library, work) ?? [];
		});
	}

	#remember(work: Work): void {
		const id = idOfWork(work);
		if (id === undefined) return;
		const known = this.#works.get(id);
		// What is known whole is not replaced by what a list cut; an abstract stays.
		const kept = known && !known.isCut && work.isCut ? known : work;
		const abstract = kept.abstract ?? known?.abstract;
		this.#works.delete(id);
		this.#works.set(id, { ...kept, ...(abstract !== undefined && { abstract }) });
		for (const oldest of this.#works.keys()) {
			if (this.#works.size <= mostRemembered) break;
			this.#works.delete(oldest);
		}
	}

	#answer({ rows, failures }: Found): LiteratureAnswer {
		const left = this.service.leftInWords('openalex');
		return { rows, failures: [...new Set(failures)], ...(left !== undefined && { left }) };
	}
}

const byYear = (works: readonly Work[]): readonly Work[] => [...works].sort((a, b) => (b.record.year ?? 0) - (a.record.year ?? 0));

/** What the user gave up is no failure to report. */
const messagesOf = ({ code, message }: { readonly code: string; readonly message: string }): readonly string[] =>
	code === 'cancelled' ? [] : [message];

const odd = (host: HostName): Found => ({
	rows: [],
	failures: [l10n.t('{0} answered, but not with works that Lectern can read.', hosts[host].title)],
});

/** The abstract in an answer of Semantic Scholar's about one paper; nothing where it has none. */
function abstractIn(text: string): string | undefined {
	try {
		return abstractText((JSON.parse(text) as { readonly abstract?: unknown } | null)?.abstract);
	} catch {
		// An abstract is an addition: without it the work is shown all the same.
		return undefined;
	}
}
