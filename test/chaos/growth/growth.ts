import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { Dice } from '../dice.js';
import { formatShapes, markupShapes, type Shape } from './shapes.js';

/** What a shape of one format or markup costs at three sizes, each twice the one before. */
export interface Growth {
	readonly name: string;
	readonly shape: string;
	/** Sizes in UTF-16 units, time in milliseconds of the processor, memory in MB. Left out where it did not end. */
	readonly costs?: readonly { readonly size: number; readonly time: number; readonly memory: number }[];
}

/** Twice the text may cost so much more. */
export const mostPerDoubling = 2.6;

/** Memory below so many MB is that of the engine itself, which varies. */
const leastMemory = 8;

/** Below so many milliseconds the clock of the processor is too coarse, and a single collection of garbage too large a part. */
const leastTime = 50;

/** So long, in milliseconds, one shape is waited for, and where it is measured at the largest size. */
const patience = 120_000;
const patienceAtLargest = 1_800_000;

/** At which sizes, in UTF-16 units, and how often shapes are measured. */
export interface Measuring {
	readonly largest: number;
	/** Whether they are measured up to the largest size, rather than from where they cost enough on. */
	readonly isAtLargest: boolean;
	/** So often the text is doubled. */
	readonly doublings: number;
	/** Whether each size is read once, to see what is far from linear, rather than three times. */
	readonly isQuick: boolean;
	/** Only shapes whose names hold one of these; all where there are none. */
	readonly shapes: readonly string[];
}

/** The shapes of one format or markup that are measured. */
export const chosenShapes = (all: Readonly<Record<string, Shape>>, { shapes }: Measuring): readonly (readonly [string, Shape])[] =>
	Object.entries(all).filter(([shape]) => shapes.length === 0 || shapes.some((each) => shape.includes(each)));

/** The largest step from one size to the next, of time and of memory, where there is enough of them to measure. */
export function stepsOf({ costs }: Growth): { readonly time: number; readonly memory: number } {
	if (!costs) return { time: Number.POSITIVE_INFINITY, memory: Number.POSITIVE_INFINITY };
	const steps = costs.slice(1).map((cost, index) => [costs[index]!, cost] as const);
	return {
		time: Math.max(0, ...steps.map(([before, after]) => (after.time < leastTime ? 0 : after.time / before.time))),
		memory: Math.max(0, ...steps.map(([before, after]) => (before.memory < leastMemory ? 0 : after.memory / before.memory))),
	};
}

export const isLinear = (growth: Growth): boolean => {
	const { time, memory } = stepsOf(growth);
	return time <= mostPerDoubling && memory <= mostPerDoubling;
};

/** The program that measures, as it is built beside `npm run chaos:growth`. */
const ownChild = new URL('child.mjs', import.meta.url);

/**
 * Measures all shapes of the formats and markups whose names hold one of `wanted`; of all where it is empty. `child` is the program that does so in a
 * process of its own.
 */
export async function* measureGrowth(wanted: readonly string[], measuring: Measuring, child = ownChild): AsyncGenerator<Growth> {
	for (const [name, shapes] of Object.entries({ ...formatShapes, ...markupShapes })) {
		if (wanted.length > 0 && !wanted.some((each) => name.includes(each))) continue;
		const all = chosenShapes(shapes, measuring);
		for (let next = 0; next < all.length; ) {
			let isLate = false;
			for await (const growth of measureFrom(name, next, measuring, child)) {
				next++;
				isLate = !growth.costs;
				yield growth;
			}
			if (!isLate && next < all.length) {
				// The process ended at a shape: it needs more memory than there is.
				yield { name, shape: all[next]![0] };
				next++;
			}
		}
	}
}

/** Measures the shapes of one name from the one with a number on, until one does not end in time. */
async function* measureFrom(name: string, first: number, measuring: Measuring, program: URL): AsyncGenerator<Growth> {
	const child = spawn(
		process.execPath,
		['--expose-gc', '--single-threaded', '--stack-size=900', fileURLToPath(program), name, String(first), JSON.stringify(measuring)],
		{
			stdio: ['ignore', 'pipe', 'inherit'],
		},
	);
	let timer: NodeJS.Timeout | undefined;
	let current: string | undefined;
	let isLate = false;
	const wait = () => {
		clearTimeout(timer);
		timer = setTimeout(
			() => {
				isLate = true;
				child.kill('SIGKILL');
			},
			measuring.isAtLargest ? patienceAtLargest : patience,
		);
	};
	wait();
	try {
		for await (const line of createInterface({ input: child.stdout })) {
			const said: { shape: string; costs?: Growth['costs'] } = JSON.parse(line);
			current = said.shape;
			if (said.costs) yield { name, ...said };
			wait();
		}
		if (isLate && current !== undefined) yield { name, shape: current };
	} finally {
		clearTimeout(timer);
		child.kill('SIGKILL');
	}
}

/** So often a shape of the sample is measured where it seems steep: what else a machine does makes one reading steep now and then, never all of them. */
const mostReadings = 5;

/** Measures one shape of each format and markup, which the seed chooses, at sizes that take about a second. */
export async function* measureSample(seed: number, child: URL): AsyncGenerator<Growth> {
	const dice = new Dice(seed);
	for (const [name, shapes] of Object.entries({ ...formatShapes, ...markupShapes })) {
		const shape = dice.of(Object.keys(shapes));
		const measuring = { largest: 1_000_000, isAtLargest: false, doublings: 2, shapes: [shape] };
		for (let reading = 1; reading <= mostReadings; reading++) {
			const found: Growth[] = [];
			for await (const growth of measureGrowth([name], { ...measuring, isQuick: reading === 1 }, child)) found.push(growth);
			if (reading < mostReadings && !found.every(isLinear)) continue;
			yield* found;
			break;
		}
	}
}

/** What a shape costs at each size, to be read. */
export const costsOf = ({ costs }: Growth): string =>
	costs?.map(({ size, time, memory }) => `${(size / 1e6).toFixed(2)} MB ${time.toFixed(0)} ms ${memory.toFixed(1)} MB`).join(' · ') ??
	'did not end';

const inMb = (size: number): string => String(Math.round(size / 1e4) / 100);

/** The table of docs/safety.md: for each format and markup the steepest shapes, in Markdown. */
export function tableOf(all: readonly Growth[]): string {
	const names = [...new Set(all.map(({ name }) => name))];
	const rows = names.map((name) => {
		const own = all.filter((growth) => growth.name === name).map((growth) => ({ ...growth, steps: stepsOf(growth) }));
		const { steps, shape } = own.reduce((worst, growth) => (growth.steps.time > worst.steps.time ? growth : worst));
		const memory = Math.max(...own.map((growth) => growth.steps.memory));
		const sizes = new Set(own.flatMap(({ costs = [] }) => [costs.map(({ size }) => inMb(size)).join(', ')]));
		const largest = Math.max(...own.flatMap(({ costs = [] }) => costs.map(({ size }) => size)));
		const read = sizes.size === 1 ? [...sizes][0]! : `up to ${inMb(largest)}`;
		return `| ${name} | ${own.length} | ${read} | ${steps.time.toFixed(1)} | ${shape} | ${memory === 0 ? '–' : memory.toFixed(1)} |`;
	});
	return ['| read as | shapes | MB | time | steepest shape | memory |', '| --- | --- | --- | --- | --- | --- |', ...rows].join('\n');
}
