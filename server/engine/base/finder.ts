/**
 * Returns a function that finds the next occurrence of a string from an offset, −1 if there is none. Called with growing offsets, it
 * reads the text only once per string, which keeps scanners linear on texts full of constructs that never close.
 */
export function finder(text: string): (needle: string, from: number) => number {
	const known = new Map<string, { from: number; at: number }>();
	return (needle, from) => {
		const last = known.get(needle);
		if (last && from >= last.from && (last.at < 0 || last.at >= from)) return last.at;
		const at = text.indexOf(needle, from);
		known.set(needle, { from, at });
		return at;
	};
}
