import { fontOf, labelSize, topicSize } from '../drawing/draw.js';
import { type LabelWish, placeLabels, shortTitle } from '../drawing/labels.js';
import { radiusAt } from '../drawing/scene.js';
import { context } from './dom.js';
import { redraw } from './frames.js';
import { isBright, isTimeline, page } from './state.js';

/** While points are smaller than this, topics have labels, too. */
const smallRadius = 5;

/** A zoom that has rested so long, in milliseconds, has ended. */
const rest = 90;

const widths = new Map<string, number>();

function widthOf(text: string, isTopic: boolean): number {
	const name = `${isTopic}${text}`;
	const known = widths.get(name);
	if (known !== undefined) return known;
	context.font = fontOf(isTopic, page.palette.font);
	const { width } = context.measureText(text);
	widths.set(name, width);
	return width;
}

/** Texts are measured anew: the font may be another. */
export const forgetWidths = (): void => widths.clear();

/** A topic's label lies in the middle of its papers. */
function topicWishes(): LabelWish[] {
	const { papers, places, picked, view } = page;
	if (radiusAt(view.scale) >= smallRadius || isTimeline()) return [];
	return papers.signs.flatMap(({ id, title, count }, sign) => {
		if (!id || count < 3 || (picked !== undefined && picked !== sign)) return [];
		const members = papers.points.flatMap((_, index) => (papers.signOf[index] === sign && isBright(index) ? [index] : []));
		if (members.length === 0) return [];
		const middle = (offset: number) => members.map((index) => places[2 * index + offset]!).sort((a, b) => a - b)[members.length >> 1]!;
		return [{ text: title, x: middle(0), y: middle(1), width: widthOf(title, true), height: topicSize + 4 }];
	});
}

function paperWishes(): LabelWish[] {
	const { papers, places } = page;
	return papers.byWeight.flatMap((index): LabelWish[] => {
		if (!isBright(index)) return [];
		const text = shortTitle(papers.points[index]!.title);
		return [{ text, x: places[2 * index]!, y: places[2 * index + 1]!, width: widthOf(text, false), height: labelSize + 4, point: index }];
	});
}

/** Places the labels for what is seen now, and draws. */
export function relabel(): void {
	page.labels = placeLabels(topicWishes(), paperWishes(), page.places, page.view.scale);
	redraw();
}

let settling: ReturnType<typeof setTimeout> | undefined;

/** Places the labels once the zoom has come to rest. */
export function relabelSoon(): void {
	clearTimeout(settling);
	settling = setTimeout(relabel, rest);
}
