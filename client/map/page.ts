import layoutScript from 'lectern:layout-worker';
import type { MapAnswer, MapCard } from '../../server/protocol.js';
import { draw, fontOf, labelSize, type Mark, type Picture, Sprites, topicSize } from './draw.js';
import { type Label, type LabelWish, placeLabels, shortTitle } from './labels.js';
import type { LayoutTask } from './layout.js';
import { PaperList, type Row } from './list.js';
import { type MapState, readState, type ToPage, type ToPanel } from './messages.js';
import {
	alongYears,
	columnWidth,
	fitted,
	insideLasso,
	moved,
	type Places,
	radiusAt,
	toMap,
	toScreen,
	treeOf,
	type View,
	zoomed,
} from './scene.js';
import { shapePath } from './shapes.js';
import { toSvg } from './svg.js';
import { between, type Palette, readPalette } from './theme.js';
import { signTopics, timeline } from './topics.js';

declare function acquireVsCodeApi(): { postMessage(message: ToPanel): void; getState(): unknown; setState(state: MapState): void };

// Runs in the map's webview: lays out through a worker, draws on a canvas, and keeps tools, legend, card and list in step.

const vscode = acquireVsCodeApi();
const texts = JSON.parse(document.body.dataset.texts ?? '{}') as Readonly<Record<string, string>>;
const say = (name: string, ...values: readonly (string | number)[]): string =>
	(texts[name] ?? name).replace(/\{(\d)\}/g, (_, place: string) => String(values[Number(place)] ?? ''));
const $ = <E extends HTMLElement>(selector: string): E => document.querySelector<E>(selector)!;
const canvas = $<HTMLCanvasElement>('canvas');
const context = canvas.getContext('2d')!;
const card = $('.card');
const tool = (command: string) => $(`button[data-command="${command}"]`);
const press = (command: string, isOn: boolean) => tool(command).setAttribute('aria-pressed', String(isOn));

/** So many papers of a topic the list shows before it asks for more. */
const pageSize = 300;

let state = readState(vscode.getState());
let palette: Palette = readPalette();
let sprites = new Sprites(devicePixelRatio);
let size = { width: 300, height: 200 };
let map: MapAnswer = { points: [], topics: {}, neighbours: [], related: [], mentioned: [], total: 0 };
let signs: ReturnType<typeof signTopics> = { signs: [], signOf: [] };
let span: ReturnType<typeof timeline>;
let layoutPlaces: Places = new Float32Array();
let places: Places = layoutPlaces;
let tree = treeOf(places);
let view: View = { x: 0, y: 0, scale: 1 };
let labels: readonly Label[] = [];
let filterText = '';
let fitting: ReadonlySet<number> | undefined;
let picked: number | undefined;
let hovered: number | undefined;
let isFromList = false;
const selected = new Set<number>();
let lasso: number[] | undefined;
let isLassoOn = false;
let worker: Worker | undefined;
const cards = new Map<string, MapCard>();
const shownOf = new Map<string, number>();

const isBright = (index: number): boolean => (!fitting || fitting.has(index)) && (picked === undefined || signs.signOf[index] === picked);
const isByYear = (): boolean => state.colour === 'year';
const isTimeline = (): boolean => state.isTimeline && span !== undefined;
const nearestOf = (index: number): number[] => (map.neighbours[index] ?? []).filter((_, place) => place % 2 === 0).slice(0, 5);

// ---- what is drawn

/** Years from old to new in so many shades. */
const shades = 8;

function marks(): readonly Mark[] {
	if (isByYear())
		return [
			...Array.from({ length: shades }, (_, shade) => ({
				shape: 'circle' as const,
				colour: between(between(palette.background, palette.charts.blue, 0.45), palette.charts.orange, shade / (shades - 1)),
				size: 0.8 + (0.5 * shade) / (shades - 1),
			})),
			{ shape: 'cross' as const, colour: palette.muted, size: 0.8 },
		];
	return signs.signs.map(({ colour, shape }) => ({ shape, colour: colour ? palette.charts[colour] : palette.muted, size: 1 }));
}

