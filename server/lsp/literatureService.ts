import {
	type Addresses,
	type Allowance,
	type AskWeb,
	baseOf,
	type CancellationSignal,
	failureOf,
	type HostName,
	hosts,
	l10n,
	literatureOptionsOf,
	PoliteWeb,
	type ServiceFailure,
	type Settings,
	type WebAnswer,
} from '../engine/index.js';

/** How a request to a service may be sent. */
interface AskOptions {
	/** It is about one work by its identifier, and moves with it where works were merged. */
	readonly isSingle?: boolean;
	/** It is one of many that nobody watches. */
	readonly isPatient?: boolean;
	/** What takes longer is given up (ms). */
	readonly milliseconds?: number;
}

/** What a service answered, with its status, 200 or 404; or why it gave no answer. */
export type ServiceAnswer = { readonly status: number; readonly text: string } | { readonly failure: ServiceFailure };

/** The services that know the literature: asked only where the user has turned them on for this machine, and trusts the open folders. */
export class LiteratureService {
	/** For requests that the user has agreed to one by one. */
	readonly polite: PoliteWeb;

	constructor(
		readonly web: AskWeb,
		private readonly settings: { readonly current: Settings },
		private readonly trust: { readonly isGiven: boolean },
		private readonly now: () => number = Date.now,
	) {
		this.polite = new PoliteWeb(web);
	}

	/** Whether a service may be asked without asking the user each time. */
	isOn(host: HostName): boolean {
		return this.trust.isGiven && literatureOptionsOf(this.settings.current.literature)[host];
	}

	/** Whether any service may be asked. */
	get isAnyOn(): boolean {
		return (Object.keys(hosts) as HostName[]).some((host) => this.isOn(host));
	}

	/** What a service said last about what it still answers today; nothing where it has not been asked, or does not say. */
	allowanceOf(host: HostName): Allowance | undefined {
		return this.polite.allowanceOf(host);
	}

	/** What a service still answers today, in words; nothing where it does not say. */
	leftInWords(host: HostName): string | undefined {
		const { remaining, limit, unit } = this.allowanceOf(host) ?? {};
		if (remaining === undefined) return undefined;
		const { title } = hosts[host];
		const written = (amount: number): string => (unit === 'usd' ? `$${Number(amount.toFixed(4))}` : String(amount));
		return limit === undefined
			? l10n.t('{0}: {1} left today', title, written(remaining))
			: l10n.t('{0}: {1} of {2} left today', title, written(remaining), written(limit));
	}

	/** The services that may be asked and what they still answer today, for the status page; nothing while none may. */
	sentences(): readonly string[] {
		const names = (Object.keys(hosts) as HostName[]).filter((host) => this.isOn(host));
		return names.map((name) => {
			const base = baseOf(name, this.settings.current['addPaper.services'] as Addresses);
			return `${l10n.t('{0} may be asked at {1}.', hosts[name].title, base)} ${this.leftInWords(name) ?? ''}`.trimEnd();
		});
	}

	/** Asks a service at a path behind its base. One that is not turned on is not asked, and that is the failure. */
	async ask(host: HostName, path: string, token: CancellationSignal, options: AskOptions = {}): Promise<ServiceAnswer> {
		const { title, accept, key } = hosts[host];
		if (!this.isOn(host)) return { failure: { code: 'off', message: l10n.t('{0} is not turned on.', title) } };
		const address = baseOf(host, this.settings.current['addPaper.services'] as Addresses) + path;
		const { isSingle = false, isPatient, milliseconds } = options;
		const request = { address, accept, key, isLight: isSingle, followsMoves: isSingle, isPatient, milliseconds };
		const answer: WebAnswer = await this.polite.ask(host, request, token);
		if ('status' in answer && answer.status === 404) return answer;
		const failure = failureOf(title, address, answer, this.now());
		return failure ? { failure } : (answer as Extract<WebAnswer, { status: number }>);
	}
}
