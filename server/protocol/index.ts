// The requests and notifications that LSP lacks. The only part of the server that the client imports.
export {
	type AddressKind,
	askBy,
	bundledKey,
	type ComparedPaper,
	type ComparedRow,
	comparedRows,
	type EnteredPaper,
	type EntryForm,
	fewestCompared,
	type Grouping,
	type GroupRow,
	globalLibraryFiles,
	type HostName,
	type HttpLibraryReport,
	type KeyName,
	type Listing,
	type MapAnswer,
	type MapCard,
	methodAndHeaders,
	mostCompared,
	type PaperFace,
	type PaperFacts,
	type PaperRow,
	type PaperUse,
	projectFileNames,
	type QueryOffer,
	type RowTitles,
	type Sorting,
	type StatusAction,
	type StatusReport,
	type StatusRow,
	sendAndReceive,
	statusActions,
	type ThemeKind,
	type Transport,
	type WebAnswer,
	type WorkRow,
	withKey,
	type ZoteroReport,
} from '../engine/index.js';
export type { AddPaperArgument, FetchedPaper, PaperQuestion, ServiceName } from './addPaper.js';
export { type CheckProgress, checkProgressed, type OnlineCheck } from './checkOnline.js';
export type { Citing, CitingPlace } from './cite.js';
export { type ClientOptions, clientOptions } from './clientOptions.js';
export type { Comparison } from './compare.js';
export type { DocumentRow } from './document.js';
export { fetchAnswer, fetchMethod, fetchParameters } from './fetch.js';
export type { FileRequests } from './files.js';
export { type CompletionGrew, completionGrew } from './httpLibrary.js';
export type { QueryHelp, QueryProblemRow } from './library.js';
export type { LiteratureAnswer, LiteratureServiceState, WorkEntry } from './literature.js';
export type { ReferenceRow } from './models.js';
export {
	type LibraryChanged,
	libraryChanged,
	type OthersCompleteWikilinks,
	othersCompleteWikilinks,
	type ThemeChanged,
	themeChange,
	themeChanged,
	wikilinkChange,
	workspaceTrusted,
} from './notifications.js';
export type { PdfPaper } from './pdf.js';
export type { ReaderAnswer } from './reader.js';
export type { StyleProblemAnswer } from './references.js';
export { type Parameters, type Requests, requests } from './requests.js';
export { type DocumentEdit, type Position, position, type Range, range, shortText, type WorkspaceEdit } from './schema.js';
export { type AnnotationRow, focusChange, type PdfAnswer, windowFocused, zoteroChanged } from './zotero.js';