/** First and last year of the papers that have one. */
let years: { readonly from: number; readonly to: number } | undefined;

function markOf(index: number): number {
	if (!isByYear()) return signs.signOf[index]!;
	const { year } = map.points[index]!;
	if (year === undefined || !years) return shades;
	// A few old papers must not push all others into one shade.
	const from = Math.max(years.from, years.to - 40);
	return Math.max(0, Math.min(shades - 1, Math.round(((year - from) / Math.max(1, years.to - from)) * (shades - 1))));
}

function yearLines(): Picture['years'] {
	if (!isTimeline() || !span) return [];
	const width = columnWidth(layoutPlaces, span);
	return Array.from({ length: span.to - span.from + 1 }, (_, index) => ({ x: index * width, text: String(span!.from + index) }));
}

let lines: Picture['years'] = [];

function picture(): Picture {
	return {
		places,
		view,
		size,
		palette,
		marks: marks(),
		markOf,
		isBright,
		related: isTimeline() ? [] : map.related,
		mentioned: map.mentioned,
		labels,
		selected,
		current: hovered === undefined ? undefined : { index: hovered, nearest: nearestOf(hovered) },
		lasso,
		years: lines,
	};
}

/** How long each frame took, while that is measured. */
let frameTimes: number[] | undefined;

let isDrawing = false;
function redraw(): void {
	if (isDrawing) return;
	isDrawing = true;
	requestAnimationFrame(() => {
		isDrawing = false;
		const start = performance.now();
		draw(context, picture(), sprites);
		// The canvas draws later than it is told to: reading a pixel waits for it.
		if (frameTimes) {
			context.getImageData(0, 0, 1, 1);
			frameTimes.push(performance.now() - start);
		}
	});
}

const widths = new Map<string, number>();
function widthOf(text: string, isTopic: boolean): number {
	const name = `${isTopic}${text}`;
	const known = widths.get(name);
	if (known !== undefined) return known;
	context.font = fontOf(isTopic, palette.font);
	const { width } = context.measureText(text);
	widths.set(name, width);
	return width;
}

/** Papers in the order in which they may have a label: those that most others are near to first. */
let byWeight: readonly number[] = [];

function relabel(): void {
	const topics: LabelWish[] = [];
	if (radiusAt(view.scale) < 5 && !isTimeline())
		for (const [sign, { id, title, count }] of signs.signs.entries()) {
			if (!id || count < 3 || (picked !== undefined && picked !== sign)) continue;
			const members = map.points.flatMap((_, index) => (signs.signOf[index] === sign && isBright(index) ? [index] : []));
			if (members.length === 0) continue;
			const middle = (offset: number) => members.map((index) => places[2 * index + offset]!).sort((a, b) => a - b)[members.length >> 1]!;
			topics.push({ text: title, x: middle(0), y: middle(1), width: widthOf(title, true), height: topicSize + 4 });
		}
	const papers = byWeight.flatMap((index): LabelWish[] => {
		if (!isBright(index)) return [];
		const text = shortTitle(map.points[index]!.title);
		return [{ text, x: places[2 * index]!, y: places[2 * index + 1]!, width: widthOf(text, false), height: labelSize + 4, point: index }];
	});
	labels = placeLabels(topics, papers, places, view.scale);
	redraw();
}

let settling: ReturnType<typeof setTimeout> | undefined;
function relabelSoon(): void {
	clearTimeout(settling);
	settling = setTimeout(relabel, 90);
}

// ---- the view

function keep(): void {
	vscode.setState(state);
}

/** Shows another part; `isAll` where it is to follow the window's size. */
function look(next: View, isAll = false): void {
	const isZoom = next.scale !== view.scale;
	view = next;
	const { view: _, ...rest } = state;
	state = isAll ? rest : { ...rest, view };
	keep();
	card.hidden = true;
	if (isZoom) relabelSoon();
	redraw();
}

