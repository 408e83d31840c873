import { localizable } from '../../base/localizableMessage.js';
import type { Problem } from './record.js';

/** How deep values may be within each other: what is far deeper takes the collection of garbage more than it takes to parse. */
const deepest = 500;

/** Where an object of a list is in a text. */
interface JsonItem {
	readonly start: number;
	readonly end: number;
	readonly isTooDeep?: true;
}

/** The value of an item. Throws where it is no JSON, or nested more than 500 deep. */
export function parseItem(text: string, { start, end, isTooDeep }: JsonItem): unknown {
	if (isTooDeep) throw new SyntaxError(`Its values are nested more than ${deepest} deep.`);
	return JSON.parse(text.slice(start, end));
}

/** The problem of an item whose value could not be parsed for a reason. */
export const notJson = (reason: unknown, { start, end }: JsonItem): Problem => ({
	code: 'broken-entry',
	fault: 'invalid-json',
	message: localizable('This item is not valid JSON: {0}', (reason as Error).message),
	span: { start, end },
	severity: 'error',
});

/** The objects in the list whose bracket is at `list`, by one pass over brackets and strings. One that the text ends within goes to its end. */
export function* itemsInList(text: string, list: number): Generator<JsonItem> {
	let depth = 0;
	let most = 0;
	const item = (end: number): JsonItem => (most > deepest ? { start, end, isTooDeep: true } : { start, end });
	let start = 0;
	for (let at = list + 1; at < text.length; at++) {
		const code = text.charCodeAt(at);
		if (code === 0x22) {
			at = stringEnd(text, at);
			if (at < 0) break;
		} else if (code === 0x7b || code === 0x5b) {
			if (depth++ === 0) {
				start = at;
				most = 0;
			}
			if (depth > most) most = depth;
		} else if (code === 0x7d || code === 0x5d) {
			if (--depth < 0) return;
			if (depth === 0) yield item(at + 1);
		}
	}
	// The text ends within an item: what is there is reported as broken.
	if (depth > 0) yield item(text.length);
}

/** The offset of a string's closing quote; below zero where it has none. */
function stringEnd(text: string, start: number): number {
	for (let at = start + 1; at < text.length; at++) {
		const code = text.charCodeAt(at);
		if (code === 0x5c) at++;
		else if (code === 0x22) return at;
	}
	return -1;
}
