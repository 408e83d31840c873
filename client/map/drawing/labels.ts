import { type Places, radiusAt } from './scene.js';

/** A text to be placed at a point or, for a topic, in the middle of its papers. */
export interface LabelWish {
	readonly text: string;
	/** In the map's own units. */
	readonly x: number;
	readonly y: number;
	/** In pixels. */
	readonly width: number;
	readonly height: number;
	/** The point that it names; none for a topic's. */
	readonly point?: number;
}

/** A label with its place: the text's left edge and middle line, in pixels from where the wish lies on the map. */
export interface Label extends LabelWish {
	readonly dx: number;
	readonly dy: number;
}

/** Boxes on the screen, by the cells that they lie in. */
class Occupied {
	readonly #cells = new Map<number, number[]>();
	static readonly cell = 48;

	*#cellsOf(left: number, top: number, right: number, bottom: number): Generator<number> {
		const at = (value: number) => Math.floor(value / Occupied.cell) + 100_000;
		for (let row = at(top); row <= at(bottom); row++)
			for (let column = at(left); column <= at(right); column++) yield row * 1_000_000 + column;
	}

	add(left: number, top: number, right: number, bottom: number): void {
		for (const cell of this.#cellsOf(left, top, right, bottom)) {
			const boxes = this.#cells.get(cell);
			if (boxes) boxes.push(left, top, right, bottom);
			else this.#cells.set(cell, [left, top, right, bottom]);
		}
	}

	isFree(left: number, top: number, right: number, bottom: number): boolean {
		for (const cell of this.#cellsOf(left, top, right, bottom)) {
			const boxes = this.#cells.get(cell);
			if (!boxes) continue;
			for (let at = 0; at < boxes.length; at += 4)
				if (boxes[at]! < right && boxes[at + 2]! > left && boxes[at + 1]! < bottom && boxes[at + 3]! > top) return false;
		}
		return true;
	}
}

/**
 * Places labels at a zoom such that none overlaps another, nor a paper's label a point: wishes first in the list have the choice. A
 * topic's label may lie over points. What finds no place is left out, and comes as one zooms in.
 */
export function placeLabels(topics: readonly LabelWish[], papers: readonly LabelWish[], places: Places, scale: number): readonly Label[] {
	const labels: Label[] = [];
	const texts = new Occupied();
	const points = new Occupied();
	const radius = radiusAt(scale);
	for (const wish of topics) {
		const [x, y] = [wish.x * scale, wish.y * scale];
		const box = [x - wish.width / 2 - 4, y - wish.height / 2 - 2, x + wish.width / 2 + 4, y + wish.height / 2 + 2] as const;
		if (!texts.isFree(...box)) continue;
		texts.add(...box);
		labels.push({ ...wish, dx: -wish.width / 2, dy: 0 });
	}
	for (let index = 0; index < places.length; index += 2) {
		const [x, y] = [places[index]! * scale, places[index + 1]! * scale];
		points.add(x - radius, y - radius, x + radius, y + radius);
	}
	for (const wish of papers) {
		const [x, y] = [wish.x * scale, wish.y * scale];
		const gap = radius + 4;
		const sides: readonly (readonly [dx: number, dy: number])[] = [
			[gap, 0],
			[-gap - wish.width, 0],
			[-wish.width / 2, -gap - wish.height / 2 + 2],
			[-wish.width / 2, gap + wish.height / 2 - 2],
		];
		for (const [dx, dy] of sides) {
			const box = [x + dx - 1, y + dy - wish.height / 2, x + dx + wish.width + 1, y + dy + wish.height / 2] as const;
			if (!texts.isFree(...box) || !points.isFree(...box)) continue;
			texts.add(...box);
			labels.push({ ...wish, dx, dy });
			break;
		}
	}
	return labels;
}

/** A paper's title in a few words: what stands before its colon if that is short, else its beginning. */
export function shortTitle(title: string, longest = 30): string {
	const [head = ''] = title.split(/:\s/, 1);
	if (head.length <= longest) return head;
	const cut = title.slice(0, longest);
	return `${cut.slice(0, Math.max(12, cut.lastIndexOf(' ')))}…`;
}
