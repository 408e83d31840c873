import assert from 'node:assert/strict';
import { ProgressLine } from '../../../server/cli/progressLine.js';

suite('the line that says how far a check is', () => {
	/** A line on a terminal, what was written there, and a clock that stands still until it is set. */
	function line(columns?: number): { readonly progress: ProgressLine; readonly written: string[]; readonly clock: { now: number } } {
		const written: string[] = [];
		const clock = { now: 0 };
		const terminal = { write: (text: string) => written.push(text), ...(columns !== undefined && { columns }) };
		return { progress: new ProgressLine(terminal, () => clock.now), written, clock };
	}

	test('takes the place of what it said before, not more often than anybody could read it', () => {
		const { progress, written, clock } = line();
		for (let done = 0; done <= 100_003; done += 1000) {
			clock.now += 20;
			progress.show('reading', done, 100_003);
		}
		assert.ok(written.length > 5 && written.length < 25, `${written.length} times`);
		const isProgress = (text: string) => text.startsWith('\r\x1b[K') && /^Reading [\d,]+ of 100,003 files …$/.test(text.slice(4));
		assert.ok(written.every(isProgress), written[0]);
	});

	test('says nothing about what takes no time, and leaves nothing to take away', () => {
		const { progress, written, clock } = line();
		progress.show('checking', 1, 2);
		clock.now = 150;
		progress.show('checking', 2, 2);
		progress.clear();
		assert.deepEqual(written, []);
	});

	test('is whole on a terminal that does not say how wide it is', () => {
		const { progress, written, clock } = line(0);
		clock.now = 1000;
		progress.show('checking', 1, 2);
		assert.deepEqual(written, ['\r\x1b[KChecking 1 of 2 files …']);
	});

	test('is taken away once, and fits the terminal', () => {
		const { progress, written, clock } = line(20);
		clock.now = 1000;
		progress.show('finding', 12_345);
		progress.clear();
		progress.clear();
		assert.deepEqual(written, ['\r\x1b[KLooking for files: ', '\r\x1b[K']);
	});
});
