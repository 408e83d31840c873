import type { CacheFolder } from '../base/files.js';
import type { Log } from '../base/log.js';
import type { CancellationSignal } from '../base/web.js';
import type { SourceRecord } from '../library/formats/record.js';
import { stated } from '../library/formats/record.js';
import { serviceFor } from '../library/formats/services/services.js';
import { oddAnswer, type ServiceFailure } from './failures.js';
import { hosts } from './hosts.js';
import { agencyPath, isNoDoi, isOfRegistry, type RegistryFacts, type RegistryName, readRegistry, registryPath } from './registry.js';

/** What is known about a DOI: what its registry says, that nobody has registered it, or that another registry has, which is not asked. */
export type Verdict = RegistryFacts | 'unregistered' | 'elsewhere';

/** What checks have found. DOIs are in small letters. */
export interface Checked {
	readonly dois: Iterable<string>;
	/** What is known of a DOI; nothing where it was not checked. */
	verdictOf(doi: string): Verdict | undefined;
}

/** Asks a registry or doi.org at a path: a status, 200 or 404, with the text, or why there is no answer. */
export type AskRegistry = (
	host: RegistryName | 'doi',
	path: string,
	token: CancellationSignal,
) => Promise<{ readonly status: number; readonly text: string } | { readonly failure: ServiceFailure }>;

/** What came of a check. */
export interface CheckOutcome {
	/** Works that were looked up, and how many of them were asked for now. */
	readonly works: number;
	readonly asked: number;
	/** Why works could not be looked up, and how many; each reason once. */
	readonly failures: readonly { readonly message: string; readonly works: number }[];
}

/** An answer counts for 30 days; that there is no such DOI for one, since it may be registered tomorrow (ms). */
const lasts = 30 * 24 * 3600_000;
const absenceLasts = 24 * 3600_000;

const cacheName = 'registries.json';
/** Of older versions of this form nothing is read. */
const cacheVersion = 1;

/** So many answers are kept in the cache. */
const mostKept = 20_000;

interface Kept {
	readonly at: number;
	readonly verdict: Verdict;
}

/** The DOI by which a work is looked up: its own, else that of its preprint; as it is compared (DOI Handbook, section 2.4). */
export function doiToCheck(record: Pick<SourceRecord, 'doi' | 'arxiv' | 'inherited'>): string | undefined {
	const doi = stated(record, 'doi');
	const arxiv = stated(record, 'arxiv');
	return (doi ?? (arxiv === undefined ? undefined : `10.48550/arXiv.${arxiv}`))?.toLowerCase();
}

/** What registries say about works, asked for those that a check names and for no others. */
export class RegistryCheck {
	readonly #known = new Map<string, Verdict>();
	#cached: Map<string, Kept> | undefined;

	constructor(
		private readonly ask: AskRegistry,
		private readonly cache: CacheFolder | undefined,
		private readonly log: Log,
		private readonly now: () => number = Date.now,
	) {}

	/** What the checks of this session have found. */
	get checked(): Checked {
		const known = this.#known;
		return { dois: known.keys(), verdictOf: (doi) => known.get(doi.toLowerCase()) };
	}

	/** Whether any check has found anything. */
	get isEmpty(): boolean {
		return this.#known.size === 0;
	}

	/**
	 * Looks works up by their DOIs: in what was asked for in the last 30 days, else at their registries. A publication that a preprint's
	 * registry names is looked up, too. `progress` is called after each work. Resolves with what is known by then when it is cancelled.
	 */
	async check(dois: Iterable<string>, token: CancellationSignal, progress: (done: number, all: number) => void): Promise<CheckOutcome> {
		const cached = await this.#read();
		const waiting = [...new Set(Array.from(dois, (doi) => doi.toLowerCase()))];
		const failures = new Map<string, number>();
		let asked = 0;
		let works = 0;
		for (let index = 0; index < waiting.length && !token.isCancellationRequested; index++) {
			const found = await this.#lookUp(waiting[index]!, cached, token);
			if ('code' in found) {
				if (found.code === 'cancelled') break;
				failures.set(found.message, (failures.get(found.message) ?? 0) + 1);
			} else {
				works++;
				if (found.isAsked) asked++;
				const publication = typeof found.verdict === 'object' ? found.verdict.publishedAs?.toLowerCase() : undefined;
				if (publication !== undefined && !waiting.includes(publication)) waiting.push(publication);
			}
			progress(index + 1, waiting.length);
		}
		if (asked > 0) await this.#write(cached);
		return { works, asked, failures: Array.from(failures, ([message, count]) => ({ message, works: count })) };
	}