/** The view of all points, beside the legend where there is room for both. */
function viewOfAll(): View {
	const { offsetWidth } = $('.legend');
	const taken = offsetWidth < size.width / 3 ? offsetWidth : 0;
	const all = fitted(places, { width: size.width - taken, height: size.height });
	return { ...all, x: all.x - taken / 2 / all.scale };
}

const lookAtAll = () => look(viewOfAll(), true);
const zoom = (factor: number, x = size.width / 2, y = size.height / 2) => look(zoomed(view, size, factor, x, y));

function usePlaces(): void {
	places =
		isTimeline() && span
			? alongYears(
					layoutPlaces,
					map.points.map(({ year }) => year),
					span,
				)
			: layoutPlaces;
	lines = yearLines();
	tree = treeOf(places);
}

new ResizeObserver(() => {
	const { clientWidth, clientHeight } = canvas.parentElement!;
	if (clientWidth === 0) return;
	size = { width: clientWidth, height: clientHeight };
	sprites = new Sprites(devicePixelRatio);
	canvas.width = Math.round(clientWidth * devicePixelRatio);
	canvas.height = Math.round(clientHeight * devicePixelRatio);
	if (!state.view) lookAtAll();
	draw(context, picture(), sprites);
}).observe(canvas.parentElement!);

new MutationObserver(() => {
	palette = readPalette();
	sprites.clear();
	widths.clear();
	showLegend();
	showList();
	relabel();
}).observe(document.body, { attributes: true, attributeFilter: ['class', 'data-vscode-theme-id'] });

// ---- laying out

function showProgress(text: string | undefined, share?: number): void {
	const box = $('.progress');
	box.hidden = text === undefined;
	if (text === undefined) return;
	$('.progress label').textContent = text;
	const bar = $<HTMLProgressElement>('.progress progress');
	if (share === undefined) bar.removeAttribute('value');
	else bar.value = share;
}

function layOutAnew(before: readonly (number | null)[] | null): void {
	worker?.terminate();
	const address = URL.createObjectURL(new Blob([layoutScript], { type: 'text/javascript' }));
	const running = new Worker(address);
	worker = running;
	const { length } = map.points;
	showProgress(say('layingOut', length), 0);
	const done = () => {
		running.terminate();
		URL.revokeObjectURL(address);
		if (worker === running) worker = undefined;
	};
	running.addEventListener('message', ({ data }: MessageEvent<number | Float32Array>) => {
		if (typeof data === 'number') return showProgress(say('layingOut', length), data);
		done();
		vscode.postMessage({ type: 'places', places: [...data] });
		arrive(data);
	});
	running.addEventListener('error', ({ message }) => {
		done();
		showProgress(undefined);
		announce(say('failed', message));
	});
	running.postMessage({
		size: length,
		neighbours: map.neighbours,
		links: [...map.related, ...map.mentioned],
		...(before ? { before: Float32Array.from(before, (value) => value ?? Number.NaN) } : {}),
	} satisfies LayoutTask);
}

/** The points have their places: everything can be shown. */
function arrive(found: Places): void {
	showProgress(undefined);
	layoutPlaces = found;
	usePlaces();
	view = state.view ?? viewOfAll();
	document.body.dataset.laidOut = String(map.points.length);
	relabel();
	showList();
}

