import { Document, isMap, isScalar } from 'yaml';
import { withoutEnd } from '../base/ends.js';
import { parseYaml } from '../base/yaml.js';
import type { Paper } from './paper.js';

export const readingStates = ['unread', 'reading', 'read'] as const;

/** How far somebody has come with a paper. What no file says is unread. */
export type ReadingState = (typeof readingStates)[number];

export interface ReadingEntry {
	readonly state: ReadingState;
	/** When it became so: `2026-11-23`; left out where the file has none. */
	readonly date?: string;
	/** The user has given it a star. */
	readonly isStarred?: true;
}

/** What is to become of papers: another state since a date, a star or none. What is left out stays. */
export interface ReadingChange {
	readonly state?: ReadingState;
	readonly isStarred?: boolean;
	readonly date?: string;
}

/** Reading states by citation key. */
export type Readings = ReadonlyMap<string, ReadingEntry>;

/** The state of a paper by any of its keys. */
export function readingOf(readings: Readings, paper: Pick<Paper, 'keys'>): ReadingEntry {
	for (const key of paper.keys) {
		const entry = readings.get(key);
		if (entry) return entry;
	}
	return { state: 'unread' };
}

/**
 * The states in a file: `key: read 2026-11-23 starred`, one a line (YAML), of which any part may be missing. Entries that say something else are skipped, aliases too; a text that is
 * no YAML holds none. Never throws.
 */
export function parseReadings(text: string): Readings {
	const readings = new Map<string, ReadingEntry>();
	const { contents, errors } = parseYaml(text, { schema: 'failsafe', prettyErrors: false, logLevel: 'silent' });
	if (errors.length > 0 || !isMap(contents)) return readings;
	for (const { key, value } of contents.items) {
		if (!isScalar(key) || !isScalar(value)) continue;
		const entry = entryIn(String(value.value));
		if (entry) readings.set(String(key.value), entry);
	}
	return readings;
}

/** What a line says of its key; nothing where it says something else. */
function entryIn(value: string): ReadingEntry | undefined {
	const [, state, date, star, only] = /^(?:(unread|reading|read)(?: +(\d{4}-\d{2}-\d{2}))?( +starred)?|(starred))$/.exec(value) ?? [];
	if (state === undefined && only === undefined) return undefined;
	return {
		state: (state ?? 'unread') as ReadingState,
		...(date === undefined ? undefined : { date }),
		...(star === undefined && only === undefined ? undefined : { isStarred: true }),
	};
}

/**
 * What changes in a file that says `own` when papers get a state or a star: it is written under each key that somebody speaks of already, since a
 * paper may go by several. What is unread without a star is left out, but where a weaker file says otherwise.
 */
export function marking(papers: readonly Pick<Paper, 'keys'>[], change: ReadingChange, own: Readings, weaker: Readings): Readings {
	const changes = new Map<string, ReadingEntry>();
	for (const { keys } of papers) {
		const spoken = keys.filter((key) => own.has(key) || weaker.has(key));
		for (const key of spoken.length > 0 ? spoken : keys.slice(0, 1))
			changes.set(key, changed(own.get(key) ?? weaker.get(key) ?? { state: 'unread' }, change, weaker.has(key)));
	}
	return changes;
}

function changed(before: ReadingEntry, change: ReadingChange, isInWeaker: boolean): ReadingEntry {
	const state = change.state ?? before.state;
	const isStarred = change.isStarred ?? before.isStarred === true;
	// A date makes a line of what is unread: that is needed only to speak against a weaker file.
	const isLeftOut = state === 'unread' && !isInWeaker;
	const date = isLeftOut ? undefined : change.state !== undefined || (state === 'unread' && !isStarred) ? change.date : before.date;
	return { state, ...(date === undefined ? undefined : { date }), ...(isStarred ? { isStarred } : undefined) };
}

/**
 * The file's text with other states, everything else in it as it was: comments, order, entries of others, line ends, indentation.
 * Nothing where the text is no YAML, which is not to be overwritten. Unread without a date and a star is not written.
 */
