import * as l10n from '@vscode/l10n';
import type { ZoteroFailure } from '../library/zotero/connection.js';
import type { ZoteroLibraryState, ZoteroState } from '../library/zotero/source.js';

/** Where the server runs that was to read Zotero. */
export interface ZoteroSurrounding {
	/** What VS Code calls the remote window: its kind (`ssh-remote`, `wsl`, `dev-container`) or a computer. Left out on the user's own. */
	readonly remote?: string;
	/** What the computer is called that the server runs on. */
	readonly computer?: string;
	/** Milliseconds since the epoch. */
	readonly now: number;
}

/** The state of the connection to Zotero, in words. */
export interface ZoteroReport {
	readonly phase: ZoteroState['phase'];
	/** Which failure it is; `remote` where Zotero runs on another computer than the server. */
	readonly failure?: ZoteroFailure | 'remote';
	/** One sentence about the state. */
	readonly summary: string;
	/** What to do, where something has to be done. */
	readonly advice?: string;
	/** A sentence for each library. */
	readonly libraries: readonly string[];
	/** What else is worth knowing: keys that are ours, groups that do not exist. */
	readonly remarks: readonly string[];
	readonly papers: number;
}

/** The state of the connection in words, in the user's language; plain text. */
export function zoteroReport(state: ZoteroState, surrounding: ZoteroSurrounding): ZoteroReport {
	const papers = state.libraries.reduce((sum, library) => sum + library.papers, 0);
	const failure = state.phase === 'failed' ? failureIn(state, surrounding) : undefined;
	const words = failure === undefined ? { summary: summaryOf(state, papers) } : failures[failure](state, surrounding);
	return {
		phase: state.phase,
		...(failure !== undefined && { failure }),
		...words,
		libraries: state.libraries.map((library) => libraryLine(library, surrounding.now)),
		remarks: remarksOn(state),
		papers,
	};
}

function failureIn({ failure = 'unexpected' }: ZoteroState, { remote }: ZoteroSurrounding): ZoteroFailure | 'remote' {
	return failure === 'not-running' && remote !== undefined ? 'remote' : failure;
}

function summaryOf({ phase, share, version }: ZoteroState, papers: number): string {
	switch (phase) {
		case 'off':
			return l10n.t('Zotero is not connected.');
		case 'connecting':
			return l10n.t('Waiting for Zotero’s answer. After it has been started it takes a moment to load its library.');
		case 'reading':
			return share === undefined
				? l10n.t('Reading what has changed in Zotero.')
				: l10n.t('Reading Zotero’s library: {0} %.', Math.round(share * 100));
		default:
			return version === undefined
				? l10n.t('Zotero is connected: {0}.', papersCounted(papers))
				: l10n.t('Zotero {0} is connected: {1}.', version, papersCounted(papers));
	}
}

type Words = { readonly summary: string; readonly advice?: string };

/** Each failure in words of its own: what happened, and what to do. */
const failures: Readonly<Record<ZoteroFailure | 'remote', (state: ZoteroState, surrounding: ZoteroSurrounding) => Words>> = {
	'not-running': ({ port }) => ({
		summary: l10n.t('Zotero is not running, or does not listen at port {0}.', port),
		advice: l10n.t('Start Zotero. If it uses another port, enter that one in the setting lectern.zotero.'),
	}),
	'switched-off': () => ({
		summary: l10n.t('Zotero does not let other programs read its library.'),
		advice: l10n.t(
			'In Zotero, open Settings, then Advanced, and tick “Allow other applications on this computer to communicate with Zotero”.',
		),
	}),
	closed: () => ({
		summary: l10n.t('Zotero closed the connection before it had answered.'),
		advice: l10n.t('It may be ending, or a firewall or security program is in between. Restart Zotero, then try again.'),
	}),
	loading: ({ timeout }) => ({
		summary: l10n.t('Zotero runs, but has not answered within {0} seconds. It is probably still loading its library.', timeout),
		advice: l10n.t('Wait until Zotero’s window shows your library, then try again.'),
	}),
	'wrong-host': ({ port }) => ({
		summary: l10n.t('Zotero refused the request, since it arrived under another name than 127.0.0.1.'),
		advice: l10n.t('Something between here and Zotero changes the Host header. Forward port {0} with SSH instead, which keeps it.', port),
	}),
	unavailable: () => ({
		summary: l10n.t('Zotero cannot be reached from VS Code for the Web: a web page may not connect to programs on your computer.'),
		advice: l10n.t('Open the folder in VS Code on your computer, or let Better BibTeX export your library to a .bib file in this folder.'),
	}),
	unexpected: ({ port, reason = '' }) => ({
		summary: l10n.t('What listens at port {0} did not answer as Zotero does: {1}', port, reason),
		advice: l10n.t('Check the port in the setting lectern.zotero, and that Zotero is version 7 or later.'),
	}),
	remote: ({ port }, { remote = '', computer = remote }) => {
		if (/container/.test(remote))
			return {
				summary: l10n.t('Zotero runs on your own computer; this window runs in a container, from where it is not reached.'),
				advice: l10n.t('Let Better BibTeX export your library to a .bib file in this folder.'),
			};
		const isWsl = remote === 'wsl';
		const place = isWsl ? 'WSL' : isKind.test(remote) ? computer : remote;
		return {
			summary: l10n.t('Zotero runs on your own computer; this window runs on {0}, from where it is not reached.', place),
			advice: isWsl
				? l10n.t(
						'Set networkingMode=mirrored under [wsl2] in .wslconfig, or let Better BibTeX export your library to a .bib file in this folder.',
					)
				: l10n.t(
						'Connect with “ssh -R {0}:127.0.0.1:{0} …”, or let Better BibTeX export your library to a .bib file in this folder.',
						port,
					),
		};
	},
};

/** The kinds of remote windows, as the extensions that open them are called; anything else is a computer's name. */
const isKind = /^(?:ssh-remote|tunnel|codespaces)$/;

function libraryLine({ name, papers, readAt }: ZoteroLibraryState, now: number): string {
	return l10n.t('{0}: {1}, read {2}.', name, papersCounted(papers), ageOf(now - readAt));
}

const papersCounted = (count: number): string => (count === 1 ? l10n.t('1 paper') : l10n.t('{0} papers', count));

/** How long ago something was: "5 minutes ago". */
function ageOf(milliseconds: number): string {
	const minutes = Math.floor(Math.max(0, milliseconds) / 60_000);
	if (minutes < 1) return l10n.t('just now');
	if (minutes < 60) return minutes === 1 ? l10n.t('a minute ago') : l10n.t('{0} minutes ago', minutes);
	const hours = Math.floor(minutes / 60);
	if (hours < 24) return hours === 1 ? l10n.t('an hour ago') : l10n.t('{0} hours ago', hours);
	const days = Math.floor(hours / 24);
	return days === 1 ? l10n.t('a day ago') : l10n.t('{0} days ago', days);
}

function remarksOn({ libraries, hasBetterBibtex, unknownGroups }: ZoteroState): readonly string[] {
	const made = libraries.reduce((sum, { madeKeys }) => sum + madeKeys, 0);
	const remarks: string[] = [];
	if (made > 0)
		remarks.push(
			hasBetterBibtex
				? l10n.t('Papers without a citation key in Zotero: {0}. Lectern cites them by keys of its own.', made)
				: l10n.t(
						'Papers without a citation key in Zotero: {0}. Better BibTeX, which would make them, is not installed there; Lectern cites them by keys of its own.',
						made,
					),
		);
	for (const name of unknownGroups) remarks.push(l10n.t('There is no group “{0}” in Zotero.', name));
	return remarks;
}
