import type { CancellationToken } from './cancellation.js';
import { type Pause, yieldToEventLoop } from './yieldToEventLoop.js';

/** The thread is given back after so many milliseconds. */
const slice = 3;

/** The same items, with a pause every few milliseconds so that answers never wait. Ends early when cancelled. */
export async function* inSlices<T>(
	items: Iterable<T> | AsyncIterable<T>,
	token: CancellationToken,
	pause: Pause = yieldToEventLoop,
): AsyncGenerator<T> {
	let last = Date.now();
	for await (const item of items) {
		if (token.isCancellationRequested) return;
		yield item;
		if (Date.now() - last < slice) continue;
		await pause();
		last = Date.now();
	}
}

/** Runs a generator to its end at once, and returns its result. */
export function resultOf<Result>(steps: Iterator<unknown, Result>): Result {
	for (;;) {
		const step = steps.next();
		if (step.done) return step.value;
	}
}

/** Runs a generator to its end and returns its result, with a pause wherever it has run for some milliseconds since the last one. */
export async function resultInSlices<Result>(steps: Iterator<unknown, Result>, pause: Pause = yieldToEventLoop): Promise<Result> {
	let last = Date.now();
	for (;;) {
		const step = steps.next();
		if (step.done) return step.value;
		if (Date.now() - last < slice) continue;
		await pause();
		last = Date.now();
	}
}

/** What a generator makes, with a pause wherever it has run for some milliseconds without making anything. */
export async function* madeInSlices<Made>(steps: Iterable<Made | undefined>, pause: Pause = yieldToEventLoop): AsyncGenerator<Made, void> {
	let last = Date.now();
	for (const made of steps) {
		if (made !== undefined) yield made;
		else if (Date.now() - last < slice) continue;
		else await pause();
		last = Date.now();
	}
}

/** Runs a generator to its end, with a pause after each of its steps. Stops early when cancelled. */
export async function inSteps(
	steps: Iterator<undefined, unknown>,
	token: CancellationToken,
	pause: Pause = yieldToEventLoop,
): Promise<void> {
	while (!token.isCancellationRequested && !steps.next().done) await pause();
}
