/** Makes a text of about `size` UTF-16 units. */
export type Shape = (size: number) => string;

/** A unit again and again; where it depends on its number, about as often as fits. */
export const repeated =
	(unit: string | ((index: number) => string), before = '', after = ''): Shape =>
	(size) => {
		if (typeof unit === 'string') return before + unit.repeat(Math.max(1, Math.round(size / unit.length))) + after;
		const units = [before];
		for (let length = 0, index = 0; length < size; index++) {
			const next = unit(index);
			units.push(next);
			length += next.length;
		}
		return units.join('') + after;
	};

/** Pairs around each other. */
export const nested =
	(open: string, close: string, inside = '', before = '', after = ''): Shape =>
	(size) => {
		const depth = Math.max(1, Math.round(size / (open.length + close.length)));
		return before + open.repeat(depth) + inside + close.repeat(depth) + after;
	};

/** A few hundred words that no library knows, in turn. */
export const word = (index: number): string => `w${(index * 7919) % 997}`;

export const named = (index: number): string => `key${index}`;