function receiveMap(message: Extract<ToPage, { type: 'map' }>): void {
	const before = [...selected].map((index) => map.points[index]!.key);
	map = message.map;
	hovered = undefined;
	picked = undefined;
	cards.clear();
	selected.clear();
	for (const [index, { key }] of map.points.entries()) if (before.includes(key)) selected.add(index);
	signs = signTopics(map, { other: say('otherTopics'), none: say('noTopic') });
	const known = map.points.flatMap(({ year }) => (year === undefined ? [] : [year]));
	years = known.length === 0 ? undefined : { from: known.reduce((a, b) => Math.min(a, b)), to: known.reduce((a, b) => Math.max(a, b)) };
	span = timeline(map.points.map(({ year }) => year));
	tool('timeline').hidden = span === undefined;
	const weights = new Float64Array(map.points.length);
	for (const all of map.neighbours) for (let place = 0; place < all.length; place += 2) weights[all[place]!]! += all[place + 1]!;
	byWeight = map.points.map((_, index) => index).sort((a, b) => weights[b]! - weights[a]! || a - b);
	canvas.setAttribute('aria-label', say('map', map.points.length));
	$('.empty').hidden = map.points.length > 0;
	$('.empty').textContent = say('empty');
	showLegend();
	showSelection();
	if (map.points.length === 0) arrive(new Float32Array());
	else if (message.isSettled && message.before) arrive(Float32Array.from(message.before, (value) => value ?? 0));
	else layOutAnew(message.before);
}

function receiveFilter({ filter, keys }: Extract<ToPage, { type: 'filter' }>): void {
	filterText = keys ? filter : '';
	if (keys) {
		const wanted = new Set(keys);
		fitting = new Set(map.points.flatMap((point, index) => (wanted.has(point.key) ? [index] : [])));
	} else fitting = undefined;
	showNotice();
	relabel();
	showList();
}

function showNotice(): void {
	const notice = $('.notice');
	const isCut = map.points.length < map.total;
	notice.hidden = filterText === '' && !isCut;
	const parts = [
		filterText === '' ? '' : say('filtered', filterText, fitting?.size ?? 0, map.points.length),
		isCut ? say('cut', map.points.length, map.total) : '',
	];
	$('.notice span').textContent = parts.filter((part) => part !== '').join(' ');
	tool('clearFilter').hidden = filterText === '';
}

window.addEventListener('message', ({ data }: MessageEvent<ToPage>) => {
	if (data?.type === 'map') {
		receiveMap(data);
		showNotice();
	} else if (data?.type === 'filter') receiveFilter(data);
	else if (data?.type === 'card') {
		cards.set(data.card.key, data.card);
		if (hovered !== undefined && map.points[hovered]?.key === data.card.key && !isFromList) showCard(hovered);
	}
});

// ---- legend

/** A mark as the legend shows it. */
function icon(mark: Mark): Element {
	const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
	svg.setAttribute('viewBox', '-7 -7 14 14');
	svg.setAttribute('aria-hidden', 'true');
	const path = document.createElementNS('http://www.w3.org/2000/svg', 'path');
	path.setAttribute('d', shapePath(mark.shape, 0, 0, 4.6 * mark.size));
	path.setAttribute('fill', mark.colour);
	svg.append(path);
	return svg;
}

function showLegend(): void {
	const legend = $('.legend');
	press('year', isByYear());
	press('timeline', state.isTimeline);
	const all = marks();
	if (isByYear()) {
		if (!years) {
			legend.replaceChildren();
			return;
		}
		const from = Math.max(years.from, years.to - 40);
		const line = document.createElement('p');
		line.append(
			document.createTextNode(`${from > years.from ? '≤ ' : ''}${from} `),
			...all.slice(0, shades).map(icon),
			document.createTextNode(` ${years.to}`),
		);
		legend.replaceChildren(line);
		return;
	}
	legend.replaceChildren(
		...signs.signs.map(({ title, count }, sign) => {
			const button = document.createElement('button');
			button.setAttribute('aria-pressed', String(picked === sign));
			button.dataset.sign = String(sign);
			const name = document.createElement('span');
			name.textContent = title;
			const number = document.createElement('span');
			number.className = 'count';
			number.textContent = String(count);
			button.append(icon(all[sign]!), name, number);
			return button;
		}),
	);
}

