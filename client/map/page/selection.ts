import { fewestCompared, mostCompared } from '../../../server/protocol/index.js';
import { $, announce, canvas, say, show, tool } from './dom.js';
import { redraw } from './frames.js';
import { post } from './host.js';
import { page } from './state.js';

let notifyList: (isOther: boolean) => void = () => {};

/** Reports each change of the selection: whether it is another, or only one paper has come or gone. */
export const onSelection = (listener: (isOther: boolean) => void): void => {
	notifyList = listener;
};

/** Selects these papers and no others. */
export function select(indices: readonly number[]): void {
	page.selected.clear();
	for (const index of indices) page.selected.add(index);
	showSelection();
	notifyList(true);
	redraw();
}

/** Selects one paper more, or no longer. */
export function toggle(index: number): void {
	if (!page.selected.delete(index)) page.selected.add(index);
	showSelection();
	notifyList(false);
	redraw();
}

/** Shows the bar with what can be done with the selected papers, while there are any. */
export function showSelection(): void {
	const { size } = page.selected;
	show($('.selection'), size > 0);
	const text = size === 1 ? say('oneSelected') : say('selected', size);
	$('.selection span').textContent = text;
	if (canCompare()) tool('compare').removeAttribute('aria-disabled');
	else tool('compare').setAttribute('aria-disabled', 'true');
	if (size > 0) announce(text);
}

export const selectedKeys = (): readonly string[] => [...page.selected].map((index) => page.papers.points[index]!.key);

export const copySelectedKeys = (): void => post({ type: 'copyKeys', keys: selectedKeys() });

const canCompare = (): boolean => page.selected.size >= fewestCompared && page.selected.size <= mostCompared;

/** Puts the selected papers side by side; says why not where they are too few or too many. */
export function compareSelected(): void {
	if (canCompare()) post({ type: 'compare', keys: selectedKeys() });
	else announce(say('compared'));
}

export function clearSelection(): void {
	select([]);
	canvas.focus();
}
