import { measureFrames } from './frames.js';
import { selectedKeys } from './selection.js';
import { isBright, page, seenAt } from './state.js';

/** For tests, which cannot read a canvas: where a paper's point is seen, what is selected, and how long frames take. */
export function offerToTests(): void {
	const indexOf = (key: string) => page.papers.points.findIndex((point) => point.key === key);
	Object.defineProperty(globalThis, 'lecternMap', {
		value: {
			placeOf(key: string) {
				const index = indexOf(key);
				if (index < 0) return undefined;
				const [x, y] = seenAt(index);
				return { x, y };
			},
			isBright: (key: string) => isBright(indexOf(key)),
			selected: selectedKeys,
			view: () => page.view,
			frames: measureFrames,
		},
	});
}
