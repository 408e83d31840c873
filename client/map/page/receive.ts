import type { Places } from '../drawing/scene.js';
import type { ToPage } from '../messages.js';
import { forgetCards, receiveCard } from './card.js';
import { $, canvas, say, tool } from './dom.js';
import { post } from './host.js';
import { relabel } from './labelling.js';
import { layOutAnew } from './layoutTask.js';
import { showLegend } from './legend.js';
import { showList } from './listPane.js';
import { papersOf, pointsOf } from './papers.js';
import { showProgress } from './progress.js';
import { showSelection } from './selection.js';
import { page } from './state.js';
import { placePoints, viewOfAll } from './view.js';

/** The tree's filter as it was typed. */
let filterText = '';

/** Takes what the panel tells. */
export function receive(message: ToPage | undefined): void {
	if (message?.type === 'map') receiveMap(message);
	else if (message?.type === 'filter') receiveFilter(message);
	else if (message?.type === 'card') receiveCard(message.card);
}

function receiveMap({ map, before, isSettled }: Extract<ToPage, { type: 'map' }>): void {
	const selectedKeys = [...page.selected].map((index) => page.papers.points[index]!.key);
	page.papers = papersOf(map, { other: say('otherTopics'), none: say('noTopic') });
	page.hovered = undefined;
	page.picked = undefined;
	forgetCards();
	page.selected.clear();
	for (const index of pointsOf(page.papers, selectedKeys)) page.selected.add(index);
	const { length } = map.points;
	tool('timeline').hidden = page.papers.span === undefined;
	canvas.setAttribute('aria-label', say('map', length));
	$('.empty').hidden = length > 0;
	$('.empty p').textContent = say('empty');
	showLegend();
	showSelection();
	if (length === 0) arrive(new Float32Array());
	else if (isSettled && before) arrive(Float32Array.from(before, (value) => value ?? 0));
	else
		layOutAnew(before, (places) => {
			post({ type: 'places', places: [...places] });
			arrive(places);
		});
	showNotice();
}

/** The points have their places: everything can be shown. */
function arrive(places: Places): void {
	showProgress(undefined);
	placePoints(places);
	page.view = page.kept.view ?? viewOfAll();
	document.body.dataset.laidOut = String(page.papers.points.length);
	relabel();
	showList();
}

function receiveFilter({ filter, keys }: Extract<ToPage, { type: 'filter' }>): void {
	filterText = keys ? filter : '';
	page.fitting = keys ? new Set(pointsOf(page.papers, keys)) : undefined;
	showNotice();
	relabel();
	showList();
}

/** Says that the tree's filter holds, and that papers are left out, where it is so. */
function showNotice(): void {
	const { points, total } = page.papers;
	const isCut = points.length < total;
	$('.notice').hidden = filterText === '' && !isCut;
	const parts = [
		filterText === '' ? '' : say('filtered', filterText, page.fitting?.size ?? 0, points.length),
		isCut ? say('cut', points.length, total) : '',
	];
	$('.notice span').textContent = parts.filter((part) => part !== '').join(' ');
	tool('clearFilter').hidden = filterText === '';
}
