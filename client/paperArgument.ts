/**
 * Whether a text can be a citation key: short, on one line, without characters that no format allows in keys, that do not show, or
 * that reorder what stands around them.
 */
export const isKey = (value: unknown): value is string =>
	typeof value === 'string' &&
	value.length > 0 &&
	value.length < 500 &&
	value.trim() === value &&
	!/[\p{C}\p{Zl}\p{Zp}"`<>{}\\]/u.test(value);

/** The citation key that a command was given: as a text (hover links, deep links) or as a tree item's paper. Anything else is nothing. */
export function keyOf(argument: unknown): string | undefined {
	if (typeof argument === 'string') return isKey(argument) ? argument : undefined;
	if (typeof argument === 'object' && argument !== null && 'paper' in argument) {
		const { paper } = argument as { paper?: { key?: unknown } };
		return keyOf(paper?.key);
	}
	return undefined;
}
