/**
 * Lets whatever waits go first. In Node without the millisecond that a timer costs, which adds up over thousands of pauses: the first `setImmediate` of what
 * runs because a message or a file came is called before any further message is looked for, the second one after that.
 */
export const yieldToEventLoop = (): Promise<void> =>
	new Promise((resolve) => {
		if (typeof setImmediate === 'function') setImmediate(() => setImmediate(resolve));
		else setTimeout(resolve);
	});
