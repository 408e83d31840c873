/**
 * Lets whatever waits go first. In Node without the millisecond that a timer costs, which adds up over thousands of pauses: the first `setImmediate` of what
 * runs because a message or a file came is called before any further message is looked for, the second one after that.
 */
export const yieldToEventLoop = (): Promise<void> =>
	new Promise((resolve) => {
		if (typeof setImmediate === 'function') setImmediate(() => setImmediate(resolve));
		else setTimeout(resolve);
	});

/** What work does between two steps: `yieldToEventLoop`, or rest longer. */
export type Pause = () => Promise<void>;

/** So many milliseconds after somebody typed the next letter may come soon. */
const untilQuiet = 100;

/**
 * The pauses of work that nobody waits for. It rests while somebody types: to answer a letter takes several turns of the event loop, each of which waits for a
 * step. Where letters come without end, it still makes ten steps in a second.
 */
export class Rests {
	#last = Number.NEGATIVE_INFINITY;

	/** `now` says how many milliseconds have passed since some moment. */
	constructor(private readonly now = () => performance.now()) {}

	/** A letter was typed. */
	noteLetter(): void {
		this.#last = this.now();
	}

	readonly pause: Pause = async () => {
		await yieldToEventLoop();
		if (this.now() - this.#last < untilQuiet) await new Promise((resolve) => setTimeout(resolve, untilQuiet));
	};
}
