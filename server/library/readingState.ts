import { isMap, parseDocument } from 'yaml';
import type { Paper } from './paper.js';

export const readingStates = ['unread', 'reading', 'read'] as const;

/** How far somebody has come with a paper. What no file says is unread. */
export type ReadingState = (typeof readingStates)[number];

export interface ReadingEntry {
	readonly state: ReadingState;
	/** When it became so: `2026-11-23`; left out where the file has none. */
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
 * The states in a file: `key: read 2026-11-23`, one a line (YAML). Entries that say something else are passed over; a text that is no
 * YAML holds none. Never throws.
 */
export function parseReadings(text: string): Readings {
	const readings = new Map<string, ReadingEntry>();
	const document = parseDocument(text, { schema: 'failsafe' });
	const content: unknown = document.errors.length > 0 ? undefined : document.toJS();
	if (typeof content !== 'object' || content === null) return readings;
	for (const [key, value] of Object.entries(content)) {
		const [, state, date] = /^(unread|reading|read)(?:\s+(\d{4}-\d{2}-\d{2}))?$/.exec(String(value)) ?? [];
		if (state !== undefined) readings.set(key, { state: state as ReadingState, ...(date === undefined ? undefined : { date }) });
	}
	return readings;
}

/**
 * What changes in a file that says `own` when papers get a state: it is written under each key that somebody speaks of already, since a
 * paper may go by several. What is unread is left out, but where a weaker file says otherwise.
 */
export function marking(papers: readonly Pick<Paper, 'keys'>[], entry: ReadingEntry, own: Readings, weaker: Readings): Readings {
	const changes = new Map<string, ReadingEntry>();
	for (const { keys } of papers) {
		const spoken = keys.filter((key) => own.has(key) || weaker.has(key));
		for (const key of spoken.length > 0 ? spoken : keys.slice(0, 1))
			changes.set(key, entry.state === 'unread' && !weaker.has(key) ? { state: 'unread' } : entry);
	}
	return changes;
}

/**
 * The file's text with other states, everything else in it as it was: comments, order, entries of others. Nothing where the text is no
 * YAML, which is not to be overwritten. Unread without a date is not written.
 */
export function withReadings(text: string, changes: Readings): string | undefined {
	const document = parseDocument(text, { schema: 'failsafe' });
	if (document.errors.length > 0 || (document.contents !== null && !isMap(document.contents))) return undefined;
	if (document.contents === null) document.contents = document.createNode({}) as unknown as typeof document.contents;
	for (const [key, { state, date }] of changes) {
		if (state === 'unread' && date === undefined) document.delete(key);
		else document.set(key, date === undefined ? state : `${state} ${date}`);
	}
	const written = document.toString({ lineWidth: 0 });
	return written.trim() === '{}' ? '' : written;
}
