import type { InferInput, InferOutput } from 'valibot';
import { addPaperRequests } from './addPaper.js';
import { checkOnlineRequests } from './checkOnline.js';
import { citeRequests } from './cite.js';
import { compareRequests } from './compare.js';
import { documentRequests } from './document.js';
import { exportRequests } from './export.js';
import { httpLibraryRequests } from './httpLibrary.js';
import { libraryRequests } from './library.js';
import { literatureRequests } from './literature.js';
import { mapRequests } from './map.js';
import { modelRequests } from './models.js';
import { nameRequests } from './names.js';
import { pdfRequests } from './pdf.js';
import { readerRequests } from './reader.js';
import { referenceRequests } from './references.js';
import { zoteroRequests } from './zotero.js';

/** Every request from client to server that LSP lacks, by its method. */
export const requests = {
	...libraryRequests,
	...readerRequests,
	...documentRequests,
	...citeRequests,
	...addPaperRequests,
	...literatureRequests,
	...referenceRequests,
	...exportRequests,
	...mapRequests,
	...compareRequests,
	...zoteroRequests,
	...httpLibraryRequests,
	...checkOnlineRequests,
	...pdfRequests,
	...modelRequests,
	...nameRequests,
};

type Table = typeof requests;

/** Method → what a client sends, and what it gets. */
export type Requests = {
	readonly [M in keyof Table]: readonly [
		parameters: DeepReadonly<InferInput<Table[M]['parameters']>>,
		result: Exclude<Table[M]['result'], undefined>,
	];
};

/** The parameters of a method once they are validated. */
export type Parameters<M extends keyof Table> = DeepReadonly<InferOutput<Table[M]['parameters']>>;

type DeepReadonly<T> = T extends readonly (infer E)[]
	? readonly DeepReadonly<E>[]
	: T extends object
		? { readonly [K in keyof T]: DeepReadonly<T[K]> }
		: T;