$('.legend').addEventListener('click', ({ target }) => {
	const button = target instanceof Element ? target.closest<HTMLElement>('[data-sign]') : null;
	if (!button) return;
	const sign = Number(button.dataset.sign);
	picked = picked === sign ? undefined : sign;
	for (const each of document.querySelectorAll<HTMLElement>('.legend [data-sign]'))
		each.setAttribute('aria-pressed', String(Number(each.dataset.sign) === picked));
	relabel();
});

// ---- card

function showCard(index: number): void {
	const { key, title, authors, year } = map.points[index]!;
	const known = cards.get(key);
	if (!known) vscode.postMessage({ type: 'card', key });
	const part = (name: string, text: string) => {
		const element = document.createElement('div');
		element.className = name;
		element.textContent = text;
		return element;
	};
	const facts = [known?.authors || authors, known?.venue || (year === undefined ? '' : String(year))]
		.filter((each) => each !== '')
		.join(' · ');
	card.replaceChildren(part('title', title), part('facts', facts), ...(known?.sentence ? [part('sentence', known.sentence)] : []));
	card.hidden = false;
	const [x, y] = toScreen(view, size, places[2 * index]!, places[2 * index + 1]!);
	const gap = radiusAt(view.scale) + 10;
	const { offsetWidth: width, offsetHeight: height } = card;
	card.style.left = `${x + gap + width < size.width ? x + gap : Math.max(4, x - gap - width)}px`;
	card.style.top = `${Math.max(4, Math.min(size.height - height - 4, y - height / 2))}px`;
}

function hover(index: number | undefined, fromList: boolean): void {
	if (index === hovered && fromList === isFromList) return;
	hovered = index;
	isFromList = fromList;
	canvas.classList.toggle('on-point', index !== undefined && !fromList);
	if (index === undefined || fromList) card.hidden = true;
	else showCard(index);
	redraw();
}

function pointAt(x: number, y: number): number | undefined {
	const [mapX, mapY] = toMap(view, size, x, y);
	const found = tree.find(mapX, mapY, (radiusAt(view.scale) + 5) / view.scale);
	return found !== undefined && isBright(found) ? found : undefined;
}

// ---- pointer and keys

let drag: { readonly id: number; readonly startX: number; readonly startY: number; x: number; y: number; isMoved: boolean } | undefined;

canvas.addEventListener('pointerdown', (event) => {
	if (event.button !== 0) return;
	canvas.setPointerCapture(event.pointerId);
	const { offsetX: x, offsetY: y } = event;
	drag = { id: event.pointerId, startX: x, startY: y, x, y, isMoved: false };
	if (isLassoOn || event.shiftKey) lasso = [x, y];
});
canvas.addEventListener('pointermove', ({ offsetX: x, offsetY: y }) => {
	if (!drag) return hover(pointAt(x, y), false);
	if (!drag.isMoved && Math.hypot(x - drag.startX, y - drag.startY) < 4) return;
	drag.isMoved = true;
	if (lasso) {
		lasso.push(x, y);
		redraw();
	} else {
		hover(undefined, false);
		look(moved(view, x - drag.x, y - drag.y));
	}
	drag.x = x;
	drag.y = y;
});
canvas.addEventListener('pointerup', (event) => {
	const ended = drag;
	drag = undefined;
	if (!ended) return;
	if (lasso && ended.isMoved) {
		const corners = lasso.flatMap((_, place) => (place % 2 === 0 ? toMap(view, size, lasso![place]!, lasso![place + 1]!) : []));
		select(insideLasso(places, corners).filter(isBright));
		if (selected.size === 0) announce(say('nothingInLasso'));
	} else if (!ended.isMoved) {
		const index = pointAt(event.offsetX, event.offsetY);
		if (index !== undefined && event.shiftKey) toggle(index);
		else if (index !== undefined) open(index, event.ctrlKey || event.metaKey);
	}
	lasso = undefined;
	redraw();
});
canvas.addEventListener('pointercancel', () => {
	drag = undefined;
	lasso = undefined;
	redraw();
});
canvas.addEventListener('pointerleave', () => !drag && hover(undefined, false));
canvas.addEventListener(
	'wheel',
	(event) => {
		event.preventDefault();
		const pixels = event.deltaY * (event.deltaMode === 1 ? 18 : 1);
		zoom(1.0015 ** -Math.max(-300, Math.min(300, event.ctrlKey ? pixels * 5 : pixels)), event.offsetX, event.offsetY);
	},
	{ passive: false },
);
canvas.addEventListener('keydown', (event) => {
	if (event.ctrlKey || event.metaKey || event.altKey) return;
	const by = event.shiftKey ? 200 : 60;
	const moves: Readonly<Record<string, readonly [number, number]>> = {
		ArrowLeft: [by, 0],
		ArrowRight: [-by, 0],
		ArrowUp: [0, by],
		ArrowDown: [0, -by],
	};
	const move = moves[event.key];
	if (move) look(moved(view, ...move));
	else if (event.key === '+' || event.key === '=') zoom(1.4);
	else if (event.key === '-') zoom(1 / 1.4);
	else if (event.key === '0') lookAtAll();
	else return;
	event.preventDefault();
});
document.addEventListener('keydown', (event) => {
	if (event.key !== 'Escape') return;
	if (lasso || isLassoOn) {
		lasso = undefined;
		drag = undefined;
		isLassoOn = false;
		press('lasso', false);
		canvas.classList.remove('lassoing');
	} else select([]);
	redraw();
});

