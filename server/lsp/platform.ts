import type { AskWeb, AskZotero, CacheFolder, Corpus, FileSystem, Formatting, Log, ReadPdf, Translation } from '../engine/index.js';
import type { ClientOptions } from '../protocol/index.js';
import type { ClientUris } from './clientUris.js';

/** What a platform gives the server. */
export interface Platform {
	/** What the editor is called, where its user says so: some do not say it themselves. */
	readonly clientName?: string;
	/** How the client writes URIs, where it may do so in other ways than the server. */
	readonly clientUris?: ClientUris;
	/** What the computer is called that the server runs on, where the platform can say. */
	readonly computer?: string;
	/** The version that the server announces. */
	readonly version?: string;
	files(options: ClientOptions): FileSystem;
	/** The build's `corpus.json`. */
	corpus(options: ClientOptions): Promise<Corpus>;
	/** The build's translation into a language (`de`, `pt-br`). Nothing, or a rejection, where it has none. */
	translation(tag: string, options: ClientOptions): Promise<Translation | undefined>;
	/** Asks a web address, once and only where the user said so; for clients that do not ask for the server. */
	readonly web: AskWeb;
	/** Asks the Zotero on this machine, once it is turned on. */
	readonly zotero: AskZotero;
	/** The port of a Zotero that was turned on by the command line. */
	readonly zoteroPort?: number;
	/** A library over HTTP that was named on the command line, as the setting `lectern.httpLibrary` names one. */
	readonly httpLibrary?: unknown;
	/** Reads the beginning of a PDF; left out where nothing can. */
	readonly readPdf?: ReadPdf;
	/** Called when there is a document or a file to read: until then the server has nothing to be fast at. */
	hasWork?(): void;
	/** Called when a document is opened that is as long as a thesis. */
	hasLongText?(): void;
	/** Called when much was read; `isDone` says that the server has nothing to do for a while, too. */
	collectGarbage?(isDone: boolean): void;
	/** What formats references; nothing where it cannot be had. Nothing of it is loaded before it is used. */
	formatting?(options: ClientOptions): Formatting | undefined;
	/** Loads the build's `mathjax.js`; nothing where it cannot be had. */
	mathjax?(options: ClientOptions): (() => Promise<unknown>) | undefined;
	/** Where the index is kept from one start to the next; nothing where it cannot be. */
	cache?(options: ClientOptions, log: Log): CacheFolder | undefined;
}
