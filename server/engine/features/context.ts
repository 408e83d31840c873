import type { Settings } from '../base/settings.js';
import type { Span } from '../base/span.js';
import type { Document } from '../documents/document.js';
import type { FoundBibliography } from '../documents/foundBibliography.js';
import type { DocumentLabels } from '../documents/labels.js';
import type { NoteIndex } from '../documents/noteIndex.js';
import type { CitingDocument } from '../library/keyFor.js';
import type { Library } from '../library/library.js';
import type { UserState } from '../library/query.js';
import { type Readings, readingOf } from '../library/readingState.js';
import type { PaperTopics } from '../library/topics/paperTopics.js';

/** What a feature sees of the world: one library snapshot and the documents' bibliographies. */
export interface Context {
	readonly library: Library;
	readonly settings: Settings;
	/** Titles of topics by their names; a topic without one is shown as it is named. */
	readonly topics: Readonly<Record<string, string>>;
	/** What groups papers by topic. Left out where nobody makes topics, or not yet: then a paper's keywords are its topics. */
	readonly paperTopics?: PaperTopics | undefined;
	/** What the workspace's notes cite and name. */
	readonly notes: NoteIndex;
	/** How far the user has come with which paper. */
	readonly readings: Readings;
	/** Keys of the papers that were cited last, in whatever note, the last one first. */
	readonly recentlyCited: readonly string[];
	/** What a query may ask beside the library. */
	readonly beside: UserState;
	/** Keys that the other cells of a document's notebook cite; none for any other document. */
	citedInOtherCells(document: Document): readonly string[];
	/** URIs of the source files that a document cites from; empty where it names none. */
	bibliographiesOf(document: Document): readonly string[];
	/** The same with the rule by which each was found. */
	foundBibliographies(document: Document): readonly FoundBibliography[];
	/** The labels that references in a document may lead to. Left out where nobody looks for them. */
	labelsOf?(document: Document): DocumentLabels;
	/** Whether some document names both files as bibliographies. Left out where nobody looks for that. */
	areListedTogether?(one: string, other: string): boolean;
	/** The URIs of the files that a link leads to. Left out where nobody follows links. */
	linkedFiles?(uri: string): readonly string[];
	/** Whether a file is known to be there, be it read or not. Left out where nobody looks for files. */
	isThere?(uri: string): boolean;
	/** Whether a `.bib` file is known to hold `@string`s or a preamble and no entry. Left out where nobody looks into files. */
	holdsOnlyDefinitions?(uri: string): boolean;
}

/** A context with what is found once kept: for one request or check, in which no document changes. */
export function fixedContext(context: Context): Context {
	return {
		...context,
		citedInOtherCells: keeping((document: Document) => context.citedInOtherCells(document)),
		bibliographiesOf: keeping((document: Document) => context.bibliographiesOf(document)),
		foundBibliographies: keeping((document: Document) => context.foundBibliographies(document)),
		...(context.labelsOf && { labelsOf: keeping(context.labelsOf) }),
	};
}

function keeping<K extends object, V>(find: (key: K) => V): (key: K) => V {
	const kept = new Map<K, V>();
	return (key) => {
		const known = kept.get(key);
		if (known !== undefined || kept.has(key)) return known as V;
		const found = find(key);
		kept.set(key, found);
		return found;
	};
}

/** A topic as it is shown: its title, else its name, which may be in kebab-case or snake_case, as words. */
export function titleOfTopic(topic: string, titles: Context['topics']): string {
	const title = Object.hasOwn(titles, topic) ? titles[topic] : undefined;
	if (title !== undefined) return title;
	const isKebab = /^\p{Ll}+(?:-\p{Ll}+)*$/u.test(topic);
	const isSnake = /^_{0,2}[\p{L}\p{N}]+(?:_[\p{L}\p{N}]+)*$/u.test(topic);
	const words = isKebab ? topic.replace(/-/g, ' ') : isSnake ? topic.replace(/_+/g, ' ').trim() : topic;
	return words.charAt(0).toUpperCase() + words.slice(1);
}

/** A document as keys are chosen for it. */
export const citingIn = ({ bibliographiesOf }: Pick<Context, 'bibliographiesOf'>, document: Document): CitingDocument => ({
	uri: document.uri,
	bibliographies: bibliographiesOf(document),
});

/** Whether keys are found in these bibliographies whatever their case: BibTeX reads them all. */
export const ignoresCaseIn = (found: readonly FoundBibliography[]): boolean =>
	found.length > 0 && found.every(({ ignoresCase }) => ignoresCase === true);

/** A change that a user may choose, in one document. */
export interface SuggestedChange {
	readonly title: string;
	readonly kind: 'quickfix' | 'refactor';
	/** Code of the diagnostic that it fixes, where it fixes one. */
	readonly fixes?: string;
	/** Whether it is surely what is meant. */
	readonly isPreferred?: boolean;
	readonly edits: readonly { readonly span: Span; readonly text: string }[];
}

/** What queries and rows say of papers beside the library. */
export const userStateOf = (readings: Readings, notes: NoteIndex): UserState => ({
	state: (paper) => readingOf(readings, paper).state,
	isStarred: (paper) => readingOf(readings, paper).isStarred === true,
	hasNote: (paper) => notes.hasNoteOn(paper),
});
