import {
	type LocalizableMessage,
	localizable,
	type MakeReferences,
	type ReferenceAnswer,
	type ReferenceRequest,
} from '../../engine/index.js';

/** What is sent to the thread that makes references. */
export interface Asked {
	readonly id: number;
	readonly request: ReferenceRequest;
}

/** What it sends back. */
export interface Answered {
	readonly id: number;
	readonly answer: ReferenceAnswer;
}

/** A thread that makes references. */
export interface Thread {
	post(message: Asked): void;
	/** Ends it, whatever it is doing. */
	stop(): void;
}

/**
 * Starts a thread as its platform has it: `answered` is called with what it sends, `ended` when it ends by itself, with `isTooLarge` where it
 * needed more memory than it may have.
 */
export type StartThread = (answered: (message: Answered) => void, ended: (why: string, isTooLarge?: boolean) => void) => Thread;

/** So long, in milliseconds, one request may take. The slowest of the shipped styles takes two seconds to be made ready. */
const longest = 30_000;

/** So long, in milliseconds, the thread is kept after the last request: one style takes up to 90 MB in it. */
const longestIdle = 300_000;

/** So many styles that took too much are remembered. */
const mostRefused = 20;

interface Waiting {
	readonly request: ReferenceRequest;
	readonly resolve: (answer: ReferenceAnswer) => void;
	readonly reject: (error: Error) => void;
}

/**
 * Makes references in a thread of their own, one request after the other. The thread is started for the first one, and again where it has
 * ended. A request that takes longer than `deadline` milliseconds, or too much memory, is answered by a failure of its style, which is not
 * tried again; one whose thread ends for another reason is rejected. Where not even a first answer comes, they are made by `instead`, if
 * there is such. A thread of which nothing is asked for `idle` milliseconds is ended.
 */
export function inWorker(start: StartThread, instead?: MakeReferences, deadline = longest, idle = longestIdle): MakeReferences {
	return new References(start, instead, deadline, idle).make;
}

class References {
	readonly #queue: Waiting[] = [];
	/** Styles that took too much, and what is said of them. */
	readonly #refused = new Map<string, LocalizableMessage>();
	#thread: Thread | undefined;
	#current: Waiting | undefined;
	#timer: ReturnType<typeof setTimeout> | undefined;
	#idleTimer: ReturnType<typeof setTimeout> | undefined;
	#hasAnswered = false;
	#isHopeless = false;
	#last = 0;

	constructor(
		private readonly start: StartThread,
		private readonly instead: MakeReferences | undefined,
		private readonly deadline: number,
		private readonly idle: number,
	) {}

	readonly make: MakeReferences = async (request) => {
		const reason = this.#refused.get(request.style);
		if (reason) return { failure: 'style', reason };
		if (this.#isHopeless && this.instead) return this.instead(request);
		try {
			return await new Promise((resolve, reject) => {
				this.#queue.push({ request, resolve, reject });
				this.#next();
			});
		} catch (error) {
			if (this.#hasAnswered || !this.instead) throw error;
			this.#isHopeless = true;
			return this.instead(request);
		}
	};

	/** Sends the first request that waits, unless one is being answered. */
	#next(): void {
		if (this.#current) return;
		const waiting = this.#queue.shift();
		if (!waiting) return;
		const reason = this.#refused.get(waiting.request.style);
		if (reason) {
			waiting.resolve({ failure: 'style', reason });
			this.#next();
			return;
		}
		this.#current = waiting;
		clearTimeout(this.#idleTimer);
		try {
			this.#thread ??= this.#begin();
			this.#timer = setTimeout(() => this.#give(tookTooLong(this.deadline)), this.deadline);
			this.#thread.post({ id: ++this.#last, request: waiting.request });
		} catch (error) {
			this.#finish()?.reject(error instanceof Error ? error : new Error(String(error)));
		}
	}

	#begin(): Thread {
		const own = this.start(
			({ id, answer }) => {
				if (this.#thread !== own || id !== this.#last) return;
				this.#hasAnswered = true;
				this.#finish()?.resolve(answer);
			},
			(why, isTooLarge) => {
				// The end of a thread may be reported twice.
				if (this.#thread !== own) return;
				this.#thread = undefined;
				if (isTooLarge) this.#give(tookTooMuch);
				else this.#finish()?.reject(new Error(why));
			},
		);
		return own;
	}

	/** Ends the request that is being answered, and begins the next one; answers what waited for it. */
	#finish(): Waiting | undefined {
		const finished = this.#current;
		clearTimeout(this.#timer);
		this.#current = undefined;
		// The request that has ended is answered first.
		queueMicrotask(() => this.#next());
		this.#waitForNext();
		return finished;
	}

	/** Ends the thread where no further request comes. */
	#waitForNext(): void {
		clearTimeout(this.#idleTimer);
		const timer: ReturnType<typeof setTimeout> & { unref?(): void } = setTimeout(() => {
			this.#thread?.stop();
			this.#thread = undefined;
		}, this.idle);
		this.#idleTimer = timer;
		// In Node a timer would keep a program alive that has nothing else to do.
		timer.unref?.();
	}

	/** Gives the request up that is being answered, and its style with it. */
	#give(reason: LocalizableMessage): void {
		this.#thread?.stop();
		this.#thread = undefined;
		const given = this.#finish();
		if (!given) return;
		// A thread that got as far as that can be started.
		this.#hasAnswered = true;
		this.#refused.set(given.request.style, reason);
		if (this.#refused.size > mostRefused) for (const [oldest] of this.#refused) if (this.#refused.delete(oldest)) break;
		given.resolve({ failure: 'style', reason });
	}
}

const tookTooLong = (deadline: number): LocalizableMessage =>
	localizable('its references take longer than {0} seconds, so it was stopped', String(deadline / 1000));

const tookTooMuch: LocalizableMessage = localizable('its references take more memory than they may, so it was stopped');
