import * as v from 'valibot';
import type { Annotation, ZoteroReport } from '../engine/index.js';
import { request, shortText, type WorkspaceEdit } from './schema.js';

/** Notification from server to client: the state of the connection to Zotero, whenever it changes. */
export const zoteroChanged = 'lectern/zotero/changed';

/** Notification from client to server: its window has the focus again, or somebody works in it. */
export const windowFocused = 'lectern/windowFocused';

export const focusChange = v.looseObject({});

/** An annotation as lists show it. */
export type AnnotationRow = Pick<Annotation, 'item' | 'kind' | 'text' | 'comment' | 'color' | 'page'>;

/** Where the file of a paper is; a paper may have several of these. */
export interface PdfAnswer {
	/** The URI of a file on the server's machine. */
	readonly file?: string;
	/** A `zotero://open-pdf/…` address. */
	readonly zotero?: string;
	/** An HTTPS address. */
	readonly web?: string;
}

const byKey = v.object({ key: shortText });

export const zoteroRequests = {
	/** The state of the connection to Zotero. */
	'lectern/zotero/report': request(v.object({})).answers<ZoteroReport>(),
	/** Looks now whether anything has changed in Zotero, with `whole` at everything; answers once that is done or has failed. */
	'lectern/zotero/look': request(v.object({ whole: v.optional(v.boolean()) })).answers<ZoteroReport>(),
	/** The address that shows a paper in Zotero (`zotero://select/…`); null where it does not come from there, or no paper has the key. */
	'lectern/zotero/address': request(byKey).answers<string | null>(),
	/** The annotations of a paper's files in Zotero, in the order of the pages, or why there are none to be had. Null where no paper has the key. */
	'lectern/zotero/annotations': request(byKey).answers<{
		readonly annotations: readonly AnnotationRow[];
		/** A sentence, where Zotero could not be asked. */
		readonly failure?: string;
	} | null>(),
	/** The address that opens an annotation in Zotero; null where the paper has no such annotation. */
	'lectern/zotero/annotationAddress': request(v.object({ key: shortText, annotation: shortText })).answers<string | null>(),
	/**
	 * An annotation as a quotation for a document, cited with its page, and the change that writes the paper's entry into the document's
	 * bibliography where it is missing. Null where there is no such annotation, or the document's language has no citations.
	 */
	'lectern/zotero/quotation': request(v.object({ key: shortText, annotation: shortText, uri: shortText })).answers<{
		readonly text: string;
		readonly edit?: WorkspaceEdit;
		readonly bibliography?: string;
	} | null>(),
	/** Where the PDF of a paper is; an empty object where none was found, null where no paper has the key. */
	'lectern/pdf': request(byKey).answers<PdfAnswer | null>(),
};
