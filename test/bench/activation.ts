import { execFileSync } from 'node:child_process';
import { statSync } from 'node:fs';
import { percentiles, type Row } from './measure.js';

/** How long VS Code says that the extension took to activate for a Markdown file, and how large the package is. */
export function measureActivation(): Row[] {
	execFileSync('npm', ['run', '-s', 'package'], { stdio: ['ignore', 'ignore', 'inherit'], shell: process.platform === 'win32' });
	const printed = execFileSync(process.execPath, ['test/host/measureActivation.mjs'], {
		encoding: 'utf8',
		stdio: ['ignore', 'pipe', 'inherit'],
	});
	const { p50 } = percentiles(JSON.parse(printed) as readonly number[]);
	return [
		{ name: 'activation with a Markdown file, in the extension host: median of 3', value: p50, unit: 'ms', budget: 50 },
		{ name: 'the package', value: statSync('lectern.vsix').size / 2 ** 20, unit: 'MB', budget: 2.5 },
	];
}