	/** What is known of a work: kept lately, or asked for now. */
	async #lookUp(
		doi: string,
		cached: Map<string, Kept>,
		token: CancellationSignal,
	): Promise<{ readonly verdict: Verdict; readonly isAsked: boolean } | ServiceFailure> {
		const kept = cached.get(doi);
		const isFresh = kept && this.now() - kept.at < (kept.verdict === 'unregistered' ? absenceLasts : lasts);
		const verdict = isFresh ? kept.verdict : await this.#verdictOf(doi, token);
		if (typeof verdict === 'object' && 'code' in verdict) return verdict;
		if (!isFresh) {
			cached.delete(doi);
			cached.set(doi, { at: this.now(), verdict });
		}
		this.#known.set(doi, verdict);
		return { verdict, isAsked: !isFresh };
	}

	async #verdictOf(doi: string, token: CancellationSignal): Promise<Verdict | ServiceFailure> {
		const first: RegistryName = serviceFor({ kind: 'doi', value: doi }) === 'datacite' ? 'datacite' : 'crossref';
		for (const registry of first === 'crossref' ? (['crossref', 'datacite'] as const) : (['datacite', 'crossref'] as const)) {
			const answer = await this.ask(registry, registryPath(registry, doi), token);
			if ('failure' in answer) {
				// The second registry may be turned off: whether it has the DOI, doi.org says.
				if (registry !== first && answer.failure.code === 'off') break;
				return answer.failure;
			}
			if (answer.status === 404) continue;
			const facts = readRegistry(registry, answer.text);
			if (facts) return facts;
			if (!isOfRegistry(registry, answer.text)) return oddAnswer(hosts[registry].title, answer.text);
			this.log.warn(`${registry} answered about ${doi}, but not with a work.`);
			return 'elsewhere';
		}
		const answer = await this.ask('doi', agencyPath(doi), token);
		if ('failure' in answer) return answer.failure;
		const isNone = isNoDoi(answer.text);
		if (isNone === undefined) return oddAnswer(hosts.doi.title, answer.text);
		return isNone ? 'unregistered' : 'elsewhere';
	}

	async #read(): Promise<Map<string, Kept>> {
		if (this.#cached) return this.#cached;
		const kept = new Map<string, Kept>();
		this.#cached = kept;
		const bytes = await this.cache?.read(cacheName).catch((error: unknown) => {
			this.log.debug(`What registries said cannot be read from the cache: ${String(error)}`);
			return undefined;
		});
		if (!bytes) return kept;
		try {
			const { version, answers } = JSON.parse(new TextDecoder().decode(bytes)) as { version?: unknown; answers?: unknown };
			if (version === cacheVersion && Array.isArray(answers)) for (const [doi, each] of answers) kept.set(doi, each);
		} catch (error) {
			this.log.debug(`What registries said is damaged in the cache: ${String(error)}`);
			kept.clear();
		}
		return kept;
	}

	async #write(kept: Map<string, Kept>): Promise<void> {
		for (const oldest of kept.keys()) {
			if (kept.size <= mostKept) break;
			kept.delete(oldest);
		}
		const text = JSON.stringify({ version: cacheVersion, answers: [...kept] });
		await this.cache?.write(cacheName, [new TextEncoder().encode(text)]).catch((error: unknown) => {
			this.log.warn('What registries said could not be kept', error);
		});
	}
}
