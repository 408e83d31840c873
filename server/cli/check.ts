import {
	type AskWeb,
	type AskZotero,
	type CheckOutcome,
	type Context,
	type Corpus,
	citedOnlineProblems,
	type Document,
	doisToCheck,
	entryProblems,
	type FileSystem,
	formatOf,
	HttpLibrary,
	httpLibraryOptionsOf,
	httpLibraryReport,
	type LibraryStore,
	type Log,
	languageOfFile,
	neverSignalled,
	type Problem,
	problemsOfDocument,
	problemsOfFile,
	type RegistryCheck,
	type SafeEdit,
	type Settings,
	StandaloneLibrary,
	safeFixes,
	type ToolWorkspace,
	unreadable,
	withSeverity,
	ZoteroSource,
	zoteroReport,
} from '../engine/index.js';
import type { ShowProgress } from './progressLine.js';

/** What is to be checked, and against what. All are URIs. */
export interface CheckRequest {
	/** Folders whose library files count and whose notes are read. */
	readonly folders: readonly string[];
	/** Folders of files that belong to no project: what is near in them counts. */
	readonly nearby?: readonly string[];
	/** The folders and files whose problems are reported; files need not be in `folders`. */
	readonly wanted: readonly string[];
	/** Library files elsewhere. Their entries count; their own problems are not reported. */
	readonly libraries: readonly string[];
	readonly settings: Settings;
	/** The port of a Zotero whose papers count as known; left out where none is asked. */
	readonly zoteroPort?: number;
	/** A library over HTTP whose papers count as known, as the setting `lectern.httpLibrary` names one; left out where none is asked. */
	readonly httpLibrary?: object;
	/** Whether what fixes problems safely is looked for. */
	readonly wantsFixes?: boolean;
	/** What asks registries about the works that are cited; left out where none is asked. */
	readonly registries?: RegistryCheck;
}

/** What a check works with besides files. */
export interface CheckServices {
	readonly zotero: AskZotero;
	readonly web: AskWeb;
	/** Called once the registries have been asked. */
	readonly lookedUp?: (outcome: CheckOutcome) => void;
	/** Called with how far the check is. */
	readonly progress?: ShowProgress;
}

/** A file that was checked. */
export interface CheckedFile {
	readonly uri: string;
	readonly text: string;
	/** Where the user's settings leave them, in the order of the text. */
	readonly problems: readonly Problem[];
	/** What fixes some of them safely, in the order of the text; empty where nobody asked for it. */
	readonly fixes: readonly SafeEdit[];
}

/** Zotero or a library over HTTP was to be read and could not be: what would be reported of citations would be wrong. */
export class LibraryUnread extends Error {}

/** Every wanted note and library file with what is wrong in it, and project files that name a bibliography which is not there, in the order of their URIs: the problems an editor would show. */
export async function* check(
	files: FileSystem,
	corpus: Corpus,
	{ folders, nearby = [], wanted, libraries, settings, zoteroPort, httpLibrary, wantsFixes = false, registries }: CheckRequest,
	log: Log,
	{ zotero, web, lookedUp = () => undefined, progress }: CheckServices,
): AsyncGenerator<CheckedFile> {
	const library = new StandaloneLibrary(files, corpus, { folders, nearby, libraries, settings, withoutNames: true }, log, progress);
	if (zoteroPort !== undefined) await readZotero(library.store, log, zotero, zoteroPort);
	await library.read();
	const known = new Set(library.fileUris);
	for (const uri of wanted) if (!known.has(uri) && isChecked(uri)) await library.add(uri);
	for (const uri of wanted) if (isChecked(uri)) await library.readAround(uri);
	await library.readNamed();
	const isWanted = (uri: string) => wanted.some((each) => uri === each || uri.startsWith(each.endsWith('/') ? each : `${each}/`));
	const projectFiles = new Set(library.projectUris);
	const uris = [...new Set([...library.fileUris, ...projectFiles])].filter(isWanted).sort();
	if (httpLibrary) await readCited(library, uris, log, web, httpLibrary);
	files.ahead?.(uris);
	const workspace = library.workspace(undefined);
	if (registries) lookedUp(await registries.check(await worksIn(workspace, uris), neverSignalled, () => undefined));
	for (const [index, uri] of uris.entries()) {
		progress?.('checking', index, uris.length);
		// Why it cannot be read is on stderr; the report says that it cannot.
		const document = await workspace.documentAt(uri);
		const online = document && registries ? onlineProblems(workspace.context, document, registries) : [];
		const problems = document ? await problemsOfFile(workspace, document, online) : [withSeverity(settings, unreadable) ?? []].flat();
		// What is right in a project file is no result of its own: its bibliographies count where documents cite.
		if (projectFiles.has(uri) && problems.length === 0) continue;
		const fixes = document && wantsFixes ? safeFixes(workspace.context, document, problems) : [];
		yield { uri, text: document?.text ?? '', problems, fixes };
	}
}

/** Whether a file is of a kind that can be checked, by its name. */
export const isChecked = (uri: string): boolean => formatOf(uri) !== undefined || languageOfFile(uri) !== undefined;

/** Reads the user's library and all groups of a Zotero. Rejects with what is wrong and what to do, where it cannot be read. */
async function readZotero(store: LibraryStore, log: Log, ask: AskZotero, port: number): Promise<void> {
	const source = new ZoteroSource({
		store,
		ask,
		log,
		cache: undefined,
		libraryHasChanged: () => undefined,
		stateHasChanged: () => undefined,
	});
	await source.use({ isOn: true, port, groups: 'all' });
	const { phase, summary, advice = '' } = zoteroReport(source.state, { now: Date.now() });
	if (phase === 'failed') throw new LibraryUnread(`${summary} ${advice}`.trim());
}

/** Fetches the records of cited keys that no file has. Rejects with what is wrong, where the library does not answer. */
async function readCited(library: StandaloneLibrary, uris: readonly string[], log: Log, ask: AskWeb, setting: object): Promise<void> {
	const { context, documentAt } = library.workspace(undefined);
	const unknown = new Set<string>();
	for (const uri of uris) {
		const document = await documentAt(uri);
		if (!document) continue;
		const starts = new Set(problemsOfDocument(context, document).flatMap(({ code, span }) => (code === 'unknown-key' ? [span.start] : [])));
		for (const { key, span } of document.citations) if (starts.has(span.start)) unknown.add(key);
	}
	const { store } = library;
	const nothing = (): void => undefined;
	const source = new HttpLibrary({ store, ask, log, cache: undefined, libraryHasChanged: nothing, stateHasChanged: nothing });
	await source.use(httpLibraryOptionsOf(setting));
	await source.fetch(unknown);
	const { phase, summary } = httpLibraryReport(source.state);
	if (phase === 'failed') throw new LibraryUnread(summary);
}

/** The works that files cite and have entries of, by their DOIs. */
async function worksIn({ context, documentAt }: ToolWorkspace, uris: readonly string[]): Promise<ReadonlySet<string>> {
	const dois = new Set<string>();
	for (const uri of uris) {
		const document = await documentAt(uri);
		for (const doi of document ? doisToCheck(context, document) : []) dois.add(doi);
	}
	return dois;
}

/** What registries say about a file: without publications of preprints that the library knows, which are reported in any case. */
const onlineProblems = (context: Context, document: Document, { checked }: RegistryCheck): readonly Problem[] => [
	...citedOnlineProblems(context, document, checked),
	...entryProblems(context.library, document, checked).map(({ code, severity, span, message }) => ({ code, severity, span, message })),
];
