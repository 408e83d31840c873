import type { HostName } from './hosts.js';

/** Which services may be asked: none unless the user turns it on. */
export type LiteratureOptions = Readonly<Record<HostName, boolean>>;

/** The setting `lectern.literature` (`{"openalex": true, "crossref": true}`); whatever is not plainly on is off. */
export function literatureOptionsOf(setting: unknown): LiteratureOptions {
	const given = (typeof setting === 'object' && setting !== null ? setting : {}) as Readonly<Record<string, unknown>>;
	const isOn = (name: HostName): boolean => given[name] === true;
	return {
		arxiv: isOn('arxiv'),
		crossref: isOn('crossref'),
		datacite: isOn('datacite'),
		// It says which registry has a DOI that neither of these two knows.
		doi: isOn('crossref') || isOn('datacite'),
		openalex: isOn('openalex'),
		semanticscholar: isOn('semanticscholar'),
	};
}
