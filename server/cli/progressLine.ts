/** How far work is that takes a while. */
export type ShowProgress = (step: 'finding' | 'reading' | 'recognising' | 'checking', done: number, of?: number) => void;

/** Where a line is written, and how wide it is there (columns). */
export interface Terminal {
	write(text: string): unknown;
	readonly columns?: number;
}

/** The line is written at most so often (ms). */
const between = 100;

const grouped = (count: number): string => count.toLocaleString('en-US');

const texts: Readonly<Record<Parameters<ShowProgress>[0], (done: string, of: string) => string>> = {
	finding: (done) => `Looking for files: ${done} …`,
	reading: (done, of) => `Reading ${done} of ${of} files …`,
	recognising: (done, of) => `Looking for papers in ${done} of ${of} notes …`,
	checking: (done, of) => `Checking ${done} of ${of} files …`,
};

/**
 * A line of a terminal that says how far something is, each time in the place of what it said before. Nothing is written in the first moments, so that what takes no time
 * leaves no trace. `now` says how many milliseconds have passed since some moment.
 */
export class ProgressLine {
	#last: number;
	#isShown = false;

	constructor(
		private readonly terminal: Terminal,
		private readonly now: () => number = () => performance.now(),
	) {
		this.#last = this.now() + between;
	}

	readonly show: ShowProgress = (step, done, of = done) => {
		const now = this.now();
		if (now - this.#last < between) return;
		this.#last = now;
		this.#isShown = true;
		this.terminal.write(`\r\x1b[K${texts[step](grouped(done), grouped(of)).slice(0, (this.terminal.columns || 80) - 1)}`);
	};

	/** Takes the line away: call it before anything else is written to the terminal. */
	clear(): void {
		if (this.#isShown) this.terminal.write('\r\x1b[K');
		this.#isShown = false;
	}
}