const open = (index: number, beside: boolean) => vscode.postMessage({ type: 'open', key: map.points[index]!.key, beside });
const announce = (text: string) => {
	$('.status').textContent = text;
};

// ---- selection and list

function select(indices: readonly number[]): void {
	selected.clear();
	for (const index of indices) selected.add(index);
	showSelection();
	showList();
	redraw();
}

function toggle(index: number): void {
	if (!selected.delete(index)) selected.add(index);
	showSelection();
	list.refresh();
	redraw();
}

function showSelection(): void {
	$('.selection').hidden = selected.size === 0;
	const text = selected.size === 1 ? say('oneSelected') : say('selected', selected.size);
	$('.selection span').textContent = text;
	if (selected.size > 0) announce(text);
}

const list = new PaperList($('.list'), {
	open,
	focus: (point) => {
		hover(point, point !== undefined);
		// While all is in view there is nothing to move to.
		if (point === undefined || !state.view) return;
		const [x, y] = toScreen(view, size, places[2 * point]!, places[2 * point + 1]!);
		if (x < 20 || y < 20 || x > size.width - 20 || y > size.height - 20)
			look({ ...view, x: places[2 * point]!, y: places[2 * point + 1]! });
	},
	toggle,
	isSelected: (point) => selected.has(point),
});

function paperRow(id: string, point: number, level: number, isLeaf: boolean): Row {
	const { title, authors, year } = map.points[point]!;
	const near = nearestOf(point);
	const name = [title, authors, year].filter((part) => part !== undefined && part !== '').join(', ');
	const nearNames = near.map((other) => shortTitle(map.points[other]!.title, 60)).join('; ');
	return {
		id: `${id}/${point}`,
		level,
		point,
		text: title,
		name: isLeaf || near.length === 0 ? name : `${name}; ${say('near', nearNames)}`,
		...(isLeaf || near.length === 0 ? {} : { children: () => near.map((other) => paperRow(`${id}/${point}`, other, level + 1, true)) }),
	};
}

function groupRow(id: string, title: string, all: readonly number[], sign?: () => Element): Row {
	return {
		id,
		...(sign ? { sign } : {}),
		level: 1,
		text: `${title} (${all.length})`,
		name: say('group', title, all.length),
		children: () => {
			const shown = shownOf.get(id) ?? pageSize;
			const rows = all.slice(0, shown).map((point) => paperRow(id, point, 2, false));
			if (all.length <= shown) return rows;
			const more: Row = {
				id: `${id}/more`,
				level: 2,
				text: say('more'),
				children: () => {
					shownOf.set(id, shown + pageSize);
					setTimeout(showList);
					return [];
				},
			};
			return [...rows, more];
		},
	};
}

