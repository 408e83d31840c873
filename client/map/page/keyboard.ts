import { canvas } from './dom.js';
import { redraw } from './frames.js';
import { abandonLasso } from './pointer.js';
import { select } from './selection.js';
import { lookAtAll, moveBy, zoom } from './view.js';

/** Where the map goes at each arrow. */
const arrows: Readonly<Record<string, readonly [x: number, y: number]>> = {
	ArrowLeft: [1, 0],
	ArrowRight: [-1, 0],
	ArrowUp: [0, 1],
	ArrowDown: [0, -1],
};

/** Arrows move the map, plus and minus zoom, 0 shows all; Escape gives up the lasso or the selection, wherever the focus is. */
export function listenToKeys(): void {
	canvas.addEventListener('keydown', (event) => {
		if (event.ctrlKey || event.metaKey || event.altKey) return;
		if (!press(event)) return;
		event.preventDefault();
	});
	document.addEventListener('keydown', ({ key }) => {
		if (key !== 'Escape') return;
		if (!abandonLasso()) select([]);
		redraw();
	});
}

/** Does what a key says; answers whether it says anything. */
function press({ key, shiftKey }: KeyboardEvent): boolean {
	const arrow = arrows[key];
	const by = shiftKey ? 200 : 60;
	if (arrow) moveBy(arrow[0] * by, arrow[1] * by);
	else if (key === '+' || key === '=') zoom(1.4);
	else if (key === '-') zoom(1 / 1.4);
	else if (key === '0') lookAtAll();
	else return false;
	return true;
}
