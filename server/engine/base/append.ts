/**
 * Appends items to a list, in order. `list.push(...items)` puts every item on the stack, which ends with an exception for somewhat more than
 * a hundred thousand of them, in threads for fewer.
 */
export function append<T>(list: T[], items: Iterable<T>): void {
	for (const item of items) list.push(item);
}

/** So many code units are put on the stack at once. */
const mostAtOnce = 4096;

/** V8 joins texts of so many code units by copying them. */
const longestCopied = 12;

/** The text of UTF-16 code units from `start` to `end`, however many there are. */
export function textOfUnits(units: Uint16Array | readonly number[], start: number, end: number): string {
	let text = '';
	// Most are the letters of a word: a slice of a typed array takes longer than they do.
	if (end - start <= longestCopied) {
		let at = start;
		for (; at + 4 <= end; at += 4) text += String.fromCharCode(units[at]!, units[at + 1]!, units[at + 2]!, units[at + 3]!);
		for (; at < end; at++) text += String.fromCharCode(units[at]!);
		return text;
	}
	for (let from = start; from < end; from += mostAtOnce)
		text += String.fromCharCode(...units.slice(from, Math.min(end, from + mostAtOnce)));
	return text;
}
