/** The citation key that a command was given: as a text (hover links, deep links) or as a tree item's paper. Anything else is nothing. */
export function keyOf(argument: unknown): string | undefined {
	if (typeof argument === 'string') return argument.length > 0 && argument.length < 500 ? argument : undefined;
	if (typeof argument === 'object' && argument !== null && 'row' in argument)
		return keyOf((argument as { row?: { key?: unknown } }).row?.key);
	if (typeof argument === 'object' && argument !== null && 'paper' in argument) {
		const { paper } = argument as { paper?: { key?: unknown } };
		return keyOf(paper?.key);
	}
	return undefined;
}
