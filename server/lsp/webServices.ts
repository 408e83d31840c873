import type { Connection } from 'vscode-languageserver';
import type { AskWeb, Log, Settings } from '../engine/index.js';
import type { ClientOptions } from '../protocol/index.js';
import { LiteratureService } from './literatureService.js';
import { LiteratureWorks } from './literatureWorks.js';
import type { Platform } from './platform.js';
import { webByClient } from './webByClient.js';

/** The web, and what is known by it. */
export interface WebServices {
	/** The web, for what the user asks for by name or has turned on, and nothing else. */
	readonly web: AskWeb;
	/** The services that know the literature. */
	readonly literature: LiteratureService;
	/** The works that they have reported. */
	readonly works: LiteratureWorks;
}

/** The web as this client and platform reach it, and the services on it. */
export function webServices(
	connection: Connection,
	platform: Platform,
	options: ClientOptions,
	known: { readonly settings: { readonly current: Settings }; readonly trust: { readonly isGiven: boolean }; readonly log: Log },
): WebServices {
	const web = options.fetches ? webByClient(connection, known.log) : platform.web;
	const literature = new LiteratureService(web, known.settings, known.trust);
	return { web, literature, works: new LiteratureWorks(literature) };
}