export function withReadings(text: string, changes: Readings): string | undefined {
	try {
		return rewritten(text, changes);
	} catch {
		// An alias without an anchor, or one that stands for too much: as good as no YAML.
		return undefined;
	}
}

function rewritten(text: string, changes: Readings): string | undefined {
	const document = parseYaml(text, { schema: 'failsafe' });
	if (document.errors.length > 0 || (document.contents !== null && !isMap(document.contents))) return undefined;
	const edited = editedText(text, document, changes);
	if (document.contents === null) document.contents = document.createNode({}) as unknown as typeof document.contents;
	for (const [key, entry] of changes) {
		const value = writtenState(entry);
		if (value === undefined) document.delete(key);
		else document.set(key, value);
	}
	if (saysTheSame(edited, document)) return edited.trim() === '' ? '' : edited;
	// What is written in another way than a key and a state a line is written again.
	const written = document.toString({ lineWidth: 0 });
	return written.trim() === '{}' ? '' : written.replaceAll('\n', lineEndOf(text));
}

/** A state as the file has it; nothing for one that is not written. */
const writtenState = ({ state, date, isStarred }: ReadingEntry): string | undefined => {
	const isSaid = state !== 'unread' || date !== undefined;
	const parts = [...(isSaid ? [state] : []), ...(date === undefined ? [] : [date]), ...(isStarred ? ['starred'] : [])];
	return parts.length === 0 ? undefined : parts.join(' ');
};

const lineEndOf = (text: string): string => (text.includes('\r\n') ? '\r\n' : '\n');

/** The text with the changed states in their lines, the lines of those that are not written left out, and new lines below the last entry. */
function editedText(text: string, { contents }: Document.Parsed, changes: Readings): string {
	const pairs = isMap(contents) ? contents.items : [];
	const edits: { readonly start: number; readonly end: number; readonly text: string }[] = [];
	const added: string[] = [];
	for (const [key, entry] of changes) {
		const written = writtenState(entry);
		const pair = pairs.find((each) => isScalar(each.key) && each.key.value === key);
		const place = pair?.value?.range;
		if (!pair || !place) {
			if (written !== undefined) added.push(lineOf(key, written));
		} else if (written !== undefined) {
			const [start, end] = place;
			edits.push({ start, end, text: start === end && text[start - 1] === ':' ? ` ${written}` : written });
		} else {
			const start = pair.key.range[0] - indentBefore(text, pair.key.range[0]).length;
			const lineEnd = text.indexOf('\n', place[1] - 1);
			edits.push({ start, end: lineEnd < 0 ? text.length : lineEnd + 1, text: '' });
		}
	}
	if (added.length > 0) {
		const end = contents?.range[1] ?? text.length;
		const [first] = pairs;
		const indent = first ? indentBefore(text, first.key.range[0]) : '';
		const lineEnd = lineEndOf(text);
		const before = end === 0 || text[end - 1] === '\n' ? '' : lineEnd;
		edits.push({ start: end, end, text: before + added.map((line) => indent + line + lineEnd).join('') });
	}
	// From behind, so that what is before stays where it was; of two at one place the later one is the addition.
	edits.sort((a, b) => b.start - a.start || b.end - a.end);
	return edits.reduce((result, edit) => result.slice(0, edit.start) + edit.text + result.slice(edit.end), text);
}

/** The blanks before a place; a byte order mark is none. */
function indentBefore(text: string, place: number): string {
	const before = text.slice(text.lastIndexOf('\n', place - 1) + 1, place);
	return before.slice(withoutEnd(before, /[ \t]/).length);
}

/** A key and its state as YAML, quoted where it has to be. */
const lineOf = (key: string, value: string): string =>
	new Document(new Map([[key, value]]), { schema: 'failsafe' }).toString({ lineWidth: 0 }).trimEnd();

function saysTheSame(text: string, document: Document): boolean {
	const read = parseYaml(text, { schema: 'failsafe' });
	return read.errors.length === 0 && JSON.stringify(read.toJS() ?? {}) === JSON.stringify(document.toJS() ?? {});
}