const collator = new Intl.Collator();

function showList(openGroups: readonly string[] = []): void {
	$('aside').hidden = !state.hasList;
	press('list', state.hasList);
	// The list has the signs, too, and the map needs the room.
	$('.legend').hidden = state.hasList && !isByYear();
	if (!state.hasList) return;
	const byTitle = (indices: number[]) => indices.sort((a, b) => collator.compare(map.points[a]!.title, map.points[b]!.title));
	const members = signs.signs.map((): number[] => []);
	for (const index of map.points.keys()) if (!fitting || fitting.has(index)) members[signs.signOf[index]!]!.push(index);
	const groups = signs.signs.flatMap(({ id, title }, sign) =>
		members[sign]!.length === 0
			? []
			: [groupRow(`topic:${id}`, title, byTitle(members[sign]!), isByYear() ? undefined : () => icon(marks()[sign]!))],
	);
	const own = selected.size === 0 ? [] : [groupRow('selection', say('selection'), byTitle([...selected]))];
	list.show([...own, ...groups], openGroups);
}

// ---- tools

const commands: Readonly<Record<string, () => void>> = {
	zoomIn: () => zoom(1.4),
	zoomOut: () => zoom(1 / 1.4),
	fit: lookAtAll,
	lasso: () => {
		isLassoOn = !isLassoOn;
		press('lasso', isLassoOn);
		canvas.classList.toggle('lassoing', isLassoOn);
	},
	year: () => {
		state = { ...state, colour: isByYear() ? 'topic' : 'year' };
		keep();
		showLegend();
		showList();
		redraw();
	},
	timeline: () => {
		state = { ...state, isTimeline: !state.isTimeline };
		usePlaces();
		showLegend();
		lookAtAll();
		relabel();
	},
	svg: () => {
		const legend = isByYear() ? [] : signs.signs.map(({ title }, mark) => ({ title, mark }));
		vscode.postMessage({ type: 'svg', text: toSvg({ ...picture(), current: undefined, lasso: undefined }, legend, document.title) });
	},
	list: () => {
		state = { ...state, hasList: !state.hasList };
		keep();
		showList();
		if (state.hasList) list.focusFirst();
	},
	clearFilter: () => vscode.postMessage({ type: 'clearFilter' }),
	listSelection: () => {
		state = { ...state, hasList: true };
		keep();
		showList(['selection']);
		list.focusFirst();
	},
	copyKeys: () => vscode.postMessage({ type: 'copyKeys', keys: keysOfSelected() }),
	clearSelection: () => {
		select([]);
		canvas.focus();
	},
};

const keysOfSelected = () => [...selected].map((index) => map.points[index]!.key);

document.addEventListener('click', ({ target }) => {
	const command = target instanceof Element ? target.closest<HTMLElement>('[data-command]')?.dataset.command : undefined;
	if (command !== undefined && Object.hasOwn(commands, command)) commands[command]!();
});

showProgress(say('reading'));
vscode.postMessage({ type: 'ready' });

// For tests, which cannot read a canvas: where a paper's point is seen, and how long frames take.
Object.defineProperty(globalThis, 'lecternMap', {
	value: {
		placeOf(key: string) {
			const index = map.points.findIndex((point) => point.key === key);
			if (index < 0) return undefined;
			const [x, y] = toScreen(view, size, places[2 * index]!, places[2 * index + 1]!);
			return { x, y };
		},
		isBright: (key: string) => isBright(map.points.findIndex((point) => point.key === key)),
		selected: keysOfSelected,
		view: () => view,
		/** Begins to measure frames, or ends it and answers how long each took, in milliseconds. */
		frames(isBegun: boolean) {
			const times = frameTimes ?? [];
			frameTimes = isBegun ? [] : undefined;
			return times;
		},
	},
});
