import layoutScript from 'lectern:layout-worker';
import type { Places } from '../drawing/scene.js';
import type { LayoutTask } from '../layout/layout.js';
import { announce, say } from './dom.js';
import { showProgress } from './progress.js';
import { page } from './state.js';

let worker: Worker | undefined;

/**
 * Lays out the papers in a worker, and hands over their places. What is being laid out meanwhile is given up. `before` are the places
 * that points had, null for new ones.
 */
export function layOutAnew(before: readonly (number | null)[] | null, arrive: (places: Places) => void): void {
	worker?.terminate();
	const address = URL.createObjectURL(new Blob([layoutScript], { type: 'text/javascript' }));
	const running = new Worker(address);
	worker = running;
	const { points, neighbours, related, mentioned } = page.papers;
	showProgress(say('layingOut', points.length), 0);
	const end = () => {
		running.terminate();
		URL.revokeObjectURL(address);
		if (worker === running) worker = undefined;
	};
	running.addEventListener('message', ({ data }: MessageEvent<number | Float32Array>) => {
		if (typeof data === 'number') return showProgress(say('layingOut', points.length), data);
		end();
		arrive(data);
	});
	running.addEventListener('error', ({ message }) => {
		end();
		showProgress(undefined);
		announce(say('failed', message));
	});
	running.postMessage({
		size: points.length,
		neighbours,
		links: [...related, ...mentioned],
		...(before ? { before: Float32Array.from(before, (value) => value ?? Number.NaN) } : {}),
	} satisfies LayoutTask);
}
