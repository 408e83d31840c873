import { readFile } from 'node:fs/promises';
import type { CompletionItem } from 'vscode-languageserver';

/** Percentiles of timings, in milliseconds. */
export interface Timing {
	readonly p50: number;
	readonly p95: number;
	readonly count: number;
}

/** Runs `work` once for each item and says how long each run took. */
export async function timeEach<T>(items: Iterable<T>, work: (item: T) => unknown): Promise<Timing> {
	const times: number[] = [];
	for (const item of items) {
		const start = performance.now();
		await work(item);
		times.push(performance.now() - start);
	}
	return percentiles(times);
}

export function percentiles(times: readonly number[]): Timing {
	const sorted = [...times].sort((a, b) => a - b);
	const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
	return { p50: at(0.5), p95: at(0.95), count: times.length };
}

/** One line of the bench's table. */
export interface Row {
	readonly name: string;
	readonly value: number;
	readonly unit: string;
	/** The figure not to be passed; a ratio's floor where `atLeast`. */
	readonly budget?: number;
	readonly atLeast?: boolean;
}

export const passes = ({ value, budget, atLeast }: Row): boolean => budget === undefined || (atLeast ? value >= budget : value <= budget);

/** The rows of several runs as one: each with the median of its values, in the order of the run that has most rows. Of an even number of values the worse. */
export function mediansOf(runs: readonly (readonly Row[])[]): Row[] {
	const longest = runs.reduce((most, rows) => (rows.length > most.length ? rows : most), []);
	return longest.map((row) => {
		const values = runs.flatMap((rows) => rows.filter(({ name }) => name === row.name).map(({ value }) => value)).sort((a, b) => a - b);
		const middle = row.atLeast ? (values.length - 1) >> 1 : values.length >> 1;
		return { ...row, value: values[middle]! };
	});
}

/**
 * Whether a row of a completion list is that of a paper and writes its key: ours say in their data which paper they are of, those of other servers
 * have the key as their label. The row that says that the library is still being read writes what is typed, and is none.
 */
export const writesKey = ({ label, textEdit, data }: Pick<CompletionItem, 'label' | 'textEdit' | 'data'>, key: string): boolean =>
	label === key || (textEdit?.newText === key && (data as { readonly key?: string } | undefined)?.key === key);

/**
 * How rows of one name grow with size: the exponent between each size and the next, so that 1 is linear and 0 does not grow. `sizes` are in order,
 * each with its rows; a row's name is what comes after the first colon.
 */
export function growthOf(what: string, sizes: readonly { readonly size: number; readonly rows: readonly Row[] }[]): Row[] {
	const nameOf = ({ name }: Row): string => name.slice(name.indexOf(':') + 1).trim();
	return sizes.slice(1).flatMap(({ size, rows }, index) => {
		const before = sizes[index]!;
		return rows.flatMap((row): Row[] => {
			const smaller = before.rows.find((each) => nameOf(each) === nameOf(row));
			if (!smaller || smaller.value <= 0 || row.value <= 0) return [];
			const exponent = Math.log(row.value / smaller.value) / Math.log(size / before.size);
			return [{ name: `growth from ${before.size} to ${size} ${what}: ${nameOf(row)}`, value: exponent, unit: '(exponent)' }];
		});
	});
}

/** The memory of a process that is in use, in megabytes; not a number where the system does not say. */
export async function residentMegabytes(pid: number | undefined): Promise<number> {
	const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
	return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? Number.NaN) / 1024;
}

/** The rows as a table with pass or miss. */
export function tableOf(rows: readonly Row[]): string {
	const width = Math.max(...rows.map(({ name }) => name.length));
	return rows
		.map((row) => {
			const value = `${row.value < 10 ? row.value.toFixed(2) : row.value.toFixed(0)} ${row.unit}`;
			const budget =
				row.budget === undefined ? '' : `${row.atLeast ? '≥' : '≤'} ${row.budget} ${row.unit}  ${passes(row) ? 'pass' : 'MISS'}`;
			return `${row.name.padEnd(width)}  ${value.padStart(12)}  ${budget}`;
		})
		.join('\n');
}
